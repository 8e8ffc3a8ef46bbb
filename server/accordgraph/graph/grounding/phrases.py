"""Tables of English and Japanese phrases that stand at a value: qualifiers, rises and falls.

Those of German and French that qualify a sum are there too, since "7,4 Mio. Euro" is read.
"""

from __future__ import annotations

from collections.abc import Mapping

#: What the text says where a value has a qualifier, by the qualifier's name; "" where none says the same, so
#: that what it says cannot be stated.
QUALIFIERS: Mapping[str, tuple[str, ...]] = {
    "more-than": (
        "more than",
        "greater than",
        "over",
        "above",
        "beyond",
        "north of",
        "in excess of",
        "exceed",
        "exceeds",
        "exceeded",
        "exceeding",
        *("tops", "topped", "topping"),
        *("surpass", "surpasses", "surpassed", "surpassing"),
        "upward of",
        "upwards of",
        *("mehr als", "über", "plus de"),
    ),
    "at-least": (
        "at least",
        "at the very least",
        "no less than",
        "not less than",
        "no fewer than",
        "not fewer than",
        "not under",
        "not below",
        *("minimum of", "minimum", "min."),
        *("mindestens", "wenigstens", "au moins"),
    ),
    "up-to": (
        "up to",
        "as much as",
        "as many as",
        "at most",
        "no more than",
        "not more than",
        "no greater than",
        "not over",
        "not above",
        "not exceed",
        "not exceeding",
        "not to exceed",
        "cannot exceed",
        "capped at",
        *("maximum of", "maximum", "max."),
        *("bis zu", "höchstens", "maximal", "jusqu'à", "jusqu\u2019à", "au plus"),
    ),
    "about": (
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        *("an estimated", "estimated at", "estimated to be"),
        *("approx.", "approx", "est."),
        "circa",
        "ca.",
        "more or less",
        "nearly",
        "almost",
        "near",
        "close to",
        "approaching",
        *("in the region of", "in the neighborhood of", "in the neighbourhood of"),
        "in the order of",
        "on the order of",
        *("rund", "etwa", "ungefähr", "knapp", "nahezu", "environ", "près de"),
    ),
    "": (
        "less than",
        "fewer than",
        "lower than",
        *("as few as", "as little as"),
        "not quite",
        "under",
        "below",
        "short of",
        "shy of",
        "south of",
        "ranging from",
        *("weniger als", "unter", "moins de"),
    ),
}

#: Words that may stand between these and the value: "more than a combined $25m".
FILLERS = (
    "total",
    "total of",
    "combined",
    "estimated",
    "equivalent of",
    "the equivalent of",
    "additional",
    "further",
    "another",
)
#: Those of these phrases that tell times and places too: "over five years".
PREPOSITIONS = ("over", "above", "beyond", "under", "below", "near", "über", "unter")
#: Those that say nothing of a sum with an article: "under a new $25m grant", "about a $25m deal".
AMBIGUOUS = (*PREPOSITIONS, "about", "around", "some")

#: Words that turn around what follows, so that no qualifier is sure ("has never given more than"), and words
#: that make a comparison of it ("8 percent more than").
NEGATIONS = ("no", "not", "never", "nor", "neither", "nothing", "without", "cannot", "hardly", "barely")
COMPARISONS = ("%", "percent", "per cent", "points", "times", "twice", "double", "half")

#: What the text says after a value.
QUALIFIERS_AFTER: Mapping[str, tuple[str, ...]] = {
    "at-least": ("or more", "or greater", "or higher", "or above", "or over", "and up", "and upwards"),
    "up-to": ("or less", "or fewer", "or lower", "or below", "or under"),
    "about": ("or so", "or thereabouts"),
}
#: The same where it stands right after the value.
QUALIFIERS_NEXT: Mapping[str, tuple[str, ...]] = {
    "at-least": ("at least", "at a minimum", "minimum"),
    "up-to": ("at most", "at the most", "maximum"),
    "about": ("give or take",),
}
#: What is joined to a number, before its scale or after it: "$17+ million", "$15 million-plus".
QUALIFIERS_JOINED: Mapping[str, tuple[str, ...]] = {"at-least": ("+", "-plus"), "about": ("-odd", "-ish")}

#: Signs and Japanese words before a value, where no space need stand.
JAPANESE_QUALIFIERS: Mapping[str, tuple[str, ...]] = {
    "more-than": (">", "\uff1e"),
    "at-least": ("≥", "≧", "少なくとも", "最低"),
    "up-to": ("≤", "≦", "最大", "最高", "上限", "上限は", "多くて", "多くとも"),
    "about": ("~", "≈", "約", "およそ", "おおよそ", "おおむね", "概ね", "ほぼ", "推定", "推計", "ざっと"),
    "": ("<", "\uff1c"),
}
JAPANESE_FILLERS = ("で", "でも", "計", "合計", "総額")
JAPANESE_QUALIFIERS_AFTER: Mapping[str, tuple[str, ...]] = {
    "more-than": (
        "超",
        "を超え",
        "を優に超え",
        "を超す",
        "越え",
        "を越え",
        "を上回",
        "余り",
        "あまり",
        "余",
        "強",
    ),
    "at-least": ("以上", "を下らな", "を下回らな"),
    "up-to": ("以下", "以内", "を上限", "が上限", "を超えな", "を上回らな"),
    "about": (*("規模", "程度", "前後", "ほど", "程", "くらい", "ぐらい"), *("弱", "近く", "近い", "に迫")),
    "": ("数", "未満", "足らず", "に満た", "にも満た", "に届かな", "に達しな", "を下回", "を切"),
}

#: What stands before the two ends of a range, and between them.
RANGES: Mapping[str, str] = {"between": "and", "zwischen": "und", "entre": "et"}

#: What makes a sum one of each year or month, so that it is not the whole: after it, and before it.
RATES = (
    *(
        f"{each}{sign}{unit}"
        for each in ("a", "per", "each", "every")
        for unit in ("year", "month")
        for sign in " -"
    ),
    *("annual", "annually", "per annum", "yearly", "monthly", "p.a."),
    *("pro Jahr", "jährlich", "par an"),
)
RATES_BEFORE = ("annual", "yearly", "monthly", "jährlich")
JAPANESE_RATES = ("年間", "年額", "毎年", "月額", "毎月")

#: Which way a percentage goes.
RISE, FALL = 1, -1
#: Words that say so, before the number or after it ("fell by 8 percent", "an 8 percent annual decline").
_RISES = (
    "up rise rises rose risen rising increase increases increased increasing grow grows grew grown"
    " growing growth gain gains gained jump jumps jumped climb climbs climbed surge surges surged soar"
    " soars soared expand expanded expansion uptick improved improvement rebound rebounded plus"
)
RISES = tuple(_RISES.split())
_FALLS = (
    "down fall falls fell fallen falling decrease decreases decreased decreasing decline declines"
    " declined declining drop drops dropped dropping reduction reduced reducing cut cuts shrink shrank"
    " shrunk slide slid slip slipped dip dipped plunge plunged plummeted tumbled lost loss contracted"
    " contraction minus negative"
)
FALLS = tuple(_FALLS.split())
#: Comparisons, after the number only.
MORE = ("more", "higher", "above", "greater", "larger", "bigger", "better")
FEWER = ("fewer", "less", "lower", "below", "smaller", "under", "short")
#: Words before a number of which it says how high something stands, not how it changed.
STANDING = ("to", "from", "at", "than", "between")
#: Words after a number that begin something else.
_PARTING = (
    "of in this last next each every the to from at on for and but or as by with while over during"
    " since than after before who which that"
)
PARTING = tuple(_PARTING.split())
JAPANESE_SIGNS: Mapping[str, int] = {"プラス": RISE, "マイナス": FALL, "\u25b2": FALL, "\u25b3": FALL}
JAPANESE_DIRECTIONS: Mapping[str, int] = {
    **dict.fromkeys(("増", "上昇", "伸", "多い", "多く", "上回", "拡大", "成長", "アップ", "プラス"), RISE),
    **dict.fromkeys(
        ("減", "低下", "下落", "縮小", "少な", "下回", "落ち", "ダウン", "マイナス", "削減"), FALL
    ),
    **dict.fromkeys(("増減", "変動", "変化"), 0),
}

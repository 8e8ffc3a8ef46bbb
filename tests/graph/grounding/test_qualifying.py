"""What qualifies a value is read from the words around it."""

from __future__ import annotations

import pytest

from accordgraph.graph.grounding.qualifying import qualifier_of
from accordgraph.graph.grounding.readings import readings

#: A text, and how it qualifies the value that is read last; "" where no qualifier says so, None for exact.
QUALIFIED: tuple[tuple[str, str | None], ...] = (
    ("more than $25m", "more-than"),
    ("約5000万ドル", "about"),
    ("最大5000万米ドル規模", "up-to"),
    ("5000万ドル以上", "at-least"),
    ("1億ドル超", "more-than"),
    ("200億円規模", "about"),
    ("5000万ドルを拠出", None),
    ("$25m", None),
    ("the gift of $25m", None),
    ("more than a combined $25m", "more-than"),
    ("More than an additional $25m", "more-than"),
    ("more than a whopping $25m", "more-than"),
    ("under a new $25m grant", None),
    ("no more than $25m", "up-to"),
    ("not more than $25m", "up-to"),
    ("will not exceed $25m", "up-to"),
    ("no less than $25m", "at-least"),
    ("has never given more than $25m", ""),
    ("hasn't paid over $25m", ""),
    ("has surpassed $25m", "more-than"),
    ("has not surpassed $25m", ""),
    ("topped $25m", "more-than"),
    ("one of the top 10", None),
    ("8 percent more than $25m", ""),
    ("twice as much as $25m", ""),
    ("as much as $25m", "up-to"),
    ("up 8 percent to about 1,250", "about"),
    ("less than $25m", ""),
    ("a little less than $25m", ""),
    ("just under $25m", ""),
    ("well over $25m", "more-than"),
    ("up to about $25m", "up-to"),
    ("nearly $25m", "about"),
    ("close to $25m", "about"),
    ("almost a combined $25m", "about"),
    ("approx. $25m", "about"),
    ("max. $25m", "up-to"),
    ("a minimum $25m", "at-least"),
    ("~$25m", "about"),
    ("$17\u2011plus million", "at-least"),
    (">$25m", "more-than"),
    ("<$25m", ""),
    ("$25 million or more", "at-least"),
    ("$25 million dollars", None),
    ("$25m for more than a year", None),
    ("$25m over and above", None),
    ("1,250 students or more", "at-least"),
    ("1,250 or so", "about"),
    ("$25m or less.", "up-to"),
    ("$25m-plus", "at-least"),
    ("$25m+", "at-least"),
    ("$17+ million", "at-least"),
    ("$17-plus million", "at-least"),
    ("$10m-$25m", ""),
    ("$10m to $25m", ""),
    ("rose from $10m to $25m", None),
    ("between $10m and $25m", ""),
    ("ranging from $1.5m to $25m", ""),
    ("$10m and $25m", None),
    ("between Alpha and Beta on 9 April and $25m", None),
    ("between 12 universities and 1,250 students", None),
    *[(text, "") for text in ("$25m a year", "up to $25m per year", "a $25m-a-year deal", "an annual $25m")],
    *[(text, "") for text in ("$25m annually", "$25m / month", "大学は年2億円", "年間約2億円", "2億円/年")],
    *[
        (text, None)
        for text in (
            "$25m a year ago",
            "$25m a year and a half ago",
            "$25m for a year",
            "250 students a year",
        )
    ],
    *[(text, None) for text in ("5年間2億円", "今年2億円", "2025年2億円", "数年間で2億円")],
    *[(f"{words} 7,4 Mio. Euro", "more-than") for words in ("mehr als", "über", "plus de")],
    *[(f"{words} 7,4 Millionen Euro", "at-least") for words in ("mindestens", "wenigstens", "au moins")],
    *[
        (f"{words} 7,4 Milliarden Euro", "up-to")
        for words in ("bis zu", "höchstens", "maximal", "jusqu'à", "jusqu\u2019à", "au plus")
    ],
    *[
        (f"{words} 25 000 euros", "about")
        for words in ("rund", "etwa", "ungefähr", "knapp", "nahezu", "environ", "près de")
    ],
    *[(f"{words} 3 Mio. Euro", "") for words in ("weniger als", "unter", "moins de", "2 bis", "jährlich")],
    *[(f"3 Mio. Euro {words}", "") for words in ("pro Jahr", "jährlich", "par an")],
    *[(f"{words} 3 Mio. Euro", "") for words in ("zwischen 2 und", "zwischen 2 Mio. und", "entre 2 et")],
    ("über das Projekt mit 3 Mio. Euro", None),
    ("between five and 1,250", ""),
    ("20 to 25 students", ""),
    ("10 to 15 percent", ""),
    ("25 to 30 million dollars", ""),
    ("two or three million", ""),
    ("rose from 20 to 25", None),
    ("rose by five to 25", None),
    ("rose five to 25", None),
    ("rose 8 percent to 1,250", None),
    ("in 2024 to 250 students", None),
    ("not quite 500", ""),
    ("as few as 500", ""),
    ("at the very least $25m", "at-least"),
    ("estimated at $25m", "about"),
    ("more than a decade", "more-than"),
    ("over the next decade", None),
    ("5000万ドル未満", ""),
    ("3000万\u22125000万ドル", ""),
    ("十五か国以上", "at-least"),
    ("10年間以上", "at-least"),
    ("5000万ドルが上限", "up-to"),
    ("5000人以上", "at-least"),
    ("10数人", ""),
    *[(text, "") for text in ("3000億円台", "1000人台", "8%台", "90年代", "30代")],
    *[(text, None) for text in ("5台", "3000万台", "3代目", "30代目", "5社代表")],
    ("5000万ドルを超えない", "up-to"),
    ("5000万ドルを下回る", ""),
    ("5000万ドル近く", "about"),
    *[
        (text, "about")
        for text in ("ざっと5000万ドル", "5000万ドルぐらい", "5000万ドル近い", "5000万ドルに迫る")
    ],
    *[(text, "more-than") for text in ("5000万ドルあまり", "30社あまり", "5000万ドルを優に超える")],
    ("5000万ドルを下らない", "at-least"),
    ("5000万ドルにも満たない", ""),
    ("最大で約5000万ドル", "up-to"),
    ("3000万〜5000万ドル", ""),
    ("3億円ないし5億円", ""),
    *[(text, "") for text in ("2億から3億円", "2億円から3億円まで", "500万から700万人")],
    *[
        (text, None)
        for text in (
            "2億円から3億円に増えた",
            "2億円から3億円へ",
            "2億円から3億円まで増えた",
            "2023年から3億円",
            "2社から3億円",
        )
    ],
    ("9 社以上", "at-least"),
    ("最大 5,000 万ドル", "up-to"),
)

#: The same where another value follows.
QUALIFIED_FIRST: tuple[tuple[str, str | None], ...] = (
    ("2 Mio. bis 3 Mio. Euro", ""),
    ("zwischen 2 und 3 Mio. Euro", ""),
    ("2億から3億円", ""),
    ("2億円から3億円まで", ""),
    ("2億円から3億円に増えた", None),
    ("2億円から3社に", None),
    ("$10m-$25m", ""),
    ("$10m to $25m", ""),
    ("between $10m and $25m", ""),
    ("between four universities and five companies", None),
    ("between four and five companies", ""),
    ("20 to 25 students", ""),
    ("$5 to 6 million", ""),
    ("$5 or 6 million", ""),
    ("5社または10社", ""),
    ("two or three million", ""),
    ("by five to 25", None),
    ("in 2024 to 250 students", None),
    ("over 10 years to 12 universities", "more-than"),
    ("from $10m to $25m", None),
    ("$10m or more than $25m", None),
    ("$10m to 12 universities", None),
    ("3000万ドル〜5000万ドル", ""),
)


@pytest.mark.parametrize(("text", "wanted"), QUALIFIED, ids=[text for text, _ in QUALIFIED])
def test_qualifiers(text: str, wanted: str | None) -> None:
    found = qualifier_of(text, readings(text, None)[-1])
    assert (found.name if found else None) == wanted


@pytest.mark.parametrize(("text", "wanted"), QUALIFIED_FIRST, ids=[text for text, _ in QUALIFIED_FIRST])
def test_qualifiers_of_the_first_of_two_values(text: str, wanted: str | None) -> None:
    found = qualifier_of(text, readings(text, None)[0])
    assert (found.name if found else None) == wanted

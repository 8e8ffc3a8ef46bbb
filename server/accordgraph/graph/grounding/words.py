"""Tables of English and Japanese words that stand for numbers, scales and dates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIRSTS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)

#: Words that numerals are made of.
ONES: Mapping[str, int] = {word: number for number, word in enumerate(_ONES.split())}
TENS: Mapping[str, int] = {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
ORDINALS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_FIRSTS.split(), start=1)},
    **{f"{word[:-1]}ieth": number for word, number in TENS.items()},
}
#: Words that stand for one of what follows: "a million", "another dozen".
ARTICLES = ("a", "an", "another", "the")
#: Parts of one, by how many of them it takes; a second is no part.
FRACTIONS: Mapping[str, int] = {
    "half": 2,
    "quarter": 4,
    **{word: number for word, number in ORDINALS.items() if 2 < number <= 10},
}

#: Scales that are written as words with numerals.
SCALE_WORDS: Mapping[str, Decimal] = {
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
    "lakh": Decimal(10**5),
    "crore": Decimal(10**7),
    "lakh crore": Decimal(10**12),
}

SCALES: Mapping[str, Decimal] = {
    **SCALE_WORDS,
    **{f"{word}s": scale for word, scale in SCALE_WORDS.items()},
    "hundred": Decimal(100),
    "k": Decimal(1000),
    **dict.fromkeys(("m", "mn", "mln", "mil", "mio", "mio.", "millionen"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "bln", "mrd", "mrd.", "milliarde", "milliarden"), Decimal(10**9)),
    **dict.fromkeys(("tn", "trn"), Decimal(10**12)),
    "cr": Decimal(10**7),
    "lakh cr": Decimal(10**12),
}
#: Those of sums, too: after another number, "5 mm" is a length.
SUM_SCALES: Mapping[str, Decimal] = {**SCALES, "mm": Decimal(10**6)}

#: Units of time that an age in years is given in.
YEARS: Mapping[str, int] = {"year": 1, "decade": 10, "century": 100, "centurie": 100}

_MONTHS = "january february march april may june july august september october november december"
#: Months and what they are cut to, by their numbers; a dot may follow the latter.
MONTHS: Mapping[str, int] = {word: number for number, word in enumerate(_MONTHS.split(), start=1)}
SHORT_MONTHS: Mapping[str, int] = {**{word[:3]: number for word, number in MONTHS.items()}, "sept": 9}
_GERMAN_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
_FRENCH_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
#: Months as German and French write them, whose capitals tell names and planets apart from them.
OTHER_MONTHS: Mapping[str, int] = {
    word: number
    for months in (_GERMAN_MONTHS, _FRENCH_MONTHS)
    for number, word in enumerate(months.split(), start=1)
}

#: How far a year or month is from that of publication.
RELATIVE: Mapping[str, int] = {"last": -1, "this": 0, "next": 1}
#: How far a day is from that of publication.
DAYS: Mapping[str, int] = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
#: How far a week is from that of publication.
WEEKS: Mapping[str, int] = {
    **{f"{which} week": step for which, step in RELATIVE.items()},
    "the week before last": -2,
    **dict(zip(("先々週", "先週", "今週", "来週", "再来週"), range(-2, 3), strict=True)),
}
_WEEK = "monday tuesday wednesday thursday friday saturday sunday"
_GERMAN_WEEK = "montag dienstag mittwoch donnerstag freitag samstag sonntag"
#: Days of the week, by how far they are from Monday.
WEEKDAYS: Mapping[str, int] = {
    word: number for week in (_WEEK, _GERMAN_WEEK) for number, word in enumerate(week.split())
}
#: How far a year is from the one that the text named last.
NAMED: Mapping[str, int] = {
    **dict.fromkeys(("the previous", "the preceding", "the prior"), -1),
    **dict.fromkeys(("that", "the same"), 0),
    "the following": 1,
}

JAPANESE_DIGITS: Mapping[str, int] = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}

JAPANESE_SCALES: Mapping[str, int] = {"万": 10**4, "億": 10**8, "兆": 10**12}

#: Counters, after which number signs are a number: "九社" but not "三菱".
_COUNTERS = "社 人 名 校 件 回 年 年間 大学 機関 団体 分野 項目 つ 者 拠点"
JAPANESE_COUNTERS = (
    *_COUNTERS.split(),
    *(few + unit for few in ("か", "カ", "ヶ", "ヵ", "箇") for unit in ("月", "国", "年", "所")),
)

#: The first year of an emperor's era, by its name in English and in Japanese, or what that is cut to.
ERAS: Mapping[str, int] = {"Reiwa": 2019, "Heisei": 1989, "Showa": 1926, "Taisho": 1912, "Meiji": 1868}
JAPANESE_ERAS: Mapping[str, int] = {
    **dict(zip(("令和", "平成", "昭和", "大正", "明治"), ERAS.values(), strict=True)),
    **{sign: year for name, year in ERAS.items() for sign in (name[0], chr(ord(name[0]) + 0xFEE0))},
}

#: Units of time.
JAPANESE_UNITS: Mapping[str, str] = {
    **{f"{few}月": "month" for few in ("か", "カ", "ヶ", "ヵ", "箇")},
    "年": "year",
    "日": "day",
}

#: Years, before a month, by how far they are from the one that the text named last; of the next such month
#: it is told by the month.
JAPANESE_NEXT = "翌"
JAPANESE_NAMED: Mapping[str, int] = {"前年": -1, "同年": 0, "同": 0, "翌年": 1, JAPANESE_NEXT: 1}

#: Years, months and days by how far they are from that of publication.
JAPANESE_RELATIVE: Mapping[str, tuple[str, int]] = {
    "一昨年": ("year", -2),
    "おととし": ("year", -2),
    "昨年": ("year", -1),
    "去年": ("year", -1),
    "今年": ("year", 0),
    "本年": ("year", 0),
    "来年": ("year", 1),
    "再来年": ("year", 2),
    "先々月": ("month", -2),
    "先月": ("month", -1),
    "今月": ("month", 0),
    "来月": ("month", 1),
    "再来月": ("month", 2),
    "一昨日": ("day", -2),
    "昨日": ("day", -1),
    "今日": ("day", 0),
    "本日": ("day", 0),
    "明日": ("day", 1),
    "明後日": ("day", 2),
}

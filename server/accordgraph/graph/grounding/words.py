"""Tables of English and Japanese words that stand for numbers, scales, currencies and dates."""

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
}

SCALES: Mapping[str, Decimal] = {
    **SCALE_WORDS,
    "hundred": Decimal(100),
    "k": Decimal(1000),
    **dict.fromkeys(("m", "mn", "mln", "mil", "mio"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "bln"), Decimal(10**9)),
    **dict.fromkeys(("tn", "trn"), Decimal(10**12)),
}

#: Units of time that an age in years is given in.
YEARS: Mapping[str, int] = {"year": 1, "decade": 10, "century": 100, "centurie": 100}

#: Codes of currencies, which stand before a number or after it.
CODES = ("USD", "CAD", "AUD", "EUR", "GBP", "JPY", "CHF", "CNY", "KRW", "INR")

#: Signs and codes before a number; a bare dollar sign is read as the United States' one.
SIGNS: Mapping[str, str] = {
    "US$": "USD",
    "$": "USD",
    "C$": "CAD",
    "A$": "AUD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    **{"\uff04": "USD", "\uffe1": "GBP", "\uffe5": "JPY"},
    **{code: code for code in CODES},
}

#: Words after a number.
CURRENCIES: Mapping[str, str] = {
    **{f"{of}dollar{s}": "USD" for of in ("", "US ", "U.S. ") for s in ("", "s")},
    **{f"euro{s}": "EUR" for s in ("", "s")},
    "yen": "JPY",
    **{f"pound{s}": "GBP" for s in ("", "s")},
    **{code: code for code in CODES},
}

_MONTHS = "january february march april may june july august september october november december"
#: Months and what they are cut to, by their numbers; a dot may follow the latter.
MONTHS: Mapping[str, int] = {word: number for number, word in enumerate(_MONTHS.split(), start=1)}
SHORT_MONTHS: Mapping[str, int] = {**{word[:3]: number for word, number in MONTHS.items()}, "sept": 9}

#: How far a year or month is from that of publication.
RELATIVE: Mapping[str, int] = {"last": -1, "this": 0, "next": 1}

JAPANESE_DIGITS: Mapping[str, int] = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}

JAPANESE_SCALES: Mapping[str, int] = {"万": 10**4, "億": 10**8, "兆": 10**12}

JAPANESE_CURRENCIES: Mapping[str, str] = {
    "ドル": "USD",
    "米ドル": "USD",
    "カナダドル": "CAD",
    "豪ドル": "AUD",
    "円": "JPY",
    "ユーロ": "EUR",
    "ポンド": "GBP",
    "英ポンド": "GBP",
    "スイスフラン": "CHF",
    "人民元": "CNY",
    "ウォン": "KRW",
    "ルピー": "INR",
}

#: Counters, after which number signs are a number: "九社" but not "三菱".
_COUNTERS = "社 人 名 校 件 回 年 か月 カ月 ヶ月 か国 カ国 ヶ国 ヵ国 大学 機関 団体 分野 項目 つ"
JAPANESE_COUNTERS = tuple(_COUNTERS.split())

#: The first year of an emperor's era.
JAPANESE_ERAS: Mapping[str, int] = {"令和": 2019, "平成": 1989, "昭和": 1926, "大正": 1912, "明治": 1868}

#: Years and months by how far they are from that of publication.
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
}

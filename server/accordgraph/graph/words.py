"""Tables of English words that stand for numbers, scales, currencies, months and qualifiers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

_LOW = "zero one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ONES = f"{_LOW} {_TEENS}".split()
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRSTS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)

#: Number words, those of tens with their ones included: "twenty-five".
NUMBERS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{
        f"{ten}-{one}": 10 * number + unit
        for number, ten in enumerate(_TENS, start=2)
        for unit, one in enumerate(_ONES[1:10], start=1)
    },
    "dozen": 12,
}

ORDINALS: Mapping[str, int] = {word: number for number, word in enumerate(_FIRSTS, start=1)}

SCALES: Mapping[str, Decimal] = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "k": Decimal(1000),
    "million": Decimal(10**6),
    "m": Decimal(10**6),
    "mn": Decimal(10**6),
    "billion": Decimal(10**9),
    "bn": Decimal(10**9),
    "b": Decimal(10**9),
    "trillion": Decimal(10**12),
    "tn": Decimal(10**12),
}

#: Units of time that an age in years is given in.
YEARS: Mapping[str, int] = {"year": 1, "decade": 10, "century": 100, "centurie": 100}

#: Signs and codes before a number; a bare dollar sign is read as the United States' one.
SIGNS: Mapping[str, str] = {
    "US$": "USD",
    "$": "USD",
    "C$": "CAD",
    "A$": "AUD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    **{code: code for code in ("USD", "CAD", "AUD", "EUR", "GBP", "JPY", "CHF", "CNY", "KRW", "INR")},
}

#: Words after a number.
CURRENCIES: Mapping[str, str] = {
    "dollars": "USD",
    "US dollars": "USD",
    "euros": "EUR",
    "yen": "JPY",
    "pounds": "GBP",
    **{code: code for code in ("USD", "EUR", "GBP", "JPY")},
}

MONTHS: tuple[str, ...] = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

#: What the text says where an amount has a qualifier.
QUALIFIERS: Mapping[str, tuple[str, ...]] = {
    "more-than": ("more than", "over", "in excess of", "exceeding", "upwards of"),
    "at-least": ("at least", "no less than", "a minimum of"),
    "up-to": ("up to", "as much as", "at most", "a maximum of"),
    "about": ("about", "around", "approximately", "roughly", "some", "an estimated", "circa"),
}

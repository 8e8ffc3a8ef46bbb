"""English numerals in words, read as one number: "two hundred and fifty", "two and a half million"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from .values import any_of
from .words import ARTICLES, FRACTIONS, ONES, ORDINALS, SCALE_WORDS, TENS

_HALF = Decimal("0.5")
_VALUES: Mapping[str, Decimal] = {
    **{word: Decimal(number) for table in (ONES, TENS, ORDINALS) for word, number in table.items()},
    "half": _HALF,
}
_QUARTERS: Mapping[str, Decimal] = dict.fromkeys(("quarter", "quarters"), Decimal("0.25"))
_MULTIPLES: Mapping[str, Decimal] = {"hundred": Decimal(100), "dozen": Decimal(12), **_QUARTERS}

_TEN, _ONE = any_of(TENS), any_of(word for word, number in ONES.items() if 0 < number < 10)
#: Below a hundred; "twenty five-year grants" are twenty.
_SMALL = rf"(?:(?:{_TEN})-(?:{_ONE})|(?:{_TEN}) (?:{_ONE})(?!-)|{any_of((*ONES, *TENS))})(?!\w)"
_HUNDREDS = rf"{_SMALL}(?:[ -]hundred(?:(?: and)?[ -]{_SMALL})?)?"
_SCALE = rf"[ -](?:{any_of(SCALE_WORDS)})"
_SOME = rf"(?:half )?(?:{any_of(ARTICLES)})"

#: A number in words, whole: in dozens, one of a scale, with a half, or in scales from the largest down.
NUMERAL = (
    rf"(?:(?:{_SMALL}|{_SOME}|half)[ -]dozen|{_SOME} hundred(?: and {_SMALL})?(?:{_SCALE})?|{_SOME}{_SCALE}"
    rf"|(?:an?|one|three)[ -](?:{any_of(_QUARTERS)}) of a{_SCALE}"
    rf"|{_HUNDREDS}[ -]and[ -]a[ -]half(?:{_SCALE})?"
    rf"|(?:{_HUNDREDS}{_SCALE}(?: and)? ){{0,4}}{_HUNDREDS}(?:{_SCALE})?)"
)
#: "First" to "ninety-ninth".
ORDINAL = rf"(?:(?:{_TEN})[ -])?(?:{any_of(ORDINALS)})"
#: "One-third", "three quarters", "a third of them"; "a third partner" is the third one.
FRACTION = (
    rf"(?P<one>one[ -]|a (?=\w+ of(?!\w)))(?P<part>{any_of(FRACTIONS)})"
    rf"|(?P<parts>{_SMALL})[ -](?P<of>{any_of(FRACTIONS)}|halve)s"
)


def value(words: str) -> Decimal:
    """The value of a numeral or an ordinal.

    >>> str(value("two hundred and fifty")), str(value("Two and a half million")), str(value("a dozen"))
    ('250', '2500000.0', '12')
    """
    total = part = Decimal(0)
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _VALUES:
            part += _VALUES[word]
        elif word in _MULTIPLES:
            part *= _MULTIPLES[word]
        elif word in SCALE_WORDS:
            scale = SCALE_WORDS[word]  # that of the other scale, where no number stands between: "lakh crore"
            total, part = (total + part * scale if part else total * scale), Decimal(0)
        elif word in ARTICLES and not part:
            part = Decimal(1)
    return total + part


def fraction(match: re.Match[str]) -> Decimal:
    """The value of a match of `FRACTION`."""
    if match["one"]:
        return 1 / Decimal(FRACTIONS[match["part"].lower()])
    return value(match["parts"]) / FRACTIONS.get(match["of"].lower(), 2)

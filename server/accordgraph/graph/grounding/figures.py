"""English numbers in figures, with their scales: "12 345 678", "1,25,000", "1.250.000", "1,2 million"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from .currencies import CODES
from .phrases import QUALIFIERS_JOINED
from .values import AFTER, any_of
from .words import SCALES, SUM_SCALES

_SCALES = any_of(SCALES)
#: A scale that is written at the head of a code: "5 MUSD".
_HEADED = rf"(?-i:[kM](?:{any_of(CODES)}))"
_JOINED = any_of(each for joined in QUALIFIERS_JOINED.values() for each in joined)
#: A group that a point parts for sure, since no fraction is written so; of others nobody knows: "€1.250".
_ROUND = rf"\d{{1,3}}\.000(?!\d|[ -]?(?:{_SCALES})(?!\w))"
_ONE_GROUP = re.compile(r"\d{1,3}\.\d{3}")
#: Groups of three that spaces part.
SPACED = r"\d{1,3}(?: \d{3})+(?:\.\d+)?(?!\d)"
#: Groups that points part where there are several, or a decimal comma.
_POINTED = r"\d{1,3}(?:(?:\.\d{3})+,\d\d(?!\d)|(?:\.\d{3}){2,})"
#: Groups that commas part, as in India of two digits too; else a comma is a decimal one, before a scale only.
_FIGURES = (
    rf"{_POINTED}|{_ROUND}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,2}}(?:,\d\d)+,\d{{3}}(?!\d)"
    rf"|\d+,\d{{1,2}}(?=[ -]?(?:{_SCALES}|{_HEADED})(?!\w))|\d+(?:\.\d+)?|(?<!\.)\.\d+"
)
#: Parts that one sign stands for, after a whole number or alone: "2½".
_PARTS: Mapping[str, Decimal] = {sign: Decimal(number) / 4 for number, sign in enumerate("¼½¾", start=1)}
_BROKEN = rf"(?:\d{{1,3}} ?)?[{''.join(_PARTS)}]"
#: A number; spaces part its groups where that is sure: in "5 000", not in "120 250".
NUMBER = rf"(?P<number>{_BROKEN}|\d{{1,3}}(?: \d{{3}}){{0,5}} 000(?!\d)|{_FIGURES})"
#: The number of a sum, which is one.
SUM = rf"(?P<number>{_BROKEN}|{SPACED}|{_FIGURES})"
#: What may follow a number, and a sum.
SCALE, SUM_SCALE = (
    rf"(?:(?:{_JOINED})?[ -]?(?P<scale>{any_of(scales)}){AFTER})?" for scales in (SCALES, SUM_SCALES)
)


def is_unsure(number: str) -> bool:
    """Whether the point of a sum's figures may part groups or a fraction, where no scale follows.

    >>> is_unsure("1.250"), is_unsure("25.000"), is_unsure("1.25"), is_unsure("1.250.000")
    (True, False, False, False)
    """
    return bool(_ONE_GROUP.fullmatch(number)) and not re.fullmatch(_ROUND, number)


def figures(number: str, scale: str | None = None) -> Decimal:
    """The value of figures, with a scale.

    >>> str(figures("1.234.567")), str(figures("25.000")), str(figures("1,2", "million")), str(figures("2½"))
    ('1234567', '25000', '1200000.0', '2.5')
    """
    if re.fullmatch(_POINTED if scale else f"{_POINTED}|{_ROUND}", number):
        number = number.replace(".", "").replace(",", ".")
    parts = _PARTS.get(number[-1], Decimal(0))
    pointed = re.sub(r",(?=\d{1,2}$)", ".", number[:-1] if parts else number)
    return (Decimal(re.sub("[, ]", "", pointed) or 0) + parts) * (SUM_SCALES[scale.lower()] if scale else 1)

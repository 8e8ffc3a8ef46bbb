"""Japanese numerals, in figures and in number signs, with their scales: 「1億1千万」「三十」「二〇二四」."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from .words import JAPANESE_DIGITS, JAPANESE_SCALES

_FIGURES = r"\d{1,3}(?:[,\uff0c]\d{3})+(?:[.\uff0e]\d+)?|\d+(?:[.\uff0e]\d+)?"
SIGN = f"[{''.join(JAPANESE_DIGITS)}十百千]"
#: What stands before a scale: figures or number signs, then perhaps a hundred or a thousand.
STEM = f"(?:{_FIGURES}|{SIGN}+)[百千]?"
_BIG = f"[{''.join(JAPANESE_SCALES)}]"
SCALED = f"(?:{STEM}{_BIG})+(?:{STEM})?"
NUMBER = f"{SCALED}|{STEM}"
_PART = re.compile(f"(?P<stem>{_FIGURES}|{SIGN}+)(?P<small>[百千]?)(?P<big>{_BIG}?)")
_UNITS: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000}


def number(text: str) -> Decimal:
    """The value of a Japanese numeral.

    >>> str(number("1億1千万")), str(number("三十")), str(number("二〇二四"))
    ('110000000', '30', '2024')
    """
    return sum((_part(match) for match in _PART.finditer(text)), Decimal(0))


def _part(match: re.Match[str]) -> Decimal:
    stem = match["stem"]
    found = _signs(stem) if re.match(SIGN, stem) else _figures(stem)
    return found * _UNITS.get(match["small"], 1) * JAPANESE_SCALES.get(match["big"], 1)


def _figures(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("\uff0c", "").replace("\uff0e", "."))


def _signs(text: str) -> Decimal:
    """Number signs: by place ("二〇二四") where they have no units, else by units ("二十五")."""
    if not any(unit in text for unit in _UNITS):
        return Decimal("".join(str(JAPANESE_DIGITS[sign]) for sign in text))
    total = waiting = 0
    for sign in text:
        if sign in _UNITS:
            total += (waiting or 1) * _UNITS[sign]
            waiting = 0
        else:
            waiting = JAPANESE_DIGITS[sign]
    return Decimal(total + waiting)

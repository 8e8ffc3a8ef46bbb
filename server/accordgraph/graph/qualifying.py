"""What a text says right before a value that is not exact: "more than $25m"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .readings import Reading
from .words import QUALIFIERS

_NAMES = {phrase: name for name, phrases in QUALIFIERS.items() for phrase in phrases}
_PHRASE = rf"(?<!\w)(?P<phrase>{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})"
#: Right before the value, or with a few words between: "more than a combined $25m".
_NEXT = re.compile(rf"{_PHRASE}\s+$", re.IGNORECASE)
_NEAR = re.compile(rf"{_PHRASE}(?:\s+[^\W\d][\w-]*){{0,3}}\s+$", re.IGNORECASE)
#: Characters before a value that are looked at.
_BEFORE = 80


@dataclass(frozen=True)
class Qualifier:
    """A qualifier by its name, and where in the paragraph it stands."""

    name: str
    start: int
    end: int


def qualifier_before(
    text: str, value: Reading, readings: Sequence[Reading], *, near: bool = False
) -> Qualifier | None:
    """Return the qualifier that stands before a value, `near` it or right before; no other value between."""
    begin = max(0, value.start - _BEFORE)
    found = (_NEAR if near else _NEXT).search(text[begin : value.start])
    if found is None:
        return None
    start, end = begin + found.start("phrase"), begin + found.end("phrase")
    if any(end <= other.start and other.end <= value.start for other in readings):
        return None
    return Qualifier(_NAMES[found["phrase"].lower()], start, end)

"""What a text says right before or after a value that is not exact: "more than $25m", 「5000万ドル以上」."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .values import Reading, any_of
from .words import JAPANESE_QUALIFIERS, JAPANESE_QUALIFIERS_AFTER, QUALIFIERS


def _names(*tables: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The name of the qualifier that each phrase stands for."""
    return {phrase: name for table in tables for name, phrases in table.items() for phrase in phrases}


_NAMES = _names(QUALIFIERS, JAPANESE_QUALIFIERS, JAPANESE_QUALIFIERS_AFTER)
_PHRASE = rf"(?<!\w)(?P<phrase>{any_of(_names(QUALIFIERS))})"
_JAPANESE = rf"(?P<japanese>{any_of(_names(JAPANESE_QUALIFIERS))})\s*$"
#: Right before the value, or with a few words between: "more than a combined $25m".
_NEXT = re.compile(rf"{_PHRASE}\s+$|{_JAPANESE}", re.IGNORECASE)
_NEAR = re.compile(rf"{_PHRASE}(?:\s+[^\W\d][\w-]*){{0,3}}\s+$|{_JAPANESE}", re.IGNORECASE)
_AFTER = re.compile(rf"(?P<phrase>{any_of(_names(JAPANESE_QUALIFIERS_AFTER))})")
#: Characters before a value that are looked at.
_BEFORE = 80


@dataclass(frozen=True)
class Qualifier:
    """A qualifier by its name, and where in the paragraph it stands."""

    name: str
    start: int
    end: int


def qualifier_of(
    text: str, value: Reading, readings: Sequence[Reading], *, near: bool = False
) -> Qualifier | None:
    """Return the qualifier that stands before a value, `near` it or right before with no other value between;
    else the one that Japanese puts after it."""
    begin = max(0, value.start - _BEFORE)
    found = (_NEAR if near else _NEXT).search(text[begin : value.start])
    if found is not None:
        group = "phrase" if found["phrase"] else "japanese"
        start, end = begin + found.start(group), begin + found.end(group)
        if not any(end <= other.start and other.end <= value.start for other in readings):
            return Qualifier(_NAMES[found[group].lower()], start, end)
    after = _AFTER.match(text, value.end)
    return Qualifier(_NAMES[after["phrase"]], after.start(), after.end()) if after else None

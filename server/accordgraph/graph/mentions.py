"""Where a text mentions a name, a title or a qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Signs that different hands write differently: apostrophes, hyphens (a dash among them), quotation marks.
_ALIKE = (
    "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}",
    "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}",
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}',
)

#: A name of so few capital letters ("US") is no ordinary word in capitals, so its case counts.
_SHORT = 3


def mentions(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name stands in a text, whole and in any case.

    >>> mentions("Softbank Group, Arm", "SoftBank Group")
    [(0, 14)]
    """
    pattern = "".join(_alike(sign) for sign in name)
    flags = 0 if name.isupper() and len(name) <= _SHORT else re.IGNORECASE
    return [found.span() for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, flags)]


def all_mentions(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of the names stands, in the order of the text; the longest first where several begin at one
    place."""
    found = {place for name in names for place in mentions(text, name)}
    return sorted(found, key=lambda place: (place[0], -place[1]))


def _alike(sign: str) -> str:
    group = next((signs for signs in _ALIKE if sign in signs), sign)
    return f"[{re.escape(group)}]" if len(group) > 1 else re.escape(sign)

"""Where a text mentions a name, a title or a qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..finding.folding import UNSPACED

#: Signs that different hands write differently: apostrophes, hyphens (a dash among them), quotation marks.
_ALIKE = (
    "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}",
    "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}",
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}',
)

#: Raised digits, with which texts mark their notes.
RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"

#: Letters, digits and signs as wide as Japanese ones, as Japanese texts write "IBM", and the ordinary ones.
_NARROW = {0xFF01 + place: 0x21 + place for place in range(94)}

#: A name of so few capital letters ("US") is no ordinary word in capitals, so its case counts.
_SHORT = 3


#: A letter or digit of a script with spaces: none stands before or after a name, but in Japanese anywhere.
_SPACED = re.compile(f"[^\\W{UNSPACED}{RAISED}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")


def case_counts(name: str) -> bool:
    """Whether a name is meant only as it is written, in capitals."""
    return name.isupper() and len(name) <= _SHORT


def alike(sign: str) -> str:
    """The one sign that stands for all that are written differently by different hands."""
    return next((signs[0] for signs in _ALIKE if sign in signs), sign)


def narrow(text: str) -> str:
    """A text with no letter, digit or sign that is as wide as Japanese ones; each keeps its place."""
    return text if text.isascii() else text.translate(_NARROW)


def mentions(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name stands in a text, whole and in any case and width.

    >>> mentions("Softbank Group, Arm", "SoftBank Group"), mentions("慶應義塾大学とNVIDIAの協定", "NVIDIA")
    ([(0, 14)], [(7, 13)])
    """
    text, name = narrow(text), narrow(name)
    pattern = "".join(_alike(sign) for sign in name)
    name_of = re.compile(pattern, 0 if case_counts(name) else re.IGNORECASE)
    found: list[tuple[int, int]] = []
    place = 0
    while name and (match := name_of.search(text, place)):
        start, end = match.span()
        # Not in the pattern: it would take twenty times as long to compile.
        whole = _apart(text[start - 1 : start], name[0]) and _apart(text[end : end + 1], name[-1])
        found += [(start, end)] if whole else []
        place = end if whole else start + 1
    return found


def _apart(sign: str, end: str) -> bool:
    """Whether a name that ends so may stand beside a sign."""
    return bool(_UNSPACED.match(end)) or not _SPACED.match(sign)


def all_mentions(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of the names stands, in the order of the text; the longest first where several begin at one
    place."""
    found = {place for name in names for place in mentions(text, name)}
    return sorted(found, key=lambda place: (place[0], -place[1]))


def _alike(sign: str) -> str:
    group = next((signs for signs in _ALIKE if sign in signs), sign)
    return f"[{re.escape(group)}]" if len(group) > 1 else re.escape(sign)

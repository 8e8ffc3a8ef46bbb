"""How much room a text takes, and how it is broken into lines."""

from __future__ import annotations

import unicodedata

#: Units of a drawing from one line to the next.
LINE = 16
#: Widths of letters at the size of 13 units: an ample average of system fonts, and the square of East Asian
#: ones.
_NARROW, _SQUARE = 7.4, 13.0


def width_of(text: str) -> float:
    """Return about how wide a text is, rather more than less."""
    return sum(_SQUARE if unicodedata.east_asian_width(letter) in "WF" else _NARROW for letter in text)


def broken(text: str, width: float, lines: int) -> tuple[str, ...]:
    """Break a text into lines that fit into a width; what is left at the end becomes an ellipsis.

    >>> broken("University of Washington", 100, 2)
    ('University of', 'Washington')
    >>> broken("University of Washington", 100, 1)
    ('University …',)
    """
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines:
        last = len(found) == lines - 1
        if width_of(rest) <= width:
            found.append(rest)
            return tuple(found)
        line = _beginning(rest, width - width_of(" …") if last else width)
        rest = rest[len(line) :].lstrip()
        found.append(f"{line.rstrip()} …" if last else line.rstrip())
    return tuple(found)


def _beginning(text: str, width: float) -> str:
    """Return as much of a text as fits, at least a letter: up to a space or a hyphen where it has any."""
    used, end = 0.0, 0
    while end < len(text) and (used := used + width_of(text[end])) <= width:
        end += 1
    end = max(1, end)
    space, hyphen = text.rfind(" ", 0, end + 1), text.rfind("-", 0, end) + 1
    return text[: max(space, hyphen)] if max(space, hyphen) > 0 else text[:end]

"""How much room a text takes, and how it is broken into lines."""

from __future__ import annotations

import unicodedata

#: Units of a drawing from one line to the next.
LINE = 16
#: Widths of letters at the size of 13 units: an ample average of system fonts, and the square of East Asian
#: ones.
_NARROW, _SQUARE = 7.4, 13.0
#: Letters with which no line of Japanese begins (https://www.w3.org/TR/jlreq/#characters_not_starting_a_line),
#: and the kinds of signs with which none begins or ends.
_NOT_FIRST = frozenset("ーァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ々")
_CLOSING, _OPENING = ("Pe", "Pf", "Po"), ("Ps", "Pi")


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
    return text[: max(space, hyphen) or _end_within(text, end, width)]


def _end_within(text: str, end: int, width: float) -> int:
    """Return where a word that does not fit is broken, at `end` or before it: as Japanese may be, so that no
    letter is alone in the last line, and behind its katakana where the rest then fits."""
    ends = [each for each in range(end, 1, -1) if _may_end(text, each)]
    parts = [each for each in ends if _is_katakana(text[each - 1]) and not _is_katakana(text[each])]
    return next((each for each in parts if width_of(text[each:]) <= width), ends[0] if ends else end)


def _may_end(text: str, end: int) -> bool:
    """Tell whether a line may end there."""
    before, after = text[end - 1], text[end]
    is_joined = unicodedata.category(before) in _OPENING or unicodedata.category(after) in _CLOSING
    return len(text) - end != 1 and after not in _NOT_FIRST and not is_joined


def _is_katakana(letter: str) -> bool:
    return "ァ" <= letter <= "ー"

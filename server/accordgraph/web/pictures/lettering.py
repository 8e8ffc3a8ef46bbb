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
    return sum(_SQUARE if _is_square(letter) else _NARROW for letter in text)


def _is_square(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


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
    """Return as much of a text as fits, at least a letter: up to where a line may end, if it may anywhere;
    behind its katakana where the rest then fits."""
    used, most = 0.0, 0
    while most < len(text) and (used := used + width_of(text[most])) <= width:
        most += 1
    most = max(1, most)
    ends = [each for each in range(min(most, len(text) - 1), 0, -1) if _may_end(text, each)]
    parts = [each for each in ends if _is_katakana(text[each - 1]) and not _is_katakana(text[each])]
    return text[: next((each for each in parts if width_of(text[each:]) <= width), ends[0] if ends else most)]


def _may_end(text: str, end: int) -> bool:
    """Tell whether a line may end there: at a space or a hyphen; in Japanese anywhere, but that no letter is
    alone in the last line, and for what never begins or ends a line."""
    before, after = text[end - 1], text[end]
    if after == " " or before == "-":
        return True
    is_joined = unicodedata.category(before) in _OPENING or unicodedata.category(after) in _CLOSING
    is_japanese = _is_square(before) or _is_square(after)
    return is_japanese and len(text) - end != 1 and after not in _NOT_FIRST and not is_joined


def _is_katakana(letter: str) -> bool:
    return "ァ" <= letter <= "ー"

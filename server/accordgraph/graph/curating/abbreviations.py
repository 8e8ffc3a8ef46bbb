"""Names that stand before their abbreviations: "Japan Science and Technology Agency (JST)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORT = re.compile(r"(?<=\w) \((?P<letters>[A-Z][\w&.-]{1,9})\)")
#: What no name goes on beyond.
_BREAK = re.compile(r"[.!?](?= )|[;:()]")
#: How far before an abbreviation a name begins at most, in characters.
_FAR = 200


def spelt_out(line: str) -> Iterator[tuple[int, int]]:
    """Where names begin and end that are followed by their abbreviations.

    Found as Schwartz and Hearst do: the letters of the abbreviation stand in the name in their order, the
    first of them at the beginning of its first word, and the name is as short as that allows.

    >>> [slice(*span) for span in spelt_out("It met UK Research and Innovation (UKRI).")]
    [slice(7, 33, None)]
    """
    for match in _SHORT.finditer(line):
        before = line[max(0, match.start() - _FAR) : match.start()]
        letters = [letter for letter in match["letters"].lower() if letter.isalnum()]
        begin = _beginning(_BREAK.split(before)[-1], letters)
        if begin is not None:
            yield match.start() - begin, match.start()


def _beginning(text: str, letters: list[str]) -> int | None:
    """How many characters before the end of a text a name with such letters begins, in capitals."""
    place = len(text)
    for letter in reversed(letters[1:]):
        place -= 1
        while place >= 0 and text[place].lower() != letter:
            place -= 1
    begins = [
        match.start()
        for match in re.finditer(r"\b[A-Z]", text[: max(0, place)])
        if match.group().lower() == letters[0]
    ]
    most = min(len(letters) + 5, 2 * len(letters))
    return len(text) - begins[-1] if begins and len(text[begins[-1] :].split()) <= most else None

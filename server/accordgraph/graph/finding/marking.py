"""Which parts of a text are the words that were looked for."""

from __future__ import annotations

from collections.abc import Sequence

from .folding import Word, fold, words


def begins(other: Word, word: Word) -> bool:
    """Whether a word of a text begins with one that is looked for; a run of Japanese, whether it has it."""
    return word.text in other.text if word.unspaced else other.text.startswith(word.text)


def marked(text: str, asked: Sequence[Word]) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it is one of the words that were looked for.

    >>> marked("Łódź University", tuple(words("lod univ")))
    [('Łód', True), ('ź ', False), ('Univ', True), ('ersity', False)]
    """
    folded, places = "", list[int]()
    for place, character in enumerate(text):
        plain = fold(character)
        folded += plain
        places += [place] * len(plain)
    found: list[tuple[int, int]] = []
    for own in words(folded):
        for word in asked:
            start = own.text.find(word.text) if word.unspaced else 0 if begins(own, word) else -1
            if start >= 0:
                begin = own.start + start
                found.append((places[begin], places[begin + len(word.text) - 1] + 1))
    pieces: list[tuple[str, bool]] = []
    done = 0
    for begin, end in sorted(found):
        if begin >= done:
            pieces += [(text[done:begin], False), (text[begin:end], True)]
            done = end
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]

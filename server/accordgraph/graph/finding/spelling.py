"""What a misspelt word may have meant: the most similar word of an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

#: Words that are compared letter by letter; those that share most groups of three letters come first.
_COMPARED, _CANDIDATES = 60, 4000
_LONGEST = 40
_SIMILAR = "SELECT word, things FROM spelling WHERE spelling MATCH ? AND length(word) BETWEEN ? AND ? LIMIT ?"


def corrected(rows: Callable[..., list[tuple[Any, ...]]], word: str) -> str | None:
    """Return the word of the index that a folded word most likely stands for; None where none is near.

    `rows` asks the index, which keeps words between spaces, so that where they begin and end counts too. One
    letter in four may be wrong, missing, doubled or in its neighbour's place. The end may be missing
    altogether: the reader may still be typing.
    """
    if not 3 < len(word) <= _LONGEST:
        return None
    allowed = min(2, len(word) // 4)
    own = trigrams(f" {word} ")
    some = " OR ".join('"' + each.replace('"', '""') + '"' for each in sorted(own))
    found = rows(_SIMILAR, some, len(word) + 2 - allowed, len(word) + 14, _CANDIDATES)
    nearest = sorted(found, key=lambda row: -len(own & trigrams(row[0])))[:_COMPARED]
    rated = [(_unlike(word, other.strip()), -things, other.strip()) for other, things in nearest]
    best = min(rated, default=None)
    return best[2] if best and best[0] <= allowed + 0.5 else None


def _unlike(word: str, other: str) -> float:
    """Return how far a word is from another, or, at a small price, from its beginning."""
    return min(distance(word, other), beginning(word, other) + 0.5)


def trigrams(word: str) -> frozenset[str]:
    """Return all groups of three letters that stand together."""
    return frozenset(word[place : place + 3] for place in range(len(word) - 2))


def distance(one: str, other: str) -> int:
    """Count the letters to change, insert, remove or swap with their neighbours.

    >>> distance("univeristy", "university"), distance("keoi", "keio"), distance("abc", "abcd")
    (1, 1, 1)
    """
    return list(_rows(one, other))[-1][-1]


def beginning(one: str, other: str) -> int:
    """Count the same between a word and the most similar beginning of another.

    >>> beginning("pensylv", "pennsylvania")
    1
    """
    return min(list(_rows(one, other))[-1])


def _rows(one: str, other: str) -> Iterable[list[int]]:
    """Yield the rows of the table of distances between all beginnings (Damerau; optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    yield row
    for place, letter in enumerate(one, 1):
        last, before, row = before, row, [place]
        for column, own in enumerate(other, 1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != own))
            swapped = place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == own
            if swapped:
                cost = min(cost, last[column - 2] + 1)
            row.append(cost)
        yield row

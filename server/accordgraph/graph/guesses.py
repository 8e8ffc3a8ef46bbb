"""What a misspelt name was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from .problems import SHOWN


def guess(word: str, candidates: Iterable[str], told: int, cutoff: float = 0.6) -> str | None:
    """The candidate most like a word; None where none is like it, or where enough was told.

    `told` is how many such names were told of before in the same file, `cutoff` how alike two names have to
    be, from 0 to 1. A look compares with every candidate, and of a long run only the first SHOWN are shown.
    """
    if told >= SHOWN:
        return None
    return next(iter(difflib.get_close_matches(word, candidates, n=1, cutoff=cutoff)), None)


def meant(name: str, names: Collection[str]) -> str | None:
    """The only one of the names that begins so, else the one most like it; None where none is like it."""
    longer = [each for each in names if each.startswith(name)]
    return longer[0] if len(longer) == 1 else guess(name, names, 0)

"""The columns of SELECT *, in the order in which a query names its variables, as most engines have them: this
one sorts them by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ...graph.reading.tokens import BEFORE_STAR, LONGEST, tokens

_GAP = r"(?:\s|\#[^\r\n]*)*+"
_ALL = re.compile(rf"\bselect{_GAP}(?:(?:distinct|reduced){_GAP})?\*", re.IGNORECASE)


def with_columns(text: str, columns: Callable[[str], Iterable[str]]) -> str:
    """Return a query with the names of its columns in the place of its `*`.

    `columns` tells what they are, in any order; the text stays as it is where its SyntaxError says that it is
    no query.
    """
    if "*" not in text or len(text) > LONGEST or not _ALL.search(text):
        return text
    star, named = _named(text)
    if named == sorted(named):
        return text
    try:
        shown = set(columns(text))
    except SyntaxError:
        return text
    ordered = [each for each in named if each in shown]
    # The tokens break off a name at an odd character, such as an accent of its own.
    if not ordered or len(ordered) < len(shown):  # of none, the engine takes only the star
        return text
    return f"{text[:star]}{' '.join(f'?{each}' for each in ordered)}{text[star + 1 :]}"


def _named(text: str) -> tuple[int, list[str]]:
    """Return where the `*` of the outermost SELECT stands, and the variables behind it, each once; none where
    it has no `*`."""
    star, before = 0, ""
    named = dict[str, None]()
    for token in tokens(text):
        if star:
            if token.kind == "variable":
                named[token.text[1:]] = None
        elif token.text == "*" and before in BEFORE_STAR:
            star = token.start
        elif token.kind in ("open", "variable"):
            break
        before = token.text.upper()
    return star, list(named)

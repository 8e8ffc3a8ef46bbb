"""Rows of VALUES that do not fit its variables: the engine only says at the end of them that there is one."""

from __future__ import annotations

from collections.abc import Sequence

from ...graph.reading.tokens import Token

_VALUES = frozenset(("iri", "name", "string", "number", "word"))


def uneven_row(found: Sequence[Token], end: int) -> Token:
    """Return the bracket of the first row that has more or fewer values than there are variables, of the
    VALUES whose block a token ends; that token where there is none."""
    start = max(at for at in range(end) if found[at].text == "{")
    block = found[start + 1 : end]
    variables = 0
    for token in reversed(found[: start - 1]):  # what is left out is their closing bracket
        if token.kind != "variable":
            break
        variables += 1
    row, number, depth, before = found[end], 0, 0, ""
    for token in block:
        if token.kind == "open":
            if depth == 0:
                row, number = token, 0
            elif depth == 1:  # a triple term
                number += 1
            depth += 1
        elif token.kind == "close":
            depth -= 1
            if depth == 0 and number != variables:
                return row
        elif depth == 1 and token.kind in _VALUES and before != "^^":
            number += 1
        before = token.text
    return found[end]

"""Where and why a query is wrong, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from ...graph.reading.tokens import Token
from .plain import Plain

#: Characters that a message shows of a word, and of a name, such as an IRI.
_WORD, LONGEST_NAME = 40, 200


@dataclass(frozen=True)
class Fault:
    """Where a query, as it was sent, is wrong, counted from 1, why, what may help, and the word that is wrong
    there."""

    line: int
    column: int
    message: str
    hint: str | None = None
    token: str | None = None


def fault_at(text: Plain, token: Token, message: str, hint: str | None = None) -> Fault:
    """Return the fault of a token in a query's text."""
    return Fault(*text.position(token.start), message, hint, cut(token.text))


def cut(text: str, longest: int = _WORD) -> str:
    """Return a word as messages show it: of a long one, the beginning."""
    return text if len(text) <= longest else f"{text[: longest - 3]}..."

"""Brackets of a query that do not fit each other."""

from __future__ import annotations

from collections.abc import Sequence

from ...graph.reading.tokens import Token
from .faults import Fault, fault_at
from .plain import Plain

#: What stands behind the braces of a pattern.
_BEHIND = frozenset(("GROUP", "HAVING", "LIMIT", "OFFSET", "ORDER"))
_CLOSING = {"(": ")", "{": "}", "[": "]"}


def unbalanced(text: Plain, found: Sequence[Token]) -> Fault | None:
    """Find the first closing bracket that closes nothing, else the last one that is never closed."""
    at, stack = _unfit(found)
    if at is not None:
        message = f"Unexpected {found[at].text!r}: no bracket that fits is open."
        return fault_at(text, found[at], message, _open_hint(text, stack[-1]) if stack else None)
    return fault_at(text, stack[-1], f"The bracket {stack[-1].text!r} is never closed.") if stack else None


def closes_nothing(found: Sequence[Token], index: int) -> bool:
    """Whether the token with this index is a closing bracket that no open one fits."""
    return _unfit(found[: index + 1])[0] == index


def still_open(text: Plain, found: Sequence[Token], index: int) -> str | None:
    """Tell which bracket is open at a token that cannot stand there, where that bracket is never closed: a
    round or square one, or the brace of a pattern before what stands behind its braces."""
    inside, here = _unfit(found[:index])[1], found[index].text.upper()
    if not inside or inside[-1] not in _unfit(found)[1]:
        return None
    wants_pattern = index > 0 and found[index - 1].text.upper() == "EXISTS"
    may_be_why = here in _BEHIND if inside[-1].text == "{" else not wants_pattern
    return _open_hint(text, inside[-1]) if may_be_why else None


def open_iri(found: Sequence[Token]) -> Token | None:
    """Find the first "<" that begins an IRI without an end: one outside round brackets compares nothing."""
    stack: list[str] = []
    for token in found:
        if token.kind == "open":
            stack.append(token.text)
        elif token.kind == "close" and stack:
            stack.pop()
        elif token.text == "<" and stack[-1:] != ["("]:
            return token
    return None


def _unfit(found: Sequence[Token]) -> tuple[int | None, list[Token]]:
    """Return where the first closing bracket stands that closes nothing, None without one, and the brackets
    that are open there, or else at the end."""
    stack: list[Token] = []
    for at, token in enumerate(found):
        if token.kind == "open":
            stack.append(token)
        elif token.kind == "close":
            if not stack or _CLOSING[stack[-1].text] != token.text:
                return at, stack
            stack.pop()
    return None, stack


def _open_hint(text: Plain, bracket: Token) -> str:
    line, column = text.position(bracket.start)
    return f"The bracket {bracket.text!r} in line {line}, column {column}, is still open."

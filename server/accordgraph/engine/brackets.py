"""Brackets of a query that do not fit each other."""

from __future__ import annotations

from collections.abc import Sequence

from ..graph.reading.tokens import Token
from .faults import Fault, fault_at
from .plain import Plain

_CLOSING = {"(": ")", "{": "}", "[": "]"}


def unbalanced(text: Plain, found: Sequence[Token]) -> Fault | None:
    """Find the first closing bracket that closes nothing, else the last one that is never closed."""
    stack: list[Token] = []
    for token in found:
        if token.kind == "open":
            stack.append(token)
        elif token.kind == "close":
            if not stack or _CLOSING[stack[-1].text] != token.text:
                message = f"Unexpected {token.text!r}: no bracket that fits is open."
                return fault_at(text, token, message, _open_hint(text, stack))
            stack.pop()
    return fault_at(text, stack[-1], f"The bracket {stack[-1].text!r} is never closed.") if stack else None


def _open_hint(text: Plain, stack: list[Token]) -> str | None:
    if not stack:
        return None
    line, column = text.position(stack[-1].start)
    return f"The bracket {stack[-1].text!r} in line {line}, column {column}, is still open."

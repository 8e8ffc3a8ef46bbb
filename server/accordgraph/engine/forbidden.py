"""What no query may do here: call other endpoints, or change anything."""

from __future__ import annotations

from ..graph.reading.tokens import Token, tokens
from .errors import ServiceRefused, UpdateRefused
from .plain import Plain

_UPDATES = frozenset(("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"))
#: Words that introduce the prologue before a query's or update's first verb.
_PROLOGUE = frozenset(("BASE", "PREFIX", "VERSION"))


def refuse(text: Plain) -> None:
    """Raise ServiceRefused for a query that calls another endpoint, and UpdateRefused for an update.

    This only serves to say so clearly: what keeps a query off the network is the kernel (sandbox.py), what
    keeps it from writing is the read-only store.
    """
    first = _first_verb(text.text)
    if first is not None and first.text.upper() in _UPDATES:
        raise UpdateRefused(
            f"{first.text.upper()} is an update, and this endpoint only answers queries: nothing can be "
            "changed through it. The data comes from files; ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
            *text.position(first.start),
            token=first.text,
        )
    if "service" not in text.text.lower():
        return
    for token in tokens(text.text):
        # The engine takes `trueSERVICE` for two words.
        if token.kind == "word" and "SERVICE" in token.text.upper():
            raise ServiceRefused(
                "SERVICE calls another endpoint, and queries here never reach the network.",
                *text.position(token.start),
                "Ask the other endpoint yourself and join the answers.",
                token.text,
            )


def _first_verb(text: str) -> Token | None:
    """Return the first word that is not part of the prologue."""
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() not in _PROLOGUE:
            return token
        if token.kind in ("open", "variable"):
            return None
    return None

"""What no query may do here: call other endpoints, or change anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..graph.reading.tokens import Token, tokens
from .errors import ServiceRefused, UpdateRefused
from .explaining.plain import Plain

_UPDATES = frozenset(("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"))
#: Words that introduce the prologue before a query's or update's first verb.
_PROLOGUE = frozenset(("BASE", "PREFIX", "VERSION"))


def refuse(text: Plain, prefixes: Iterable[str]) -> None:
    """Raise ServiceRefused for a query that calls another endpoint, and UpdateRefused for an update;
    `prefixes` need no declaration.

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
    for token in _words(text.text, prefixes):
        if "SERVICE" in token.text.partition(":")[0].upper():
            raise ServiceRefused(
                "SERVICE calls another endpoint, and queries here never reach the network.",
                *text.position(token.start),
                "Ask the other endpoint yourself and join the answers.",
                token.text,
            )


def _first_verb(text: str) -> Token | None:
    """Return the first word that is not part of the prologue."""
    for token in tokens(text):
        if token.word and token.word not in _PROLOGUE:
            return token
        if token.kind in ("open", "variable"):
            return None
    return None


def _words(text: str, prefixes: Iterable[str]) -> Iterator[Token]:
    """Yield the words of a query, and the names before `{` whose prefix nobody declares: the engine takes
    `trueSERVICE` for two words, and `SERVICEa:b {` for two, too, where it can be nothing else."""
    known, before, name = set(prefixes), "", None
    for token in tokens(text):
        prefix = token.text.partition(":")[0]
        if before == "PREFIX":
            known.add(prefix)
        if token.kind == "word":
            yield token
        elif token.text == "{" and name is not None:
            yield name
        name = token if token.kind == "name" and prefix not in known else None
        before = token.text.upper()

"""The beginning of an answer, for a page: only what a person reads is written, however much there is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import pyoxigraph as ox

from ...graph.compact import compact
from ...graph.terms import Term
from .shortening import declared

#: The media type by which a page asks for the beginning; nobody else is offered it.
PREVIEW = "application/vnd.accordgraph.preview+json"
#: Rows or statements that are written, characters of one value, and characters in all.
SHOWN, LONGEST_VALUE, LONGEST = 500, 2000, 1 << 20
#: Counting rows stops after so many, and after so many seconds: then a page says "more than".
COUNTED, PATIENCE = 100_000, 1.0

_Found = TypeVar("_Found")
_Made = TypeVar("_Made")


def preview_results(found: ox.QuerySolutions | ox.QueryBoolean) -> bytes:
    """Write the first rows as SPARQL results in JSON, their values cut, and how many rows there are."""
    if isinstance(found, ox.QueryBoolean):
        return compact({"boolean": bool(found)})
    names = [variable.value for variable in found.variables]

    def write(row: ox.QuerySolution) -> dict[str, Any]:
        return {name: _value(term) for name, term in zip(names, row, strict=True) if term is not None}

    rows, size = _beginning(found, write, COUNTED)
    return compact({"names": names, "rows": rows, **size})


def preview_graph(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Write the first statements in Turtle, and whether there are more.

    They are not counted: each comes once, so that the next one may be long in coming.
    """
    shown, size = _beginning(triples, lambda triple: triple, SHOWN)
    beginning, shortening = declared(shown, prefixes)
    text = ox.serialize(beginning, format=ox.RdfFormat.TURTLE, prefixes=shortening) or b""
    return compact({"graph": text.decode(), **size})


def is_whole(preview: Mapping[str, Any]) -> bool:
    """Whether nothing of an answer is left out of its beginning, as this was read."""
    return not preview["more"] and preview["shown"] == preview["count"]


def _beginning(
    found: Iterable[_Found], write: Callable[[_Found], _Made], most: int
) -> tuple[list[_Made], dict[str, Any]]:
    """Return the first of what is found, as far as it is short enough to be read, and how much there is,
    counted up to `most`."""
    shown: list[_Made] = []
    length, number = 0, -1
    until = time.monotonic() + PATIENCE
    for number, each in enumerate(found):
        if number == most or (number >= SHOWN and time.monotonic() > until):
            return shown, {"shown": len(shown), "count": number, "more": True}
        if number == len(shown) < SHOWN:  # so nothing was left out before
            made = write(each)
            length += len(str(made))
            if length <= LONGEST:
                shown.append(made)
    return shown, {"shown": len(shown), "count": number + 1, "more": False}


def _value(term: Term) -> dict[str, str]:
    """Return a term as SPARQL results in JSON have it; long texts are cut, and end with an ellipsis."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "triple", "value": _cut(str(term))}
    return {
        "type": "literal",
        "value": _cut(term.value),
        "xml:lang": term.language or "",
        "its:dir": str(term.direction or ""),
        "datatype": term.datatype.value,
    }


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"

"""An engine's answers as ours: read whole, mended where engines are known to be odd, or refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pyoxigraph as ox

from ...graph.terms import term
from ..answering.preview import PREVIEW
from ..errors import EngineFailed
from ..query import Answer, Form
from ..workers.datasets import named_in
from .client import Reply

#: What engines are asked for, by the form of the query: what all of them can write, and right.
RESULTS_TYPE, GRAPH_TYPE = "application/sparql-results+json", "application/n-triples"
ASKED = {"select": RESULTS_TYPE, "ask": RESULTS_TYPE, "graph": GRAPH_TYPE}
#: What counts as that, beside it.
_SYNONYMS = {
    RESULTS_TYPE: frozenset((RESULTS_TYPE, "application/json")),
    GRAPH_TYPE: frozenset((GRAPH_TYPE, "text/plain", "text/ntriples")),
}
_MALFORMED = "The engine's answer breaks off, or is malformed."
_JSON = ox.QueryResultsFormat.JSON
_BOOLEAN = term("xsd", "boolean").value
_BOOLEANS = {"0": "false", "1": "true"}
#: What the program's own queries find: any term, but by the names of places in statements only some.
_TERMS = (ox.NamedNode, ox.BlankNode, ox.Literal, ox.Triple)
_PLACES = {"s": _TERMS[:2], "p": _TERMS[:1], "g": _TERMS[:1]}
#: The column in which an answer tells, in a row of its own, of which publication it is.
HELD = "held"
#: How Virtuoso begins the names of blank nodes.
_NODE = "nodeID://"


def checked(reply: Reply, form: Form) -> bytes:
    """Return the body of a reply that is an answer by its headers; raises EngineFailed."""
    wanted = ASKED[form]
    if reply.media_type not in _SYNONYMS[wanted]:
        raise EngineFailed(f"The engine answered {reply.media_type} where {wanted} was asked for.")
    if not reply.framed:
        raise EngineFailed("The engine does not say where its answer ends, so half of it may be missing.")
    return reply.body


def solutions(body: bytes, odd: bool) -> Callable[[], ox.QuerySolutions]:
    """Return what reads rows from an answer, anew each time; its SyntaxError says that it is none."""
    content = _mended(body) if odd else body

    def read() -> ox.QuerySolutions:
        found = ox.parse_query_results(content, format=_JSON)
        if not isinstance(found, ox.QuerySolutions):
            raise EngineFailed("The engine answered yes or no where rows were asked for.")
        return found

    return read


def rows(body: bytes, odd: bool, variables: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    """Return all rows of an answer; raises EngineFailed.

    With `variables`, rows have the values of these, all of them, and such as can stand there: what else an
    engine sends is no answer to what was asked.
    """
    return _fitting(_found(body, odd, variables), variables)


def told(body: bytes, odd: bool, variables: Sequence[str]) -> tuple[str, list[tuple[Any, ...]]]:
    """Return of which publication an answer is, "" where it does not tell, and its rows as `rows` does;
    raises EngineFailed."""
    found = _found(body, odd, (*variables, HELD))
    held = [row[-1] for row in found if row[-1] is not None]
    others = _fitting([row[:-1] for row in found if row[-1] is None], variables)
    return getattr(held[0], "value", "") if held else "", others


def _found(body: bytes, odd: bool, variables: Sequence[str]) -> list[tuple[Any, ...]]:
    found = _rows(_mended(body) if odd else body, variables)
    if found is None:
        raise EngineFailed(_MALFORMED)
    return found


def _fitting(found: list[tuple[Any, ...]], variables: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return rows whose values can stand where they do; raises EngineFailed for others."""
    places = [_PLACES.get(each, _TERMS) for each in variables]
    if not all(
        isinstance(value, fitting) for row in found for value, fitting in zip(row, places, strict=False)
    ):
        asked = ", ".join(f"?{each}" for each in variables)
        raise EngineFailed(f"The engine answered something else: it was asked for {asked}.")
    return found


def truth(body: bytes, odd: bool) -> bool:
    """Return the answer to ASK; raises EngineFailed."""
    found = _boolean(body)
    if found is not None:
        return found
    if not odd:
        raise EngineFailed(_MALFORMED)
    # Virtuoso gives a row with 1, one with 0, or none.
    return any(value is not None and value.value in ("1", "true") for row in rows(body, odd) for value in row)


def columns(answer: Answer) -> list[str]:
    """Return the columns of an answer with rows of our own, in whatever format."""
    if answer.media_type == PREVIEW:
        return list(json.loads(answer.body).get("names", ()))
    if answer.media_type == "text/csv":
        return answer.body.decode().splitlines()[0].split(",")
    media_type = ox.QueryResultsFormat.from_media_type(answer.media_type)
    found = ox.parse_query_results(answer.body, format=media_type)
    return [each.value for each in found.variables] if isinstance(found, ox.QuerySolutions) else []


def graphs(body: bytes) -> tuple[list[str], list[str]]:
    """Return the graphs that an answer of our own to `naming` tells, for the default graph and as named."""
    found = ox.parse_query_results(body, format=_JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise AssertionError("it has rows")
    default, named = named_in(found)
    return [each.value for each in default], [each.value for each in named]


def as_boolean(value: bool) -> ox.QueryBoolean:
    """Return a truth value as our writers take it."""
    found = ox.parse_query_results(
        b'{"head": {}, "boolean": %s}' % (b"true" if value else b"false"), format=_JSON
    )
    if not isinstance(found, ox.QueryBoolean):
        raise AssertionError("a boolean is one")
    return found


def triples(body: bytes) -> list[ox.Triple]:
    """Return the statements of an answer in N-Triples; raises EngineFailed."""
    try:
        found = ox.parse(body, format=ox.RdfFormat.N_TRIPLES, lenient=True)
        return [each.triple if isinstance(each, ox.Quad) else each for each in found]
    except (SyntaxError, ValueError) as broken:
        raise EngineFailed(_MALFORMED) from broken


def _rows(content: bytes, variables: Sequence[str]) -> list[tuple[Any, ...]] | None:
    """Return the rows, None where there are none; with `variables`, their values, None where one has none.

    What is read from must be let go in the thread that made it, so that no error may take it along.
    """
    try:
        found = ox.parse_query_results(content, format=_JSON)
        if not isinstance(found, ox.QuerySolutions):
            return None
        if not variables:
            return [tuple(row) for row in found]
        known = {each.value for each in found.variables}
        return [tuple(row[name] if name in known else None for name in variables) for row in found]
    except (SyntaxError, ValueError, OSError):
        return None


def _boolean(content: bytes) -> bool | None:
    try:
        found = ox.parse_query_results(content, format=_JSON)
    except (SyntaxError, ValueError, OSError):
        return None
    return bool(found) if isinstance(found, ox.QueryBoolean) else None


def _mended(body: bytes) -> bytes:
    """Give blank nodes names that are names, and truth values the form that was loaded."""
    if _NODE.encode() not in body and _BOOLEAN.encode() not in body:
        return body
    try:
        found = json.loads(body)
        for row in found["results"]["bindings"]:
            for value in row.values():
                if value["type"] == "bnode":
                    value["value"] = value["value"].removeprefix(_NODE)
                elif value.get("datatype") == _BOOLEAN:
                    value["value"] = _BOOLEANS.get(value["value"], value["value"])
    except (ValueError, LookupError, TypeError, AttributeError) as broken:
        raise EngineFailed(_MALFORMED) from broken
    return json.dumps(found, ensure_ascii=False).encode()

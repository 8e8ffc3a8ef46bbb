"""A worker's refusals, and its death, as the errors that the asker gets."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from typing import Any

from .errors import (
    AnswerTooLarge,
    BadGraphName,
    DataDamaged,
    EngineError,
    NotAcceptable,
    NotWritable,
    QueryMemory,
    QuerySyntaxError,
    QueryTooComplex,
    QueryUnsupported,
    ServiceRefused,
    UpdateRefused,
    WorkerDied,
    WorkerKilled,
    longer_than,
)
from .explaining.faults import LONGEST_NAME, cut
from .formats import GRAPHS, RESULTS

_MISPLACED = {each.kind: each for each in (QuerySyntaxError, QueryUnsupported, ServiceRefused, UpdateRefused)}
_DETAILS = ("line", "column", "hint", "token")
#: What the engine prints before it aborts: an allocation fails, or values have no order, as numbers and texts
#: have none that it compares partly by value and partly as they are written.
_OUT_OF_MEMORY, _NO_ORDER = ("memory allocation of", "bad_alloc"), "not correctly implement a total order"


def refusal(header: Mapping[str, Any], memory: int) -> EngineError:
    """Turn a worker's refusal into the error that the asker gets."""
    match header["error"]:
        case kind if kind in _MISPLACED:
            return _MISPLACED[kind](header["message"], *map(header.get, _DETAILS))
        case BadGraphName.kind:
            name = cut(header["name"], LONGEST_NAME)
            return BadGraphName(f"{name!r} is not an absolute IRI, so it cannot name a graph.")
        case NotAcceptable.kind:
            return _not_acceptable(header["form"])
        case NotWritable.kind:
            return NotWritable(header["message"], header["offered"])
        case AnswerTooLarge.kind:
            return AnswerTooLarge(longer_than(header["most"]))
        case QueryMemory.kind:
            return _out_of_memory(memory)
        case DataDamaged.kind:
            return DataDamaged(header["message"])
        case _:
            return WorkerDied("The engine could not read its data while it answered. Ask again.")


def cause_of_death(code: int, words: str, memory: int) -> EngineError:
    """Say why a worker ended that might use `memory` bytes, from its exit status and its last words."""
    if any(each in words for each in _OUT_OF_MEMORY):
        return _out_of_memory(memory)
    if _NO_ORDER in words:
        return QueryUnsupported(
            "The query sorts values of several types, such as numbers and texts, that the engine cannot "
            "put in one order; it was stopped. Sort them by type first: ORDER BY DATATYPE(?x) ?x."
        )
    if code == -signal.SIGSEGV:
        return QueryTooComplex(
            "The query is nested more deeply than the engine can follow; it was stopped. Use fewer "
            "nested brackets, UNIONs or path steps."
        )
    if code == -signal.SIGKILL:
        return WorkerKilled(
            "The process that ran the query was killed from outside; the machine may be short of memory. "
            "It has been replaced: ask again."
        )
    return WorkerDied("The process that ran the query ended unexpectedly. It has been replaced: ask again.")


def _out_of_memory(memory: int) -> QueryMemory:
    return QueryMemory(
        f"The query needs more than the {memory >> 20} MiB that one query may use; it was stopped. Ask for "
        "less: add FILTERs or a LIMIT, and avoid ORDER BY or DISTINCT on large results."
    )


def _not_acceptable(form: str) -> NotAcceptable:
    offered = GRAPHS if form == "graph" else RESULTS
    kind = "a graph, as CONSTRUCT and DESCRIBE do" if form == "graph" else f"results, as {form.upper()} does"
    names = ", ".join(each.media_type for each in offered)
    return NotAcceptable(
        f"The query answers with {kind}, and none of the formats asked for fits. It can be had as: {names}.",
        [each.media_type for each in offered],
    )

"""A worker's refusals, as the errors that the asker gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import (
    AnswerTooLarge,
    BadGraphName,
    EngineError,
    NotAcceptable,
    NotWritable,
    QueryMemory,
    QuerySyntaxError,
    QueryUnsupported,
    ServiceRefused,
    UpdateRefused,
    WorkerDied,
    longer_than,
)
from .faults import LONGEST_NAME, cut
from .formats import GRAPHS, RESULTS
from .process import memory_message

_MISPLACED = {each.kind: each for each in (QuerySyntaxError, QueryUnsupported, ServiceRefused, UpdateRefused)}
_DETAILS = ("line", "column", "hint", "token")


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
            return QueryMemory(memory_message(memory))
        case _:
            return WorkerDied("The engine could not read its data while it answered. Ask again.")


def _not_acceptable(form: str) -> NotAcceptable:
    offered = GRAPHS if form == "graph" else RESULTS
    kind = "a graph, as CONSTRUCT and DESCRIBE do" if form == "graph" else f"results, as {form.upper()} does"
    names = ", ".join(each.media_type for each in offered)
    return NotAcceptable(
        f"The query answers with {kind}, and none of the formats asked for fits. It can be had as: {names}.",
        [each.media_type for each in offered],
    )

"""A query as a worker is asked it."""

from __future__ import annotations

from functools import lru_cache

from ..query import Query, Wish
from .frames import Frame, written


def request_for(query: Query, wish: Wish) -> Frame:
    """Return the frame that asks a worker to answer a query in one of the wished formats."""
    return Frame(_head(query, wish), query.text.encode())


def _head(query: Query, wish: Wish) -> bytes:
    default, named = query.default_graphs, query.named_graphs
    if default is None and named is None:
        return _whole_store(wish.results, wish.graph)
    return _written(_part(default, named), _part(named, default), wish.results, wish.graph)


@lru_cache(64)
def _whole_store(results: str | None, graph: str | None) -> bytes:
    """Most queries name no graphs, and wish for one of a few formats."""
    return _written(None, None, results, graph)


def _written(
    default: list[str] | None, named: list[str] | None, results: str | None, graph: str | None
) -> bytes:
    return written({"default_graph": default, "named_graphs": named, "results": results, "graph": graph})


def _part(these: tuple[str, ...] | None, others: tuple[str, ...] | None) -> list[str] | None:
    """Return what to tell the engine: naming one kind of graph leaves the other kind empty."""
    if these is None:
        return None if others is None else []
    return list(these)

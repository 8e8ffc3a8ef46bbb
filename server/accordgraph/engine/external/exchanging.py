"""The steps of the update that makes a new version what is read: in each graph only what differs is touched,
since to an engine a statement that moves is two that change."""

from __future__ import annotations

from collections.abc import Iterator

from .differing import Difference


def without(graph: str) -> str:
    """Return the step that takes a graph away."""
    return f"DROP SILENT GRAPH <{graph}>"


def alike(place: str | None, model: str) -> Iterator[str]:
    """Yield the steps that make a graph, None for the default graph, the same as another one."""
    here, there = _pattern(place), _pattern(model)
    yield f"DELETE {{ {here} }} WHERE {{ {here} FILTER NOT EXISTS {{ {there} }} }}"
    yield f"INSERT {{ {here} }} WHERE {{ {there} FILTER NOT EXISTS {{ {here} }} }}"


def changed(place: str | None, difference: Difference) -> Iterator[str]:
    """Yield the steps that change a graph, None for the default graph, by what differs."""
    for name, statements in (("DELETE", difference.gone), ("INSERT", difference.come)):
        if statements:
            content = "".join(f"{each} .\n" for each in statements)
            yield f"{name} DATA {{ {_in(place, f'{chr(10)}{content}')} }}"


def _pattern(graph: str | None) -> str:
    return _in(graph, " ?s ?p ?o ")


def _in(graph: str | None, content: str) -> str:
    return content if graph is None else f"GRAPH <{graph}> {{{content}}}"

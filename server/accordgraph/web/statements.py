"""What graphs say of a thing: each statement once, with the graphs that it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..graph.terms import Term


@dataclass(frozen=True)
class Statement:
    """One statement, the named graphs that it stands in, and whether a reader should believe it."""

    subject: ox.NamedNode
    property: ox.NamedNode
    value: Term
    graphs: tuple[str, ...]
    believed: bool


def merged(quads: Iterable[ox.Quad]) -> list[Statement]:
    """Join the quads that say the same in several graphs."""
    graphs: dict[ox.Triple, list[str]] = {}
    for quad in quads:
        graph = quad.graph_name
        name = graph.value if isinstance(graph, ox.NamedNode) else ""  # "" for the default graph
        graphs.setdefault(quad.triple, []).append(name)
    return [
        Statement(subject, name, value, tuple(sorted(filter(None, where))), "" in where)
        for (subject, name, value), where in graphs.items()
        if isinstance(subject, ox.NamedNode)
    ]

"""What graphs say of a thing: each statement once, with the graphs that it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ...graph.terms import Term, iri_text


@dataclass(frozen=True)
class Statement:
    """One statement, the named graphs that it stands in, and whether a reader should believe it."""

    triple: ox.Triple
    graphs: tuple[str, ...]
    believed: bool

    @cached_property
    def subject(self) -> ox.NamedNode:
        """The thing; what has no name, nothing is told of."""
        return ox.NamedNode(iri_text(self.triple.subject))

    @cached_property
    def property(self) -> ox.NamedNode:
        """Which property it has."""
        return self.triple.predicate

    @cached_property
    def value(self) -> Term:
        """The property's value."""
        return self.triple.object


def merged(quads: Iterable[ox.Quad]) -> list[Statement]:
    """Join the quads that say the same in several graphs."""
    graphs: dict[ox.Triple, list[str]] = {}
    for quad in quads:
        graph = quad.graph_name
        name = graph.value if isinstance(graph, ox.NamedNode) else ""  # "" for the default graph
        graphs.setdefault(quad.triple, []).append(name)
    return [
        Statement(triple, tuple(sorted(filter(None, where))), "" in where)
        for triple, where in graphs.items()
        if isinstance(triple.subject, ox.NamedNode)
    ]

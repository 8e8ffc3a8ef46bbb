"""Evidence, as the graphs that it stands in state it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import pyoxigraph as ox

from ...graph.terms import Term, iri_text
from .reading import Reader


@dataclass(frozen=True)
class Proof:
    """One piece of evidence for a thing, as its graph says; `believed` like what it supports."""

    iri: str
    graph: str
    quads: tuple[ox.Quad, ...]
    believed: bool

    def values(self, name: str) -> list[Term]:
        """What is said of it by a property."""
        return [quad.object for quad in self.quads if quad.predicate.value == name]

    def value(self, name: str) -> Term | None:
        """The first of that; None where nothing is."""
        return next(iter(self.values(name)), None)


def read_proof(reader: Reader, quad: ox.Quad, believed: AbstractSet[object] | None = None) -> Proof:
    """Return the piece of evidence whose graph states that it supports a thing.

    `believed` is all that is believed of the evidence for the thing, where that is known.
    """
    graph = iri_text(quad.graph_name)
    return Proof(
        iri_text(quad.subject),
        graph,
        tuple(reader.quads(quad.subject, None, None, ox.NamedNode(graph))),
        reader.holds(ox.Quad(*quad.triple)) if believed is None else quad.subject in believed,
    )

"""What reads statements by pattern: the database of a snapshot, or an engine that holds the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pyoxigraph as ox

from .terms import Subject, Term

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class Quads(Protocol):
    """The few methods of `pyoxigraph.Store` by which pages read; the default graph is what to believe."""

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        object: Term | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit, over all graphs where no graph is named."""

    def __contains__(self, quad: ox.Quad, /) -> bool:
        """Whether a quad is there."""


def graphs_of(store: Quads, triple: ox.Triple) -> Iterator[GraphName]:
    """Yield the graphs that a triple stands in.

    Beside a number whose last byte is 255, the database on disk finds those that follow it.
    """
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return (quad.graph_name for quad in found if quad.object == triple.object)

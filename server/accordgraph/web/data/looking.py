"""A look at a thing: what is said of it and what points at it, each read once for all that is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import pyoxigraph as ox

from ...graph.terms import DEPRECATED, REPLACED, TRUE, TYPE, iri_text
from .reading import Reader
from .statements import Statement, merged

#: Statements that one look takes in, of those about the thing and of those that point at it; where there are
#: more, whoever tells of them reads what it needs.
ABOUT, POINTING = 500, 300


class Pointer(NamedTuple):
    """A statement that points at a thing: its graph, None for the default one, its property, and itself."""

    graph: ox.NamedNode | None
    property: str
    quad: ox.Quad


class Look:
    """What all graphs say about one thing; of what is known of many things, only the beginning."""

    def __init__(self, reader: Reader, iri: str) -> None:
        self._reader, self.iri = reader, iri
        self.node = ox.NamedNode(iri)
        self._about = list(islice(reader.quads(self.node, None, None, None), ABOUT))

    @property
    def exists(self) -> bool:
        """Whether any graph says something about the thing."""
        return bool(self._about)

    @property
    def whole(self) -> bool:
        """Whether `statements` are all there are about the thing."""
        return len(self._about) < ABOUT

    @cached_property
    def statements(self) -> list[Statement]:
        """What is said about the thing."""
        return merged(self._about)

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The classes of the thing that somebody states, those that are only inferred apart."""
        if not self.whole:
            return self._reader.types(self.iri)
        inferred = (self._reader.inferred,)
        return tuple(
            sorted(
                each.value.value
                for each in self.statements
                if each.property == TYPE
                and isinstance(each.value, ox.NamedNode)
                and each.graphs not in ((), inferred)
            )
        )

    @cached_property
    def successors(self) -> list[str] | None:
        """What the thing was replaced by; None where it was not withdrawn."""
        if not self.whole:
            return self._reader.tombstone(self.iri)
        believed = [each for each in self.statements if each.believed]
        if not any(each.property == DEPRECATED and each.value == TRUE for each in believed):
            return None
        return sorted(iri_text(each.value) for each in believed if each.property == REPLACED)

    @cached_property
    def pointing(self) -> Sequence[Pointer] | None:
        """The statements whose value is the thing, in the store's order; None where there are many."""
        found = list(islice(self._reader.quads(None, None, self.node, None), POINTING))
        if len(found) == POINTING:
            return None
        graphs = (quad.graph_name for quad in found)
        return [
            Pointer(graph if isinstance(graph, ox.NamedNode) else None, quad.predicate.value, quad)
            for graph, quad in zip(graphs, found, strict=True)
        ]

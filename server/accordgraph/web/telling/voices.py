"""How many sources say so: those that agree, how many of these are independent, and those that differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice

import pyoxigraph as ox

from ...graph.believing.independence import independent
from ...graph.names import Names
from ...graph.terms import Term, iri_text
from ..data.listing import GRAPHS
from ..data.reading import Reader
from ..data.statements import Statement
from .deciding import Decisions

#: Statements of one property of a thing that are read to find who differs.
READ = 5_000


@dataclass(frozen=True)
class Voices:
    """How many sources state something, how many of them are independent, and how many state otherwise; there
    are `more` than these where counting stopped."""

    sources: int
    independent: int
    differing: int
    more: bool


class Chorus:
    """Counts the sources behind the facts of one thing."""

    def __init__(self, iri: str, decisions: Decisions, reader: Reader, names: Names) -> None:
        self._node, self._decisions = ox.NamedNode(iri), decisions
        self._reader, self._names = reader, names
        self._stated = cache(self._read)

    def of(self, fact: Statement) -> Voices:
        """Return how many sources state a fact, and how many, where it is disputed, state otherwise."""
        sources = self._sources(fact.graphs)
        differing = self._sources(self._differing(fact)) - sources
        more = len(fact.graphs) >= GRAPHS
        return Voices(len(sources), independent(sources, self._reader.repeats), len(differing), more)

    def _sources(self, graphs: Iterable[str]) -> frozenset[str]:
        return frozenset(
            self._reader.source_of(graph) or graph
            for graph in graphs
            if graph.startswith(self._names.sources)
        )

    def _differing(self, fact: Statement) -> frozenset[str]:
        """Return the graphs that take part in a dispute about a fact and do not state it; none where no side
        of the dispute states it."""
        decided = self._decisions.about(fact.property.value)
        if not decided:
            return frozenset()
        taking = frozenset().union(*(each.rivals | each.graphs for each in decided))
        if not fact.believed:
            taking |= self._stated(fact.property).keys()
        saying = {graph for graph, values in self._stated(fact.property).items() if fact.value in values}
        return frozenset() if taking.isdisjoint(saying) else taking - saying

    def _read(self, name: ox.NamedNode) -> dict[str, set[Term]]:
        """Return the values of a property that each source's graph states."""
        found: dict[str, set[Term]] = {}
        for quad in islice(self._reader.quads(self._node, name, None, None), READ):
            graph = iri_text(quad.graph_name)
            if graph.startswith(self._names.sources):
                found.setdefault(graph, set()).add(quad.object)
        return found

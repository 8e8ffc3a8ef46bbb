"""What sources state, in their own order, and which sources there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice

import pyoxigraph as ox

from ...graph.names import Names
from ...graph.portions import Portion, page_of
from ...graph.terms import DEFAULT_GRAPH, ISSUED, TYPE, iri_text
from .extents import COUNTED
from .proving import Proof, read_proof
from .reading import Reader

#: Sources whose evidence is kept in order, and such of which is remembered how good it is.
_ORDERED, _GRADED = 20, 10_000


class Stating:
    """Reads the sources of a snapshot."""

    def __init__(self, reader: Reader, names: Names) -> None:
        self._reader, self._names = reader, names
        self._supports, self._paragraph, self._grade = (
            ox.NamedNode(names.term(each)) for each in ("supports", "paragraphNumber", "evidenceGrade")
        )
        self._in_order = lru_cache(_ORDERED)(self._ordered)
        self.grades = lru_cache(_GRADED)(self._grades)

    def stated(self, graph: str, page: int) -> Portion[tuple[int, str]]:
        """Return a page of the evidence in a source's graph, in the order of its paragraphs, each with the
        number of its own, 0 without one."""
        found = self._in_order(graph)
        return replace(page_of(found[:COUNTED], page), counted=len(found) <= COUNTED)

    def proof(self, evidence: str, graph: str) -> Proof:
        """Return a piece of evidence as its graph states it."""
        where = ox.NamedNode(graph)
        for quad in self._reader.quads(ox.NamedNode(evidence), self._supports, None, where):
            return read_proof(self._reader, quad)
        return Proof(evidence, graph, (), False)

    def sources(self, page: int) -> Portion[str]:
        """Return a page of the sources, the newest first."""
        return page_of(self._sources, page)

    @cached_property
    def _sources(self) -> tuple[str, ...]:
        """All sources that there are, up to a limit."""
        kind = ox.NamedNode(self._names.term("Source"))
        quads = islice(self._reader.quads(None, TYPE, kind, DEFAULT_GRAPH), COUNTED)
        iris = sorted(filter(None, (iri_text(quad.subject) for quad in quads)))
        return tuple(sorted(iris, key=self._issued, reverse=True))

    def _issued(self, iri: str) -> str:
        quads = self._reader.quads(ox.NamedNode(iri), ISSUED, None, DEFAULT_GRAPH)
        return max((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), default="")

    def _ordered(self, graph: str) -> tuple[tuple[int, str], ...]:
        where = ox.NamedNode(graph)
        numbers = {
            iri_text(quad.subject): int(quad.object.value)
            for quad in islice(self._reader.quads(None, self._paragraph, None, where), COUNTED + 1)
            if isinstance(quad.object, ox.Literal) and quad.object.value.isdecimal()
        }
        quads = islice(self._reader.quads(None, self._supports, None, where), COUNTED + 1)
        iris = {iri_text(quad.subject) for quad in quads}
        return tuple(sorted((numbers.get(iri, 0), iri) for iri in iris if iri))

    def _grades(self, graph: str) -> list[tuple[str, int]]:
        """Return how many pieces of evidence of each grade a source's graph has, as far as is counted."""
        quads = self._reader.quads(None, self._grade, None, ox.NamedNode(graph))
        return sorted(Counter(iri_text(quad.object) for quad in islice(quads, COUNTED)).items())

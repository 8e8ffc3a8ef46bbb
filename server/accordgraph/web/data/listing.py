"""What a document lists of a thing, page by page: what is said of it, what points at it, its evidence.

Nothing here reads more than is counted, however much there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ...graph.names import Names
from ...graph.portions import PAGE_SIZE, Portion, page_of
from ...graph.prefixes import lengthen
from ...graph.terms import DEFAULT_GRAPH, iri_text
from ..telling.meanings import BACKWARDS, ORDER
from .extents import COUNTED
from .incoming import Incoming
from .looking import Look, Pointer
from .proving import Proof, read_proof
from .reading import Reader
from .statements import Statement

#: Subjects of a named graph that one of its pages has.
SUBJECTS = 500
#: Counting stops here, and beyond it as soon as there is a page more, so that what very much is said of costs
#: no more than what much is said of: a document says "more than".
GLANCE = 1_000
#: Graphs that are told of for one statement, and counted as those who make it; who is told of so many is told
#: that there may be more.
GRAPHS = 2_000
#: Lists whose lengths are remembered.
_REMEMBERED = 10_000


class Lister:
    """Reads the lists of a snapshot."""

    def __init__(self, reader: Reader, names: Names, index: Path | None = None) -> None:
        self._reader, self._index = reader, index
        self._supports = ox.NamedNode(names.term("supports"))
        #: Where things may be told of that the default graph does not tell of.
        self._aside = tuple(ox.NamedNode(names.graph(each)) for each in ("adjudications", "metadata"))
        self._lists = {
            "believed": self._believed,
            "pointing": self._pointing,
            "evidence": self._evidence,
            "subjects": self._subjects,
        }
        #: The order in which properties lead to a thing.
        self._order = {lengthen(name, names): place for place, name in enumerate(ORDER)}
        self._names = names
        self._length = lru_cache(_REMEMBERED)(self._counted)

    def facts(self, look: Look, page: int) -> tuple[Portion[Statement], tuple[Statement, ...]]:
        """Return a page of what a reader should believe of a thing, and all that is stated but not believed.

        What stands in named graphs only, such as an adjudication, is told like what is believed. The second
        part is empty for a thing of which hundreds of statements speak: all would have to be read for it.
        """
        if not look.whole:
            quads = self._portion("believed", look.iri, page)
            return Portion(tuple(map(self._statement, quads.items)), quads.total, quads.counted), ()
        believed = [each for each in look.statements if each.believed]
        others = tuple(each for each in look.statements if not each.believed) if believed else ()
        return page_of(believed or look.statements, page), others

    def pointing_at(self, look: Look, page: int) -> Portion[ox.Quad]:
        """Return a page of the statements whose value is the thing, its evidence apart."""
        if look.pointing is None:
            return self._portion("pointing", look.iri, page)
        return page_of(self._few_pointing(look.pointing), page)

    def evidence(self, look: Look, page: int) -> Portion[Proof]:
        """Return a page of the evidence for a thing, each as stated in its own graph."""
        name, believed = self._supports.value, None
        if look.pointing is None:
            quads = self._portion("evidence", look.iri, page)
        else:
            found = [each for each in look.pointing if each.property == name]
            believed = {each.quad.subject for each in found if each.graph is None}
            stated = [each.quad for each in found if each.graph is not None]
            quads = page_of([each for each in stated if isinstance(each.subject, ox.NamedNode)], page)
        proofs = [read_proof(self._reader, each, believed) for each in quads.items]
        proofs.sort(key=lambda proof: (proof.graph, proof.iri))
        return Portion(tuple(proofs), quads.total, quads.counted)

    def subjects(self, graph: str, page: int) -> Portion[str]:
        """Return a page of what a named graph speaks of."""
        quads = self._portion("subjects", graph, page, SUBJECTS)
        return Portion(
            tuple(iri_text(quad.subject) for quad in quads.items), quads.total, quads.counted, SUBJECTS
        )

    def _portion(self, name: str, iri: str, page: int, size: int = PAGE_SIZE) -> Portion[ox.Quad]:
        """Return a page of a list; it is counted only where it may go on after the page."""
        begin = size * (page - 1)
        quads = tuple(islice(self._lists[name](iri), begin, min(begin + size, COUNTED)))
        if len(quads) < size and (quads or page == 1):
            return Portion(quads, begin + len(quads), size=size)
        limit = COUNTED if name == "subjects" else min(COUNTED, max(GLANCE, begin + 2 * size))
        total = self._length(name, iri, limit)
        return Portion(quads, min(total, limit), total <= limit, size)

    def _counted(self, name: str, iri: str, limit: int) -> int:
        return sum(1 for _ in islice(self._lists[name](iri), limit + 1))

    def _believed(self, iri: str) -> Iterator[ox.Quad]:
        return self._reader.quads(ox.NamedNode(iri), None, None, DEFAULT_GRAPH)

    def _few_pointing(self, pointing: Sequence[Pointer]) -> list[ox.Quad]:
        """Return what points at a thing of which a look has it all, in the order of `_pointing`."""
        ranks, supports = self._ranks, self._supports.value
        believed = [each for each in pointing if each.graph is None and each.property in ranks]
        found = [each.quad for each in sorted(believed, key=lambda each: ranks[each.property])]
        for graph in self._aside if ranks else (None, *self._aside):
            rest = (each.quad for each in pointing if each.graph == graph and each.property != supports)
            found += (quad for quad in rest if isinstance(quad.subject, ox.NamedNode))
        return found

    def _pointing(self, iri: str) -> Iterator[ox.Quad]:
        """Yield what points at a thing, the most telling properties first."""
        node = ox.NamedNode(iri)
        for name in self._properties:
            yield from self._reader.quads(None, name, node, DEFAULT_GRAPH)
        rest: tuple[ox.DefaultGraph | ox.NamedNode, ...] = (DEFAULT_GRAPH, *self._aside)
        for graph in self._aside if self._properties else rest:
            for quad in self._reader.quads(None, None, node, graph):
                if quad.predicate != self._supports and isinstance(quad.subject, ox.NamedNode):
                    yield quad

    @cached_property
    def _properties(self) -> tuple[ox.NamedNode, ...]:
        """The properties of the default graph but `supports`, as the dataset's description lists them."""
        last = len(self._order)
        found = sorted(self._reader.properties, key=lambda iri: (self._order.get(iri, last), iri))
        return tuple(ox.NamedNode(iri) for iri in found if iri != self._supports.value)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        """The places of these properties."""
        return {name.value: place for place, name in enumerate(self._properties)}

    @cached_property
    def incoming(self) -> Incoming:
        """What points at things, in groups."""
        known = self._properties or tuple(ox.NamedNode(lengthen(each, self._names)) for each in BACKWARDS)
        return Incoming(self._reader, self._names, known, self._index)

    def evidence_in(self, iri: str, graph: str) -> list[Proof]:
        """Return the first pieces of evidence for a thing in one graph."""
        node, where = ox.NamedNode(iri), ox.NamedNode(graph)
        quads = self._reader.quads(None, self._supports, node, where)
        return [read_proof(self._reader, quad) for quad in islice(quads, PAGE_SIZE)]

    def _evidence(self, iri: str) -> Iterator[ox.Quad]:
        for quad in self._reader.quads(None, self._supports, ox.NamedNode(iri), None):
            if isinstance(quad.graph_name, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
                yield quad

    def _subjects(self, graph: str) -> Iterator[ox.Quad]:
        """Yield a quad of each subject of a named graph."""
        seen: set[str] = set()
        for quad in self._reader.quads(None, None, None, ox.NamedNode(graph)):
            subject = iri_text(quad.subject)
            if subject and subject not in seen:
                seen.add(subject)
                yield quad

    def _statement(self, quad: ox.Quad) -> Statement:
        """Return a believed statement with the graphs that it stands in, as far as they are counted."""
        graphs = sorted(map(iri_text, islice(self._reader.graphs(quad.triple), GRAPHS)))
        return Statement(quad.triple, tuple(filter(None, graphs)), True)

"""What a document lists of a thing, page by page: what is said of it, what points at it, its evidence.

Nothing here reads more than is counted, however much there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

import pyoxigraph as ox

from ..graph.names import Names
from ..graph.prefixes import lengthen
from ..graph.terms import ISSUED, TYPE, Term, iri_text
from .incoming import Incoming
from .looking import Look, Pointer
from .reading import Reader
from .statements import Statement
from .telling.groups import BACKWARDS, ORDER

#: Statements of each sort that one page of a document has.
PAGE_SIZE = 50
#: Subjects of a named graph that one of its pages has.
SUBJECTS = 500
#: Counting stops here, and beyond it as soon as there is a page more, so that what very much is said of costs
#: no more than what much is said of: a document says "more than".
GLANCE = 1_000
#: No list goes on beyond this.
COUNTED = 10_000
#: Graphs that are told of for one statement, and counted as those who make it; who is told of so many is told
#: that there may be more.
GRAPHS = 2_000
#: Sources whose evidence is kept in order.
_SOURCES = 20
#: Lists whose lengths are remembered.
_REMEMBERED = 10_000
_DEFAULT = ox.DefaultGraph()
T = TypeVar("T")


@dataclass(frozen=True)
class Proof:
    """One piece of evidence for a thing, as its graph says; `believed` like what it supports."""

    iri: str
    graph: str
    values: tuple[tuple[ox.NamedNode, Term], ...]
    believed: bool


@dataclass(frozen=True)
class Portion(Generic[T]):
    """One page of a list, and how long the list is; where `counted` is false, it is longer than that.

    `size` is how many fit on a page.
    """

    items: tuple[T, ...]
    total: int
    counted: bool = True
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, as far as was counted; at least 1."""
        return max(1, -(-self.total // self.size))


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
        self._paragraph = ox.NamedNode(names.term("paragraphNumber"))
        self._grade = ox.NamedNode(names.term("evidenceGrade"))
        self._in_order = lru_cache(_SOURCES)(self._ordered)
        self._graded = lru_cache(_REMEMBERED)(self._count_grades)
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
        return _page_of(believed or look.statements, page), others

    def pointing_at(self, look: Look, page: int) -> Portion[ox.Quad]:
        """Return a page of the statements whose value is the thing, its evidence apart."""
        if look.pointing is None:
            return self._portion("pointing", look.iri, page)
        return _page_of(self._few_pointing(look.pointing), page)

    def evidence(self, look: Look, page: int) -> Portion[Proof]:
        """Return a page of the evidence for a thing, each as stated in its own graph."""
        name, believed = self._supports.value, None
        if look.pointing is None:
            quads = self._portion("evidence", look.iri, page)
        else:
            found = [each for each in look.pointing if each.property == name]
            believed = {each.quad.subject for each in found if each.graph is None}
            stated = [each.quad for each in found if each.graph is not None]
            quads = _page_of([each for each in stated if isinstance(each.subject, ox.NamedNode)], page)
        proofs = sorted(
            (self._proof(each, believed) for each in quads.items), key=lambda proof: (proof.graph, proof.iri)
        )
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
        return self._reader.quads(ox.NamedNode(iri), None, None, _DEFAULT)

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
            yield from self._reader.quads(None, name, node, _DEFAULT)
        rest: tuple[ox.DefaultGraph | ox.NamedNode, ...] = (_DEFAULT, *self._aside)
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

    def stated(self, graph: str, page: int) -> Portion[tuple[int, str]]:
        """Return a page of the evidence in a source's graph, in the order of its paragraphs, each with the
        number of its own, 0 without one."""
        found = self._in_order(graph)
        begin = PAGE_SIZE * (page - 1)
        total = min(len(found), COUNTED)
        return Portion(found[begin : min(begin + PAGE_SIZE, COUNTED)], total, len(found) <= COUNTED)

    def grades(self, graph: str) -> list[tuple[str, int]]:
        """Return how many pieces of evidence of each grade a source's graph has, as far as is counted."""
        return self._graded(graph)

    def proof(self, evidence: str, graph: str) -> Proof:
        """Return a piece of evidence as its graph states it."""
        where = ox.NamedNode(graph)
        for quad in self._reader.quads(ox.NamedNode(evidence), self._supports, None, where):
            return self._proof(quad)
        return Proof(evidence, graph, (), False)

    def sources(self, page: int) -> Portion[str]:
        """Return a page of the sources, the newest first."""
        begin = PAGE_SIZE * (page - 1)
        return Portion(self._sources[begin : begin + PAGE_SIZE], len(self._sources))

    @cached_property
    def _sources(self) -> tuple[str, ...]:
        """All sources that there are, up to a limit."""
        kind = ox.NamedNode(self._names.term("Source"))
        quads = islice(self._reader.quads(None, TYPE, kind, _DEFAULT), COUNTED)
        iris = sorted(filter(None, (iri_text(quad.subject) for quad in quads)))
        return tuple(sorted(iris, key=self._issued, reverse=True))

    def _issued(self, iri: str) -> str:
        quads = self._reader.quads(ox.NamedNode(iri), ISSUED, None, _DEFAULT)
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

    def _count_grades(self, graph: str) -> list[tuple[str, int]]:
        quads = self._reader.quads(None, self._grade, None, ox.NamedNode(graph))
        return sorted(Counter(iri_text(quad.object) for quad in islice(quads, COUNTED)).items())

    def evidence_in(self, iri: str, graph: str) -> list[Proof]:
        """Return the first pieces of evidence for a thing in one graph."""
        node, where = ox.NamedNode(iri), ox.NamedNode(graph)
        quads = self._reader.quads(None, self._supports, node, where)
        return [self._proof(quad) for quad in islice(quads, PAGE_SIZE)]

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
        same = self._reader.quads(quad.subject, quad.predicate, quad.object, None)
        graphs = sorted(iri_text(each.graph_name) for each in islice(same, GRAPHS))
        subject = ox.NamedNode(iri_text(quad.subject))
        return Statement(subject, quad.predicate, quad.object, tuple(filter(None, graphs)), True)

    def _proof(self, quad: ox.Quad, believed: AbstractSet[object] | None = None) -> Proof:
        """Return a piece of evidence; `believed` is all that is believed of it, where that is known."""
        values = self._reader.quads(quad.subject, None, None, ox.NamedNode(iri_text(quad.graph_name)))
        return Proof(
            iri_text(quad.subject),
            iri_text(quad.graph_name),
            tuple((each.predicate, each.object) for each in values),
            self._reader.holds(ox.Quad(*quad.triple)) if believed is None else quad.subject in believed,
        )


def _page_of(items: Sequence[T], page: int) -> Portion[T]:
    """Return a page of a list that is known whole."""
    begin = PAGE_SIZE * (page - 1)
    return Portion(tuple(items[begin : begin + PAGE_SIZE]), len(items))

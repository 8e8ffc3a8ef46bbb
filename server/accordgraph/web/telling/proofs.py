"""Who says so: for each fact the sources that state it, and where in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox

from ...graph.portions import Portion
from ...graph.terms import DERIVED, iri_text
from ..data.display import Cell
from ..data.listing import Lister
from ..data.proving import Proof
from ..data.statements import Statement
from .days import day
from .phrases import Phrases, Span, characters, span_of

#: Sources of one fact that a page names; it counts the others.
_NAMED = 5
#: Pieces of evidence of one fact in one source that a page shows.
_SHOWN = 5


@dataclass(frozen=True)
class Place:
    """Where a source says something: evidence in words."""

    evidence: Cell
    number: int
    paragraph: str
    span: Span
    grade: Cell | None
    notes: tuple[Cell, ...]

    @property
    def characters(self) -> str:
        """Which characters of the paragraph say so, in words."""
        return characters(self.span)


@dataclass(frozen=True)
class Witness:
    """A graph that states a fact: a source with its publisher, date and own page, and the places in it.

    A graph that is no source's, such as the curators', has a name only; the one of derived figures has the
    derivation and its premises.
    """

    name: Cell
    source: bool = False
    derivation: Cell | None = None
    premises: tuple[Cell, ...] = ()
    publisher: Cell | None = None
    date: str = ""
    page: str = ""
    places: tuple[Place, ...] = ()

    @property
    def voice(self) -> Cell:
        """Who speaks: the publisher where it is known, else the source by its name."""
        return self.publisher or self.name


class Proofs:
    """Finds the witnesses of the facts of one thing; `known` is evidence for it that was read already."""

    def __init__(
        self, iri: str, lister: Lister, phrases: Phrases, known: Portion[Proof] | None = None
    ) -> None:
        self._iri, self._known, self._lister, self._phrases = iri, known, lister, phrases
        self._display, self._names = phrases.display, phrases.believed.names
        self._derived = self._names.graph("derived")
        #: Facts that are themselves by what and from what a figure is derived.
        self._told_itself = frozenset((self._names.term("derivedBy"), DERIVED.value))
        number = self._names.term("paragraphNumber")
        self._located = frozenset(each.graph for each in (known.items if known else ()) if each.value(number))
        self._in_graph = cache(self._find)
        self._about = cache(self._describe)
        self._place = cache(lambda proof: place_of(proof, phrases))

    def of(self, fact: Statement) -> tuple[Witness, ...]:
        """Return the first witnesses of a fact, sources first, of these those whose paragraphs are known."""
        graphs = sorted(
            fact.graphs,
            key=lambda graph: (not graph.startswith(self._names.sources), graph not in self._located, graph),
        )
        return tuple(self._witness(fact, graph) for graph in graphs[:_NAMED])

    def witness(self, graph: str, name: str) -> Witness:
        """Return a source with the places where it speaks of a property of the thing, "" for the whole."""
        source, publisher, date, page = self._about(graph)
        places = self.places(graph, name)
        return Witness(source, True, publisher=publisher, date=date, page=page, places=places)

    def places(self, graph: str, name: str) -> tuple[Place, ...]:
        """Return where a source speaks of a property of the thing, "" for of the thing as a whole."""
        found = self._in_graph(graph)
        fitting = found.get(name) or found.get("")
        if fitting:
            places = set(map(self._place, fitting[: 10 * _SHOWN]))
        else:
            # What the source says of the thing elsewhere, the words for other properties apart.
            rest = [proof for proofs in found.values() for proof in proofs]
            places = {replace(self._place(proof), span=(), notes=()) for proof in rest[: 10 * _SHOWN]}
        ordered = sorted(places, key=lambda place: (place.number, place.span, place.evidence.href))
        if not fitting:
            ordered = list({place.number: place for place in reversed(ordered)}.values())[::-1]
        return tuple(ordered[:_SHOWN])

    def _witness(self, fact: Statement, graph: str) -> Witness:
        if graph == self._derived and fact.property.value not in self._told_itself:
            return self._computed(fact.subject.value)
        if not graph.startswith(self._names.sources):
            return Witness(self._display.graph(graph))
        return self.witness(graph, fact.property.value)

    def _computed(self, figure: str) -> Witness:
        """Return by what and from what a figure is derived."""
        believed, display = self._phrases.believed, self._display
        by = believed.one(figure, "accord:derivedBy")
        premises = believed.iris(figure, "prov:wasDerivedFrom")[:_NAMED]
        return Witness(
            display.graph(self._derived),
            derivation=display.iri(by) if by else None,
            premises=tuple(map(display.iri, premises)),
        )

    def _describe(self, graph: str) -> tuple[Cell, Cell | None, str, str]:
        """Return the name of a graph's source, its publisher, its date and its own page."""
        believed = self._phrases.believed
        source = believed.reader.source_of(graph)
        if source is None:
            return self._display.graph(graph), None, "", ""
        publisher = believed.iris(source, "accord:publishedBy")
        issued = believed.one(source, "dcterms:issued")
        return (
            self._display.iri(source),
            self._display.iri(publisher[0]) if publisher else None,
            day(issued, self._phrases.precision(source)) if issued else "",
            next(iter(believed.pages(source)), ""),
        )

    def _find(self, graph: str) -> dict[str, list[Proof]]:
        """Return the evidence for the thing in a graph, by property."""
        known = self._known
        is_all = known is not None and known.pages == 1
        proofs = known.items if known and is_all else self._lister.evidence_in(self._iri, graph)
        found: dict[str, list[Proof]] = {}
        supports = self._names.term("supportsProperty")
        for proof in proofs:
            if proof.graph == graph:
                found.setdefault(iri_text(proof.value(supports)), []).append(proof)
        return found


def place_of(proof: Proof, phrases: Phrases) -> Place:
    """Return where a piece of evidence is, in words."""
    display, names = phrases.display, phrases.believed.names
    start, end = (
        each.value if isinstance(each := proof.value(names.term(name)), ox.Literal) else ""
        for name in ("spanStart", "spanEnd")
    )
    grade, number = (proof.value(names.term(name)) for name in ("evidenceGrade", "paragraphNumber"))
    paragraph = display.term(number).text if number is not None else ""
    return Place(
        display.iri(proof.iri),
        int(paragraph) if paragraph.isdecimal() else 0,
        paragraph,
        span_of(start, end),
        display.term(grade) if grade is not None else None,
        tuple(map(display.term, proof.values(names.term("readingNote")))),
    )

"""What a source states, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

import pyoxigraph as ox

from ...graph.portions import Portion
from ...graph.terms import iri_text
from ..data.display import Cell
from ..data.proving import Proof
from ..data.reading import Reader
from ..data.statements import Statement
from ..data.stating import Stating
from .phrases import Phrases
from .proofs import Place, place_of

#: Values of one property that a line shows.
_VALUES = 8


@dataclass(frozen=True)
class Line:
    """What a paragraph says of a property of a thing, None for of the whole thing, and where; of the values,
    those that are `overruled` apart."""

    thing: Cell
    property: Cell | None
    values: tuple[Cell, ...]
    overruled: tuple[Cell, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph by its number, 0 for a page whose text was not at hand, and what it says."""

    number: int
    lines: tuple[Line, ...]


def paragraphs(
    graph: str, page: int, reader: Reader, stating: Stating, phrases: Phrases
) -> Portion[Paragraph]:
    """Return a page of what a source's graph states, in the order of the source."""
    portion = stating.stated(graph, page)
    found = [
        Paragraph(number, _lines([stating.proof(iri, graph) for _, iri in same], reader, phrases))
        for number, same in groupby(portion.items, key=lambda each: each[0])
    ]
    return Portion(tuple(found), portion.total, portion.counted, portion.size)


def grades(graph: str, stating: Stating, phrases: Phrases) -> Sequence[tuple[Cell, int]]:
    """Return how many pieces of evidence of each grade a source has."""
    return [(phrases.display.iri(grade), count) for grade, count in stating.grades(graph)]


def _lines(proofs: Iterable[Proof], reader: Reader, phrases: Phrases) -> tuple[Line, ...]:
    """Return what the evidence in one paragraph supports, in the order of the words."""
    said: dict[tuple[str, str, str], list[Place]] = {}
    for proof in proofs:
        about, name = (
            iri_text(proof.value(phrases.believed.names.term(each)))
            for each in ("supports", "supportsProperty")
        )
        key = (about, name, proof.graph)
        said.setdefault(key, []).append(place_of(proof, phrases))
    found = [_line(*key, places, reader, phrases) for key, places in said.items()]
    return tuple(sorted(found, key=lambda line: (line.places[0].span, line.thing.text)))


def _line(
    subject: str, name: str, graph: str, places: Iterable[Place], reader: Reader, phrases: Phrases
) -> Line:
    cells: dict[bool, list[Cell]] = {True: [], False: []}
    if name:
        quads = reader.quads(ox.NamedNode(subject), ox.NamedNode(name), None, ox.NamedNode(graph))
        for quad in islice(quads, _VALUES):
            stated = phrases.stated(Statement(quad.triple, (graph,), False))
            cells[reader.holds(ox.Quad(*quad.triple))].append(stated)
    return Line(
        phrases.display.iri(subject),
        phrases.display.property(name) if name else None,
        tuple(sorted(cells[True], key=lambda cell: cell.text)),
        tuple(sorted(cells[False], key=lambda cell: cell.text)),
        tuple(sorted(places, key=lambda place: place.span)),
    )

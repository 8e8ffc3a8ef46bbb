"""What is inferred is what superclasses, superproperties and inverses give, and nothing that is stated."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from accordgraph.graph.believing.entailment import Entailment
from accordgraph.graph.reading.lines import Lines

ONTOLOGY = """
:Company rdfs:subClassOf :Organization . :Organization rdfs:subClassOf :Agent .
:funds rdfs:subPropertyOf :supports . :supports rdfs:subPropertyOf :involves .
:fundedBy owl:inverseOf :funds . :circle rdfs:subPropertyOf :circle .
:Odd rdfs:subClassOf 'text' , [ a :Class ] .
"""

CASES: tuple[tuple[str, set[str]], ...] = (
    (":x a :Company", {":x a :Organization", ":x a :Agent"}),
    (":x a :Company , :Agent", {":x a :Organization"}),
    (":x a :Odd", set()),
    (":x :funds :y", {":x :supports :y", ":x :involves :y", ":y :fundedBy :x"}),
    (":x :fundedBy :y", {":y :funds :x", ":y :supports :x", ":y :involves :x"}),
    (":x :fundedBy 'text'", set()),
    (":x :circle :y", set()),
    (":x :other :y", set()),
)


def parse(text: str) -> frozenset[ox.Triple]:
    """Statements of a few lines of Turtle."""
    head = (
        "@prefix : <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . "
    )
    return frozenset(quad.triple for quad in ox.parse(head + text, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize(("stated", "wanted"), CASES, ids=[stated for stated, _ in CASES])
def test_entailment(stated: str, wanted: set[str]) -> None:
    expected = {triple for text in wanted for triple in parse(f"{text} .")}
    lines = Lines.of(parse(f"{stated} ."))
    found = Entailment(parse(ONTOLOGY)).of(lines).less(lines.lines())
    assert set(found) == expected
    assert len(found) == len(expected)

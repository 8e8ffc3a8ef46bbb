"""The quick validator tells what pySHACL tells, of the shapes and of every change to what they hold of."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from accordgraph.graph.validating.reports import Violation
from accordgraph.graph.validating.rules import QuickRules, Rules, ntriples, reference, rules
from accordgraph.graph.validating.vetting import plain
from tools import ROOT

PREFIXES = """@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
#: What a value may be changed to: terms of every kind, well typed or not, canonical or not.
ODD = r"""
"abc"^^xsd:integer , "05"^^xsd:integer , "-3"^^xsd:integer , "99999999999999999999999999"^^xsd:integer ,
"5.0"^^xsd:decimal , "1e3"^^xsd:double , "NaN"^^xsd:double ,
"5"^^xsd:int , "yes"^^xsd:boolean , "z"^^xsd:anyURI , "2024"^^xsd:gYear ,
"2024-02-30"^^xsd:date , "2024-04-01"^^xsd:date , "2024-04-01Z"^^xsd:date,
"2024-04-01T00:00:00"^^xsd:dateTime ,
"" , "USD " , "a\nb\t\"q\"\\" , "日本"@ja , "x"@EN , "x"@en-gb , "x"@de , _:somebody ,
<http://example.org/é,(a)> , <https://w3id.org/accordgraph/id/concept/role-x>
"""
#: Shapes that pySHACL refuses, or that nobody has compared; each is a part of a shape of all things.
NOT_PLAIN = {
    "two counts": "sh:property [ sh:path :p ; sh:minCount 1 , 2 ]",
    "count that is none": 'sh:property [ sh:path :p ; sh:minCount "x" ]',
    "count with a fraction": "sh:property [ sh:path :p ; sh:maxCount 1.5 ]",
    "no path": "sh:property [ sh:minCount 1 ]",
    "two paths": "sh:property [ sh:path :p , :q ; sh:minCount 1 ]",
    "long path": "sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ]",
    "shape that is not there": "sh:property :nowhere",
    "shape that is a text": 'sh:property "x"',
    "class that is a text": 'sh:class "x"',
    "unknown kind of nodes": "sh:nodeKind sh:Iri",
    "property's parameter without a path": "sh:lessThan :q",
    "node shape with a path": "sh:path :p",
    "no list": "sh:or :x",
    "empty list": "sh:or ()",
    "recursion": "sh:property [ sh:path :p ; sh:not :Shape ]",
    "misspelt parameter": "sh:property [ sh:path :p ; sh:mincount 1 ]",
    "languages that are no list": 'sh:property [ sh:path :p ; sh:languageIn "en" ]',
    "unknown severity": "sh:severity sh:Bad ; sh:class :C",
    "switched off": "sh:deactivated true ; sh:class :C",
    "query": 'sh:sparql [ sh:select "SELECT $this WHERE { $this a :C }" ]',
    "half of two": "sh:property [ sh:path :p ; sh:qualifiedValueShape [ sh:class :Z ] ]",
    "broken pattern": 'sh:pattern "(["',
    "pattern that looks ahead": 'sh:pattern "^(?!x)"',
    "pattern with sets in sets": 'sh:pattern "[[:alpha:]]"',
    "class and shape in one": "a owl:Class ; sh:class :C",
}


def triples(text: str) -> list[ox.Triple]:
    """The statements of a Turtle text."""
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE) if isinstance(quad, ox.Quad)]


@pytest.fixture(scope="module")
def shapes() -> list[ox.Triple]:
    """All shapes."""
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "shapes").glob("*.ttl")))
    return [each for text in texts for each in _renamed(text)]


def _renamed(text: str) -> list[ox.Triple]:
    parsed = ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [quad.triple for quad in parsed if isinstance(quad, ox.Quad)]


@pytest.fixture(scope="module")
def both(shapes: list[ox.Triple]) -> tuple[Rules, Rules]:
    """The shapes for the quick validator and for the reference."""
    return QuickRules(shapes), reference(shapes)


@pytest.fixture(scope="module")
def base() -> list[ox.Triple]:
    """A valid graph with everything in it."""
    return triples((ROOT / "tests" / "shapes" / "base.ttl").read_text("utf-8"))


def told(one: Rules, data: list[ox.Triple]) -> set[tuple[object, ...]]:
    """Everything that results say; blank nodes are all alike."""

    def named(node: object) -> str:
        return "_:" if isinstance(node, ox.BlankNode) else str(node)

    def everything(violation: Violation) -> tuple[object, ...]:
        place = (violation.shape, violation.component, violation.path, violation.severity)
        return (*place, named(violation.focus), named(violation.value), violation.message)

    return {everything(each) for each in one.apply(ntriples(data)).violations}


def changed(base: list[ox.Triple], chance: random.Random) -> list[ox.Triple]:
    """The base after one to three changes at random: another value, property or subject, one more or less."""
    data = list(base)
    values = sorted({each.object for each in base}, key=str)
    odd = [each.object for each in triples(f"{PREFIXES} :x :p {ODD} .")]
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(data))
        old = data.pop(place)
        value = chance.choice(odd if chance.random() < 0.5 else values)
        other = chance.choice(base)
        data += {
            0: [],
            1: [ox.Triple(old.subject, old.predicate, value)],
            2: [old, ox.Triple(old.subject, old.predicate, value)],
            3: [ox.Triple(old.subject, other.predicate, old.object)],
            4: [ox.Triple(other.subject, old.predicate, old.object)],
            5: [old, ox.Triple(ox.BlankNode("b"), old.predicate, old.object)],
        }[chance.randrange(6)]
    return data


@pytest.mark.parametrize("seed", range(10))
def test_it_tells_what_the_reference_tells_of_changes_at_random(
    seed: int, base: list[ox.Triple], both: tuple[Rules, Rules]
) -> None:
    quick, slow = both
    chance = random.Random(seed)  # noqa: S311 - the same changes every time
    for _ in range(12):
        data = changed(base, chance)
        assert told(quick, data) == told(slow, data), set(data) - set(base)


def test_the_shapes_are_for_the_quick_validator(shapes: list[ox.Triple]) -> None:
    assert isinstance(rules(shapes), QuickRules)


@pytest.mark.parametrize("part", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_shapes_that_are_not_plain_are_for_the_reference(part: str) -> None:
    good = triples(f"{PREFIXES} :Shape a sh:NodeShape ; sh:targetClass :C ; sh:nodeKind sh:IRI .")
    odd = triples(f"{PREFIXES} :Shape a sh:NodeShape ; sh:targetClass :C ; {part} .")
    assert plain(good)
    assert not plain(odd)
    assert not isinstance(rules(odd), QuickRules)


def test_a_day_and_a_moment_are_compared_as_the_reference_compares_them(both: tuple[Rules, Rules]) -> None:
    """By the letter of SHACL they cannot be compared; that the datatype is wrong is told anyway."""
    data = triples(
        """@prefix accord: <https://w3id.org/accordgraph/ontology#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://w3id.org/accordgraph/id/event/x> a accord:Event ; accord:periodStart "2024-01-01"^^xsd:date ;
            accord:periodEnd "2024-02-01T00:00:00"^^xsd:dateTime ."""
    )
    quick, slow = (told(each, data) for each in both)
    assert quick == slow
    assert "DatatypeConstraintComponent" in {component for _, component, *_ in quick}
    assert "LessThanOrEqualsConstraintComponent" not in {component for _, component, *_ in quick}


def test_where_the_quick_validator_is_not_built_the_reference_judges(
    shapes: list[ox.Triple], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accordgraph.graph.validating.rules.QUICK", False)
    assert not isinstance(rules(shapes), QuickRules)

"""SHACL in plain words: each parameter in both languages, and shapes that are written oddly."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask import Flask

from accordgraph.graph.names import Names
from accordgraph.web.data.display import Cell
from accordgraph.web.ontology.constraints import Constraints, Rule
from accordgraph.web.ontology.shapes import Shape, Shapes
from accordgraph.web.ontology.sheet import Sheet

from ..content import BASE

_PREFIXES = f"""@prefix : <{BASE}shapes#> .
@prefix accord: <{BASE}ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NAMES = Names(BASE)


def name(iri: str) -> Cell:
    """Show an IRI by its last part."""
    return Cell(iri.replace("#", "/").rpartition("/")[2])


def sheet(turtle: str) -> Sheet:
    """The shapes of a text."""
    store = ox.Store()
    graph = ox.NamedNode(NAMES.graph("shapes"))
    store.load(_PREFIXES + turtle, format=ox.RdfFormat.TURTLE, to_graph=graph)
    return Sheet(store, graph.value)


def said(rules: tuple[Rule, ...] | list[Rule]) -> list[object]:
    """What rules say, those within others as lists."""
    found: list[object] = []
    for rule in rules:
        found.append(rule.words.replace("{}", ", ".join(cell.text for cell in rule.cells)))
        found += [said(part) for part in rule.parts]
    return found


#: What a shape of the property accord:date says -> the number of values, and the rest, in English.
SAID: list[tuple[str, str, list[object]]] = [
    ("", "any number", []),
    ("sh:minCount 1", "at least one", []),
    ("sh:minCount 3", "at least 3", []),
    ("sh:maxCount 0", "none", []),
    ("sh:maxCount 1", "at most one", []),
    ("sh:maxCount 4", "at most 4", []),
    ("sh:minCount 1 ; sh:maxCount 1", "exactly one", []),
    ("sh:minCount 2 ; sh:maxCount 2", "exactly 2", []),
    ("sh:minCount 2 ; sh:maxCount 5", "2 to 5", []),
    ("sh:minCount 0", "any number", []),
    ("sh:class accord:Place", "any number", ["Each value is of the class Place."]),
    ("sh:datatype xsd:date", "any number", ["Each value is a date."]),
    ("sh:datatype xsd:gYearMonth", "any number", ["Each value is gYearMonth."]),
    ("sh:nodeKind sh:IRI", "any number", ["Each value is an IRI."]),
    ('sh:pattern "^a+$"', "any number", ["Each value matches ^a+$."]),
    ('sh:pattern "^http://a\\\\.b/"', "any number", ["Each value begins with http://a.b/."]),
    (f'sh:pattern "^{BASE}id/concept/(role|office)-"', "any number",
     ["Each value is a concept of role, office."]),
    ("sh:minInclusive 2", "any number", ["Each value is at least 2."]),
    ("sh:maxExclusive 9", "any number", ["Each value is less than 9."]),
    ("sh:lessThan accord:end", "any number", ["Each value is less than that of end."]),
    ("sh:equals accord:end", "any number", ["The values are those of end."]),
    ("sh:in ( 1 2 )", "any number", ["Each value is one of 1, 2."]),
    ('sh:languageIn ( "en" "ja" )', "any number", ["The language of each value is one of en, ja."]),
    ("sh:uniqueLang true", "any number", ["There is at most one value for each language."]),
    ("sh:hasValue accord:one", "any number", ["One of the values is one."]),
    ("sh:node :Other", "any number", ["Each value fits the shape Other."]),
    ("sh:or ( [ sh:class accord:A ] [ sh:class accord:B ] )", "any number",
     ["Each value is of one of the classes A, B."]),
    ("sh:or ( [ sh:class accord:A ] [ sh:datatype xsd:date ] )", "any number",
     ["At least one of these holds:", ["It is of the class A."], ["It is a date."]]),
    ("sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:minCount 2 ] )", "any number",
     ["Exactly one of these holds:", ["It is an IRI."], ["Values: at least 2."]]),
    ("sh:not [ sh:nodeKind sh:Literal ]", "any number",
     ["This does not hold:", ["It is a literal."]]),
    ("sh:qualifiedValueShape [ sh:class accord:A ] ; sh:qualifiedMinCount 2", "any number",
     ["At least 2 of the values fit this:", ["It is of the class A."]]),
    ("sh:rootClass accord:A", "any number", ["sh:rootClass: A"]),
]  # fmt: skip


@pytest.mark.parametrize(("turtle", "count", "rules"), SAID, ids=[row[0] or "nothing" for row in SAID])
def test_a_parameter_is_said_in_plain_words(app: Flask, turtle: str, count: str, rules: list[object]) -> None:
    found = sheet(f":X a sh:PropertyShape ; sh:path accord:date ; {turtle} .")
    words, node = Constraints(found, NAMES, name), ox.NamedNode(NAMES.shape("X"))
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert words.count(node) == count
        assert said(words.rules(node)) == rules
    with app.test_request_context(headers={"Accept-Language": "ja"}):
        assert words.count(node) != count
        if rules and not str(rules[0]).startswith("sh:"):
            assert said(words.rules(node))[0] != rules[0]


#: Shapes that are written oddly, and the names of the shapes that are told.
ODD = [
    ("", []),
    (":A a sh:NodeShape .", ["A"]),
    (":A a sh:NodeShape ; sh:property :A .", []),
    (":A a sh:NodeShape ; sh:property :B . :B a sh:PropertyShape ; sh:property :A .", ["A"]),
    (":A a sh:NodeShape ; sh:not :A .", ["A"]),
    (":A a sh:NodeShape ; sh:or _:a . _:a rdf:first _:b ; rdf:rest _:a . _:b sh:or _:a .", ["A"]),
    (':A a sh:NodeShape ; sh:or "text" ; sh:minCount "many" ; sh:property "text" ; sh:closed true .', ["A"]),
    (":A a sh:PropertyShape ; sh:path ( accord:a accord:b ) .", ["A"]),
    (":A a sh:PropertyShape ; sh:path [ sh:zeroOrMorePath accord:a ] .", ["A"]),
    (":A a sh:NodeShape ; sh:targetNode accord:a ; sh:targetObjectsOf accord:b .", ["A"]),
]


@pytest.mark.parametrize(("turtle", "names"), ODD, ids=[row[0] or "nothing" for row in ODD])
def test_odd_shapes_are_told_as_far_as_they_can_be(app: Flask, turtle: str, names: list[str]) -> None:
    with app.test_request_context():
        groups = Shapes(sheet(turtle), NAMES, name, "en").groups()
    told: list[Shape] = [shape for _, shapes in groups for shape in shapes]
    assert [shape.name for shape in told] == names

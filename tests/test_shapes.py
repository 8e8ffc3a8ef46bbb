"""The shapes: each mutation of a valid graph brings exactly the expected violations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph, URIRef

from accordgraph.graph.validating.reports import Violation
from accordgraph.graph.validating.rules import Rules, ntriples, reference, rules
from accordgraph.graph.validating.shacl import aimed, validate
from tools import ROOT

SHAPES = "https://w3id.org/accordgraph/shapes#"
BASE = ROOT / "tests" / "shapes" / "base.ttl"
PREFIXES = "".join(line + "\n" for line in BASE.read_text("utf-8").splitlines() if line.startswith("@prefix"))

#: The parameters of SHACL Core that constrain, and the name of the component that each belongs to.
PARAMETERS = {
    SH["class"]: "Class", SH.closed: "Closed", SH.datatype: "Datatype", SH.hasValue: "HasValue",
    SH.languageIn: "LanguageIn", SH.lessThan: "LessThan", SH.lessThanOrEquals: "LessThanOrEquals",
    SH.maxCount: "MaxCount", SH.maxInclusive: "MaxInclusive", SH.minCount: "MinCount",
    SH.minExclusive: "MinExclusive", SH.minInclusive: "MinInclusive", SH.minLength: "MinLength",
    SH.nodeKind: "NodeKind", SH["not"]: "Not", SH["or"]: "Or", SH.pattern: "Pattern",
    SH.qualifiedMinCount: "QualifiedMinCount", SH.uniqueLang: "UniqueLang",
}  # fmt: skip
#: Parameters that say what another one means, or where to look.
HELPERS = {SH.ignoredProperties, SH.qualifiedValueShape, SH.property, SH.path, SH.inversePath}


@dataclass(frozen=True)
class Mutation:
    """One change of the base, and the (shape, component) pairs that must be violated."""

    change: str
    expected: frozenset[tuple[str, str]]


def mutations() -> list[Mutation]:
    """The rows of the table."""
    rows = []
    for line in (ROOT / "tests" / "shapes" / "mutations.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            change, _, expected = line.partition(" => ")
            pairs = (tuple(pair.split(" ")) for pair in expected.split(", "))
            rows.append(Mutation(change, frozenset((shape, component) for shape, component in pairs)))
    return rows


def triple(text: str) -> ox.Triple:
    """The one triple of a line of Turtle without its dot."""
    (quad,) = ox.parse(PREFIXES + text + " .", format=ox.RdfFormat.TURTLE)
    return ox.Triple(quad.subject, quad.predicate, quad.object)


def mutate(base: frozenset[ox.Triple], change: str) -> frozenset[ox.Triple]:
    """The base after one change; taking away what is not there is a mistake of the table."""
    sign, _, rest = change.partition(" ")
    if sign == "+":
        return base | {triple(rest)}
    old, _, new = change.partition(" -> ")
    taken = triple(rest if sign == "-" else old)
    assert taken in base, f"not in base.ttl: {change}"
    left = base - {taken}
    if sign == "-":
        return left
    subject, predicate = old.split(" ")[:2]
    return left | {triple(f"{subject} {predicate} {new}")}


@pytest.fixture(scope="module")
def base() -> frozenset[ox.Triple]:
    """The valid graph."""
    return frozenset(quad.triple for quad in ox.parse(path=str(BASE)))


@pytest.fixture(scope="module")
def shapes() -> list[ox.Triple]:
    """All shapes."""
    return [
        quad.triple for path in sorted((ROOT / "shapes").glob("*.ttl")) for quad in ox.parse(path=str(path))
    ]


@pytest.fixture(scope="module")
def shapes_graph() -> Graph:
    """All shapes, for questions about them."""
    graph = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


def pairs(violations: Sequence[Violation]) -> set[tuple[str, str]]:
    """The (shape, component) pairs of violations, every one of which is that and has a message."""
    assert all(violation.severity == "Violation" and violation.message for violation in violations)
    return {
        (violation.shape, violation.component.removesuffix("ConstraintComponent")) for violation in violations
    }


@pytest.fixture(scope="module")
def slow(shapes: list[ox.Triple]) -> Rules:
    """All shapes for the reference validator."""
    return reference(shapes)


def test_the_base_is_valid(base: frozenset[ox.Triple], shapes: list[ox.Triple]) -> None:
    assert pairs(validate(base, shapes).violations) == set()


@pytest.mark.parametrize("row", mutations(), ids=lambda row: row.change)
def test_mutation(row: Mutation, base: frozenset[ox.Triple], shapes: list[ox.Triple], slow: Rules) -> None:
    data = mutate(base, row.change)
    violations = validate(data, shapes).violations
    assert pairs(violations) == row.expected
    assert violations == slow.apply(ntriples(data)).violations


def test_every_constraint_has_its_row(shapes_graph: Graph) -> None:
    constraints = {
        (str(shape).removeprefix(SHAPES), component)
        for parameter, component in PARAMETERS.items()
        for shape in shapes_graph.subjects(parameter, None)
        if isinstance(shape, URIRef)
    }
    rows = {pair for row in mutations() for pair in row.expected} | {("SourceSubject", "QualifiedMinCount")}
    assert constraints - rows == set()
    assert rows - constraints == set()


def test_no_constraint_is_of_a_kind_that_the_table_does_not_know(shapes_graph: Graph) -> None:
    said = {SH.targetClass, SH.targetSubjectsOf, SH.name, SH.message, SH.severity}
    used = {predicate for predicate in shapes_graph.predicates() if str(predicate).startswith(str(SH))}
    assert used - set(PARAMETERS) - HELPERS - said == set()


@pytest.mark.parametrize(("kept", "expected"), [
    (True, set()),
    (False, {("SourceSubject", "QualifiedMinCount")}),
], ids=["with evidence", "without"])  # fmt: skip
def test_each_subject_of_a_source_has_evidence(
    kept: bool, expected: set[tuple[str, str]], base: frozenset[ox.Triple], shapes: list[ox.Triple]
) -> None:
    data = base if kept else mutate(base, "- evidence:two accord:supports agreement:one")
    focus = ["https://w3id.org/accordgraph/id/agreement/one"]
    aim = rules(aimed(shapes, SHAPES + "SourceSubject", focus))
    assert pairs(aim.apply(ntriples(data)).violations) == expected


def test_messages_say_the_rule_and_the_likely_cause(shapes_graph: Graph) -> None:
    constrained = {shape for parameter in PARAMETERS for shape in shapes_graph.subjects(parameter, None)}
    assert constrained
    for shape in constrained:
        if isinstance(shape, URIRef):
            assert re.search(r"[.?]$", str(shapes_graph.value(shape, SH.message))), shape


def test_every_class_has_a_file_and_every_property_a_shape(shapes_graph: Graph) -> None:
    ontology = Graph().parse(ROOT / "ontology" / "accordgraph.ttl")
    targets = {str(target) for target in shapes_graph.objects(None, SH.targetClass)}
    query = "SELECT ?c WHERE { ?c a owl:Class . FILTER NOT EXISTS { ?c rdfs:subClassOf ?d } }"
    top = {str(row[0]) for row in ontology.query(query)}  # type: ignore[index]
    assert {iri for iri in top if "accordgraph/ontology#" in iri} <= targets
    paths = {str(path) for path in shapes_graph.objects(None, SH.path)}
    domain = URIRef("http://schema.org/domainIncludes")
    assert {str(prop) for prop in ontology.subjects(domain, None)} - paths == set()

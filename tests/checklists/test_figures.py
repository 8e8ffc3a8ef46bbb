"""The figures of the dataset's description are those that the endpoint gives."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS, VOID

from accordgraph.engine.formats import GRAPHS
from accordgraph.graph.cataloguing.void import FEATURES, FORMATS

BASE = "https://w3id.org/accordgraph/"
DATASET = URIRef(f"{BASE}dataset")
VOID_EXT = Namespace("http://ldf.fi/void-ext#")

Row = tuple[str, ...]


def asked(endpoint: str, query: str) -> set[Row]:
    """The rows that the endpoint answers a query with."""
    address = f"{endpoint}/sparql?{urlencode({'query': query, 'format': 'csv'})}"
    with urlopen(address, timeout=120) as response:
        rows = list(csv.reader(io.StringIO(response.read().decode())))
    return {tuple(row) for row in rows[1:]}


def told(described: Graph, query: str) -> set[Row]:
    """The rows that a query of the description gives."""
    return {tuple(map(str, row)) for row in described.query(query)}  # type: ignore[arg-type]


FIGURES = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?s), %s)) }",
}


@pytest.mark.check("void.5", "The counts of the whole are those that the endpoint counts")
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_what_the_endpoint_counts(endpoint: str, described: Graph, name: str) -> None:
    query = FIGURES[name]
    if "%s" in query:
        pattern = str(described.value(DATASET, VOID.uriRegexPattern))
        query %= '"' + pattern.replace("\\", "\\\\") + '"'
    assert {(str(each),) for each in described.objects(DATASET, VOID[name])} == asked(endpoint, query)


_INSIDE = (
    f"<{DATASET}> void:classPartition ?cp . "
    "?cp void:class ?c ; void:propertyPartition ?pp . ?pp void:property ?p"
)
PARTITIONS = {
    "the members of each class": (
        f"SELECT ?c ?n {{ <{DATASET}> void:classPartition ?cp . ?cp void:class ?c ; void:entities ?n }}",
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c",
    ),
    "the triples of each property": (
        f"SELECT ?p ?n {{ <{DATASET}> void:propertyPartition ?pp . ?pp void:property ?p ; void:triples ?n }}",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    ),
    "the triples of each property of a class": (
        f"SELECT ?c ?p ?n {{ {_INSIDE} ; void:triples ?n }}",
        "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p",
    ),
    "those whose values are of a class": (
        f"SELECT ?c ?p ?d ?n {{ {_INSIDE} ; void:classPartition ?vp . ?vp void:class ?d ; void:triples ?n }}",
        "SELECT ?c ?p ?d (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o . ?o a ?d } GROUP BY ?c ?p ?d",
    ),
    "those whose values are of a datatype": (
        f"SELECT ?c ?p ?d ?n {{ {_INSIDE} ; void-ext:datatypePartition ?vp . "
        "?vp void-ext:datatype ?d ; void:triples ?n }",
        "SELECT ?c ?p ?d (COUNT(*) AS ?n) "
        "{ ?s a ?c ; ?p ?o . FILTER(ISLITERAL(?o)) BIND(DATATYPE(?o) AS ?d) } GROUP BY ?c ?p ?d",
    ),
    "the triples of each graph": (
        f"SELECT ?g ?n {{ <{DATASET}> void:subset ?g . ?g void:triples ?n "
        "FILTER(?n > 0) FILTER NOT EXISTS { ?g a void:Linkset } }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } "
        f"FILTER(?g != <{BASE}graph/metadata>) }} GROUP BY ?g",
    ),
}
_PREFIXES = f"PREFIX void: <{VOID}> PREFIX void-ext: <{VOID_EXT}> "


@pytest.mark.check(
    "void.6", "The partitions by class, property, class of values, datatype and graph are right"
)
@pytest.mark.parametrize("name", PARTITIONS)
def test_a_partition_is_what_the_endpoint_counts(endpoint: str, described: Graph, name: str) -> None:
    description, live = PARTITIONS[name]
    found = told(described, _PREFIXES + description)
    assert len(found) > 5
    assert found == asked(endpoint, live)


@pytest.mark.check("void.7", "Each linkset's number of links is right, and no link is in none")
def test_linksets_count_the_links_to_each_authority(endpoint: str, described: Graph) -> None:
    for linkset in described.subjects(RDF.type, VOID.Linkset):
        other = described.value(linkset, VOID.objectsTarget)
        prop, space = described.value(linkset, VOID.linkPredicate), described.value(other, VOID.uriSpace)
        query = f'SELECT (COUNT(*) AS ?n) {{ ?s <{prop}> ?o FILTER(STRSTARTS(STR(?o), "{space}")) }}'
        assert {(str(described.value(linkset, VOID.triples)),)} == asked(endpoint, query)
    everywhere = (
        "SELECT (COUNT(*) AS ?n) "
        f'{{ ?s ?p ?o FILTER(STRENDS(STR(?p), "Match") && STRSTARTS(STR(?s), "{BASE}id/")) }}'
    )
    sizes = [described.value(each, VOID.triples) for each in described.subjects(RDF.type, VOID.Linkset)]
    linked = sum(int(str(size)) for size in sizes)
    assert asked(endpoint, everywhere) == {(str(linked),)}
    assert (None, VOID.linkPredicate, SKOS.exactMatch) in described


@pytest.mark.check(
    "void.4.vocabularies", "void:vocabulary names the vocabularies whose terms the data use, no others"
)
def test_the_vocabularies_are_those_in_use(endpoint: str, described: Graph) -> None:
    terms = asked(endpoint, "SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } }")
    used = {re.sub(r"[^#/]*$", "", term) for (term,) in terms}
    assert {str(each) for each in described.objects(DATASET, VOID.vocabulary)} == used


@pytest.mark.check("void.4.formats", "void:feature names the formats of each document")
def test_the_features_are_the_formats_of_each_document(described: Graph) -> None:
    told = {str(each) for each in described.objects(DATASET, VOID.feature)}
    assert told == {FORMATS + FEATURES[each.media_type] for each in GRAPHS}


@pytest.mark.check(
    "void.4.examples", "There is a void:exampleResource of each kind, described where it leads"
)
def test_there_is_one_example_of_each_kind_and_each_can_be_looked_up(endpoint: str, described: Graph) -> None:
    examples = [str(each) for each in described.objects(DATASET, VOID.exampleResource)]
    kinds = asked(
        endpoint,
        f'SELECT DISTINCT ?k {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}id/")) '
        f'BIND(REPLACE(STR(?s), "^{BASE}id/([^/]+)/.*", "$1") AS ?k) }}',
    )
    assert sorted(each.split("/")[-2] for each in examples) == sorted(kind for (kind,) in kinds)
    for each in examples:
        address = f"{endpoint}/{quote(each.removeprefix(BASE))}"
        with urlopen(Request(address, headers={"Accept": "application/n-triples"}), timeout=120) as response:
            assert f"<{each}> <" in response.read().decode()


@pytest.mark.check("void.4.roots", "All things can be reached from the void:rootResource")
def test_everything_can_be_reached_from_the_roots(endpoint: str, described: Graph) -> None:
    links: dict[str, set[str]] = {}
    for one, other in asked(endpoint, "SELECT DISTINCT ?a ?b { ?a ?p ?b FILTER(ISIRI(?b)) }"):
        links.setdefault(one, set()).add(other)
        links.setdefault(other, set()).add(one)
    # The publisher is linked from the dataset itself.
    beginning = (VOID.rootResource, DCTERMS.publisher)
    waiting = [str(each) for name in beginning for each in described.objects(DATASET, name)]
    reached = set(waiting)
    while waiting:
        new = links[waiting.pop()] - reached
        reached |= new
        waiting += [each for each in new if each.startswith(f"{BASE}id/")]
    things = {each for each in links if each.startswith(f"{BASE}id/")}
    assert things - reached == set()

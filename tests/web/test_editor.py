"""SIB's SPARQL editor configures itself: its own queries, put as it puts them, to a real server.

The default graph holds what a reader should believe, and no description of it; so the endpoint answers these
queries with nothing. The editor then reads the service description, and puts the same queries to that.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SH, VOID

from sib import QUERIES

SCHEMA = Namespace("https://schema.org/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")

#: What the editor accepts where it reads a description.
ACCEPT = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2"
)


def asked(endpoint: str, query: str) -> list[dict[str, str]]:
    """What the endpoint answers to the editor."""
    address = f"{endpoint}/sparql?ac=1&query={quote(query)}"
    headers = {"Accept": "application/sparql-results+json", "Origin": "https://editor.example"}
    with urlopen(Request(address, headers=headers), timeout=120) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        rows = json.load(response)["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]


@pytest.fixture(scope="module")
def description(endpoint: str) -> Graph:
    """The service description, as the editor reads it."""
    headers = {"Accept": ACCEPT, "Origin": "https://editor.example"}
    with urlopen(Request(f"{endpoint}/sparql", headers=headers), timeout=120) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Content-Type"] == "application/n-quads"
        return Graph().parse(data=response.read(), format="nt")


def told(description: Graph, query: str) -> list[dict[str, str]]:
    """What the description answers to the editor."""
    rows = description.query(query)
    return [{str(name): str(value) for name, value in row.asdict().items()} for row in rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", QUERIES)
def test_the_default_graph_leaves_the_answer_to_the_description(endpoint: str, name: str) -> None:
    assert asked(endpoint, QUERIES[name]) == []


def test_the_description_declares_the_prefixes(endpoint: str, description: Graph) -> None:
    with urlopen(f"{endpoint}/prefixes.json", timeout=120) as response:
        published = json.load(response)
    assert {row["prefix"]: row["namespace"] for row in told(description, QUERIES["prefixes"])} == published


def test_the_description_offers_every_question_once_and_the_endpoint_answers_it(
    endpoint: str, description: Graph
) -> None:
    examples = told(description, QUERIES["examples"])
    assert len(examples) > 40
    assert len({row["sq"] for row in examples}) == len(examples)
    for row in examples[:: len(examples) // 8]:
        asked(endpoint, row["query"])
    for row in examples:
        example = URIRef(row["sq"])
        assert (example, RDF.type, SH.SPARQLExecutable) in description
        assert str(description.value(example, SCHEMA.target)) == "https://w3id.org/accordgraph/sparql"
        assert description.value(example, SCHEMA.keywords)
        assert description.value(example, SH.prefixes)


def test_completion_counts_as_the_endpoint_counts(endpoint: str, description: Graph) -> None:
    rows = told(description, QUERIES["partitions"])
    assert len(rows) == len({tuple(row.items()) for row in rows}) > 100
    live = asked(endpoint, "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p")
    assert {(row["subjectClass"], row["prop"], row["triples"]) for row in rows} == {
        (row["c"], row["p"], row["n"]) for row in live
    }
    classed = asked(endpoint, "SELECT DISTINCT ?c ?p ?d { ?s a ?c ; ?p ?o . ?o a ?d }")
    assert {
        (row["subjectClass"], row["prop"], row["objectClass"]) for row in rows if "objectClass" in row
    } == {(row["c"], row["p"], row["d"]) for row in classed}


def test_own_classes_and_properties_are_explained(description: Graph) -> None:
    own = "https://w3id.org/accordgraph/ontology#"
    rows = told(description, QUERIES["partitions"])
    assert any(row["subjectClass"].startswith(own) for row in rows)
    for row in rows:
        if row["subjectClass"].startswith(own):
            assert row["subjectClassLabel"]
            assert row["subjectClassComment"]
        if row["prop"].startswith(own):
            assert row["propLabel"]
            assert row["propComment"]


def test_the_description_speaks_one_language_so_that_no_row_comes_twice(description: Graph) -> None:
    assert {getattr(each, "language", None) for each in description.objects()} <= {None, "en"}
    assert set(description.objects(None, RDFS.label))
    assert (None, SPEX.describe, None) not in description  # no question is a DESCRIBE as yet


def test_the_description_of_the_service_and_that_of_the_dataset_agree(
    endpoint: str, description: Graph
) -> None:
    headers = {"Accept": "application/n-triples"}
    with urlopen(Request(f"{endpoint}/dataset", headers=headers), timeout=120) as response:
        dataset = Graph().parse(data=response.read(), format="nt")
    shared = Graph()
    for triple in description:
        if str(triple[0]).startswith("https://w3id.org/accordgraph/dataset"):
            shared.add(triple)
    assert len(shared) > 1000
    assert set(shared) - set(dataset) == set()
    for graph in description.objects(None, SD.graph):
        counts = set(description.objects(graph, VOID.triples))
        assert counts == set(dataset.objects(graph, VOID.triples)) or str(graph).endswith("graph/metadata")


def test_what_the_description_names_below_the_endpoints_name_is_a_place_on_its_page(
    endpoint: str, description: Graph
) -> None:
    begins = "https://w3id.org/accordgraph/sparql#"
    own = {str(each).removeprefix(begins) for each in description.subjects() if str(each).startswith(begins)}
    assert own > {"dataset", "default-graph", "graph-entities", "graph-source-pie-news-us-japan-ai-2024"}
    with urlopen(Request(f"{endpoint}/sparql", headers={"Accept": "text/html"}), timeout=120) as response:
        found = re.findall(r' id="([^"]*)"', response.read().decode())
    assert len(found) == len(set(found))
    assert own - set(found) == set()

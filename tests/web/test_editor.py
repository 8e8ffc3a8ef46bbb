"""SIB's SPARQL editor configures itself: its own queries, put as it puts them, to a real server.

The default graph holds what a reader should believe, and no description of it; so the endpoint answers these
queries with nothing. The editor then reads the service description, and puts the same queries to that.
"""

from __future__ import annotations

import json
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SH

SCHEMA = Namespace("https://schema.org/")
SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")

PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace
WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix}
ORDER BY ?prefix"""

EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
  ?sq a sh:SPARQLExecutable ;
    rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|spex:describe ?query .
} ORDER BY ?sq"""

PARTITIONS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sd:<http://www.w3.org/ns/sparql-service-description#>
PREFIX void:<http://rdfs.org/ns/void#>
PREFIX void-ext:<http://ldf.fi/void-ext#>
SELECT DISTINCT ?graph ?subjectClass ?prop ?objectClass ?objectDatatype ?triples
?subjectClassLabel ?objectClassLabel ?subjectClassComment ?objectClassComment ?propLabel ?propComment
WHERE {
  {
    OPTIONAL { ?graph sd:graph ?graphDesc . ?graphDesc void:classPartition ?cp . }
    ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
    OPTIONAL { ?subjectClass rdfs:label ?subjectClassLabel }
    OPTIONAL { ?subjectClass rdfs:comment ?subjectClassComment }
    ?pp void:property ?prop .
    OPTIONAL { ?pp void:triples ?triples }
    OPTIONAL { ?prop rdfs:label ?propLabel }
    OPTIONAL { ?prop rdfs:comment ?propComment }
    OPTIONAL {
      { ?pp void:classPartition [ void:class ?objectClass ] .
        OPTIONAL { ?objectClass rdfs:label ?objectClassLabel }
        OPTIONAL { ?objectClass rdfs:comment ?objectClassComment }
      } UNION {
        ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] .
      }
    }
  } UNION {
    ?linkset void:subjectsTarget [ void:class ?subjectClass ] ;
      void:linkPredicate ?prop ;
      void:objectsTarget [ void:class ?objectClass ] .
  }
} ORDER BY ?subjectClass ?objectClass ?objectDatatype ?graph ?triples"""

ALL = {"prefixes": PREFIXES, "examples": EXAMPLES, "partitions": PARTITIONS}
#: What the editor accepts where it reads a description.
ACCEPT = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2"
)


def asked(endpoint: str, query: str) -> list[dict[str, str]]:
    """What the endpoint answers to the editor."""
    address = f"{endpoint}/sparql?ac=1&query={quote(query)}"
    headers = {"Accept": "application/sparql-results+json", "Origin": "https://editor.example"}
    with urlopen(Request(address, headers=headers), timeout=30) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        rows = json.load(response)["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]


@pytest.fixture(scope="module")
def description(endpoint: str) -> Graph:
    """The service description, as the editor reads it."""
    headers = {"Accept": ACCEPT, "Origin": "https://editor.example"}
    with urlopen(Request(f"{endpoint}/sparql", headers=headers), timeout=30) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Content-Type"] == "application/n-quads"
        return Graph().parse(data=response.read(), format="nt")


def told(description: Graph, query: str) -> list[dict[str, str]]:
    """What the description answers to the editor."""
    rows = description.query(query)
    return [{str(name): str(value) for name, value in row.asdict().items()} for row in rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ALL)
def test_the_default_graph_leaves_the_answer_to_the_description(endpoint: str, name: str) -> None:
    assert asked(endpoint, ALL[name]) == []


def test_the_description_declares_the_prefixes(endpoint: str, description: Graph) -> None:
    with urlopen(f"{endpoint}/prefixes.json", timeout=30) as response:
        published = json.load(response)
    assert {row["prefix"]: row["namespace"] for row in told(description, PREFIXES)} == published


def test_the_description_offers_every_question_once_and_the_endpoint_answers_it(
    endpoint: str, description: Graph
) -> None:
    examples = told(description, EXAMPLES)
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
    rows = told(description, PARTITIONS)
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
    for row in told(description, PARTITIONS):
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

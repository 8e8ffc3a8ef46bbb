"""The published prefixes, the JSON-LD context, and what the service description promises."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef

from accordgraph.engine.formats import GRAPHS, RESULTS

from .content import AGREEMENT, BASE

#: Version of the context -> digest of its prefixes. Where this fails, the context has changed: count its
#: version up, and add a row.
CONTEXTS = {
    "1": "56ed3c19eff736234a46d7d0ca78f2f499cb1ccfe3fac6d21411a1f0059bcc77",
    "2": "d2029aa63db726dfc691025972f6f2f82892a2156809f8c18ae2e243919a4fa6",
}


def _rows(client: FlaskClient, query: str) -> list[list[str]]:
    found = client.get(f"/sparql?format=csv&query={quote(query)}")
    assert found.status_code == 200, found.text
    return [line.split(",") for line in found.text.split("\r\n")[1:-1]]


def test_prefixes_are_published_declared_and_usable(client: FlaskClient) -> None:
    response = client.get("/prefixes.json")
    assert (response.status_code, response.content_type) == (200, "application/json")
    published = json.loads(response.data)
    declared = _rows(
        client, "SELECT ?p ?n { GRAPH ?g { [] sh:declare ?d . ?d sh:prefix ?p ; sh:namespace ?n } }"
    )
    assert published == dict(declared)
    for prefix, namespace in published.items():
        assert _rows(client, f"SELECT (STR({prefix}:x) AS ?iri) {{}}") == [[f"{namespace}x"]]
    assert _rows(client, "PREFIX foaf: <urn:own:> SELECT (STR(foaf:x) AS ?iri) {}") == [["urn:own:x"]]
    tag = {"If-None-Match": response.headers["ETag"]}
    assert client.get("/prefixes.json", headers=tag).status_code == 304


def test_the_context_is_served_and_does_not_change(client: FlaskClient) -> None:
    version = max(CONTEXTS, key=int)
    response = client.get(f"/context/{version}")
    assert (response.status_code, response.content_type) == (200, "application/ld+json")
    context = json.loads(response.data)["@context"]
    assert hashlib.sha256(json.dumps(context, sort_keys=True).encode()).hexdigest() == CONTEXTS[version]
    assert client.get("/context/0").status_code == 404
    for path in ("/doc/organization/beta.jsonld", f"/sparql?format=jsonld&query=DESCRIBE<{AGREEMENT}>"):
        own = json.loads(client.get(path).data)["@context"]
        assert own.items() <= context.items()


@pytest.mark.parametrize(
    "path",
    [
        "/doc/organization/beta.ttl",
        "/doc/organization/beta.trig",
        "/graph/source/first.ttl",
        "/graph/source/first.trig",
        "/graph/inferred.ttl",
        "/browse/kind/organization.ttl",
        "/dataset.ttl",
        "/history.ttl",
        "/sparql?format=ttl",
        f"/sparql?format=ttl&query=DESCRIBE<{AGREEMENT}>",
    ],
)
def test_a_short_document_declares_the_prefixes_that_it_uses_and_no_others(
    client: FlaskClient, path: str
) -> None:
    response = client.get(path)
    assert response.status_code == 200, response.text
    lines = response.text.splitlines()
    declarations = [line.split()[1] for line in lines if line.startswith("@prefix ")]
    rest = " ".join(line for line in lines if not line.startswith("@prefix "))
    assert declarations
    # "a" stands for a name with the one, and plain texts have a datatype with the other.
    assert {prefix for prefix in declarations if prefix not in rest} <= {"rdf:", "xsd:"}


def _sd(name: str) -> URIRef:
    return URIRef(f"http://www.w3.org/ns/sparql-service-description#{name}")


def _void_triples() -> URIRef:
    return URIRef("http://rdfs.org/ns/void#triples")


def _description(client: FlaskClient) -> Graph:
    return Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).data, format="turtle")


def test_every_format_of_the_description_is_served(client: FlaskClient) -> None:
    told = {str(row) for row in _description(client).objects(None, _sd("resultFormat"))}
    assert len(told) == len(RESULTS) + len(GRAPHS)
    for query, formats in (("SELECT * { ?s a ?c } LIMIT 1", RESULTS), (f"DESCRIBE <{AGREEMENT}>", GRAPHS)):
        for each in formats:
            asked = {"query": query}
            response = client.get("/sparql", query_string=asked, headers={"Accept": each.media_type})
            assert (response.status_code, response.content_type) == (200, each.content_type)


def test_the_description_counts_as_the_endpoint_counts(client: FlaskClient) -> None:
    graph = _description(client)
    described = {
        (str(name), int(str(count)))
        for slot in graph.objects(None, _sd("namedGraph"))
        for name in graph.objects(slot, _sd("name"))
        for count in graph.objects(name, _void_triples())
    }
    counted = _rows(client, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert described == {(name, int(count)) for name, count in counted}
    default = next(graph.objects(None, _sd("defaultGraph")))
    ((total,),) = _rows(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert {str(each) for each in graph.objects(default, _void_triples())} == {total}
    assert (f"{BASE}sparql", f"{BASE}sparql") in {
        (str(s), str(o)) for s, o in graph.subject_objects(_sd("endpoint"))
    }
    assert any("10 s and 256 MiB" in str(each) for each in graph.objects())


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_the_description_comes_in_every_graph_format(client: FlaskClient, path: str) -> None:
    for each in GRAPHS:
        response = client.get(path, headers={"Accept": each.media_type})
        assert (response.status_code, response.content_type) == (200, each.content_type)

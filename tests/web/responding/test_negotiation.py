"""Which format answers which Accept header."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from accordgraph.engine.formats import GRAPHS, PAGE, RESULTS
from accordgraph.graph.dumping.jsonld import CONTEXT_VERSION
from accordgraph.web.responding.negotiation import negotiate, negotiate_language, parse_accept
from accordgraph.web.responding.representation import DOCUMENT
from accordgraph.web.serving.packing import reads_packed
from growth import is_linear

_CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
_FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_RDFLIB = "text/turtle, application/rdf+xml;q=0.9, application/n-triples;q=0.9, application/ld+json;q=0.8"
_JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
    "application/n-quads,text/n3,*/*;q=0.1"
)
_RDF4J = (
    "application/rdf+xml;q=0.8, application/xml;q=0.8, text/xml;q=0.8, text/turtle, application/x-turtle, "
    "application/ld+json;q=0.8"
)
_RAPPER = (
    "application/rdf+xml, text/rdf;q=0.6, application/ld+json, application/n-triples;q=0.7, "
    "text/plain;q=0.1, "
    "text/turtle, application/x-turtle;q=0.8, */*;q=0.1"
)
_COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/html;q=0.2"
)
_COMUNICA_RESULTS = "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7"
_WRAPPER = "application/sparql-results+json,application/json,text/javascript,application/javascript"
_SPARQLSTORE = "application/sparql-results+xml, application/rdf+xml"

#: Accept header -> format of a document, of results; None: not acceptable.
ACCEPTS = [
    (None, "ttl", "json"),
    ("", "ttl", "json"),
    ("*/*", "ttl", "json"),
    ("*", "ttl", "json"),
    ("text/html", "html", None),
    ("application/xhtml+xml", "html", None),
    ("application/xhtml+xml, text/turtle;q=0.9", "html", None),
    ("application/xhtml+xml, application/rdf+xml", "rdf", None),
    ("application/rdf+xml, application/xhtml+xml;q=0.9", "rdf", None),
    ("application/xhtml+xml, text/html;q=0", None, None),
    ("application/xhtml+xml;q=0, text/html", "html", None),
    ("application/xhtml+xml;q=0, */*", "ttl", "json"),
    (_CHROME, "html", "xml"),
    (_FIREFOX, "html", "xml"),
    (_RDFLIB, "ttl", None),
    (_JENA, "ttl", "json"),
    (_RDF4J, "ttl", "xml"),
    (_RAPPER, "rdf", "json"),
    (_COMUNICA, "nq", None),
    (_COMUNICA_RESULTS, None, "json"),
    (_WRAPPER, "jsonld", "json"),
    (_SPARQLSTORE, "rdf", "xml"),
    ("text/turtle", "ttl", None),
    ("text/turtle;charset=utf-8", "ttl", None),
    ("TEXT/Turtle ; Charset=UTF-8", "ttl", None),
    ("application/x-turtle", "ttl", None),
    ("text/n3", "ttl", None),
    ("application/n-triples", "nt", None),
    ("text/plain", "nt", None),
    ("application/rdf+xml", "rdf", None),
    ("application/xml", "rdf", "xml"),
    ("text/xml", "rdf", "xml"),
    ("application/ld+json", "jsonld", None),
    ("application/n-quads", "nq", None),
    ("application/trig", "trig", None),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "jsonld", None),
    ('application/ld+json;profile="a,b;q=0";q=0.5, text/turtle;q=0.4', "jsonld", None),
    ("application/json", "jsonld", "json"),
    ("application/sparql-results+json", None, "json"),
    ("application/sparql-results+xml", None, "xml"),
    ("text/csv", None, "csv"),
    ("text/tab-separated-values", None, "tsv"),
    ("text/csv;header=present", None, "csv"),
    ("text/*", "ttl", "csv"),
    ("application/*", "nt", "json"),
    ("image/png", None, None),
    ("image/png, */*;q=0.1", "ttl", "json"),
    ("text/turtle;q=0", None, None),
    ("text/turtle;q=0, */*", "nt", "json"),
    ("text/turtle;q=0, text/*", "html", "csv"),
    ("text/turtle;q=0, text/html;q=0, text/*", None, "csv"),
    ("*/*;q=0", None, None),
    ("*/*, text/csv;q=0.5", "ttl", "json"),
    ("text/html;q=0.5, text/turtle;q=0.4", "html", None),
    ("text/html;q=0.4, text/turtle;q=0.5", "ttl", None),
    ("application/rdf+xml, text/turtle", "rdf", None),
    ("text/turtle, application/rdf+xml", "ttl", None),
    ("*/*, application/rdf+xml", "rdf", "json"),
    ("text/turtle;q=0.9, application/rdf+xml;q=0.90", "ttl", None),
    ("application/sparql-results+xml;q=0.5, application/sparql-results+json;q=0.4", None, "xml"),
    ("text/turtle;q=2, application/rdf+xml;q=0.1", "rdf", None),
    ("text/turtle;q=x", "ttl", "json"),
    ("text/turtle;q=0.1234, text/csv", None, "csv"),
    (";;;,,,", "ttl", "json"),
    ("nonsense", "ttl", "json"),
    ("nonsense, text/csv", None, "csv"),
    ("text/", "ttl", "json"),
    ('text/turtle;a="unclosed', "ttl", None),
    (" , text/turtle , ", "ttl", None),
    ("text/turtle;level=1;q=0.2, application/rdf+xml;q=0.1", "ttl", None),
    ("application/sparql-results+json, */*;q=0.01", "ttl", "json"),
]  # fmt: skip


#: What hostile headers are made of: an item that is repeated, and what comes before.
HOSTILE = [
    ('"', '\\"'),
    ("", '"'),
    ("", 'text/html;q="'),
    ("", "; "),
    ("", ","),
    ("", "text/turtle,"),
    ("a;", "a="),
]


@pytest.mark.parametrize(("before", "item"), HOSTILE)
def test_a_hostile_header_takes_linear_time(before: str, item: str) -> None:
    def prepare(length: int) -> Callable[[], object]:
        header = before + item * (length // len(item))
        return lambda: (negotiate(header, DOCUMENT), negotiate_language(header, ("en", "ja")))

    assert is_linear(prepare, 20_000)


#: Accept-Encoding -> whether its client reads gzip.
ENCODINGS = [
    ("", False),
    ("gzip", True),
    ("deflate, gzip;q=1.0, *;q=0.5", True),
    ("GZIP;Q=0.5, gzip;q=0.5", True),
    ("gzip;q=0", False),
    ("*, gzip;q=0.0", False),
    ("x-gzip;q=1", False),
    ("br;q=1, identity", False),
]


@pytest.mark.parametrize(("sent", "expected"), ENCODINGS)
def test_gzip_is_read_by_whoever_says_so(sent: str, expected: bool) -> None:
    assert reads_packed({"HTTP_ACCEPT_ENCODING": sent}) is expected


def test_whether_gzip_is_read_is_found_out_in_linear_time() -> None:
    def prepare(number: int) -> Callable[[], bool]:
        sent = {"HTTP_ACCEPT_ENCODING": "gzip;q=1," + "a;q=1," * number}
        return lambda: reads_packed(sent)

    assert prepare(40_000)()
    assert is_linear(prepare, 4_000)


@pytest.mark.parametrize(("accept", "document", "results"), ACCEPTS)
def test_negotiate(accept: str | None, document: str | None, results: str | None) -> None:
    found = [negotiate(accept, offered) for offered in (DOCUMENT, RESULTS)]
    assert [each and each.name for each in found] == [document, results]


def test_the_offers_are_those_of_the_table() -> None:
    assert (*GRAPHS, PAGE) == DOCUMENT


LANGUAGES = [
    (None, "en"),
    ("", "en"),
    ("ja", "ja"),
    ("ja-JP", "ja"),
    ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
    ("en-US,en;q=0.9,ja;q=0.8", "en"),
    ("fr, ja;q=0.5", "ja"),
    ("fr", "en"),
    ("*", "en"),
    ("ja;q=0, en", "en"),
    ("jav", "en"),
]


@pytest.mark.parametrize(("header", "language"), LANGUAGES)
def test_negotiate_language(header: str | None, language: str) -> None:
    assert negotiate_language(header, ("en", "ja")) == language


#: What clients send when they follow an address or load a document.
FOLLOWING = {
    "curl": "*/*",
    "Chrome": _CHROME,
    "Firefox": _FIREFOX,
    "Safari": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "rdflib": _RDFLIB,
    "rdflib's SPARQLStore": _SPARQLSTORE,
    "Jena": _JENA,
    "RDF4J": _RDF4J,
    "rapper": _RAPPER,
    "Comunica": _COMUNICA,
    "SPARQLWrapper, any": "*/*",
    "SPARQLWrapper, graph": (
        "text/turtle,application/turtle,text/rdf+n3,application/n-triples,application/n3,text/n3,"
        "application/rdf+xml,text/plain,*/*"
    ),
    "OWL API, as Protege has it": (
        "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
    ),
    "wget": "*/*",
    "JSON-LD libraries": 'application/ld+json;profile="http://www.w3.org/ns/json-ld#context", */*;q=0.1',
    "LodView": "application/n-triples, text/turtle;q=0.5",
    "a crawler": "text/html,application/signed-exchange;v=b3,application/xml;q=0.9,*/*;q=0.8",
}
#: Every kind of address that has something to say, and whether it has it as RDF.
PLACES = [
    ("/", True),
    ("/sparql", True),
    ("/ontology", True),
    ("/ontology.ttl", True),
    ("/shapes", True),
    ("/dataset", True),
    ("/graph/entities", True),
    ("/graph/source/first", True),
    ("/doc/agreement/alpha-beta", True),
    ("/doc/agreement/alpha-beta.html", False),
    ("/.well-known/void", True),
    ("/prefixes.json", False),
    (f"/context/{CONTEXT_VERSION}", False),
    ("/dumps/latest/SHA256SUMS", False),
    ("/health", False),
    ("/ready", False),
    ("/metrics", False),
]


#: Accept header -> the format in which the document of a named graph is sent.
OF_GRAPHS = [
    (None, "ttl"),
    (_CHROME, "html"),
    (_COMUNICA, "jsonld"),
    (_JENA, "ttl"),
    ("application/trig, text/turtle;q=0.5", "ttl"),
    ("application/n-quads, */*;q=0.1", "nq"),
    ("application/n-quads, text/html;q=0.1", "nq"),
    ("application/trig", "trig"),
    ("application/trig, text/turtle;q=0", "trig"),
]


@pytest.mark.parametrize(("accept", "name"), OF_GRAPHS)
def test_who_reads_triples_gets_a_named_graph_as_triples(
    client: FlaskClient, accept: str | None, name: str
) -> None:
    response = client.get("/graph/source/first", headers={"Accept": accept} if accept else {})
    assert response.headers["Content-Location"] == f"first.{name}"


@pytest.mark.parametrize("name", FOLLOWING)
def test_each_client_reads_what_each_address_answers(client: FlaskClient, name: str) -> None:
    accept = FOLLOWING[name]
    for place, is_graph in PLACES:
        path = place
        response = client.get(path, headers={"Accept": accept}, buffered=True)
        if response.status_code == 302:
            path = urljoin(path, response.headers["Location"])
            response = client.get(path, headers={"Accept": accept}, buffered=True)
        assert response.status_code == 200, (name, path)
        fixed = "." in path.rpartition("/")[2]
        wanted = {each.name for each in parse_accept(accept) if each.quality > 0}
        found = response.mimetype or ""
        known = {found, *_SYNONYMS.get(found, ()), "*/*"}
        assert not is_graph or fixed or known & wanted, (name, path, found)
        if is_graph and found in _SYNONYMS:
            form = ox.RdfFormat.from_media_type(found)
            assert sum(1 for _ in ox.parse(response.data, format=form)) > 0


_SYNONYMS = {each.media_type: each.synonyms for each in GRAPHS}

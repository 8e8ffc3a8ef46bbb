"""Which format answers which Accept header."""

from __future__ import annotations

import pytest

from accordgraph.engine.formats import GRAPHS, PAGE, RESULTS
from accordgraph.web.negotiation import negotiate, negotiate_language
from accordgraph.web.responses import DOCUMENT

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

"""The SPARQL endpoint, as the protocol says (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from accordgraph.engine.formats import FORMATS as FORMAT_TABLE
from accordgraph.engine.formats import by_name
from accordgraph.web.parameters import LONGEST_ADDRESS, read_request
from growth import is_linear

from .content import AGREEMENT, BASE

PARTIES = f"SELECT ?party WHERE {{ <{AGREEMENT}> <{BASE}ontology#hasParty> ?party }} ORDER BY ?party"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
XML, RDF_XML = "application/sparql-results+xml; charset=utf-8", "application/rdf+xml; charset=utf-8"
JSON = "application/json"
UPDATE = "application/sparql-update"
PAGE = "text/html; charset=utf-8"
HTML = {"Accept": "text/html"}
#: What must be percent-encoded in a form; people leave the rest as it is.
ESCAPED = str.maketrans({each: quote(each) for each in "%&+"})

NUMBERS = f"VALUES ?a {{ {' '.join(map(str, range(1000)))} }}"

LONG = "'" + "a/" * 20_000 + "'"

#: How to ask a query -> arguments of the client's `open`.
WAYS: list[tuple[str, dict[str, Any]]] = [
    ("get", {"method": "GET", "query_string": {"query": PARTIES}}),
    ("form", {"method": "POST", "data": {"query": PARTIES}}),
    ("direct", {"method": "POST", "data": PARTIES, "content_type": DIRECT}),
    ("query", {"method": "QUERY", "data": PARTIES, "content_type": DIRECT}),
    ("version", {"method": "GET", "query_string": {"query": PARTIES, "version": "1.2"}}),
    ("direct with version", {"method": "POST", "data": PARTIES, "content_type": f"{DIRECT};version=1.2"}),
    ("direct with charset", {"method": "POST", "data": PARTIES, "content_type": f"{DIRECT};charset=utf-8"}),
    ("direct in ASCII", {"method": "POST", "data": PARTIES, "content_type": f"{DIRECT};charset=US-ASCII"}),
    (
        "form as Latin-1",
        {"method": "POST", "data": f"query={quote(PARTIES)}", "content_type": f"{FORM}; charset=ISO-8859-1"},
    ),
]


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
@pytest.mark.parametrize("arguments", [way for _, way in WAYS], ids=[name for name, _ in WAYS])
def test_each_way_of_asking_is_answered(client: FlaskClient, path: str, arguments: dict[str, Any]) -> None:
    response = client.open(path, **arguments)
    assert response.status_code == 200
    assert response.content_type == "application/sparql-results+json"
    parties = [row["party"]["value"] for row in json.loads(response.data)["results"]["bindings"]]
    assert parties == [f"{BASE}id/organization/alpha-university", f"{BASE}id/organization/beta"]


#: Accept, ?format= -> Content-Type of a SELECT's answer, of a DESCRIBE's.
FORMATS = [
    (None, None, "application/sparql-results+json", "text/turtle; charset=utf-8"),
    ("text/csv", None, "text/csv; charset=utf-8", 406),
    ("text/tab-separated-values", None, "text/tab-separated-values; charset=utf-8", 406),
    ("application/sparql-results+xml, application/rdf+xml", None, XML, RDF_XML),
    ("application/ld+json", None, 406, "application/ld+json"),
    ("text/html", None, "text/html; charset=utf-8", "text/html; charset=utf-8"),
    ("image/png", None, 406, 406),
    ("text/html", "csv", "text/csv; charset=utf-8", 406),
    ("image/png", "nt", 406, "application/n-triples"),
    (None, "application/sparql-results+xml", XML, 406),
    # As it arrives where nobody wrote + as %2B.
    (None, "application/sparql-results json", "application/sparql-results+json", 406),
    (None, "rdf xml", 406, RDF_XML),
    (None, "srj", "application/sparql-results+json", 406),
    (None, "html", "text/html; charset=utf-8", "text/html; charset=utf-8"),
    (None, "nonsense", 400, 400),
    (None, "json", "application/sparql-results+json", "application/ld+json"),
    (None, "xml", XML, RDF_XML),
    (None, "turtle", 406, "text/turtle; charset=utf-8"),
    (None, "application/json", "application/sparql-results+json", "application/ld+json"),
    ("application/n-quads", None, 406, "application/n-quads"),
    (None, "trig", 406, "application/trig"),
    (None, "application/x-json+ld,application/ld+json", 406, "application/ld+json"),
    ("application/json", None, "application/sparql-results+json", "application/ld+json"),
    ("text/plain", None, 406, "application/n-triples"),
    ("application/sparql-results+json;charset=utf-8", None, "application/sparql-results+json", 406),
    ("*/*", None, "application/sparql-results+json", "text/turtle; charset=utf-8"),
    ("text/*", None, "text/csv; charset=utf-8", "text/turtle; charset=utf-8"),
    ("text/*, text/turtle;q=0", None, "text/csv; charset=utf-8", PAGE),
    ("text/*, text/turtle;q=0, text/html;q=0", None, "text/csv; charset=utf-8", 406),
    ("text/*, text/csv;q=0", None, "text/tab-separated-values; charset=utf-8", "text/turtle; charset=utf-8"),
    ("text/*, text/turtle;q=0.1", None, "text/csv; charset=utf-8", PAGE),
    ("text/turtle, text/*;q=0.1", None, "text/csv; charset=utf-8", "text/turtle; charset=utf-8"),
    ("text/turtle;q=0, */*", None, "application/sparql-results+json", "application/n-triples"),
    ("application/*, application/n-triples;q=0", None, "application/sparql-results+json", RDF_XML),
    ("text/csv, text/html;q=0.5", None, "text/csv; charset=utf-8", PAGE),
    ("text/turtle, text/html;q=0.5", None, PAGE, "text/turtle; charset=utf-8"),
    ("text/turtle;q=0.4, text/csv, text/html;q=0.5", None, "text/csv; charset=utf-8", PAGE),
    ("application/xhtml+xml", None, PAGE, PAGE),
    ("text/*;q=0.1, */*;q=0", None, "text/csv; charset=utf-8", "text/turtle; charset=utf-8"),
    ("application/sparql-results+json,application/json,text/javascript,application/javascript", None,
     "application/sparql-results+json", "application/ld+json"),
    ("application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7,text/turtle;q=0.6", None,
     "application/sparql-results+json", "text/turtle; charset=utf-8"),
    ("application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7,"
     " text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1", None,
     "application/sparql-results+json", "application/ld+json"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", None,
     "text/html; charset=utf-8", "text/html; charset=utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("accept", "name", "select", "describe"), FORMATS)
def test_accept_and_format_choose(
    client: FlaskClient, accept: str | None, name: str | None, select: str | int, describe: str | int
) -> None:
    headers = {"Accept": accept} if accept else {}
    for query, expected in ((PARTIES, select), (f"DESCRIBE <{AGREEMENT}>", describe)):
        parameters = {"query": query, **({"format": name} if name else {})}
        response = client.get("/sparql", query_string=parameters, headers=headers)
        if isinstance(expected, int):
            assert response.status_code == expected
        else:
            assert (response.status_code, response.content_type) == (200, expected)
            assert "Accept" in response.headers["Vary"]


#: Request -> status, a part of the detail.
ERRORS: list[tuple[str, dict[str, Any], int, str]] = [
    ("syntax", {"query_string": {"query": "SELECT *\nWHERE { ?s ?p }"}}, 400, "Line 2, column 15"),
    ("two queries", {"query_string": "query=ASK{}&query=ASK{}"}, 400, "asks one query; this one has 2"),
    ("query twice", {"method": "POST", "query_string": "query=A", "data": {"query": "B"}}, 400, "has 2"),
    ("no query", {"method": "POST", "data": {"x": "y"}}, 400, "There is no query"),
    ("graph only", {"query_string": "default-graph-uri=http://x/"}, 400, "There is no query"),
    ("a graph of a store", {"query_string": f"graph={BASE}graph/entities"}, 400, "There is no query"),
    ("the default graph of a store", {"query_string": "default"}, 400, "There is no query"),
    ("another name", {"query_string": {"q": "SELECT * { ?s ?p ?o }"}}, 400, "parameter query, not as 'q'"),
    ("a capital letter", {"query_string": {"x": "", "Query": "# all\n\nask{}"}}, 400, "not as 'Query'"),
    ("another name in a form", {"method": "POST", "data": {"sparql": "BASE <urn:x>\nASK {}"}}, 400,
     "query, not as 'sparql'"),
    ("a long name", {"query_string": {"x" * 10_000: "DESCRIBE<urn:x>"}}, 400, "xxx...'"),
    ("no name", {"query_string": "SELECT%20*%20%7B%20%3Fs%20%3Fp%201%20%7D"}, 400, "There is no query: send"),
    ("relative graph", {"query_string": "query=ASK{}&default-graph-uri=x"}, 400, "not an absolute IRI"),
    ("long graph", {"query_string": f"query=ASK{{}}&named-graph-uri={'x' * 10_000}"}, 400, "xxx...' is not"),
    ("long format", {"query_string": f"query=ASK{{}}&format={'x' * 10_000}"}, 400, "xxx...'; there are"),
    ("long function", {"query_string": {"query": f"ASK {{ FILTER(<urn:{'x' * 9_999}>(1)) }}"}}, 400, "x...>"),
    ("long predicate", {"query_string": {"query": f"CONSTRUCT {{ <urn:a> <urn:{'x' * 10_000}/1> 1 }} {{}}",
                                         "format": "xml"}}, 406, "xxx...>"),
    ("bad address", {"query_string": "query=ASK%20%7B%7D%FF"}, 400, "not UTF-8"),
    ("bad form", {"method": "POST", "data": b"query=%FF", "content_type": FORM}, 400, "not UTF-8"),
    ("bad body", {"method": "POST", "data": b"ASK {} #\xff", "content_type": DIRECT}, 400, "byte 9 is wrong"),
    ("other body", {"method": "POST", "data": "{}", "content_type": JSON}, 415, JSON),
    ("no type", {"method": "POST", "data": b"ASK {}"}, 415, "not as nothing"),
    ("service", {"query_string": {"query": "ASK { SERVICE <http://x/> {} }"}}, 403, "never reach"),
    ("update", {"query_string": {"query": "DROP ALL"}}, 403, "only answers queries"),
    ("update form", {"method": "POST", "data": {"update": "DROP ALL"}}, 403, "nothing can be changed"),
    ("update address", {"method": "POST", "query_string": "update=DROP ALL"}, 403, "nothing can be changed"),
    ("update body", {"method": "POST", "data": "DROP ALL", "content_type": UPDATE}, 403, "nothing"),
    ("method", {"method": "DELETE"}, 405, "does not answer DELETE, but GET,"),
    ("compressed", {"method": "POST", "data": b"\x1f\x8b", "content_type": DIRECT,
                    "headers": {"Content-Encoding": "gzip"}}, 415, "not as gzip"),
    ("latin", {"method": "POST", "data": "ASK { FILTER('\u00e9' = '') }", "content_type":
               f"{DIRECT}; charset=iso-8859-1"}, 415, "not in iso-8859-1"),
    ("wide", {"method": "POST", "data": "ASK {}", "content_type": f"{DIRECT};charset=utf-16"}, 415, "utf-16"),
    ("escaped", {"method": "POST", "data": "query=A", "content_type": f"{FORM};charset=utf-7"}, 415, "utf-7"),
    ("empty graph", {"query_string": "query=ASK{}&default-graph-uri="}, 400, "'' is not an absolute IRI"),
    ("no format of a description", {"query_string": "format=csv"}, 406, "text/turtle"),
    ("small letters", {"environ_overrides": {"REQUEST_METHOD": "get"}}, 501, "no method get"),
    ("too large", {"method": "POST", "data": b"#" * (17 << 20), "content_type": DIRECT}, 413, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "status", "detail"), [row[1:] for row in ERRORS], ids=[row[0] for row in ERRORS]
)
def test_errors_say_what_is_wrong(
    client: FlaskClient, arguments: dict[str, Any], status: int, detail: str
) -> None:
    response = client.open("/sparql", **arguments)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    problem = json.loads(response.data)
    assert problem["status"] == status
    assert detail in problem["detail"]
    assert len(response.data) < 2000
    assert "Traceback" not in response.text
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    if status == 405:
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST, QUERY"
    if status == 415:
        assert response.headers["Accept-Encoding"] == "identity"
        assert response.headers["Accept-Post"] == response.headers["Accept-Query"] == f"{FORM}, {DIRECT}"


@pytest.mark.parametrize(
    "parameters",
    ["_=1764417600", "version=1.2", "utm_campaign=select-2026", "q=", "q=asking", "lang=ja", "SELECT"],
)
def test_parameters_that_hold_no_query_change_nothing_of_the_description(
    client: FlaskClient, parameters: str
) -> None:
    expected = client.get("/sparql")
    assert (expected.status_code, expected.content_type) == (200, "text/turtle; charset=utf-8")
    response = client.get(f"/sparql?{parameters}")
    assert (response.status_code, response.data) == (200, expected.data)


@pytest.mark.parametrize("piece", [" ", "#", "#\n", " #\n", "# ask\n"])
def test_what_may_be_a_query_by_another_name_is_read_in_linear_time(piece: str) -> None:
    def prepare(length: int) -> Callable[[], object]:
        environ = {"REQUEST_METHOD": "GET", "QUERY_STRING": f"q={quote(piece * (length // len(piece)))}"}
        return lambda: read_request(environ)

    assert is_linear(prepare, 20_000)


@pytest.mark.parametrize("parameter", [";", ";a=b", ';a="b"', ";a*=utf-8''%41"])
def test_a_hostile_type_of_a_body_takes_linear_time(parameter: str) -> None:
    def prepare(length: int) -> Callable[[], object]:
        told = FORM + parameter * (length // len(parameter))
        environ = {"REQUEST_METHOD": "GET", "QUERY_STRING": "query=ASK{}", "CONTENT_TYPE": told}
        return lambda: read_request(environ)

    assert is_linear(prepare, 20_000)


@pytest.mark.parametrize("content_type", [FORM.title(), f"{FORM.upper()} ; CHARSET=utf8"])
def test_the_type_of_a_body_may_be_written_in_any_case(client: FlaskClient, content_type: str) -> None:
    response = client.post("/sparql", data="query=ASK{}", content_type=content_type)
    assert response.json == {"head": {}, "boolean": True}


def test_a_syntax_error_is_told_to_programs_and_people(client: FlaskClient) -> None:
    query = {"query": "SELECT *\nWHERE { ?s skoz:label ?o }"}
    problem = json.loads(client.get("/sparql", query_string=query).data)
    assert problem["type"] == f"{BASE}problem/query-syntax"
    assert (problem["line"], problem["column"]) == (2, 12)
    assert (problem["token"], problem["hint"][:20]) == ("skoz:label", "Did you mean skos: ?")
    page = client.get("/sparql", query_string=query, headers=HTML)
    assert (page.status_code, page.content_type) == (400, "text/html; charset=utf-8")
    assert "The prefix skoz: is not declared." in page.text
    assert "WHERE { ?s skoz:label ?o }</textarea>" in page.text
    text = client.get("/sparql", query_string=query, headers={"Accept": "text/plain"})
    assert text.status_code == 400


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("ASK { FILTER(true && true) }", "true"),
        ("ASK { FILTER('a+b' = CONCAT('a', '+', 'b')) }", "true"),
        ("ASK { FILTER(STRLEN('%20') = 3) }", "true"),
        ("ASK { FILTER('\U0001f600' = '\U0001f600') }\r\n", "true"),
        ("ASK { FILTER('%2520' = CONCAT('%25', '20') && STRLEN('%2B') = 3) }", "true"),
        ("ASK { FILTER(STRLEN('日本é') = 3) }", "true"),
        ("ASK {}" + " " * 100_000, "true"),
    ],
)
def test_no_character_of_a_query_is_changed_on_its_way(client: FlaskClient, query: str, value: str) -> None:
    answers = [
        client.get(f"/sparql?format=csv&query={quote(query)}"),
        client.post("/sparql?format=csv", data={"query": query}),
        client.post("/sparql?format=csv", data=query.encode(), content_type=DIRECT),
        # As people type it into a command line: not all of it is percent-encoded.
        client.post("/sparql?format=csv", data=f"query={query.translate(ESCAPED)}", content_type=FORM),
    ]
    assert [answer.text for answer in answers] == [value] * 4


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("# Who is party to what?\nASK {}", "who-is-party-to-what"),
        ("# " + "word " * 20 + "\nASK {}", "-".join(["word"] * 12)),
        ("# 誰が?\nASK {}", "answer"),
        ("ASK {} # no beginning", "answer"),
    ],
)
def test_an_answer_that_a_form_asks_for_is_saved_by_its_question_and_snapshot(
    client: FlaskClient, query: str, name: str
) -> None:
    snapshot = json.loads(client.get("/ready").data)["snapshot"][:8]
    response = client.get("/sparql", query_string={"query": query, "format": "json"})
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}-{snapshot}.json"'
    assert "Content-Disposition" not in client.get("/sparql", query_string={"query": query}).headers


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    query = {"query": PARTIES}
    get, head = client.get("/sparql", query_string=query), client.head("/sparql", query_string=query)
    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Vary"):
        assert head.headers[name] == get.headers[name]


def test_preflight(client: FlaskClient) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Headers": "accept, x-own"}
    response = client.options("/sparql", headers=asked)
    assert (response.status_code, response.data) == (204, b"")
    assert not {"Content-Type", "Content-Length"} & set(response.headers.keys())
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST, QUERY"
    assert response.headers["Access-Control-Allow-Methods"] == response.headers["Allow"]
    assert response.headers["Access-Control-Allow-Headers"] == "accept, x-own"
    assert response.headers["Accept-Query"] == f"{FORM}, {DIRECT}"
    assert client.options("/sparql/queries/x").headers["Allow"] == "DELETE, OPTIONS"
    for path in ("/", "/id/agreement/alpha-beta", "/nowhere", "*"):
        response = client.open(path, method="OPTIONS", headers=asked)
        assert (response.status_code, response.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
        assert response.headers["Access-Control-Allow-Origin"] == "*"


#: What clients send when they ask -> the format of results, of graphs.
_SPARQLSTORE = "application/sparql-results+xml, application/rdf+xml"
_JENA_SELECT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
    "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1"
)
_JENA_GRAPH = "text/turtle, application/n-triples;q=0.9, application/ld+json;q=0.8, */*;q=0.3"
_RDF4J_SELECT = (
    "application/x-binary-rdf-results-table;q=0.8, application/sparql-results+json;q=0.8, "
    "application/json;q=0.8, application/sparql-results+xml, application/xml, text/csv;q=0.8"
)
_RDF4J_GRAPH = "application/rdf+xml;q=0.8, text/turtle, application/trig;q=0.7, application/n-quads;q=0.7"
_WRAPPER_XML = "application/sparql-results+xml"
_WRAPPER_GRAPH = "text/turtle,application/turtle,text/rdf+n3,application/n-triples,text/n3,text/plain,*/*"
_COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "application/sparql-results+json;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5"
)
_RAPPER = "application/rdf+xml, text/rdf;q=0.6, application/n-triples;q=0.7, text/turtle, */*;q=0.1"
_YASGUI = "application/sparql-results+json,*/*;q=0.9"
CLIENTS = [
    ("curl", "*/*", "json", "ttl"),
    ("none", None, "json", "ttl"),
    ("rdflib's SPARQLStore", _SPARQLSTORE, "xml", "rdf"),
    ("Jena, SELECT", _JENA_SELECT, "json", None),
    ("Jena, graph", _JENA_GRAPH, "json", "ttl"),
    ("RDF4J, SELECT", _RDF4J_SELECT, "xml", None),
    ("RDF4J, graph", _RDF4J_GRAPH, None, "ttl"),
    ("SPARQLWrapper, XML", _WRAPPER_XML, "xml", None),
    ("SPARQLWrapper, graph", _WRAPPER_GRAPH, "json", "ttl"),
    ("Comunica", _COMUNICA, "json", "nq"),
    ("rapper", _RAPPER, "json", "rdf"),
    ("YASGUI", _YASGUI, "json", "ttl"),
]


@pytest.mark.parametrize(("client_name", "accept", "results", "graph"), CLIENTS)
def test_each_client_gets_what_it_reads(
    client: FlaskClient, client_name: str, accept: str | None, results: str | None, graph: str | None
) -> None:
    for query, name in (("SELECT * { ?s a ?c } LIMIT 1", results), (f"DESCRIBE <{AGREEMENT}>", graph)):
        headers = {"Accept": accept} if accept else {}
        response = client.get("/sparql", query_string={"query": query}, headers=headers)
        if name is not None:
            found = by_name(name)
            assert found is not None
            assert (response.status_code, response.content_type) == (200, found.content_type), client_name
            assert response.headers["Vary"] == "Accept"


#: Parameters as SPARQLWrapper and others send them -> status, Content-Type of a SELECT's answer.
NAMED = [
    ({"format": "json", "output": "json", "results": "json"}, 200, "application/sparql-results+json"),
    ({"format": "xml", "output": "xml", "results": "xml"}, 200, XML),
    ({"output": "csv"}, 200, "text/csv; charset=utf-8"),
    ({"format": "csv", "output": "json"}, 200, "text/csv; charset=utf-8"),
    ({"format": "text/tab-separated-values"}, 200, "text/tab-separated-values; charset=utf-8"),
    ({"format": "turtle"}, 406, "application/problem+json"),
    ({"format": ["rdf+xml", ""], "output": ["rdf+xml", ""]}, 406, "application/problem+json"),
    ({"format": ""}, 200, "application/sparql-results+json"),
    ({"format": "no"}, 400, "application/problem+json"),
]


@pytest.mark.parametrize(("parameters", "status", "content_type"), NAMED)
def test_parameters_name_the_format(
    client: FlaskClient, parameters: dict[str, Any], status: int, content_type: str
) -> None:
    response = client.post("/sparql", data={"query": PARTIES, **parameters})
    assert (response.status_code, response.content_type) == (status, content_type)


def test_an_answer_that_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    query = {"query": PARTIES}
    first = client.get("/sparql", query_string=query)
    tag = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/sparql", query_string=query, headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Vary"] == "Accept"
    assert client.get("/sparql", query_string={**query, "format": "csv"}, headers=tag).status_code == 200
    now = {"query": "SELECT (RAND() AS ?n) {}"}
    tag = {"If-None-Match": client.get("/sparql", query_string=now).headers["ETag"]}
    assert client.get("/sparql", query_string=now, headers=tag).status_code == 200


def test_the_bare_endpoint_describes_itself(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=response.data, format="turtle")
    described = "http://www.w3.org/ns/sparql-service-description#"
    (service,) = graph.subjects(RDF.type, URIRef(f"{described}Service"))
    assert service == URIRef(f"{BASE}sparql")
    assert len(set(graph.objects(service, URIRef(f"{described}resultFormat")))) == len(FORMAT_TABLE)
    versions = {str(each) for each in graph.objects(service, URIRef(f"{described}supportedVersion"))}
    assert versions == {f"http://www.w3.org/ns/sparql#version-{each}" for each in ("1.0", "1.1")}
    named = {str(name) for name in graph.objects(None, URIRef(f"{described}name"))}
    rows = client.get("/sparql?format=csv&query=SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").text.split()[
        1:
    ]
    assert named == set(rows)


def test_the_bare_endpoint_is_a_page_for_people(client: FlaskClient) -> None:
    page = client.get("/sparql", headers=HTML)
    assert page.content_type == "text/html; charset=utf-8"
    assert '<form action="./sparql" method="get"' in page.text


def test_the_page_shows_names_and_escapes_everything(client: FlaskClient) -> None:
    hostile = "<script>alert(1)</script>"
    query = f'SELECT ?party ("{hostile}" AS ?text) {{ <{AGREEMENT}> <{BASE}ontology#hasParty> ?party }}'
    page = client.get("/sparql", query_string={"query": query}, headers=HTML).text
    assert ">Beta Corporation</a>" in page
    assert 'href="./doc/organization/beta"' in page
    assert hostile not in page
    assert "&lt;script&gt;" in page
    assert "Yes." in client.get("/sparql", query_string={"query": "ASK {}"}, headers=HTML).text
    graph = client.get("/sparql", query_string={"query": f"DESCRIBE <{AGREEMENT}>"}, headers=HTML).text
    assert "accord:hasParty" in graph


def test_a_text_keeps_its_direction_on_the_page(client: FlaskClient) -> None:
    query = 'SELECT ("abc 123!"@ar--rtl AS ?x) ("abc"@ar AS ?y) {}'
    page = client.get("/sparql", query_string={"query": query}, headers=HTML).text
    assert '<span lang="ar" dir="rtl">abc 123!</span>' in page
    assert '<span lang="ar">abc</span>' in page


#: Query -> what its page says of its size, and how many rows or statements it shows.
SIZES = [
    ("SELECT * {}", "1 row", 1),
    ("SELECT ?s { ?s ?p ?o } LIMIT 7", "7 rows", 7),
    ("SELECT * { ?s ?p ?o FILTER(false) }", "0 rows", 0),
    (f"SELECT * {{ {NUMBERS} }}", "1,000 rows; the first 500 are shown, the downloads have all", 500),
    (
        f"SELECT ?a {{ {NUMBERS} {{ ?s ?p ?o }} UNION {{ ?t ?q ?v }} {{ ?u ?r ?w }} }}",
        "More than 100,000 rows; the first 500 are shown, the downloads have all",
        500,
    ),
    (
        f"CONSTRUCT {{ ?s <urn:p> ?a }} {{ {NUMBERS} BIND(IRI(CONCAT('urn:', STR(?a))) AS ?s) }}",
        "More than 500 statements; the first 500 are shown, the downloads have all",
        500,
    ),
    ("CONSTRUCT { <urn:s> <urn:p> 1 } {}", "1 statement", 1),
]


@pytest.mark.parametrize(("query", "size", "shown"), SIZES)
def test_the_page_says_how_much_there_is_and_shows_the_beginning(
    client: FlaskClient, query: str, size: str, shown: int
) -> None:
    page = client.post("/sparql", data={"query": query}, headers=HTML).text
    assert f'<p class="quiet">{size}</p>' in page
    rows = page.count("<tr>") - 1 if "<table>" in page else page.count("urn:p")
    assert rows == shown + (query.count("urn:p") if "CONSTRUCT" in query else 0)


_MANY_THINGS = f"VALUES ?s {{ <urn:a> <urn:b> }} {NUMBERS}"
#: Query -> the columns of which its page says that no row has a value for them.
LACKING = {
    "SELECT ?s ?lable (GROUP_CONCAT(?s) AS ?all) { VALUES ?s { <urn:a> } } GROUP BY ?s ?lable": "lable, all",
    "SELECT ?s ?x { VALUES (?s ?x) { (1 UNDEF) (UNDEF 2) } }": "",
    "SELECT ?s ?x { VALUES ?s { 1 } FILTER(false) }": "",
    f"SELECT ?s ?x {{ {_MANY_THINGS} }}": "",  # 2,000 rows, of which the page knows the first alone
}


@pytest.mark.parametrize("query", LACKING)
def test_a_column_that_is_empty_from_top_to_bottom_is_told(client: FlaskClient, query: str) -> None:
    page = client.post("/sparql", data={"query": query}, headers=HTML).text
    told = re.findall(r"No row has a value for ([^:]+): ", page)
    assert told == [LACKING[query]] * bool(LACKING[query])


@pytest.mark.parametrize("query", ["ASK {}", "ASK {"])
@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_the_page_of_an_answer_names_its_language(client: FlaskClient, query: str, tongue: str) -> None:
    headers = {**HTML, "Accept-Language": tongue}
    page = client.get("/sparql", query_string={"query": query}, headers=headers)
    assert page.headers["Content-Language"] == tongue
    assert f'<html lang="{tongue}"' in page.text


def test_the_page_cuts_what_is_too_long_to_read(client: FlaskClient) -> None:
    long = "'" + "x" * 60_000 + "'"
    query = f"SELECT ?n ({long} AS ?text) {{ VALUES ?n {{ {' '.join(map(str, range(400)))} }} }}"
    page = client.post("/sparql", data={"query": query}, headers=HTML)
    assert len(page.data) < 4 << 20
    assert "x" * 2000 + "…<" in page.text
    assert "400 rows" in page.text


def test_a_query_too_long_for_a_link_is_sent_by_the_form(client: FlaskClient) -> None:
    short, long = (f"SELECT * {{}} #{'x' * length}" for length in (100, LONGEST_ADDRESS))
    assert '<a href="./sparql?query=' in client.post("/sparql", data={"query": short}, headers=HTML).text
    page = client.post("/sparql", data={"query": long}, headers=HTML).text
    assert "sparql?query=" not in page.partition('<section class="outcome"')[2].partition("<aside>")[0]
    assert 'method="post"' in page


def test_values_of_every_kind_are_shown(client: FlaskClient) -> None:
    query = "SELECT * { VALUES (?a ?b) { ('chat'@fr 1234567.5) (<urn:x> UNDEF) } BIND(BNODE() AS ?c) }"
    page = client.post("/sparql", data={"query": query}, headers=HTML).text
    for piece in ('<span lang="fr">chat</span>', ">1,234,567.5</span>", "<span></span>", "<span>_:"):
        assert piece in page


def test_the_page_and_its_downloads_ask_the_same_graphs(client: FlaskClient) -> None:
    asked = {
        "query": "SELECT * { ?s ?p ?o }",
        "default-graph-uri": [f"{BASE}graph/source/first", f"{BASE}graph/concepts"],
    }
    page = client.get("/sparql", query_string=asked, headers=HTML).text
    rows = client.get("/sparql", query_string={**asked, "format": "csv"}).text.count("\r\n") - 1
    assert f'<p class="quiet">{rows} rows</p>' in page
    downloads = page.partition('<section class="outcome"')[2]
    address = downloads.partition('<a href="./sparql?query=')[2].partition('"')[0].replace("&amp;", "&")
    answer = client.get(f"/sparql?query={address.replace('format=json', 'format=csv')}").text
    assert answer.count("\r\n") - 1 == rows
    assert page.count('<input type="checkbox" name="default-graph-uri"') == 2


def test_the_page_does_not_wait_for_rows_that_it_only_counts(client: FlaskClient) -> None:
    slow = f"FILTER(STRLEN(ENCODE_FOR_URI(CONCAT({LONG}, STR(?a), STR(?d)))) > 0)"
    page = client.post("/sparql", data={"query": f"SELECT ?a {{ {NUMBERS} ?b ?c ?d {slow} }}"}, headers=HTML)
    assert page.status_code == 200
    assert '<p class="quiet">More than ' in page.text

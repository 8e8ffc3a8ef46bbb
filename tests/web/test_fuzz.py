"""Whatever a request holds: never a 500, a traceback or a path, and afterwards the endpoint still answers.

FUZZ_EXAMPLES=20000 in the environment tries as many requests in each test, and others each time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordgraph.engine.workers.pool import WorkerPool
from accordgraph.web.responding.context import follower
from servers import eventually

from .content import AGREEMENT

#: What a request may be answered with; 503 and 504 are limits, which these queries may well reach.
EXPECTED = {200, 304, 400, 403, 405, 406, 412, 413, 415, 503, 504}
#: What an address other than the endpoint's may be answered with, beside these.
ELSEWHERE = EXPECTED | {204, 206, 301, 302, 303, 308, 404, 410, 416}
_WORDS = (
    "SELECT * ASK CONSTRUCT DESCRIBE WHERE { } ( ) [ ] . ; , ?s ?p ?o a <urn:a> accord:x foo:bar rdfs:y",
    "'x' \"y\"@en ''' 1 1.5 -2e3 true FILTER BIND AS UNION OPTIONAL MINUS GRAPH VALUES SERVICE GROUP BY",
    "ORDER HAVING LIMIT OFFSET 1 COUNT SUM REGEX STRLEN EXISTS NOT IN && || ! = < > + - * / ^ | PREFIX :",
    "DISTINCT FROM NAMED \\ \x00 \ud7ff \U0001f600 # \r\n << >> {| |} @ _:b $v ^^ xsd:integer INSERT",
)
PIECES = [piece for line in _WORDS for piece in line.split(" ")]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=6).map(
        lambda found: f"SELECT * {{ {' '.join(found)} }} LIMIT 5"
    ),
    st.text(max_size=20),
)
ACCEPTS = st.one_of(
    st.sampled_from(("*/*", "text/html", "application/rdf+xml", "text/csv", "application/ld+json;q=0.5", "")),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
)
NAMES = st.sampled_from(
    (
        "query",
        "default-graph-uri",
        "named-graph-uri",
        "format",
        "output",
        "update",
        "version",
        "using-graph-uri",
        "x",
    )
)
TYPES = st.sampled_from(
    (
        "application/sparql-query",
        "application/x-www-form-urlencoded",
        "application/sparql-update",
        "text/plain",
        "a/b; c",
    )
)
TYPES_DIRECT = "application/sparql-query"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
PATHS = st.sampled_from(("/sparql", "/sparql/"))
_EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
SETTINGS = settings(
    max_examples=int(_EXAMPLES or 400),
    deadline=None,
    derandomize=_EXAMPLES is None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


_STEPS = (
    "id doc graph source dumps latest ontology dataset shapes sparql queries static context problem void",
    ".well-known quality agreement organization alpha-beta first 0.1.0 SHA256SUMS style.css . .. a.b.html",
    "alpha-beta.ttl %2e%2e %2F %00 %FF * ~ ; ? .ttl",
)
STEPS = st.sampled_from([step for line in _STEPS for step in line.split(" ")])
ADDRESSES = st.lists(STEPS | st.text(max_size=8), max_size=5).map(lambda steps: "/" + "/".join(steps))
_HEADERS = (
    "Accept Accept-Language Accept-Encoding If-Match If-None-Match If-Modified-Since If-Range Range Host",
    "Query-Id Content-Encoding Content-Type X-Forwarded-For X-Forwarded-Prefix Forwarded Authorization",
    "Cookie Origin Access-Control-Request-Headers Expect Prefer",
)
HEADERS = st.dictionaries(
    st.sampled_from([name for line in _HEADERS for name in line.split(" ")]),
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)
    | st.sampled_from(
        ('"a"', "*", "W/*", "bytes=0-1", "bytes=-", "text/html", "ja", "gzip", "a;q=0", "[::1")
    ),
    max_size=4,
)


def _is_proper(response: Any, expected: set[int] = EXPECTED) -> None:  # noqa: ANN401 - the client's own class
    assert response.status_code in expected, response.text
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    for word in ("Traceback", "site-packages", "/home/", "/tmp/", 'File "'):  # noqa: S108
        assert word not in response.text
    if response.content_type == "application/problem+json" and response.data:  # HEAD has none
        assert json.loads(response.data)["status"] == response.status_code


@pytest.fixture(autouse=True)
def workers(app: Flask) -> Iterator[None]:
    """Whatever a test did, as many query processes wait for work afterwards as before."""
    yield
    with app.app_context():
        live = follower().take()
        try:
            pool = live.pool
            assert isinstance(pool, WorkerPool)
            assert eventually(lambda: pool.busy == 0)
        finally:
            follower().give_back(live)


def test_any_query_text(client: FlaskClient) -> None:
    @SETTINGS
    @given(TEXTS, ACCEPTS)
    def check(text: str, accept: str) -> None:
        _is_proper(client.post("/sparql", data={"query": text}, headers={"Accept": accept}))

    check()
    assert client.get("/sparql?format=csv&query=ASK{}").text == "true"


def test_any_request(client: FlaskClient) -> None:
    @SETTINGS
    @given(
        st.sampled_from(("GET", "POST", "HEAD", "QUERY", "PUT", "DELETE", "PATCH")),
        PATHS,
        st.lists(st.tuples(NAMES, TEXTS), max_size=3),
        st.one_of(st.binary(max_size=40), TEXTS.map(str.encode)),
        TYPES,
        ACCEPTS,
    )
    def check(
        method: str, path: str, pairs: list[tuple[str, str]], body: bytes, media_type: str, accept: str
    ) -> None:
        given_body = body if method in ("POST", "QUERY", "PUT", "PATCH") else None
        response = client.open(
            path,
            method=method,
            query_string=pairs,
            data=given_body,
            content_type=media_type,
            headers={"Accept": accept},
        )
        _is_proper(response)

    check()
    assert client.get("/sparql?format=csv&query=ASK{}").text == "true"


def test_any_text_arrives_as_it_was_sent(client: FlaskClient) -> None:
    """By each way of asking; the engine counts what it got."""

    @SETTINGS
    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
    def check(text: str) -> None:
        escaped = text.translate(_ESCAPES)
        query = f'SELECT (STRLEN("{escaped}") AS ?n) (SHA256("{escaped}") AS ?d) {{}}'
        digest = hashlib.sha256(text.encode()).hexdigest()
        for answer in (
            client.get("/sparql", query_string={"query": query, "format": "csv"}),
            client.post("/sparql", data={"query": query, "format": "csv"}),
            client.post("/sparql?format=csv", data=query.encode(), content_type=TYPES_DIRECT),
            client.open("/sparql?format=csv", method="QUERY", data=query.encode(), content_type=TYPES_DIRECT),
        ):
            assert answer.text == f"n,d\r\n{len(text)},{digest}\r\n"

    check()


def test_any_bytes_in_the_address(client: FlaskClient) -> None:
    @SETTINGS
    @given(st.binary(max_size=30))
    def check(data: bytes) -> None:
        escaped = "".join(f"%{byte:02X}" for byte in data)
        response = client.get(f"/sparql?query={escaped}&default-graph-uri={escaped}")
        _is_proper(response)

    check()
    assert client.get(f"/sparql?query=DESCRIBE<{AGREEMENT}>").status_code == 200


def test_any_address_with_any_headers(client: FlaskClient) -> None:
    @SETTINGS
    @given(st.sampled_from(("GET", "HEAD", "OPTIONS", "POST", "DELETE")), ADDRESSES, HEADERS)
    def check(method: str, address: str, headers: dict[str, str]) -> None:
        path = unquote_to_bytes(address).decode("latin-1")  # as the server passes it on
        with client.open(method=method, headers=headers, environ_overrides={"PATH_INFO": path}) as response:
            _is_proper(response, ELSEWHERE)

    check()
    assert client.get("/health").status_code == 200

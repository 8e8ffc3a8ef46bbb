"""What holds for whatever is answered: open to all sites, HEAD as GET, Vary, problems that say enough."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accordgraph.engine.answering.cache import CacheLimits
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.config import DoorLimits, WebConfig
from applications import application
from servers import ENDLESS

from .content import AGREEMENT

ACCEPTS = ("*/*", "text/html", "text/turtle", "application/rdf+xml", "application/json", "image/png")
GREEDY = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d ?g"
DIRECT = "application/sparql-query"
ASK = "/sparql?query=ASK%7B%7D"


@pytest.fixture(scope="module")
def strict(snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, with little time and little memory for queries, and one download at a time."""
    door = DoorLimits(downloads=1, download_share=1)
    cache = CacheLimits(tmp_path_factory.mktemp("strict"))
    with application(WebConfig(snapshots, PoolLimits(1, 6), 64 << 20, cache=cache, door=door)) as made:
        yield made


#: Status -> a request that is answered with it.
STATUSES: dict[int, dict[str, Any]] = {
    200: {"path": ASK},
    204: {"path": "/sparql", "method": "OPTIONS"},
    206: {"path": "/dumps/latest/SHA256SUMS", "headers": {"Range": "bytes=0-1"}},
    301: {"path": "/doc/organization/beta-incorporated"},
    303: {"path": "/id/agreement/alpha-beta"},
    304: {"path": ASK, "headers": {"If-None-Match": "*"}},
    400: {"path": "/sparql?query=x"},
    403: {"path": f"/sparql?query={quote('ASK { SERVICE <http://x/> {} }')}"},
    404: {"path": "/nowhere"},
    405: {"path": "/sparql", "method": "PUT"},
    406: {"path": ASK, "headers": {"Accept": "image/png"}},
    410: {"path": "/doc/organization/gamma"},
    412: {"path": ASK, "headers": {"If-Match": '"x"'}},
    413: {"path": "/sparql", "method": "POST", "data": b" " * (17 << 20), "content_type": DIRECT},
    415: {"path": "/sparql", "method": "POST", "data": "ASK {}", "content_type": "text/plain"},
    416: {"path": "/dumps/latest/SHA256SUMS", "headers": {"Range": "bytes=999999-"}},
    503: {"path": f"/sparql?query={quote(GREEDY)}"},
    504: {"path": f"/sparql?query={quote(ENDLESS)}"},
}


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_open_to_all_sites(strict: Flask, status: int) -> None:
    arguments = dict(STATUSES[status])
    headers = {"Origin": "https://elsewhere.example", **arguments.pop("headers", {})}
    response = strict.test_client().open(headers=headers, buffered=True, **arguments)
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    exposed = set(response.headers["Access-Control-Expose-Headers"].split(", "))
    assert exposed >= {"Allow", "Content-Location", "ETag", "Link", "Location", "Retry-After"}
    if status >= 400 and status != 410:  # what was withdrawn is still described
        problem = json.loads(response.data)
        assert response.content_type == "application/problem+json"
        assert (problem["status"], bool(problem["title"]), bool(problem["detail"])) == (status, True, True)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Vary"].startswith("Accept")


@pytest.mark.parametrize("accept", ["application/problem+json", "text/html"])
def test_refusals_for_want_of_room_are_open_too_and_say_when_to_come_back(strict: Flask, accept: str) -> None:
    client = strict.test_client()
    many = {"query": "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 50000", "format": "csv"}
    large = client.post("/sparql", data=many)
    refused = client.post("/sparql", data=many, headers={"Accept": accept})
    large.close()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert refused.content_type.startswith(accept)


def _addresses(client: FlaskClient) -> list[str]:
    """Every kind of address: all rules, their places filled with what there is and what there is not."""
    filled = {
        "kind": ("agreement", "dragon"),
        "slug": ("alpha-beta", "nowhere"),
        "name": ("alpha-beta", "SHA256SUMS", "concepts", "nowhere"),
        "version": ("1", "0.1.0", "nowhere"),
        "extension": ("ttl", "html", "nowhere"),
        "folder": ("source",),
        "filename": ("style.css", "nowhere"),
    }
    found = ["/nowhere", ASK, "/sparql?query=x", f"/sparql?query=DESCRIBE%3C{quote(AGREEMENT)}%3E"]
    for rule in client.application.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        paths = [str(rule)]
        for name in rule.arguments - set(rule.defaults or ()):
            pieces = [piece for piece in str(rule).split("<") if piece.partition(">")[0].endswith(name)]
            place = "<" + pieces[0].partition(">")[0] + ">"
            values = filled.get(name, ("nowhere",))
            paths = [path.replace(place, value) for path in paths for value in values]
        found += paths
    return sorted(set(found))


def test_head_is_get_without_its_body_everywhere(client: FlaskClient) -> None:
    addresses = _addresses(client)
    assert len(addresses) > 40
    for path in addresses:
        for accept in ACCEPTS:
            get = client.get(path, headers={"Accept": accept}, buffered=True)
            head = client.head(path, headers={"Accept": accept})
            assert get.status_code < 500, path
            assert (head.status_code, head.data) == (get.status_code, b""), (path, accept)
            own = {"Query-Id", "Date"}  # those that belong to one request
            if path not in ("/metrics", "/ready"):
                told = [(name, value) for name, value in head.headers if name not in own]
                assert told == [(name, value) for name, value in get.headers if name not in own], (
                    path,
                    accept,
                )
            assert head.headers["Access-Control-Allow-Origin"] == "*"
            assert client.options(path).status_code == 204


def test_what_depends_on_accept_says_so(client: FlaskClient) -> None:
    """Whatever an address answers with: where two Accept headers give two answers, each tells it by Vary."""
    for path in _addresses(client):
        answers = {accept: client.get(path, headers={"Accept": accept}, buffered=True) for accept in ACCEPTS}
        seen = {(each.status_code, each.content_type, each.headers.get("ETag")) for each in answers.values()}
        for accept, each in answers.items():
            varies = {name.strip().lower() for name in each.headers.get("Vary", "").split(",")}
            assert len(seen) == 1 or "accept" in varies, (path, accept, seen)
            assert "origin" not in varies
            if each.mimetype == "text/html" and each.status_code == 200:
                japanese = client.get(
                    path, headers={"Accept": accept, "Accept-Language": "ja"}, buffered=True
                )
                if japanese.data != each.data:
                    assert "accept-language" in varies, path
                    assert japanese.headers.get("ETag", "1") != each.headers.get("ETag", "2"), path


#: What is wrong in a query -> line, column and offending token, a part of the hint.
MISTAKES = [
    ("SELECT * WHERE { ?s ?p }", 1, 24, "}", ""),
    ("SELECT *\nWHERE { ?s skoz:label ?o }", 2, 12, "skoz:label", "Did you mean skos:"),
    ("SELECT * WHERE { ?s ?p ?o", 1, 16, "{", ""),
    ("SELEC * { ?s ?p ?o }", 1, 1, "SELEC", "SELECT"),
    ("SELECT ?s\n{ ?s a 'x }", 2, 8, "", ""),
    ("SELECT * { ?s <http://a b> ?o }", 1, 15, "<", ""),
    ("SELECT (COUNT(?s) AS ?s) { ?s ?p ?o } GROUP BY", 1, 47, "", ""),
    ("PREFIX x <http://x/> ASK {}", 1, 8, "", ""),
    ("ASK { ?s ?p ?o } LIMIT x", 1, 24, "x", ""),
    ("SELECT * { FILTER(?x = ) }", 1, 24, ")", ""),
    ("日本 { }", 1, 1, "", ""),
    ("", 1, 1, "", ""),
]


@pytest.mark.parametrize(("query", "line", "column", "token", "hint"), MISTAKES)
def test_a_mistake_is_told_with_its_place(
    client: FlaskClient, query: str, line: int, column: int, token: str, hint: str
) -> None:
    response = client.post("/sparql", data={"query": query})
    problem = json.loads(response.data)
    assert response.status_code == 400
    assert (problem["line"], problem["column"]) == (line, column), problem
    assert token in problem.get("token", "")
    assert hint in problem.get("hint", "")
    assert not {"/", "Error", "Traceback"} & set(problem["detail"].split())


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
@pytest.mark.parametrize("host", [".4", "a..b", f"{'a' * 64}.b"])
def test_a_host_that_is_none_is_refused(client: FlaskClient, method: str, host: str) -> None:
    for _ in range(2):
        client.get("/sparql")  # which is kept, to be sent again to those who name a host
    response = client.open("/sparql", method=method, headers={"Host": host})
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"

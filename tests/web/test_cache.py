"""Answers that are kept: never stale, never another request's, never where each answer is another."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from accordgraph.engine.answering.cache import CacheLimits
from accordgraph.engine.answering.large import LARGE
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.web.config import WebConfig
from accordgraph.web.desk import Desk
from applications import application
from graph import small
from servers import eventually


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[FlaskClient, Desk, Path]]:
    """A client, what its application shares, and the folder of a content that can change."""
    root = small.write(tmp_path / "content")
    build(find_content(root), SnapshotFolder(tmp_path / "snapshots"), keep=3)
    limits, cache = PoolLimits(1, 10), CacheLimits(tmp_path / "cache")
    with application(WebConfig(tmp_path / "snapshots", limits, 256 << 20, cache=cache)) as app:
        yield app.test_client(), app.extensions["accordgraph"], root


LABELS = "SELECT ?label { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label"


def test_a_request_asked_again_is_answered_alike_without_the_engine(
    made: tuple[FlaskClient, Desk, Path],
) -> None:
    client, desk, _ = made
    for arguments in (
        {"method": "GET", "query_string": {"query": LABELS}},
        {"method": "POST", "data": {"query": LABELS}},
        {"method": "POST", "data": LABELS, "content_type": "application/sparql-query"},
    ):
        first = client.open("/sparql", **arguments)
        hits = desk.replay.hits
        again = client.open("/sparql", **arguments)
        assert desk.replay.hits == hits + 1
        assert (again.status_code, again.data) == (200, first.data)
        own = {"Query-Id"}
        assert [pair for pair in first.headers if pair[0] not in own] == list(again.headers)
    assert desk.follower.cache.misses == 1
    assert desk.follower.cache.hits == 2


def test_a_kept_answer_fits_its_request(made: tuple[FlaskClient, Desk, Path]) -> None:
    client, desk, _ = made
    ask: dict[str, Any] = {"query_string": {"query": LABELS}}
    first = client.get("/sparql", **ask)
    head = client.head("/sparql", **ask)
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(first.data)))
    for tag, status in ((first.headers["ETag"], 304), ("*", 304), ('"other"', 200)):
        reply = client.get("/sparql", headers={"If-None-Match": tag}, **ask)
        assert reply.status_code == status
        assert reply.headers["ETag"] == first.headers["ETag"]
        assert reply.headers["Vary"] == first.headers["Vary"]
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert (reply.data == b"") is (status == 304)
    hits = desk.replay.hits
    assert client.get("/sparql", headers={"Accept": "text/csv"}, **ask).mimetype == "text/csv"
    assert desk.replay.hits == hits


def test_nothing_stale_is_sent_after_the_data_changed(made: tuple[FlaskClient, Desk, Path]) -> None:
    client, desk, root = made
    ask: dict[str, Any] = {"query_string": {"query": LABELS}}
    seen = desk.follower.identity
    before = next(client.get("/sparql", **ask) for _ in range(2))
    small.replace(root, "data/entities/all.ttl", '"Beta Corporation"', '"Beta Company"')
    build(find_content(root), SnapshotFolder(root.parent / "snapshots"), keep=3)
    desk.follower.follow()
    assert eventually(lambda: desk.follower.identity != seen)
    for _ in range(2):
        after = client.get("/sparql", headers={"If-None-Match": before.headers["ETag"]}, **ask)
        assert after.status_code == 200
        assert "Beta Company" in after.text
        assert "Beta Corporation" not in after.text


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?n) {}", "SELECT (STRUUID() AS ?n) {}"])
def test_what_is_another_each_time_is_not_kept(made: tuple[FlaskClient, Desk, Path], query: str) -> None:
    client = made[0]
    first, second = (client.get("/sparql", query_string={"query": query}).data for _ in range(2))
    assert first != second


def test_a_large_answer_that_took_long_is_kept_for_the_next_server_too(
    snapshots: Path, tmp_path: Path
) -> None:
    # Counting takes long enough for a file.
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 2000000"
    query = f"SELECT * {{ {{ SELECT (COUNT(*) AS ?n) {{ {many} }} }} ?s ?p ?o . ?t ?q ?u }} LIMIT 10000"
    config = WebConfig(snapshots, PoolLimits(1, 60), 1 << 30, cache=CacheLimits(tmp_path / "cache"))
    seen = set()
    for misses in (1, 0):
        with application(config) as app:
            reply = app.test_client().get("/sparql", query_string={"query": query})
            assert reply.status_code == 200
            assert len(reply.data) > LARGE
            seen.add((reply.headers["ETag"], reply.data))
            assert app.extensions["accordgraph"].follower.cache.misses == misses
    assert len(seen) == 1


@pytest.mark.parametrize("path", ["/", "/doc/agreement/alpha-beta.html", "/sparql?query=ASK%7B%7D"])
def test_a_page_is_compressed_for_whoever_reads_that_and_for_nobody_else(
    made: tuple[FlaskClient, Desk, Path], path: str
) -> None:
    client = made[0]
    page = {"Accept": "text/html"}
    reading = {**page, "Accept-Encoding": "br, gzip;q=0.8"}
    plain = client.get(path, headers=page)
    for _ in range(2):  # made, and sent again
        small = client.get(path, headers=reading)
        assert small.headers["Content-Encoding"] == "gzip"
        assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
        assert gzip.decompress(small.data) == plain.data
        assert small.headers["ETag"] != plain.headers["ETag"]
        assert small.headers["Vary"] == plain.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]
    for encodings in ("identity", "gzip;q=0", "gzip;Q=0", "br"):
        same = client.get(path, headers={**page, "Accept-Encoding": encodings})
        assert (same.data, same.headers.get("Content-Encoding")) == (plain.data, None)
    again = client.get(path, headers={**reading, "If-None-Match": small.headers["ETag"]})
    assert (again.status_code, again.headers["ETag"]) == (304, small.headers["ETag"])
    head = client.head(path, headers=reading)
    assert (head.data, head.headers.get("Content-Encoding")) == (b"", "gzip")


@pytest.mark.parametrize(
    ("path", "accept"), [("/sparql", "text/turtle"), ("/dataset", "application/ld+json")]
)
def test_a_long_description_is_compressed_too_and_answers_never(
    made: tuple[FlaskClient, Desk, Path], path: str, accept: str
) -> None:
    client, wish = made[0], {"Accept": accept, "Accept-Encoding": "gzip"}
    plain = client.get(path, headers={"Accept": accept})
    for _ in range(2):  # made, and sent again
        small = client.get(path, headers=wish)
        assert small.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(small.data) == plain.data
        assert len(small.data) < len(plain.data) / 5
        assert small.headers["ETag"] != plain.headers["ETag"]
    query = {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}
    for other in (
        client.get("/id/agreement/alpha-beta", headers=wish, follow_redirects=True),
        client.get("/sparql", query_string=query, headers=wish),
    ):
        assert "Content-Encoding" not in other.headers

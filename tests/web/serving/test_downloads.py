"""Large answers that are sent at the same time: how many, how large together, and whose."""

from __future__ import annotations

import socket
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from accordgraph.engine.answering.cache import CacheLimits
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.config import DoorLimits, WebConfig
from accordgraph.web.serving.clients import Proxies
from accordgraph.web.serving.sending import Stuck
from applications import application
from servers import Server, eventually

from .asking import LONG, MANY, call, connect


def test_the_slow_downloads_of_a_few_keep_nobody_else_from_one(sparing: Server) -> None:
    query = MANY.replace("500000", "100000")
    address = "/sparql?" + urllib.parse.urlencode({"query": query, "format": "csv"})
    size = len(call(sparing, address)[2])
    assert size > 5 << 20
    connections = []
    for number in range(6):
        reader = connect(sparing)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        host = f"Host: x\r\nX-Forwarded-For: 192.0.2.{number // 3 + 20}\r\n"
        reader.sendall(f"GET {address} HTTP/1.1\r\n{host}\r\n".encode())
        assert b" 200 " in reader.recv(100)
        connections.append(reader)
    try:
        assert call(sparing, address)[0] == 200
        # It is cut off at once, and never looks whole.
        assert eventually(lambda: b"accordgraph_downloads 5\n" in call(sparing, "/metrics")[2])
        received = 0
        while piece := connections[2].recv(1 << 20):
            received += len(piece)
        assert 0 < received < size
    finally:
        for connection in connections:
            connection.close()
    assert eventually(lambda: b"accordgraph_downloads 0\n" in call(sparing, "/metrics")[2])


@pytest.mark.parametrize("folder", ["answers", None])
def test_only_what_is_large_takes_a_place_for_downloads(
    snapshots: Path, tmp_path: Path, folder: str | None
) -> None:
    """Whether it is in a file or, without a folder, in memory."""
    limits = DoorLimits(downloads=1, download_share=1)
    cache = CacheLimits(tmp_path / folder if folder else None)
    with application(WebConfig(snapshots, PoolLimits(1, LONG), 256 << 20, cache=cache, door=limits)) as app:
        client = app.test_client()
        tag = client.get("/ontology.ttl").headers["ETag"]
        large = client.post("/sparql", data={"query": MANY, "format": "csv"})  # and nobody reads it
        assert client.post("/sparql", data={"query": MANY, "format": "csv"}).status_code == 429
        assert client.options("/sparql").status_code == 204
        assert client.get("/ontology.ttl", headers={"If-None-Match": tag}).status_code == 304
        large.close()
        assert client.post("/sparql", data={"query": MANY, "format": "csv"}).status_code == 200


def test_all_answers_that_are_sent_have_a_size_and_each_client_its_share_of_it(
    snapshots: Path, tmp_path: Path
) -> None:
    few = MANY.replace("500000", "70000")
    limits = DoorLimits(downloads=4, download_share=2, download_disk=20 << 20)
    limits = replace(limits, proxies=Proxies.named("127.0.0.1", "X-Forwarded-For"))
    cache = CacheLimits(tmp_path)
    with application(WebConfig(snapshots, PoolLimits(1, LONG), 256 << 20, cache=cache, door=limits)) as app:
        client = app.test_client()

        def ask(whom: str, number: int) -> TestResponse:
            query = {"query": f"{few} # {number}", "format": "csv"}
            return client.post("/sparql", data=query, headers={"X-Forwarded-For": whom})

        answers = [ask("192.0.2.1", 1), ask("192.0.2.2", 2), ask("192.0.2.3", 3)]
        size = int(answers[0].headers["Content-Length"])
        assert 5 << 20 < size < 20 << 20, size
        assert [each.status_code for each in answers] == [200, 200, 503]
        assert f"{3 * size:,} bytes together, and there is room for {20 << 20:,}." in answers[2].text
        refused = ask("192.0.2.1", 4)
        assert refused.status_code == 429
        assert f"{2 * size:,} bytes together, and those of one may have {10 << 20:,}." in refused.text
        assert f"accordgraph_download_bytes {2 * size}" in client.get("/metrics").text
        answers[0].close()
        assert ask("192.0.2.1", 5).status_code == 200
        assert client.get("/dumps/accordgraph.nq.gz").status_code == 200


def test_a_part_of_a_large_answer_takes_the_room_of_the_whole(snapshots: Path, tmp_path: Path) -> None:
    config = WebConfig(snapshots, PoolLimits(1, LONG), 256 << 20, cache=CacheLimits(tmp_path))
    with application(config) as app:
        client = app.test_client()
        asked = {"query": MANY.replace("500000", "70000"), "format": "csv"}
        whole = client.get("/sparql", query_string=asked)
        content, tag = whole.data, whole.headers["ETag"]
        for wanted, part in (("bytes=9-99", slice(9, 100)), (f"bytes={4 << 20}-", slice(4 << 20, None))):
            headers = {"Range": wanted, "If-Range": tag}
            response = client.get("/sparql", query_string=asked, headers=headers)
            assert response.status_code == 206
            assert f"accordgraph_download_bytes {len(content)}" in client.get("/metrics").text
            assert response.data == content[part]
            assert int(response.headers["Content-Length"]) == len(response.data)
            assert response.headers["Content-Range"].endswith(f"/{len(content)}")
        beyond = client.get("/sparql", query_string=asked, headers={"Range": f"bytes={len(content)}-"})
        assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
        assert client.get("/sparql", query_string=asked, headers={"Range": "bytes=x"}).data == content


@pytest.fixture
def ask_for(snapshots: Path, tmp_path: Path) -> Iterator[Callable[[int, int], TestResponse]]:
    """Have a client by its number ask for so many rows, of a server that sends little at the same time."""
    limits = DoorLimits(downloads=4, download_share=3, download_disk=20 << 20)
    limits = replace(limits, proxies=Proxies.named("127.0.0.1", "X-Forwarded-For"))
    cache = CacheLimits(tmp_path)
    with application(WebConfig(snapshots, PoolLimits(1, LONG), 256 << 20, cache=cache, door=limits)) as app:
        client = app.test_client()

        def ask(whom: int, rows: int) -> TestResponse:
            query = {"query": MANY.replace("500000", str(rows)), "format": "csv"}
            return client.post("/sparql", data=query, headers={"X-Forwarded-For": f"192.0.2.{whom}"})

        yield ask


def test_who_has_most_downloads_gives_one_up_for_whoever_has_fewer(
    ask_for: Callable[[int, int], TestResponse],
) -> None:
    first = [ask_for(1, rows) for rows in (20_000, 20_001, 20_002)]
    others = [ask_for(whom, 20_000) for whom in (2, 3, 4)]
    assert [each.status_code for each in (*first, *others)] == [200] * 6
    assert ask_for(5, 20_000).status_code == 503  # each has one
    for given_up in first[1:]:
        with pytest.raises(Stuck):
            given_up.get_data()
    for each in (first[0], *others):
        assert len(each.data) == int(each.headers["Content-Length"]) > 1 << 20


def test_who_has_most_bytes_gives_some_up_for_whoever_wants_fewer(
    ask_for: Callable[[int, int], TestResponse],
) -> None:
    large = ask_for(1, 150_000)
    assert 10 << 20 < int(large.headers["Content-Length"]) < 20 << 20
    assert ask_for(2, 150_001).status_code == 503
    assert ask_for(2, 120_000).status_code == 200
    with pytest.raises(Stuck):
        large.get_data()


def test_an_answer_may_have_a_size_and_whoever_asks_for_more_is_told(snapshots: Path, tmp_path: Path) -> None:
    cache = CacheLimits(tmp_path)
    limits = PoolLimits(1, LONG)
    with application(WebConfig(snapshots, limits, 256 << 20, cache=cache, query_answer=5 << 20)) as app:
        client = app.test_client()
        for form in ("csv", "json", "xml", "tsv"):
            told = client.post("/sparql", data={"query": MANY, "format": form})
            assert told.status_code == 413
            assert told.get_json(force=True)["type"].endswith("/problem/answer-too-large")
            assert "longer than the 5 MiB that one answer may have. Ask for less: add a LIMIT" in told.text
        unlike = MANY.replace("?d {", "?b (CONCAT(STR(?d), STR(?f), STR(?i)) AS ?text) {")
        graph = f"CONSTRUCT {{ ?a ?b ?text }} WHERE {{ {{ {unlike} }} }}"
        for form in ("ttl", "nt", "jsonld"):
            told = client.post("/sparql", data={"query": graph, "format": form})
            assert (told.status_code, "longer than the 5 MiB" in told.text) == (413, True), form
        assert client.post("/sparql", data={"query": "ASK {}", "format": "csv"}).status_code == 200

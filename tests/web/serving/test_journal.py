"""What an operator is told: figures and a log."""

from __future__ import annotations

import json
import os
import re
import secrets
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from accordgraph.web.serving.metrics import Metrics
from servers import ENDLESS, Server, eventually, places, serving

from .asking import MANY, UNHURRIED, ask, call, connect


def test_metrics_tell_what_happened(sparing: Server) -> None:
    name = secrets.token_urlsafe(16)
    with ThreadPoolExecutor(1) as thread:
        stopped = thread.submit(ask, sparing, f"{ENDLESS} # {name}", {"Query-Id": name})
        assert eventually(lambda: call(sparing, f"/sparql/queries/{name}", "DELETE")[0] == 204)
        assert stopped.result()[0] == 503
    for _ in range(3):
        assert ask(sparing, f"ASK {{}} # {name}")[0] == 200
    text = call(sparing, "/metrics")[2].decode()
    for line in (
        'accordgraph_requests_total{area="sparql",status="200"}',
        'accordgraph_request_duration_seconds_bucket{area="sparql",le="+Inf"}',
        "accordgraph_queries_running",
        'accordgraph_cache_hits_total{cache="replay"}',
        'accordgraph_query_failures_total{reason="query-stopped"}',
        'accordgraph_query_failures_total{reason="engine-slow"} 0',
    ):
        assert line in text
    names = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE ")]
    assert len(names) == len(set(names))


def test_figures_of_any_size_are_told_to_the_last_digit() -> None:
    """A counter that is rounded stands still and leaps, and its rate with it."""
    text = Metrics().text({"accordgraph_hits_total": ("counter", "Hits.", 12_345_678)})
    assert "accordgraph_hits_total 12345678" in text.splitlines()


def logged(server: Server, number: int) -> list[dict[str, Any]]:
    """Return what so many lines of a server's log tell, which are written a moment after the answers."""
    assert eventually(lambda: server.log.read_text().count("\n") == number)
    return [json.loads(line) for line in server.log.read_text().splitlines()]


def test_the_log_has_no_query_and_the_root_path_is_left_out(built: Path, tmp_path: Path) -> None:
    options = ("--access-log", "requests", "--root-path", "/kg")
    with serving(tmp_path, *places(built), *options) as running:
        status, asked, _ = call(running, "/kg/sparql?query=ASK%7B%7D")
        assert status == 200
        status, headers, _ = call(running, "/kg/id/agreement/alpha-beta")
        assert status == 303
        assert not headers["Location"].startswith(("http", "/"))
        assert call(running, "/kg/%E6%97%A5%0A%FF")[0] == 404
        lines = logged(running, 3)
    assert lines[-1]["path"] == "/日\n\\xff"
    (line,) = (each for each in lines if each["path"] == "/sparql")
    assert (line["status"], line["client"], line["method"]) == (200, "127.0.0.1", "GET")
    assert [each.get("query_id") for each in lines] == [asked["Query-Id"], None, None]
    assert "ASK" not in json.dumps(lines)


def test_the_log_tells_what_is_asked_where_that_is_wanted(built: Path, tmp_path: Path) -> None:
    sent = f"SELECT ('{'é' * 20_000}' AS ?x) {{}}"
    options = (*places(built), "--access-log", "queries", *UNHURRIED)
    with serving(tmp_path, *options) as running:
        kind = {"Content-Type": "application/sparql-query"}
        for _ in range(2):  # the second time from what is kept
            assert call(running, "/sparql?format=csv", "QUERY", kind, "ASK { }")[0] == 200
        assert call(running, "/sparql", "POST", kind, sent.encode())[0] == 200
        size = len(call(running, f"/sparql?format=csv&query={urllib.parse.quote(MANY)}")[2])
        refused = (
            (b"FOO /sparql", 501),
            (b"GET /sparql?query=" + b"a" * 140_000, 414),
            (b"GET /sparql /", 400),
            (b"", 400),
        )
        for line, status in refused:
            with connect(running) as sender:
                sender.sendall(line + b" HTTP/1.1\r\nHost: x\r\n\r\n")
                assert f" {status} ".encode() in sender.recv(100)
        lines = logged(running, 8)
    told = [tuple(each[name] for name in ("method", "path", "status", "query", "body")) for each in lines]
    assert told[:2] == [("QUERY", "/sparql", 200, "format=csv", "ASK { }")] * 2
    assert sent[:5_000] in told[2][4]
    assert sent.startswith(told[2][4].rstrip("\ufffd"))
    assert lines[3]["bytes"] == size > 1 << 20
    assert [(each["method"], each["path"], each["status"]) for each in lines[4:]] == [
        ("FOO", "/sparql", 501),
        ("GET", "/sparql", 414),
        ("", "", 400),  # nobody asked for the first page
        ("", "", 400),
    ]


@pytest.mark.parametrize("stderr", ["2>/dev/full", "2> >(exec true)"])
def test_a_log_that_cannot_be_written_costs_no_answer(built: Path, tmp_path: Path, stderr: str) -> None:
    before = ("bash", "-c", f'exec "$@" {stderr}', "bash")
    options = (*places(built), "--access-log", "requests")
    with serving(tmp_path, *options, before=before) as running:
        for path in ("/health", "/", "/sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B%7D", "/nowhere") * 3:
            assert call(running, path)[0] == (404 if path == "/nowhere" else 200)


def test_a_log_that_nobody_reads_holds_up_no_answer_and_not_the_end(built: Path, tmp_path: Path) -> None:
    """What it does not take is dropped, in whole lines, and counted."""
    pipe, read = tmp_path / "pipe", bytearray()
    os.mkfifo(pipe)
    before = ("bash", "-c", f'exec "$@" 2>{pipe}', "bash")
    options = (*places(built), "--access-log", "queries")
    with (
        os.fdopen(os.open(pipe, os.O_RDWR | os.O_NONBLOCK), "rb", buffering=0) as reader,
        serving(tmp_path, *options, before=before) as running,
    ):

        def ask_much() -> None:
            for number in range(100):
                assert call(running, f"/health?{number}={'x' * 20_000}")[0] == 200

        def lines() -> int:
            read.extend(reader.read(1 << 20) or b"")
            return read.count(b"\n")

        ask_much()
        told = re.search(
            r"^accordgraph_log_lines_dropped_total (\d+)$", call(running, "/metrics")[2].decode(), re.M
        )
        assert told is not None
        assert 0 < int(told[1]) < 100
        assert eventually(lambda: lines() >= 100 - int(told[1]))
        assert {json.loads(line)["status"] for line in read.splitlines()} == {200}
        ask_much()
        running.process.terminate()
        assert running.process.wait(60) == 0

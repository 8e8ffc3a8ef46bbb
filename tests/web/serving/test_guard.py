"""Limits of clients, stopped queries, large answers, hostile connections: on a real server."""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import select
import socket
import time
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from accordgraph.engine.answering.cache import CacheLimits
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.config import DoorLimits, WebConfig
from accordgraph.web.parameters import LONGEST_ADDRESS, pairs
from accordgraph.web.serving.clients import Proxies
from accordgraph.web.serving.metrics import Metrics
from accordgraph.web.serving.sending import Stuck
from applications import application
from servers import Server, command_line, eventually, places, serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o FILTER(?c != ?f) }"
MANY = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 500000"
#: Seconds that a query may take on a busy machine; none ends by that here.
LONG = 600
UNHURRIED = ("--query-timeout", str(LONG))

#: Peer, X-Forwarded-For, trusted proxies -> client.
CLIENTS = [
    ("192.0.2.1", "", "", "192.0.2.1"),
    ("192.0.2.1", "198.51.100.7", "", "192.0.2.1"),
    ("192.0.2.1", "198.51.100.7", "10.0.0.0/8", "192.0.2.1"),
    ("10.0.0.1", "198.51.100.7", "10.0.0.0/8", "198.51.100.7"),
    ("10.0.0.1", "203.0.113.9, 198.51.100.7", "10.0.0.0/8", "198.51.100.7"),
    ("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2", "10.0.0.0/8", "198.51.100.7"),
    ("10.0.0.1", "203.0.113.9, nonsense", "10.0.0.0/8", "10.0.0.1"),
    ("10.0.0.1", "", "10.0.0.0/8", "10.0.0.1"),
    ("10.0.0.1", "198.51.100.7:4711", "10.0.0.0/8", "198.51.100.7"),
    ("2001:db8::1", "", "", "2001:db8::/64"),
    ("2001:db8::ffff", "", "", "2001:db8::/64"),
    ("::ffff:10.0.0.1", "[2001:db8:1::5]:80", "10.0.0.1", "2001:db8:1::/64"),
]


@pytest.mark.parametrize(("peer", "sent", "trusted", "expected"), CLIENTS)
def test_only_known_proxies_are_believed(peer: str, sent: str, trusted: str, expected: str) -> None:
    proxies = Proxies.named(trusted, "X-Forwarded-For")
    assert proxies.client({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": sent}) == expected


def test_the_header_that_proxies_do_not_write_is_not_read() -> None:
    environ = {
        "REMOTE_ADDR": "10.0.0.1",
        "HTTP_X_FORWARDED_FOR": "203.0.113.9",
        "HTTP_FORWARDED": 'for=192.0.2.4;proto=https, for="[2001:db8::1]:1"',
    }
    assert Proxies.named("10.0.0.1", "Forwarded").client(environ) == "2001:db8::/64"


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that grants little, and trusts the proxy at its own address."""
    folder = tmp_path_factory.mktemp("guard")
    options = [*UNHURRIED, "--query-workers", "2", "--query-waiting", "6", "--query-share", "4"]
    options += ["--downloads", "6", "--download-share", "4", "--trusted-proxies", "127.0.0.1"]
    with silent(built, folder, *options) as running:
        yield running


@pytest.fixture
def patient(built: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of its own, for a test that looks at what becomes of it."""
    with silent(built, tmp_path, *UNHURRIED, "--query-workers", "2") as running:
        yield running


@contextmanager
def silent(built: Path, folder: Path, *options: str) -> Iterator[Server]:
    """Run a server on a small graph, which has nothing to complain of."""
    with serving(folder, *places(built), *options) as running:
        yield running
    assert running.log.read_text() == ""


def call(
    server: Server,
    path: str,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: str | bytes | None = None,
) -> tuple[int, Message, bytes]:
    """Ask, and return status, headers and body."""
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=120)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def ask(server: Server, query: str, headers: dict[str, str] | None = None) -> tuple[int, Message, bytes]:
    """Ask a query."""
    return call(server, "/sparql?" + urllib.parse.urlencode({"query": query}), headers=headers)


def connect(server: Server) -> socket.socket:
    """Open a connection."""
    host, port = server.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=120)


def failures(server: Server, reason: str) -> int:
    """Return how many queries had no answer for a reason, as an operator is told."""
    begin = f'accordgraph_query_failures_total{{reason="{reason}"}} '
    lines = call(server, "/metrics")[2].decode().splitlines()
    return next(int(line.removeprefix(begin)) for line in lines if line.startswith(begin))


def test_a_client_has_a_share_and_others_are_served(server: Server) -> None:
    before = failures(server, "share-used-up")
    with ThreadPoolExecutor(8) as threads:
        greedy = {"X-Forwarded-For": "198.51.100.1"}
        texts = [f"{ENDLESS} # {number}" for number in range(6)]
        names = [secrets.token_urlsafe(16) for _ in texts]
        tasks = [
            threads.submit(ask, server, text, {**greedy, "Query-Id": name})
            for text, name in zip(texts, names, strict=True)
        ]
        assert eventually(lambda: sum(each.done() for each in tasks) == 2)
        refused = [each.result() for each in tasks if each.done()]
        assert [status for status, _, _ in refused] == [429, 429]
        assert all(headers["Retry-After"] == "1" for _, headers, _ in refused)
        assert json.loads(refused[0][2])["type"].endswith("/problem/share-used-up")
        assert failures(server, "share-used-up") == before + 2
        for path in (
            "/doc/agreement/alpha-beta",
            "/dumps/latest/SHA256SUMS",
            "/health",
            "/ready",
            "/metrics",
        ):
            assert call(server, path)[0] == 200
        assert not all(each.done() for each in tasks)
        others = [
            threads.submit(ask, server, f"ASK {{}} # {number}", {"X-Forwarded-For": f"203.0.113.{number}"})
            for number in range(2)
        ]
        assert [each.result()[0] for each in others] == [200, 200]
        for name in names:  # what is not told yet need not take its time
            call(server, f"/sparql/queries/{name}", "DELETE")
        assert {each.result()[0] for each in tasks} <= {429, 503, 504}


def test_a_crowd_with_more_queries_than_may_wait_keeps_nobody_from_asking(server: Server) -> None:
    with ThreadPoolExecutor(12) as threads:
        names = [secrets.token_urlsafe(16) for _ in range(12)]
        tasks = [
            threads.submit(
                ask,
                server,
                f"{ENDLESS} # {name}",
                {"X-Forwarded-For": f"198.51.100.{number % 3 + 11}", "Query-Id": name},
            )
            for number, name in enumerate(names)
        ]
        assert eventually(lambda: any(each.done() for each in tasks))
        assert ask(server, "ASK {} # in a crowd", {"X-Forwarded-For": "203.0.113.11"})[0] == 200
        for name in names:
            call(server, f"/sparql/queries/{name}", "DELETE")
        assert {each.result()[0] for each in tasks} <= {429, 503, 504}


def test_whoever_asked_can_stop_a_query_that_runs_or_waits(server: Server) -> None:
    names = [secrets.token_urlsafe(16) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        tasks = [
            threads.submit(ask, server, f"{ENDLESS} # stop {name}", {"Query-Id": name}) for name in names
        ]
        assert eventually(lambda: b"accordgraph_queries 4" in call(server, "/metrics")[2])
        for name, task in reversed(list(zip(names, tasks, strict=True))):
            assert call(server, f"/sparql/queries/{name}", "DELETE")[0] == 204
            status, headers, body = task.result()
            assert (status, headers["Query-Id"]) == (503, name)
            assert json.loads(body)["title"] == "The query was stopped"
            assert "Retry-After" not in headers
    assert call(server, f"/sparql/queries/{names[0]}", "DELETE")[0] == 404
    assert ask(server, "ASK {} # after stopping")[0] == 200
    assert server.staffed()


@pytest.mark.parametrize("accept", ["text/csv", "text/html"])
def test_a_query_ends_when_its_client_goes_away(patient: Server, accept: str) -> None:
    path = "/sparql?" + urllib.parse.urlencode({"query": f"{ENDLESS} # left for {accept}"})
    with connect(patient) as leaving:
        leaving.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\n\r\n".encode())
        assert eventually(lambda: b"accordgraph_queries 1" in call(patient, "/metrics")[2])
        time.sleep(0.2)
    assert eventually(lambda: b"accordgraph_queries 0" in call(patient, "/metrics")[2])
    assert patient.staffed()


def test_nobody_is_told_why_there_is_no_answer_who_has_gone(patient: Server) -> None:
    with ExitStack() as opened:
        for number in range(12):
            path = "/sparql?" + urllib.parse.urlencode({"query": f"{ENDLESS} # {number} gone"})
            leaving = opened.enter_context(connect(patient))
            leaving.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert eventually(lambda: b"accordgraph_queries 12" in call(patient, "/metrics")[2])
    assert eventually(lambda: b"accordgraph_queries 0" in call(patient, "/metrics")[2])
    assert b'accordgraph_requests_total{area="sparql"' not in call(patient, "/metrics")[2]


def test_a_client_that_leaves_before_its_query_is_read_asks_nothing(patient: Server) -> None:
    body = urllib.parse.urlencode({"query": f"{ENDLESS} # "}).encode() + b"%41" * 3_000_000
    with connect(patient) as leaving:
        leaving.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\nContent-Length: %d\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\n" % len(body) + body
        )
        assert eventually(lambda: b"accordgraph_queries 1" in call(patient, "/metrics")[2])
    assert eventually(lambda: b"accordgraph_queries 0" in call(patient, "/metrics")[2])
    assert patient.staffed()


def test_who_waits_for_the_same_answer_gets_it_when_the_first_one_leaves(server: Server) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } # shared"
    path = "/sparql?" + urllib.parse.urlencode({"query": query})
    with ThreadPoolExecutor(1) as thread, connect(server) as leaving:
        leaving.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
        time.sleep(0.05)
        staying = thread.submit(call, server, path, headers={"Accept": "text/csv"})
        time.sleep(0.25)
        leaving.close()
        assert staying.result()[0] in (200, 504)


@pytest.mark.parametrize("name", ["1", "a" * 21, "a" * 40, "x" * 129, "with spaces and more characters"])
def test_ids_that_can_be_guessed_are_refused(server: Server, name: str) -> None:
    assert ask(server, "ASK {}", {"Query-Id": name})[0] == 400


def test_each_answer_names_an_id_of_its_own(server: Server) -> None:
    names = {ask(server, f"ASK {{}} # id {number}")[1]["Query-Id"] for number in range(3)}
    assert len(names) == 3
    assert all(len(name) >= 22 for name in names)


def resident(pid: int) -> int:
    """Return the memory of a process in MiB, at its most."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) >> 10
    raise AssertionError


def test_a_large_answer_is_whole_and_leaves_the_server_small(patient: Server) -> None:
    assert patient.staffed()
    for accept in ("text/csv", "text/html"):  # what is loaded once is no part of an answer
        ask(patient, "ASK {}", {"Accept": accept})
    web = patient.pids()
    before = {pid: resident(pid) for pid in web if pid not in patient.workers()}
    for _ in range(2):
        status, headers, body = ask(patient, MANY, {"Accept": "text/csv"})
        assert (status, body.count(b"\r\n")) == (200, 500_001)
        assert int(headers["Content-Length"]) == len(body) > 20 << 20
    status, _, body = ask(patient, MANY, {"Accept": "text/html"})
    assert (status, b"More than " in body, len(body) < 1 << 20) == (200, True, True)
    path = "/sparql?" + urllib.parse.urlencode({"query": MANY})
    tagged = {"Accept": "text/csv", "If-None-Match": headers["ETag"]}
    assert call(patient, path, headers=tagged)[0] == 304
    assert {pid: resident(pid) - was < 12 for pid, was in before.items()} == dict.fromkeys(before, True)
    cache = patient.log.parent / "cache"
    kept = [path.name for path in (cache / "answers").iterdir()]  # the answer, and the beginning of a page
    assert 1 <= len(kept) <= 2
    assert not any(name.startswith(".") for name in kept)
    assert eventually(lambda: open_files(patient, cache) == []), open_files(patient, cache)


def open_files(server: Server, folder: Path) -> list[str]:
    """Return the files in a folder that the server's processes have open, those without a name too."""
    found = []
    for pid in server.pids():
        for link in Path(f"/proc/{pid}/fd").glob("*"):
            with suppress(FileNotFoundError):  # files and processes come and go
                target = os.readlink(link)  # noqa: PTH115 - it may be no path
                if str(folder) in target:
                    found.append(f"{pid} {target} {command_line(pid)[:200]}")
    return found


def test_slow_readers_and_senders_starve_nobody(server: Server) -> None:
    address = "/sparql?" + urllib.parse.urlencode({"query": MANY})
    connections = []
    for number in range(12):
        reader = connect(server)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n".encode())
        sender = connect(server)
        sender.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.{number}\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK".encode()
        )
        connections += [reader, sender, connect(server)]
    try:
        time.sleep(1)
        for path in ("/health", "/doc/agreement/alpha-beta", "/dumps/latest/SHA256SUMS"):
            began = time.monotonic()
            assert call(server, path)[0] == 200
            assert time.monotonic() - began < 10  # the slow ones are still there
    finally:
        for connection in connections:
            connection.close()
    assert eventually(lambda: ask(server, "ASK {} # after slow ones")[0] == 200)
    assert eventually(lambda: b"accordgraph_downloads 0" in call(server, "/metrics")[2])


def test_the_slow_downloads_of_a_few_keep_nobody_else_from_one(server: Server) -> None:
    query = MANY.replace("500000", "100000")
    address = "/sparql?" + urllib.parse.urlencode({"query": query, "format": "csv"})
    size = len(call(server, address)[2])
    assert size > 5 << 20
    connections = []
    for number in range(6):
        reader = connect(server)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        host = f"Host: x\r\nX-Forwarded-For: 192.0.2.{number // 3 + 20}\r\n"
        reader.sendall(f"GET {address} HTTP/1.1\r\n{host}\r\n".encode())
        assert b" 200 " in reader.recv(100)
        connections.append(reader)
    try:
        assert call(server, address)[0] == 200
        # It is cut off at once, and never looks whole.
        assert eventually(lambda: b"accordgraph_downloads 5\n" in call(server, "/metrics")[2])
        received = 0
        while piece := connections[2].recv(1 << 20):
            received += len(piece)
        assert 0 < received < size
    finally:
        for connection in connections:
            connection.close()
    assert eventually(lambda: b"accordgraph_downloads 0\n" in call(server, "/metrics")[2])


def test_bodies_that_do_not_arrive_keep_nobody_out(server: Server) -> None:
    connections = []
    for number in range(80):
        sender = connect(server)
        sender.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.{number // 4 + 10}\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK".encode()
        )
        connections.append(sender)
    try:
        assert ask(server, "ASK {} # beside bodies")[0] == 200
        kind = {"Content-Type": "application/sparql-query"}
        assert call(server, "/sparql", "POST", kind, "ASK {} # a body beside bodies")[0] == 200
        assert b" 408 " in connections[0].recv(100)  # too many arrive: those that take longest are given up
        connections[-1].sendall(b" {} #".ljust(47))
        assert b" 200 " in connections[-1].recv(100)
    finally:
        for connection in connections:
            connection.close()


def test_a_long_form_of_escapes_holds_nobody_up_and_takes_little_memory(server: Server) -> None:
    before = resident(server.process.pid)
    form = "query=" + "%41" * (5 << 20)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with ThreadPoolExecutor(1) as threads:
        start = time.monotonic()
        asked = threads.submit(call, server, "/sparql", "POST", kind, form)
        waited = []
        while not asked.done():
            began = time.monotonic()
            assert call(server, "/health")[0] == 200
            waited.append(time.monotonic() - began)
    assert asked.result()[0] == 400
    assert max(waited) < (time.monotonic() - start) / 2  # to read it takes two thirds
    assert resident(server.process.pid) - before < 200


@pytest.mark.parametrize("before", range(4))
def test_escapes_arrive_whole_wherever_they_stand(before: int) -> None:
    text = "a" * before + "\u3042" * 50_000
    assert pairs(urllib.parse.urlencode({"query": text}).encode(), "form") == [("query", text)]


def test_floods_of_connections_and_huge_heads_are_bounded(server: Server) -> None:
    silent = [connect(server) for _ in range(1200)]
    try:
        assert call(server, "/health")[0] == 200
    finally:
        for connection in silent:
            connection.close()
    with connect(server) as huge:
        huge.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 1_000_000 + b"\r\n\r\n")
        assert b" 431 " in huge.recv(100)


def test_the_longest_address_is_answered_and_a_longer_one_refused(server: Server) -> None:
    """Longer queries are sent in a body."""
    for length, status in ((LONGEST_ADDRESS, b" 200 "), (LONGEST_ADDRESS + 1, b" 414 ")):
        address = b"/sparql?query=ASK%7B%7D%23"
        address += b"a" * (length - len(address))
        with connect(server) as connection:
            connection.sendall(b"GET " + address + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            assert status in connection.recv(4096).partition(b"\r\n")[0]
    assert (
        f"may have {LONGEST_ADDRESS} bytes"
        in call(server, "/sparql", headers={"Accept": "text/turtle"})[2].decode()
    )
    query = "ASK {} #" + "a" * 1_000_000
    for method in ("POST", "QUERY"):
        assert call(server, "/sparql", method, {"Content-Type": "application/sparql-query"}, query)[0] == 200


def test_metrics_tell_what_happened(server: Server) -> None:
    name = secrets.token_urlsafe(16)
    with ThreadPoolExecutor(1) as thread:
        stopped = thread.submit(ask, server, f"{ENDLESS} # {name}", {"Query-Id": name})
        assert eventually(lambda: call(server, f"/sparql/queries/{name}", "DELETE")[0] == 204)
        assert stopped.result()[0] == 503
    for _ in range(3):
        assert ask(server, f"ASK {{}} # {name}")[0] == 200
    text = call(server, "/metrics")[2].decode()
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


def test_a_download_ends_with_its_last_byte_where_the_server_is_stopped_meanwhile(
    built: Path, tmp_path: Path
) -> None:
    asked = urllib.parse.urlencode({"query": MANY.replace("500000", "200000"), "format": "csv"})
    options = (*places(built), *UNHURRIED)
    with serving(tmp_path, *options) as running, connect(running) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        client.sendall(f"GET /sparql?{asked} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        head, _, body = client.recv(1 << 12).partition(b"\r\n\r\n")
        (length,) = re.findall(rb"\r\nContent-Length: (\d+)", head)
        assert int(length) > 8 << 20
        running.process.terminate()
        assert not eventually(lambda: running.process.poll() is not None, 0.5)
        left = int(length) - len(body)
        while left > 0 and (piece := client.recv(1 << 20)):
            left -= len(piece)
        assert left == 0
        complete = time.monotonic()
        assert client.recv(1) == b""
        assert time.monotonic() - complete < 2


def test_a_body_without_an_end_is_refused_and_never_answered_in_part(server: Server) -> None:
    with connect(server) as sender:
        sender.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n7\r\nASK {}\n\r\n"
        )
        sent = 0
        with suppress(BrokenPipeError, ConnectionResetError):  # the answer may come while a piece is sent
            while sent < 64 << 20 and not select.select([sender], [], [], 0)[0]:
                sender.sendall(b"10000\r\n" + b"#" * 65536 + b"\r\n")
                sent += 65536
        assert b" 413 " in sender.recv(100)
    assert ask(server, "ASK {} # after an endless body")[0] == 200


@pytest.mark.parametrize(
    ("version", "hosts", "status"),
    [("1.1", 0, b" 400 "), ("1.1", 1, b" 200 "), ("1.1", 2, b" 400 "), ("1.0", 0, b" 200 ")],
)
def test_a_request_names_its_host_once(server: Server, version: str, hosts: int, status: bytes) -> None:
    head = f"GET /sparql?query=ASK%7B%7D HTTP/{version}\r\n" + "Host: x\r\n" * hosts
    for _ in range(2):
        with connect(server) as connection:
            connection.sendall(f"{head}Connection: close\r\n\r\n".encode())
            assert status in connection.recv(100)


def test_a_body_that_breaks_off_is_not_answered(server: Server) -> None:
    with connect(server) as sender:
        sender.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 60\r\nConnection: close\r\n\r\nASK {} # and"
        )
        sender.shutdown(socket.SHUT_WR)
        assert b" 400 " in sender.recv(100)


def test_documents_are_sent_again_without_being_written_again(server: Server) -> None:
    path = "/doc/agreement/alpha-beta?again=1"
    first, second = call(server, path), call(server, path)
    assert first[0] == second[0] == 200
    assert first[2] == second[2]
    assert dict(first[1]).keys() == dict(second[1]).keys()
    tagged = {"If-None-Match": first[1]["ETag"]}
    assert call(server, path, headers=tagged)[0] == 304
    assert call(server, path, headers={"Accept": "text/turtle"})[1].get_content_type() == "text/turtle"
    assert call(server, path, headers={"Accept": "text/html"})[1].get_content_type() == "text/html"
    status, headers, body = call(server, path, "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(len(first[2])), b"")

"""Queries that end because whoever asked stops them or goes away."""

from __future__ import annotations

import json
import secrets
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from servers import ENDLESS, Server, eventually

from .asking import ask, call, connect


def test_whoever_asked_can_stop_a_query_that_runs_or_waits(sparing: Server) -> None:
    names = [secrets.token_urlsafe(16) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        tasks = [
            threads.submit(ask, sparing, f"{ENDLESS} # stop {name}", {"Query-Id": name}) for name in names
        ]
        assert eventually(lambda: b"accordgraph_queries 4" in call(sparing, "/metrics")[2])
        for name, task in reversed(list(zip(names, tasks, strict=True))):
            assert call(sparing, f"/sparql/queries/{name}", "DELETE")[0] == 204
            status, headers, body = task.result()
            assert (status, headers["Query-Id"]) == (503, name)
            assert json.loads(body)["title"] == "The query was stopped"
            assert "Retry-After" not in headers
    assert call(sparing, f"/sparql/queries/{names[0]}", "DELETE")[0] == 404
    assert ask(sparing, "ASK {} # after stopping")[0] == 200
    assert sparing.staffed()


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


def test_who_waits_for_the_same_answer_gets_it_when_the_first_one_leaves(sparing: Server) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } # shared"
    path = "/sparql?" + urllib.parse.urlencode({"query": query})
    with ThreadPoolExecutor(1) as thread, connect(sparing) as leaving:
        leaving.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
        time.sleep(0.05)
        staying = thread.submit(call, sparing, path, headers={"Accept": "text/csv"})
        time.sleep(0.25)
        leaving.close()
        assert staying.result()[0] in (200, 504)


@pytest.mark.parametrize("name", ["1", "a" * 21, "a" * 40, "x" * 129, "with spaces and more characters"])
def test_ids_that_can_be_guessed_are_refused(sparing: Server, name: str) -> None:
    assert ask(sparing, "ASK {}", {"Query-Id": name})[0] == 400


def test_each_answer_names_an_id_of_its_own(sparing: Server) -> None:
    names = {ask(sparing, f"ASK {{}} # id {number}")[1]["Query-Id"] for number in range(3)}
    assert len(names) == 3
    assert all(len(name) >= 22 for name in names)

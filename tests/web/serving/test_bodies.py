"""Bodies of requests: slow, long, without an end, or broken off."""

from __future__ import annotations

import select
import socket
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from accordgraph.web.parameters import pairs
from servers import Server

from .asking import ask, call, connect, resident


def test_bodies_that_do_not_arrive_keep_nobody_out(sparing: Server) -> None:
    connections = []
    for number in range(80):
        sender = connect(sparing)
        sender.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.{number // 4 + 10}\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK".encode()
        )
        connections.append(sender)
    try:
        assert ask(sparing, "ASK {} # beside bodies")[0] == 200
        kind = {"Content-Type": "application/sparql-query"}
        assert call(sparing, "/sparql", "POST", kind, "ASK {} # a body beside bodies")[0] == 200
        assert b" 408 " in connections[0].recv(100)  # too many arrive: those that take longest are given up
        connections[-1].sendall(b" {} #".ljust(47))
        assert b" 200 " in connections[-1].recv(100)
    finally:
        for connection in connections:
            connection.close()


def test_a_long_form_of_escapes_holds_nobody_up_and_takes_little_memory(sparing: Server) -> None:
    before = resident(sparing.process.pid)
    form = "query=" + "%41" * (5 << 20)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with ThreadPoolExecutor(1) as threads:
        start = time.monotonic()
        asked = threads.submit(call, sparing, "/sparql", "POST", kind, form)
        waited = []
        while not asked.done():
            began = time.monotonic()
            assert call(sparing, "/health")[0] == 200
            waited.append(time.monotonic() - began)
    assert asked.result()[0] == 400
    assert max(waited) < (time.monotonic() - start) / 2  # to read it takes two thirds
    assert resident(sparing.process.pid) - before < 200


@pytest.mark.parametrize("before", range(4))
def test_escapes_arrive_whole_wherever_they_stand(before: int) -> None:
    text = "a" * before + "\u3042" * 50_000
    assert pairs(urllib.parse.urlencode({"query": text}).encode(), "form") == [("query", text)]


def test_a_body_without_an_end_is_refused_and_never_answered_in_part(sparing: Server) -> None:
    with connect(sparing) as sender:
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
    assert ask(sparing, "ASK {} # after an endless body")[0] == 200


def test_a_body_that_breaks_off_is_not_answered(sparing: Server) -> None:
    with connect(sparing) as sender:
        sender.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 60\r\nConnection: close\r\n\r\nASK {} # and"
        )
        sender.shutdown(socket.SHUT_WR)
        assert b" 400 " in sender.recv(100)

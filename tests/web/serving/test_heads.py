"""Heads of requests that are long or say too little, and connections that have none."""

from __future__ import annotations

import pytest

from accordgraph.web.parameters import LONGEST_ADDRESS
from accordgraph.web.serving.heads import Ends, environ_of
from servers import Server

from .asking import call, connect


def test_a_header_that_would_pass_for_another_one_is_passed_over() -> None:
    """In an environ both would have one name, and what a proxy sets could be sent past it."""
    fields = [(b"X_Forwarded_For", b"192.0.2.1"), (b"Content_Type", b"text/html"), (b"X-Other", b"1")]
    environ = environ_of("GET", b"/", "1.1", fields, Ends("", "", 0))
    assert {name: environ.get(name) for name in ("HTTP_X_FORWARDED_FOR", "CONTENT_TYPE", "HTTP_X_OTHER")} == {
        "HTTP_X_FORWARDED_FOR": None,
        "CONTENT_TYPE": None,
        "HTTP_X_OTHER": "1",
    }


def test_floods_of_connections_and_huge_heads_are_bounded(sparing: Server) -> None:
    silent = [connect(sparing) for _ in range(1200)]
    try:
        assert call(sparing, "/health")[0] == 200
    finally:
        for connection in silent:
            connection.close()
    with connect(sparing) as huge:
        huge.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 1_000_000 + b"\r\n\r\n")
        assert b" 431 " in huge.recv(100)


def test_the_longest_address_is_answered_and_a_longer_one_refused(sparing: Server) -> None:
    """Longer queries are sent in a body."""
    for length, status in ((LONGEST_ADDRESS, b" 200 "), (LONGEST_ADDRESS + 1, b" 414 ")):
        address = b"/sparql?query=ASK%7B%7D%23"
        address += b"a" * (length - len(address))
        with connect(sparing) as connection:
            connection.sendall(b"GET " + address + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            assert status in connection.recv(4096).partition(b"\r\n")[0]
    assert (
        f"may have {LONGEST_ADDRESS} bytes"
        in call(sparing, "/sparql", headers={"Accept": "text/turtle"})[2].decode()
    )
    query = "ASK {} #" + "a" * 1_000_000
    for method in ("POST", "QUERY"):
        assert call(sparing, "/sparql", method, {"Content-Type": "application/sparql-query"}, query)[0] == 200


@pytest.mark.parametrize(
    ("version", "hosts", "status"),
    [("1.1", 0, b" 400 "), ("1.1", 1, b" 200 "), ("1.1", 2, b" 400 "), ("1.0", 0, b" 200 ")],
)
def test_a_request_names_its_host_once(sparing: Server, version: str, hosts: int, status: bytes) -> None:
    head = f"GET /sparql?query=ASK%7B%7D HTTP/{version}\r\n" + "Host: x\r\n" * hosts
    for _ in range(2):
        with connect(sparing) as connection:
            connection.sendall(f"{head}Connection: close\r\n\r\n".encode())
            assert status in connection.recv(100)

"""Asking a real server that grants little, and looking at what that costs it."""

from __future__ import annotations

import http.client
import socket
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

from servers import Server, places, serving

MANY = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 500000"

#: Seconds that a query may take on a busy machine; none ends by that here.
LONG = 600

UNHURRIED = ("--query-timeout", str(LONG))


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


def resident(pid: int) -> int:
    """Return the memory of a process in MiB, at its most."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) >> 10
    raise AssertionError

"""Connections to a server in this process, byte by byte."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accordgraph.engine.answering.cache import CacheLimits
from accordgraph.engine.loops import wait
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.app import WebApplication
from accordgraph.web.config import WebConfig
from accordgraph.web.serving.connections import Connections
from applications import application

from .wire import HOST, LAST, POST


@contextmanager
def listening(
    folder: Path,
    snapshots: Path,
    most: int = 100,
    patience: float = 30.0,
    timeout: float = 20.0,
    held: int = 64 << 20,
    workers: int = 1,
) -> Iterator[int]:
    """Serve on a free port."""
    limits = PoolLimits(workers, timeout)
    with looping(folder, snapshots, limits, most, patience, held) as (port, _):
        yield port


@contextmanager
def looping(
    folder: Path, snapshots: Path, limits: PoolLimits, most: int, patience: float, held: int
) -> Iterator[tuple[int, WebApplication]]:
    """Serve an application on a free port."""
    with application(WebConfig(snapshots, limits, 256 << 20, cache=CacheLimits(folder))) as app:
        loop = app.front.loop
        connections = Connections(app.front, most, patience, held)

        async def end() -> None:
            server.close()
            await connections.end(5)

        server = wait(loop.create_server(connections.begin, "127.0.0.1", 0), loop)
        try:
            yield server.sockets[0].getsockname()[1], app
        finally:
            wait(end(), loop)


def connect(port: int, address: str = "127.0.0.1") -> socket.socket:
    """Open a connection from an address of this machine."""
    return socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0))


def received(connection: socket.socket) -> bytes:
    """Return all that comes until the server closes."""
    found = []
    while piece := connection.recv(1 << 16):
        found.append(piece)
    return b"".join(found)


def statuses(received: bytes) -> list[int]:
    """Return the statuses of responses; a text in a body begins no line with the name of the protocol."""
    return [int(piece[:3]) for piece in received.split(b"HTTP/1.1 ")[1:] if piece[:3].isdigit()]


#: What a client sends behind a query that takes long.
BEHIND = {
    "heads": b"GET /" + b"x" * 130_000 + b" HTTP/1.1\r\n" + HOST + b"X-Long: " + b"x" * 32_000 + b"\r\n\r\n",
    "bodies": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 200000\r\n\r\n" + b"x" * 200_000,
}

#: A query that takes for ever.
LONG_QUERY = (
    b"GET /sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff.%3Fg%20"
    b"%3Fh%20%3Fi.%3Fj%20%3Fk%20%3Fl%7D HTTP/1.1\r\n" + HOST + b"\r\n"
)

WIDE = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"

#: So many bytes are found again wherever they are held.
LARGE = 100_000
SIZE = b"Content-Length: %d\r\n"


def posted(query: bytes, *headers: bytes) -> bytes:
    """Return a request with a large query, which is sent at once."""
    body = b"#" * LARGE + b"\n" + query
    return POST + b"".join(each + b"\r\n" for each in headers) + SIZE % len(body) + LAST + b"\r\n" + body

"""A server between the program and an engine, which misbehaves as a test wishes."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast
from urllib.parse import urlsplit

#: Headers that belong to one connection.
_HOPS = frozenset(("connection", "keep-alive", "transfer-encoding", "content-length", "host"))


@dataclass(frozen=True)
class Request:
    """A request as it came: its number from 0, and what it says."""

    number: int
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Fault:
    """What the server does instead of passing a request on.

    `status`, `headers` and `body` are what it answers; `half`: it ends in the midst of that; `silent`: it
    closes the connection without an answer; `slow`: it says nothing until the test is over; `done`: the
    engine gets the request nevertheless.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    half: bool = False
    silent: bool = False
    slow: bool = False
    done: bool = False


#: What to do with a request: None passes it on.
Plan = Callable[[Request], Fault | None]


class Between(ThreadingHTTPServer):
    """The server; `plan` may change while it runs, `seen` are the requests that came."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, engine: str, plan: Plan, encryption: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._scheme = "http" if encryption is None else "https"
        if encryption is not None:
            self.socket = encryption.wrap_socket(self.socket, server_side=True)
        self.engine = urlsplit(engine)
        self.plan = plan
        self.seen: list[Request] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{self._scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a client goes away."""


@contextmanager
def between(
    engine: str, plan: Plan = lambda _: None, encryption: ssl.SSLContext | None = None
) -> Iterator[Between]:
    """Run a server before the engine at an address."""
    with Between(engine, plan, encryption) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        server = cast(Between, self.server)
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        request = Request(len(server.seen), self.command, self.path, dict(self.headers), body)
        server.seen.append(request)
        fault = server.plan(request)
        if fault is None or fault.done:
            reply = self._pass_on(request, server)
        if fault is None:
            self._send(*reply)
            return
        if fault.slow:
            server.over.wait(60)
        if fault.slow or fault.silent:
            self.close_connection = True
            return
        self._send(fault.status, fault.headers, fault.body, fault.half)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer

    def _pass_on(self, request: Request, server: Between) -> tuple[int, dict[str, str], bytes]:
        address = server.engine
        connection = http.client.HTTPConnection(address.hostname or "", address.port or 80, timeout=120)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _HOPS}
        try:
            connection.request(request.method, request.path, request.body or None, headers)
            reply = connection.getresponse()
            kept = {name: value for name, value in reply.getheaders() if name.lower() not in _HOPS}
            return reply.status, kept, reply.read()
        finally:
            connection.close()

    def _send(self, status: int, headers: dict[str, str], body: bytes, half: bool = False) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if half else body)
        if half:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""

"""Before the framework: answers that are kept, places for requests, what is counted and logged."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from werkzeug.exceptions import HTTPException

from ..engine.errors import EngineError
from ..engine.handing import LARGE
from .desk import Desk
from .endpoint import Endpoint
from .replay import Key, request_key, response_to
from .wsgi import CLIENT, REFUSAL, REPEATABLE, Answered, Application, Environ, Headers, StartResponse

_ENDPOINT = frozenset(("/sparql", "/sparql/"))
#: Statuses of responses that have neither body nor length.
_BODILESS = frozenset(("204", "304"))
#: How long a connection is left open after an unread body is refused, in seconds: closed at once, it would be
#: reset, and a client that is still sending would never see why.
_LINGER = 0.3
_READING = frozenset(("GET", "HEAD"))
#: Longer bodies are not looked up.
_LONGEST_KEY = 1 << 16
#: First steps of paths -> what they are counted as.
_AREAS = frozenset(
    ("sparql", "id", "doc", "graph", "dumps", "ontology", "shapes", "health", "ready", "metrics", "static")
)


class _Started:
    """Takes what an application starts its response with."""

    def __init__(self) -> None:
        self.status, self.headers = "500 INTERNAL SERVER ERROR", Headers()

    def __call__(self, status: str, headers: Headers, _problem: object = None) -> None:
        self.status, self.headers = status, headers


class _Sending:
    """A large response's pieces; it gives its place back when it is sent, or nobody wants more."""

    def __init__(self, pieces: Iterable[bytes], leave: Callable[[], None]) -> None:
        self._pieces, self._iterator, self._leave = pieces, iter(pieces), leave
        self._open = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._iterator)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the response."""
        if self._open:
            self._open = False
            self._leave()
            _close(self._pieces)

    def __del__(self) -> None:
        self.close()


class Front:
    """The WSGI application before the framework's."""

    def __init__(self, app: Application, desk: Desk) -> None:
        self._app, self._desk = app, desk
        self._endpoint = Endpoint(desk)
        self._root = desk.config.door.root_path.rstrip("/")
        self._log = desk.config.door.access_log

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        began = time.perf_counter()
        prefix = self._root or self._desk.config.door.proxies.prefix(environ)
        if prefix:
            _enter(environ, prefix)
        status, headers, body = self._answer(environ)
        path = environ["PATH_INFO"]
        area = path[1:].partition("/")[0].partition(".")[0] if path != "/" else "home"
        seconds = time.perf_counter() - began
        self._desk.metrics.count(area if area in _AREAS or area == "home" else "other", status[:3], seconds)
        if self._log != "off":
            self._write_log(environ, status, seconds, body)
        start_response(status, headers)
        return body

    def _answer(self, environ: Environ) -> Answered:
        """Answer a request from what is kept, else anew."""
        method, is_query = environ["REQUEST_METHOD"], environ["PATH_INFO"] in _ENDPOINT
        key = request_key(environ) if method in _READING else None
        kept = self._kept(environ, key)
        if kept is not None:
            return kept
        if not is_query or method == "OPTIONS":
            return self._keep(environ, key, self._run(environ))
        client = self._client(environ)
        try:
            self._desk.queries.enter(client)
        except EngineError as refusal:
            return self._refuse(environ, refusal)
        try:
            if method not in _READING and self._has_small_body(environ):
                body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
                environ["wsgi.input"] = io.BytesIO(body)
                key = request_key(environ, body)
                kept = self._kept(environ, key)
                if kept is not None:
                    return kept
            answered = self._ask(environ)
        finally:
            self._desk.queries.leave(client)
        if isinstance(answered[2], list) and answered[0][:3] == "413":
            return self._linger(client, answered[0], answered[1], answered[2])
        return self._keep(environ, key, answered)

    def _ask(self, environ: Environ) -> Answered:
        """Answer a request to the endpoint."""
        try:
            answered = self._endpoint.answer(environ)
        except (EngineError, HTTPException) as refusal:
            return self._refuse(environ, refusal)
        return self._run(environ) if answered is None else self._placed(environ, answered)

    def _kept(self, environ: Environ, key: Key | None) -> Answered | None:
        if key is None:
            return None
        kept = self._desk.replay.get(self._desk.follower.identity, key)
        return response_to(kept, environ) if kept is not None else None

    def _keep(self, environ: Environ, key: Key | None, answered: Answered) -> Answered:
        """Keep a response where it will be the same again."""
        status, headers, body = answered
        snapshot = environ.get(REPEATABLE)
        whole = isinstance(body, list) and environ["REQUEST_METHOD"] != "HEAD"
        if key is not None and snapshot and whole and status[:3] == "200":
            self._desk.replay.put(snapshot, key, headers, b"".join(body))
        return answered

    def _has_small_body(self, environ: Environ) -> bool:
        length = environ.get("CONTENT_LENGTH") or ""
        return length.isascii() and length.isdecimal() and len(length) < 8 and int(length) <= _LONGEST_KEY

    def _run(self, environ: Environ) -> Answered:
        """Have the framework answer."""
        started = _Started()
        body = self._app(environ, started)
        return self._placed(environ, (started.status, started.headers, body))

    def _placed(self, environ: Environ, answered: Answered) -> Answered:
        """Find a place for a large response: it holds a thread while it is sent."""
        status, headers, body = answered
        length = next((value for name, value in headers if name.lower() == "content-length"), "")
        is_small = status[:3] in _BODILESS or (length.isdecimal() and int(length) <= LARGE)
        if body == [] or is_small:
            return status, headers, _whole(body)
        client = self._client(environ)
        try:
            self._desk.downloads.enter(client)
        except EngineError as refusal:
            _close(body)
            return self._refuse(environ, refusal)
        return status, headers, _Sending(body, lambda: self._desk.downloads.leave(client))

    def _linger(self, client: str, status: str, headers: Headers, content: list[bytes]) -> Answered:
        """Refuse a body that is still coming: without a length, the answer ends when the connection may."""
        try:
            self._desk.downloads.enter(client)
        except EngineError:
            return status, headers, content

        def pieces() -> Iterator[bytes]:
            yield from content
            time.sleep(_LINGER)

        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        return status, headers, _Sending(pieces(), lambda: self._desk.downloads.leave(client))

    def _refuse(self, environ: Environ, refusal: EngineError | HTTPException) -> Answered:
        started = _Started()
        environ[REFUSAL] = refusal
        body = self._app(environ, started)
        return started.status, started.headers, _whole(body)

    def _client(self, environ: Environ) -> str:
        client: str | None = environ.get(CLIENT)
        if client is None:
            client = environ[CLIENT] = self._desk.config.door.proxies.client(environ)
        return client

    def _write_log(self, environ: Environ, status: str, seconds: float, body: Iterable[bytes]) -> None:
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "client": self._client(environ),
            "method": environ["REQUEST_METHOD"],
            "path": environ["PATH_INFO"],
            "status": int(status[:3]),
            "milliseconds": round(seconds * 1000, 3),
        }
        if isinstance(body, list):
            line["bytes"] = sum(map(len, body))
        if self._log == "queries":
            line["query"] = environ["QUERY_STRING"]
        sys.stderr.write(json.dumps(line) + "\n")


def _enter(environ: Environ, prefix: str) -> None:
    """Take the path that the server is under off a request's path, where a proxy has left it on."""
    environ["SCRIPT_NAME"] = prefix
    before, found, path = environ["PATH_INFO"].partition(prefix)
    if found and not before and path[:1] in ("", "/"):
        environ["PATH_INFO"] = path


def _whole(body: Iterable[bytes]) -> list[bytes]:
    if isinstance(body, list):
        return body
    try:
        return [b"".join(body)]
    finally:
        _close(body)


def _close(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()

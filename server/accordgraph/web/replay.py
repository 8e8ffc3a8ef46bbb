"""Answers to whole requests, sent again before the framework is entered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from .conditions import client_has
from .tongue import VARIES, chosen_language
from .wsgi import Environ, Headers, Whole

Key = tuple[str, ...]

#: All that an answer may depend on, beside the language that a cookie names; where it varies by anything
#: else, it is not kept.
_VARIES = ("PATH_INFO", "SCRIPT_NAME", "QUERY_STRING", "CONTENT_TYPE", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE")
_VARY = frozenset(("accept", *(name.lower() for name in VARIES)))
#: Requests with these headers take the long way.
_SPECIAL = ("HTTP_QUERY_ID", "HTTP_CONTENT_ENCODING", "HTTP_RANGE", "HTTP_IF_MATCH")
#: Headers that belong to one request.
_OWN = frozenset(("query-id", "date"))
#: What an entry costs beside its bytes.
_OVERHEAD = 2000


@dataclass(frozen=True)
class Kept:
    """A response: all its headers, its bytes, its strong tag, its size."""

    sent: Headers
    body: list[bytes]
    tag: str
    size: int

    @cached_property
    def headers(self) -> Headers:
        """The headers that belong to every request's response; most responses are never sent again."""
        return [(name, value) for name, value in self.sent if name.lower() not in _OWN]

    @cached_property
    def unchanged(self) -> Headers:
        """What of its headers a 304 repeats."""
        return [pair for pair in self.headers if pair[0].lower() not in ("content-length", "content-type")]


def request_key(environ: Environ, body: bytes = b"") -> Key | None:
    """Return what tells a request from all that may be answered otherwise; None where it is a special one."""
    for name in _SPECIAL:
        if name in environ:
            return None
    method = environ["REQUEST_METHOD"]
    kind = "GET" if method == "HEAD" else method
    told = (environ.get(name, "") for name in _VARIES)
    return (kind, body.decode("latin-1"), chosen_language(environ), *told)


class Replay:
    """Responses by request, bounded in bytes, all of one snapshot."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._snapshot = ""
        self._kept: OrderedDict[Key, Kept] = OrderedDict()  # by last use, the oldest first
        self.size = 0
        self.hits = 0

    def get(self, snapshot: str, key: Key) -> Kept | None:
        """Return the response to a request, if it was given on this snapshot."""
        with self._lock:
            if snapshot != self._snapshot:
                return None
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                self.hits += 1
            return found

    def put(self, snapshot: str, key: Key, headers: Headers, body: bytes) -> None:
        """Keep a complete response of status 200; the first one on another snapshot sends all others away."""
        names = {name.lower(): value for name, value in headers}
        varies = {each.strip().lower() for each in names.get("vary", "").split(",") if each.strip()}
        if "etag" not in names or "set-cookie" in names or not varies <= _VARY:
            return
        size = len(body) + sum(map(len, key)) + sum(map(len, names.values())) + _OVERHEAD
        if size > self._limit // 4:
            return
        kept = Kept(headers, [body], names["etag"].strip('"'), size)
        with self._lock:
            if snapshot != self._snapshot:
                self._kept.clear()
                self.size, self._snapshot = 0, snapshot
            before = self._kept.pop(key, None)
            self._kept[key] = kept
            self.size += size - (before.size if before else 0)
            while self.size > self._limit:
                _, oldest = self._kept.popitem(last=False)
                self.size -= oldest.size


def response_to(kept: Kept, environ: Environ) -> Whole:
    """Return the response to a request whose response is kept."""
    if client_has(kept.tag, environ):
        return "304 NOT MODIFIED", kept.unchanged, []
    return "200 OK", kept.headers, [] if environ["REQUEST_METHOD"] == "HEAD" else kept.body

"""Answers to whole requests, sent again before the framework is entered."""

from __future__ import annotations

import threading

from ...engine.answering.bounded import Bounded
from ..responding.conditions import client_has
from ..tongue import VARIES, choices_made
from .packing import is_page, packed, reads_packed
from .wsgi import Environ, Headers, Whole, header_of

Key = tuple[str, ...]

#: All that an answer may depend on, beside what its reader chose by cookies; where it varies by anything
#: else, it is not kept.
_VARIES = ("PATH_INFO", "SCRIPT_NAME", "QUERY_STRING", "CONTENT_TYPE", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE")
_VARY = frozenset(("accept", *(name.lower() for name in VARIES)))
#: Requests with these headers take the long way.
_SPECIAL = ("HTTP_QUERY_ID", "HTTP_CONTENT_ENCODING", "HTTP_RANGE", "HTTP_IF_MATCH")
#: Headers that belong to one request.
_OWN = frozenset(("query-id", "date"))
#: Headers that a response without a body has no use for.
_OF_BODIES = frozenset(("content-length", "content-type"))
#: What an entry costs beside its bytes.
_OVERHEAD = 2000


class Kept:
    """A response: its headers and its bytes.

    There are tens of thousands, most of which are never sent again: each is a few objects until it is, since
    whoever looks for garbage looks through all that are new.
    """

    __slots__ = ("_body", "_packed", "_plain", "_told")

    def __init__(self, headers: Headers, body: bytes) -> None:
        """Keep all but what the headers hold of one request."""
        self._told = tuple([each for pair in headers if pair[0].lower() not in _OWN for each in pair])
        self._body = body
        self._plain: Form | None = None
        self._packed: Form | None = None

    @property
    def plain(self) -> Form:
        """The response as it is."""
        if self._plain is None:
            self._plain = Form(list(zip(self._told[::2], self._told[1::2], strict=True)), self._body)
        return self._plain

    @property
    def packed(self) -> Form:
        """The response compressed, where it is a page."""
        if self._packed is None:
            plain = self.plain
            self._packed = Form(*packed(plain.headers, self._body)) if is_page(plain.headers) else plain
        return self._packed


class Form:
    """A response in one encoding: headers, body, strong tag, and what of the headers a 304 repeats."""

    def __init__(self, headers: Headers, body: bytes) -> None:
        self.headers, self.body = headers, [body]
        self.tag = header_of(headers, "etag").strip('"')
        self.unchanged = [pair for pair in headers if pair[0].lower() not in _OF_BODIES]


def request_key(environ: Environ, body: bytes = b"") -> Key | None:
    """Return what tells a request from all that may be answered otherwise; None where it is a special one."""
    for name in _SPECIAL:
        if name in environ:
            return None
    method = environ["REQUEST_METHOD"]
    kind = "GET" if method == "HEAD" else method
    told = (environ.get(name, "") for name in _VARIES)
    return (kind, body.decode("latin-1"), *choices_made(environ), *told)


class Replay:
    """Responses by request, bounded in bytes, all of one snapshot."""

    def __init__(self, limit: int) -> None:
        self._lock = threading.Lock()
        self._snapshot = ""
        self._kept = Bounded[Key, Kept](limit)
        self.hits = 0

    @property
    def size(self) -> int:
        """The bytes that are kept."""
        return self._kept.size

    def get(self, snapshot: str, key: Key) -> Kept | None:
        """Return the response to a request, if it was given on this snapshot."""
        with self._lock:
            if snapshot != self._snapshot:
                return None
            found = self._kept.get(key)
            if found is not None:
                self.hits += 1
            return found

    def put(self, snapshot: str, key: Key, headers: Headers, body: bytes) -> None:
        """Keep a complete response of status 200; the first one on another snapshot sends all others away."""
        names = {name.lower(): value for name, value in headers}
        varies = {each.strip().lower() for each in names.get("vary", "").split(",") if each.strip()}
        if "etag" not in names or "set-cookie" in names or not varies <= _VARY:
            return
        size = len(body) + sum(map(len, key)) + sum(map(len, names.values())) + _OVERHEAD
        if not self._kept.fits(size):
            return
        kept = Kept(headers, body)
        with self._lock:
            if snapshot != self._snapshot:
                self._kept.clear()
                self._snapshot = snapshot
            self._kept.put(key, kept, size)


def response_to(kept: Kept, environ: Environ) -> Whole:
    """Return the response to a request whose response is kept."""
    form = kept.packed if reads_packed(environ) else kept.plain
    if client_has(form.tag, environ) is not None:
        return "304 NOT MODIFIED", form.unchanged, []
    return "200 OK", form.headers, [] if environ["REQUEST_METHOD"] == "HEAD" else form.body

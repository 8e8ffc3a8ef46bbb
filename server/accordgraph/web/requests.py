"""Requests out of the bytes of a connection: HTTP/1.1 (RFC 9112), read by llhttp, and bounded."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import httptools
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    HTTPVersionNotSupported,
    NotImplemented,
    RequestHeaderFieldsTooLarge,
    RequestURITooLarge,
)

from .bodies import Body, broken_off
from .heads import Ends, environ_of
from .parameters import LONGEST_ADDRESS
from .wsgi import REFUSAL, Environ

#: The longest head in bytes: what an address may have, and as much again for the headers.
LONGEST_HEAD = 2 * LONGEST_ADDRESS
#: Bytes of a body that are none of its content, in a row: sizes and extensions of chunks, and trailers.
_BESIDE = 1 << 14
#: The versions that it reads, and what the parser says before it has read one.
_VERSIONS, _NO_VERSION = ("1.0", "1.1"), "0.0"
_METHOD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ ")
_FOREIGN = re.compile(rb"[\x80-\xff]")


@dataclass(eq=False, slots=True)
class Request:
    """A request whose head was read.

    `keeps`: another one may follow on its connection; `expects`: its body comes when it is told to go on.
    """

    environ: Environ
    body: Body
    keeps: bool
    expects: bool = False


class RequestReader:
    """Reads the requests of one connection.

    `ready` are those that nobody has taken yet; where nothing more can be read, the last one of them says why
    as its REFUSAL. `arriving` is the body that is not yet complete.
    """

    def __init__(self, ends: Ends, wanted: Callable[[], None]) -> None:
        """Call `wanted` when somebody waits for a body."""
        self._ends, self._wanted = ends, wanted
        self.ready: deque[Request] = deque()
        self.arriving: Body | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._begun = 0  # requests of which something has come
        self._beside = 0  # bytes since the last ones of a body's content
        self._is_over = False  # no other request follows
        self._begin()

    def _begin(self) -> None:
        """Wait for a head."""
        self.is_at_rest = True  # not a byte of the next request has come
        self._in_line = True
        self._target = b""
        self._fields: list[tuple[bytes, bytes]] = []
        self._size = 0
        self._again = b""

    def feed(self, data: bytes) -> None:
        """Read what has arrived."""
        if self._is_over and self.arriving is None:
            return
        if self._in_line:
            data = data if data.isascii() else _with_ascii_line(data)
            self._in_line = b"\n" not in data
        begun, in_head = self._begun, self.arriving is None
        self._beside += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._stay(data[upgrade.args[0] :])
        except httptools.HttpParserError as error:
            self._fail(error, data)
        if in_head and self.arriving is None and self._begun == begun:
            self._size += len(data)
            self._bound()
        if not in_head and self._beside > _BESIDE:
            self._break_off("what stands beside its content is too long")

    def end(self) -> None:
        """Take notice that nothing more comes."""
        if self.arriving is not None:
            self._break_off("the connection was closed")

    def refuse(self, refusal: HTTPException) -> None:
        """Say of the request that is coming that it is refused, and read no other."""
        if not self._is_over:
            self._is_over = True
            environ = environ_of("GET", b"/", "1.1", self._fields, self._ends)
            environ[REFUSAL] = refusal
            self.ready.append(Request(environ, Body(), keeps=False))

    # What follows is called by the parser.

    def on_message_begin(self) -> None:
        self._begin()
        self._begun += 1
        self.is_at_rest = False

    def on_url(self, piece: bytes) -> None:
        self._target += piece

    def on_header(self, name: bytes, value: bytes) -> None:
        if self.arriving is None:  # what follows a body's pieces is of no use here
            self._fields.append((name, value))

    def on_headers_complete(self) -> None:
        self._size = len(self._target) + sum(len(name) + len(value) + 4 for name, value in self._fields)
        self._bound()
        method = self._parser.get_method()
        version = self._parser.get_http_version()
        codings = {value.lower() for name, value in self._fields if name.lower() == b"transfer-encoding"}
        if method == b"CONNECT":
            self.refuse(NotImplemented("This server is no proxy."))
        elif version not in _VERSIONS:
            self.refuse(_other_version())
        elif codings - {b"chunked"}:
            self.refuse(
                NotImplemented("A body may come in chunks here, and not otherwise encoded for its way.")
            )
        if self._is_over:
            return
        if self._parser.should_upgrade():
            self._again = self._without_upgrade(method)
            return
        environ = environ_of(method.decode(), self._target, version, self._fields, self._ends)
        expects = version != "1.0" and environ.get("HTTP_EXPECT", "").lower() == "100-continue"
        self.arriving, self._beside = Body(self._wanted), 0
        keeps = self._parser.should_keep_alive()
        self._is_over = not keeps
        self.ready.append(Request(environ, self.arriving, keeps, expects))

    def on_body(self, piece: bytes) -> None:
        self._beside = 0
        if self.arriving is not None:
            self.arriving.feed(piece)

    def on_message_complete(self) -> None:
        if self.arriving is not None:
            self.arriving.end()
            self.arriving = None
        if not self._again:
            self._begin()

    def _bound(self) -> None:
        """Refuse a head that is too long, before it is complete or after."""
        if len(self._target) > LONGEST_ADDRESS:
            told = f"An address may have {LONGEST_ADDRESS:,} bytes. Send a longer query by POST or QUERY."
            self.refuse(RequestURITooLarge(told))
        elif self._size > LONGEST_HEAD:
            told = f"A request's head may have {LONGEST_HEAD:,} bytes: its address and its headers together."
            self.refuse(RequestHeaderFieldsTooLarge(told))

    def _without_upgrade(self, method: bytes) -> bytes:
        """Write the head again without the wish for another protocol, which the parser would leave us at.

        Java's client wishes for HTTP/2 so, and sends its body in any case (RFC 9110, section 7.8).
        """
        lines = [b"%b %b HTTP/%b" % (method, self._target, self._parser.get_http_version().encode())]
        lines += [b"%b: %b" % each for each in self._fields if each[0].lower() != b"upgrade"]
        return b"\r\n".join((*lines, b"", b""))

    def _stay(self, rest: bytes) -> None:
        """Read a request that wishes for another protocol as one that does not."""
        if self._again:
            self._parser, again = httptools.HttpRequestParser(self), self._again
            self._parser.feed_data(again)
            if rest:
                self.feed(rest)

    def _fail(self, error: httptools.HttpParserError, data: bytes) -> None:
        if self.arriving is not None:
            self._break_off(str(error).lower())
        elif isinstance(error, httptools.HttpParserInvalidMethodError) and _METHOD.match(data):
            self.refuse(NotImplemented("This server knows no such method."))
        elif self._parser.get_http_version() not in (*_VERSIONS, _NO_VERSION):
            self.refuse(_other_version())
        else:
            self.refuse(BadRequest(f"This is no request in HTTP/1.1: {error}."))

    def _break_off(self, why: str) -> None:
        body, self.arriving = self.arriving, None
        self._is_over = True
        if body is not None:
            body.end(broken_off(body.taken + body.waiting, why))


def _other_version() -> HTTPVersionNotSupported:
    return HTTPVersionNotSupported("This server speaks HTTP/1.1.")


def _with_ascii_line(data: bytes) -> bytes:
    """Write the other characters of a request's first line as its sender should have, in percents."""
    line, end, rest = data.partition(b"\n")
    return _FOREIGN.sub(lambda found: b"%%%02X" % found[0][0], line) + end + rest

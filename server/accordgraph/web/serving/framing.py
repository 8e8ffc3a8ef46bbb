"""Where a body ends: after as many bytes as its head says, or with its last chunk (RFC 9112, section 6)."""

from __future__ import annotations

import re
from typing import Protocol

from werkzeug.exceptions import BadRequest
from werkzeug.exceptions import NotImplemented as Unsupported

from .bodies import Body
from .wsgi import TOKEN, Environ

#: Bytes of a body that are none of its content, in a row: sizes and extensions of chunks, and trailers.
_BESIDE = 1 << 14
_LENGTH = re.compile(r"[0-9]{1,18}")
#: The lines of a body in chunks: a size, what ends a chunk, and what follows the last one.
_QUOTED = rb'"(?:[\t\x20\x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*"'
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})(?:;%b(?:=(?:%b|%b))?)*\r\n" % (TOKEN, TOKEN, _QUOTED))
_CHUNK_END = re.compile(rb"\r\n")
_FRAMES = rb"(?i:content-length|transfer-encoding):"
_TRAILER = re.compile(rb"(?:(?!%b)%b:[\t\x20-\x7e\x80-\xff]*)?\r\n" % (_FRAMES, TOKEN))


class BadFraming(Exception):
    """It cannot be told where a body ends; says why."""


class Framing(Protocol):
    """Takes the content of a body out of what arrives."""

    body: Body

    def feed(self, data: bytes) -> bytes | None:
        """Read what has arrived; return what follows the body, None where its end is not there yet.

        Raises BadFraming.
        """


def framing_of(environ: Environ, body: Body) -> Framing | None:
    """Return how the body of a request arrives, None where it has none. Raises HTTPException.

    There is one way to read it, or none: what another server might read otherwise is refused.
    """
    coding, length = environ.get("HTTP_TRANSFER_ENCODING"), environ.get("CONTENT_LENGTH")
    if coding is not None:
        if length is not None or environ["SERVER_PROTOCOL"] != "HTTP/1.1":
            raise BadRequest("A body has a length, or it comes in the chunks of HTTP/1.1.")
        if coding.lower() != "chunked":
            raise Unsupported("A body may come in chunks here, and not otherwise encoded for its way.")
        return Chunks(body)
    if length is None:
        return None
    if not _LENGTH.fullmatch(length):
        raise BadRequest("A body has one length: a number.")
    return Counted(body, int(length)) if int(length) else None


class Counted:
    """A body whose length is known."""

    def __init__(self, body: Body, length: int) -> None:
        """Take so many bytes, at least one."""
        self.body, self._left = body, length

    def feed(self, data: bytes) -> bytes | None:
        """Read what has arrived."""
        piece = data[: self._left]
        self.body.feed(piece)
        self._left -= len(piece)
        return None if self._left else data[len(piece) :]


class Chunks:
    """A body in chunks (section 7.1); extensions and trailers are of no use here."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._left = 0  # of a chunk
        self._expected = _SIZE
        self._line = b""  # as far as it has come
        self._beside = 0  # bytes since the last ones of content

    def feed(self, data: bytes) -> bytes | None:
        """Read what has arrived. Raises BadFraming."""
        content = bytearray()  # of all chunks that came together, which may have a byte each
        try:
            return self._read(data, content)
        finally:
            if content:
                self.body.feed(bytes(content))

    def _read(self, data: bytes, content: bytearray) -> bytes | None:
        at, end = 0, len(data)
        while at < end:
            begin = at
            if self._left:
                at = min(begin + self._left, end)
                self._left -= at - begin
                self._beside = 0
                content += data[begin:at]
                continue
            at = data.find(b"\n", begin) + 1 or end
            self._line += data[begin:at]
            self._beside += at - begin
            if self._beside > _BESIDE:
                raise BadFraming("what stands beside its content is too long")
            if self._line.endswith(b"\n") and self._is_last():
                return data[at:]
        return None

    def _is_last(self) -> bool:
        """Read a line; whether the body ends with it. Raises BadFraming."""
        line, self._line = self._line, b""
        found = self._expected.fullmatch(line)
        if found is None:
            raise BadFraming("its chunks are not written as HTTP/1.1 has them")
        if self._expected is _SIZE:
            self._left = int(found[1], 16)
            self._expected = _CHUNK_END if self._left else _TRAILER
        elif self._expected is _CHUNK_END:
            self._expected = _SIZE
        else:
            return line == b"\r\n"
        return False

"""Responses as bytes: HTTP/1.1 (RFC 9112)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formatdate

from ...engine.answering.memo import memoized
from ...engine.clock import Clock
from .requests import Request
from .sending import BODILESS, Sending, Stuck, close
from .wsgi import Answered, Whole, header_of

#: Bytes that may wait to be sent before whoever makes them waits, too.
_UNSENT = 1 << 18
#: A body of so many bytes is not copied once more to go with its head: the event loop sends both together.
_LONG = 1 << 14
#: Characters of headers whose head is remembered.
_SHORT_HEAD = 1 << 13
#: Seconds in which a reader has to take something; then it is cut off.
_SLOWEST = 60.0
_CLOSE, _KEEP = b"Connection: close\r\n", b"Connection: keep-alive\r\n"
_CHUNKED, _CHUNK, _LAST_CHUNK = b"Transfer-Encoding: chunked\r\n", b"%x\r\n%b\r\n", b"0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Head:
    """Status line and headers, and the length of the body that they tell, None where they tell none."""

    lines: bytes
    length: int | None


def head_of(status: str, headers: Sequence[tuple[str, str]]) -> Head:
    """Return the head of a response."""
    lines = "".join([f"HTTP/1.1 {status}\r\n", *[f"{name}: {value}\r\n" for name, value in headers]])
    if lines.count("\n") != len(headers) + 1:
        raise ValueError("a header has one line")
    length = header_of(headers, "content-length")
    return Head(lines.encode("latin-1"), int(length) if length else None)


@memoized(1024, lambda _, headers: sum([len(value) for _, value in headers]), _SHORT_HEAD)
def _known_head(status: str, headers: tuple[tuple[str, str], ...]) -> Head:
    """Return the head of a response that is sent again and again; a long one, which holds what its client
    sent, is made anew."""
    return head_of(status, headers)


class DateLine:
    """The header that tells the time, and the end of a head; made once a second (RFC 9110, section 6.6.1)."""

    def __init__(self) -> None:
        self._second = 0
        self._line = b""

    def now(self) -> bytes:
        """Return it for this second."""
        second = int(time.time())
        if second != self._second:
            self._second = second
            self._line = f"Date: {formatdate(second, usegmt=True)}\r\n\r\n".encode()
        return self._line


class ResponseWriter:
    """Sends the responses of one connection, no faster than its reader takes them."""

    def __init__(self, transport: asyncio.Transport, date: DateLine, clock: Clock) -> None:
        self._transport, self._date, self._clock = transport, date, clock
        self._left = 0  # bytes that were unsent at the last look
        self._room = asyncio.Event()
        self.resume()
        transport.set_write_buffer_limits(_UNSENT)

    def pause(self) -> None:
        """Take notice that the reader is slow."""
        self.is_ready = False
        self._room.clear()

    def resume(self) -> None:
        """Take notice that the reader has taken most of what was sent, or that there is none any more."""
        self.is_ready = True
        self._room.set()

    def progresses(self) -> bool:
        """Whether something is still unsent, and less than at the last look."""
        before, self._left = self._left, self._transport.get_write_buffer_size()
        return self._left > 0 and self._left != before

    def write(self, data: bytes) -> None:
        """Send bytes, unless the connection is ending."""
        if not self._transport.is_closing():
            self._transport.write(data)

    def send_whole(self, request: Request, answered: Whole, again: bool = False) -> None:
        """Send a response that is small; `again`: it was sent before."""
        status, headers, body = answered
        head = _known_head(status, tuple(headers)) if again else head_of(status, headers)
        content = body[0] if len(body) == 1 else b"".join(body)
        framing = _persistence(request)
        if request.environ["REQUEST_METHOD"] == "HEAD" or status[:3] in BODILESS:
            content = b""
        elif head.length is None:
            framing += b"Content-Length: %d\r\n" % len(content)
        told = b"".join((head.lines, framing, self._date.now()))
        if len(content) < _LONG:
            self.write(told + content)
        else:
            self.write(told)
            self.write(content)

    async def send_pieces(self, request: Request, answered: Answered) -> None:
        """Send a response piece by piece; raises Stuck.

        Where it ends before its Content-Length, by an error or since the reader is too slow, the connection
        is to be cut: no part ever looks like the whole.
        """
        status, headers, pieces = answered
        if not isinstance(pieces, Sending):
            raise AssertionError("what is large has a place")
        pieces.cut = self._transport.abort
        head = head_of(status, headers)
        chunked = head.length is None and request.environ["SERVER_PROTOCOL"] == "HTTP/1.1"
        request.keeps = request.keeps and (chunked or head.length is not None)
        framing = _persistence(request) + (_CHUNKED if chunked else b"")
        self.write(b"".join((head.lines, framing, self._date.now())))
        sent = 0
        try:
            while (piece := await pieces.read()) is not None:
                await self._until_taken()
                self.write(_CHUNK % (len(piece), piece) if chunked else piece)
                sent += len(piece)
            await self._until_taken()
        finally:
            close(pieces)
        if chunked:
            self.write(_LAST_CHUNK)
        elif head.length is not None and sent != head.length:
            raise Stuck

    async def _until_taken(self) -> None:
        """Wait until the reader has taken most of what was sent."""
        while not self.is_ready:
            left = self._transport.get_write_buffer_size()
            try:
                async with self._clock.timeout(_SLOWEST):
                    await self._room.wait()
            except TimeoutError:
                if self._transport.get_write_buffer_size() >= left:
                    raise Stuck from None
        if self._transport.is_closing():
            raise Stuck


def _persistence(request: Request) -> bytes:
    """Return the header that tells whether the connection stays open."""
    if not request.keeps:
        return _CLOSE
    return b"" if request.environ["SERVER_PROTOCOL"] == "HTTP/1.1" else _KEEP

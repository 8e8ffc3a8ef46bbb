"""The bodies of requests: as they arrive, and read whole, bounded in length and in time."""

from __future__ import annotations

import asyncio
import io
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Callable
from typing import Self

from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, RequestTimeout

from .wsgi import Environ

#: Seconds in which a body has to arrive.
_SLOWEST = 60.0
_PIECE = 1 << 16


def _nothing() -> None:
    """Nobody has to be told."""


class Body:
    """What a request sends, piece by piece, while it arrives; `wanted` is called when somebody waits for it.

    `waiting` are the bytes that have arrived and nobody has taken, `taken` those that were.
    """

    def __init__(self, wanted: Callable[[], None] = _nothing) -> None:
        self._wanted = wanted
        self._pieces: deque[bytes] = deque()
        self._changed: asyncio.Event | None = None  # most have come before anybody waits
        self._fault: HTTPException | None = None
        self.is_complete = False
        self.waiting = self.taken = 0

    def feed(self, piece: bytes) -> None:
        """Take a piece that has arrived."""
        self._pieces.append(piece)
        self.waiting += len(piece)
        self._tell()

    def end(self, fault: HTTPException | None = None) -> None:
        """Take notice that nothing more comes; with a fault, because it broke off."""
        self._fault = fault
        self.is_complete = fault is None
        self._wanted = _nothing
        self._tell()

    def _tell(self) -> None:
        if self._changed is not None:
            self._changed.set()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        """Return the next piece; raises the fault with which the body broke off."""
        while not self._pieces:
            if self._fault is not None:
                raise self._fault
            if self.is_complete:
                raise StopAsyncIteration
            self._changed = self._changed or asyncio.Event()
            self._changed.clear()
            self._wanted()
            await self._changed.wait()
        piece = self._pieces.popleft()
        self.waiting -= len(piece)
        self.taken += len(piece)
        return piece


async def take_body(environ: Environ, body: AsyncIterable[bytes], longest: int) -> bytes:
    """Read a request's body, which the framework then finds in memory.

    Raises RequestEntityTooLarge where it is longer than `longest` bytes, RequestTimeout where it does not
    arrive, and BadRequest where it breaks off.
    """
    announced = environ.get("CONTENT_LENGTH") or "0"
    taken = bytearray()
    if announced.isascii() and announced.isdecimal() and int(announced) > longest:
        raise _too_large(longest)
    try:
        async with asyncio.timeout(_SLOWEST):
            async for piece in body:
                taken += piece
                if len(taken) > longest:
                    raise _too_large(longest)
    except TimeoutError:
        raise RequestTimeout(f"The body did not arrive within {_SLOWEST:g} s.") from None
    environ["wsgi.input"] = io.BytesIO(taken)
    environ["CONTENT_LENGTH"] = str(len(taken))
    return bytes(taken)


async def pieces(stream: io.BufferedIOBase) -> AsyncIterator[bytes]:
    """Yield what a stream holds."""
    while piece := stream.read(_PIECE):
        yield piece


def broken_off(taken: int, why: str) -> BadRequest:
    """Return the refusal of a body that broke off after so many bytes."""
    return BadRequest(f"The body broke off after {taken:,} bytes: {why}.")


def _too_large(longest: int) -> RequestEntityTooLarge:
    return RequestEntityTooLarge(f"A body may have {longest:,} bytes here.")

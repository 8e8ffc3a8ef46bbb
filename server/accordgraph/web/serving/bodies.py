"""The bodies of requests: as they arrive, and read whole, bounded in length and in time."""

from __future__ import annotations

import asyncio
import io
import sys
from collections import Counter, deque
from collections.abc import AsyncIterable, AsyncIterator, Callable
from typing import Self

from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, RequestTimeout

from ...engine.clock import Clock
from .shares import Shares
from .wsgi import CLIENT, Environ

#: Seconds in which a body has to arrive, and between two looks whether it has.
_SLOWEST, _LOOK = 60.0, 0.25
_PIECE = 1 << 16


def nothing() -> None:
    """Nobody has to be told."""


class Body:
    """What a request sends, piece by piece, while it arrives; `wanted` is called when somebody waits for it.

    `waiting` are the bytes that have arrived and nobody has taken, `taken` those that were.
    """

    def __init__(self, wanted: Callable[[], None] = nothing) -> None:
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
        self._wanted = nothing
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


class Arriving:
    """The bodies that arrive now: each is held in memory, so that they are few.

    Where there are too many, one of the client that sends most of them is given up, the one that has taken
    longest: whoever sends nothing keeps nobody out.
    """

    def __init__(self, most: int, share: int, loop: asyncio.AbstractEventLoop) -> None:
        """Take in `most` at the same time, and `share` of one client."""
        self._clock = Clock(loop, tick=_LOOK)
        self._most = most
        self._shares = Shares(sys.maxsize, share, "bodies")
        self._limits: dict[asyncio.Timeout, str] = {}  # the client of each, in the order in which they began

    async def take(self, environ: Environ, body: AsyncIterable[bytes], longest: int) -> bytes:
        """Read a request's body, which the framework then finds in memory.

        Raises RequestEntityTooLarge where it is longer than `longest` bytes, RequestTimeout where it does not
        arrive in time, BadRequest where it breaks off, and ShareUsedUp.
        """
        announced = environ.get("CONTENT_LENGTH") or "0"
        if announced.isascii() and announced.isdecimal() and int(announced) > longest:
            raise _too_large(longest)
        client, began = environ[CLIENT], self._clock.now
        self._shares.enter(client)
        try:
            self._make_room()
            async with self._clock.timeout(_SLOWEST) as limit:
                self._limits[limit] = client
                try:
                    taken = await _whole(body, longest)
                finally:
                    self._limits.pop(limit, None)
                    del limit  # which knows its task, and that the error that ends it, and that this call
        except TimeoutError:
            seconds = self._clock.now - began
            raise RequestTimeout(f"The body did not arrive within {seconds:.0f} s.") from None
        finally:
            self._shares.leave(client)
        content = bytes(taken)
        environ["wsgi.input"] = io.BytesIO(content)  # which does not copy it
        environ["CONTENT_LENGTH"] = str(len(content))
        return content

    def _make_room(self) -> None:
        if len(self._limits) < self._most:
            return
        sending = Counter(self._limits.values())
        victim = max(self._limits, key=lambda limit: sending[self._limits[limit]])  # of equals, the first
        del self._limits[victim]
        victim.reschedule(asyncio.get_running_loop().time())


async def _whole(body: AsyncIterable[bytes], longest: int) -> bytearray:
    taken = bytearray()
    async for piece in body:
        taken += piece
        if len(taken) > longest:
            raise _too_large(longest)
    return taken


async def pieces(stream: io.BufferedIOBase) -> AsyncIterator[bytes]:
    """Yield what a stream holds."""
    while piece := stream.read(_PIECE):
        yield piece


def broken_off(taken: int, why: str) -> BadRequest:
    """Return the refusal of a body that broke off after so many bytes."""
    return BadRequest(f"The body broke off after {taken:,} bytes: {why}.")


def _too_large(longest: int) -> RequestEntityTooLarge:
    return RequestEntityTooLarge(f"A body may have {longest:,} bytes here.")

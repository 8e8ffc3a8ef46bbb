"""The bodies of responses: whole ones, and large ones, which go out piece by piece."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import partial

from ...engine.answering.large import LARGE
from .bodies import nothing
from .wsgi import Headers, header_of

#: Statuses of responses that have neither body nor length.
BODILESS = frozenset(("204", "304"))
#: Bytes that are sent together.
_PIECE = 1 << 18


class Stuck(Exception):
    """A response that is not sent to its end: its reader takes nothing any more, has gone, or makes room for
    another one."""


class Sending:
    """A large response's pieces; it gives its place back when it is sent, or nobody wants more.

    `leave` is called then, and `cut` where it ends before that in favour of others. Pieces that may have to
    come from a disk are read in `threads`.
    """

    def __init__(self, pieces: Iterable[bytes], leave: Callable[[], None], threads: Executor | None) -> None:
        self._pieces, self._iterator, self._leave = pieces, iter(pieces), leave
        self._threads = threads
        self._reading: Future[bytes | None] | None = None
        self.is_open = True
        self.cut: Callable[[], None] = nothing

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        """Return the next piece; raises Stuck where it was given up."""
        if not self.is_open:
            raise Stuck
        try:
            return next(self._iterator)
        except BaseException:
            self.close()
            raise

    async def read(self) -> bytes | None:
        """Return the next piece, None after the last; raises Stuck where it was given up."""
        if self._threads is None:
            return next(self, None)
        if not self.is_open:
            raise Stuck
        try:
            self._reading = self._threads.submit(next, self._iterator, None)
            piece = await asyncio.wrap_future(self._reading)
        except BaseException:
            self.close()
            raise
        if piece is None:
            self.close()
        return piece

    def give_up(self) -> None:
        """End the response in favour of another one."""
        self.close()
        self.cut()

    def close(self) -> None:
        """End the response."""
        if self.is_open:
            self.is_open = False
            self._leave()
            if self._reading is None:
                close(self._pieces)
            else:  # a disk that does not answer keeps its thread, and nobody else
                self._reading.add_done_callback(partial(_close_after, self._pieces))

    def __del__(self) -> None:
        self.close()


def _close_after(pieces: Iterable[bytes], _: Future[bytes | None]) -> None:
    close(pieces)


def size_of(headers: Headers) -> int | None:
    """Return the bytes that a response's body has; None where its headers do not tell."""
    length = header_of(headers, "content-length")
    return int(length) if length.isdecimal() else None


def is_small(status: str, headers: Headers) -> bool:
    """Whether a response is small enough to be held in memory."""
    size = size_of(headers)
    return status[:3] in BODILESS or (size is not None and size <= LARGE)


def in_pieces(content: bytes) -> Iterator[bytes]:
    """Yield bytes piece by piece, so that no more is sent than is taken."""
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]


def whole(body: Iterable[bytes]) -> list[bytes]:
    """Return a small body at once."""
    if isinstance(body, list):
        return body
    try:
        return [b"".join(body)]
    finally:
        close(body)


def close(body: Iterable[bytes]) -> None:
    """End a body that nobody wants any more."""
    close = getattr(body, "close", None)
    if close is not None:
        close()

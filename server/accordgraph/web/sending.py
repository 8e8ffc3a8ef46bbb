"""The bodies of responses: whole ones, and large ones, which go out piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..engine.handing import LARGE
from .wsgi import Headers, header_of

#: Statuses of responses that have neither body nor length.
BODILESS = frozenset(("204", "304"))


class Sending:
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
            close(self._pieces)

    def __del__(self) -> None:
        self.close()


def is_small(status: str, headers: Headers) -> bool:
    """Whether a response is small enough to be held in memory."""
    length = header_of(headers, "content-length")
    return status[:3] in BODILESS or (length.isdecimal() and int(length) <= LARGE)


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

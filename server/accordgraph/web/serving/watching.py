"""Watching whether the clients of requests are still there: nothing more is done for those that have gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from .wsgi import PRESENCE, Environ

#: Seconds for which a client that sends nothing more is still answered, as long as it has to wait in no line.
_PATIENCE = 0.1


class Presence:
    """Whether the client of a request is still there, until it is answered; all on one event loop.

    It has gone when its connection is lost. Once it sends nothing more it most likely has, which looks no
    different: it counts as gone as soon as it has to wait in a line, or else a moment later.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._watches: set[_Watch] = set()
        self._leaves = False
        self.is_gone = False

    def leave(self) -> None:
        """Take notice that the client sends nothing more."""
        self._leaves = True
        self._loop.call_later(_PATIENCE, self.end)
        self._look()

    def end(self) -> None:
        """Take notice that the client has gone."""
        self.is_gone = True
        self._look()

    def begin(self, watch: _Watch) -> None:
        """Stop one thing more once the client has gone."""
        self._watches.add(watch)
        if self._leaves or self.is_gone:
            self._loop.call_soon(self._look)  # unless it has ended by then

    def over(self, watch: _Watch) -> None:
        """Stop it no more."""
        self._watches.discard(watch)

    def _look(self) -> None:
        self.is_gone = self.is_gone or (self._leaves and any(watch.waits for watch in self._watches))
        if self.is_gone:
            for watch in tuple(self._watches):
                watch.stop()


@dataclass(eq=False, slots=True)
class _Watch:
    """What is stopped once a client has gone; `waits`: it has to wait in a line before it is done.

    Each query has one: as a generator it would take three times as long.
    """

    presence: Presence
    stop: Callable[[], object]
    waits: bool

    def __enter__(self) -> None:
        self.presence.begin(self)

    def __exit__(self, *_: object) -> None:
        self.presence.over(self)


def watch(environ: Environ, stop: Callable[[], object], waits: bool = False) -> AbstractContextManager[None]:
    """Watch the client of a request: once it has gone, `stop` is called until the block ends.

    With `waits`, the block has to wait in a line, which it does for nobody who sends nothing more.
    """
    presence = environ.get(PRESENCE)
    return nullcontext() if presence is None else _Watch(presence, stop, waits)


def has_gone(environ: Environ) -> bool:
    """Whether the client of a request has gone, as far as that can be told; from any thread."""
    presence = environ.get(PRESENCE)
    return presence is not None and presence.is_gone

"""Watching whether the clients of requests that take long are still there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from .wsgi import GONE, Environ

#: Seconds that something may take before it is watched whether whoever asked for it is still there.
_PATIENCE = 0.1


class Watching:
    """Stops what is done for clients that go away before they are answered, all on one event loop.

    Most are answered before it looks for the first time: it has one timer, and not one for each.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._watches: set[_Watch] = set()
        self._looks = False

    def watch(self, environ: Environ, stop: Callable[[], object]) -> AbstractContextManager[None]:
        """Watch the client of a request: once it has gone, call `stop` until the block ends."""
        gone = environ.get(GONE)
        return nullcontext() if gone is None else _Watch(self, gone, stop, self._loop.time())

    def begin(self, watch: _Watch) -> None:
        """Watch one more."""
        self._watches.add(watch)
        self._look_soon()

    def end(self, watch: _Watch) -> None:
        """Watch one no more."""
        self._watches.discard(watch)
        if watch.task is not None:
            watch.task.cancel()
            watch.task = None  # which would keep the calls that it ends, and they the watch

    def _look_soon(self) -> None:
        if not self._looks:
            self._looks = True
            self._loop.call_later(_PATIENCE, self._look)

    def _look(self) -> None:
        self._looks = False
        before = self._loop.time() - _PATIENCE
        for watch in self._watches:
            if watch.task is None and watch.since <= before:
                watch.task = self._loop.create_task(_stop_when_gone(watch))
        if self._watches:
            self._look_soon()


@dataclass(eq=False, slots=True)
class _Watch:
    """The client of one request, watched for a block; `since` is a time of the loop in seconds.

    Each query has one: as a generator it would take three times as long.
    """

    watching: Watching
    gone: Callable[[], Awaitable[object]]
    stop: Callable[[], object]
    since: float
    task: asyncio.Task[None] | None = None

    def __enter__(self) -> None:
        self.watching.begin(self)

    def __exit__(self, *_: object) -> None:
        self.watching.end(self)


async def _stop_when_gone(watch: _Watch) -> None:
    await watch.gone()
    while True:
        watch.stop()
        await asyncio.sleep(_PATIENCE)

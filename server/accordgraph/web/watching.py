"""Watching whether the clients of queries are still there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .running import Running
from .wsgi import QUERY_ID, Environ

#: Seconds that a query may take before it is watched whether whoever asked it is still there.
_PATIENCE = 0.1

#: Ends when the client has gone.
Gone = Callable[[], Awaitable[object]]


@dataclass(eq=False)
class Watch:
    """The query of one request; `since` is a time of the loop in seconds."""

    environ: Environ
    gone: Gone
    since: float
    task: asyncio.Task[None] | None = None


class Watching:
    """Stops queries whose clients go away before they are answered, all on one event loop.

    Most queries are answered before it looks for the first time: it has one timer, and not one for each.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, running: Running) -> None:
        self._loop, self._running = loop, running
        self._watches: set[Watch] = set()
        self._looks = False

    def begin(self, environ: Environ, gone: Gone) -> Watch:
        """Watch the client of a request; `end` must follow."""
        watch = Watch(environ, gone, self._loop.time())
        self._watches.add(watch)
        self._look_soon()
        return watch

    def end(self, watch: Watch) -> None:
        """Watch no more."""
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
                watch.task = self._loop.create_task(self._stop_when_gone(watch))
        if self._watches:
            self._look_soon()

    async def _stop_when_gone(self, watch: Watch) -> None:
        await watch.gone()
        while True:  # until the watch ends: what it asks may still have to be read, and has no id before
            self._running.stop(watch.environ.get(QUERY_ID, ""))
            await asyncio.sleep(_PATIENCE)

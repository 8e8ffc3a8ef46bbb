"""Watching whether the client of a query is still there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from .desk import Desk
from .wsgi import QUERY_ID, Environ

#: Seconds that a query may take before it is watched whether whoever asked it is still there.
_PATIENCE = 0.1

#: Ends when the client has gone.
Gone = Callable[[], Awaitable[object]]


class Watch:
    """Stops a request's query where its client goes away before it is answered."""

    def __init__(self, desk: Desk, environ: Environ, gone: Gone | None) -> None:
        self._desk, self._environ, self._gone = desk, environ, gone
        self._timer = desk.loop.call_later(_PATIENCE, self._begin)
        self._task: asyncio.Task[None] | None = None

    def end(self) -> None:
        """Watch no more."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        if self._gone is not None:
            self._task = self._desk.loop.create_task(self._stop_when_gone(self._gone))

    async def _stop_when_gone(self, gone: Gone) -> None:
        await gone()
        self._desk.running.stop(self._environ.get(QUERY_ID, ""))

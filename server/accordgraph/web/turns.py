"""Turns of clients: of what one asks for, some is made at the same time, and the rest after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from .running import current_task
from .watching import Watching
from .wsgi import CLIENT, Environ


class Turns:
    """Turns of all clients, on one event loop."""

    def __init__(self, most: int, watching: Watching) -> None:
        """Let each client have so many turns at the same time."""
        self._most, self._watching = most, watching
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, environ: Environ) -> AsyncIterator[None]:
        """Wait for a turn of the client of a request, which it has until the block ends.

        The task is cancelled where the client goes away before: nobody wants what it asked for.
        """
        # Held while it is used: who has nothing at work is forgotten.
        turns = self._turns.setdefault(environ[CLIENT], asyncio.Semaphore(self._most))
        with self._watching.watch(environ, current_task().cancel):
            await turns.acquire()
        try:
            yield
        finally:
            turns.release()

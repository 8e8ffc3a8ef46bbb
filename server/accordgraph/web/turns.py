"""Turns of clients: of what one asks for, some is made at the same time, and the rest after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from .running import current_task
from .watching import Watching
from .wsgi import CLIENT, Environ


class Turns:
    """Turns of all clients, on one event loop."""

    def __init__(self, most: int, watching: Watching, together: int | None = None) -> None:
        """Let each client have `most` turns at the same time, and all `together`, or any number.

        Who waits for one of these has at most `most` of each other client before it.
        """
        self._most, self._watching = most, watching
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._together = () if together is None else (asyncio.Semaphore(together),)

    @asynccontextmanager
    async def turn(self, environ: Environ) -> AsyncIterator[None]:
        """Wait for a turn of the client of a request, which it has until the block ends; see `take`."""
        with await self.take(environ):
            yield

    async def take(self, environ: Environ) -> ExitStack:
        """Wait for a turn of the client of a request, which it has until the stack is closed, on the loop.

        The task is cancelled where the client goes away before: nobody wants what it asked for.
        """
        # Held while it is used: who has nothing at work is forgotten.
        turns = self._turns.setdefault(environ[CLIENT], asyncio.Semaphore(self._most))
        with ExitStack() as held, self._watching.watch(environ, current_task().cancel):
            for each in (turns, *self._together):
                await each.acquire()
                held.callback(each.release)
            return held.pop_all()

"""Turns of clients: of what one asks for, little is made at the same time, and the rest after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from ...engine.workers.gate import Gate
from ..running import current_task
from .watching import watch
from .wsgi import CLIENT, TURN, Environ


class Turns:
    """Turns of all clients, on one event loop."""

    def __init__(self, most: int, gate: Gate | None = None) -> None:
        """Let each client have `most` turns at the same time.

        With a gate, each of them needs a place there: whoever comes has at most `most` of each other client
        before it, and those of clients that used little go first.
        """
        self._most, self._gate = most, gate
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, environ: Environ) -> AsyncIterator[None]:
        """Wait for a turn of the client of a request, which it has until the block ends.

        The task is cancelled where the client goes away before: nobody wants what it asked for.
        """
        with watch(environ, current_task().cancel, waits=True):
            environ[TURN] = await self._take(environ)
        try:
            yield
        finally:
            await self._give_back(environ)

    @asynccontextmanager
    async def apart(self, environ: Environ) -> AsyncIterator[None]:
        """Give the turn of a request to others in this block, which waits for something else, and wait for
        another one after it."""
        has_turn = TURN in environ
        await self._give_back(environ)
        try:
            yield
        finally:
            if has_turn:
                environ[TURN] = await self._take(environ)

    async def _take(self, environ: Environ) -> AsyncExitStack:
        # Held while it is used: who has nothing at work is forgotten.
        turns = self._turns.setdefault(environ[CLIENT], asyncio.Semaphore(self._most))
        async with AsyncExitStack() as held:
            await turns.acquire()
            held.callback(turns.release)
            if self._gate is not None:
                await held.enter_async_context(self._gate.place(environ[CLIENT]))
            return held.pop_all()

    async def _give_back(self, environ: Environ) -> None:
        if TURN in environ:
            await environ.pop(TURN).aclose()

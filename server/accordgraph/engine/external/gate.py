"""How many queries an engine gets at once, and who is next: those who used little of its time lately."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from accordgraph.engine.errors import QueueFull
from accordgraph.engine.usage import Usage


class Gate:
    """Places for queries, and a bounded line before them; all on one event loop."""

    def __init__(self, places: int, waiting: int, patience: float) -> None:
        self._places, self._most, self._patience = places, waiting, patience
        self._line: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._usage = Usage()
        self.busy = 0

    @property
    def waiting(self) -> int:
        """The queries that wait."""
        return sum(not turn.done() for _, _, turn in self._line)

    @asynccontextmanager
    async def place(self, client: str) -> AsyncIterator[None]:
        """Hold a place in this block; raises QueueFull."""
        loop = asyncio.get_running_loop()
        await self._enter(client, loop)
        began = loop.time()
        try:
            yield
        finally:
            self._usage.add(client, loop.time() - began, loop.time())
            self._leave()

    async def _enter(self, client: str, loop: asyncio.AbstractEventLoop) -> None:
        if self.busy < self._places:
            self.busy += 1
            return
        if self.waiting >= self._most:
            raise QueueFull(f"{self.waiting} queries are waiting already. Try again in a moment.")
        turn: asyncio.Future[None] = loop.create_future()
        heapq.heappush(self._line, (self._usage.rank(client, loop.time()), next(self._numbers), turn))
        try:
            async with asyncio.timeout(self._patience):
                await turn
        except BaseException as end:
            if turn.done() and not turn.cancelled():  # its turn came in the same moment
                self._leave()
            turn.cancel()
            if isinstance(end, TimeoutError):
                busy = (
                    f"All {self._places} query processes were busy for {self._patience:g} s. "
                    "Try again in a moment."
                )
                raise QueueFull(busy) from end
            raise

    def _leave(self) -> None:
        """Give a place to whoever is next, if anybody waits."""
        while self._line:
            _, _, turn = heapq.heappop(self._line)
            if not turn.done():
                turn.set_result(None)
                return
        self.busy -= 1

"""How many queries an engine gets at once, and who is next: those who used little of its time lately."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from accordgraph.engine.errors import QueueFull
from accordgraph.engine.line import Line, Turn
from accordgraph.engine.usage import Usage


class Gate:
    """Places for queries, and a bounded line before them; all on one event loop."""

    def __init__(self, places: int, waiting: int, patience: float) -> None:
        self._places, self._patience = places, patience
        self._line = Line[Turn[None]](waiting)
        self._numbers = itertools.count()
        self._usage = Usage()
        self.busy = 0

    @property
    def waiting(self) -> int:
        """The queries that wait."""
        return len(self._line)

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
        rank, number = self._usage.rank(client, loop.time()), next(self._numbers)
        turn = Turn[None](client=client, number=number, reply=loop.create_future(), rank=rank)
        self._line.promote(client, rank)
        self._line.join(turn)
        try:
            async with asyncio.timeout(self._patience):
                await turn.reply
        except BaseException as end:
            self._line.leave(turn)
            if turn.came:  # in the same moment
                self._leave()
            if isinstance(end, TimeoutError):
                busy = (
                    f"All {self._places} query processes were busy for {self._patience:g} s. "
                    "Try again in a moment."
                )
                raise QueueFull(busy) from end
            raise

    def _leave(self) -> None:
        """Give a place to whoever is next, if anybody waits."""
        while (turn := self._line.first()) is not None:
            self._line.leave(turn)
            if not turn.reply.done():
                turn.reply.set_result(None)
                return
        self.busy -= 1

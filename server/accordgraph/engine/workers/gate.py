"""How much of a kind is done at the same time, and who is next: those who used little of that time lately."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..clock import Clock
from .line import Line, Turn
from .usage import Usage


class Gate:
    """Places, and the line before them; all on one event loop."""

    def __init__(self, places: int, waiting: int, patience: float, loop: asyncio.AbstractEventLoop) -> None:
        self._places, self._loop = places, loop
        self._usage = Usage()
        self._line = Line[Turn[None]](waiting, patience, self._usage)
        self._numbers = itertools.count()
        self._clock = Clock(loop, self._look)
        self.busy = 0

    @property
    def waiting(self) -> int:
        """Those who wait."""
        return len(self._line)

    @asynccontextmanager
    async def place(self, client: str) -> AsyncIterator[None]:
        """Hold a place in this block; raises QueueFull."""
        self._clock.start()
        await self._enter(client)
        began = self._clock.now
        try:
            yield
        finally:
            now = self._clock.now
            self._usage.add(client, now - began, now)
            self._line.judge(client, now)
            self._leave()

    async def _enter(self, client: str) -> None:
        if self.busy < self._places:
            self.busy += 1
            return
        turn = Turn[None](client=client, number=next(self._numbers), reply=self._loop.create_future())
        self._line.enter(turn, self._clock.now)
        self._line.join(turn)
        try:
            await turn.reply
        except BaseException:
            self._line.leave(turn)
            if turn.came:  # in the same moment
                self._leave()
            raise

    def _look(self) -> bool:
        return self._line.look(self._clock.now) or self.busy > 0

    def _leave(self) -> None:
        """Give a place to whoever is next, if anybody waits."""
        while (turn := self._line.first()) is not None:
            self._line.leave(turn)
            if not turn.reply.done():
                turn.reply.set_result(None)
                return
        self.busy -= 1

"""The time that counts: that of an event loop, without the time in which its process stood still."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

#: Seconds between two looks, where nothing else is said.
_TICK = 0.02
#: A look that comes later than this, in seconds, tells that the process did not run: it was stopped, or its
#: machine was, and with it most likely all that it waits for. So much counts all the same, or time would
#: stand still where every look comes late, as in a container that gets too little of a processor.
_STILL = 1.0


class Clock:
    """Seconds by which limits are judged, and a look at them every now and then.

    `look` is called every `tick` seconds, from `start` on, as long as it returns that there is more to see;
    without one there is nothing but what `timeout` judges.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, look: Callable[[], bool] = bool, tick: float = _TICK
    ) -> None:
        self._loop, self._look, self._seconds = loop, look, tick
        self._limits: dict[asyncio.Timeout, float] = {}  # until when
        self._lost = 0.0
        self._due: float | None = None

    @property
    def now(self) -> float:
        """The seconds from some beginning on."""
        return self._loop.time() - self._lost

    def start(self) -> None:
        """Have a look soon."""
        if self._due is None:
            self._due = self._loop.time() + self._seconds
            self._loop.call_later(self._seconds, self._tick)

    @asynccontextmanager
    async def timeout(self, seconds: float) -> AsyncIterator[asyncio.Timeout]:
        """End a block by TimeoutError where it takes longer than so many seconds, or once what it is given is
        rescheduled."""
        async with asyncio.timeout(None) as limit:
            self._limits[limit] = self.now + seconds
            self.start()
            try:
                yield limit
            finally:
                self._limits.pop(limit, None)

    def _tick(self) -> None:
        if self._due is not None:
            self._lost += max(0.0, self._loop.time() - self._due - _STILL)
        self._due = None
        for limit in [each for each, until in self._limits.items() if until <= self.now]:
            del self._limits[limit]
            limit.reschedule(self._loop.time())
        if self._look() or self._limits:
            self.start()

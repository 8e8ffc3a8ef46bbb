"""The time that counts: that of an event loop, without the time in which its process stood still."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

#: Seconds between two looks.
_TICK = 0.02
#: A look that comes later than this, in seconds, tells that the process did not run: it was stopped, or its
#: machine was, and with it most likely all that it waits for.
_STILL = 1.0


class Clock:
    """Seconds by which limits are judged, and a look at them every now and then.

    `look` is called as long as it returns that there is more to look at, from `start` on.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, look: Callable[[], bool]) -> None:
        self._loop, self._look = loop, look
        self._lost = 0.0
        self._due: float | None = None

    @property
    def now(self) -> float:
        """The seconds from some beginning on."""
        return self._loop.time() - self._lost

    def start(self) -> None:
        """Have a look soon."""
        if self._due is None:
            self._due = self._loop.time() + _TICK
            self._loop.call_later(_TICK, self._tick)

    def _tick(self) -> None:
        if self._due is not None:
            late = self._loop.time() - self._due
            self._lost += late if late > _STILL else 0.0
        self._due = None
        if self._look():
            self.start()

"""The line of queries that wait for a worker: bounded, and those who used little go first."""

from __future__ import annotations

import asyncio
import bisect
from dataclasses import dataclass

from accordgraph.engine.errors import EngineError, QueueFull
from accordgraph.engine.frames import Frame
from accordgraph.engine.process import WorkerProcess
from accordgraph.engine.usage import MUCH

#: Seconds by the clock up to which a run is not looked at more closely: it used no more than that.
_SHORT = 0.02


@dataclass(eq=False)
class Run:
    """A worker that has a query, since when, and whether the query counts as a long one by now.

    `since` is a time of the loop in seconds. `preempted`: it was ended in favour of short ones, and is to
    start anew. `before`: what the worker had used of the processors when it got the query, or about that.
    """

    worker: WorkerProcess
    client: str
    since: float
    is_long: bool = False
    preempted: bool = False
    before: float | None = None

    def used(self, now: float) -> float:
        """Return the seconds of processors that it has used; by the clock, a busy machine would count too."""
        clock = now - self.since
        if clock < _SHORT:
            return clock
        used = self.worker.processor()
        if used is None:
            return clock
        if self.before is None:
            self.before = used - min(clock, 2 * _SHORT)
        return used - self.before


@dataclass(eq=False)
class Place:
    """One query's place in the line; the lowest `rank` goes first.

    `reply` is what its asker awaits, in the line and while a worker has the query, which is its `run` then.
    """

    request: Frame
    client: str
    number: int
    reply: asyncio.Future[Frame]
    rank: float = 0.0
    since: float = 0.0
    run: Run | None = None

    @property
    def is_long(self) -> bool:
        """Whether the query counts as a long one from the start."""
        return self.rank >= MUCH

    @property
    def order(self) -> tuple[float, int]:
        """Who goes first: lower ranks, then who came first."""
        return self.rank, self.number

    def fail(self, error: EngineError) -> None:
        """End the wait with an error, unless it has ended."""
        if not self.reply.done():
            self.reply.set_exception(error)


class Line:
    """The places in order."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._places: list[Place] = []  # in order

    def __len__(self) -> int:
        return len(self._places)

    def join(self, place: Place) -> None:
        """Let a place wait; where the line is full the last one has to go, with QueueFull."""
        if len(self._places) >= self._limit:
            last = self._places[-1] if self._places else place
            full = QueueFull(f"{len(self._places)} queries are waiting already. Try again in a moment.")
            if last.order <= place.order:
                raise full
            self.leave(last)
            last.fail(full)
        bisect.insort(self._places, place, key=lambda each: each.order)

    def leave(self, place: Place) -> None:
        """Take a place out, where it is still in."""
        if place in self._places:
            self._places.remove(place)

    def first(self) -> Place | None:
        """Return the first place: a long one only where all are long."""
        return self._places[0] if self._places else None

    def in_a_hurry(self) -> set[str]:
        """Return the clients whose short queries wait."""
        return {place.client for place in self._places if not place.is_long}

    def dismiss(self, error: EngineError, since: float | None = None) -> None:
        """End all waits with an error, or those alone that began at `since` or before."""
        for place in [each for each in self._places if since is None or each.since <= since]:
            self._places.remove(place)
            place.fail(error)

"""The line of queries that wait for a worker: bounded, and those who used little go first."""

from __future__ import annotations

import bisect
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from accordgraph.engine.errors import EngineError, QueueFull
from accordgraph.engine.process import WorkerProcess
from accordgraph.engine.usage import MUCH


@dataclass(eq=False)
class Run:
    """A worker that was given to a query, and since when the query counts as a long one, if it does.

    `preempted`: it was ended in favour of short ones, and is to start anew.
    """

    worker: WorkerProcess
    long_since: float | None = None
    preempted: bool = False


@dataclass(eq=False)
class Place:
    """One query's place in the line; the lowest `rank` goes first.

    Whoever waits does so at the `gate`; `run` or `error` is what the wait ends with.
    """

    rank: float
    number: int
    run: Run | None = None
    error: EngineError | None = None
    gate: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_long(self) -> bool:
        """Whether the query counts as a long one from the start."""
        return self.rank >= MUCH

    @property
    def order(self) -> tuple[float, int]:
        """Who goes first: lower ranks, then who came first."""
        return self.rank, self.number

    def open(self) -> None:
        """End the wait."""
        with suppress(RuntimeError):  # somebody else has ended it already
            self.gate.release()


class Line:
    """The places in order; not safe for threads by itself."""

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
            last.error = full
            last.open()
        place.gate.acquire()
        bisect.insort(self._places, place, key=lambda each: each.order)

    def leave(self, place: Place) -> None:
        """Take a place out, where it is still in."""
        if place in self._places:
            self._places.remove(place)

    def first(self, fits: Callable[[Place], bool] = lambda _: True) -> Place | None:
        """Return the first place, or the first that fits."""
        return next(filter(fits, self._places), None)

    def dismiss(self, error: EngineError) -> None:
        """End all waits with an error."""
        for place in self._places:
            place.error = error
            place.open()
        self._places.clear()

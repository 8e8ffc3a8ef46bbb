"""A pool of worker processes on one snapshot: the engine that the program uses."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import suppress
from dataclasses import dataclass

from ..clock import Clock
from ..errors import EngineError, EngineUnavailable, QueryTimeout, WorkerDied, WorkerKilled
from ..query import Answer, Query, Wish
from .line import Line
from .request import request_for
from .runs import SHORT, Place, Run, Runs, stopping
from .staff import Staff
from .starting import WorkerSetting
from .usage import Usage

#: A query whose worker is killed within so many seconds is asked once more.
_QUICK_DEATH = 1.0
#: A query that uses more of a processor, in seconds, is a long one: one worker is kept for the others.
_LONG = 0.1
#: So is one that takes longer by the clock, whatever it waits for.
_LONG_WAIT = 1.0
#: Seconds that a query waits at least, where the time limit is short: a new worker may have to start first.
_LEAST_PATIENCE = 2.0
#: Seconds in which the question of nothing is answered.
PROBE_LIMIT = 2.0
_PROBE = Query("ASK {}")


@dataclass(frozen=True)
class PoolLimits:
    """How many workers there are, how long one query may take (seconds), and how many queries may wait.

    Of several workers all but one may have long queries at the same time.
    """

    workers: int = 2
    timeout: float = 30.0
    waiting: int = 32

    @property
    def patience(self) -> float:
        """The seconds that a query may wait: as long as one may take."""
        return max(self.timeout, _LEAST_PATIENCE)


class WorkerPool:
    """Answer queries in processes that can be killed; a worker that dies or is killed is replaced.

    Who waits gets a worker directly from the one who gives it back, clients that used little of the workers'
    time before those that used much. A query that turns out to be long while all other workers have long ones
    too is ended as soon as another client waits with a short one, and started anew when its turn comes, which
    is before that of other long ones; that happens to a query once.

    All of it happens on one event loop, but for starting and ending processes, which its staff's keeper does.
    """

    def __init__(self, setting: WorkerSetting, limits: PoolLimits, loop: asyncio.AbstractEventLoop) -> None:
        self.limits = limits
        self._setting = setting
        self._loop = loop
        self._usage = Usage()
        self._line = Line[Place](limits.waiting, limits.patience, self._usage)
        self._numbers = itertools.count()
        self._clock = Clock(loop, self._look)
        self._staff = Staff(setting, limits.workers, loop, self._go_on, self._line.dismiss)
        self._runs = Runs(self._staff, self._line, self._usage, self._clock, setting.memory)

    def start(self) -> None:
        """Wait until the first worker is ready; raises EngineUnavailable where none can be started."""
        self._staff.wait_for_first()

    async def answer(self, query: Query, wish: Wish, client: str = "") -> Answer:
        """Answer one query; see `QueryEngine`. Waiting for a worker does not count against the time limit."""
        request = request_for(query, wish)
        number, again, returns = next(self._numbers), True, False
        while True:
            reply: asyncio.Future[Answer] = self._loop.create_future()
            place = Place(client=client, number=number, reply=reply, returns=returns, request=request)
            try:
                self._enter(place)
                return await reply
            except WorkerDied as death:
                run = place.run
                if run is not None and run.preempted:
                    death.__traceback__ = None  # which holds what was asked, and that the error
                    returns = True
                    continue
                # Most likely it was killed while it was idle, and was still ending: no fault of the query.
                killed = run if isinstance(death, WorkerKilled) else None
                if not again or killed is None or self._clock.now - killed.since > _QUICK_DEATH:
                    raise
                again = False
            finally:
                self._leave(place)

    def close(self) -> None:
        """End all workers, from any thread: idle ones at once, busy ones when their answer is complete."""
        with suppress(RuntimeError):  # the loop has ended, and all with it
            self._loop.call_soon_threadsafe(self._close)

    def join(self, seconds: float) -> bool:
        """Wait in another thread until all workers of a closed pool have ended; return whether they have."""
        return self._staff.join(seconds)

    async def probe(self) -> bool:
        """Whether queries are answered: one is asked, but where all workers are busy with others, they are.
        Raises EngineUnavailable where no worker can be started."""
        if not self._staff.idle:
            if self._staff.trouble is not None:
                raise EngineUnavailable(str(self._staff.trouble))
            if self._runs:
                return True
        try:
            async with self._clock.timeout(PROBE_LIMIT):
                await self.answer(_PROBE, Wish())
        except EngineUnavailable:
            raise
        except (TimeoutError, EngineError):
            return False
        return True

    @property
    def busy(self) -> int:
        """The workers that have a query, or are being started."""
        return self._staff.count - len(self._staff.idle)

    @property
    def waiting(self) -> int:
        """The queries that wait for a worker."""
        return len(self._line)

    def _enter(self, place: Place) -> None:
        """Give a query to a worker where there is one for it, or have it wait in the line."""
        self._line.enter(place, self._clock.now)
        if self._staff.closed:
            raise stopping()
        if self._staff.failure is not None:
            raise EngineUnavailable(str(self._staff.failure))
        first = self._line.first()
        if (first is None or place.order < first.order) and self._start(place):
            return
        self._line.join(place)
        self._clock.start()
        self._go_on()  # who waits already may count as one that used little only now
        self._relieve()

    def _leave(self, place: Place) -> None:
        """Forget a query that was answered, or for which nobody waits any more."""
        if place.run is None:
            self._line.leave(place)
        elif place.run.is_at(place):
            self._runs.end(place.run)

    def _start(self, place: Place) -> bool:
        """Give a query to a worker where there is one for it."""
        if not self._staff.idle or not self._may_start(place):
            return False
        self._runs.start(place)
        self._clock.start()
        return True

    def _may_start(self, place: Place) -> bool:
        """Whether a query may take the next idle worker: a long one must leave one, and one that returns
        leaves one that can be had at any time."""
        if not place.is_long or self.limits.workers == 1:
            return True
        in_the_way = sum(run.returns if place.returns else run.is_long for run in self._runs)
        return in_the_way + 1 < len(self._staff.idle) + len(self._runs)

    def _look(self) -> bool:
        """Find the queries that have become long ones, and end those that run or wait for too long; return
        whether there are any."""
        now, limit = self._clock.now, self.limits.timeout
        for run in list(self._runs):
            took = now - run.since
            if took >= limit:
                self._runs.end(run, too_late(limit))
            elif took >= SHORT:
                self._runs.let_go(run)
                self._go_on()
                if (run.is_unwanted or not run.is_long) and (run.used(now) >= _LONG or took >= _LONG_WAIT):
                    self._find_long(run)
        return self._line.look(now) or bool(self._runs)

    def _find_long(self, run: Run) -> None:
        """Take notice that a query is a long one; one for which nobody waits is ended."""
        if run.is_unwanted:
            self._runs.end(run)
        else:
            run.is_long = True
            self._relieve()

    def _relieve(self) -> None:
        """End a long query where no worker is left for short ones of others: the newest of whoever used
        most."""
        long = [run for run in self._runs if run.is_long and not run.preempted]
        if len(long) == self._staff.count > 1:
            waiting = self._line.in_a_hurry()
            in_the_way = [run for run in long if waiting - {run.client} and not run.returns]
            if in_the_way:
                now = self._clock.now
                last = max(in_the_way, key=lambda run: (self._usage.rank(run.client, now), run.since))
                last.preempted = True
                last.worker.interrupt()

    def _go_on(self) -> None:
        """Give idle workers to whoever is next."""
        # There may be room for two: a worker that idled for want of a short query, and the one given back.
        while (place := self._line.first()) is not None:
            if place.reply.done():
                self._line.leave(place)
            elif not self._start(place):  # which takes it out, and those that go with it
                break

    def _close(self) -> None:
        if not self._staff.closed:
            self._line.dismiss(stopping())
            self._staff.close()


def too_late(limit: float) -> QueryTimeout:
    """Return what is told of a query that took longer than so many seconds."""
    return QueryTimeout(
        f"The query took longer than the {limit:g} s that one query may take; it was "
        "stopped. Ask for less, or load a dump and ask there."
    )

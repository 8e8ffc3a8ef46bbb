"""A pool of worker processes on one snapshot: the engine that the program uses."""

from __future__ import annotations

import itertools
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from accordgraph.engine import frames
from accordgraph.engine.errors import (
    EngineError,
    EngineUnavailable,
    QueryMemory,
    QueryStopped,
    QueryTimeout,
    QueueFull,
    WorkerDied,
    WorkerKilled,
)
from accordgraph.engine.frames import Frame
from accordgraph.engine.line import Line, Place, Run
from accordgraph.engine.process import WorkerProcess, WorkerSetting
from accordgraph.engine.query import Answer, Query, Wish
from accordgraph.engine.refusals import refusal
from accordgraph.engine.stop import Stop
from accordgraph.engine.usage import MUCH, Usage

#: A query whose worker is killed within so many seconds is asked once more.
_QUICK_DEATH = 1.0
#: A query that takes longer, in seconds, is a long one: one worker is kept for the others.
_LONG = 0.1
#: A start may fail by chance, when the new process is killed; queries are refused after so many in a row.
_START_TRIES = 3
#: Pause before another attempt after a worker could not be started, in seconds.
_START_PAUSE = 1.0
#: Seconds between two looks whether idle workers live.
_LOOK = 1.0
#: Seconds in which an idle worker answers the question of nothing.
PROBE_LIMIT = 2.0
_PROBE = Frame(
    {"default_graph": None, "named_graphs": None, "results": Wish().results, "graph": None}, b"ASK {}"
)


@dataclass(frozen=True)
class PoolLimits:
    """How many workers there are, how long one query may take (seconds), and how many queries may wait.

    Of several workers all but one may have long queries at the same time.
    """

    workers: int = 2
    timeout: float = 30.0
    waiting: int = 32


class WorkerPool:
    """Answer queries in processes that can be killed; a worker that dies or is killed is replaced.

    Who waits gets a worker directly from the one who gives it back, clients that used little of the workers'
    time before those that used much. A query that turns out to be long while all other workers have long ones
    too is ended as soon as a short one waits, and started anew when its turn comes.

    One thread of the pool, the keeper, starts all workers, since the kernel kills a worker together with the
    thread that started it, and a server's request threads come and go.
    """

    def __init__(self, setting: WorkerSetting, limits: PoolLimits) -> None:
        self.limits = limits
        self._setting = setting
        self._lock = threading.Lock()
        self._staff = threading.Condition(self._lock)  # told of workers that come and go for good
        self._idle: list[WorkerProcess] = []
        self._runs: set[Run] = set()
        self._line = Line(limits.waiting)
        self._numbers = itertools.count()
        self._usage = Usage()
        self._count = 0  # workers that run or are being started
        self._closed = False
        self._failure: EngineUnavailable | None = None
        self._keeper = threading.Thread(target=self._keep, name="accordgraph-keeper", daemon=True)
        self._keeper.start()

    def start(self) -> None:
        """Wait until the first worker is ready; raises EngineUnavailable where none can be started."""
        with self._staff:
            self._staff.wait_for(lambda: self._idle or self._failure or self._closed)
            if self._failure is not None and not self._idle:
                raise self._failure

    def answer(self, query: Query, wish: Wish, stop: Stop | None = None, client: str = "") -> Answer:
        """Answer one query; see `QueryEngine`. Waiting for a worker does not count against the time limit."""
        header = {
            "default_graph": _dataset_part(query.default_graphs, query.named_graphs),
            "named_graphs": _dataset_part(query.named_graphs, query.default_graphs),
            "results": wish.results,
            "graph": wish.graph,
        }
        request = Frame(header, query.text.encode())
        began = time.monotonic()
        place = Place(0.0, next(self._numbers))
        stop = stop or Stop()
        died = False
        while True:
            run = self._take(place, stop, client)
            try:
                return self._ask(run, request, stop, client)
            except WorkerDied as death:
                stop.check()
                if run.preempted:
                    place = Place(MUCH, place.number)
                    continue
                # Most likely it was killed while it was idle, and was still ending: no fault of the query.
                by_others = isinstance(death, WorkerKilled) and time.monotonic() - began <= _QUICK_DEATH
                if died or not by_others:
                    raise
                died = True
                place = Place(place.rank, place.number)

    def _ask(self, run: Run, request: Frame, stop: Stop, client: str) -> Answer:
        """Ask one worker."""
        worker, healthy, began = run.worker, False, time.monotonic()
        try:
            with stop.calls(worker.interrupt):
                reply = worker.ask(request, began + self.limits.timeout, _LONG, lambda: self._mark(run))
            # A worker that ran into its memory limit and lived may be left in pieces.
            healthy = reply.header.get("error") != QueryMemory.kind
            if "error" in reply.header:
                raise refusal(reply.header, self._setting.memory)
            return Answer(reply.header["form"], reply.header["media_type"], worker.content(reply))
        except frames.FrameTimeout as late:
            raise QueryTimeout(
                f"The query took longer than the {self.limits.timeout:g} s that one query may take; it was "
                "stopped. Ask for less, or load a dump and ask there."
            ) from late
        finally:
            now = time.monotonic()
            with self._lock:
                self._usage.add(client, now - began, now)
                self._runs.discard(run)
                keep = self._return(worker, healthy and not stop.wished and not run.preempted)
            if not keep:
                worker.kill()

    def close(self) -> None:
        """End all workers: idle ones at once, busy ones when their answer is complete."""
        with self._staff:
            self._closed = True
            idle, self._idle = self._idle, []
            self._count -= len(idle)
            self._line.dismiss(_stopping())
            self._staff.notify_all()
        for worker in idle:
            worker.kill()

    def pids(self) -> list[int]:
        """Return the process ids of the idle workers."""
        with self._lock:
            return [worker.pid for worker in self._idle]

    def probe(self) -> bool:
        """Whether queries are answered: an idle worker is tried; where all are busy, they are."""
        with self._lock:
            worker = self._living()
            if worker is None:
                return self._count > 0 and self._failure is None
        healthy = False
        try:
            reply = worker.ask(_PROBE, time.monotonic() + PROBE_LIMIT)
            healthy = "error" not in reply.header
        except (frames.FrameTimeout, EngineError):
            healthy = False
        finally:
            with self._lock:
                keep = self._return(worker, healthy)
            if not keep:
                worker.kill()
        return healthy

    @property
    def busy(self) -> int:
        """The workers that have a query, or are being started."""
        return self._count - len(self._idle)

    @property
    def waiting(self) -> int:
        """The queries that wait for a worker."""
        return len(self._line)

    def _take(self, place: Place, stop: Stop, client: str) -> Run:
        """Return an idle worker that lives; wait in a bounded line where there is none for this query."""
        with self._lock:
            stop.check()
            now = time.monotonic()
            place.rank = max(place.rank, self._usage.rank(client, now))
            if self._closed:
                raise _stopping()
            if self._failure is not None and self._count == 0:
                raise EngineUnavailable(str(self._failure))
            first = self._line.first()
            goes_first = first is None or place.order < first.order
            run = self._start(place, now) if goes_first else None
            if run is not None:
                return run
            self._line.join(place)
            if not place.is_long:
                self._relieve()
        with suppress(QueryStopped), stop.calls(place.open):
            place.gate.acquire(timeout=self.limits.timeout)
        with self._lock:
            self._line.leave(place)
            if place.run is not None:
                return place.run
        if place.error is not None:
            raise place.error
        stop.check()
        raise QueueFull(
            f"All {self.limits.workers} query processes were busy for {self.limits.timeout:g} s. "
            "Try again in a moment."
        )

    def _start(self, place: Place, now: float) -> Run | None:
        """Give a worker to a query where there is one for it; the lock is held."""
        if not self._may_start(place):
            return None
        worker = self._living()
        if worker is None:
            return None
        run = Run(worker, now if place.is_long else None)
        self._runs.add(run)
        return run

    def _may_start(self, place: Place) -> bool:
        """Whether a query may take the next idle worker: a long one must leave one; the lock is held."""
        if not place.is_long or self.limits.workers == 1:
            return True
        long = sum(run.long_since is not None for run in self._runs)
        return long + 1 < len(self._idle) + len(self._runs)

    def _mark(self, run: Run) -> None:
        """Count a query among the long ones from now on."""
        with self._lock:
            run.long_since = run.long_since or time.monotonic()
            if self._line.first(lambda each: not each.is_long):
                self._relieve()

    def _relieve(self) -> None:
        """End the newest long query where no worker is left for short ones; the lock is held."""
        long = [run for run in self._runs if run.long_since is not None and not run.preempted]
        if len(long) == self._count > 1:
            newest = max(long, key=lambda run: run.long_since or 0.0)
            newest.preempted = True
            newest.worker.interrupt()

    def _living(self) -> WorkerProcess | None:
        """Take the idle worker that was used last and still lives; the lock is held."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._bury(worker)
        return None

    def _bury(self, worker: WorkerProcess) -> None:
        """Part with a worker that has died, and is no longer among the idle ones; the lock is held."""
        worker.kill()
        self._count -= 1
        self._staff.notify_all()

    def _return(self, worker: WorkerProcess, healthy: bool) -> bool:
        """Take a worker back, and give it to whoever is next; the lock is held.

        Returns whether it is kept; else the caller has to kill it.
        """
        keep = healthy and not self._closed
        if keep:
            self._idle.append(worker)
        else:
            self._count -= 1
            self._staff.notify_all()
        # There may be room for two: a worker that idles for want of a short query, and this one.
        while self._idle and len(self._line) and (place := self._line.first(self._may_start)) is not None:
            place.run = self._start(place, time.monotonic())
            if place.run is None:
                break
            self._line.leave(place)
            place.open()
        return keep

    def _keep(self) -> None:
        """Start workers while some are missing; outlive them all."""
        tries = 0
        while True:
            with self._staff:
                while not self._closed and self._count >= self.limits.workers:
                    self._staff.wait(_LOOK)
                    for dead in [each for each in self._idle if not each.alive]:
                        self._idle.remove(dead)
                        self._bury(dead)
                if self._closed:
                    self._staff.wait_for(lambda: self._count == 0)
                    return
                self._count += 1
            try:
                worker = WorkerProcess(self._setting)
            except EngineUnavailable as failure:
                tries += 1
                with self._staff:
                    self._count -= 1
                    if tries >= _START_TRIES:
                        self._failure = failure
                        if self._count == 0:
                            self._line.dismiss(EngineUnavailable(str(failure)))
                        self._staff.notify_all()
                        self._staff.wait_for(lambda: self._closed, _START_PAUSE)
                continue
            tries = 0
            with self._staff:
                self._failure = None
                keep = self._return(worker, healthy=True)
                self._staff.notify_all()
            if not keep:
                worker.kill()


def _stopping() -> EngineUnavailable:
    return EngineUnavailable("The server is stopping, or has just taken new data. Ask again.")


def _dataset_part(these: tuple[str, ...] | None, others: tuple[str, ...] | None) -> list[str] | None:
    """Return what to tell the engine: naming one kind of graph leaves the other kind empty."""
    if these is None:
        return None if others is None else []
    return list(these)

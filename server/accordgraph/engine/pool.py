"""A pool of worker processes on one snapshot: the engine that the program uses."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from accordgraph.engine import frames
from accordgraph.engine.errors import (
    EngineError,
    EngineUnavailable,
    QueryMemory,
    QueryTimeout,
    QueueFull,
    WorkerKilled,
)
from accordgraph.engine.frames import Frame
from accordgraph.engine.process import WorkerProcess, WorkerSetting
from accordgraph.engine.query import Answer, Query, Wish
from accordgraph.engine.refusals import refusal
from accordgraph.engine.stop import Stop

#: A query whose worker is killed within so many seconds is asked once more.
_QUICK_DEATH = 1.0
#: A start may fail by chance, when the new process is killed; queries are refused after so many in a row.
_START_TRIES = 3
#: Pause before another attempt after a worker could not be started, in seconds.
_START_PAUSE = 1.0
#: Seconds in which an idle worker answers the question of nothing.
PROBE_LIMIT = 2.0
_PROBE = Frame(
    {"default_graph": None, "named_graphs": None, "results": Wish().results, "graph": None}, b"ASK {}"
)


@dataclass(frozen=True)
class PoolLimits:
    """How many workers there are, how long one query may take (seconds), and how many queries may wait."""

    workers: int = 2
    timeout: float = 30.0
    waiting: int = 32


class WorkerPool:
    """Answer queries in processes that can be killed; a worker that dies or is killed is replaced.

    One thread of the pool, the keeper, starts all workers, since the kernel kills a worker together with the
    thread that started it, and a server's request threads come and go.
    """

    def __init__(self, setting: WorkerSetting, limits: PoolLimits) -> None:
        self.limits = limits
        self._setting = setting
        self._changed = threading.Condition()
        self._idle: list[WorkerProcess] = []
        self._count = 0  # workers that run or are being started
        self._waiting = 0
        self._closed = False
        self._failure: EngineUnavailable | None = None
        self._keeper = threading.Thread(target=self._keep, name="accordgraph-keeper", daemon=True)
        self._keeper.start()

    def start(self) -> None:
        """Wait until the first worker is ready; raises EngineUnavailable where none can be started."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle or self._failure or self._closed)
            if self._failure is not None and not self._idle:
                raise self._failure

    def answer(self, query: Query, wish: Wish, stop: Stop | None = None) -> Answer:
        """Answer one query; see `QueryEngine`. Waiting for a worker does not count against the time limit."""
        header = {
            "default_graph": _dataset_part(query.default_graphs, query.named_graphs),
            "named_graphs": _dataset_part(query.named_graphs, query.default_graphs),
            "results": wish.results,
            "graph": wish.graph,
        }
        request = Frame(header, query.text.encode())
        began = time.monotonic()
        stop = stop or Stop()
        try:
            return self._ask(request, stop)
        except WorkerKilled:
            stop.check()
            # Most likely it was killed while it was idle, and was still ending: no fault of the query.
            if time.monotonic() - began > _QUICK_DEATH:
                raise
            return self._ask(request, stop)

    def _ask(self, request: Frame, stop: Stop) -> Answer:
        """Ask one worker."""
        with stop.calls(self._wake):
            worker = self._take(stop)
        healthy = False
        try:
            with stop.calls(worker.interrupt):
                reply = worker.ask(request, time.monotonic() + self.limits.timeout)
            # A worker that ran into its memory limit and lived may be left in pieces.
            healthy = reply.header.get("error") != QueryMemory.kind
            if "error" in reply.header:
                raise refusal(reply.header, self._setting.memory)
            return Answer(reply.header["form"], reply.header["media_type"], worker.content(reply))
        except frames.FrameTimeout as late:
            raise QueryTimeout(
                f"The query took longer than the {self.limits.timeout:g} s that one query may take; it was "
                f"stopped. Ask for less, or load a dump and ask there."
            ) from late
        finally:
            self._give_back(worker, healthy and not stop.wished)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        """End all workers: idle ones at once, busy ones when their answer is complete."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            self._count -= len(idle)
            self._changed.notify_all()
        for worker in idle:
            worker.kill()

    def pids(self) -> list[int]:
        """Return the process ids of the idle workers."""
        with self._changed:
            return [worker.pid for worker in self._idle]

    def probe(self) -> bool:
        """Whether queries are answered: an idle worker is tried; where all are busy, they are."""
        with self._changed:
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
            self._give_back(worker, healthy)
        return healthy

    @property
    def busy(self) -> int:
        """The workers that have a query, or are being started."""
        return self._count - len(self._idle)

    @property
    def waiting(self) -> int:
        """The queries that wait for a worker."""
        return self._waiting

    def _take(self, stop: Stop) -> WorkerProcess:
        """Return an idle worker that lives; wait in a bounded queue where all are busy."""
        until = time.monotonic() + self.limits.timeout
        with self._changed:
            if not self._idle and self._waiting >= self.limits.waiting:
                raise QueueFull(f"{self._waiting} queries are waiting already. Try again in a moment.")
            self._waiting += 1
            try:
                while True:
                    stop.check()
                    worker = self._living()
                    if worker is not None:
                        return worker
                    if self._closed:
                        raise EngineUnavailable(
                            "The server is stopping, or has just taken new data. Ask again."
                        )
                    if self._failure is not None and self._count == 0:
                        raise EngineUnavailable(str(self._failure))
                    if not self._changed.wait(until - time.monotonic()):
                        raise QueueFull(
                            f"All {self.limits.workers} query processes were busy for "
                            f"{self.limits.timeout:g} s. "
                            f"Try again in a moment."
                        )
            finally:
                self._waiting -= 1

    def _living(self) -> WorkerProcess | None:
        """Take the idle worker that was used last and still lives; the lock is held."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            worker.kill()
            self._count -= 1
            self._changed.notify_all()
        return None

    def _give_back(self, worker: WorkerProcess, healthy: bool) -> None:
        with self._changed:
            keep = healthy and not self._closed
            if keep:
                self._idle.append(worker)
            else:
                self._count -= 1
            self._changed.notify_all()
        if not keep:
            worker.kill()

    def _keep(self) -> None:
        """Start workers while some are missing; outlive them all."""
        tries = 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._count < self.limits.workers)
                if self._closed:
                    self._changed.wait_for(lambda: self._count == 0)
                    return
                self._count += 1
            try:
                worker = WorkerProcess(self._setting)
            except EngineUnavailable as failure:
                tries += 1
                with self._changed:
                    self._count -= 1
                    if tries >= _START_TRIES:
                        self._failure = failure
                        self._changed.notify_all()
                        self._changed.wait_for(lambda: self._closed, _START_PAUSE)
                continue
            tries = 0
            with self._changed:
                self._failure = None
            self._give_back(worker, healthy=True)


def _dataset_part(these: tuple[str, ...] | None, others: tuple[str, ...] | None) -> list[str] | None:
    """Return what to tell the engine: naming one kind of graph leaves the other kind empty."""
    if these is None:
        return None if others is None else []
    return list(these)

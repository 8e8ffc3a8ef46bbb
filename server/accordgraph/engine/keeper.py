"""Starting and ending worker processes, in a thread of its own: the kernel kills a worker together with the
thread that started it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from accordgraph.engine.errors import EngineUnavailable
from accordgraph.engine.process import WorkerProcess, WorkerSetting

#: A start may fail by chance, when the new process is killed; after so many in a row it is no chance.
_START_TRIES = 3


class Keeper:
    """A thread that starts workers, and reaps them, which takes long, for a pool on an event loop.

    `hired` is called on the loop with each new worker, or with the reason why there is none. With a
    `reserve`, one worker more stands ready, so that nobody has to wait for the start of a new one.
    """

    def __init__(
        self,
        setting: WorkerSetting,
        loop: asyncio.AbstractEventLoop,
        hired: Callable[[WorkerProcess | EngineUnavailable], None],
        reserve: bool = False,
    ) -> None:
        self._setting, self._loop, self._hired = setting, loop, hired
        self._has_reserve = reserve
        self._reserve: WorkerProcess | None = None
        self._first: Future[None] = Future()
        self._gone = threading.Event()
        self._thread = ThreadPoolExecutor(1, "accordgraph-keeper")

    def wait_for_first(self) -> None:
        """Wait until the first worker runs; raises EngineUnavailable where none can be started."""
        self._first.result()

    def hire(self) -> None:
        """Hand over a worker: the one in reserve, or a new one."""
        self._thread.submit(self._hand_over)

    def dismiss(self, worker: WorkerProcess) -> None:
        """End a worker."""
        self._thread.submit(worker.end)

    def rest(self) -> None:
        """End the thread when all that it was told to do is done."""
        with suppress(RuntimeError):  # it has gone already
            self._thread.submit(self._end)
        self._thread.shutdown(wait=False)

    def join(self, seconds: float) -> bool:
        """Wait, in another thread, until it rests; return whether it does."""
        return self._gone.wait(seconds)

    def _hand_over(self) -> None:
        found, self._reserve = self._reserve, None
        if found is not None and not found.alive:
            found.end()
            found = None
        worker = found or self._started()
        if not self._first.done():
            if isinstance(worker, EngineUnavailable):
                self._first.set_exception(worker)
            else:
                self._first.set_result(None)
        try:
            self._loop.call_soon_threadsafe(self._hired, worker)
        except RuntimeError:  # the loop has ended
            if isinstance(worker, WorkerProcess):
                worker.end()
            return
        if self._has_reserve:
            with suppress(RuntimeError):  # it rests, or is about to
                self._thread.submit(self._prepare)

    def _prepare(self) -> None:
        """Have a worker in reserve; where none can be started, the next who wants one is told why."""
        if self._reserve is None:
            worker = self._started()
            self._reserve = worker if isinstance(worker, WorkerProcess) else None

    def _started(self) -> WorkerProcess | EngineUnavailable:
        for _ in range(_START_TRIES):
            try:
                return WorkerProcess(self._setting)
            except EngineUnavailable as problem:
                failure = problem
        return failure

    def _end(self) -> None:
        if self._reserve is not None:
            self._reserve.end()
        self._gone.set()

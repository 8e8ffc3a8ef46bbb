"""Starting and ending worker processes, in a thread of its own: the kernel kills a worker together with the
thread that started it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from ..errors import EngineUnavailable
from .process import WorkerProcess
from .starting import WorkerSetting

#: A start may fail by chance, when the new process is killed; after so many in a row it is no chance.
_START_TRIES = 3


class Keeper:
    """A thread that starts workers, and reaps them, which takes long, for a pool on an event loop.

    `hired` is called on the loop with each new worker, or with the reason why there is none, whatever that
    is: once for each that was to be hired. With a `reserve`, one worker more stands ready, so that nobody has
    to wait for the start of a new one. Raises EngineUnavailable where no thread can be started.
    """

    def __init__(
        self,
        setting: WorkerSetting,
        loop: asyncio.AbstractEventLoop,
        hired: Callable[[WorkerProcess | EngineUnavailable], None],
        reserve: bool,
    ) -> None:
        self._setting, self._loop, self._hired = setting, loop, hired
        self._has_reserve = reserve
        self._reserve: WorkerProcess | None = None
        self._starting: WorkerProcess | None = None
        self._given_up = threading.Event()
        self._first: Future[None] = Future()
        self._gone = threading.Event()
        self._thread = ThreadPoolExecutor(1, "accordgraph-keeper")
        try:
            self._thread.submit(bool)  # its thread starts with what it is told first, and stays
        except RuntimeError as problem:
            raise not_started(problem) from problem

    def wait_for_first(self) -> None:
        """Wait until the first worker runs; raises EngineUnavailable where none can be started, with all that
        is known of the reason."""
        try:
            self._first.result()
        except EngineUnavailable as problem:
            raise EngineUnavailable(problem.in_full) from problem

    def hire(self) -> None:
        """Hand over a worker: the one in reserve, or a new one."""
        self._thread.submit(self._taken).add_done_callback(self._hand_over)

    def dismiss(self, worker: WorkerProcess) -> None:
        """End a worker."""
        self._thread.submit(worker.end)

    def give_up(self) -> None:
        """Start no more workers; end the one that is being started, which may take long."""
        self._given_up.set()
        starting = self._starting
        if starting is not None:
            starting.interrupt()

    def rest(self) -> None:
        """End the thread when all that it was told to do is done."""
        with suppress(RuntimeError):  # it has gone already
            self._thread.submit(self._end)
        self._thread.shutdown(wait=False)

    def join(self, seconds: float) -> bool:
        """Wait, in another thread, until it rests; return whether it does."""
        return self._gone.wait(seconds)

    def _taken(self) -> WorkerProcess:
        """Return the worker in reserve, or a new one."""
        found, self._reserve = self._reserve, None
        if found is not None:
            if found.alive:
                return found
            found.end()
        return self._started()

    def _hand_over(self, taken: Future[WorkerProcess]) -> None:
        """Tell what came of it: all that can keep a worker from being started ends here."""
        problem = taken.exception()
        found = taken.result() if problem is None else not_started(problem)
        if not self._first.done():
            if isinstance(found, EngineUnavailable):
                self._first.set_exception(found)
            else:
                self._first.set_result(None)
        try:
            self._loop.call_soon_threadsafe(self._hired, found)
        except RuntimeError:  # the loop has ended
            if isinstance(found, WorkerProcess):
                found.end()
            return
        if self._has_reserve:
            with suppress(RuntimeError):  # it rests, or is about to
                self._thread.submit(self._prepare)

    def _prepare(self) -> None:
        """Have a worker in reserve; where none can be started, the next who wants one is told why."""
        if self._reserve is None:
            self._reserve = self._started()

    def _started(self) -> WorkerProcess:
        for _ in range(_START_TRIES - 1):
            with suppress(EngineUnavailable):
                return self._greeted()
        return self._greeted()

    def _greeted(self) -> WorkerProcess:
        if self._given_up.is_set():
            raise EngineUnavailable("No more query processes are started.")
        worker = self._starting = WorkerProcess(self._setting)
        try:
            if self._given_up.is_set():  # meanwhile
                worker.interrupt()
            worker.greet()
        finally:
            self._starting = None
        return worker

    def _end(self) -> None:
        if self._reserve is not None:
            self._reserve.end()
        self._gone.set()


def not_started(problem: BaseException) -> EngineUnavailable:
    """Return what is told where no worker could be started, for whatever reason."""
    if isinstance(problem, EngineUnavailable):
        return problem
    reason = problem.strerror if isinstance(problem, OSError) else str(problem)
    return EngineUnavailable(f"No query process can be started: {reason or type(problem).__name__}.")

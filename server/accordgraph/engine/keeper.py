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

    `hired` is called on the loop with each new worker, or with the reason why there is none.
    """

    def __init__(
        self,
        setting: WorkerSetting,
        loop: asyncio.AbstractEventLoop,
        hired: Callable[[WorkerProcess | EngineUnavailable], None],
    ) -> None:
        self._setting, self._loop, self._hired = setting, loop, hired
        self._first: Future[None] = Future()
        self._gone = threading.Event()
        self._thread = ThreadPoolExecutor(1, "accordgraph-keeper")

    def wait_for_first(self) -> None:
        """Wait until the first worker runs; raises EngineUnavailable where none can be started."""
        self._first.result()

    def hire(self) -> None:
        """Start a worker."""
        self._thread.submit(self._start)

    def dismiss(self, worker: WorkerProcess) -> None:
        """End a worker."""
        self._thread.submit(worker.end)

    def rest(self) -> None:
        """End the thread when all that it was told to do is done."""
        with suppress(RuntimeError):  # it has gone already
            self._thread.submit(self._gone.set)
        self._thread.shutdown(wait=False)

    def join(self, seconds: float) -> bool:
        """Wait, in another thread, until it rests; return whether it does."""
        return self._gone.wait(seconds)

    def _start(self) -> None:
        found: WorkerProcess | EngineUnavailable
        for _ in range(_START_TRIES):
            try:
                found = WorkerProcess(self._setting)
                break
            except EngineUnavailable as failure:
                found = failure
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

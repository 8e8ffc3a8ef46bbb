"""The workers of a pool: hired by its keeper, idle until they are taken, replaced where they cannot go on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from ..errors import EngineError, EngineUnavailable
from .keeper import Keeper, not_started
from .process import WorkerProcess
from .starting import WorkerSetting

_LOG = logging.getLogger(__name__)
#: Pause before another attempt after a worker could not be started, in seconds.
_START_PAUSE = 1.0


class Staff:
    """So many workers, on an event loop; where there are several, one more is kept in reserve.

    `ready` is called when there may be an idle worker, `failed` with the reason when there is none at all and
    none can be started.
    """

    def __init__(
        self,
        setting: WorkerSetting,
        size: int,
        loop: asyncio.AbstractEventLoop,
        ready: Callable[[], None],
        failed: Callable[[EngineError], None],
    ) -> None:
        self.idle: list[WorkerProcess] = []  # the one that was used last is the last
        self.count = 0  # workers that run or are being started
        self.closed = False
        #: Why the last worker that was to be started was not; None where it was.
        self.trouble: EngineUnavailable | None = None
        self._served = False
        self._loop, self._ready, self._failed = loop, ready, failed
        self._keeper = Keeper(setting, loop, self._hired, reserve=size > 1)
        for _ in range(size):
            self._hire()

    def wait_for_first(self) -> None:
        """Wait in another thread until the first worker runs; raises EngineUnavailable where none can be
        started."""
        self._keeper.wait_for_first()

    def join(self, seconds: float) -> bool:
        """Wait in another thread until all workers of a closed staff have ended; return whether they have."""
        return self._keeper.join(seconds)

    @property
    def failure(self) -> EngineUnavailable | None:
        """Why there is no worker; None where there is one, or one is being started for the first time."""
        return self.trouble if self.count == 0 else None

    def give_back(self, worker: WorkerProcess, healthy: bool) -> None:
        """Take back a worker that was taken from the idle ones; one that cannot go on is replaced."""
        if healthy and not self.closed:
            self.idle.append(worker)
        else:
            self._part_with(worker)
        self._ready()

    def close(self) -> None:
        """End the idle workers, one that is being started, and the others when they are given back."""
        self.closed = True
        self._keeper.give_up()
        idle, self.idle = self.idle, []
        for worker in idle:
            self._part_with(worker)
        self._rest()

    def _died(self, worker: WorkerProcess) -> None:
        """Replace a worker that died while it was idle."""
        if worker in self.idle:
            self.idle.remove(worker)
            self._part_with(worker)

    def _part_with(self, worker: WorkerProcess) -> None:
        worker.detach()
        self.count -= 1
        if not self.closed:
            self._hire()
        # Reaping a large process takes long, and nobody waits for it.
        self._keeper.dismiss(worker)
        self._rest()

    def _hire(self) -> None:
        self.count += 1
        self._keeper.hire()

    def _hired(self, found: WorkerProcess | EngineUnavailable) -> None:
        """Take a new worker into service, or try again later."""
        if isinstance(found, WorkerProcess):
            try:
                found.attach(self._loop, self._died)
            except OSError as problem:  # the loop can listen to no more
                self._keeper.dismiss(found)
                found = not_started(problem)
        if isinstance(found, WorkerProcess):
            self.trouble, self._served = None, True
            self.give_back(found, healthy=True)
            return
        self.count -= 1
        if self.closed:
            self._rest()
            return
        if self._served and self.trouble is None:  # a pool that never served says so where it is started
            _LOG.warning("%s It is tried again every second.", found.in_full)
        self.trouble = found
        if self.count == 0:
            self._failed(EngineUnavailable(str(found)))
        self._loop.call_later(_START_PAUSE, self._hire_again)

    def _hire_again(self) -> None:
        if not self.closed:
            self._hire()

    def _rest(self) -> None:
        """Let the keeper go when the last worker of a closed staff has gone."""
        if self.closed and self.count == 0:
            self._keeper.rest()

"""Not asking an engine that does not answer: whoever reads a page is told at once, not after a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import EngineError, EngineFailed, EngineSlow, EngineUnavailable

#: Seconds in which an engine that failed is left alone; twice as long after each failure, up to the last.
_FIRST, _LONGEST = 0.25, 4.0
_FAILURES = (EngineFailed, EngineSlow, EngineUnavailable)


class Fuse:
    """Lets one caller try an engine that failed, after a pause, and tells the others what it said."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._error: EngineError | None = None
        self._pause = _FIRST
        self._again = 0.0

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Ask the engine in this block; raises the last error at once while it is left alone."""
        with self._lock:
            if self._error is not None:
                now = time.monotonic()
                if now < self._again:
                    raise type(self._error)(str(self._error)) from self._error
                self._again = now + _LONGEST  # for the others, while this one tries
        try:
            yield
        except _FAILURES as error:
            with self._lock:
                self._pause = _FIRST if self._error is None else min(self._pause * 2, _LONGEST)
                self._error, self._again = error, time.monotonic() + self._pause
            raise
        with self._lock:
            self._error = None

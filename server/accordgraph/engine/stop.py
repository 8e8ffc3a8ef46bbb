"""Stopping a query that waits or runs."""

from __future__ import annotations

import threading
from collections.abc import Callable

from accordgraph.engine.errors import QueryStopped


class Stop:
    """Somebody's wish to end a query, which may come at any moment and from another thread."""

    def __init__(self) -> None:
        self.wished = False
        self._lock = threading.Lock()
        self._act: Callable[[], None] | None = None

    def wish(self) -> None:
        """Have the query end as soon as may be."""
        with self._lock:
            self.wished = True
            if self._act is not None:
                self._act()

    def calls(self, act: Callable[[], None]) -> _Calls:
        """Call `act` when the wish comes during the block; raises QueryStopped where it came before."""
        return _Calls(self, act)

    def exchange(self, act: Callable[[], None] | None) -> Callable[[], None] | None:
        """Set what the wish calls, and return what it called before."""
        with self._lock:
            before, self._act = self._act, act
        return before

    def check(self) -> None:
        """Raise QueryStopped where the wish has come."""
        if self.wished:
            raise QueryStopped("The query was stopped, as whoever asked it wished.")


class _Calls:
    """A block in which a wish has an effect; a class, since each query enters several."""

    def __init__(self, stop: Stop, act: Callable[[], None]) -> None:
        self._stop, self._act = stop, act
        self._before: Callable[[], None] | None = None

    def __enter__(self) -> None:
        self._before = self._stop.exchange(self._act)
        if self._stop.wished:
            self._stop.exchange(self._before)
            self._stop.check()

    def __exit__(self, *_problem: object) -> None:
        self._stop.exchange(self._before)

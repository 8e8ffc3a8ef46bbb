"""Stopping a query that waits or runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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

    @contextmanager
    def calls(self, act: Callable[[], None]) -> Iterator[None]:
        """Call `act` when the wish comes during the block; raises QueryStopped where it came before."""
        with self._lock:
            self.check()
            before, self._act = self._act, act
        try:
            yield
        finally:
            with self._lock:
                self._act = before

    def check(self) -> None:
        """Raise QueryStopped where the wish has come."""
        if self.wished:
            raise QueryStopped("The query was stopped, as whoever asked it wished.")

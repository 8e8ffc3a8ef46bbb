"""The queries that wait or run now, by an id that only whoever asked knows."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from ..engine.errors import EngineError, QueryStopped
from ..errors import AccordGraphError

#: 22 characters of base64 hold 128 bits.
_SHORTEST, _LONGEST = 22, 128
_ID = re.compile(rf"[A-Za-z0-9_-]{{{_SHORTEST},{_LONGEST}}}")
_ID_BYTES = 16
#: Fewer different characters than this are not random.
_DIFFERENT = 6


class BadQueryId(AccordGraphError):
    """An id that a client gave its query and that will not do."""


class Running:
    """Queries by id, all on one event loop; whoever knows the id can stop the query, from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._tasks: dict[str, asyncio.Task[object]] = {}
        self._stopped: dict[str, EngineError] = {}
        self._random = b""

    @contextmanager
    def register(self, wanted: str | None) -> Iterator[str]:
        """Register the query that this task asks, under the id that the client gave, or a new one.

        Raises BadQueryId, and where it is stopped in the block, QueryStopped or what `end` was told.
        """
        if wanted is not None and (not _ID.fullmatch(wanted) or len(set(wanted)) < _DIFFERENT):
            raise BadQueryId(
                f"A Query-Id is what stops a query, so nobody must guess it: send {_SHORTEST} to {_LONGEST} "
                "random characters of A-Z, a-z, 0-9, - and _ (128 bits or more)."
            )
        name = wanted or self._new_id()
        if name in self._tasks:
            raise BadQueryId("A query with this Query-Id runs already; each query needs its own.")
        # Held here alone: an error on its way would hold it with all it asks.
        self._tasks[name] = current_task()
        try:
            yield name
        except asyncio.CancelledError as stop:
            if name not in self._stopped:
                raise
            self._tasks[name].uncancel()
            stop.__traceback__ = None  # which holds what was asked, and from Python 3.13 on itself
            raise self._stopped[name] from None
        finally:
            del self._tasks[name]
            self._stopped.pop(name, None)

    def _new_id(self) -> str:
        """Return a random id; random bytes are fetched many at a time, since asking the kernel takes long."""
        if not self._random:
            self._random = os.urandom(_ID_BYTES * 256)
        taken, self._random = self._random[:_ID_BYTES], self._random[_ID_BYTES:]
        return taken.hex()

    def stop(self, name: str) -> bool:
        """Stop the query with this id; return whether there is one."""
        if name not in self._tasks:
            return False
        wished = QueryStopped("The query was stopped, as whoever asked it wished.")
        self._loop.call_soon_threadsafe(self._cancel, name, wished)
        return True

    def end(self, error: EngineError) -> None:
        """Stop all queries with an error; call it on the loop."""
        for name in self._tasks:
            self._cancel(name, error)

    def _cancel(self, name: str, error: EngineError) -> None:
        task = self._tasks.get(name)
        if task is not None and name not in self._stopped:
            self._stopped[name] = error
            task.cancel()


def current_task() -> asyncio.Task[object]:
    """Return the task that answers a request."""
    task = asyncio.current_task()
    if task is None:
        raise AssertionError("a request is answered by a task")
    return task

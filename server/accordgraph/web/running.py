"""The queries that wait or run now, by an id that only whoever asked knows."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ..engine.stop import Stop
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
    """Queries by id; whoever knows the id can stop the query."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: dict[str, Stop] = {}
        self._random = b""

    @contextmanager
    def register(self, wanted: str | None) -> Iterator[tuple[str, Stop]]:
        """Register a query under the id that the client gave, or a new one; raises BadQueryId."""
        if wanted is not None and (not _ID.fullmatch(wanted) or len(set(wanted)) < _DIFFERENT):
            raise BadQueryId(
                f"A Query-Id is what stops a query, so nobody must guess it: send {_SHORTEST} to {_LONGEST} "
                "random characters of A-Z, a-z, 0-9, - and _ (128 bits or more)."
            )
        name = wanted or self._new_id()
        stop = Stop()
        with self._lock:
            if name in self._stops:
                raise BadQueryId("A query with this Query-Id runs already; each query needs its own.")
            self._stops[name] = stop
        try:
            yield name, stop
        finally:
            with self._lock:
                del self._stops[name]

    def _new_id(self) -> str:
        """Return a random id; random bytes are fetched many at a time, since asking the kernel takes long."""
        with self._lock:
            if not self._random:
                self._random = os.urandom(_ID_BYTES * 256)
            taken, self._random = self._random[:_ID_BYTES], self._random[_ID_BYTES:]
        return taken.hex()

    def stop(self, name: str) -> bool:
        """Stop the query with this id; return whether there is one."""
        with self._lock:
            stop = self._stops.get(name)
        if stop is None:
            return False
        stop.wish()
        return True

    def __len__(self) -> int:
        return len(self._stops)

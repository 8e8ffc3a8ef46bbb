"""What is kept as long as there is room."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """Values by key, bounded by all their sizes: what was not used for longest goes where there is no room.

    Threads that share it hold a lock meanwhile. No value is None.
    """

    def __init__(self, limit: int) -> None:
        """Keep so much, in whatever the values are measured by."""
        self._limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()  # by last use, the oldest first
        self._sizes: dict[K, int] = {}
        self.size = 0

    def __contains__(self, key: K) -> bool:
        """Whether there is a value, without using it."""
        return key in self._values

    def fits(self, size: int) -> bool:
        """Whether a value of a size is worth keeping: one that is larger would send too many others away."""
        return size <= self._limit // 4

    def get(self, key: K) -> V | None:
        """Return a value, which is used by that; None where there is none."""
        found = self._values.get(key)
        if found is not None:
            self._values.move_to_end(key)
        return found

    def put(self, key: K, value: V, size: int) -> list[K]:
        """Keep a value in the place of the one before, and return the keys of what had to go."""
        self.drop(key)
        self._values[key], self._sizes[key] = value, size
        self.size += size
        gone = []
        while self.size > self._limit:
            oldest, _ = self._values.popitem(last=False)
            self.size -= self._sizes.pop(oldest)
            gone.append(oldest)
        return gone

    def drop(self, key: K) -> None:
        """Let a value go, if there is one."""
        if self._values.pop(key, None) is not None:
            self.size -= self._sizes.pop(key)

    def clear(self) -> None:
        """Let all values go."""
        self._values.clear()
        self._sizes.clear()
        self.size = 0

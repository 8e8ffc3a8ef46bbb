"""How many requests of a kind may be at work at once: in all, and for one client."""

from __future__ import annotations

import threading
from collections import Counter

from ..engine.errors import QueueFull, ShareUsedUp


class Shares:
    """Places for requests; whoever enters must leave."""

    def __init__(self, places: int, share: int, what: str) -> None:
        self._places, self._share, self._what = places, share, what
        self._lock = threading.Lock()
        self._taken: Counter[str] = Counter()
        self._total = 0

    @property
    def taken(self) -> int:
        """The places that are taken."""
        return self._total

    def enter(self, client: str) -> None:
        """Take a place; raises ShareUsedUp where the client has its share, QueueFull where none is free."""
        with self._lock:
            if self._taken[client] >= self._share:
                raise ShareUsedUp(
                    f"Your address has {self._share} {self._what} at work already, as many as one may have. "
                    f"Wait until one has ended."
                )
            if self._total >= self._places:
                if not self._taken[client]:
                    del self._taken[client]
                raise QueueFull(f"{self._total} {self._what} are at work already. Try again in a moment.")
            self._taken[client] += 1
            self._total += 1

    def leave(self, client: str) -> None:
        """Give the place back."""
        with self._lock:
            self._total -= 1
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]

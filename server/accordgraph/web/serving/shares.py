"""How many requests of a kind may be at work at once, and how large: in all, and for one client."""

from __future__ import annotations

import sys
import threading
from collections import Counter

from ...engine.errors import QueueFull, ShareUsedUp


class Shares:
    """Places for requests; whoever enters must leave.

    All together may have a `size` in bytes, and one client of it the same share as of the places. Who has
    nothing at work may have one of any size that is free.
    """

    def __init__(self, places: int, share: int, what: str, size: int = sys.maxsize) -> None:
        self.places, self._share, self._what, self._most = places, share, what, size
        self._lock = threading.Lock()
        self._taken: Counter[str] = Counter()
        self._sizes: Counter[str] = Counter()
        self._total = self.size = 0

    @property
    def taken(self) -> int:
        """The places that are taken."""
        return self._total

    def enter(self, client: str, size: int = 0) -> None:
        """Take a place; raises ShareUsedUp where the client has its share, QueueFull where none is free."""
        with self._lock:
            held, most = self._sizes[client], self._most * self._share // self.places
            if self._taken[client] >= self._share:
                raise ShareUsedUp(
                    f"Your address has {self._taken[client]} {self._what} at work already, as many as one "
                    f"may have. Wait until one has ended."
                )
            if size and held and held + size > most:
                raise ShareUsedUp(
                    f"With this, the {self._what} of your address would have {held + size:,} bytes together, "
                    f"and those of one may have {most:,}. Wait until one has ended."
                )
            if self._total >= self.places:
                raise QueueFull(f"{self._total} {self._what} are at work already. Try again in a moment.")
            if size and self.size and self.size + size > self._most:
                raise QueueFull(
                    f"With this, all {self._what} would have {self.size + size:,} bytes together, and there "
                    f"is room for {self._most:,}. Try again in a moment."
                )
            self._taken[client] += 1
            self._total += 1
            self._sizes[client] += size
            self.size += size

    def greediest(self, client: str, size: int) -> str | None:
        """Return who has most of what is short for another request of a client, where that is more than the
        client would have with it."""
        with self._lock:
            held, wanted = (self._taken, 1) if self._total >= self.places else (self._sizes, size)
            found = max(held, key=held.__getitem__, default=client)
            return found if held[found] > held[client] + wanted else None

    def leave(self, client: str, size: int = 0) -> None:
        """Give the place back."""
        with self._lock:
            self._total -= 1
            self.size -= size
            self._taken[client] -= 1
            self._sizes[client] -= size
            if not self._taken[client]:
                del self._taken[client], self._sizes[client]

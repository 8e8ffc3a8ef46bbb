"""The large responses that are being sent, each of which holds a file until it is."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakKeyDictionary

from ...engine.errors import QueueFull
from .sending import Sending
from .shares import Shares

#: Threads that read files: a disk that does not answer keeps no more of them.
_THREADS = 8


class Downloads(Shares):
    """Places for large responses.

    Where none is free, one of whoever has most is given up for a client that has less, since nobody can tell
    when those will end whose readers are slow: however slow some are, they keep nobody else out.
    """

    def __init__(self, places: int, share: int, size: int) -> None:
        """Send so many at the same time, and of all together so many bytes; see `Shares`."""
        super().__init__(places, share, "downloads", size)
        self._threads = ThreadPoolExecutor(_THREADS, "accordgraph-file")
        #: The client and the bytes of each, in the order in which they began; one that nobody sends any more
        #: ends by itself.
        self._begun: WeakKeyDictionary[Sending, tuple[str, int]] = WeakKeyDictionary()

    def begin(self, client: str, body: Iterable[bytes], size: int = 0) -> Sending:
        """Find a place for a response, and for its bytes, where it is an answer; raises ShareUsedUp and
        QueueFull.

        An answer was written just now, and so is in memory; what else is large may have to come from a disk.
        """
        while True:
            try:
                self.enter(client, size)
                break
            except QueueFull:
                victim = self._victim(client, size)
                if victim is None:
                    raise
            victim.give_up()
        sending = Sending(body, lambda: self.leave(client, size), None if size else self._threads)
        self._begun[sending] = client, size
        return sending

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False)

    def _victim(self, client: str, size: int) -> Sending | None:
        """Return what to give up for another request of a client: the largest of whoever has most gives the
        most room, and of equals the newest loses the least."""
        greediest = self.greediest(client, size)
        begun = reversed(list(self._begun.items()))
        found = [(told[1], each) for each, told in begun if told[0] == greediest and each.is_open]
        return max(found, key=lambda pair: pair[0])[1] if found else None

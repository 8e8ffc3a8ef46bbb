"""How much time of what all share each client used lately, so that a crowd cannot push the others out."""

from __future__ import annotations

import math

#: Seconds after which what was used counts half: longer than the greedy have to wait for their next turn.
_HALF_LIFE = 60.0
#: From so many seconds on a client has used much: whoever has used less goes first.
MUCH = 1.0
#: Whoever used as many of these, in seconds, goes in the order of coming.
_STEP = 0.125
#: The rank of clients of whom nothing is known: after those who are known to ask for little. No lower, or a
#: crowd of ever new clients would keep these out; no higher, or they would wait for a crowd of others.
UNKNOWN = _STEP
#: Clients that are remembered; those that used least are forgotten first.
_CLIENTS = 10_000


class Usage:
    """Seconds by client, fading away; not safe for threads by itself."""

    def __init__(self) -> None:
        self._used: dict[str, tuple[float, float]] = {}  # client -> seconds, as of when

    def add(self, client: str, seconds: float, now: float) -> None:
        """Count what a client used; `now` is a time of a `Clock`."""
        self._used[client] = (self.seconds(client, now) + seconds, now)
        if len(self._used) > _CLIENTS:
            order = sorted(self._used, key=lambda each: self.seconds(each, now))
            for each in order[: _CLIENTS // 2]:
                del self._used[each]

    def seconds(self, client: str, now: float) -> float:
        """Return what a client used lately."""
        found = self._used.get(client)
        if found is None:
            return 0.0
        seconds, then = found
        return seconds * math.exp2((then - now) / _HALF_LIFE)

    def rank(self, client: str, now: float) -> float:
        """Return what decides who goes first, the lowest before the others.

        It is what a client used, in seconds and in steps; `UNKNOWN` for those that never came.
        """
        return self.seconds(client, now) // _STEP * _STEP if client in self._used else UNKNOWN

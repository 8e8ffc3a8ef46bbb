"""All connections together: how many there are, which of them nobody uses, and their end."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from itertools import chain

from ...engine.clock import Clock
from .connection import Connection
from .front import Front
from .heads import Ends
from .requests import Request
from .wire import DateLine

#: Seconds between two looks which connections are idle.
_LOOK = 1.0
#: Seconds in which queries that took too long for an end are told so.
_LAST_WORDS = 1.0
#: Seconds for which connections that have more to do have turns, before the event loop looks at all else.
_TURNS = 0.002
#: Bytes of requests and answers that may wait in memory, of all connections together.
_HELD = 256 << 20
#: How many heads are remembered, and of how many bytes at most: clients that ask again ask in the same words,
#: and a flood of others takes a few megabytes.
_REMEMBERED, _LONGEST = 1024, 4096

#: What was received, and between whom.
Key = tuple[bytes, Ends]


class Connections:
    """The connections of a server, all on one event loop.

    There are `most` of them at once. Each may be idle, and then send a head, for `patience` seconds each. Of
    requests that come and answers that are made, `held` bytes may wait.
    """

    def __init__(self, front: Front, most: int, patience: float = 15.0, held: int = _HELD) -> None:
        self.front, self.loop = front, front.loop
        self.date = DateLine()
        self.is_ending = False
        #: By which nobody is idle while the server stands still, whose requests it cannot see.
        self.clock = Clock(self.loop, self._look, min(_LOOK, patience))
        self._most, self._patience, self._held = most, patience, held
        self._received = 0  # bytes since the last look at what waits
        self._open: dict[Connection, None] = {}  # the oldest first
        self._peers: Counter[str] = Counter()
        self._idle: dict[Connection, float] = {}  # since when, the longest first
        self._requests: OrderedDict[Key, Request] = OrderedDict()
        self._line: dict[Connection, None] = {}  # those that wait for a turn, in order
        self._has_turns = False

    def begin(self) -> Connection:
        """Make what serves a new connection."""
        return Connection(self)

    def receive(self, size: int) -> None:
        """Count bytes that have come; where they may have become too many, look before it is time."""
        self._received += size
        if self._received > self._held // 4:
            self._lighten()

    def line_up(self, connection: Connection) -> None:
        """Let a connection have a turn once all have had one that are in line."""
        self._line[connection] = None
        if not self._has_turns:
            self._has_turns = True
            self.loop.call_soon(self._give_turns)

    def _give_turns(self) -> None:
        """Give turns for a moment: however many connections wait, whoever else asks is not kept waiting."""
        until = time.monotonic() + _TURNS
        while self._line and time.monotonic() < until:
            connection = next(iter(self._line))
            del self._line[connection]
            connection.take_turn()
        self._has_turns = bool(self._line)
        if self._line:
            self.loop.call_soon(self._give_turns)

    def known(self, key: Key) -> Request | None:
        """Return the request that these bytes are, where they came before."""
        return self._requests.get(key)

    def remember(self, key: Key, request: Request) -> None:
        """Remember what bytes are, unless they are long."""
        if len(key[0]) <= _LONGEST:
            if len(self._requests) >= _REMEMBERED:
                self._requests.popitem(last=False)
            self._requests[key] = request

    def enter(self, connection: Connection) -> None:
        """Count a new connection; where there are too many, one goes of whoever has most: the one that was
        idle longest, or else the newest."""
        self._open[connection] = None
        self._peers[connection.peer] += 1
        self.clock.start()
        self.rest(connection)
        if len(self._open) > self._most:
            most = max(self._peers.values())
            ordered = chain(self._idle, reversed(self._open))
            victim = next(each for each in ordered if self._peers[each.peer] == most)
            victim.abort()
            self.leave(victim)

    def leave(self, connection: Connection) -> None:
        """Forget a connection that has ended."""
        if connection in self._open:
            del self._open[connection]
            self._peers[connection.peer] -= 1
            if not self._peers[connection.peer]:
                del self._peers[connection.peer]
        self._idle.pop(connection, None)
        self._line.pop(connection, None)

    def work(self, connection: Connection) -> None:
        """Note that a request is being answered."""
        self._idle.pop(connection, None)

    def rest(self, connection: Connection) -> None:
        """Note that the next request is waited for, or the end."""
        self._idle.pop(connection, None)
        if connection in self._open:
            self._idle[connection] = self.clock.now

    def _look(self) -> bool:
        """End what is idle for long, or holds too much; return whether any is open."""
        before = self.clock.now - self._patience
        expired = []
        for connection, since in self._idle.items():
            if since > before:
                break
            expired.append(connection)
        for connection in expired:
            connection.expire()
        self._lighten()
        return bool(self._open)

    def _lighten(self) -> None:
        """Where too much waits, have those go that hold more than an equal part of it for longest: before
        others those where nothing is being answered."""
        self._received = 0
        waiting = [(each, each.held) for each in dict.fromkeys(chain(self._idle, self._open))]
        excess = sum(size for _, size in waiting) - self._held
        for connection, size in waiting:
            if excess <= 0:
                break
            if size > self._held // self._most:
                connection.abort()
                excess -= size

    async def end(self, seconds: float) -> None:
        """End all: idle ones now, the others with their response, which may take so many seconds.

        Queries that take longer are told so.
        """
        self.is_ending = True
        for connection in list(self._open):
            connection.finish()
        await self._ended(seconds)
        self.front.stop_queries()
        await self._ended(_LAST_WORDS)
        for connection in list(self._open):
            connection.abort()

    async def _ended(self, seconds: float) -> None:
        """Wait until all have ended, no longer than so many seconds."""
        until = self.loop.time() + seconds
        while self._open and self.loop.time() < until:
            await asyncio.sleep(0.02)

"""The line of queries that wait for a worker, or for an engine: bounded in length and in time, and those who
used little go first."""

from __future__ import annotations

import asyncio
import bisect
from collections import Counter
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..errors import EngineError, QueueFull
from .usage import MUCH, Usage

T = TypeVar("T")


@dataclass(eq=False, kw_only=True)
class Turn(Generic[T]):
    """What a client waits for; the lowest `rank` goes first.

    `reply` is what its asker awaits, `since` since when it waits. `returns`: it was served already, and came
    back in favour of short ones. It counts as a long one, whoever asks, goes before all other long ones,
    leaves its room in the line to nobody, and waits twice as long: as long as one before it and a new worker
    take.
    """

    client: str
    number: int
    reply: asyncio.Future[T]
    rank: float = 0.0
    since: float = 0.0
    returns: bool = False

    @property
    def is_long(self) -> bool:
        """Whether a query counts as a long one from the start."""
        return self.rank >= MUCH

    @property
    def order(self) -> tuple[float, int]:
        """Who goes first: lower ranks, then who came first."""
        return self.rank, self.number

    @property
    def came(self) -> bool:
        """Whether the wait ended as it should."""
        return self.reply.done() and not self.reply.cancelled() and self.reply.exception() is None

    def tell(self, found: T | EngineError) -> None:
        """End the wait with what was waited for, or why there is none, unless it has ended."""
        if isinstance(found, EngineError):
            self.fail(found)
        elif not self.reply.done():
            self.reply.set_result(found)

    def fail(self, error: EngineError) -> None:
        """End the wait with an error, unless it has ended."""
        if not self.reply.done():
            self.reply.set_exception(error)


Waiting = TypeVar("Waiting", bound=Turn[Any])


class Line(Generic[Waiting]):
    """The turns in order: up to `limit` of them wait for a place, for up to `patience` seconds; the
    `usage` of clients tells who is next."""

    def __init__(self, limit: int, patience: float, usage: Usage) -> None:
        self._limit, self._patience, self._usage = limit, patience, usage
        self._turns: list[Waiting] = []  # in order

    def __len__(self) -> int:
        return len(self._turns)

    def enter(self, turn: Waiting, now: float) -> None:
        """Begin a turn's wait with the rank of its client."""
        rank = self.judge(turn.client, now)
        turn.rank, turn.since = MUCH if turn.returns else rank, now

    def join(self, turn: Waiting) -> None:
        """Let a turn wait; where the line is full one has to go, with QueueFull: a long one, or of the client
        that has most of them, and of these the last."""
        if len(self._turns) >= self._limit and not turn.returns:
            full = QueueFull(f"{len(self._turns)} queries are waiting already. Try again in a moment.")
            may_go = [each for each in (*self._turns, turn) if not each.returns]
            have = Counter(each.client for each in may_go)
            last = max(may_go, key=lambda each: (each.is_long, have[each.client], each.order))
            if last is turn:
                raise full
            self.leave(last)
            last.fail(full)
        self.rejoin(turn)

    def rejoin(self, turn: Waiting) -> None:
        """Let a turn wait that was let in before."""
        bisect.insort(self._turns, turn, key=lambda each: each.order)

    def leave(self, turn: Waiting) -> None:
        """Take a turn out, where it is still in."""
        if turn in self._turns:
            self._turns.remove(turn)

    def judge(self, client: str, now: float) -> float:
        """Return a client's rank, and take notice of it for what it asked before, too: what it asks next must
        not overtake that, nor must many queries that it asked at once all go before those of others."""
        rank = self._usage.rank(client, now)
        judged = [each for each in self._turns if each.client == client and not each.returns]
        if any(each.rank != rank for each in judged):
            for turn in judged:
                turn.rank = rank
            self._turns.sort(key=lambda each: each.order)
        return rank

    def first(self) -> Waiting | None:
        """Return the first turn: a long one only where all are long."""
        return self._turns[0] if self._turns else None

    def after(self, turn: Waiting, most: int) -> list[Waiting]:
        """Return the turns that may follow one at once, so many at most: the next ones, as far as they are
        short or long as it is, and did not come back."""
        next_ones = [each for each in self._turns[: most + 1] if each is not turn][:most]
        return [each for each in next_ones if each.is_long == turn.is_long and not each.returns]

    def in_a_hurry(self) -> set[str]:
        """Return the clients whose short queries wait."""
        return {turn.client for turn in self._turns if not turn.is_long}

    def look(self, now: float) -> bool:
        """Refuse those who have waited for too long; return whether others wait."""
        for turn in list(self._turns):
            patience = self._patience * (2 if turn.returns else 1)
            if now - turn.since >= patience:
                self.leave(turn)
                turn.fail(_late(patience))
        return bool(self._turns)

    def dismiss(self, error: EngineError) -> None:
        """End all waits with an error."""
        turns, self._turns = self._turns, []
        for turn in turns:
            turn.fail(error)


def _late(seconds: float) -> QueueFull:
    return QueueFull(f"No place was free for this query within {seconds:g} s. Try again in a moment.")

"""The answers that were given, kept so that the same question costs nothing the second time."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from accordgraph import __version__
from accordgraph.engine.disk import DiskCache
from accordgraph.engine.errors import EngineError, QueryStopped
from accordgraph.engine.query import Answer, Query, QueryEngine, Wish
from accordgraph.engine.repeatable import is_repeatable
from accordgraph.engine.stop import Stop

#: An answer that took less, in seconds, is made again as quickly as it is read from a disk.
_WORTH_A_FILE = 0.05
#: What an entry costs beside its bytes.
_OVERHEAD = 500


@dataclass(frozen=True)
class CacheLimits:
    """Where answers are kept, None for in memory only, and how many bytes in memory and on disk."""

    folder: Path | None = None
    memory: int = 64 << 20
    disk: int = 1 << 30


class _Flight:
    """A computation that others wait for."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.done = False
        self.answer: Answer | None = None
        self.error: EngineError | None = None


class AnswerCache:
    """Answers by key, in memory and on disk; what is being computed is waited for, not computed again."""

    def __init__(self, limits: CacheLimits) -> None:
        self._limits = limits
        self._disk = DiskCache(limits.folder / "answers", limits.disk) if limits.folder else None
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, Answer] = OrderedDict()  # by last use, the oldest first
        self._flights: dict[str, _Flight] = {}
        self.hits = self.misses = self.memory = 0

    @property
    def disk(self) -> int:
        """The bytes that are kept on disk."""
        return self._disk.size if self._disk else 0

    def answer(self, key: str, compute: Callable[[], Answer], stop: Stop) -> Answer:
        """Return the answer that is kept, or compute it; errors go to all who wait now, and are not kept."""
        while True:
            with self._lock:
                answer = self._answers.get(key)
                if answer is not None:
                    self._answers.move_to_end(key)
                    self.hits += 1
                    return answer
                flight = self._flights.get(key)
                leads = flight is None
                if flight is None:
                    flight = self._flights[key] = _Flight()
            if leads:
                return self._lead(key, flight, compute)
            self._wait(flight, stop)
            if flight.answer is not None:
                self.hits += 1
                return flight.answer
            if flight.error is not None and not isinstance(flight.error, QueryStopped):
                raise flight.error
            # Whoever computed it stopped it; that is not what this asker wished.

    def _lead(self, key: str, flight: _Flight, compute: Callable[[], Answer]) -> Answer:
        try:
            answer = self._read(key)
            if answer is None:
                self.misses += 1
                began = time.monotonic()
                answer = compute()
                if time.monotonic() - began >= _WORTH_A_FILE:
                    self._write(key, answer)
            else:
                self.hits += 1
            flight.answer = answer
            return answer
        except EngineError as error:
            flight.error = error
            raise
        finally:
            with self._lock:
                del self._flights[key]
                if flight.answer is not None:
                    self._keep(key, flight.answer)
            with flight.changed:
                flight.done = True
                flight.changed.notify_all()

    def _wait(self, flight: _Flight, stop: Stop) -> None:
        def wake() -> None:
            with flight.changed:
                flight.changed.notify_all()

        with stop.calls(wake), flight.changed:
            flight.changed.wait_for(lambda: flight.done or stop.wished)
        if not flight.done:
            stop.check()

    def _keep(self, key: str, answer: Answer) -> None:
        """Keep an answer in memory; the lock is held."""
        size = _size(answer)
        if size is None or size > self._limits.memory // 4:
            return
        self._answers[key] = answer
        self.memory += size
        while self.memory > self._limits.memory:
            _, oldest = self._answers.popitem(last=False)
            self.memory -= _size(oldest) or 0

    def _read(self, key: str) -> Answer | None:
        """Read an answer from the disk."""
        data = self._disk.get(key) if self._disk else None
        if data is None:
            return None
        head, _, body = data.partition(b"\n")
        form, media_type = json.loads(head)
        return Answer(form, media_type, body, repeatable=True)

    def _write(self, key: str, answer: Answer) -> None:
        if self._disk is not None and isinstance(answer.content, bytes):
            head = json.dumps([answer.form, answer.media_type]).encode()
            self._disk.put(key, head + b"\n" + answer.content)


def _size(answer: Answer) -> int | None:
    return len(answer.content) + _OVERHEAD if isinstance(answer.content, bytes) else None


class CachingEngine:
    """An engine on a snapshot, with a cache before it that may be shared by engines on other snapshots."""

    def __init__(self, engine: QueryEngine, cache: AnswerCache, snapshot: str) -> None:
        self._engine, self._cache, self._snapshot = engine, cache, snapshot

    def answer(self, query: Query, wish: Wish, stop: Stop | None = None, client: str = "") -> Answer:
        """Answer a query, from the cache where it always answers alike; see `QueryEngine`."""
        if not is_repeatable(query.text):
            return self._engine.answer(query, wish, stop, client)

        def compute() -> Answer:
            answer = self._engine.answer(query, wish, stop, client)
            return Answer(answer.form, answer.media_type, answer.content, repeatable=True)

        return self._cache.answer(self._key(query, wish), compute, stop or Stop())

    def close(self) -> None:
        """Close the engine behind; the cache stays."""
        self._engine.close()

    def _key(self, query: Query, wish: Wish) -> str:
        parts = (
            self._snapshot,
            __version__,
            query.text,
            query.default_graphs,
            query.named_graphs,
            wish.results,
            wish.graph,
        )
        return hashlib.sha256(repr(parts).encode(errors="surrogatepass")).hexdigest()

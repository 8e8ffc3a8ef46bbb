"""The answers that were given, kept so that the same question costs nothing the second time."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ... import __version__
from ..query import Answer, Query, QueryEngine, Wish
from .bounded import Bounded
from .disk import DiskCache, Entry
from .flights import Flights
from .repeatable import is_repeatable

#: An answer that took less, in seconds, is hardly worth a file; it counts the time in line for a worker.
_WORTH_A_FILE = 0.25
#: Threads that read and write files: a slow disk holds up these alone.
_THREADS = 4
#: What an entry costs beside its bytes.
_OVERHEAD = 500


@dataclass(frozen=True)
class CacheLimits:
    """Where answers are kept, None for in memory only, and how many bytes in memory and on disk."""

    folder: Path | None = None
    memory: int = 64 << 20
    disk: int = 1 << 30


class AnswerCache:
    """Answers by key, in memory and on disk; what is being computed is waited for, not computed again.

    It is used on one event loop.
    """

    def __init__(self, limits: CacheLimits) -> None:
        self._disk = DiskCache(limits.folder / "answers", limits.disk) if limits.folder else None
        self._answers = Bounded[str, Answer](limits.memory)
        self._flights = Flights[Answer]()
        self._threads = ThreadPoolExecutor(_THREADS, "accordgraph-cache")
        self.hits = self.misses = 0

    @property
    def memory(self) -> int:
        """The bytes that are kept in memory."""
        return self._answers.size

    @property
    def disk(self) -> int:
        """The bytes that are kept on disk."""
        return self._disk.size if self._disk else 0

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False)

    async def answer(self, key: str, compute: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return the answer that is kept, or compute it; errors go to all who wait now, and are not kept."""
        while True:
            answer = self._answers.get(key)
            if answer is not None:
                self.hits += 1
                return answer
            outcome = await self._flights.join(key)
            if outcome is None:
                return await self._flights.lead(key, self._computed(key, compute))
            if outcome.value is not None:
                self.hits += 1
                return outcome.value
            if outcome.error is not None:
                raise outcome.error
            # Whoever computed it gave it up; that is not what this asker wished.

    async def _computed(self, key: str, compute: Callable[[], Awaitable[Answer]]) -> Answer:
        loop = asyncio.get_running_loop()
        on_disk = self._disk is not None and key in self._disk
        answer = await self._read(key) if on_disk else None
        if answer is None:
            self.misses += 1
            began = loop.time()
            answer = await compute()
            if loop.time() - began >= _WORTH_A_FILE:
                await self._write(key, answer)
        else:
            self.hits += 1
        size = len(answer.content) + _OVERHEAD if isinstance(answer.content, bytes) else None
        if size is not None and self._answers.fits(size):
            self._answers.put(key, answer, size)
        return answer

    async def _read(self, key: str) -> Answer | None:
        """Read an answer from the disk; None where it is gone."""
        if self._disk is None:
            return None
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, self._disk.get, key)
        if found is None:
            return None
        form, media_type = json.loads(found.told)
        return Answer(form, media_type, found.content, repeatable=True)

    async def _write(self, key: str, answer: Answer) -> None:
        if self._disk is not None:
            told = json.dumps([answer.form, answer.media_type]).encode()
            entry = Entry(told, answer.content)
            await asyncio.get_running_loop().run_in_executor(self._threads, self._disk.put, key, entry)


class CachingEngine:
    """An engine on a snapshot, with a cache before it that may be shared by engines on other snapshots."""

    def __init__(self, engine: QueryEngine, cache: AnswerCache, snapshot: str) -> None:
        self._engine, self._cache, self._snapshot = engine, cache, snapshot

    async def answer(self, query: Query, wish: Wish, client: str = "") -> Answer:
        """Answer a query, from the cache where it always answers alike; see `QueryEngine`."""
        if not is_repeatable(query.text):
            return await self._engine.answer(query, wish, client)

        async def compute() -> Answer:
            answer = await self._engine.answer(query, wish, client)
            return Answer(answer.form, answer.media_type, answer.content, repeatable=True)

        return await self._cache.answer(self._key(query, wish), compute)

    def close(self) -> None:
        """Close the engine behind; the cache stays."""
        self._engine.close()

    def _key(self, query: Query, wish: Wish) -> str:
        beside = (
            self._snapshot,
            __version__,
            query.default_graphs,
            query.named_graphs,
            wish.results,
            wish.graph,
        )
        whole = hashlib.sha256(repr(beside).encode(errors="surrogatepass"))
        whole.update(query.text.encode(errors="surrogatepass"))
        return whole.hexdigest()

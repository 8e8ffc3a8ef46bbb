"""What the tests of this room share: a small store, and pools that end with the test."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
import pytest

from accordgraph.engine.loops import LoopThread, wait
from accordgraph.engine.query import Answer, Query, Wish
from accordgraph.engine.workers.pool import PoolLimits, WorkerPool
from accordgraph.engine.workers.starting import WorkerSetting
from servers import eventually

T = TypeVar("T")
BASE = "https://example.org/"
PREFIXES = {"ex": f"{BASE}terms#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}


class Pool:
    """A pool on a loop of its own, asked from the tests' threads."""

    def __init__(self, setting: WorkerSetting, limits: PoolLimits) -> None:
        self._thread = LoopThread()
        self.engine = WorkerPool(setting, limits, self._thread.loop)

    def start(self) -> None:
        """Wait until the first worker is in service."""
        self.engine.start()
        assert eventually(self.pids)

    def pids(self) -> list[int]:
        """Return the process ids of the idle workers."""
        return [worker._process.pid for worker in self.engine._staff.idle]

    def probe(self) -> bool:
        """Try whether queries are answered."""
        return self.run(self.engine.probe())

    def answer(self, query: Query, wish: Wish, client: str = "") -> Answer:
        """Answer a query, and wait for it."""
        return self.run(self.engine.answer(query, wish, client))

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run something on the pool's loop, and return its result."""
        return wait(coroutine, self._thread.loop)

    def ask(self, query: Query, wish: Wish, client: str = "") -> Future[Answer]:
        """Ask a query, which has a worker or waits for one when this returns, and ends when the future is
        cancelled."""
        return self.begin(self.engine.answer(query, wish, client))

    def begin(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Run something on the pool's loop, which has begun when this returns."""
        begun = asyncio.run_coroutine_threadsafe(coroutine, self._thread.loop)
        self.stand_still(0)  # the loop does one thing after the other
        return begun

    def stand_still(self, seconds: float) -> None:
        """Let nothing happen on the loop for a while, and return when it goes on."""

        async def sleep() -> None:
            time.sleep(seconds)

        self.run(sleep())

    def close(self) -> None:
        """Close the pool, and the loop after it."""
        self.engine.close()
        self.engine.join(60)
        self._thread.close()


MakePool = Callable[..., Pool]


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one statement in the default graph, one in a named graph, and 2,000 to multiply."""
    path = tmp_path_factory.mktemp("engine") / "store"
    store = ox.Store(str(path))
    thing, name = ox.NamedNode(f"{BASE}a"), ox.NamedNode(f"{BASE}terms#name")
    store.add(ox.Quad(thing, name, ox.Literal("default")))
    store.add(ox.Quad(thing, name, ox.Literal("named"), ox.NamedNode(f"{BASE}graph")))
    number = ox.NamedNode(f"{BASE}terms#number")
    store.extend(ox.Quad(ox.NamedNode(f"{BASE}n{i}"), number, ox.Literal(i)) for i in range(2000))
    store.flush()
    del store
    return path


@pytest.fixture
def make_pool(store_path: Path) -> Iterator[MakePool]:
    """Make pools; they are closed when the test ends."""
    pools = []

    def make(workers: int = 1, timeout: float = 120, waiting: int = 32, memory: int = 256 << 20) -> Pool:
        setting = WorkerSetting(store_path, memory, BASE, PREFIXES)
        pool = Pool(setting, PoolLimits(workers, timeout, waiting))
        pools.append(pool)
        pool.start()
        return pool

    yield make
    for pool in pools:
        pool.close()


@pytest.fixture(scope="session")
def pool(store_path: Path) -> Iterator[Pool]:
    """A pool for all tests that do it no harm."""
    shared = Pool(WorkerSetting(store_path, 256 << 20, BASE, PREFIXES), PoolLimits(2, 120))
    shared.start()
    yield shared
    shared.close()

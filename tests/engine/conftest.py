"""What the tests of this room share: a small store, and pools that end with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.engine.pool import PoolLimits, WorkerPool
from accordgraph.engine.process import WorkerSetting

BASE = "https://example.org/"
PREFIXES = {"ex": f"{BASE}terms#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}

MakePool = Callable[..., WorkerPool]


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

    def make(workers: int = 1, timeout: float = 20, waiting: int = 32, memory: int = 256 << 20) -> WorkerPool:
        setting = WorkerSetting(store_path, memory, BASE, PREFIXES)
        pool = WorkerPool(setting, PoolLimits(workers, timeout, waiting))
        pools.append(pool)
        pool.start()
        return pool

    yield make
    for pool in pools:
        pool.close()


@pytest.fixture(scope="session")
def pool(store_path: Path) -> Iterator[WorkerPool]:
    """A pool for all tests that do it no harm."""
    shared = WorkerPool(WorkerSetting(store_path, 256 << 20, BASE, PREFIXES), PoolLimits(2, 20))
    shared.start()
    yield shared
    shared.close()

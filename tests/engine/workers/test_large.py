"""Large answers on their way from a worker: whole, whatever the disk and the memory."""

from __future__ import annotations

import tracemalloc
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

import pytest

from accordgraph.engine.answering.large import LARGE
from accordgraph.engine.errors import (
    EngineUnavailable,
)
from accordgraph.engine.query import Query, Wish
from accordgraph.engine.workers.frames import SMALL
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.engine.workers.starting import WorkerSetting
from servers import eventually

from ..conftest import BASE, PREFIXES, MakePool, Pool
from .descriptors import descriptors


def test_large_answers_arrive_whole(make_pool: MakePool) -> None:
    answer = make_pool().answer(Query("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 500000"), Wish("text/csv"))
    assert answer.body.count(b"\r\n") == 500_001


def test_nothing_of_a_long_query_is_held_once_it_is_answered(make_pool: MakePool) -> None:
    pool = make_pool(timeout=20)
    tracemalloc.start()
    try:
        assert pool.answer(Query("ASK {}".ljust(4 << 20)), Wish()).body
        assert eventually(lambda: tracemalloc.get_traced_memory()[0] < 1 << 20)
    finally:
        tracemalloc.stop()


_MANY = "SELECT ?a ?b { ?a <terms#number> ?x . ?b <terms#number> ?y } LIMIT 40000"


@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "text/csv"])
def test_a_large_answer_is_whole_on_a_disk_that_is_full_and_on_one_that_is_not(
    store_path: Path, tmp_path: Path, full_disk: Path, media_type: str
) -> None:
    bodies = []
    for folder in (None, tmp_path, full_disk):
        pool = Pool(WorkerSetting(store_path, 256 << 20, BASE, PREFIXES, folder), PoolLimits(1, 20))
        try:
            answer = pool.answer(Query(_MANY), Wish(media_type))
            assert isinstance(answer.content, bytes) is (folder != tmp_path)
            bodies.append(answer.body)
            assert pool.answer(Query("ASK {}"), Wish()).form == "ask"
        finally:
            pool.close()
    assert len(bodies[0]) > 1 << 20
    assert bodies[1:] == bodies[:1] * 2
    assert not list(full_disk.iterdir())


def test_a_large_answer_that_cannot_be_opened_harms_no_other(store_path: Path, tmp_path: Path) -> None:
    setting = WorkerSetting(store_path, 256 << 20, BASE, PREFIXES, tmp_path)
    with closing(Pool(setting, PoolLimits(1, 5))) as pool:
        pool.start()
        with descriptors(3), pytest.raises(EngineUnavailable, match="cannot be opened: Too many open files"):
            pool.answer(Query(_MANY), Wish("text/csv"))
        assert eventually(pool.pids)  # the next worker may have been wanted too early
        for number in range(3):
            assert (
                pool.answer(Query(f"SELECT ({number} AS ?n) {{}}"), Wish("text/csv")).body
                == b"n\r\n%d\r\n" % number
            )
        assert len(pool.answer(Query(_MANY), Wish("text/csv")).body) > 1 << 20


@pytest.mark.parametrize("has_folder", [True, False])
def test_answers_of_all_sizes_arrive_whole_one_after_the_other(
    store_path: Path, tmp_path: Path, has_folder: bool
) -> None:
    folder = tmp_path if has_folder else None
    with closing(
        Pool(WorkerSetting(store_path, 256 << 20, BASE, PREFIXES, folder), PoolLimits(1, 60))
    ) as pool:
        pool.start()
        edges = [edge + more for edge in (SMALL, LARGE) for more in (-1, 0, 1)]
        for size in (*edges, *reversed(edges), 10, 2 * LARGE):
            value = "".join(islice(cycle(f"{size:x} of letters "), size - len("a\r\n\r\n")))
            body = pool.answer(Query(f"SELECT ('{value}' AS ?a) {{}}"), Wish("text/csv")).body
            assert body.decode() == f"a\r\n{value}\r\n", size


_PAIRS = "SELECT ?a ?b (?a AS ?c) (?b AS ?d) { ?a <terms#number> ?x . ?b <terms#number> ?y } LIMIT"


@pytest.mark.parametrize(
    ("rows", "media_type"), [(700_000, "text/csv"), (330_000, "application/sparql-results+xml")]
)
def test_an_answer_may_be_larger_than_the_memory_of_its_worker(
    store_path: Path, tmp_path: Path, rows: int, media_type: str
) -> None:
    memory = 64 << 20
    with closing(
        Pool(WorkerSetting(store_path, memory, BASE, PREFIXES, tmp_path), PoolLimits(1, 600))
    ) as pool:
        pool.start()
        answer = pool.answer(Query(f"{_PAIRS} {rows}"), Wish(media_type))
        assert not isinstance(answer.content, bytes)
        assert answer.content.size > memory

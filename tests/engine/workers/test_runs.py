"""Queries that a worker has to do together: each has its own answer, and none holds the others up."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from accordgraph.engine.answering.large import LARGE
from accordgraph.engine.errors import (
    QueryMemory,
    QueryTooComplex,
)
from accordgraph.engine.query import Answer, Query, Wish
from accordgraph.engine.workers.frames import SMALL
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.engine.workers.starting import WorkerSetting
from servers import eventually

from ..conftest import BASE, PREFIXES, MakePool, Pool
from .queries import ENDLESS, GREEDY, PRODUCT, SIMPLE


@pytest.mark.parametrize(
    ("deadly", "error"),
    [(Query("ASK " + "{" * 5000 + "}" * 5000), QueryTooComplex), (GREEDY, QueryMemory)],
    ids=["nested deeply", "greedy"],
)
def test_of_queries_that_waited_together_one_that_ends_its_worker_fails_alone(
    make_pool: MakePool, deadly: Query, error: type[Exception]
) -> None:
    pool = make_pool(memory=64 << 20)
    running = pool.ask(PRODUCT, Wish())
    before, ends, after = [[pool.ask(each, Wish()) for _ in range(2)] for each in (SIMPLE, deadly, SIMPLE)]
    assert all(each.result().body for each in (running, *before, *after))
    assert all(isinstance(each.exception(), error) for each in ends)


def test_queries_that_waited_together_get_their_own_answers_whatever_their_size(
    store_path: Path, tmp_path: Path
) -> None:
    setting = WorkerSetting(store_path, 256 << 20, BASE, PREFIXES, folder=tmp_path)
    queries = [
        Query(f"SELECT ?a{number} {{ ?a{number} ?p ?c . ?d ?e ?f }} LIMIT {rows}")
        for number, rows in enumerate([1, 3_000, 1, 50_000, 1, 1, 3_000, 3_000, 50_000, 0, *[2] * 10])
    ]
    with closing(Pool(setting, PoolLimits(1, 60, waiting=64))) as pool:
        pool.start()
        running = pool.ask(PRODUCT, Wish())
        waiting = [pool.ask(query, Wish("text/csv")) for query in (*queries, Query("nonsense"), *queries)]
        assert running.result().body
        found = [None if each.exception() else each.result().body for each in waiting]
        assert found[: len(queries)] == found[len(queries) + 1 :]
        assert found[len(queries)] is None
        alone = [pool.answer(query, Wish("text/csv")).body for query in queries]
    assert found[: len(queries)] == alone
    sizes = sorted({len(each) for each in alone})
    assert sizes[0] < SMALL < sizes[-2] < LARGE < sizes[-1]


def test_a_query_does_not_stay_behind_one_that_turns_out_to_be_long(make_pool: MakePool) -> None:
    pool = make_pool(workers=2)
    assert eventually(lambda: len(pool.pids()) == 2)
    busy = [pool.ask(PRODUCT, Wish()) for _ in range(2)]
    long, *short = (pool.ask(query, Wish()) for query in (ENDLESS, SIMPLE, SIMPLE, SIMPLE))
    assert all(each.result(60).body for each in (*busy, *short))
    assert not long.done()
    long.cancel()


def test_a_query_that_nobody_waits_for_any_more_holds_up_none_that_came_with_it(make_pool: MakePool) -> None:
    pool = make_pool()

    async def leave() -> list[Answer]:
        first, *rest = (
            asyncio.create_task(pool.engine.answer(query, Wish()))
            for query in (PRODUCT, SIMPLE, ENDLESS, SIMPLE, ENDLESS, SIMPLE)
        )
        await first  # the worker has the others by now
        rest[1].cancel()
        rest[3].cancel()
        return [await rest[number] for number in (0, 2, 4)]

    assert all(answer.body for answer in pool.run(leave()))

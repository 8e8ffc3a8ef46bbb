"""Workers that are killed, die, or run into their limits; real processes, real queries."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from accordgraph.engine.errors import (
    EngineUnavailable,
    QueryMemory,
    QueryTimeout,
    QueryTooComplex,
    QueryUnsupported,
    WorkerDied,
    kinds,
)
from accordgraph.engine.query import Answer, Query, Wish
from accordgraph.engine.workers.pool import PROBE_LIMIT, PoolLimits
from accordgraph.engine.workers.starting import WorkerSetting
from accordgraph.graph.allocator import mimalloc
from servers import eventually

from ..conftest import BASE, PREFIXES, MakePool, Pool
from .queries import ENDLESS, GREEDY, LONG, PRODUCT, SIMPLE


def test_a_query_over_the_time_limit_is_stopped_and_the_next_one_answered(make_pool: MakePool) -> None:
    pool = make_pool(timeout=2)
    (before,) = pool.pids()
    began = time.monotonic()
    with pytest.raises(QueryTimeout, match="longer than the 2 s") as late:
        pool.answer(ENDLESS, Wish())
    assert 2 <= time.monotonic() - began < 60
    assert late.value.status == 504
    assert eventually(lambda: not Path(f"/proc/{before}").exists())
    assert pool.answer(SIMPLE, Wish()).body


@pytest.mark.parametrize("allocator", [None, mimalloc()])
def test_a_query_over_the_memory_limit_is_stopped_and_the_next_one_answered(
    store_path: Path, allocator: str | None
) -> None:
    setting = WorkerSetting(store_path, 64 << 20, BASE, PREFIXES, allocator=allocator)
    with closing(Pool(setting, PoolLimits(1, 60))) as pool:
        pool.start()
        _overflow(pool)
        (worker,) = pool.pids()
        loaded = Path(f"/proc/{worker}/maps").read_text("utf-8")
        assert ("mimalloc" in loaded) == (allocator is not None)


def _overflow(pool: Pool) -> None:
    with pytest.raises(QueryMemory, match="more than the 64 MiB") as much:
        pool.answer(GREEDY, Wish())
    assert much.value.status == 503
    assert pool.answer(SIMPLE, Wish()).body


@pytest.mark.parametrize(
    "text", ["ASK " + "{" * 5000 + "}" * 5000, "ASK { FILTER(" + "(" * 30000 + "1" + ")" * 30000 + ") }"]
)
def test_nesting_that_overflows_the_stack_kills_only_the_worker(make_pool: MakePool, text: str) -> None:
    pool = make_pool()
    with pytest.raises(QueryTooComplex, match="nested more deeply") as deep:
        pool.answer(Query(text), Wish())
    assert deep.value.status == 400
    assert pool.answer(SIMPLE, Wish()).body


def test_values_that_the_engine_cannot_sort_are_told_with_what_can_be_done(make_pool: MakePool) -> None:
    pool = make_pool()
    values = " ".join(f'{number} "{number * 7 % 100}" "a{number * 3 % 100}"' for number in range(100))
    query = f"SELECT ?x {{ VALUES ?x {{ {values} }} }} ORDER BY"
    with pytest.raises(QueryUnsupported, match="ORDER BY DATATYPE") as unsorted:
        pool.answer(Query(f"{query} ?x"), Wish())
    assert (unsorted.value.status, unsorted.value.retry_after) == (400, None)
    assert pool.answer(Query(f"{query} DATATYPE(?x) ?x"), Wish()).body


def test_an_idle_worker_that_was_killed_is_replaced_unnoticed(make_pool: MakePool) -> None:
    pool = make_pool()
    (worker,) = pool.pids()
    os.kill(worker, signal.SIGKILL)
    assert pool.answer(SIMPLE, Wish()).body
    assert pool.pids() != [worker]


def test_idle_workers_that_were_killed_are_replaced_before_anybody_asks(make_pool: MakePool) -> None:
    pool = make_pool(workers=2)
    assert eventually(lambda: len(pool.pids()) == 2)
    killed = pool.pids()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: len(pool.pids()) == 2 and not set(pool.pids()) & set(killed))


def test_a_query_that_waited_is_asked_once_more_where_its_worker_is_killed_at_once(
    make_pool: MakePool,
) -> None:
    pool = make_pool()
    (first,) = pool.pids()
    running, waiting = pool.ask(ENDLESS, Wish()), pool.ask(LONG, Wish("text/csv"))
    time.sleep(1.5)
    running.cancel()
    assert eventually(lambda: not pool.engine.waiting)
    (run,) = pool.engine._runs
    assert run.worker._process.pid != first
    os.kill(run.worker._process.pid, signal.SIGKILL)
    assert waiting.result().body.startswith(b"n\r\n")


def test_a_busy_worker_that_is_killed_fails_its_query_only(make_pool: MakePool) -> None:
    pool = make_pool()
    (worker,) = pool.pids()
    busy = pool.ask(ENDLESS, Wish())
    time.sleep(2)  # one that is killed at once was most likely idle: its query is asked once more
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(WorkerDied, match="killed from outside") as died:
        busy.result()
    assert died.value.status == 503
    assert died.value.retry_after
    assert pool.answer(SIMPLE, Wish()).body


def test_time_in_which_the_whole_server_stood_still_counts_for_nobody(make_pool: MakePool) -> None:
    """As where a machine is paused, and goes on later."""
    pool = make_pool(timeout=3)
    (worker,) = pool.pids()
    os.kill(worker, signal.SIGSTOP)
    running = pool.ask(SIMPLE, Wish())
    assert pool.engine.busy == 1
    waiting = [pool.ask(SIMPLE, Wish()) for _ in range(5)]
    assert pool.engine.waiting == 5
    pool.stand_still(5)
    os.kill(worker, signal.SIGCONT)
    assert all(each.result(60).body for each in (running, *waiting))


def test_a_server_that_stood_still_while_it_was_asked_whether_it_is_ready_is_ready(
    make_pool: MakePool,
) -> None:
    pool = make_pool()
    (worker,) = pool.pids()
    os.kill(worker, signal.SIGSTOP)
    asked = pool.begin(pool.engine.probe())
    pool.stand_still(PROBE_LIMIT + 3)
    os.kill(worker, signal.SIGCONT)
    assert asked.result(60)


def test_many_threads_share_few_workers(make_pool: MakePool) -> None:
    pool = make_pool(workers=2)
    with ThreadPoolExecutor(16) as threads:
        queries = [Query(f"SELECT ({number} AS ?n) {{}}") for number in range(200)]
        answers = list(threads.map(lambda query: pool.answer(query, Wish("text/csv")).body, queries))
    assert answers == [f"n\r\n{number}\r\n".encode() for number in range(200)]


def test_closing_ends_idle_workers_and_lets_the_last_query_end(make_pool: MakePool) -> None:
    pool = make_pool(workers=2)
    running = pool.ask(PRODUCT, Wish("text/csv"))
    pool.engine.close()
    assert running.result().body.startswith(b"n\r\n")
    with pytest.raises(EngineUnavailable):
        pool.answer(SIMPLE, Wish())


def test_of_queries_that_waited_together_none_waits_for_ever_where_the_pool_is_closed(
    make_pool: MakePool,
) -> None:
    pool = make_pool()

    async def close() -> list[object]:
        first, *rest = (
            asyncio.create_task(pool.engine.answer(query, Wish()))
            for query in (PRODUCT, PRODUCT, SIMPLE, SIMPLE)
        )
        await first  # the worker has the others by now
        pool.engine.close()
        return [type(each) for each in await asyncio.gather(*rest, return_exceptions=True)]

    assert pool.run(close()) == [Answer, EngineUnavailable, EngineUnavailable]


def test_workers_end_with_the_program_even_when_it_is_killed(store_path: Path) -> None:
    setting = f"pathlib.Path({str(store_path)!r}), 1 << 28, {BASE!r}, {{}}"
    program = f"""
import asyncio, pathlib, time
from accordgraph.engine.loops import *
from accordgraph.engine.workers.pool import *
loop = LoopThread().loop
pool = WorkerPool(WorkerSetting({setting}), PoolLimits(2, 60), loop)
pool.start()
while pool.busy: time.sleep(0.01)
pids = [worker._process.pid for worker in pool._staff.idle]
asyncio.run_coroutine_threadsafe(pool.answer(Query({ENDLESS.text!r}), Wish()), loop)
time.sleep(0.2)
print(*pids, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        pids = [int(pid) for pid in running.stdout.readline().split()]
        assert len(pids) == 2
        running.kill()
        running.wait()
    assert _gone(pids)


def _gone(pids: list[int]) -> bool:
    """Whether all processes end in time; zombies that nobody reaps have ended."""
    return eventually(lambda: all(_state(pid) in ("", "Z") for pid in pids))


def _state(pid: int) -> str:
    """The process's state as the kernel writes it, "" where it is gone; one that still has threads is no
    zombie."""
    process = Path(f"/proc/{pid}")
    try:
        state = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state if len(list((process / "task").iterdir())) <= 1 else "R"
    except (FileNotFoundError, ProcessLookupError):
        return ""


def test_every_error_has_a_status_and_a_title() -> None:
    errors = list(kinds())
    told = {(each.kind, each.status, each.title) for each in errors if "kind" in vars(each)}
    assert len({kind for kind, *_ in told}) == len(told) > 1
    assert all(each.title and 400 <= each.status < 600 for each in errors)

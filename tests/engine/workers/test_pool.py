"""Workers that are killed, die, or run into their limits; real processes, real queries."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path

import pytest

from accordgraph.engine.answering.handing import LARGE
from accordgraph.engine.errors import (
    EngineUnavailable,
    QueryMemory,
    QueryTimeout,
    QueryTooComplex,
    QueryUnsupported,
    QueueFull,
    WorkerDied,
    kinds,
)
from accordgraph.engine.loops import LoopThread
from accordgraph.engine.query import Answer, Query, Wish
from accordgraph.engine.workers.frames import SMALL, Frame, encoded
from accordgraph.engine.workers.pool import PROBE_LIMIT, PoolLimits, WorkerPool
from accordgraph.engine.workers.process import WorkerProcess, WorkerSetting
from accordgraph.graph.allocator import mimalloc
from servers import eventually

from ..conftest import BASE, PREFIXES, MakePool, Pool

#: Takes hours, and little memory.
ENDLESS = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?f) }")
#: Sorts far more rows than there is memory for.
GREEDY = Query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c")
#: Takes a second.
LONG = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c != ?f) }")
#: Takes a moment.
PRODUCT = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")
SIMPLE = Query("ASK {}")


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
    assert run.worker.pid != first
    os.kill(run.worker.pid, signal.SIGKILL)
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


def test_queries_that_wait_are_bounded(make_pool: MakePool) -> None:
    pool = make_pool(timeout=5, waiting=1)
    running, waiting, *others = (pool.ask(ENDLESS, Wish()) for _ in range(8))
    assert {type(each.exception()) for each in others} == {QueueFull}
    assert not running.done()
    assert {type(each.exception()) for each in (running, waiting)} <= {QueueFull, QueryTimeout}


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


def test_a_crowd_of_long_queries_leaves_a_worker_for_short_ones(make_pool: MakePool) -> None:
    pool = make_pool(workers=3, timeout=10)
    assert pool.answer(SIMPLE, Wish(), "reader").body
    began, slowest = time.monotonic(), 0.0
    crowd = [pool.ask(ENDLESS, Wish(), f"client {n}") for n in range(12)]
    while (asked := time.monotonic()) < began + 2:
        assert pool.answer(SIMPLE, Wish(), "reader").body
        slowest = max(slowest, time.monotonic() - asked)
        time.sleep(0.02)
    # At the worst it waits until a worker has started, not until a query of the crowd ends.
    assert slowest < 6

    def ended() -> Counter[type[BaseException] | type[None]]:
        return Counter(type(each.exception()) for each in crowd if each.done())

    assert eventually(lambda: ended()[QueryTimeout] >= 2)
    assert ended().keys() <= {QueryTimeout, QueueFull}
    for each in crowd:
        each.cancel()


@pytest.mark.parametrize("waiting", [32, 1])
def test_a_long_query_that_made_room_is_answered_all_the_same(make_pool: MakePool, waiting: int) -> None:
    pool = make_pool(workers=2, waiting=waiting)
    assert eventually(lambda: len(pool.pids()) == 2)
    both = [pool.ask(LONG, Wish("text/csv"), f"client {n}") for n in range(2)]
    answers = [pool.answer(SIMPLE, Wish(), "reader").body for _ in range(3)]
    assert all(answers)
    assert not all(each.done() for each in both)
    assert both[0].result().body == both[1].result().body


def test_a_long_query_that_made_room_goes_before_long_ones_that_came_later(make_pool: MakePool) -> None:
    pool = make_pool(workers=2, timeout=4)
    assert eventually(lambda: len(pool.pids()) == 2)
    first = [pool.ask(ENDLESS, Wish(), f"first {n}") for n in range(2)]
    assert pool.answer(SIMPLE, Wish(), "reader").body
    later = [pool.ask(ENDLESS, Wish(), f"later {n}") for n in range(4)]
    assert [type(each.exception()) for each in first] == [QueryTimeout] * 2
    for each in later:
        each.cancel()


def test_no_client_stands_in_its_own_way(make_pool: MakePool) -> None:
    pool = make_pool(workers=2, timeout=4)
    assert eventually(lambda: len(pool.pids()) == 2)
    both = [pool.ask(ENDLESS, Wish(), "one") for _ in range(2)]
    time.sleep(2)  # so long it may wait at least for the next worker when they have ended
    third = pool.ask(SIMPLE, Wish(), "one")
    time.sleep(0.3)
    assert not third.done()
    assert {type(each.exception()) for each in both} == {QueryTimeout}
    assert third.result().body


def test_who_used_little_goes_before_those_who_wait_already(make_pool: MakePool) -> None:
    pool = make_pool(workers=1, timeout=5)
    with pytest.raises(QueryTimeout):
        pool.answer(ENDLESS, Wish(), "greedy")
    assert _order(pool, "greedy", "modest") == ["modest", "greedy"]


def test_who_comes_does_not_wait_for_all_that_one_client_asked_at_once(make_pool: MakePool) -> None:
    pool = make_pool(workers=2, waiting=200)
    assert eventually(lambda: len(pool.pids()) == 2)
    crowd = [pool.ask(ENDLESS, Wish(), "greedy") for _ in range(150)]
    began = time.monotonic()
    assert pool.answer(SIMPLE, Wish(), "modest").body
    assert time.monotonic() - began < 15  # each of the crowd runs for a tenth of a second at least
    for each in crowd:
        each.cancel()


def test_what_a_client_asked_first_is_answered_first(make_pool: MakePool) -> None:
    pool = make_pool()
    running, early = (pool.ask(PRODUCT, Wish(), "one") for _ in range(2))
    done: list[str] = []
    waiting = pool.ask(SIMPLE, Wish(), "one")  # of whom nothing is known yet
    waiting.add_done_callback(partial(_note, done, "first"))
    running.result()
    newer = pool.ask(SIMPLE, Wish(), "one")
    newer.add_done_callback(partial(_note, done, "second"))
    assert all(each.result().body for each in (early, waiting, newer))
    assert done == ["first", "second"]


def test_who_cost_the_others_a_worker_waits_for_them(make_pool: MakePool) -> None:
    pool = make_pool(workers=1)
    leaves = pool.ask(ENDLESS, Wish(), "leaves")
    assert pool.engine.busy
    leaves.cancel()
    assert _order(pool, "leaves", "stays") == ["stays", "leaves"]


def _order(pool: Pool, *clients: str) -> list[str]:
    """Have clients ask one after the other while the only worker is at work; return who is answered first."""
    done: list[str] = []
    other = pool.ask(ENDLESS, Wish(), "other")
    assert eventually(lambda: not pool.engine.waiting)
    waiting = []
    for client in clients:
        waiting.append(pool.ask(SIMPLE, Wish(), client))
        waiting[-1].add_done_callback(partial(_note, done, client))
    other.cancel()
    assert all(each.result().body for each in waiting)
    return done


def _note(done: list[str], client: str, _answer: Future[Answer]) -> None:
    done.append(client)


def test_where_the_line_is_full_the_greediest_has_to_go(make_pool: MakePool) -> None:
    pool = make_pool(workers=1, timeout=5, waiting=1)
    with pytest.raises(QueryTimeout):
        pool.answer(ENDLESS, Wish(), "greedy")
    other = pool.ask(ENDLESS, Wish(), "other")
    assert eventually(lambda: not pool.engine.waiting)
    waiting = pool.ask(SIMPLE, Wish(), "greedy")
    late = pool.ask(SIMPLE, Wish(), "modest")
    assert type(waiting.exception()) is QueueFull
    other.cancel()
    assert late.result().body


def test_who_gives_up_leaves_the_line_and_no_worker_at_work(make_pool: MakePool) -> None:
    pool = make_pool(workers=1)
    (worker,) = pool.pids()
    running = pool.ask(ENDLESS, Wish())
    waiting = [pool.ask(SIMPLE, Wish()) for _ in range(3)]
    assert eventually(lambda: pool.engine.waiting == 3)
    for each in (waiting[1], running):
        each.cancel()
    assert eventually(lambda: not Path(f"/proc/{worker}").exists())
    assert waiting[0].result().body
    assert waiting[2].result().body
    assert pool.engine.waiting == 0


def test_one_who_gives_up_when_its_turn_has_come_gives_the_worker_back(make_pool: MakePool) -> None:
    pool = make_pool(workers=1)
    for _ in range(50):
        asked = [pool.ask(SIMPLE, Wish()) for _ in range(8)]
        for each in asked[1::2]:
            each.cancel()
        assert all(each.result().body for each in asked[::2])
    assert eventually(lambda: len(pool.pids()) == 1)


def test_many_threads_share_few_workers(make_pool: MakePool) -> None:
    pool = make_pool(workers=2)
    with ThreadPoolExecutor(16) as threads:
        queries = [Query(f"SELECT ({number} AS ?n) {{}}") for number in range(200)]
        answers = list(threads.map(lambda query: pool.answer(query, Wish("text/csv")).body, queries))
    assert answers == [f"n\r\n{number}\r\n".encode() for number in range(200)]


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


def test_a_query_process_is_not_told_who_the_program_is_to_an_engine(
    make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ENGINE_USER", "ENGINE_PASSWORD", "ENGINE_TOKEN"):
        monkeypatch.setenv(f"ACCORDGRAPH_{name}", "hush")
    (pid,) = make_pool().pids()
    assert b"hush" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_where_memory_runs_out_the_kernel_ends_workers_before_who_started_them(pool: Pool) -> None:
    """However much larger that is: its score is out of 1000 for all of the memory, and this is added."""
    added = {Path(f"/proc/{pid}/oom_score_adj").read_text("ascii") for pid in pool.pids()}
    assert added == {"1000\n"}


@contextmanager
def _descriptors(limit: int) -> Iterator[None]:
    """Let this process open no file whose descriptor would not be less than a limit."""
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


@contextmanager
def _greeting(folder: Path, said: str) -> Iterator[None]:
    """Have each Python that starts run a statement first."""
    (folder / "sitecustomize.py").write_text(said, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
        yield


#: What keeps workers from being started, each with what is told then.
TROUBLES: dict[str, tuple[Callable[[Path], AbstractContextManager[None]], str]] = {
    "no file descriptor is free": (lambda _: _descriptors(3), "Too many open files"),
    "one that dies": (
        lambda folder: _greeting(folder, "raise SystemExit('Not today.')"),
        "ended while it started",
    ),
    "one that greets with nonsense": (lambda folder: _greeting(folder, "print('x' * 99)"), "can be started"),
    "one that greets with a list": (
        lambda folder: _greeting(folder, f"import os; os.write(1, {encoded([Frame(b'[]')])!r})"),
        "can be started",
    ),
}


def _without_idle(pool: Pool) -> bool:
    """Kill the idle workers; return whether that were all: the one in reserve takes the place of one."""
    for pid in pool.pids():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return not pool.pids()


def _without_workers(pool: Pool) -> bool:
    """Kill the idle workers; return whether there are no others, nor any that are being started."""
    return _without_idle(pool) and pool.engine.busy == 0


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_pool_goes_on_by_itself_when_workers_can_be_started_again(
    make_pool: MakePool, tmp_path: Path, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    pool = make_pool(workers=2)
    assert eventually(lambda: len(pool.pids()) == 2)
    makes, told = TROUBLES[trouble]
    with makes(tmp_path):
        assert eventually(lambda: _without_workers(pool))
        for asked in (pool.probe, lambda: pool.answer(SIMPLE, Wish())):
            with pytest.raises(EngineUnavailable, match=told) as refusal:
                asked()
            assert "Traceback" not in str(refusal.value)
    said = [each.getMessage() for each in caplog.records if each.name.startswith("accordgraph.engine")]
    assert [told in each for each in said] == [True]
    assert trouble != "one that dies" or "Not today." in caplog.text
    assert eventually(lambda: len(pool.pids()) == 2)
    assert pool.probe()
    assert pool.answer(SIMPLE, Wish()).body


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_pool_whose_first_worker_cannot_be_started_says_so_and_can_go(
    store_path: Path, tmp_path: Path, trouble: str
) -> None:
    makes, told = TROUBLES[trouble]
    with LoopThread() as thread:
        with makes(tmp_path):
            pool = WorkerPool(WorkerSetting(store_path, 256 << 20, BASE), PoolLimits(2, 5), thread.loop)
            with pytest.raises(EngineUnavailable, match=told) as refusal:
                pool.start()
            assert trouble != "one that dies" or "Not today." in str(refusal.value)
        pool.close()
        assert pool.join(5)


def test_a_pool_whose_workers_are_slow_to_start_does_not_say_that_it_answers(
    make_pool: MakePool, tmp_path: Path
) -> None:
    pool = make_pool(workers=1)
    with _greeting(tmp_path, "import time; time.sleep(6)"):
        os.kill(pool.pids()[0], signal.SIGKILL)
        assert eventually(lambda: not pool.pids())
        assert not pool.probe()
        assert eventually(pool.probe)
    busy = pool.ask(ENDLESS, Wish())
    assert pool.probe()
    busy.cancel()


def test_a_pool_that_is_closed_waits_for_no_worker_that_is_being_started(
    make_pool: MakePool, tmp_path: Path
) -> None:
    pool = make_pool(workers=2)
    assert eventually(lambda: len(pool.pids()) == 2)
    with _greeting(tmp_path, "import time; time.sleep(100)"):
        assert eventually(lambda: _without_idle(pool))
        pool.engine.close()
        assert pool.engine.join(30)


@pytest.mark.parametrize("free", range(6))
def test_a_start_without_file_descriptors_enough_leaves_none_open(store_path: Path, free: int) -> None:
    before = _open()
    limit = next(islice((number for number in count() if number not in before), free, None))
    # From Python 3.13 on the start itself needs two less: then it is the worker that has not enough.
    refused = pytest.raises((OSError, EngineUnavailable), match=r"open files|file descriptors")
    with _descriptors(limit), refused:
        WorkerProcess(WorkerSetting(store_path, 256 << 20, BASE, PREFIXES)).greet()
    assert _open() == before


def _open() -> set[int]:
    """The file descriptors of this process that are open."""
    return {int(each.name) for each in Path("/proc/self/fd").iterdir()}


def test_a_pool_without_a_thread_for_its_workers_says_so(store_path: Path) -> None:
    program = f"""
import pathlib, resource
from accordgraph.engine.errors import *
from accordgraph.engine.loops import *
from accordgraph.engine.workers.pool import *
loop = LoopThread().loop
size = int(pathlib.Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + (1 << 20), -1))
try:
    WorkerPool(WorkerSetting(pathlib.Path({str(store_path)!r}), 1 << 28, {BASE!r}), PoolLimits(1, 5), loop)
except EngineUnavailable as problem:
    print(problem)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert "can be started" in done.stdout, done.stderr


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    pool = Pool(WorkerSetting(tmp_path / "nothing", 1 << 26, BASE, {}), PoolLimits(1, 5))
    with pytest.raises(EngineUnavailable, match="cannot start"):
        pool.start()
    pool.close()


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
pids = [worker.pid for worker in pool._staff.idle]
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
        with _descriptors(3), pytest.raises(EngineUnavailable, match="cannot be opened: Too many open files"):
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

"""Whose query is next, and who has to go where too many wait."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from accordgraph.engine.errors import (
    QueryTimeout,
    QueueFull,
)
from accordgraph.engine.query import Answer, Wish
from servers import eventually

from ..conftest import MakePool, Pool
from .queries import ENDLESS, LONG, PRODUCT, SIMPLE


def test_queries_that_wait_are_bounded(make_pool: MakePool) -> None:
    pool = make_pool(timeout=5, waiting=1)
    running, waiting, *others = (pool.ask(ENDLESS, Wish()) for _ in range(8))
    assert {type(each.exception()) for each in others} == {QueueFull}
    assert not running.done()
    assert {type(each.exception()) for each in (running, waiting)} <= {QueueFull, QueryTimeout}


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

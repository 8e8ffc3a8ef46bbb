"""Answers that are kept in memory, and computed once for all who ask meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from accordgraph.engine.answering.cache import AnswerCache, CacheLimits
from accordgraph.engine.errors import QueryTimeout, QueueFull
from accordgraph.engine.query import Answer


def test_one_computation_serves_all_who_ask_meanwhile() -> None:
    cache, computed = AnswerCache(CacheLimits()), []

    async def compute() -> Answer:
        computed.append(1)
        await asyncio.sleep(0.1)
        return Answer("ask", "text/csv", b"x", repeatable=True)

    async def ask() -> list[Answer]:
        return await asyncio.gather(*(cache.answer("key", compute) for _ in range(8)))

    assert ([each.body for each in asyncio.run(ask())], computed) == ([b"x"] * 8, [1])


def test_errors_reach_those_who_wait_and_are_not_kept() -> None:
    cache, computed = AnswerCache(CacheLimits()), []

    async def fail() -> Answer:
        computed.append(1)
        await asyncio.sleep(0.1)
        raise QueryTimeout("late")

    async def ask() -> list[Answer | BaseException]:
        asked = [cache.answer("key", fail) for _ in range(4)]
        return await asyncio.gather(*asked, return_exceptions=True)

    assert [type(each) for each in asyncio.run(ask())] == [QueryTimeout] * 4
    assert computed == [1]
    assert asyncio.run(cache.answer("key", given)).body == b"y"


def test_a_refusal_that_concerns_its_asker_alone_reaches_nobody_else() -> None:
    cache, asked = AnswerCache(CacheLimits()), []

    async def compute() -> Answer:
        asked.append(1)
        await asyncio.sleep(0.05)
        if len(asked) == 1:
            raise QueueFull("1 queries are waiting already.")
        return await given()

    async def ask() -> list[Answer | BaseException]:
        return await asyncio.gather(*(cache.answer("key", compute) for _ in range(4)), return_exceptions=True)

    first, *others = asyncio.run(ask())
    assert isinstance(first, QueueFull)
    assert [each.body for each in others if isinstance(each, Answer)] == [b"y"] * 3
    assert len(asked) == 2


async def given() -> Answer:
    return Answer("ask", "text/csv", b"y")


def test_the_memory_is_bounded() -> None:
    cache = AnswerCache(CacheLimits(memory=100_000))

    async def compute() -> Answer:
        return Answer("ask", "text/csv", b"x" * 5000)

    async def ask() -> None:
        for number in range(100):
            await cache.answer(str(number), compute)

    asyncio.run(ask())
    assert 50_000 < cache.memory <= 100_000


@pytest.mark.parametrize("given_up", [0, 1], ids=["who computes", "who waits"])
def test_one_who_gives_up_does_so_alone(given_up: int) -> None:
    cache = AnswerCache(CacheLimits())

    async def compute() -> Answer:
        await asyncio.sleep(0.1)
        return Answer("ask", "text/csv", b"x")

    async def ask() -> list[Answer | BaseException]:
        asked = [asyncio.ensure_future(cache.answer("key", compute)) for _ in range(3)]
        await asyncio.sleep(0.05)
        asked[given_up].cancel()
        return await asyncio.gather(*asked, return_exceptions=True)

    outcomes = asyncio.run(ask())
    assert [isinstance(each, asyncio.CancelledError) for each in outcomes] == [
        number == given_up for number in range(3)
    ]

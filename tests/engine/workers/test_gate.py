"""Whose query goes to an engine next, and that no place is ever lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from accordgraph.engine.errors import QueueFull
from accordgraph.engine.workers.gate import Gate


def gate(waiting: int = 10, patience: float = 5) -> Gate:
    """Make a gate with one place, on the loop that runs."""
    return Gate(1, waiting, patience, asyncio.get_running_loop())


class Asking:
    """Clients that hold places for a moment; `order` is in which order they had them."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.order: list[str] = []
        #: What happens in the very moment in which the first one gives its place back.
        self.then: Callable[[], object] = bool

    async def ask(self, name: str, client: str = "one", seconds: float = 0.02) -> asyncio.Task[None]:
        """Have a client ask, and return when it has a place or waits for one."""

        async def hold() -> None:
            async with self._gate.place(client):
                self.order.append(name)
                await asyncio.sleep(seconds)
            if name == "first":
                self.then()

        task = asyncio.create_task(hold())
        await asyncio.sleep(0)
        return task


def test_what_a_client_asked_first_goes_first() -> None:
    async def run() -> list[str]:
        asking = Asking(gate())
        tasks = [await asking.ask(name) for name in ("first", "second", "third")]
        await tasks[0]
        tasks.append(await asking.ask("fourth"))
        await asyncio.gather(*tasks)
        return asking.order

    assert asyncio.run(run()) == ["first", "second", "third", "fourth"]


def test_who_used_little_goes_before_those_who_wait_already() -> None:
    async def run() -> list[str]:
        asking = Asking(gate())
        await (await asking.ask("much", "greedy", 1.2))
        tasks = [await asking.ask("other", "other")]
        tasks += [await asking.ask("more", "greedy"), await asking.ask("little", "modest")]
        await asyncio.gather(*tasks)
        return asking.order

    assert asyncio.run(run()) == ["much", "other", "little", "more"]


def test_who_asks_for_much_at_once_lets_others_go_before() -> None:
    async def run() -> list[str]:
        asking = Asking(gate())
        tasks = [await asking.ask(name, "greedy", 1.2) for name in ("first", "second", "third")]
        tasks.append(await asking.ask("other", "other"))
        await asyncio.gather(*tasks)
        return asking.order

    assert asyncio.run(run()) == ["first", "other", "second", "third"]


@pytest.mark.parametrize("when", ["while it waits", "as its turn comes"])
def test_who_gives_up_leaves_its_place_to_the_next(when: str) -> None:
    async def run() -> tuple[list[str], int, int]:
        places = gate()
        asking = Asking(places)
        tasks = [await asking.ask(name) for name in ("first", "gives up", "third")]
        if when == "as its turn comes":
            asking.then = tasks[1].cancel
        else:
            tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return asking.order, places.busy, places.waiting

    assert asyncio.run(run()) == (["first", "third"], 0, 0)


def test_the_line_is_bounded_and_so_is_patience() -> None:
    async def run() -> tuple[list[str], int]:
        places = gate(waiting=1, patience=0.05)
        asking = Asking(places)
        tasks = [await asking.ask(name, seconds=0.2) for name in ("has a place", "waits", "is too many")]
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(end) for end in ends] == [type(None), QueueFull, QueueFull]
        return asking.order, places.busy

    assert asyncio.run(run()) == (["has a place"], 0)


def test_where_the_line_is_full_the_last_of_whoever_has_most_in_it_has_to_go() -> None:
    async def run() -> list[str]:
        asking = Asking(gate(waiting=3))
        tasks = [await asking.ask(name, "greedy") for name in ("first", "second", "third")]
        tasks += [await asking.ask(name, name) for name in ("modest", "other")]
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(end) is QueueFull for end in ends] == [False, False, True, False, False]
        return asking.order

    # Who of them is first depends on how long the machine took for the first one.
    assert sorted(asyncio.run(run())) == ["first", "modest", "other", "second"]


def test_time_in_which_the_whole_server_stood_still_counts_for_nobody() -> None:
    async def run() -> tuple[list[str], int]:
        places = gate(patience=2.5)
        asking = Asking(places)
        tasks = [await asking.ask("has a place", seconds=3.2), await asking.ask("waits")]
        await asyncio.sleep(0.1)
        time.sleep(2.5)  # on the loop, where nothing happens meanwhile
        await asyncio.gather(*tasks)
        return asking.order, places.busy

    assert asyncio.run(run()) == (["has a place", "waits"], 0)

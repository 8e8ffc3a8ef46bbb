"""Limits are reached, whatever little of a processor the process gets."""

from __future__ import annotations

import asyncio
import time

import pytest

from accordgraph.engine.clock import Clock


def test_a_limit_is_reached_where_every_look_comes_late() -> None:
    async def starved() -> None:
        async with Clock(asyncio.get_running_loop()).timeout(1.5):
            for _ in range(5):
                time.sleep(1.2)  # on the loop, where nothing happens meanwhile
                await asyncio.sleep(0.1)

    with pytest.raises(TimeoutError):
        asyncio.run(starved())

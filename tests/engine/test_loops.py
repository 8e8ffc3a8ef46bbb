"""Loops that end while threads wait for what happens on them."""

from __future__ import annotations

import asyncio
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

import pytest

from accordgraph.engine.loops import LoopThread, wait


def test_nobody_waits_for_a_loop_that_has_ended() -> None:
    """As a page does that asks once more while the server ends."""
    thread, waiting = LoopThread(), list[Future[object]]()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            for _ in range(20):  # and others come while this is cleared away
                waiting.append(threads.submit(wait, asyncio.sleep(60), thread.loop))
                await asyncio.sleep(0.01)

    with ThreadPoolExecutor(32) as threads:
        waiting.append(threads.submit(wait, work(), thread.loop))
        wait(asyncio.sleep(0.05), thread.loop)
        thread.close()
        ends = [type(each.exception(60)) for each in waiting]
    assert set(ends) <= {CancelledError, RuntimeError}
    with pytest.raises(RuntimeError, match="closed"):
        wait(asyncio.sleep(0), thread.loop)

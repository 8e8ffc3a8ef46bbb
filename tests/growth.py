"""How the work that something takes grows with what it is given."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

#: Of what is done once, nothing shorter is told apart from the clock's noise, in seconds.
_NOISE = 0.005


def effort(work: Callable[[], object]) -> float:
    """Return the seconds of processor that work takes in this thread: the least of three tries.

    No garbage is collected meanwhile: that looks at all that the tests hold, and takes as long.
    """
    took = []
    collects = gc.isenabled()
    gc.disable()
    try:
        for _ in range(3):
            began = time.thread_time()
            work()
            took.append(time.thread_time() - began)
    finally:
        if collects:
            gc.enable()
    return min(took)


def is_linear(prepare: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether work on ten times a size takes some ten times as long, and not a hundred times.

    Arguments: what prepares the work of a size, which is not measured; the smaller size. On a busy machine
    one measurement may fall into a bad moment: a work is given three chances.
    """
    limit = 40 * max(effort(prepare(size)), _NOISE)
    return any(effort(prepare(10 * size)) < limit for _ in range(3))

"""Work on all cores gives what it gives on one, whatever becomes of the processes that do it."""

from __future__ import annotations

import os
import threading

import pytest

from accordgraph.graph.cores import spread

NUMBERS = range(20)
HERE = os.getpid()


def written(number: int) -> bytes:
    """A number many times over, more than a pipe holds."""
    return str(number).encode() * 100_000


def dying(number: int) -> bytes:
    """A number, but for a copy of this process that dies with the eighth."""
    if number == 8 and os.getpid() != HERE:
        os._exit(1)
    return written(number)


def failing(number: int) -> bytes:
    """A number, but for the fifth."""
    if number == 5:
        raise ValueError("five")
    return written(number)


def test_results_come_in_order_from_other_processes() -> None:
    assert list(spread(written, NUMBERS)) == [written(number) for number in NUMBERS]
    assert list(spread(written, ())) == []
    if (os.cpu_count() or 1) > 1 and threading.active_count() == 1:
        assert str(HERE).encode() not in list(spread(lambda _: str(os.getpid()).encode(), NUMBERS))


def test_what_a_process_that_dies_leaves_is_done_here() -> None:
    assert list(spread(dying, NUMBERS)) == [written(number) for number in NUMBERS]


def test_a_failure_is_raised_here() -> None:
    with pytest.raises(ValueError, match="five"):
        list(spread(failing, NUMBERS))


def test_who_needs_no_more_leaves_no_process() -> None:
    results = spread(written, NUMBERS)
    assert next(results) == written(0)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)

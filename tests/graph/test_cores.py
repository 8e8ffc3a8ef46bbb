"""Work on all cores gives what it gives on one, whatever becomes of the processes that do it."""

from __future__ import annotations

import os
import threading

import pytest

from accordgraph.graph.cores import LITTLE, spread

NUMBERS = range(20)
HERE = os.getpid()
#: Characters of a process's number.
_PID = 10


def written(number: int) -> bytes:
    """A number many times over, more than a pipe holds."""
    return str(number).encode() * 100_000


def whose(number: int) -> bytes:
    """A number many times over, and the process that wrote it."""
    return written(number) + b"%*d" % (_PID, os.getpid())


def process(_: int) -> bytes:
    """The number of the process that is asked."""
    return str(os.getpid()).encode()


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
    assert list(spread(written, NUMBERS, LITTLE)) == [written(number) for number in NUMBERS]
    assert list(spread(written, (), LITTLE)) == []
    if (os.cpu_count() or 1) > 1 and threading.active_count() == 1:
        assert str(HERE).encode() not in list(spread(process, NUMBERS, LITTLE))


def test_little_is_done_here() -> None:
    assert set(spread(process, NUMBERS, LITTLE - 1)) == {str(HERE).encode()}


def test_what_a_process_that_dies_leaves_is_done_here() -> None:
    assert list(spread(dying, NUMBERS, LITTLE)) == [written(number) for number in NUMBERS]


def test_a_failure_is_raised_here() -> None:
    with pytest.raises(ValueError, match="five"):
        list(spread(failing, NUMBERS, LITTLE))


def test_who_needs_no_more_leaves_no_process() -> None:
    results = spread(whose, NUMBERS, LITTLE)
    copies = {int(next(results)[-_PID:]) for _ in range(os.cpu_count() or 1)}
    results.close()  # type: ignore[attr-defined]
    for pid in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)

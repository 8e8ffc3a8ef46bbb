"""Work on all cores gives what it gives on one, whatever becomes of the processes that do it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from accordgraph.graph.cores import LITTLE, spread, usable

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
    if usable() > 1 and threading.active_count() == 1:
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
    copies = {int(next(results)[-_PID:]) for _ in range(usable())}
    results.close()  # type: ignore[attr-defined]
    for pid in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


@pytest.fixture
def bound() -> Iterator[None]:
    """Be bound to one core, as by `taskset` or a container's `--cpuset-cpus`."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    yield
    os.sched_setaffinity(0, cores)


def test_one_who_is_bound_to_a_core_does_all_there(bound: None) -> None:
    assert usable() == 1
    assert set(spread(process, NUMBERS, LITTLE)) == {str(HERE).encode()}


@pytest.mark.parametrize(
    ("quota", "most"),
    [("max 100000", 1 << 10), ("50000 100000", 1), ("100000 100000", 1), ("150000 100000", 2)],
)
@pytest.mark.parametrize("above", [False, True], ids=["its own", "of a group above"])
def test_no_more_cores_are_used_than_a_quota_gives(
    tmp_path: Path, quota: str, most: int, above: bool
) -> None:
    """A container with `--cpus 2` sees all cores of its machine."""
    own = Path("/proc/self/cgroup").read_text("utf-8").rpartition("0::/")[2].rstrip()
    group = tmp_path / own
    group.mkdir(parents=True, exist_ok=True)
    ((tmp_path if above else group) / "cpu.max").write_text(f"{quota}\n")
    assert usable(tmp_path) == min(len(os.sched_getaffinity(0)), most)

"""Workers are started again when that can be done, and whoever waits is told where it cannot."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count, islice
from pathlib import Path

import pytest

from accordgraph.engine.errors import (
    EngineUnavailable,
)
from accordgraph.engine.loops import LoopThread
from accordgraph.engine.query import Wish
from accordgraph.engine.workers.frames import Frame, encoded
from accordgraph.engine.workers.pool import PoolLimits, WorkerPool
from accordgraph.engine.workers.process import WorkerProcess
from accordgraph.engine.workers.starting import WorkerSetting
from servers import eventually

from ..conftest import BASE, PREFIXES, MakePool, Pool
from .descriptors import descriptors
from .queries import ENDLESS, SIMPLE


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
def _greeting(folder: Path, said: str) -> Iterator[None]:
    """Have each Python that starts run a statement first."""
    (folder / "sitecustomize.py").write_text(said, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
        yield


#: What keeps workers from being started, each with what is told then.
TROUBLES: dict[str, tuple[Callable[[Path], AbstractContextManager[None]], str]] = {
    "no file descriptor is free": (lambda _: descriptors(3), "Too many open files"),
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
    with descriptors(limit), refused:
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

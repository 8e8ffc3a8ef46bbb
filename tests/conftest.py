"""What many tests share: the checkout, the article where it is at hand, a real server of the real content."""

from __future__ import annotations

import gc
import signal
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path
from types import FrameType

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from accordgraph.graph.build import build
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from graph import small
from servers import serving
from tools import ARTICLE_TEXT, ROOT

#: Seconds after which a test is given up: none takes minutes, on whatever machine.
_PATIENCE = 900


class _ByFile(LoadFileScheduling):  # type: ignore[misc]
    """Gives a process whole files, and one of them all checklists, whose table is of all that they find."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "checklists" if file.startswith("tests/checklists/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """Say how the tests are shared out where several processes run them (`-n`)."""
    return _ByFile(config, log)


def pytest_collection_finish() -> None:
    """Have the collector pass over what was collected, thousands of tests, which all stay to the end."""
    gc.collect()
    gc.freeze()


def _give_up(signum: int, frame: FrameType | None) -> None:
    pytest.fail(f"It hangs: it is not done after {_PATIENCE // 60} minutes.")


def _in_time() -> Generator[None, object, object]:
    """Fail a test, or what is made for it, that hangs, in place of holding up all others for ever."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(_PATIENCE)
    try:
        return (yield)
    finally:
        signal.alarm(0)


pytest_runtest_setup = pytest_runtest_call = pytest_runtest_teardown = pytest.hookimpl(wrapper=True)(_in_time)


@pytest.fixture(scope="session", autouse=True)
def hang_up() -> None:
    """Have servers end when their terminal closes and by Ctrl-C, though the tests should run under nohup or
    in a script's background, where both are ignored."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def article() -> Path:
    """The article's text, which is its publisher's and so not in the repository."""
    if not ARTICLE_TEXT.exists():
        pytest.skip("the article's text is not beside the checkout")
    return ARTICLE_TEXT


@pytest.fixture(scope="session")
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the checkout's own content; of the processes that run tests, the first builds it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    return build(Content(ROOT), SnapshotFolder(shared / "published"), keep=2)


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory, published: Snapshot) -> Iterator[str]:
    """The address of a server, started as a person starts it, that serves the checkout's own content."""
    with serving(tmp_path_factory.mktemp("endpoint"), "--snapshots", str(published.path.parent)) as server:
        yield server.url


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small content, its snapshot beside it, for all tests that change neither."""
    root = small.write(tmp_path_factory.mktemp("built") / "content")
    small.made(root)
    return root


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a small file system is not allowed here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)

"""The change to a new snapshot, in one process and without a failed request."""

from __future__ import annotations

import asyncio
import gc
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from accordgraph.engine.loops import LoopThread, wait
from accordgraph.engine.query import Query, Wish
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.errors import AccordGraphError
from accordgraph.graph.build import build
from accordgraph.graph.manifest import MANIFEST
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import CURRENT, SnapshotFolder
from accordgraph.web.config import WebConfig
from accordgraph.web.data.live import Follower, Live, NothingToServe
from applications import application
from graph import small
from servers import eventually, meanwhile

COUNT = Query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


@pytest.fixture(autouse=True)
def looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have followers look more often than each second."""
    monkeypatch.setattr("accordgraph.web.data.live._PAUSE", 0.1)


@pytest.fixture
def world(built: Path, tmp_path: Path) -> tuple[Path, WebConfig]:
    """A content with a snapshot of it."""
    config = WebConfig(tmp_path / "snapshots", PoolLimits(1, 10), 256 << 20)
    return small.copied(built, tmp_path), config


def _change(root: Path, config: WebConfig, number: int = 1) -> None:
    small.append(
        root,
        "data/entities/all.ttl",
        f'<{small.BASE}id/person/p{number}> a accord:Person ; rdfs:label "P"@en .\n',
    )
    build(find_content(root), SnapshotFolder(config.snapshots), keep=3)


@pytest.fixture
def thread() -> Iterator[LoopThread]:
    """An event loop."""
    with LoopThread() as running:
        yield running


def _answer(live: Live, loop: asyncio.AbstractEventLoop) -> bytes:
    return wait(live.engine.answer(COUNT, Wish("text/csv")), loop).body


def test_nothing_to_serve_is_told(tmp_path: Path, thread: LoopThread) -> None:
    with pytest.raises(NothingToServe, match="current leads to no snapshot"):
        Follower(WebConfig(tmp_path), thread.loop)


def test_a_new_snapshot_is_taken_and_the_old_one_lent_until_given_back(
    world: tuple[Path, WebConfig], thread: LoopThread
) -> None:
    root, config = world
    follower = Follower(config, thread.loop)
    try:
        old = follower.take()
        before = _answer(old, thread.loop)
        _change(root, config)
        assert eventually(lambda: follower._live is not old)
        with follower.borrow() as new:
            assert new.snapshot.identity != old.snapshot.identity
            assert _answer(new, thread.loop) != before
        assert _answer(old, thread.loop) == before
        follower.give_back(old)
    finally:
        follower.close()


def test_of_a_snapshot_that_is_served_no_more_no_file_stays_open(
    world: tuple[Path, WebConfig], thread: LoopThread
) -> None:
    root, config = world
    folder = SnapshotFolder(config.snapshots)
    (first,) = folder.snapshots()
    _change(root, config)
    second = folder.current()
    assert second is not None
    gc.collect()  # what the builds had open
    follower = Follower(config, thread.loop)
    try:
        assert _open_files(second.store_path)
        folder.switch(first)
        assert eventually(lambda: not _open_files(second.store_path))
        assert _open_files(first.store_path)
    finally:
        follower.close()


def _open_files(folder: Path) -> list[str]:
    """The files in a folder that this process has open."""
    found = []
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found.append(str(each.readlink()))
    return [each for each in found if each.startswith(f"{folder}/")]


def test_stale_ends_with_the_next_snapshot(world: tuple[Path, WebConfig], thread: LoopThread) -> None:
    root, config = world
    stale = WebConfig(config.snapshots, config.limits, config.query_memory, stale=True)
    follower = Follower(stale, thread.loop)
    try:
        assert follower.stale
        _change(root, config)
        follower.follow()
        assert not follower.stale
    finally:
        follower.close()


def _folder(folder: SnapshotFolder) -> None:
    (folder.root / CURRENT).unlink()
    (folder.root / CURRENT).mkdir()


def _file(folder: SnapshotFolder) -> None:
    (folder.root / "other").write_bytes(b"")
    (folder.root / "other").replace(folder.root / CURRENT)


def _nothing(folder: SnapshotFolder) -> None:
    (folder.root / CURRENT).unlink()


def _link_to_other(folder: SnapshotFolder) -> None:
    """Put another link in the link's place, so that whoever looks meanwhile sees either."""
    (folder.root / "new").symlink_to("other")
    (folder.root / "new").replace(folder.root / CURRENT)


def _loop(folder: SnapshotFolder) -> None:
    (folder.root / "other").symlink_to("other")
    _link_to_other(folder)


def _garbage(folder: SnapshotFolder) -> None:
    (folder.root / "other").mkdir()
    (folder.root / "other" / MANIFEST).write_bytes(b"\xff")
    _link_to_other(folder)


def _bad_base(folder: SnapshotFolder) -> None:
    (only,) = folder.snapshots()
    shutil.copytree(only.path, folder.root / "other")
    manifest = folder.root / "other" / MANIFEST
    manifest.write_text(manifest.read_text().replace(only.manifest.base, "no base"))
    _link_to_other(folder)


def _without_database(folder: SnapshotFolder) -> None:
    (only,) = folder.snapshots()
    (folder.root / "other").mkdir()
    shutil.copy(only.path / MANIFEST, folder.root / "other")
    _link_to_other(folder)


INSTEAD = [_folder, _file, _nothing, _loop, _garbage, _bad_base, _without_database]


@pytest.mark.parametrize("put", INSTEAD)
def test_whatever_is_there_instead_of_the_link_the_old_snapshot_is_served_and_it_is_told_once(
    world: tuple[Path, WebConfig],
    thread: LoopThread,
    put: Callable[[SnapshotFolder], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    root, config = world
    folder = SnapshotFolder(config.snapshots)
    follower = Follower(config, thread.loop)
    try:
        with follower.borrow() as old:
            before = _answer(old, thread.loop)
        put(folder)
        with suppress(AccordGraphError, OSError):
            follower.follow()
        assert eventually(lambda: "goes on being served" in caplog.text)
        time.sleep(0.5)  # it goes on looking meanwhile
        assert caplog.text.count("goes on being served") == 1
        with follower.borrow() as live:
            assert live is old
            assert _answer(live, thread.loop) == before
        with suppress(IsADirectoryError):
            (folder.root / CURRENT).unlink(missing_ok=True)
        shutil.rmtree(folder.root / CURRENT, ignore_errors=True)
        _change(root, config)
        assert eventually(lambda: follower._live is not old)
    finally:
        follower.close()


def test_no_request_fails_while_snapshots_change(world: tuple[Path, WebConfig]) -> None:
    root, config = world
    with application(config) as app:
        statuses: list[int] = []

        def ask() -> None:
            client = app.test_client()
            statuses.append(client.get("/sparql", query_string={"query": COUNT.text}).status_code)
            statuses.append(client.get("/doc/agreement/alpha-beta").status_code)

        with meanwhile(ask, threads=4):
            for number in range(3):
                _change(root, config, number)
                time.sleep(0.5)
        assert set(statuses) == {200}
        current = SnapshotFolder(config.snapshots).current()
        assert current is not None
        identity, client = current.identity, app.test_client()
        assert eventually(lambda: client.get("/ready").get_json()["snapshot"] == identity)

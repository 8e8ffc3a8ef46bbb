"""What these tests share: two versions of a small content, and engines to publish them in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from accordgraph.engine.external.publishing import publish
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.progress import silent
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.web.config import WebConfig
from applications import application
from graph import small
from web import content

from .behind import LIMIT, Place
from .between import between
from .running import ENGINES, Engine, oxigraph

#: A thing whose name the new version changes, a source that it takes away, one that it adds.
RENAMED = f"{content.BASE}id/organization/beta"
GONE, ADDED = (f"{content.BASE}graph/source/{slug}" for slug in ("reprint", "third"))


@dataclass(frozen=True)
class Versions:
    """Two versions of a content, in one folder of snapshots; the new one is the current one."""

    folder: Path
    old: Snapshot
    new: Snapshot


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Two versions: a name changed, a source added, a source taken away."""
    folder = tmp_path_factory.mktemp("versions")
    root = content.write(folder / "content")
    snapshots = SnapshotFolder(folder / "snapshots")
    old = build(find_content(root), snapshots, keep=3)
    (root / "data/sources/reprint.ttl").unlink()
    (root / "data/sources/third.ttl").write_text(small.source("third"), encoding="utf-8")
    entities = root / "data/entities/all.ttl"
    text = entities.read_text("utf-8").replace("source/reprint", "source/third")
    entities.write_text(text.replace('"Beta Corporation"@en', '"Beta Company"@en'), encoding="utf-8")
    new = build(find_content(root), snapshots, keep=3)
    return Versions(folder / "snapshots", old, new)


@pytest.fixture(scope="session")
def apart(versions: Versions, tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """The same two versions, each in a folder of its own: whoever has one does not have the other."""

    def moved(snapshot: Snapshot) -> Snapshot:
        folder = tmp_path_factory.mktemp("apart")
        shutil.copytree(snapshot.path, folder / snapshot.identity)
        found = SnapshotFolder(folder).named(snapshot.identity)
        assert found is not None
        return found

    return Versions(versions.folder, moved(versions.old), moved(versions.new))


@pytest.fixture(params=["together", "apart"])
def either(request: pytest.FixtureRequest, versions: Versions, apart: Versions) -> Versions:
    """Two versions where the old one is at hand when the new one is published, and where it is not."""
    return versions if request.param == "together" else apart


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Each engine in turn; what it holds, the test before has left there."""
    with ENGINES[request.param](tmp_path_factory.mktemp("engine")) as running:
        yield running


@pytest.fixture(scope="module")
def looking() -> Iterator[None]:
    """Have servers look more often than each second what their engine holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accordgraph.web.data.live._PAUSE", 0.2)
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, versions: Versions) -> Iterator[str]:
    """The address of an engine that holds the new version."""
    with oxigraph(tmp_path_factory.mktemp("engine")) as running:
        publish(versions.new, running.setting, silent)
        yield running.setting.url


@pytest.fixture(scope="module")
def place(address: str, versions: Versions, looking: None) -> Iterator[Place]:
    """A server on that engine, and what stands between."""
    with between(address) as server:
        setting = EngineSetting(server.url, "oxigraph")
        limits = PoolLimits(2, LIMIT)
        config = WebConfig(versions.folder, limits, 256 << 20, engine=setting, engine_answer=1 << 20)
        with application(config) as app:
            yield Place(app.test_client(), server)

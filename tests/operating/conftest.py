"""What the tests of operation share: a world that each has a copy of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
from graph import small

from .world import NEW, OLD, World


@pytest.fixture(scope="module")
def two_built(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world that every test has a copy of."""
    folder = tmp_path_factory.mktemp("built")
    root, snapshots = small.write(folder / "content"), SnapshotFolder(folder / "snapshots")
    old = build(find_content(root), snapshots, keep=3)
    small.replace(root, "data/entities/all.ttl", OLD, NEW)
    new = build(find_content(root), snapshots, keep=3)
    small.replace(root, "data/entities/all.ttl", NEW, OLD)
    snapshots.switch(old)
    return World(folder, root, old, new)


@pytest.fixture
def world(two_built: World, tmp_path: Path) -> World:
    root, snapshots = small.copied(two_built.content, tmp_path), tmp_path / "snapshots"
    old, new = (replace(each, path=snapshots / each.identity) for each in (two_built.old, two_built.new))
    return World(tmp_path, root, old, new)

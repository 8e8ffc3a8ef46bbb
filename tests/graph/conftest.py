"""What the tests of this room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.build import build
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from tools import ROOT

from . import small
from .changing import SECOND


@pytest.fixture(scope="package")
def published(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the checkout's own content."""
    return build(Content(ROOT), SnapshotFolder(tmp_path_factory.mktemp("published")), keep=2)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the small valid content."""
    return small.write(tmp_path / "content")


@pytest.fixture
def two(root: Path) -> Path:
    """The small content with a second source."""
    (root / SECOND).write_text(small.source("second"), encoding="utf-8")
    return root

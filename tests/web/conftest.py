"""What the tests of this room share: a snapshot of a small content, and the application on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.web.config import WebConfig
from applications import application

from . import content
from .content import BASE


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one snapshot."""
    folder = tmp_path_factory.mktemp("web")
    build(find_content(content.write(folder / "content")), SnapshotFolder(folder / "snapshots"), keep=3)
    return folder / "snapshots"


@pytest.fixture(scope="session")
def app(snapshots: Path) -> Iterator[Flask]:
    """The application."""
    with application(WebConfig(snapshots, PoolLimits(2, 10), 256 << 20)) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application."""
    return app.test_client()


@dataclass(frozen=True)
class Whole:
    """The checkout's own content: a client of it, and every IRI below the base that its store has."""

    client: FlaskClient
    iris: tuple[str, ...]


@pytest.fixture(scope="session")
def whole(published: Snapshot) -> Iterator[Whole]:
    """The checkout's own content, served."""
    found = {
        each.value
        for quad in published.open_store()
        for each in (*quad.triple, quad.graph_name)
        if isinstance(each, ox.NamedNode)
    }
    with application(WebConfig(published.path.parent, PoolLimits(1, 10), 256 << 20)) as app:
        yield Whole(app.test_client(), tuple(sorted(iri for iri in found if iri.startswith(BASE))))

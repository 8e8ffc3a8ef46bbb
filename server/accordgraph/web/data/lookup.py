"""The index of the live snapshot."""

from __future__ import annotations

from pathlib import Path

from flask import abort

from ...graph.finding.browsing import Browser
from ...graph.snapshot import LAYOUT
from ...graph.versions.chronicle import Chronicle
from ..responding.context import live


def index_path() -> Path:
    """Return the file of the index.

    Aborts with 503 where an older program wrote it: content that is invalid now keeps its old snapshot.
    """
    if not has_index():
        abort(503, "This snapshot was built by an older program and has no such index yet.")
    return live().snapshot.search_path


def has_index() -> bool:
    """Whether the live snapshot has an index that this program can read."""
    return live().snapshot.manifest.layout == LAYOUT


def chronicle() -> Chronicle:
    """Return what reads the histories of all versions; aborts as `index_path` does."""
    index_path()
    return Chronicle(live().snapshot.chronicle_path)


def browser() -> Browser:
    """Return what reads the index for browsing."""
    return Browser(index_path())

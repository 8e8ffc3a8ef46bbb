"""Snapshots: immutable folders beside each other, and the link `current` to the one that is served."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from ..errors import AccordGraphError
from .database import read_only
from .disk import advice, is_folder, sync
from .manifest import MANIFEST, Manifest, parse_manifest, read_manifest

CURRENT = "current"

#: Counts up when a snapshot holds other files, or others say the same: one of an older layout is made anew.
LAYOUT = 21

#: The folder of the Oxigraph database.
STORE = "store"

#: The SQLite file of the index: what can be searched and browsed.
SEARCH = "search.sqlite"

#: The SQLite file of the histories of all versions.
HISTORY = "history.sqlite"

#: The folder of the sitemap, and its index among its parts.
SITEMAPS, SITEMAP = "sitemap", "sitemap.xml"

#: What SHACL found.
REPORT = "reports/shacl.ttl"

#: The IRIs of all things and terms that a version describes, sorted.
IRIS = "iris.txt.gz"

#: Where the pieces of the dumps are, for the next build.
PIECES = "pieces.json"

#: What the pieces of what is believed say, for all that is told of it as a whole.
SURVEY = "survey.bin"

#: The folder of the dumps.
DUMPS = "dumps"

#: What each step of the build took, for the estimate of the next one.
TOOK = "took.json"

#: What the editor of queries completes from.
COMPLETION = "completion.json"

#: What each file was when it was written.
SUMS = "sums.json"

#: When it was built, or its content came back: the order of snapshots, which copies keep.
BUILT = "built.txt"

#: What the name of a folder that is being made, or removed, begins with: it is hidden.
BUILDING = ".building-"


class SnapshotDamaged(AccordGraphError):
    """A snapshot's files are missing or broken."""


class SnapshotUnopened(AccordGraphError):
    """The system lacks what opening a snapshot takes; nothing is known to be wrong with its files."""


class SnapshotOutdated(AccordGraphError):
    """A snapshot that another version of the program made, with other files."""


@dataclass(frozen=True)
class Snapshot:
    """One snapshot: its folder and what its manifest says."""

    path: Path
    manifest: Manifest

    @property
    def identity(self) -> str:
        """What tells this snapshot from all others, metadata included; goes into ETags."""
        return self.path.name

    @property
    def built(self) -> datetime:
        """When it was built, or its content came back; where nothing says so, when its folder changed."""
        try:
            return datetime.fromisoformat((self.path / BUILT).read_text("utf-8").strip()).astimezone(UTC)
        except (OSError, ValueError, OverflowError):
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    @property
    def store_path(self) -> Path:
        """The folder of the Oxigraph database."""
        return self.path / STORE

    @property
    def dumps_path(self) -> Path:
        """The folder of the dumps."""
        return self.path / DUMPS

    @property
    def search_path(self) -> Path:
        """The SQLite file of the index: what can be searched and browsed."""
        return self.path / SEARCH

    @property
    def completion_path(self) -> Path:
        """The file that the editor of queries completes from."""
        return self.path / COMPLETION

    @property
    def chronicle_path(self) -> Path:
        """The SQLite file of the histories of all versions."""
        return self.path / HISTORY

    @property
    def iris_path(self) -> Path:
        """The file of the IRIs that it describes."""
        return self.path / IRIS

    @property
    def sitemap_path(self) -> Path:
        """The folder of the sitemap."""
        return self.path / SITEMAPS

    def open_store(self) -> ox.Store:
        """Open the database for reading; several processes may do so at once.

        Raises SnapshotDamaged, and SnapshotUnopened where not the files are what keeps it from being opened.
        """
        try:
            return read_only(str(self.store_path))
        except (OSError, RuntimeError) as error:
            known = advice(error)
            if known:
                raise SnapshotUnopened(f"The snapshot in {self.path} cannot be opened: {known}.") from error
            raise SnapshotDamaged(
                f"The snapshot in {self.path} is damaged ({error}); `accordgraph build` makes it anew."
            ) from error

    def require_layout(self) -> None:
        """Raise SnapshotOutdated where this program cannot serve it."""
        manifest = self.manifest
        if manifest.layout != LAYOUT:
            raise SnapshotOutdated(
                f"The snapshot {self.identity} has layout {manifest.layout}, made by accordgraph "
                f"{manifest.program}, and this program serves layout {LAYOUT}. Make it anew from its content "
                "with `accordgraph build`, or start the program that made it."
            )


class SnapshotFolder:
    """The folder that holds snapshots side by side."""

    def __init__(self, root: Path) -> None:
        """Name the folder; it need not exist yet."""
        self.root = root

    def current(self) -> Snapshot | None:
        """The snapshot that is served; None where there is none yet.

        Raises SnapshotDamaged where something else stands in the place of the link, SnapshotUnopened where it
        may not be read, and OSError where the system does not tell.
        """
        link = self.root / CURRENT
        try:
            path = self.root / link.readlink()
            manifest = parse_manifest((path / MANIFEST).read_bytes())
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except PermissionError as error:
            raise SnapshotUnopened(
                f"{error.filename} may not be read; change its permissions, or those of its folder."
            ) from error
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise SnapshotDamaged(
                f"{link} is no link to a snapshot. Copy links as links (`cp -a`), or remove it and choose a "
                "snapshot with `accordgraph rollback NAME`."
            ) from error
        return Snapshot(path, manifest) if manifest else None

    def named(self, identity: str) -> Snapshot | None:
        """The snapshot with this identity; None where none is kept whose manifest can be read."""
        path = self.root / identity
        return self._snapshot(path) if path.parent == self.root and path.name == identity else None

    def snapshots(self) -> list[Snapshot]:
        """All snapshots with a manifest, the newest first. Raises OSError where they cannot be listed."""
        try:
            paths = list(self.root.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        found = [
            snapshot
            for path in paths
            if is_folder(path) and not path.is_symlink() and not path.name.startswith(".")
            if path.name != CURRENT  # a copy of what the link leads to
            if (snapshot := self._snapshot(path))
        ]
        return sorted(found, key=lambda snapshot: (snapshot.built, snapshot.identity), reverse=True)

    def switched(self) -> float:
        """When `current` was made to point where it does, in seconds since 1970; 0 where there is none."""
        try:
            return (self.root / CURRENT).lstat().st_mtime
        except FileNotFoundError:
            return 0.0

    def switch(self, snapshot: Snapshot) -> None:
        """Make `current` point at a snapshot, in one step that nobody can see half done."""
        link = self.root / f".{CURRENT}-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(snapshot.path.name)
        link.replace(self.root / CURRENT)
        sync(self.root)

    def _snapshot(self, path: Path) -> Snapshot | None:
        manifest = read_manifest(path)
        return Snapshot(path, manifest) if manifest else None

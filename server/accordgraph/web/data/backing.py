"""Where the data of a snapshot is read and asked: in its own folder, or in an engine that holds the same."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ...engine.errors import EngineError
from ...engine.external.setting import EngineSetting
from ...engine.loops import LoopThread, wait
from ...engine.query import Backend
from ...engine.trouble import Trouble
from ...engine.workers.pool import PoolLimits, WorkerPool
from ...engine.workers.starting import WorkerSetting
from ...graph.believing.digest import DEFAULT
from ...graph.names import Names
from ...graph.patterns import Quads
from ...graph.prefixes import prefixes
from ...graph.snapshot import Snapshot, SnapshotFolder

_LOG = logging.getLogger(__name__)

#: Seconds that an engine may take to say what it holds, and for all that one page reads.
_LOOK, PAGE = 2.0, 10.0
#: Connections to an engine for pages, beside those for queries.
CONNECTIONS = 8


@dataclass(frozen=True)
class BackingSetting:
    """Folders and limits; `memory` is in bytes, `answer` the bytes that one answer may have."""

    snapshots: Path
    limits: PoolLimits
    memory: int
    folder: Path | None
    engine: EngineSetting | None
    answer: int


@dataclass(frozen=True)
class Choice:
    """The snapshot to serve, and the publication that put it into an engine, "" where none is known."""

    snapshot: Snapshot
    publication: str = ""

    @property
    def key(self) -> str:
        """What tells apart what the data may have been, so that it names kept answers."""
        return f"{self.snapshot.identity} {self.publication}".rstrip()


def _nothing() -> None:
    """A folder is read without preparation."""


@dataclass(frozen=True)
class Opened:
    """What reads a snapshot's data by pattern and answers queries; `begin` comes before a page's reading."""

    store: Quads
    engine: Backend
    begin: Callable[[], None] = field(default=_nothing)


class Backing(Protocol):
    """Says which snapshot to serve, and opens it."""

    def choose(self) -> Choice | None:
        """Return the snapshot to serve now; None where there is none."""

    def open(self, choice: Choice) -> Opened:
        """Open the data of what was chosen; raises AccordGraphError."""

    def close(self) -> None:
        """Let go what is held."""


def backing(setting: BackingSetting, loop: asyncio.AbstractEventLoop) -> Backing:
    """Return where the data is, by the setting."""
    return Folder(setting, loop) if setting.engine is None else Engine(setting, setting.engine, loop)


class Folder:
    """Snapshots with databases of their own, each asked by a pool of processes; `current` is served."""

    def __init__(self, setting: BackingSetting, loop: asyncio.AbstractEventLoop) -> None:
        self._setting, self._loop = setting, loop
        self._folder = SnapshotFolder(setting.snapshots)

    def choose(self) -> Choice | None:
        snapshot = self._folder.current()
        return Choice(snapshot) if snapshot is not None else None

    def open(self, choice: Choice) -> Opened:
        snapshot, setting = choice.snapshot, self._setting
        names = Names(snapshot.manifest.base)
        store = snapshot.open_store()
        worker = WorkerSetting(
            snapshot.store_path,
            setting.memory,
            names.base,
            prefixes(names),
            setting.folder,
            answer=setting.answer,
        )
        return Opened(store, started(WorkerPool(worker, setting.limits, self._loop)))

    def close(self) -> None:
        """There is nothing to let go."""


class Engine:
    """An engine that holds the data of one of the snapshots; what it says that it holds is served.

    While nobody knows what it holds, or it holds what is not at hand, it is the last one, or `current`: its
    pages and queries say what is wrong, and the log once, while it is the same.
    """

    def __init__(
        self, setting: BackingSetting, engine: EngineSetting, loop: asyncio.AbstractEventLoop
    ) -> None:
        # Here, so that only who has an engine loads a client.
        from ...engine.external.record import Holding
        from ...engine.external.service import Service

        self._setting, self._loop = setting, loop
        self._folder = SnapshotFolder(setting.snapshots)
        self._queries = Service(engine, setting.limits.workers + 1)
        # On a loop of their own: the server's has to go on, and when the server starts it does not run yet.
        self._thread = LoopThread()
        self._pages = Service(engine, CONNECTIONS)
        self._holding = Holding()
        self._last: Choice | None = None
        self._opened: Snapshot | None = None
        self._trouble = Trouble(_LOG.warning, "%s It is looked at again every second.")

    def choose(self) -> Choice | None:
        from ...engine.external.record import Recorder

        current = self._folder.current()
        if current is None:
            return None
        recorder = Recorder(current.manifest.base)
        try:
            record = wait(recorder.glance(self._pages, _LOOK), self._thread.loop)
        except EngineError as problem:
            self._trouble.see(problem.in_full)
            return self._last or Choice(current)
        found = self._folder.named(record.snapshot) if record.snapshot else None
        last = self._last.snapshot if self._last else None
        snapshot = found or last or current
        # While another one that is at hand is opened, the one before goes on answering, but not where that
        # failed.
        served = self._opened if self._opened and snapshot == last else snapshot
        self._holding.see(record.snapshot, served.identity)
        self._trouble.see(self._holding.wrong)
        self._last = Choice(snapshot, record.publication)
        return self._last

    def open(self, choice: Choice) -> Opened:
        from ...engine.external.asking import ExternalEngine, Scope
        from ...engine.external.patterns import ExternalQuads

        snapshot, setting = choice.snapshot, self._setting
        manifest = snapshot.manifest
        names = Names(manifest.base)
        graphs = tuple(name for name, count in sorted(manifest.graphs.items()) if name != DEFAULT and count)
        scope = Scope(snapshot.identity, choice.publication, names.base, prefixes(names), graphs)
        patience = min(PAGE, setting.limits.timeout)
        held = self._holding, choice.publication
        quads = ExternalQuads(self._pages, self._thread.loop, names, *held, manifest.graphs, patience)
        engine = ExternalEngine(
            self._queries, scope, self._holding, setting.limits, setting.memory, setting.answer, self._loop
        )
        opened = Opened(quads, started(engine), quads.begin)
        self._opened = snapshot
        return opened

    def close(self) -> None:
        if self._loop.is_running():  # else the server does not start, and nobody has asked anything
            wait(self._queries.close(), self._loop)
        wait(self._pages.close(), self._thread.loop)
        self._thread.close()


def started(engine: Backend) -> Backend:
    """Return an engine once it answers; raises EngineUnavailable, and ends it where it does not."""
    try:
        engine.start()
    except EngineError:
        engine.close()
        raise
    return engine

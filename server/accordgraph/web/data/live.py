"""The snapshot that is served now, and the change to the next one without a failed request."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from ...engine.answering.cache import AnswerCache, CachingEngine
from ...engine.errors import DataDamaged
from ...engine.query import QueryEngine
from ...engine.trouble import Trouble
from ...errors import AccordGraphError
from ...graph.cataloguing.dcat import current
from ...graph.dumping.package import read_description, read_package
from ...graph.names import METADATA, Names
from ...graph.prefixes import prefixes
from ...graph.snapshot import CURRENT, LAYOUT, Snapshot
from ..config import WebConfig
from ..editions import Edition
from ..guided.choices import Choices
from .backing import Choice, Opened, backing
from .listing import Lister
from .reading import Reader
from .stating import Stating

_LOG = logging.getLogger(__name__)

#: Seconds that the engine may take to end.
_LAST = 5.0
#: Seconds between two looks at `current`.
_PAUSE = 1.0


class NothingToServe(AccordGraphError):
    """There is no snapshot."""


class Live:
    """One snapshot that is open: its store for reading by patterns, and an engine for queries."""

    def __init__(self, choice: Choice, config: WebConfig, opened: Opened, cache: AnswerCache) -> None:
        self.snapshot = snapshot = choice.snapshot
        self.key = choice.key
        self.config = config
        #: What decides, with an address, what a document says: the snapshot, and what is told of the setting.
        self.identity = f"{snapshot.identity} {config.limits.timeout:g} {config.query_memory}"
        self.names = Names(snapshot.manifest.base)
        self.prefixes = prefixes(self.names)
        self.store, self.pool, self.begin = opened.store, opened.engine, opened.begin
        self.reader = Reader(self.store, self.names)
        index = snapshot.search_path if snapshot.manifest.layout == LAYOUT else None
        self.lister = Lister(self.reader, self.names, index)
        self.stating = Stating(self.reader, self.names)
        self.choices = Choices(self.reader, self.names, index)
        self.engine: QueryEngine = CachingEngine(self.pool, cache, self.key)
        #: Pages that cost much and are the same on this snapshot: by address, language and colours.
        self.pages: dict[tuple[str, str, str], str] = {}
        self.users = 0
        #: What the engine told of damage that a query or a page met; "" where none did.
        self.damage = ""
        #: The file that a request met and that could not be read: for the operator.
        self.unread = Trouble(_LOG.error, "What a request needs cannot be read: %s")

    def tell_damage(self, met: DataDamaged) -> None:
        """Take notice that the data is damaged, and tell the operator, once."""
        if not self.damage:
            self.damage = met.told
            _LOG.error("%s", met.in_full)

    @cached_property
    def edition(self) -> Edition:
        """The version that is served, described by the file of the metadata; without one, by the store."""
        folder, version = self.snapshot.dumps_path, self.snapshot.manifest.version
        stored = self.reader.graph_triples(self.names.graph(METADATA))
        told = read_description(folder) or tuple(stored)
        triples = tuple(dict.fromkeys((*told, current(self.names, version))))
        return Edition(self.names, version, triples, read_package(folder))


class Follower:
    """Keep open what `current` points to. Requests borrow it; the old one is closed when the last gives it
    back."""

    def __init__(self, config: WebConfig, loop: asyncio.AbstractEventLoop) -> None:
        self._config, self.cache = config, AnswerCache(config.cache)
        self._backing = backing(config.backing, loop)
        try:
            choice = self._chosen()
            self._live = self._open(choice)
        except BaseException:
            self._backing.close()
            raise
        self._first = _version(choice.snapshot)
        self._lock, self._following = threading.Lock(), threading.Lock()
        self._ended = self._troubled = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="accordgraph-follower", daemon=True)
        self._thread.start()

    @property
    def identity(self) -> str:
        """What names the data that is served."""
        return self._live.key

    @property
    def busy(self) -> int:
        """The queries that run."""
        return self._live.pool.busy

    @property
    def waiting(self) -> int:
        """The queries that wait for a worker."""
        return self._live.pool.waiting

    @property
    def stale(self) -> bool:
        """Whether what is served is known to be older than the content, or than what cannot be served."""
        return self._troubled or (self._config.stale and _version(self._live.snapshot) == self._first)

    @contextmanager
    def borrow(self) -> Iterator[Live]:
        """Lend the live snapshot for one request."""
        live = self.take()
        try:
            yield live
        finally:
            self.give_back(live)

    def take(self) -> Live:
        """Lend the live snapshot; `give_back` must follow."""
        with self._lock:
            self._live.users += 1
            return self._live

    def give_back(self, live: Live) -> None:
        """End a loan."""
        with self._lock:
            live.users -= 1
            unused = live.users == 0 and live is not self._live
        if unused:
            self._end(live)

    def follow(self) -> None:
        """Open what `current` points to now, if that is another snapshot.

        Raises NothingToServe where it points to none, and whatever keeps one from being opened.
        """
        with self._following:
            choice = self._chosen()
            if choice.key == self._live.key:
                return
            new = self._open(choice)
            with self._lock:
                old, self._live = self._live, new
                unused = old.users == 0
            if unused:
                self._end(old)

    def close(self) -> None:
        """Stop following, and end the engine."""
        self._stopped.set()
        self._thread.join()
        self._live.engine.close()
        self._live.pool.join(_LAST)
        self._backing.close()
        self.cache.close()

    def _chosen(self) -> Choice:
        choice = self._backing.choose()
        if choice is None:
            raise NothingToServe(
                f"{self._config.snapshots / CURRENT} leads to no snapshot that can be read. Choose one with "
                "`accordgraph rollback`, or make one with `accordgraph build`."
            )
        return choice

    def _open(self, choice: Choice) -> Live:
        choice.snapshot.require_layout()
        opened = self._backing.open(choice)
        try:
            return Live(choice, self._config, opened, self.cache)
        except BaseException:
            opened.engine.close()
            raise

    def _end(self, live: Live) -> None:
        """End what nobody borrows any more."""
        live.engine.close()
        self._ended = True

    def _watch(self) -> None:
        trouble = Trouble(_LOG.error, "The snapshot before goes on being served: %s")
        while not self._stopped.wait(_PAUSE):
            if self._ended:
                # Readers stand in circles, and hold open files until these are looked for.
                self._ended = False
                gc.collect()
            wrong = self.trouble()
            trouble.see(wrong)
            self._troubled = wrong != ""

    def trouble(self) -> str:
        """Follow; return what keeps from it, "" where nothing does."""
        try:
            self.follow()
        except (AccordGraphError, OSError) as problem:
            return str(problem)
        except Exception as problem:  # noqa: BLE001 - this thread looks again, whatever was wrong: no other does
            return f"{type(problem).__name__}: {problem}"
        return ""


def _version(snapshot: Snapshot) -> tuple[str, int]:
    """Return a snapshot's identity and when it was last found to fit the content, in nanoseconds."""
    try:
        return snapshot.identity, snapshot.path.stat().st_mtime_ns
    except OSError:
        return snapshot.identity, 0

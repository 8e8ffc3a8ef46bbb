"""The database of a snapshot: loaded at once, or the one before with what has changed."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Self

import pyoxigraph as ox

from .believing.dataset import CompiledDataset, lines_digest
from .believing.digest import DEFAULT, changed
from .cores import can_copy
from .dumping.dumps import changed_lines
from .dumping.pieces import PieceFiles
from .helping import SMALL
from .kept import MUCH
from .loading import Loading
from .names import METADATA, Names
from .reading.corpus import Corpus
from .reading.lines import Lines
from .reading.ntriples import in_bulk, parsed, quads
from .snapshot import Snapshot, SnapshotDamaged
from .terms import DEFAULT_GRAPH


class NewStore:
    """The database of a snapshot that is being built: begun as soon as it is known what sources say, since
    loading is half of a build's work. Used as a context, which leaves nothing running."""

    def __init__(self, path: Path, before: Snapshot | None) -> None:
        """Make it at `path`; `before` is an earlier snapshot, whose database is taken over by links to its
        files where little changed."""
        self._path, self._before = path, before
        self._loading = Loading(path)
        #: The graphs that are brought already, and what tells their statements from others.
        self._brought: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        """Nothing is begun yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End what was begun."""
        self._loading.abandon()

    def begin(self, corpus: Corpus) -> None:
        """Load what sources say while it is found out what to believe, unless that is little, or little of
        it changed."""
        graphs = {graph: file.lines for graph, file in corpus.sources.items()}
        size = sum(lines.size for lines in graphs.values())
        if size < SMALL or not can_copy():
            return
        if self._before is not None:
            digests = {graph: lines_digest(graph, lines, corpus.kept) for graph, lines in graphs.items()}
            if _little(graphs, digests, self._before):
                return
        self._loading.begin(_quads(graphs))
        self._brought = {graph: lines.own_digest for graph, lines in graphs.items()}

    @contextmanager
    def written(self, dataset: CompiledDataset, pieces: PieceFiles) -> Iterator[Future[Lines]]:
        """Write it while something else is done: every graph, and the metadata graph as soon as it is told.

        Where an earlier database is changed, `pieces` tell what changed.
        """
        about = Future[Lines]()
        with ThreadPoolExecutor(1) as beside:
            writing = beside.submit(self._write, dataset, pieces, about)
            try:
                yield about
            finally:
                about.cancel()  # where it was not told, nothing is to be written any more
            writing.result()

    def _write(self, dataset: CompiledDataset, pieces: PieceFiles, about: Future[Lines]) -> None:
        graphs, path, before = dataset.graphs, self._path, self._before
        little = not self._brought and before is not None and _little(graphs, pieces.cuts.digests, before)
        if before and little and _taken_over(dataset, pieces, about.result(), path, before):
            return
        if self._brought:
            self._fit(graphs)
        left = {graph: lines for graph, lines in graphs.items() if graph not in self._brought}
        self._loading.finish(chain(_quads(left), _metadata(dataset.names, about)))
        store = ox.Store(str(path))
        # A graph without statements exists nonetheless: protocol clients may name it.
        for graph in graphs:
            if graph != DEFAULT:
                store.add_graph(ox.NamedNode(graph))
        store.flush()

    def _fit(self, graphs: Mapping[str, Lines]) -> None:
        """Begin anew where what was brought is not what these graphs hold, or not whole."""
        there = {graph: graphs[graph].own_digest for graph in self._brought.keys() & graphs.keys()}
        if not self._loading.begun() or there != self._brought:
            self._loading.abandon()
            shutil.rmtree(self._path, ignore_errors=True)
            self._brought.clear()


def _little(graphs: Mapping[str, Lines], digests: Mapping[str, str], before: Snapshot) -> bool:
    """Whether so little of some graphs changed that it is quicker to change the database than to load all."""
    different = changed(digests, before.manifest.digests)
    size = sum(graphs[graph].size for graph in different & graphs.keys() - {DEFAULT})
    return size <= MUCH * sum(lines.size for lines in graphs.values())


def _taken_over(
    dataset: CompiledDataset,
    pieces: PieceFiles,
    about: Lines,
    path: Path,
    before: Snapshot,
) -> bool:
    """Take the earlier database over, and change it; whether it is there to be taken."""
    old = before.manifest.digests
    different = changed(pieces.cuts.digests, old)
    gone = different - pieces.cuts.digests.keys()
    try:
        changes = {g: _change(dataset, pieces, g, old.get(g, "")) for g in sorted(different - gone)}
        before.open_store().backup(str(path))
    except (OSError, RuntimeError, LookupError, zlib.error, SnapshotDamaged):
        shutil.rmtree(path, ignore_errors=True)
        return False
    store = ox.Store(str(path))
    for graph in gone:
        store.remove_graph(ox.NamedNode(graph))
    for graph, change in changes.items():
        _apply(store, DEFAULT_GRAPH if graph == DEFAULT else ox.NamedNode(graph), change)
    about_graph = ox.NamedNode(dataset.names.graph(METADATA))
    there = set(store.quads_for_pattern(None, None, None, about_graph))
    told = {ox.Quad(t.subject, t.predicate, t.object, about_graph) for t in about}
    for quad in there - told:
        store.remove(quad)
    store.extend(told - there)
    store.flush()
    return True


class _Change(NamedTuple):
    """What becomes of a graph: the lines that go, or all of them, and those that come."""

    gone: bytes
    come: bytes
    anew: bool = False


def _change(dataset: CompiledDataset, pieces: PieceFiles, graph: str, digest: str) -> _Change:
    """What became of a graph since it had a digest, by the pieces that it had then and has no more.

    Raises OSError, LookupError and zlib.error where these cannot be read.
    """
    gone, come = changed_lines(pieces, dataset.names, graph, digest)
    was = {line for each in gone for line in each.splitlines(keepends=True)}
    now = {line for each in come for line in each.splitlines(keepends=True)}
    change = _Change(b"".join(was - now), b"".join(now - was))
    if b"_:" in change.gone or b"_:" in change.come:  # the database has names of its own for blank nodes
        return _Change(b"", dataset.graphs[graph].text, True)
    return change


def _apply(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, change: _Change) -> None:
    if change.anew:
        store.clear_graph(graph)
    if isinstance(graph, ox.NamedNode):
        store.add_graph(graph)
    for triple in parsed(change.gone):
        store.remove(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
    store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in parsed(change.come))


def _quads(graphs: Mapping[str, Lines]) -> Iterator[bytes]:
    """All statements as N-Quads, some megabytes at a time."""
    for name, lines in graphs.items():
        for piece in in_bulk(lines.text):
            yield piece if name == DEFAULT else quads(piece, name)
        if name != DEFAULT:  # which the index, made meanwhile, is read from
            lines.forget()


def _metadata(names: Names, about: Future[Lines]) -> Iterator[bytes]:
    """The metadata graph as N-Quads, when it is known."""
    yield quads(about.result().text, names.graph(METADATA))

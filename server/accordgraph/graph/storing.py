"""The database of a snapshot: loaded at once, or the one before with what has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from .believing.dataset import CompiledDataset
from .believing.digest import DEFAULT
from .cataloguing.metadata import metadata_graph
from .reading.lines import Lines, parsed, quads
from .snapshot import Snapshot, SnapshotDamaged

#: Statements are handed to the database in pieces of some megabytes.
_PIECE = 1 << 22
#: Where more of the graphs have changed than this part, all of them are loaded anew: that is quicker.
_MUCH = 0.1


def write_store(
    dataset: CompiledDataset,
    digests: Mapping[str, str],
    about: tuple[ox.Triple, ...],
    path: Path,
    before: Snapshot | None,
) -> None:
    """Write the database: every graph, `about` too, which is the metadata graph.

    `before` is an earlier snapshot, whose database is taken over by links to its files where little changed.
    """
    if before is None or not _taken_over(dataset, digests, about, path, before):
        store = ox.Store(str(path))
        metadata = quads(Lines.of(about).text, metadata_graph(dataset.names))
        _load(store, chain(_quads(dataset.graphs), [metadata]))
        # A graph without statements exists nonetheless: protocol clients may name it.
        for graph in dataset.graphs:
            if graph != DEFAULT:
                store.add_graph(ox.NamedNode(graph))
        store.flush()
        store.optimize()


def _taken_over(
    dataset: CompiledDataset,
    digests: Mapping[str, str],
    about: tuple[ox.Triple, ...],
    path: Path,
    before: Snapshot,
) -> bool:
    """Take the earlier database over, and change it; whether that was worth the while."""
    old = before.manifest.digests
    changed = [graph for graph, digest in digests.items() if old.get(graph) != digest]
    gone = old.keys() - digests.keys()
    size = sum(len(dataset.graphs[graph]) for graph in changed if graph != DEFAULT)
    if size > _MUCH * sum(map(len, dataset.graphs.values())):
        return False
    try:
        before.open_store().backup(str(path))
    except (OSError, RuntimeError, SnapshotDamaged):
        shutil.rmtree(path, ignore_errors=True)
        return False
    store = ox.Store(str(path))
    for graph in gone:
        store.remove_graph(ox.NamedNode(graph))
    for graph in changed:
        node = ox.DefaultGraph() if graph == DEFAULT else ox.NamedNode(graph)
        _change(store, node, dataset.graphs[graph])
    about_graph = ox.NamedNode(metadata_graph(dataset.names))
    store.clear_graph(about_graph)
    store.extend(ox.Quad(t.subject, t.predicate, t.object, about_graph) for t in about)
    store.flush()
    return True


def _change(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, lines: Lines) -> None:
    """Make a graph hold these statements, by what it lacks and what it has too many."""
    there = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
    now, was = set(lines.lines()), set(there.splitlines(keepends=True))
    if b"_:" in there:  # the database has names of its own for blank nodes
        store.clear_graph(graph)
        was = set()
    if isinstance(graph, ox.NamedNode):
        store.add_graph(graph)
    for triple in parsed(b"".join(was - now)):
        store.remove(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
    store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in parsed(b"".join(now - was)))


def _quads(graphs: Mapping[str, Lines]) -> Iterator[bytes]:
    """All statements as N-Quads, in pieces."""
    for name, lines in graphs.items():
        for piece in _pieces(lines.text):
            yield piece if name == DEFAULT else quads(piece, name)


def _pieces(text: bytes) -> Iterator[bytes]:
    began = 0
    while began < len(text):
        ended = text.find(b"\n", began + _PIECE) + 1 or len(text)
        yield text[began:ended]
        began = ended


def _load(store: ox.Store, pieces: Iterator[bytes]) -> None:
    """Load N-Quads through a pipe: of a file object the database would read a kilobyte at a time."""
    reading, writing = os.pipe()

    def write() -> None:
        with suppress(BrokenPipeError), os.fdopen(writing, "wb") as output:
            output.writelines(pieces)

    with ThreadPoolExecutor(1) as thread:
        written = thread.submit(write)
        try:
            store.bulk_load(path=f"/dev/fd/{reading}", format=ox.RdfFormat.N_QUADS, lenient=True)
        finally:
            os.close(reading)  # so that nobody goes on writing to a database that failed
        written.result()

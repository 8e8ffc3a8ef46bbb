"""Dumps for those who load the graph elsewhere: the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..believing.digest import DEFAULT
from ..cataloguing.metadata import version
from ..names import METADATA
from ..prefixes import prefixes
from ..reading.lines import quads
from ..terms import iri_text, term
from .jsonld import document
from .kinds import ALL, TABLES, Kind, written
from .package import METADATA_FILE, DumpFile, compressed, described, write_checksums, write_package
from .pieces import PLAIN, TRIG, TURTLE, Kept, Piece, cut
from .pretty import Sink, declared
from .readme import BELIEVED, README, readme
from .tables import write_tables

#: JSON-LD is buffered before it is compressed: its pieces are short.
_BUFFER = 1 << 16

#: How the pieces of a format are written, where not as they are.
_WAYS = {ox.RdfFormat.TURTLE: TURTLE, ox.RdfFormat.TRIG: TRIG}


def write_dumps(dataset: CompiledDataset, folder: Path, kept: Kept, dumps: str = ALL) -> tuple[DumpFile, ...]:
    """Write dumps of these kinds into an existing folder, piece by piece, and say what they are."""
    table = prefixes(dataset.names)
    files = []
    for each in written(dumps, len(dataset.default)):
        path = folder / each.file
        if each.format == ox.RdfFormat.JSON_LD:
            with compressed(path) as output:
                _write_buffered(document(dataset.default, table), output)
        else:
            head = declared(table) if each.format in _WAYS else b""
            with path.open("wb") as file:
                kept.write(each.file, _pieces(dataset, each), file, table, head)
        files.append(described(path, each.format.media_type, "gzip", each.english, each.japanese))
    tables = write_tables(dataset, folder) if TABLES in dumps.split(",") else ()
    return (*files, *tables)


def finish_dumps(
    dataset: CompiledDataset, folder: Path, digest: str, files: Iterable[DumpFile], about: Iterable[ox.Triple]
) -> None:
    """Write what describes the dumps beside them: the metadata graph, README, package and checksums.

    The metadata may speak of sizes and checksums of `files`, so it is written after them, and speaks of
    nothing that is written here.
    """
    names = dataset.names
    path = folder / METADATA_FILE
    graph = ox.NamedNode(names.graph(METADATA))
    with compressed(path) as output:
        quads = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in about)
        ox.serialize(quads, output, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
    metadata = described(
        path, ox.RdfFormat.N_QUADS.media_type, "gzip",
        "The metadata graph: description, licence, counts, questions",
        "メタデータグラフ。説明、ライセンス、件数、質問",
    )  # fmt: skip
    described_files = (*files, metadata)
    licences = sorted(iri_text(t.object) for t in dataset.about if t.predicate == term("dcterms", "license"))
    text = readme(names, version(dataset), digest, described_files, licences)
    (folder / README).write_text(text, encoding="utf-8")
    own = described(folder / README, "text/markdown", "", "What is in which file", "各ファイルの内容")
    package = {
        "name": "accordgraph",
        "id": names.dataset_version(version(dataset)),
        "title": "Accord Graph",
        "version": version(dataset),
        "digest": digest,
        "homepage": names.dataset,
        "licenses": [{"path": each} for each in licences],
    }
    write_package(folder, (*described_files, own), package)
    write_checksums(folder)


def _write_buffered(pieces: Iterable[str], output: Sink) -> None:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece.encode()
        if len(waiting) >= _BUFFER:
            output.write(bytes(waiting))
            waiting.clear()
    output.write(bytes(waiting))


def _pieces(dataset: CompiledDataset, dump: Kind) -> Iterator[Piece]:
    """What a dump holds, piece by piece: by the name of the graph, the default graph's under a name too."""
    way = _WAYS.get(dump.format, PLAIN)
    if not dump.every_graph:
        yield from (Piece(way, text) for text in cut(dataset.default.text))
        return
    named = {dataset.names.graph(BELIEVED) if name == DEFAULT else name: name for name in dataset.graphs}
    for iri, name in sorted(named.items()):
        for text in cut(dataset.graphs[name].text):
            yield Piece(way, quads(text, iri))

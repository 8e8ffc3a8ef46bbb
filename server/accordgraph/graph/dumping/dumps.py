"""Dumps for those who load the graph elsewhere: the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..believing.digest import DEFAULT
from ..names import BELIEVED, METADATA, Names
from ..prefixes import prefixes
from ..reading.lines import Lines
from ..reading.ntriples import END, quads
from ..snapshot import DUMPS
from ..terms import LICENSE, iri_text
from .blocks import decompress
from .jsonld import BETWEEN, CLOSING, misread, opening
from .kinds import QUADS_FILE, TABLES, Kind, written
from .package import METADATA_FILE, DumpFile, compressed, described, write_checksums, write_package
from .packing import JSON_LD, PLAIN, PRETTY
from .pieces import Frame, PieceFiles
from .pretty import declared
from .readme import README, readme
from .tables import write_tables

#: The formats that have prefixes.
_PRETTY = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)


def write_dumps(
    dataset: CompiledDataset, folder: Path, files: PieceFiles, dumps: str
) -> tuple[DumpFile, ...]:
    """Write dumps of these kinds into an existing folder, which `files` is about, and say what they are."""
    found = []
    for each in written(dumps):
        files.write(f"{DUMPS}/{each.file}", *_made(dataset, each))
        found.append(
            described(folder / DUMPS / each.file, each.format.media_type, "gz", each.english, each.japanese)
        )
    tables = write_tables(dataset, folder / DUMPS) if TABLES in dumps.split(",") else ()
    for graph, lines in dataset.graphs.items():
        if graph != DEFAULT:  # whatever comes next asks for this one alone
            lines.forget()
    return (*found, *tables)


def finish_dumps(
    dataset: CompiledDataset,
    folder: Path,
    digest: str,
    files: Iterable[DumpFile],
    about: Lines,
    sizes: Mapping[str, int],
) -> None:
    """Write what describes the dumps beside them: the metadata graph, README, package and checksums.

    The metadata may speak of sizes and checksums of `files`, so it is written after them, and speaks of
    nothing that is written here. `sizes` are the numbers of statements by graph.
    """
    names = dataset.names
    path = folder / METADATA_FILE
    with compressed(path) as output:
        output.write(quads(about.text, names.graph(METADATA)))
    metadata = described(
        path, ox.RdfFormat.N_QUADS.media_type, "gz",
        "The metadata graph, as of this version: description, licence, counts, questions",
        "この版の時点のメタデータグラフ。説明、ライセンス、件数、質問",
    )  # fmt: skip
    described_files = (*files, metadata)
    licences = sorted(map(iri_text, dataset.stated(LICENSE)))
    told = {
        "version": dataset.version,
        "digest": digest,
        "modified": dataset.modified or "a day that is not stated",
    }
    text = readme(names, told, sizes, described_files, licences)
    (folder / README).write_text(text, encoding="utf-8")
    own = described(folder / README, "text/markdown", "", "What is in which file", "各ファイルの内容")
    package = {
        "name": "accordgraph",
        "id": names.dataset_version(dataset.version),
        "title": "Accord Graph",
        "version": dataset.version,
        "digest": digest,
        "homepage": names.dataset,
        "licenses": [{"path": each} for each in licences],
    }
    write_package(folder, (*described_files, own), package)
    write_checksums(folder)


def _made(dataset: CompiledDataset, dump: Kind) -> tuple[int, list[tuple[str, str]], Frame]:
    """How a dump's pieces are written, which graphs it has under which names, and what stands around."""
    table = prefixes(dataset.names)
    if dump.format == ox.RdfFormat.JSON_LD:
        without = misread(dataset.default.text, table)
        head = opening({name: space for name, space in table.items() if name not in without})
        return JSON_LD, [(DEFAULT, " ".join(without))], Frame(*map(str.encode, (head, BETWEEN, CLOSING)))
    if dump.format in _PRETTY:
        return PRETTY, _graphs(dataset, dump), Frame(declared(table))
    return PLAIN, _graphs(dataset, dump), Frame()


def _graphs(dataset: CompiledDataset, dump: Kind) -> list[tuple[str, str]]:
    """The graphs that a dump holds, with their names in it: by these, the default graph under one too."""
    if not dump.every_graph:
        return [(DEFAULT, "")]
    named = ((graph, _name(graph, dataset.names)) for graph in dataset.graphs)
    return sorted(named, key=lambda each: each[1])


def changed_lines(
    files: PieceFiles, names: Names, graph: str, digest: str
) -> tuple[Iterator[bytes], Iterator[bytes]]:
    """The lines of the pieces that a graph had when it had this digest ("" for none) and has no more, and of
    those that are new, as N-Triples.

    Raises LookupError, and OSError, LookupError and zlib.error where the former are read and cannot be.
    """
    name, (gone, come) = _name(graph, names), files.change(graph, digest)
    read = files.earlier.pieces(f"{DUMPS}/{QUADS_FILE}", name, gone) if gone else ()
    end = f" <{name}> .\n".encode()
    was = (decompress(each).replace(end, END) for each in read)
    return was, (files.cuts.text(graph, each) for each in come)


def _name(graph: str, names: Names) -> str:
    """The name of a graph where all have one: the default graph's too."""
    return names.graph(BELIEVED) if graph == DEFAULT else graph

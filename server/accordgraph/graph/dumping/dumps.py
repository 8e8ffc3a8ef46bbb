"""Dumps for those who load the graph elsewhere: the same content gives the same bytes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..believing.digest import DEFAULT
from ..cataloguing.metadata import version
from ..names import METADATA, Names
from ..prefixes import prefixes
from ..reading.lines import quads
from ..terms import iri_text, term
from .jsonld import document
from .package import (
    CHECKSUMS,
    METADATA_FILE,
    PACKAGE,
    DumpFile,
    compressed,
    described,
    write_checksums,
    write_package,
)
from .pieces import PLAIN, TRIG, TURTLE, Kept, Piece, cut
from .pretty import Sink, declared
from .tables import TABLES_FILE, write_tables

#: The name of the default graph's statements where a format or an engine wants one.
BELIEVED = "believed"
README = "README.md"
#: JSON-LD is buffered before it is compressed: its pieces are short.
_BUFFER = 1 << 16


@dataclass(frozen=True)
class _Dump:
    """A kind of dump: its file's name, its format, whether it has every graph, what it is for, and of how
    many statements at most it is made."""

    name: str
    format: ox.RdfFormat
    every_graph: bool
    english: str
    japanese: str
    most: float = math.inf


_DUMPS = (
    _Dump(
        "accordgraph.nq.gz", ox.RdfFormat.N_QUADS, True,
        "Every graph by name, one statement a line: for stores and for tools that read line by line",
        "全てのグラフを名前付きで、1行に1文。ストアへの読み込みや行単位の処理に",
    ),
    _Dump(
        "accordgraph.trig.gz", ox.RdfFormat.TRIG, True,
        "Every graph by name, with prefixes: for stores and for reading",
        "全てのグラフを名前付きで、接頭辞あり。ストアへの読み込みや閲覧に",
    ),
    _Dump(
        "accordgraph.nt.gz", ox.RdfFormat.N_TRIPLES, False,
        "What a reader should believe, one statement a line",
        "信じるべき内容のみ、1行に1文",
    ),
    _Dump(
        "accordgraph.ttl.gz", ox.RdfFormat.TURTLE, False,
        "What a reader should believe, with prefixes: for ontology editors and for reading",
        "信じるべき内容のみ、接頭辞あり。オントロジーエディタや閲覧に",
    ),
    _Dump(
        "accordgraph.jsonld.gz", ox.RdfFormat.JSON_LD, False,
        "What a reader should believe, as JSON: for programs that know no RDF",
        "信じるべき内容のみ、JSON形式。RDFを扱わないプログラムに",
        # One document, which a program has to read whole.
        2_000_000,
    ),
)  # fmt: skip

#: How the pieces of a format are written, where not as they are.
_WAYS = {ox.RdfFormat.TURTLE: TURTLE, ox.RdfFormat.TRIG: TRIG}

_TEXT = """\
# Accord Graph, version {version}

Digest {digest}. Base {base}

| file | what it holds |
|---|---|
{rows}

**Which one?** For a store whose default graph is a graph of its own (Oxigraph, Jena): `accordgraph.nt.gz`
into the default graph, and `accordgraph.nq.gz` for the named ones. For a store whose default graph is the
union of all graphs (Virtuoso, GraphDB, QLever): `accordgraph.nq.gz`, asked with `FROM <{believed}>`:
without it, what was overruled shows too. Without a store: `accordgraph.ttl.gz` is one graph.

**The tables** (CSV, UTF-8) need no RDF: one row for each thing, of what a reader should believe. `{tables}`
(CSV on the Web) says what each column means, and what stands between the values where a cell holds several.
Texts are written as they are: one that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, so
import the columns as text.

`<{sources}...>` holds what each source says, the overruled statements too;
`<{believed}>` leaves these out and adds what is computed from the rest (`<{derived}>`)
and what follows from it (`<{inferred}>`).
The description of the dataset and of these files, `<{metadata}>`, is a file of its own: what describes the
dumps cannot be in them.

To check the files: `sha256sum -c {checksums}`. Licence: {licence}
The address of this version, which never changes: <{dataset}>
"""


def write_dumps(dataset: CompiledDataset, folder: Path, kept: Kept) -> tuple[DumpFile, ...]:
    """Write the dumps into an existing folder, piece by piece, and say what they are."""
    table = prefixes(dataset.names)
    written = [each for each in _DUMPS if len(dataset.default) <= each.most]
    for each in written:
        if each.format == ox.RdfFormat.JSON_LD:
            with compressed(folder / each.name) as output:
                _write_buffered(document(dataset.default, table), output)
            continue
        head = declared(table) if each.format in _WAYS else b""
        with (folder / each.name).open("wb") as file:
            kept.write(each.name, _pieces(dataset, each), file, table, head)
    return (
        *(
            described(folder / each.name, each.format.media_type, "gzip", each.english, each.japanese)
            for each in written
        ),
        *write_tables(dataset, folder),
    )


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
    own = described(
        path, ox.RdfFormat.N_QUADS.media_type, "gzip",
        "The metadata graph: description, licence, counts, questions",
        "メタデータグラフ。説明、ライセンス、件数、質問",
    )  # fmt: skip
    described_files = (*files, own)
    licences = sorted(iri_text(t.object) for t in dataset.about if t.predicate == term("dcterms", "license"))
    (folder / README).write_text(
        _readme(names, version(dataset), digest, described_files, licences), encoding="utf-8"
    )
    readme = described(folder / README, "text/markdown", "", "What is in which file", "各ファイルの内容")
    package = {
        "name": "accordgraph",
        "id": names.dataset_version(version(dataset)),
        "title": "Accord Graph",
        "version": version(dataset),
        "digest": digest,
        "homepage": names.dataset,
        "licenses": [{"path": each} for each in licences],
    }
    write_package(folder, (*described_files, readme), package)
    write_checksums(folder)


def _readme(
    names: Names, number: str, digest: str, files: Iterable[DumpFile], licences: Iterable[str]
) -> str:
    rows = [f"| `{each.name}` | {each.what['en']} |" for each in files]
    rows.append(f"| `{PACKAGE}` | sizes and checksums of all of these, for programs |")
    return _TEXT.format(
        version=number,
        digest=digest,
        base=names.base,
        rows="\n".join(rows),
        believed=names.graph(BELIEVED),
        sources=names.sources,
        derived=names.graph("derived"),
        inferred=names.graph("inferred"),
        metadata=names.graph(METADATA),
        checksums=CHECKSUMS,
        tables=TABLES_FILE,
        licence=", ".join(f"<{each}>" for each in licences) or "none is stated",
        dataset=names.dataset_version(number),
    )


def _write_buffered(pieces: Iterable[str], output: Sink) -> None:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece.encode()
        if len(waiting) >= _BUFFER:
            output.write(bytes(waiting))
            waiting.clear()
    output.write(bytes(waiting))


def _pieces(dataset: CompiledDataset, dump: _Dump) -> Iterator[Piece]:
    """What a dump holds, piece by piece: by the name of the graph, the default graph's under a name too."""
    way = _WAYS.get(dump.format, PLAIN)
    if not dump.every_graph:
        yield from (Piece(way, text) for text in cut(dataset.default.text))
        return
    named = {dataset.names.graph(BELIEVED) if name == DEFAULT else name: name for name in dataset.graphs}
    for iri, name in sorted(named.items()):
        for text in cut(dataset.graphs[name].text):
            yield Piece(way, quads(text, iri))

"""Dumps for those who load the graph elsewhere: the same content gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from .dataset import CompiledDataset
from .digest import DEFAULT
from .metadata import version
from .prefixes import prefixes

#: The name of the default graph's statements where a format or an engine wants one.
BELIEVED = "believed"

CHECKSUMS = "SHA256SUMS"
README = "README.md"

_TEXT = """\
# Accord Graph, version {version}

Digest {digest}. Base {base}

| file | what it holds |
|---|---|
| `accordgraph.nq.gz`, `accordgraph.trig.gz` | every graph by name; what to believe is in `<{believed}>` |
| `accordgraph.nt.gz`, `accordgraph.ttl.gz` | what a reader should believe, without names of graphs |

`<{sources}...>` holds what each source says, the overruled statements too;
`<{believed}>` leaves these out and adds what follows from the rest (`<{inferred}>`).
The metadata are served at `<{metadata}>`; they are in no dump.
To check the files: `sha256sum -c {checksums}`. Licence: see `dcterms:license` of `<{dataset}>`.
"""


def write_dumps(dataset: CompiledDataset, folder: Path, digest: str) -> None:
    """Write all dumps, their README and their checksums into an existing folder."""
    formats = {
        "accordgraph.nq.gz": (ox.RdfFormat.N_QUADS, True),
        "accordgraph.trig.gz": (ox.RdfFormat.TRIG, True),
        "accordgraph.nt.gz": (ox.RdfFormat.N_TRIPLES, False),
        "accordgraph.ttl.gz": (ox.RdfFormat.TURTLE, False),
    }
    table = prefixes(dataset.names)
    for name, (format_, with_graphs) in formats.items():
        statements: Iterable[ox.Quad] | Iterable[ox.Triple] = (
            _quads(dataset) if with_graphs else dataset.default
        )
        # No name and no time in the header, so that the same content gives the same bytes.
        with (folder / name).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as output:
            if format_ in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
                write_pretty(statements, output, format_, table)
            else:
                ox.serialize(statements, output, format=format_)  # type: ignore[arg-type]
    names = dataset.names
    text = _TEXT.format(
        version=version(dataset),
        digest=digest,
        base=names.base,
        believed=names.graph(BELIEVED),
        sources=names.sources,
        inferred=names.graph("inferred"),
        metadata=names.graph("metadata"),
        checksums=CHECKSUMS,
        dataset=names.dataset,
    )
    (folder / README).write_text(text, encoding="utf-8")
    sums = [f"{_sha256(folder / name)}  {name}\n" for name in sorted([*formats, README])]
    (folder / CHECKSUMS).write_text("".join(sums), encoding="ascii")


def write_pretty(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple],
    output: IO[bytes] | gzip.GzipFile,
    format_: ox.RdfFormat,
    table: Mapping[str, str],
) -> None:
    """Write Turtle or TriG with the prefixes in the order of the table; Oxigraph writes them in any order."""
    output.write("".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in table.items()).encode())
    body = _Body(output)
    ox.serialize(statements, body, format=format_, prefixes=dict(table))  # type: ignore[arg-type]
    body.finish()


class _Body:
    """Passes on all that is written but the lines of prefixes at its beginning."""

    def __init__(self, output: IO[bytes] | gzip.GzipFile) -> None:
        self._output = output
        self._waiting: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        if self._waiting is None:
            self._output.write(data)
            return len(data)
        self._waiting += data
        while self._waiting.startswith(b"@prefix ") and b"\n" in self._waiting:
            self._waiting = self._waiting.partition(b"\n")[2]
        if self._waiting and not b"@prefix ".startswith(self._waiting[:8]):
            self.finish()
        return len(data)

    def flush(self) -> None:
        """Nothing to do: what is written to is flushed by its owner."""

    def finish(self) -> None:
        """Pass on what is left."""
        if self._waiting:
            self._output.write(self._waiting)
        self._waiting = None


def _quads(dataset: CompiledDataset) -> Iterator[ox.Quad]:
    """All statements by the name of their graph, the default graph's under a name too."""
    named = {dataset.names.graph(BELIEVED) if name == DEFAULT else name: name for name in dataset.graphs}
    for iri, name in sorted(named.items()):
        graph = ox.NamedNode(iri)
        for triple in dataset.graphs[name]:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

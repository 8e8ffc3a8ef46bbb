"""The README of a folder of dumps: what is in which file, and which of them is for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..believing.digest import DEFAULT
from ..names import BELIEVED, METADATA, Names
from .kinds import KINDS, QUADS_FILE
from .package import CHECKSUMS, PACKAGE, DumpFile

README = "README.md"
#: The description of all tables.
TABLES_FILE = "tables-metadata.json"

_TEXT = """\
# Accord Graph, version {version}

Last changed on {modified}. `{quads}` has {count:,} statements, {believed_count:,} of them to believe.
Digest {digest}. Base {base}

| file | what it holds |
|---|---|
{rows}

{advice}

`<{sources}...>` holds what each source says, the overruled statements too;
`<{believed}>` leaves these out and adds what is computed from the rest (`<{derived}>`)
and what follows from it (`<{inferred}>`).
Which source a statement or its evidence is from is told by the name of its graph, so by
{graphs} alone; elsewhere, the IRI of an evidence leads to a document that names the source.
The description of the dataset and of these files, `<{metadata}>`, is a file of its own: what describes the
dumps cannot be in them.

To check the files: `sha256sum -c {checksums}`. Licence: {licence}
The address of this version, which never changes: <{dataset}>
"""
_OWN = (
    "For a store whose default graph is a graph of its own (Oxigraph, Jena): `{file}`\n"
    "into the default graph, and `{quads}` for the named ones."
)
_UNION = (
    "For a store whose default graph is the\nunion of all graphs (Virtuoso, GraphDB, QLever){others}: "
    "`{quads}`, asked with `FROM <{believed}>`:\nwithout it, what was overruled shows too."
)
_ALONE = "Without a store: `{file}` is one graph."
_TABLES = """\
**The tables** (CSV, UTF-8) need no RDF: one row for each thing, of what a reader should believe. `{tables}`
(CSV on the Web) says what each column means, and what stands between the values where a cell holds several.
Texts are written as they are: one that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, so
import the columns as text."""


def readme(
    names: Names,
    about: Mapping[str, str],
    sizes: Mapping[str, int],
    files: Sequence[DumpFile],
    licences: Iterable[str],
) -> str:
    """Tell what each of these files holds, and which of them is for whom.

    `about` gives the version, its digest and the day on which it was `modified`; `sizes` are the numbers of
    statements by graph.
    """
    there = {each.name for each in files}
    rows = [f"| `{each.name}` | {each.what['en']} |" for each in files]
    rows.append(f"| `{PACKAGE}` | sizes and checksums of all of these, for programs |")
    return _TEXT.format(
        **about,
        quads=QUADS_FILE,
        count=sum(sizes.values()),
        believed_count=sizes[DEFAULT],
        base=names.base,
        rows="\n".join(rows),
        advice=_advice(names, there),
        graphs=" and ".join(f"`{each.file}`" for each in KINDS if each.every_graph and each.file in there),
        believed=names.graph(BELIEVED),
        sources=names.sources,
        derived=names.graph("derived"),
        inferred=names.graph("inferred"),
        metadata=names.graph(METADATA),
        checksums=CHECKSUMS,
        licence=", ".join(f"<{each}>" for each in licences) or "none is stated",
        dataset=names.dataset_version(about["version"]),
    )


def _advice(names: Names, files: set[str]) -> str:
    """Say which file to take, of those that there are."""
    there = {each.name: each.file for each in KINDS if each.file in files}
    lines, believed = list[str](), names.graph(BELIEVED)
    own = there.get("nt") or there.get("ttl")
    if own:
        lines.append(_OWN.format(file=own, quads=there["nq"]))
    others = "" if own else ", and for all others"
    lines.append(_UNION.format(quads=there["nq"], believed=believed, others=others))
    if "ttl" in there:
        lines.append(_ALONE.format(file=there["ttl"]))
    advice = "**Which one?** " + " ".join(lines)
    return f"{advice}\n\n{_TABLES.format(tables=TABLES_FILE)}" if TABLES_FILE in files else advice

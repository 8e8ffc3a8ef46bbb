"""Flat tables of what a reader should believe, for people who do not read RDF: CSV and its CSVW metadata.

https://www.rfc-editor.org/rfc/rfc4180, https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..cataloguing.statements import Facts
from ..names import Names
from ..prefixes import lengthen
from ..terms import TYPE, Term
from .columns import IRI, LABELS, TABLES, Column, Table
from .package import DumpFile, described
from .readme import TABLES_FILE

#: The datatype of an IRI that a template writes out: the library csvw would write an anyURI there in pieces.
_EXPANDED = "string"


def write_tables(dataset: CompiledDataset, folder: Path) -> tuple[DumpFile, ...]:
    """Write the tables and their CSVW metadata into an existing folder, and say what they are.

    Rows are sorted by IRI, the values in a cell too (by the thing they belong to, where they are two steps
    away). A text is written as it is, also one that a spreadsheet would take for a formula.
    """
    names = dataset.names
    facts = Facts(_needed(dataset))
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:isPartOf": {"@id": names.dataset_version(dataset.version)},
        "tables": [_write_table(table, folder, facts, names) for table in TABLES],
    }
    text = json.dumps(group, indent=2, ensure_ascii=False) + "\n"
    (folder / TABLES_FILE).write_text(text, encoding="utf-8")
    return (
        *(described(folder / each.name, "text/csv", "", each.english, each.japanese) for each in TABLES),
        described(
            folder / TABLES_FILE, "application/csvm+json", "",
            "What the columns of the tables mean (CSV on the Web)", "表の各列の意味。CSV on the Web形式",
        ),
    )  # fmt: skip


def _write_table(table: Table, folder: Path, facts: Facts, names: Names) -> dict[str, Any]:
    """Write a table, column by column until each one's separator is known; describe it."""
    things = facts.instances(lengthen(table.of, names))
    written, about = [], []
    for column in (*LABELS, *table.columns):
        path = _expanded(column.path, names)
        cells = [_values(facts, thing, path, column.language) for thing in things]
        several = column.many or any(len(values) > 1 for values in cells)
        separator = _separator(cells) if several else ""
        written.append([column.title, *map(separator.join, cells)])
        about.append(_column(column, path, separator))
    with (folder / table.name).open("w", encoding="utf-8", newline="") as output:
        csv.writer(output, lineterminator="\r\n").writerows(zip(["IRI", *things], *written, strict=True))
    return _description(table, about)


def _expanded(path: str, names: Names) -> list[str]:
    """The IRIs of a path's steps."""
    return [lengthen(step, names) for step in path.split("/")]


def _needed(dataset: CompiledDataset) -> Iterator[ox.Triple]:
    """The statements that any table tells of; no table tells of evidence, which is half of all."""
    paths = {column.path for each in TABLES for column in (*LABELS, *each.columns)}
    properties = {ox.NamedNode(step) for path in paths for step in _expanded(path, dataset.names)}
    rest = dataset.default.outside(f"<{dataset.names.thing('evidence', '')}".encode())
    for triple in rest.having(TYPE, *properties):
        if isinstance(triple.subject, ox.NamedNode):
            yield triple


def _values(facts: Facts, thing: str, path: Sequence[str], language: str) -> list[str]:
    """The values at the end of a path, in the order of the things on the way."""
    *way, last = path
    here = [thing]
    for step in way:
        found = (each for one in here for each in facts.of(one).get(step, ()))
        here = sorted(each.value for each in found if isinstance(each, ox.NamedNode))
    return [value for one in here for value in sorted(_texts(facts.of(one).get(last, ()), language))]


def _texts(values: Iterable[Term], language: str) -> Iterator[str]:
    """The values in a language, or where none is asked for all that can be written in a cell."""
    for each in values:
        of = each.language if isinstance(each, ox.Literal) else None
        if isinstance(each, ox.Literal | ox.NamedNode) and language in ("", of):
            yield each.value


def _separator(cells: Sequence[Sequence[str]]) -> str:
    """What can stand between the values of all these cells and be told from them: "|" nearly always."""
    candidates = itertools.chain(["|"], (f"|{number}|" for number in itertools.count(1)))
    return next(
        each
        for each in candidates
        if all(each.join(values).split(each) == list(values) for values in cells if values)
    )


def _column(column: Column, path: Sequence[str], separator: str) -> dict[str, Any]:
    """Describe a column. What CSVW cannot turn into the graph's own statements is left out of its RDF."""
    found: dict[str, Any] = {"name": column.name, "titles": column.title, "datatype": column.datatype}
    if column.language:
        found["lang"] = column.language
    if separator:
        found["separator"] = separator
    single = len(path) == 1
    if single:
        found["propertyUrl"] = path[0]
    if single and column.datatype == IRI and not separator:
        found |= {"valueUrl": f"{{+{column.name}}}", "datatype": _EXPANDED}
    elif not single or column.datatype == IRI:
        found["suppressOutput"] = True
    return found


def _description(table: Table, columns: Sequence[dict[str, Any]]) -> dict[str, Any]:
    first = {
        "name": "iri", "titles": "IRI", "datatype": _EXPANDED, "required": True, "suppressOutput": True,
    }  # fmt: skip
    return {
        "url": table.name,
        "dc:title": table.english,
        "tableSchema": {"aboutUrl": "{+iri}", "primaryKey": "iri", "columns": [first, *columns]},
    }

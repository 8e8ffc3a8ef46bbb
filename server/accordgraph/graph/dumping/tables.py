"""Flat tables of what a reader should believe, for people who do not read RDF: CSV and its CSVW metadata.

https://www.rfc-editor.org/rfc/rfc4180, https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..cataloguing.metadata import version
from ..cataloguing.statements import Facts
from ..prefixes import prefixes
from ..terms import TYPE, Term
from .package import DumpFile, described
from .readme import TABLES_FILE

_IRI = "anyURI"


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its title in the file, where its values are, and of what kind.

    `path` has one or two properties: `accord:hasAmount/accord:amountValue`. With `language`, only texts in it
    count. `many` says that a cell may hold several values.
    """

    name: str
    title: str
    path: str
    datatype: str = "string"
    language: str = ""
    many: bool = False


@dataclass(frozen=True)
class Table:
    """A file with one row for each thing of a class."""

    name: str
    of: str
    english: str
    japanese: str
    columns: tuple[Column, ...]


def _linked(name: str, title: str, path: str, *, many: bool = False) -> tuple[Column, Column]:
    """Two columns for what a thing is linked to: its IRIs, and its English labels in the same order."""
    return (
        Column(name, title, path, _IRI, many=many),
        Column(f"{name}_label", f"{title} (label)", f"{path}/rdfs:label", language="en", many=many),
    )


#: What each row begins with after the thing's IRI.
_LABELS = (
    Column("label", "Label", "rdfs:label", language="en"),
    Column("label_ja", "Label in Japanese", "rdfs:label", language="ja"),
)

TABLES = (
    Table(
        "agreements.csv", "accord:CooperationAgreement",
        "Table of the agreements: parties, date, research fields", "協定の表。当事者、日付、研究分野",
        (
            *_linked("type", "Type", "accord:hasAgreementType", many=True),
            Column("date", "Date", "accord:date", "date"),
            *_linked("date_precision", "Date precision", "accord:datePrecision"),
            *_linked("party", "Parties", "accord:hasParty", many=True),
            Column("party_count", "Number of parties", "accord:partyCount", "integer"),
            *_linked("field", "Research fields", "accord:focusesOn", many=True),
            *_linked("part_of", "Part of agreement", "accord:partOfAgreement", many=True),
            Column("part_count", "Number of parts", "accord:partCount", "integer"),
        ),
    ),
    Table(
        "organizations.csv", "accord:Organization",
        "Table of the organizations: kinds, other names, identifiers", "組織の表。種類、別名、識別子",
        (
            Column("kind", "Kinds", "rdf:type/rdfs:label", language="en", many=True),
            Column("other_name", "Other names", "skos:altLabel", many=True),
            Column("homepage", "Homepage", "foaf:homepage", _IRI, many=True),
            Column("same_as", "Identifiers elsewhere", "skos:exactMatch", _IRI, many=True),
            *_linked("located_in", "Located in", "accord:locatedIn", many=True),
            Column("member_count", "Number of members", "accord:memberCount", "integer"),
        ),
    ),
    Table(
        "contributions.csv", "accord:FundingContribution",
        "Table of the contributions: who funds what, and the amount",
        "資金提供の表。誰が何に、いくら提供するか",
        (
            *_linked("funder", "Funder", "accord:hasFunder", many=True),
            *_linked("funds", "Funds", "accord:funds", many=True),
            Column("amount", "Amount", "accord:hasAmount/accord:amountValue", "decimal"),
            Column("currency", "Currency", "accord:hasAmount/accord:currency"),
            Column("qualifier", "Qualifier", "accord:hasAmount/accord:hasQualifier", _IRI),
            *_linked("part_of_total", "Part of total", "accord:partOfTotal", many=True),
        ),
    ),
    Table(
        "participations.csv", "accord:Participation",
        "Table of the participations: who took part in what, in which role",
        "参加の表。誰が何に、どの役割で参加したか",
        (
            *_linked("participant", "Participant", "accord:hasParticipant", many=True),
            *_linked("role", "Role", "accord:hasRole", many=True),
            *_linked("participation_in", "Participation in", "accord:participationIn", many=True),
            *_linked("jurisdiction", "Jurisdiction", "accord:hasJurisdiction", many=True),
            Column("date", "Date", "accord:date", "date"),
            *_linked("date_precision", "Date precision", "accord:datePrecision"),
        ),
    ),
    Table(
        "statistics.csv", "accord:Statistic",
        "Table of the statistics: what was counted, when and by whom", "統計の表。何をいつ誰が数えたか",
        (
            *_linked("measure", "Measure", "accord:hasMeasure"),
            *_linked("population", "Population", "accord:hasPopulation", many=True),
            *_linked("origin", "Origin", "accord:hasOrigin", many=True),
            *_linked("host", "Host", "accord:hasHost", many=True),
            Column("value", "Value", "accord:value", "integer"),
            Column("change_percent", "Change in percent", "accord:changePercent", "decimal"),
            Column("period_start", "Start of period", "accord:periodStart", "date"),
            Column("period_end", "End of period", "accord:periodEnd", "date"),
            *_linked("date_precision", "Date precision", "accord:datePrecision"),
            *_linked("according_to", "According to", "accord:accordingTo", many=True),
            *_linked("published_by", "Published by", "accord:publishedBy", many=True),
        ),
    ),
    Table(
        "statements.csv", "accord:Statement",
        "Table of the statements: who said what, on which topics",
        "発言の表。誰が何を、どの話題について述べたか",
        (
            *_linked("speaker", "Speakers", "accord:hasSpeaker", many=True),
            *_linked("capacity", "In capacity", "accord:inCapacity", many=True),
            *_linked("topic", "Topics", "accord:hasTopic", many=True),
            Column("gist", "Gist", "accord:gist", language="en", many=True),
            Column("gist_ja", "Gist in Japanese", "accord:gist", language="ja", many=True),
            *_linked("occasion", "On occasion", "accord:onOccasion", many=True),
            *_linked("part_of", "Part of statement", "accord:partOfStatement", many=True),
        ),
    ),
    Table(
        "sources.csv", "accord:Source",
        "Table of the sources: title, publisher, date, page", "出典の表。題名、発行者、日付、ページ",
        (
            Column("title", "Title", "dcterms:title", many=True),
            *_linked("published_by", "Published by", "accord:publishedBy", many=True),
            Column("issued", "Issued", "dcterms:issued", "date"),
            *_linked("date_precision", "Date precision", "accord:datePrecision"),
            Column("language", "Language", "dcterms:language", many=True),
            Column("page", "Page", "foaf:page", _IRI, many=True),
        ),
    ),
)  # fmt: skip


def write_tables(dataset: CompiledDataset, folder: Path) -> tuple[DumpFile, ...]:
    """Write the tables and their CSVW metadata into an existing folder, and say what they are.

    Rows are sorted by IRI, the values in a cell too (by the thing they belong to, where they are two steps
    away). A text is written as it is, also one that a spreadsheet would take for a formula.
    """
    table_of_prefixes = prefixes(dataset.names)
    facts = Facts(_needed(dataset, table_of_prefixes))
    descriptions = []
    for table in TABLES:
        columns = (*_LABELS, *table.columns)
        paths = [_expanded(column.path, table_of_prefixes) for column in columns]
        (of,) = _expanded(table.of, table_of_prefixes)
        things = facts.subjects("rdf:type", ox.NamedNode(of))
        cells = [
            [_values(facts, thing, path, column.language) for thing in things]
            for column, path in zip(columns, paths, strict=True)
        ]
        separators = [
            _separator(values) if column.many or any(len(each) > 1 for each in values) else ""
            for column, values in zip(columns, cells, strict=True)
        ]
        joined = [
            [separator.join(each) for each in values]
            for separator, values in zip(separators, cells, strict=True)
        ]
        with (folder / table.name).open("w", encoding="utf-8", newline="") as output:
            writer = csv.writer(output, lineterminator="\r\n")
            writer.writerow(["IRI", *(column.title for column in columns)])
            writer.writerows(zip(things, *joined, strict=True))
        about = [
            _column(column, path, separator)
            for column, path, separator in zip(columns, paths, separators, strict=True)
        ]
        descriptions.append(_description(table, about))
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:isPartOf": {"@id": dataset.names.dataset_version(version(dataset))},
        "tables": descriptions,
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


def _expanded(path: str, table: dict[str, str]) -> tuple[str, ...]:
    """The IRIs of a path's steps."""
    steps = (step.split(":", 1) for step in path.split("/"))
    return tuple(table[prefix] + local for prefix, local in steps)


def _needed(dataset: CompiledDataset, table: dict[str, str]) -> Iterator[ox.Triple]:
    """The statements that any table tells of; no table tells of evidence, which is half of all."""
    paths = {column.path for each in TABLES for column in (*_LABELS, *each.columns)}
    properties = {ox.NamedNode(step) for path in paths for step in _expanded(path, table)}
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
    if single and column.datatype == _IRI and not separator:
        found["valueUrl"] = f"{{+{column.name}}}"
    elif not single or column.datatype == _IRI:
        found["suppressOutput"] = True
    return found


def _description(table: Table, columns: Sequence[dict[str, Any]]) -> dict[str, Any]:
    first = {"name": "iri", "titles": "IRI", "datatype": _IRI, "required": True, "suppressOutput": True}
    return {
        "url": table.name,
        "dc:title": table.english,
        "tableSchema": {"aboutUrl": "{+iri}", "primaryKey": "iri", "columns": [first, *columns]},
    }

"""The kinds of dumps that there are, and which of them a build is to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True)
class Kind:
    """A kind of dump in RDF: its name, its format, whether it has every graph, and what it is for."""

    name: str
    format: ox.RdfFormat
    every_graph: bool
    english: str
    japanese: str

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"accordgraph.{self.name}.gz"


KINDS = (
    Kind(
        "nq", ox.RdfFormat.N_QUADS, True,
        "Every graph by name, one statement a line: for stores and for tools that read line by line",
        "全てのグラフを名前付きで、1行に1文。ストアへの読み込みや行単位の処理に",
    ),
    Kind(
        "trig", ox.RdfFormat.TRIG, True,
        "Every graph by name, with prefixes: for stores and for reading",
        "全てのグラフを名前付きで、接頭辞あり。ストアへの読み込みや閲覧に",
    ),
    Kind(
        "nt", ox.RdfFormat.N_TRIPLES, False,
        "What a reader should believe, one statement a line",
        "信じるべき内容のみ、1行に1文",
    ),
    Kind(
        "ttl", ox.RdfFormat.TURTLE, False,
        "What a reader should believe, with prefixes: for ontology editors and for reading",
        "信じるべき内容のみ、接頭辞あり。オントロジーエディタや閲覧に",
    ),
    Kind(
        "jsonld", ox.RdfFormat.JSON_LD, False,
        "What a reader should believe, as JSON: for programs that know no RDF",
        "信じるべき内容のみ、JSON形式。RDFを扱わないプログラムに",
    ),
)  # fmt: skip
#: The tables, which are several files.
TABLES = "csv"
#: The dump that versions are compared by, and which is therefore always written.
QUADS = "nq"
QUADS_FILE = next(each.file for each in KINDS if each.name == QUADS)
#: All that can be asked for.
NAMES = (*(each.name for each in KINDS), TABLES)
ALL = ",".join(NAMES)


def chosen(wanted: str) -> str:
    """Return the kinds of a list with commas in between, in the order of the table, with what is always
    written; raises ValueError for one that does not exist.

    >>> chosen("ttl, nt")
    'nq,nt,ttl'
    """
    asked = {QUADS, *filter(None, map(str.strip, wanted.split(",")))}
    if unknown := sorted(asked.difference(NAMES)):
        raise ValueError(f"{unknown[0]!r} is no kind of dump; there are {', '.join(NAMES)}.")
    return ",".join(each for each in NAMES if each in asked)


def written(dumps: str) -> Iterable[Kind]:
    """The kinds in RDF of a list."""
    asked = dumps.split(",")
    return [each for each in KINDS if each.name in asked]

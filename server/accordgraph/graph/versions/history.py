"""What changed from one version to the next: which things are new, changed or withdrawn, and by which
statements.

The history of a release is one file in it, written when it is made: a line of JSON about the version, then a
line for each thing, sorted by IRI.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..cataloguing.statements import Facts
from ..compact import compact
from ..dumping.kinds import QUADS_FILE
from ..dumping.package import METADATA_FILE, compressed
from ..names import BELIEVED, Names
from ..snapshot import IRIS
from ..terms import DEPRECATED, Term
from .comparing import Line, differences, iris, lines
from .releases import Release

HISTORY = "history.jsonl.gz"
#: What happened to a thing, in the order in which a reader wants it told.
NEW, CHANGED, WITHDRAWN = "new", "changed", "withdrawn"
#: Statements of one thing that a history keeps; it counts all.
KEPT = 100

_SCHEMA = """
CREATE TABLE statement (
    thing TEXT, property TEXT, value TEXT, sign TEXT, graph TEXT,
    PRIMARY KEY (thing, property, value, sign, graph)
) WITHOUT ROWID;
CREATE TABLE presence (thing TEXT PRIMARY KEY, sign TEXT) WITHOUT ROWID;
"""
_ROWS = """
SELECT thing, property, value, sign, graph FROM statement
UNION ALL SELECT thing, '', '', sign, '' FROM presence ORDER BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True)
class Version:
    """A version: its number, the one before ("" for the first), its date, notes by language, and how many
    statements to believe it added and removed; whether it is released."""

    name: str
    before: str = ""
    date: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    added: int = 0
    removed: int = 0
    released: bool = True


@dataclass(frozen=True)
class Statement:
    """A statement that came ("+") or went ("-"), its terms as N-Triples has them, and the graphs in which it
    did: what is believed alone where it was decided otherwise on what stays stated."""

    sign: str
    property: str
    value: str
    graphs: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What happened to a thing, how many statements came and went, and the first of them.

    Of a new thing no statements are kept: its page has them.
    """

    iri: str
    what: str
    added: int = 0
    removed: int = 0
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class State:
    """A version to be compared: the folder of its dumps, and the sorted IRIs of all that it describes."""

    dumps: Path
    iris: Iterable[str]


def state_of(release: Release) -> State:
    """Return a release as something to be compared."""
    return State(release.dumps_path, iris(release.path / IRIS))


def described(
    name: str, before: str, triples: Iterable[ox.Triple], names: Names, *, released: bool = True
) -> Version:
    """Return what a version's description tells of it, its figures left out."""
    facts = Facts(triples)
    notes = {
        value.language or "en": value.value
        for value in facts.values(names.dataset, "adms:versionNotes")
        if isinstance(value, ox.Literal)
    }
    date = facts.text(names.dataset, "dcterms:modified") or facts.text(names.dataset, "dcterms:issued")
    return Version(name, before, date, dict(sorted(notes.items())), released=released)


class Comparison:
    """One version compared with the one before; all of it stands in a temporary database, not in memory."""

    def __init__(self, version: Version, before: State | None, after: State, names: Names) -> None:
        """Compare. Where there is nothing before, everything is new, and statements are only counted."""
        self._names = names
        self._database = sqlite3.connect("")
        self._database.executescript(_SCHEMA)
        believed = names.graph(BELIEVED)
        added = removed = 0
        if before is None:
            added = sum(1 for _ in lines(after.dumps / QUADS_FILE, believed.__eq__))
        else:
            for sign, line in self._differences(before.dumps, after.dumps):
                added += line.graph == believed and sign == "+"
                removed += line.graph == believed and sign == "-"
                self._keep(sign, line)
        presence = differences(before.iris if before else (), after.iris)
        self._database.executemany(
            "INSERT INTO presence VALUES (?, ?)", ((iri, sign) for sign, iri in presence)
        )
        #: The version, with its figures.
        self.version = replace(version, added=added, removed=removed)

    def close(self) -> None:
        """Forget the comparison."""
        self._database.close()

    def changes(self) -> Iterator[Change]:
        """What happened to each thing, by IRI."""
        for thing, rows in groupby(self._database.execute(_ROWS), key=lambda row: row[0]):
            if change := self._change(thing, rows):
                yield change

    def _differences(self, before: Path, after: Path) -> Iterator[tuple[str, Line]]:
        """What differs between two folders of dumps, but for shapes; of the metadata, what questions say."""
        asked, shapes = f"<{self._names.thing('question', '')}", self._names.graph("shapes")
        for file in (QUADS_FILE, METADATA_FILE):
            old, new = (lines(folder / file, lambda graph: graph != shapes) for folder in (before, after))
            for sign, line in differences(old, new):
                if file == QUADS_FILE or line.statement.startswith(asked):
                    yield sign, line

    def _keep(self, sign: str, line: Line) -> None:
        subject, prop, value = line.terms
        thing = subject[1:-1]
        if thing.startswith((self._names.things, self._names.ontology_namespace)):
            row = (thing, prop[1:-1], value, sign, line.graph)
            self._database.execute("INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?, ?)", row)

    def _change(self, thing: str, rows: Iterable[tuple[str, ...]]) -> Change | None:
        presence, counts = "", {"+": 0, "-": 0}
        kept: list[Statement] = []
        is_tombstone = False
        for (prop, value, sign), places in groupby(rows, key=lambda row: row[1:4]):
            if not prop:
                presence = sign
                continue
            graphs = self._graphs([row[4] for row in places])
            if graphs:
                counts[sign] += 1
                is_tombstone |= (prop, sign) == (DEPRECATED.value, "+")
                if len(kept) < KEPT:
                    kept.append(Statement(sign, prop, value, graphs))
        if presence == "+":
            return Change(thing, NEW, counts["+"])
        if not presence and not any(counts.values()):
            return None
        what = WITHDRAWN if presence or is_tombstone else CHANGED
        return Change(thing, what, counts["+"], counts["-"], tuple(kept))

    def _graphs(self, graphs: list[str]) -> tuple[str, ...]:
        """The graphs to be named; none where a statement only follows from others, which are told."""
        inferred = self._names.graph("inferred")
        if inferred in graphs:
            graphs = [each for each in graphs if each not in (inferred, self._names.graph(BELIEVED))]
        return tuple(graphs)


def as_term(text: str) -> Term:
    """Return the term that a statement's value is written as."""
    found = next(iter(ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES)))
    return found.triple.object if isinstance(found, ox.Quad) else found.object


def write_history(comparison: Comparison, path: Path) -> None:
    """Write a history; the same comparison gives the same bytes."""
    with compressed(path) as output:
        output.write(compact(asdict(comparison.version)) + b"\n")
        output.writelines(compact(asdict(change)) + b"\n" for change in comparison.changes())


def read_version(path: Path) -> Version:
    """Read of which version a history is."""
    return Version(**next(_parsed(path)))


def read_changes(path: Path) -> Iterator[Change]:
    """Read the changes of a history, one by one."""
    for told in islice(_parsed(path), 1, None):
        kept = (Statement(**{**each, "graphs": tuple(each["graphs"])}) for each in told["statements"])
        yield Change(**{**told, "statements": tuple(kept)})


def _parsed(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) as file:
        for line in file:
            yield json.loads(line)

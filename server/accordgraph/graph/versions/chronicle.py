"""The histories of all versions in one SQLite file of a snapshot, so that pages read a few rows each.

It is made of the histories that the releases hold, and of what the content changes since the newest of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ..finding.indexing import SUPPORTING, kind_of
from ..finding.opening import opened
from ..names import KINDS, Names
from ..portions import Portion
from .history import (
    CHANGED,
    HISTORY,
    NEW,
    WITHDRAWN,
    Change,
    Comparison,
    State,
    Statement,
    Version,
    described,
    read_changes,
    read_version,
    state_of,
)
from .releases import Release, Releases

#: Versions and things that one page has.
VERSIONS, THINGS = 50, 100
#: The kinds of what may change, those that serve to tell of others last.
_ORDER = tuple(sorted((*KINDS, "term"), key=lambda kind: (kind in SUPPORTING, kind != "agreement")))
_WHATS = (WITHDRAWN, CHANGED, NEW)

_SCHEMA = """
CREATE TABLE version (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, told TEXT NOT NULL);
CREATE TABLE change (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, iri TEXT NOT NULL, rank INTEGER NOT NULL,
    added INTEGER NOT NULL, removed INTEGER NOT NULL
);
CREATE TABLE statement (
    change INTEGER NOT NULL, place INTEGER NOT NULL, sign TEXT NOT NULL, property TEXT NOT NULL,
    value TEXT NOT NULL, graphs TEXT NOT NULL, PRIMARY KEY (change, place)
) WITHOUT ROWID;
CREATE TABLE tally (
    version INTEGER NOT NULL, rank INTEGER NOT NULL, things INTEGER NOT NULL, PRIMARY KEY (version, rank)
) WITHOUT ROWID;
CREATE TABLE place (
    version INTEGER NOT NULL, place INTEGER NOT NULL, change INTEGER NOT NULL, PRIMARY KEY (version, place)
) WITHOUT ROWID;
"""
_PLACES = """
INSERT INTO place
    SELECT version, ROW_NUMBER() OVER (PARTITION BY version ORDER BY rank, iri) - 1, id FROM change;
CREATE INDEX change_iri ON change (iri, version DESC);
"""
_CHANGES = (
    "SELECT change.id, iri, rank, added, removed FROM place JOIN change ON change.id = place.change "
    "WHERE place.version = ? AND place >= ? AND place < ? ORDER BY place"
)
_OF_THING = (
    "SELECT version.told, change.id, iri, rank, added, removed FROM change "
    "JOIN version ON version.id = change.version WHERE iri = ? ORDER BY change.version DESC LIMIT ? OFFSET ?"
)


@dataclass(frozen=True)
class Tally:
    """How many things of a kind a version made new, changed or withdrew."""

    kind: str
    new: int
    changed: int
    withdrawn: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.changed + self.withdrawn


def write_chronicle(path: Path, releases: Releases, current: Version, state: State, names: Names) -> None:
    """Write the histories of the releases, and what the current version, which is in this state, changes
    where it is none of them."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_SCHEMA)
        newest: Release | None = None
        for release in reversed(releases.all()):
            file = release.path / HISTORY
            if HISTORY in release.sums:
                _write_version(connection, read_version(file), read_changes(file), names)
            else:  # a program that wrote no histories made it
                told = described(release.version, _name(newest), release.metadata, names)
                _write_compared(connection, told, newest, state_of(release), names)
            newest = release
        if releases.find(current.name) is None:
            told = replace(current, before=_name(newest))
            if newest is None:
                _write_version(connection, told, (), names)
            else:
                _write_compared(connection, told, newest, state, names)
        connection.executescript(_PLACES)


def _name(release: Release | None) -> str:
    return release.version if release else ""


def _write_compared(
    connection: sqlite3.Connection, version: Version, before: Release | None, state: State, names: Names
) -> None:
    with closing(Comparison(version, state_of(before) if before else None, state, names)) as found:
        _write_version(connection, found.version, found.changes(), names)


def _write_version(
    connection: sqlite3.Connection, version: Version, changes: Iterable[Change], names: Names
) -> None:
    told = json.dumps(asdict(version), ensure_ascii=False)
    number = connection.execute(
        "INSERT INTO version (name, told) VALUES (?, ?)", (version.name, told)
    ).lastrowid
    tally: Counter[int] = Counter()
    for each in changes:
        rank = _rank(kind_of(each.iri, names), each.what)
        tally[rank] += 1
        row = (number, each.iri, rank, each.added, each.removed)
        change = connection.execute(
            "INSERT INTO change (version, iri, rank, added, removed) VALUES (?, ?, ?, ?, ?)", row
        ).lastrowid
        connection.executemany(
            "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?)",
            (
                (change, place, kept.sign, kept.property, kept.value, " ".join(kept.graphs))
                for place, kept in enumerate(each.statements)
            ),
        )
    connection.executemany(
        "INSERT INTO tally VALUES (?, ?, ?)", ((number, rank, count) for rank, count in tally.items())
    )


class Chronicle:
    """Reads the histories on one snapshot."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self._path = path

    def versions(self, page: int = 1, size: int = VERSIONS) -> Portion[Version]:
        """Return a page of the versions, the newest first."""
        query = "SELECT told FROM version ORDER BY id DESC LIMIT ? OFFSET ?"
        with opened(self._path) as connection:
            rows = connection.execute(query, (size, size * (page - 1))).fetchall()
            (total,) = connection.execute("SELECT COUNT(*) FROM version").fetchone()
        return Portion(tuple(_version(row[0]) for row in rows), total, size=size)

    def version(self, name: str) -> Version | None:
        """Return a version; None where there is none."""
        with opened(self._path) as connection:
            row = connection.execute("SELECT told FROM version WHERE name = ?", (name,)).fetchone()
        return _version(row[0]) if row else None

    def tallies(self, name: str) -> list[Tally]:
        """Return how many things of each kind a version changed, in the order in which they are listed."""
        query = "SELECT rank, things FROM tally JOIN version ON version.id = version WHERE name = ?"
        with opened(self._path) as connection:
            found = dict(connection.execute(query, (name,)).fetchall())
        counts = (
            Tally(kind, *(found.get(_rank(kind, what), 0) for what in (NEW, CHANGED, WITHDRAWN)))
            for kind in _ORDER
        )
        return [each for each in counts if each.total]

    def changes(self, name: str, kind: str = "", page: int = 1) -> Portion[Change]:
        """Return a page of what a version changed, of one kind or of all, kind by kind."""
        begin = total = 0
        for tally in self.tallies(name):
            if kind in ("", tally.kind):
                total += tally.total
            elif not total:
                begin += tally.total
        begin += THINGS * (page - 1)
        end = min(begin + THINGS, begin + max(0, total - THINGS * (page - 1)))
        with opened(self._path) as connection:
            (number,) = connection.execute("SELECT id FROM version WHERE name = ?", (name,)).fetchone()
            rows = connection.execute(_CHANGES, (number, begin, end)).fetchall()
            found = tuple(_change(connection, *row) for row in rows)
        return Portion(found, total, size=THINGS)

    def of(self, iri: str, page: int = 1, size: int = VERSIONS) -> Portion[tuple[Version, Change]]:
        """Return a page of what happened to a thing, the newest version first."""
        with opened(self._path) as connection:
            rows = connection.execute(_OF_THING, (iri, size, size * (page - 1))).fetchall()
            found = tuple((_version(told), _change(connection, *row)) for told, *row in rows)
            (total,) = connection.execute("SELECT COUNT(*) FROM change WHERE iri = ?", (iri,)).fetchone()
        return Portion(found, total, size=size)


def _rank(kind: str, what: str) -> int:
    place = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    return place * len(_WHATS) + _WHATS.index(what)


def _version(told: str) -> Version:
    return Version(**json.loads(told))


def _change(
    connection: sqlite3.Connection, number: int, iri: str, rank: int, added: int, removed: int
) -> Change:
    query = "SELECT sign, property, value, graphs FROM statement WHERE change = ? ORDER BY place"
    rows = connection.execute(query, (number,)).fetchall()
    kept = tuple(Statement(sign, prop, value, tuple(graphs.split())) for sign, prop, value, graphs in rows)
    return Change(iri, _WHATS[rank % len(_WHATS)], added, removed, kept)

"""How many things of which kind point at what very many point at.

It is counted when a snapshot is built: a page would have to read all of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from ..reading.keeping import node_hash
from ..surveying.survey import Survey
from .opening import opened

#: From how many statements on what points at a thing is counted beforehand.
HEAVY = 150
#: Hashes have 64 bits without a sign, numbers in SQLite have one.
_SIGNED = 1 << 63
_TALLIES = "SELECT property, kind, things FROM tally WHERE value = ?"


def write_tallies(connection: sqlite3.Connection, survey: Survey) -> None:
    """Write what points at what much points at, in place of what is there."""
    connection.execute("DELETE FROM tally")
    rows = (
        (value - _SIGNED, prop, kind, things) for (value, prop, kind), things in survey.tallies(HEAVY).items()
    )
    connection.executemany("INSERT INTO tally VALUES (?, ?, ?, ?)", rows)


def tallies_of(path: Path, iri: str) -> Mapping[str, Mapping[str, int]]:
    """Return how many things of each kind have a thing as a value, by property; nothing where that was not
    counted, since it is little."""
    found: dict[str, dict[str, int]] = {}
    with opened(path) as connection:
        for prop, kind, things in connection.execute(_TALLIES, (node_hash(iri) - _SIGNED,)):
            found.setdefault(prop, {})[kind] = things
    return found

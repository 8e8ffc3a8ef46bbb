"""The index of a snapshot, an SQLite file: what can be searched, by what it can be browsed, what comes first.

Things are numbered by their weight, the heaviest first, so that whoever takes the first few of many takes the
best, and no request ever sorts more than it shows.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from ..names import Names
from ..surveying.parts import ROLES, Text
from .folding import forms, plain

#: Kinds that stand behind all others: they serve to tell of these.
SUPPORTING = frozenset(("evidence", "amount", "adjudication", "term", "document"))
#: Things of a list that one page has.
THINGS = 100
#: Things that are written at once.
_CHUNK = 10_000

_SCHEMA = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE text (
    thing INTEGER NOT NULL, role INTEGER NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (thing, role, language, text)
) WITHOUT ROWID;
CREATE TABLE name (key INTEGER NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (key, thing)) WITHOUT ROWID;
CREATE TABLE value (
    id INTEGER PRIMARY KEY, facet TEXT NOT NULL, slug TEXT NOT NULL, iri TEXT NOT NULL,
    things INTEGER NOT NULL, names TEXT NOT NULL, rank INTEGER NOT NULL, UNIQUE (facet, slug)
);
CREATE INDEX value_things ON value (facet, things DESC, rank);
CREATE TABLE page (
    value INTEGER NOT NULL, number INTEGER NOT NULL, things TEXT NOT NULL, PRIMARY KEY (value, number)
) WITHOUT ROWID;
CREATE TABLE first (
    class TEXT NOT NULL, iri TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (class, place)
) WITHOUT ROWID;
CREATE TABLE dispute (place INTEGER PRIMARY KEY, subject TEXT NOT NULL, property TEXT NOT NULL);
CREATE TABLE party (
    source TEXT NOT NULL, dispute INTEGER NOT NULL, overruled INTEGER NOT NULL, PRIMARY KEY (source, dispute)
) WITHOUT ROWID;
CREATE TABLE tally (
    value INTEGER NOT NULL, property TEXT NOT NULL, kind TEXT NOT NULL, things INTEGER NOT NULL,
    PRIMARY KEY (value, property, kind)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    names, descriptions, kind, facets, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2',
    prefix='1 2 3 4'
);
CREATE VIRTUAL TABLE term USING fts5vocab (words, instance);
CREATE VIRTUAL TABLE spelling USING fts5 (
    word, things UNINDEXED, tokenize='trigram', detail=none, columnsize=0
);
"""
#: The texts of the things of a list in JSON.
TEXTS = "SELECT thing, role, language, text FROM text WHERE thing IN (SELECT value FROM json_each(?))"
#: The words that a misspelt one may have meant, the most frequent first; short ones are not corrected.
_SPELLINGS = """
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, words, row);
DELETE FROM spelling;
INSERT INTO spelling (word, things)
    SELECT ' ' || term || ' ', doc FROM temp.vocabulary WHERE length(term) > 3 AND term NOT GLOB '*[0-9]*'
    ORDER BY doc DESC, term;
DROP TABLE temp.vocabulary;
"""

#: Texts of one thing, sorted.
Texts = Sequence[Text]


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of an index."""
    prepare(connection)
    connection.executescript(_SCHEMA)
    # Words wait in memory until there are many: what is written in small portions has to be merged again.
    connection.execute("INSERT INTO words (words, rank) VALUES ('hashsize', 67108864)")


def prepare(connection: sqlite3.Connection) -> None:
    """Have an index written quickly; should the build be killed, nobody looks at the file again."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")


class Thing(NamedTuple):
    """What is indexed: a thing by its number, its texts, sorted, and the numbers of the values of facets that
    it has, sorted too."""

    number: int
    iri: str
    kind: str
    texts: Texts
    values: Sequence[int]


def write_things(connection: sqlite3.Connection, things: Iterable[Thing]) -> None:
    """Write things that are not there."""
    rest = iter(things)
    while chunk := list(islice(rest, _CHUNK)):
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?)", (each[:3] for each in chunk))
        write_texts(connection, chunk)


class _Entry(NamedTuple):
    """A thing that has texts: these in their order, its names as keys, and what the index of words has."""

    number: int
    texts: Texts
    keys: set[int]
    words: tuple[str, str, str, str]


def _entries(things: Iterable[Thing]) -> list[_Entry]:
    return [_entry(each) for each in things if each.texts]


def _entry(thing: Thing) -> _Entry:
    """Return what is written of a thing: its names, its descriptions, its kind, its values of facets."""
    names, descriptions, keys = list[str](), list[str](), set[int]()
    for role, _, text in thing.texts:
        told, pairs = forms(text)
        if ROLES[role] == "description":
            descriptions.append(pairs)
        else:
            names.append(pairs)
            keys.add(_key(told))
    words = (" ".join(names), " ".join(descriptions), thing.kind, " ".join(map(mark, thing.values)))
    return _Entry(thing.number, thing.texts, keys, words)


def write_texts(connection: sqlite3.Connection, things: Iterable[Thing]) -> None:
    """Write the texts of things that have none yet, and by which words they are found."""
    entries = _entries(things)
    texts = ((each.number, *text) for each in entries for text in each.texts)
    connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?)", texts)
    keys = ((key, each.number) for each in entries for key in each.keys)
    connection.executemany("INSERT INTO name VALUES (?, ?)", keys)
    rows = ((each.number, *each.words) for each in entries)
    connection.executemany(
        "INSERT INTO words (rowid, names, descriptions, kind, facets) VALUES (?, ?, ?, ?, ?)", rows
    )


def remove_texts(connection: sqlite3.Connection, things: Iterable[Thing]) -> None:
    """Take out what `write_texts` wrote of the same things; the index of words has to be told just what."""
    entries = _entries(things)
    rows = ((each.number, *each.words) for each in entries)
    connection.executemany(
        "INSERT INTO words (words, rowid, names, descriptions, kind, facets) "
        "VALUES ('delete', ?, ?, ?, ?, ?)",
        rows,
    )
    connection.executemany("DELETE FROM text WHERE thing = ?", ((each.number,) for each in entries))
    keys = ((key, each.number) for each in entries for key in each.keys)
    connection.executemany("DELETE FROM name WHERE key = ? AND thing = ?", keys)


def write_list(
    connection: sqlite3.Connection, value: int, things: Sequence[int], there: Sequence[int] = ()
) -> None:
    """Write what has a value of a facet, by number and in the order of a list: the pages that are not as they
    were, where this is `there`."""
    pages = zip_longest(_pages(things), _pages(there))
    changed = [(number, new) for number, (new, old) in enumerate(pages, 1) if new != old]
    rows = ((value, number, json.dumps(new)) for number, new in changed if new)
    connection.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", rows)
    gone = ((value, number) for number, new in changed if not new)
    connection.executemany("DELETE FROM page WHERE value = ? AND number = ?", gone)


def read_lists(connection: sqlite3.Connection) -> dict[int, list[int]]:
    """Return what has each value, by number and in the order of a list."""
    found: dict[int, list[int]] = defaultdict(list)
    for value, things in connection.execute("SELECT value, things FROM page ORDER BY value, number"):
        found[value] += json.loads(things)
    return found


def _pages(things: Sequence[int]) -> Iterator[Sequence[int]]:
    return (things[begin : begin + THINGS] for begin in range(0, len(things), THINGS))


def finish(connection: sqlite3.Connection, *, whole: bool = True) -> None:
    """Write what depends on all words, and, where the index is a new one, put its parts together."""
    connection.executescript(_SPELLINGS)
    if whole:
        for name in ("words", "spelling"):
            connection.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608 - of two names


def name_key(text: str) -> int:
    """Return a number that equal names have, whatever their case, accents and punctuation."""
    return _key(plain(text))


def _key(told: str) -> int:
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest(), "big", signed=True)


def value_number(facet: str, value: str) -> int:
    """Return the number of a value of a facet, which is the same in each index."""
    return int.from_bytes(hashlib.blake2b(f"{facet} {value}".encode(), digest_size=6).digest(), "big")


def mark(value: int) -> str:
    """Return the word that all things with a value of a facet have, by the value's number."""
    return f"f{value}"


def kind_of(iri: str, names: Names) -> str:
    """Return what the index calls the kind of something that the dataset names."""
    return names.kind(iri) or ("term" if iri.startswith(names.ontology_namespace) else "document")

"""The index of a snapshot, an SQLite file: what can be searched, by what it can be browsed, what comes first.

Things are numbered by their weight, the heaviest first, so that whoever takes the first few of many takes the
best, and no request ever sorts more than it shows.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from ..names import Names
from .folding import indexed, plain

#: Of what role a text may be, best first.
ROLES = ("label", "alias", "description")
#: Kinds that stand behind all others: they serve to tell of these.
SUPPORTING = frozenset(("evidence", "amount", "adjudication", "term", "document"))
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
    things INTEGER NOT NULL, names TEXT NOT NULL, UNIQUE (facet, slug)
);
CREATE INDEX value_things ON value (facet, things DESC, id);
CREATE TABLE member (
    value INTEGER NOT NULL, place INTEGER NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (value, place)
) WITHOUT ROWID;
CREATE TABLE first (
    class TEXT NOT NULL, iri TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (class, place)
) WITHOUT ROWID;
CREATE TABLE dispute (place INTEGER PRIMARY KEY, subject TEXT NOT NULL, property TEXT NOT NULL);
CREATE TABLE party (
    source TEXT NOT NULL, dispute INTEGER NOT NULL, overruled INTEGER NOT NULL, PRIMARY KEY (source, dispute)
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
#: The words that a misspelt one may have meant, the most frequent first; short ones are not corrected.
_SPELLINGS = """
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, words, row);
INSERT INTO spelling (word, things)
    SELECT ' ' || term || ' ', doc FROM temp.vocabulary WHERE length(term) > 3 AND term NOT GLOB '*[0-9]*'
    ORDER BY doc DESC, term;
INSERT INTO words (words) VALUES ('optimize');
INSERT INTO spelling (spelling) VALUES ('optimize');
"""

#: Texts of one thing: role, language, text.
Texts = set[tuple[int, str, str]]


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of an index; should the build be killed, nobody looks at the file again."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_SCHEMA)


def write_things(
    connection: sqlite3.Connection,
    things: Iterable[tuple[str, str, Texts]],
    marks: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> None:
    """Write things with their kinds and texts, the heaviest first, into an index that has none yet.

    `marks` are the words by which things with a value of a facet are found; see `mark`.
    """
    numbered = iter(enumerate(things, 1))
    while chunk := list(islice(numbered, _CHUNK)):
        rows = ((number, iri, kind) for number, (iri, kind, _) in chunk)
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?)", rows)
        told = [(number, iri, kind, sorted(texts)) for number, (iri, kind, texts) in chunk if texts]
        texts_of = ((number, *each) for number, _, _, own in told for each in own)
        connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?)", texts_of)
        _write_words(connection, told, marks)
    connection.executescript(_SPELLINGS)


def _write_words(
    connection: sqlite3.Connection,
    told: Iterable[tuple[int, str, str, Sequence[tuple[int, str, str]]]],
    marks: Mapping[str, Sequence[str]],
) -> None:
    """Write by which words things are found, and the numbers of their names."""
    keys, rows = list[tuple[int, int]](), list[tuple[int, str, str, str, str]]()
    for number, iri, kind, own in told:
        names, descriptions = list[str](), list[str]()
        for role, _, text in own:
            (descriptions if ROLES[role] == "description" else names).append(indexed(text))
        keys += ((key, number) for key in {name_key(text) for role, _, text in own if role < len(ROLES) - 1})
        rows.append((number, " ".join(names), " ".join(descriptions), kind, " ".join(marks.get(iri, ()))))
    connection.executemany("INSERT INTO name VALUES (?, ?)", keys)
    connection.executemany(
        "INSERT INTO words (rowid, names, descriptions, kind, facets) VALUES (?, ?, ?, ?, ?)", rows
    )


def name_key(text: str) -> int:
    """Return a number that equal names have, whatever their case, accents and punctuation."""
    folded = plain(text)
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest(), "big", signed=True)


def mark(value: int) -> str:
    """Return the word that all things with a value of a facet have, by the value's number."""
    return f"f{value}"


def kind_of(iri: str, names: Names) -> str:
    """Return what the index calls the kind of something that the dataset names."""
    return names.kind(iri) or ("term" if iri.startswith(names.ontology_namespace) else "document")

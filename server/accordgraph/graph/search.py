"""The search index: labels, aliases and descriptions in SQLite FTS5."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .dataset import CompiledDataset
from .lint_tombstones import withdrawn
from .names import Names
from .terms import ALT_LABEL, COMMENT, DEFINITION, LABEL, PREF_LABEL, TITLE, term

#: Letters that Unicode does not take apart into a letter and a mark.
_FOLDS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "þ": "th",
        "ð": "d",
    }
)

_SCHEMA = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL,
    language TEXT NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE INDEX entry_iri ON entry (iri);
CREATE VIRTUAL TABLE words USING fts5 (
    text, folded, content='entry', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE VIRTUAL TABLE trigrams USING fts5 (
    text, folded, content='entry', content_rowid='id', tokenize='trigram'
);
"""

#: Whole words and beginnings of words first, then parts of words; Japanese has no spaces, so short parts by
#: LIKE.
_QUERIES = (
    ("SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?", 1),
    ("SELECT rowid, rank FROM trigrams WHERE trigrams MATCH ? ORDER BY rank LIMIT ?", 3),
)


@dataclass(frozen=True)
class Hit:
    """One text that was found, and what it is said of."""

    iri: str
    kind: str
    role: str
    language: str
    text: str


def fold(text: str) -> str:
    """Take away case, accents and the strokes that FTS5 leaves.

    >>> fold("Łódź, Straße")
    'lodz, strasse'
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDS)
    return unicodedata.normalize("NFC", "".join(c for c in plain if not ("\u0300" <= c <= "\u036f")))


def write_search(dataset: CompiledDataset, path: Path) -> None:
    """Write the index of the default graph's texts to a new file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.executemany(
            "INSERT INTO entry (iri, kind, role, language, text, folded) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (hit.iri, hit.kind, hit.role, hit.language, hit.text, fold(hit.text))
                for hit in _texts(dataset)
            ),
        )
        connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
        connection.execute("INSERT INTO trigrams (trigrams) VALUES ('rebuild')")


def find(path: Path, text: str, limit: int = 20) -> tuple[Hit, ...]:
    """Find texts by beginnings of words, parts of words and, for one or two characters, by any part; best
    first."""
    wanted = fold(text).strip()
    if not wanted:
        return ()
    words = " ".join('"' + word.replace('"', '""') + '"*' for word in wanted.split())
    rows: dict[int, None] = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        for query, least in _QUERIES:
            asked = words if least == 1 else '"' + wanted.replace('"', '""') + '"'
            if len(wanted) >= least:
                rows |= {row[0]: None for row in connection.execute(query, (asked, limit))}
        if len(wanted) < 3:
            query = "SELECT id FROM entry WHERE instr(folded, ?) > 0 ORDER BY id LIMIT ?"
            rows |= {row[0]: None for row in connection.execute(query, (wanted, limit))}
        select = "SELECT iri, kind, role, language, text FROM entry WHERE id = ?"
        return tuple(Hit(*connection.execute(select, (row,)).fetchone()) for row in list(rows)[:limit])


def _texts(dataset: CompiledDataset) -> Iterator[Hit]:
    names = dataset.names
    roles = {
        LABEL: "label",
        PREF_LABEL: "label",
        TITLE: "label",
        ALT_LABEL: "alias",
        ox.NamedNode(names.term("demonym")): "alias",
        DEFINITION: "description",
        COMMENT: "description",
        term("dcterms", "description"): "description",
    }
    gone = withdrawn(dataset.default, names.things)
    order = {"label": 0, "alias": 1, "description": 2}
    found = [
        Hit(
            t.subject.value,
            _kind(t.subject.value, names),
            roles[t.predicate],
            t.object.language or "",
            t.object.value,
        )
        for t in dataset.default
        if t.predicate in roles
        and isinstance(t.subject, ox.NamedNode)
        and t.subject.value.startswith(names.base)
        and t.subject.value not in gone
        and isinstance(t.object, ox.Literal)
    ]
    yield from sorted(set(found), key=lambda hit: (order[hit.role], hit.iri, hit.language, hit.text))


def _kind(iri: str, names: Names) -> str:
    return names.kind(iri) or ("term" if iri.startswith(names.ontology_namespace) else "document")

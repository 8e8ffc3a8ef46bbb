"""The index of a snapshot, an SQLite file: what can be searched, by what it can be browsed, what comes first.

Things are numbered by their weight, the heaviest first, so that whoever takes the first few of many takes the
best, and no request ever sorts more than it shows.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..believing.disputes import Dispute, disputes
from ..names import KINDS, Names
from ..reading.questions import header
from ..terms import ALT_LABEL, COMMENT, DEFINITION, LABEL, PREF_LABEL, TITLE, TYPE, iri_text, term
from .facets import FACETS, KIND, members, properties
from .folding import fold, indexed, words

if TYPE_CHECKING:  # what makes datasets needs much that reading an index does not
    from ..believing.dataset import CompiledDataset
    from ..reading.lines import Lines

#: Of what role a text may be, best first.
ROLES = ("label", "alias", "description")
#: Kinds that stand behind all others: they serve to tell of these.
SUPPORTING = frozenset(("evidence", "amount", "adjudication", "term", "document"))
#: Classes whose members the first page shows -> how many of the heaviest.
FIRST = {"CooperationAgreement": 12, "Programme": 6}

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


def write_index(dataset: CompiledDataset, path: Path) -> None:
    """Write the index of the default graph, and of the questions that come with it, to a new file."""
    names, gone = dataset.names, dataset.withdrawn
    texts = _texts(dataset)
    found = {
        facet: {value: kept for value, things in values.items() if (kept := things - gone.keys())}
        for facet, values in members(dataset.default.having(*properties(names)), names).items()
    }
    if dataset.questions:
        found[KIND]["question"] = {names.thing("question", question.slug) for question in dataset.questions}
    listed = {thing for values in found.values() for things in values.values() for thing in things}
    order = _order((listed | texts.keys()) - gone.keys(), dataset.default, names)
    with closing(sqlite3.connect(path)) as connection, connection:
        create(connection)
        numbers = {iri: number for number, iri in enumerate(order, 1)}
        ranked = [(facet.name, *each) for facet in FACETS for each in _ranked(found[facet.name])]
        write_things(
            connection,
            ((iri, kind_of(iri, names), texts.get(iri, set())) for iri in order),
            _marks(things for _, _, things in ranked),
        )
        _write_facets(connection, ranked, numbers, texts, names)
        _write_first(connection, dataset.default.having(TYPE), numbers, names)
        _write_disputes(connection, disputes(dataset.graphs, names), numbers, names)


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
    for number, (iri, kind, texts) in enumerate(things, 1):
        connection.execute("INSERT INTO thing VALUES (?, ?, ?)", (number, iri, kind))
        connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?)", ((number, *each) for each in texts))
        own = sorted(texts)
        named = [text for role, _, text in own if ROLES[role] != "description"]
        keys = {name_key(text) for text in named}
        connection.executemany("INSERT INTO name VALUES (?, ?)", ((key, number) for key in keys))
        told = (text for role, _, text in own if ROLES[role] == "description")
        if own:
            facets = " ".join(marks.get(iri, ()))
            row = (number, " ".join(map(indexed, named)), " ".join(map(indexed, told)), kind, facets)
            connection.execute(
                "INSERT INTO words (rowid, names, descriptions, kind, facets) VALUES (?, ?, ?, ?, ?)", row
            )
    connection.executescript(_SPELLINGS)


def name_key(text: str) -> int:
    """Return a number that equal names have, whatever their case, accents and punctuation."""
    plain = " ".join(word.text for word in words(fold(text)))
    return int.from_bytes(hashlib.blake2b(plain.encode(), digest_size=8).digest(), "big", signed=True)


def mark(value: int) -> str:
    """Return the word that all things with a value of a facet have, by the value's number."""
    return f"f{value}"


def _marks(members: Iterable[set[str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for number, things in enumerate(members, 1):
        for thing in things:
            found[thing].append(mark(number))
    return found


def kind_of(iri: str, names: Names) -> str:
    """Return what the index calls the kind of something that the dataset names."""
    return names.kind(iri) or ("term" if iri.startswith(names.ontology_namespace) else "document")


def _texts(dataset: CompiledDataset) -> dict[str, Texts]:
    names = dataset.names
    roles = {
        LABEL: 0,
        PREF_LABEL: 0,
        TITLE: 0,
        ALT_LABEL: 1,
        ox.NamedNode(names.term("demonym")): 1,
        DEFINITION: 2,
        COMMENT: 2,
        term("dcterms", "description"): 2,
    }
    found: dict[str, Texts] = defaultdict(set)
    for triple in dataset.default.having(*roles):
        role, value, iri = roles[triple.predicate], triple.object, iri_text(triple.subject)
        if isinstance(value, ox.Literal) and iri.startswith(names.base):
            found[iri].add((role, value.language or "", value.value))
    for question in dataset.questions:
        told = header(question.text)
        asked = {
            (0, language, text) for language, text in (("en", told.english), ("ja", told.japanese)) if text
        }
        found[names.thing("question", question.slug)] = asked
    return found


def _order(iris: Iterable[str], believed: Lines, names: Names) -> list[str]:
    """Return what is indexed by weight: by how many statements have it as value, evidence apart."""
    weight = believed.values(without=ox.NamedNode(names.term("supports")))

    def rank(iri: str) -> tuple[bool, int, str]:
        return kind_of(iri, names) in SUPPORTING, -weight[iri], iri

    return sorted(iris, key=rank)


def _write_facets(
    connection: sqlite3.Connection,
    ranked: Sequence[tuple[str, str, set[str]]],
    numbers: Mapping[str, int],
    texts: Mapping[str, Texts],
    names: Names,
) -> None:
    def listed(iri: str) -> tuple[int, str, str]:
        """By kind, then by name: as a reader looks for it in a list."""
        kind = names.kind(iri)
        labels = sorted(texts.get(iri, set()), key=lambda each: (each[0], each[1] != "en", each[2]))
        return KINDS.index(kind) if kind in KINDS else -1, fold(labels[0][2]) if labels else iri, iri

    place = {iri: number for number, iri in enumerate(sorted(numbers, key=listed))}
    taken: set[tuple[str, str]] = set()
    for number, (facet, value, things) in enumerate(ranked, 1):
        slug = _slug(value, names)
        # Two values of one facet may differ in their kind alone, such as a person and an organization.
        slug = f"{slug}.{names.kind(value)}" if (facet, slug) in taken else slug
        taken.add((facet, slug))
        iri = value if value.startswith(names.base) else ""
        called = sorted(fold(text) for role, _, text in texts.get(iri, ()) if ROLES[role] != "description")
        row = (number, facet, slug, iri, len(things), "\n".join(called) or fold(slug))
        connection.execute("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?)", row)
        order = sorted(things, key=place.__getitem__)
        rows = ((number, each, numbers[thing]) for each, thing in enumerate(order))
        connection.executemany("INSERT INTO member VALUES (?, ?, ?)", rows)


def _ranked(values: Mapping[str, set[str]]) -> list[tuple[str, set[str]]]:
    return sorted(values.items(), key=_value_order)


def _value_order(value: tuple[str, set[str]]) -> tuple[bool, bool, int, str]:
    """Put kinds in the order in which a reader wants them, all other values in that of their names."""
    kind = value[0] if value[0] in KINDS else ""
    return kind in SUPPORTING, kind != "agreement", KINDS.index(kind) if kind else 0, value[0]


def _slug(value: str, names: Names) -> str:
    found = names.kind_and_slug(value)
    return found[1] if found else value


def _write_first(
    connection: sqlite3.Connection, triples: Iterable[ox.Triple], numbers: Mapping[str, int], names: Names
) -> None:
    """Write what the first page shows: the heaviest members of a few classes."""
    classes = {names.term(name): name for name in FIRST}
    found: dict[str, list[int]] = defaultdict(list)
    iris: dict[int, str] = {}
    for triple in triples:
        if name := classes.get(iri_text(triple.object)):
            iri = iri_text(triple.subject)
            if iri in numbers:
                found[name].append(numbers[iri])
                iris[numbers[iri]] = iri
    for name, things in found.items():
        rows = ((name, iris[each], place) for place, each in enumerate(sorted(things)[: FIRST[name]]))
        connection.executemany("INSERT INTO first (class, iri, place) VALUES (?, ?, ?)", rows)


def _write_disputes(
    connection: sqlite3.Connection, found: Iterable[Dispute], numbers: Mapping[str, int], names: Names
) -> None:
    """Write on what sources disagree, the heaviest things first, and which sources take part."""
    last = len(numbers) + 1
    order = sorted(found, key=lambda each: (numbers.get(each.subject, last), each.subject, each.property))
    for place, each in enumerate(order):
        connection.execute("INSERT INTO dispute VALUES (?, ?, ?)", (place, each.subject, each.property))
        rows = (
            (graph.removeprefix(names.sources), place, overruled) for graph, overruled in each.parties.items()
        )
        connection.executemany("INSERT OR REPLACE INTO party VALUES (?, ?, ?)", rows)

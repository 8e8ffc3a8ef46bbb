"""Finding things by their texts in the index of a snapshot, with bounded work however much it holds."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..surveying.parts import ROLES
from .folding import Word, fold, pairs, plain, words
from .hits import Hit, Said, Short, ranked
from .indexing import TEXTS, mark, name_key
from .opening import opened
from .spelling import corrected

#: Things that one search finds at most: who has more had better add a word.
MOST = 200
#: What of a search is looked for: so many characters, so many words.
LONGEST, MOST_WORDS = 200, 8
#: Seconds that one search may take; what was found until then is the answer.
_PATIENCE = 0.4
#: Steps of SQLite's machine between two looks at the clock.
_STEPS = 2000
#: Things that an abbreviation may mean.
_MEANT = 3
_NAMES = f"SELECT text FROM ({TEXTS}) WHERE role < {ROLES.index('description')}"  # noqa: S608 - of fixed parts
#: The first values of facets that a word names: by a whole word, in Japanese by any part.
_VALUES = (
    "SELECT id FROM value WHERE instr(' ' || replace(names, char(10), ' ') || ' ', ?) "
    "ORDER BY things DESC LIMIT 20"
)
_THINGS = "SELECT id, iri, kind FROM thing WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class Found:
    """What a search found, best first, and how many of each kind; `whole` where that is all there is, the
    kinds that are `counted` where their numbers are.

    `meant` are the words that were looked for, where what was asked for is nowhere; `partly` says that no
    thing has them all. `words` are to be shown where they stand.
    """

    hits: tuple[Hit, ...]
    kinds: dict[str, int]
    counted: frozenset[str] = frozenset()
    whole: bool = True
    meant: str = ""
    partly: bool = False
    words: tuple[Word, ...] = ()


class _Searching:
    """One search on one connection, which ends when its time is over."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._end = time.monotonic() + _PATIENCE
        connection.set_progress_handler(self._late, _STEPS)
        self.whole = True

    def _late(self) -> bool:
        return time.monotonic() > self._end

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a query finds, nothing where its time is over."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            self.whole = False
            return []

    def next_term(self, beginning: str) -> str:
        """Return the first term of the index that begins so, "" where none does."""
        found = self.rows("SELECT term FROM term WHERE term >= ? LIMIT 1", beginning)
        return str(found[0][0]) if found and found[0][0].startswith(beginning) else ""

    def numbers(self, expressions: Sequence[str], within: str, most: int) -> list[int]:
        """Return the numbers of the things that fit the first expression, then those of the next; where
        `within` is given, only of those that fit it."""
        found: dict[int, None] = {}
        for expression in expressions:
            narrowed = f"({within}) AND ({expression})" if within else expression
            query = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
            found |= {row[0]: None for row in self.rows(query, narrowed, most + 1)}
            if len(found) > most:
                break
        self.whole = self.whole and len(found) <= most
        return list(found)[:most]

    def exact(self, text: str) -> list[int]:
        """Return the numbers of the things that have a name, first the heaviest."""
        return [row[0] for row in self.rows("SELECT thing FROM name WHERE key = ? LIMIT 50", name_key(text))]

    def long_names(self, word: str) -> tuple[str, ...]:
        """Return the names of what is called by a word, such as "UW": those of several words without it."""
        named = self.rows(_NAMES, json.dumps(self.exact(word)[:_MEANT]))
        found = dict.fromkeys(plain(text) for (text,) in named)
        return tuple(each for each in found if " " in each and word not in each and each.isascii())

    def values(self, word: Word) -> list[int]:
        """Return the numbers of the values of facets that a word names, first those of most things."""
        return [row[0] for row in self.rows(_VALUES, word.text if word.unspaced else f" {word.text} ")]

    def things(self, numbers: Sequence[int]) -> list[Hit]:
        """Return things by their numbers, in that order, late or not: what was found is shown."""
        self._connection.set_progress_handler(None, 0)
        found: dict[int, tuple[str, str, list[Said]]] = {}
        for number, iri, kind in self._connection.execute(_THINGS, [json.dumps(numbers)]):
            found[number] = (iri, kind, [])
        for number, role, language, text in self._connection.execute(TEXTS, [json.dumps(numbers)]):
            found[number][2].append(Said(ROLES[role], language, text))
        self._connection.set_progress_handler(self._late, _STEPS)
        return [Hit(iri, kind, tuple(texts)) for iri, kind, texts in (found[number] for number in numbers)]


def find(path: Path, text: str, kind: str = "", most: int = MOST, value: int = 0) -> Found:
    """Find the things of a kind, or of all, whose names or descriptions have all words of a text; where a
    value of a facet is given by its number, only such as have it, and the name of another value that they
    have counts as theirs.

    A word is found by its beginning, Japanese by any part; what is called just so by the names that it is
    short for, too. Where a word is nowhere, the most similar one is looked for instead; where no thing has
    all words, things that have some.
    """
    asked = tuple(words(fold(text[:LONGEST])))[:MOST_WORDS]
    if not asked:
        return Found((), {})
    with opened(path) as connection:
        search = _Searching(connection)
        meant = tuple(_corrected(word, search) for word in asked)
        short = {word: search.long_names(word.text) for word in meant if not word.unspaced}
        plan = _plan(meant, short, search, [search.values(word) if value else [] for word in meant])
        within = f"facets : {mark(value)}" if value else ""
        numbers = search.numbers(plan.stages, within, most)
        partly = not numbers and search.whole
        if partly:
            numbers = search.numbers([plan.some], within, most)
        whole = search.whole
        exact = [] if value else search.exact(text)
        found = search.things(list(dict.fromkeys((*exact, *numbers))))
        hits = ranked(found, meant, short, exact=len(exact), partly=partly)
        kinds = Counter(hit.kind for hit in hits)
        counted = set(kinds) if whole else set()
        if kind:
            narrowed = [hit for hit in hits if hit.kind == kind]
            if not whole:
                only, search.whole = f"kind : {_quoted(kind)}", True
                numbers = search.numbers([plan.some] if partly else plan.stages, only, most)
                narrowed = ranked(search.things(numbers), meant, short, partly=partly)
                whole = search.whole
            hits, kinds[kind] = narrowed, len(narrowed)
            counted |= {kind} if whole else set()
    changed = " ".join(word.text for word in meant) if meant != asked else ""
    return Found(tuple(hits), dict(kinds), frozenset(counted), whole, changed, partly, meant)


@dataclass(frozen=True)
class _Plan:
    """FTS5's expressions for words: `stages` to be tried one after another, and `some` for any of them."""

    stages: tuple[str, ...]
    some: str


def _plan(asked: Sequence[Word], short: Short, search: _Searching, values: Sequence[Sequence[int]]) -> _Plan:
    """Plan a search: all words in names, then anywhere; what has one of the `values` that a word names has
    the word.

    Words count as they are before they count as beginnings, of which there may be very many to be joined;
    but for the last one, which the reader may still be typing, only where no word is just so.
    """
    known = [word.unspaced or search.next_term(word.text) == word.text for word in asked]
    parts = [_expression(word, not is_known, short) for word, is_known in zip(asked, known, strict=True)]
    ways = [parts]
    if known[-1] and not asked[-1].unspaced:
        ways.append([*parts[:-1], _expression(asked[-1], True, short)])
    both = "names descriptions"
    loose = [
        " OR ".join(f'"{pair}"' for pair in pairs(word.text)) if word.unspaced else part
        for word, part in zip(asked, parts, strict=True)
    ]
    stages = tuple(_all(way, where, values) for where in ("names", both) for way in ways)
    return _Plan(stages, f"{{{both}}} : ({' OR '.join(loose)})")


def _all(parts: Sequence[str], where: str, values: Sequence[Sequence[int]]) -> str:
    """Return FTS5's expression for what has each part in some columns, or one of the values beside it."""
    either = [
        " OR ".join((f"{{{where}}} : {part}", *(f"facets : {mark(each)}" for each in named)))
        for part, named in zip(parts, values, strict=True)
    ]
    return " AND ".join(f"({each})" for each in either)


def _expression(word: Word, begins: bool, short: Short) -> str:
    """Return FTS5's expression for a word: its pairs in their order, itself, or what begins with it, or one
    of the names that it is short for."""
    if word.unspaced and len(word.text) > 1:
        return _quoted(" ".join(pairs(word.text)))
    itself = f"{_quoted(word.text)} *" if begins or word.unspaced else _quoted(word.text)
    return f"({' OR '.join((itself, *map(_quoted, short.get(word, ()))))})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _corrected(word: Word, search: _Searching) -> Word:
    """Return the word, or, where nothing begins with it, the most similar one that there is."""
    if word.unspaced or search.next_term(word.text):
        return word
    return Word(corrected(search.rows, word.text) or word.text, word.start)

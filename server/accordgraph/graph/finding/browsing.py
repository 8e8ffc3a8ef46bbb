"""What can be browsed, read from the index of a snapshot, page by page."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ..portions import Portion
from .facets import FACETS, KIND
from .folding import fold, words
from .indexing import THINGS
from .opening import opened
from .search import LONGEST, MOST_WORDS

#: Values of a facet, and disputes, that one page has.
VALUES, DISPUTES = 100, 10
_DISPUTES = "SELECT subject, property FROM dispute ORDER BY place LIMIT ? OFFSET ?"
_DISPUTES_OF = (
    "SELECT subject, property FROM party JOIN dispute ON place = dispute "
    "WHERE source = ? ORDER BY place LIMIT ? OFFSET ?"
)
_VALUES = "SELECT slug, iri, things, id FROM value WHERE {} ORDER BY {} LIMIT ? OFFSET ?"
_VALUE = "SELECT slug, iri, things, id FROM value WHERE facet = ? AND slug = ?"
_THINGS = (
    "SELECT thing.iri FROM value JOIN page ON page.value = value.id JOIN json_each(page.things) AS each "
    "JOIN thing ON thing.id = each.value WHERE facet = ? AND slug = ? AND number = ? ORDER BY each.key"
)
_DATED = {facet.name for facet in FACETS if facet.years}


@dataclass(frozen=True)
class Value:
    """A value of a facet: its step of the address, its IRI ("" for kinds and years), how many things have it,
    its number in the index."""

    slug: str
    iri: str
    things: int
    number: int


class Browser:
    """Reads what can be browsed on one snapshot."""

    def __init__(self, path: Path) -> None:
        """Name the file of the index."""
        self._path = path

    def values(self, facet: str, page: int = 1, size: int = VALUES, named: str = "") -> Portion[Value]:
        """Return a page of a facet's values: those of most things first, but years from the latest on
        and kinds in an order of their own; only those with all words of a text in their names."""
        order = "rank" if facet == KIND else "slug DESC" if facet in _DATED else "things DESC, rank"
        sought = [word.text for word in words(fold(named[:LONGEST]))][:MOST_WORDS]
        which = " AND ".join(("facet = ?", *("instr(names, ?)" for _ in sought)))
        with opened(self._path) as connection:
            rows = connection.execute(
                _VALUES.format(which, order), (facet, *sought, size, size * (page - 1))
            ).fetchall()
            count = f"SELECT COUNT(*) FROM value WHERE {which}"  # noqa: S608 - of fixed parts
            (total,) = connection.execute(count, (facet, *sought)).fetchone()
        return Portion(tuple(Value(*row) for row in rows), total, size=size)

    def value(self, facet: str, slug: str) -> Value | None:
        """Return a value of a facet; None where there is none."""
        with opened(self._path) as connection:
            row = connection.execute(_VALUE, (facet, slug)).fetchone()
        return Value(*row) if row else None

    def things(self, facet: str, value: Value, page: int = 1) -> Portion[str]:
        """Return a page of the IRIs of the things with a value, by kind and name."""
        with opened(self._path) as connection:
            rows = connection.execute(_THINGS, (facet, value.slug, page)).fetchall()
        return Portion(tuple(row[0] for row in rows), value.things, size=THINGS)

    def disputes(self, source: str = "", page: int = 1) -> Portion[tuple[str, str]]:
        """Return a page of the subjects and properties on which sources disagree, the property "" where it is
        the whole subject; of all, or of those that a source takes part in."""
        bounds = (DISPUTES, DISPUTES * (page - 1))
        with opened(self._path) as connection:
            if source:
                rows = connection.execute(_DISPUTES_OF, (source, *bounds)).fetchall()
                (total, _) = self._parts(connection, source)
            else:
                rows = connection.execute(_DISPUTES, bounds).fetchall()
                (total,) = connection.execute("SELECT COUNT(*) FROM dispute").fetchone()
        return Portion(tuple((row[0], row[1]) for row in rows), total, size=DISPUTES)

    def parts(self, source: str) -> tuple[int, int]:
        """Return how many disputes a source takes part in, and in how many it is overruled."""
        with opened(self._path) as connection:
            return self._parts(connection, source)

    def _parts(self, connection: sqlite3.Connection, source: str) -> tuple[int, int]:
        query = "SELECT COUNT(*), TOTAL(overruled) FROM party WHERE source = ?"
        total, overruled = connection.execute(query, (source,)).fetchone()
        return int(total), int(overruled)

    def first(self, name: str) -> list[str]:
        """Return the heaviest members of a class of those that the first page shows."""
        query = "SELECT iri FROM first WHERE class = ? ORDER BY place"
        with opened(self._path) as connection:
            return [row[0] for row in connection.execute(query, (name,))]

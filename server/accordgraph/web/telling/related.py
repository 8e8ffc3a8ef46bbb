"""What has to do with a thing: all that points at it, in groups of one meaning, each row with its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ...graph.names import Names
from ...graph.terms import iri_text
from ..display import Cell
from ..kinds import kind_name
from ..listing import Lister, Portion
from ..wording import say
from .groups import LISTED, MEANINGS, PARTS
from .phrases import Phrases

#: Values of one property that a row shows.
_VALUES = 6
#: A column that stands for two properties: the period.
_PERIOD = "accord:periodStart"


@dataclass(frozen=True)
class Row:
    """A thing that points here, and the values of each column."""

    thing: Cell
    columns: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Relation:
    """A group: its title, or, where it has none, the property by which it points here.

    `named` says that rows begin with the thing's name; where their parts say it all, it comes last.
    `total` counts the whole group, over all pages, where `counted` is true; without columns the rows are a
    list.
    """

    title: str
    property: Cell
    named: bool
    heads: tuple[Cell, ...]
    rows: tuple[Row, ...]
    total: int
    counted: bool


def relations(
    iri: str, pointing: Portion[ox.Quad], lister: Lister, phrases: Phrases, names: Names
) -> list[Relation]:
    """Return the groups of what points at a thing, as far as one page has it."""
    believed, display = phrases.believed, phrases.display
    groups: dict[tuple[str, str], list[ox.Quad]] = {}
    decisions = names.term("overrulesSubject")  # which have a part of the page of their own
    for quad in pointing.items:
        kind = names.kind(iri_text(quad.subject))
        # What describes the dataset says nothing of the thing to a reader.
        if not kind or quad.predicate.value == decisions:
            continue
        key = (believed.short(quad.predicate.value), kind)
        groups.setdefault(key if key in MEANINGS else (key[0], ""), []).append(quad)
    counts: dict[str, int] = {}
    for name, _ in groups:
        counts[name] = counts.get(name, 0) + 1
    found = []
    for short, kind in sorted(groups, key=_place):
        quads = groups[short, kind]
        title, columns = MEANINGS.get((short, kind), ("", ()))
        total, counted = len(quads), True
        if counts[short] == 1 and pointing.pages > 1:
            total, counted = lister.pointing_by(iri, quads[0].predicate.value)
        by = _noun(display.iri(quads[0].predicate.value))
        rows = _rows(iri, quads, columns, phrases)
        group = _relation(title, by, kind not in PARTS, columns, rows, phrases)
        found.append(replace(group, total=max(total, len(quads)), counted=counted))
    return found


def listed(iris: Iterable[str], kind: str, about: str, phrases: Phrases, title: str = "") -> Relation:
    """Return things of one kind as a table of what a reader looks for in it; what they are listed for,
    `about`, goes without saying."""
    columns = LISTED.get(kind, ())
    rows = [
        Row(phrases.display.iri(each), tuple(_cells(about, each, column, phrases) for column in columns))
        for each in iris
    ]
    return _relation(title or kind_name(kind), Cell(""), kind not in PARTS, columns, rows, phrases)


def _relation(
    title: str, name: Cell, named: bool, columns: Sequence[str], rows: Sequence[Row], phrases: Phrases
) -> Relation:
    """Return a group whose columns all have values somewhere; the rows are all there are."""
    filled = [place for place in range(len(columns)) if any(row.columns[place] for row in rows)]
    return Relation(
        title,
        name,
        named or not filled,
        tuple(_head(columns[place], phrases) for place in filled),
        tuple(replace(row, columns=tuple(row.columns[place] for place in filled)) for row in rows),
        len(rows),
        True,
    )


def _place(key: tuple[str, str]) -> tuple[int, str]:
    order = list(MEANINGS)
    return (order.index(key), "") if key in MEANINGS else (len(order), key[0])


def _noun(cell: Cell) -> Cell:
    """Say "host" for "has host"."""
    return replace(cell, text=cell.text.removeprefix("has ")) if cell.language == "en" else cell


def _head(column: str, phrases: Phrases) -> Cell:
    return phrases.display.property(phrases.believed.long(column))


def _rows(iri: str, quads: Sequence[ox.Quad], columns: Sequence[str], phrases: Phrases) -> tuple[Row, ...]:
    rows = []
    for quad in quads:
        subject = iri_text(quad.subject)
        cells = tuple(_cells(iri, subject, column, phrases) for column in columns)
        rows.append(Row(phrases.display.iri(subject), cells))
    return tuple(sorted(rows, key=lambda row: row.thing.text))


def _cells(iri: str, subject: str, column: str, phrases: Phrases) -> tuple[Cell, ...]:
    """Return the values of a column; the thing that the page is about goes without saying."""
    if column == _PERIOD:
        words = phrases.period(subject)
        return (Cell(words),) if words else ()
    values = phrases.believed.values(subject, column)
    texts = [each for each in values if isinstance(each, ox.Literal) and each.language]
    if texts:
        return (phrases.in_language(texts),)
    if column == "accord:hasAmount" and not values:
        return (Cell(say("not stated")),)
    others = [each for each in values if iri_text(each) != iri]
    cells = sorted((phrases.value(subject, column, each) for each in others), key=lambda cell: cell.text)
    return (*cells[:_VALUES], *((Cell("…"),) if len(cells) > _VALUES else ()))

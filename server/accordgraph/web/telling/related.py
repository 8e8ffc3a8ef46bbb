"""What has to do with a thing: all that points at it, in groups of one meaning, each row with its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..data.display import Cell
from ..data.incoming import Pointers
from ..kinds import kind_name
from ..wording import say
from .meanings import BACKWARDS, DATES, LISTED, MEANINGS, NUMERIC, PARTS
from .phrases import Phrases

#: Values of one property that a row shows.
_VALUES = 6
#: Rows of each group that a page shows; fewer where there are many groups.
_SHOWN, _FEW, _MANY = 20, 5, 20
#: So many parts of a thing say it all: a role alone says neither where nor who was first in it.
_TELLING = 2
#: What points at a thing and has a part of its page of its own: decisions, evidence.
_ELSEWHERE = frozenset(("accord:overrulesSubject", "accord:supports"))
_ORDER = {key: place for place, key in enumerate(MEANINGS)}


@dataclass(frozen=True)
class Row:
    """A thing that points here, and the values of each column."""

    thing: Cell
    columns: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Relation:
    """A group: its title, or, where it has none, the property by which it points here.

    `named` says that rows begin with the thing's name; where their parts say it all, it comes last.
    `total` counts the whole group where `counted` is true; without columns the rows are a list. `looks` says
    which columns hold a "number" or a "date". `name` is the property as people write it, `kind` that of the
    things, by which the whole list is asked for.
    """

    title: str
    property: Cell
    named: bool
    heads: tuple[Cell, ...]
    rows: tuple[Row, ...]
    total: int
    counted: bool
    looks: tuple[str, ...]
    name: str = ""
    kind: str = ""


def relations(iri: str, groups: Iterable[Pointers], phrases: Phrases) -> list[Relation]:
    """Return the groups of what points at a thing, the most telling first, each with its first rows.

    Kinds of which nothing is known but that they point here stand together.
    """
    believed = phrases.believed
    named = [(believed.short(each.property), each) for each in groups]
    shown = [each for each in named if each[0] not in _ELSEWHERE]
    rows = _SHOWN if len(shown) <= _MANY else _FEW
    return [relation(iri, each, phrases, rows) for _, each in sorted(shown, key=_place)]


def relation(iri: str, group: Pointers, phrases: Phrases, rows: int) -> Relation:
    """Return one group, with so many of its rows at most."""
    short = phrases.believed.short(group.property)
    title, columns = MEANINGS.get((short, group.kind), (BACKWARDS.get(short, ""), LISTED.get(group.kind, ())))
    found = [_row(iri, each, columns, phrases) for each in group.things[:rows]]
    made = _relation(
        title,
        phrases.display.property(group.property),
        group.kind,
        columns,
        sorted(found, key=lambda row: row.thing.text),
        phrases,
    )
    return replace(made, total=group.total, counted=group.counted, name=short, kind=group.kind)


def listed(iris: Iterable[str], kind: str, about: str, phrases: Phrases, title: str = "") -> Relation:
    """Return things of one kind as a table of what a reader looks for in it; what they are listed for,
    `about`, goes without saying."""
    columns = LISTED.get(kind, ())
    rows = [_row(about, each, columns, phrases) for each in iris]
    return _relation(title or kind_name(kind), Cell(""), kind, columns, rows, phrases)


def _row(about: str, thing: str, columns: Sequence[str], phrases: Phrases) -> Row:
    values = tuple(_cells(about, thing, column, phrases) for column in columns)
    return Row(phrases.listed(thing), values)


def _relation(
    title: str, name: Cell, kind: str, columns: Sequence[str], rows: Sequence[Row], phrases: Phrases
) -> Relation:
    """Return a group whose columns all have values somewhere; the rows are all there are."""
    filled = [place for place in range(len(columns)) if any(row.columns[place] for row in rows)]
    telling = min(_TELLING, len(columns))
    say_it_all = kind in PARTS and all(sum(map(bool, row.columns)) >= telling for row in rows)
    return Relation(
        title,
        name,
        not say_it_all,
        tuple(_head(columns[place], phrases) for place in filled),
        tuple(replace(row, columns=tuple(row.columns[place] for place in filled)) for row in rows),
        len(rows),
        True,
        tuple(_look(columns[place]) for place in filled),
    )


def _place(named: tuple[str, Pointers]) -> tuple[int, str, str]:
    short, group = named
    return _ORDER.get((short, group.kind), len(_ORDER)), short, group.kind


def _look(column: str) -> str:
    return "number" if column in NUMERIC else "date" if column in DATES else ""


def _head(column: str, phrases: Phrases) -> Cell:
    return phrases.display.property(phrases.believed.long(column))


def _cells(iri: str, subject: str, column: str, phrases: Phrases) -> tuple[Cell, ...]:
    """Return the values of a column; the thing that the page is about goes without saying."""
    if column == "accord:hasAmount" and not phrases.believed.values(subject, column):
        return (Cell(say("not stated")),)
    return phrases.values(subject, column, _VALUES, iri)

"""What a version changed, in words: a row for each property, what it said before and what it says now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...graph.names import Names
from ...graph.terms import Term
from ...graph.versions.chronicle import Tally
from ...graph.versions.history import CHANGED, NEW, WITHDRAWN, Change, Statement, as_term
from ..data.display import Cell, Display
from ..kinds import kind_words
from ..wording import say

#: What happened to things, as pages say it.
WHATS = {NEW: "New", CHANGED: "Changed", WITHDRAWN: "Withdrawn"}


@dataclass(frozen=True)
class Row:
    """A property of a thing: its values before and now, as far as they changed, and whose they are.

    `steady` says what stays the same: what to believe, where only who states it changed, or what is stated,
    where only the decision on it did; "" where neither does.
    """

    property: Cell
    before: tuple[Cell, ...]
    now: tuple[Cell, ...]
    whose: tuple[Cell, ...]
    steady: str


@dataclass(frozen=True)
class Changed:
    """What happened to a thing, in rows; `more` counts the statements that they leave out."""

    thing: Cell
    what: str
    rows: tuple[Row, ...]
    more: int


def changed(change: Change, display: Display, names: Names, most: int) -> Changed:
    """Tell of a change in at most so many rows, what to believe first."""
    groups: dict[tuple[str, tuple[str, ...]], list[Statement]] = {}
    for each in change.statements:
        groups.setdefault((each.property, each.graphs), []).append(each)
    believed = names.graph("believed")
    shown = dict(sorted(groups.items(), key=lambda group: believed not in group[0][1])[:most])
    rows = tuple(_row(*key, found, display, names) for key, found in shown.items())
    count = 0 if change.what == NEW else change.added + change.removed
    return Changed(
        display.iri(change.iri), change.what, rows, count - sum(len(each) for each in shown.values())
    )


def counted(tallies: Sequence[Tally]) -> list[tuple[str, str]]:
    """Say how many things of which kinds are new, changed and withdrawn."""
    found = []
    for what, english in WHATS.items():
        numbers = [(each.kind, getattr(each, what)) for each in tallies]
        words = [f"{number:,} {kind_words(kind, number)}" for kind, number in numbers if number]
        if words:
            found.append((say(english), say(", ").join(words)))
    return found


def _row(
    prop: str, graphs: tuple[str, ...], found: Sequence[Statement], display: Display, names: Names
) -> Row:
    believed = names.graph("believed")
    others = [graph for graph in graphs if graph != believed]
    steady = ""
    if not others:
        others, steady = [names.graph("adjudications")], say("what sources state stays the same")
    elif believed not in graphs:
        steady = say("what to believe stays the same")
    return Row(
        display.property(prop),
        tuple(display.term(each) for each in _values(found, "-")),
        tuple(display.term(each) for each in _values(found, "+")),
        tuple(display.graph(graph) for graph in others),
        steady,
    )


def _values(found: Sequence[Statement], sign: str) -> list[Term]:
    return [as_term(each.value) for each in found if each.sign == sign]

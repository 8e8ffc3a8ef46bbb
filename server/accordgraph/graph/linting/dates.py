"""Dates whose day does not fit how precise they are said to be."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date

import pyoxigraph as ox

from ..names import Names
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.ntriples import parsed, subject_of
from ..reading.turtle import TurtleFile
from ..terms import DATE, ISSUED, iri_text

#: Properties of days in the ontology, and whether they tell when something ends: a year that ends something
#: is written by its last day, any other by its first.
_DAYS: Mapping[str, bool] = {"date": False, "periodStart": False, "periodEnd": True, "deadline": True}


def days_of_periods(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find years and months that are written by another day than the one that stands for them: one year would
    be two values."""
    if file.role is not Role.SOURCES:
        return
    names = corpus.names
    ends = {names.term(name): end for name, end in _DAYS.items()} | {ISSUED.value: False}
    for period, triple in _said_of_periods(file, names):
        prop = iri_text(triple.predicate)
        right = _standing_for(triple.object, period, end=ends[prop]) if prop in ends else None
        if right is None or triple.object == ox.Literal(right, datatype=DATE):
            continue
        place = locator.within(file.path, *triple)
        which = "last" if ends[prop] else "first"
        message = (
            f"A {period} as {shorten(prop, names)} is written by its {which} day, "
            f'"{right}"; or is it known to the day?'
        )
        yield place.problem("date-precision", message)


def _said_of_periods(file: TurtleFile, names: Names) -> Iterator[tuple[str, ox.Triple]]:
    """All that is said of what is known to the year or to the month, with which of them."""
    for period in ("year", "month"):
        precision = f"<{names.term('datePrecision')}> <{names.thing('concept', f'date-precision-{period}')}>"
        for line in file.lines.ending(precision.encode()):
            for triple in parsed(b"".join(file.lines.starting(subject_of(line) + b" "))):
                yield period, triple


def _standing_for(value: object, period: str, *, end: bool) -> str | None:
    """The day that stands for the year or month of a day; None for what is no day."""
    if not isinstance(value, ox.Literal) or value.datatype != DATE:
        return None
    try:
        day = date.fromisoformat(value.value)
    except ValueError:
        return None  # the rule on literals tells of that
    month = day.month if period == "month" else 12 if end else 1
    return date(day.year, month, monthrange(day.year, month)[1] if end else 1).isoformat()

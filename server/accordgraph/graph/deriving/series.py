"""Statistics of the same measure, people and places, in the order of their periods."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .premises import DISPUTED, Premises

#: What has to be the same in a series; what is absent has to be absent.
_SAME = ("hasMeasure", "hasPopulation", "hasOrigin", "hasHost", "aboutProgramme", "datePrecision")


@dataclass(frozen=True)
class Measured:
    """A statistic with an exact value; the ends of its period as dates; who published it, and in which
    publication."""

    iri: str
    value: Decimal
    period: tuple[str, str]
    publisher: str
    publication: str

    @property
    def period_before(self) -> tuple[str, str]:
        """The same period a year before."""
        return _before(self.period)


@dataclass(frozen=True)
class Series:
    """Statistics of the same: those with an exact value, and the periods of all, whatever is known of their
    values."""

    exact: list[Measured] = field(default_factory=list)
    periods: set[tuple[str, str]] = field(default_factory=set)


def series(given: Premises) -> dict[tuple[object, ...], Series]:
    """The statistics that a series may be made of, by what is the same in each."""
    found: dict[tuple[object, ...], Series] = defaultdict(Series)
    for iri in given.instances("Statistic"):
        key = tuple(given.one(iri, name) for name in _SAME)
        period = (given.text(iri, "periodStart"), given.text(iri, "periodEnd"))
        if DISPUTED in key or not all(_before(period)):
            continue
        found[key].periods.add(period)
        value = given.number(iri, "value")
        if value is not None and given.one(iri, "hasQualifier") is None:
            origin = (given.text(iri, "publishedBy"), given.text(iri, "accordingTo"))
            found[key].exact.append(Measured(iri, value, period, *origin))
    return found


def fits(one: Measured, other: Measured) -> bool:
    """Whether two statistics can be compared: both from one publisher or publication, or both from none that
    is named. Numbers of two series may have been counted in two ways."""
    origins = ((one.publisher, other.publisher), (one.publication, other.publication))
    differ = any(mine and theirs and mine != theirs for mine, theirs in origins)
    shared = any(mine and mine == theirs for mine, theirs in origins)
    return not differ and (shared or not any(mine or theirs for mine, theirs in origins))


def _before(period: tuple[str, str]) -> tuple[str, str]:
    """The same period a year before."""
    start, end = period
    return _year_before(start), _year_before(end, ends=True)


def _year_before(text: str, ends: bool = False) -> str:
    """The same day a year before, of 29 February the day before, and of a month's last day, where a period
    `ends` on it, the last; "" for what is no date."""
    try:
        found = date.fromisoformat(text)
        last = monthrange(found.year - 1, found.month)[1]
        is_last = ends and found.day == monthrange(found.year, found.month)[1]
        day = last if is_last else min(found.day, last)
        return found.replace(year=found.year - 1, day=day).isoformat()
    except ValueError:
        return ""

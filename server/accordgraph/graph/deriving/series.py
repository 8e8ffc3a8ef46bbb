"""Statistics of the same measure, people and places, in the order of their periods."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
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
        start, end = (_year_before(each) for each in self.period)
        return start, end


def series(given: Premises) -> dict[tuple[object, ...], list[Measured]]:
    """The statistics that a series may be made of, by what is the same in each."""
    found: dict[tuple[object, ...], list[Measured]] = defaultdict(list)
    for iri in given.instances("Statistic"):
        key = tuple(given.one(iri, name) for name in _SAME)
        value = given.number(iri, "value")
        period = (given.text(iri, "periodStart"), given.text(iri, "periodEnd"))
        if value is None or DISPUTED in key or not all(map(_year_before, period)):
            continue
        if given.one(iri, "hasQualifier") is None:
            origin = (given.text(iri, "publishedBy"), given.text(iri, "accordingTo"))
            found[key].append(Measured(iri, value, period, *origin))
    return found


def fits(one: Measured, other: Measured) -> bool:
    """Whether two statistics can be compared: both from one publisher or publication, or both from none that
    is named. Numbers of two series may have been counted in two ways."""
    origins = ((one.publisher, other.publisher), (one.publication, other.publication))
    differ = any(mine and theirs and mine != theirs for mine, theirs in origins)
    shared = any(mine and mine == theirs for mine, theirs in origins)
    return not differ and (shared or not any(mine or theirs for mine, theirs in origins))


def _year_before(text: str) -> str:
    """The same day a year before, of 29 February the day before; "" for what is no date."""
    try:
        found = date.fromisoformat(text)
        day = 28 if (found.month, found.day) == (2, 29) else found.day
        return found.replace(year=found.year - 1, day=day).isoformat()
    except ValueError:
        return ""

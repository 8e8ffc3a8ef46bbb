"""Days, months and years, and which of them a text means that was published on a day."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True)
class Period:
    """From a first to a last day, as precise as the text: "day", "month" or "year"."""

    start: date
    end: date
    precision: str

    @property
    def single(self) -> bool:
        """Whether it is one day, month or year, and not several."""
        first, last = (self.start.timetuple()[:3], self.end.timetuple()[:3])
        same = ("year", "month", "day").index(self.precision) + 1
        return first[:same] == last[:same]


def year_of(number: int) -> Period:
    """The whole of a year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def month_of(year: int, month: int) -> Period:
    """The whole of a month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def in_calendar(year: int) -> bool:
    """Whether a year is one that dates can have: a text may name any, "〇〇〇〇年" among them."""
    return MINYEAR <= year <= MAXYEAR


def years(number: int) -> Iterator[Period]:
    """The whole of a year, nothing where the calendar has no such year."""
    if in_calendar(number):
        yield year_of(number)


def months(year: int | None, month: int, published: date | None = None) -> Iterator[Period]:
    """The whole of a month, nothing where there is no such month.

    Without a year it is the last such month that began before publication, or a later one in that year.
    """
    for each in _lately(published) if year is None else [year]:
        if in_calendar(each) and 1 <= month <= 12:
            yield month_of(each, month)
            if published and date(each, month, 1) <= published:
                return


def several_months(first: tuple[int, int], last: tuple[int, int], *, apart: bool) -> Iterator[Period]:
    """Two months by year and month, each by itself where `apart`, else all from the one to the other."""
    ends = [*months(*first), *months(*last)]
    if apart:
        yield from ends
    elif len(ends) == 2 and first < last:
        yield Period(ends[0].start, ends[1].end, "month")


def days(
    year: int | None, month: int, day: int, published: date | None, until: tuple[int, int] | None = None
) -> Iterator[Period]:
    """A day of a month, or the days from there until another month and day, whose year is meant.

    Without a year they are the last such days that began before publication, or later ones in that year.
    """
    last_month, last_day = until or (month, day)
    for each in _lately(published) if year is None else [year]:
        start = _day_of(each - (last_month < month), month, day)
        end = _day_of(each, last_month, last_day)
        if start and end and start <= end:
            yield Period(start, end, "day")
            if published and start <= published:
                return


def _lately(published: date | None) -> list[int]:
    """The years that a date without one may mean."""
    return [published.year, published.year - 1] if published else []


def several_days(
    year: int | None, first: tuple[int, int], last: tuple[int, int], published: date | None, *, apart: bool
) -> Iterator[Period]:
    """Two days by month and day, each by itself where `apart`, else all from the one to the other."""
    if apart:
        yield from days(year, *first, published)
        yield from days(year, *last, published)
    else:
        yield from days(year, *first, published, last)


def days_alone(day: int, until: int, published: date | None) -> Iterator[Period]:
    """A day whose month is not told, or the days from there until another one, in that of publication.

    Where they are later than that they may be those of the month before, too.
    """
    if published is None:
        return
    number = published.year * 12 + published.month - 1
    for year, month in (divmod(each, 12) for each in (number, number - 1)):
        start, end = _day_of(year, month + 1, day), _day_of(year, month + 1, until)
        if start and end and start <= end:
            yield Period(start, end, "day")
            if start <= published:
                return


def weekdays(weekday: int, step: int, published: date | None) -> Iterator[Period]:
    """A day of the week, by how far it is from Monday: the two before publication where `step` is -1, the two
    after it where it is 1, else the last one until then and the next one."""
    if published is not None:
        ahead = (weekday - published.weekday()) % 7
        nearest = {-1: ahead - 7, 0: ahead - 7 if ahead else 0, 1: ahead or 7}[step]
        for away in (nearest, nearest + 7 * (step or 1)):
            yield from _days_away(away, published)


def _days_away(step: int, published: date) -> Iterator[Period]:
    """The day so many days from that of publication, nothing where the calendar has no such day."""
    if 1 <= published.toordinal() + step <= date.max.toordinal():
        there = published + timedelta(days=step)
        yield Period(there, there, "day")


def _day_of(year: int, month: int, day: int) -> date | None:
    """A day; None where the calendar has no such day."""
    there = in_calendar(year) and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return date(year, month, day) if there else None


def relative(unit: str, step: int, published: date | None) -> Iterator[Period]:
    """A "year", "month" or "day" so many steps from that of publication."""
    if published is None:
        return
    if unit == "day":
        yield from _days_away(step, published)
    elif unit == "year":
        yield from years(published.year + step)
    else:
        number = published.year * 12 + published.month - 1 + step
        yield from months(number // 12, number % 12 + 1)

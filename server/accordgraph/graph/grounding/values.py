"""Values that a text may say, and the rules that read them."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal

from ..finding.folding import UNSPACED
from .mentions import RAISED
from .words import JAPANESE_ERAS, JAPANESE_SCALES

#: What stands between digits of one number, though not all of it is read: "1,250", "£1·2m", "10:30".
_WITHIN = ".,:\u00b7'\u2019"
#: No letter or digit of a script with spaces before, or after: "COVID19" and "COVID-19" say no number, "9社"
#: does. The mark of a note says nothing, raised or joined to a word: "$25 million¹", "$25 million1".
BEFORE = f"(?<![^\\W{UNSPACED}{RAISED}])(?<!\\d[{_WITHIN}])(?!(?<=(?-i:[A-Z])-)\\d)"
AFTER = (
    f"(?![^\\W\\d{UNSPACED}{RAISED}])(?!(?<=\\d)[{_WITHIN}]?\\d)(?!(?<=[\\d\\s]m)[23\u00b2\u00b3])"
    "(?!\\d{3}|\\d{1,2}[^\\W\\d])"
)
#: Hyphens of other hands, read as the ordinary one: such that break no line, as in "$110\u2011million".
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_ERAS = "|".join(era for era in JAPANESE_ERAS if len(era) == 2)
#: Spaces that only set figures off from Japanese signs: 「29 億ドル」「2024 年 4 月」.
#: Between other signs and figures it parts two things, as in 「9日 10時」.
_SET_OFF = re.compile(
    f"(?<=\\d) (?=[{UNSPACED}])"
    f"|(?:(?<=\\d [年月{''.join(JAPANESE_SCALES)}])|(?<=\\d 分の)|(?<={_ERAS})) (?=\\d)"
)


class Plain:
    """A paragraph as the rules read it: with ordinary hyphens, and no space that only sets figures off from
    Japanese signs."""

    def __init__(self, paragraph: str) -> None:
        """Read a paragraph."""
        text = paragraph.translate(_HYPHENS)
        self._gaps = [match.start() for match in _SET_OFF.finditer(text)]
        self.text = _SET_OFF.sub("", text) if self._gaps else text
        self._cuts = [gap - before for before, gap in enumerate(self._gaps)]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Where a place of the paragraph is in the text."""
        return start - bisect_left(self._gaps, start), end - bisect_left(self._gaps, end)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a place of the text is in the paragraph."""
        return start + bisect_right(self._cuts, start), end + bisect_right(self._cuts, end - 1)


@dataclass(frozen=True)
class Money:
    """A value in a currency (ISO 4217)."""

    value: Decimal
    currency: str


@dataclass(frozen=True)
class Percent:
    """So many of a hundred, and whether the text says that this is a rise (1) or a fall (-1), or neither."""

    value: Decimal
    direction: int


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


Value = Decimal | Money | Percent | Period


@dataclass(frozen=True)
class Reading:
    """A value that stands from `start` to `end` of a paragraph (code points), and the rule that read it."""

    start: int
    end: int
    rule: str
    value: Value


Read = Callable[[re.Match[str], date | None], Iterable[Value]]


@dataclass(frozen=True)
class Rule:
    """A named rule: a pattern, and what its matches mean, given when the text was published.

    A match of the group "named" is given a day of the year instead that the text named last.
    """

    name: str
    pattern: re.Pattern[str]
    read: Read


def rule(name: str, pattern: str, read: Read) -> Rule:
    """A rule whose pattern stands by itself: not within a word or a longer number."""
    return Rule(name, re.compile(f"{BEFORE}(?:{pattern}){AFTER}", re.IGNORECASE), read)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


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

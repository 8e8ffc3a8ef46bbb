"""What a text may mean and may not, so that it is not read: each rule is named by what it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

from .counts_english import WORDED, counted
from .figures import NUMBER
from .numerals_japanese import SIGN, number
from .periods import days, months, relative, several_months, years
from .readings_english import YEAR, month_in_figures
from .values import Rule, Value, any_of, rule
from .words import WEEKS


def _month_and_day_in_figures(match: re.Match[str], published: date | None) -> Iterator[Value]:
    first, second = int(match["first"]), int(match["second"])
    yield from days(None, first, second, published)
    yield from days(None, second, first, published)
    yield from months(2000 + second, first)


def _academic(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """The calendar year, and the years from April, August or September of it or of the one before."""
    year = int(match["year"])
    yield from years(year)
    for first, month in product((year, year - 1), (4, 8, 9)):
        yield from several_months((first, month), (first + 1, month - 1), apart=False)


def _week(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """The days of a week, which begins on a Sunday or on a Monday."""
    if match["which"]:
        step = WEEKS[match["which"].lower()]
    elif match["japanese"]:
        step = -int(number(match["japanese"]))
    else:
        step = -int(counted(match)) if match["words"] or match["number"] else -1
    if published is not None:
        for day in range(8):
            yield from relative("day", 7 * step - published.isoweekday() + day, published)


DOUBTFUL: tuple[Rule, ...] = (
    rule(
        "a day, a month or a fraction",
        r"(?<!/)(?P<first>\d\d?)/(?P<second>\d\d?)(?!/)",
        _month_and_day_in_figures,
    ),
    rule("a month or the number of a document", rf"(?<!/)(?P<month>0?[1-9]|1[0-2])/{YEAR}", month_in_figures),
    rule("an academic year, whose first month differs by country", rf"AY{YEAR}", _academic),
    rule(
        "any day of that week",
        rf"(?P<which>{any_of(WEEKS)})|(?:{WORDED}|{NUMBER}|an?) weeks? ago"
        rf"|(?P<japanese>\d\d?|{SIGN}{{1,3}})週間前",
        _week,
    ),
)

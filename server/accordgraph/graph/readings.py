"""What numbers, amounts and dates a text says, by named rules (design.md 3, Grounding)."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .words import CURRENCIES, MONTHS, NUMBERS, ORDINALS, SCALES, SIGNS, YEARS


@dataclass(frozen=True)
class Money:
    """A value in a currency (ISO 4217)."""

    value: Decimal
    currency: str


@dataclass(frozen=True)
class Period:
    """From a first to a last day, as precise as the text: "day", "month" or "year"."""

    start: date
    end: date
    precision: str


Value = Decimal | Money | Period


@dataclass(frozen=True)
class Reading:
    """A value that stands from `start` to `end` of a paragraph (code points), and the rule that read it."""

    start: int
    end: int
    rule: str
    value: Value


@dataclass(frozen=True)
class Rule:
    """A named rule: a pattern, and what its matches mean, given when the text was published."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None], Iterable[Value]]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALED = rf"{_NUMBER}(?:[ -]?(?P<scale>{_any(SCALES)})(?!\w))?"
_WORD = rf"(?P<word>{_any(NUMBERS)})"
_MONTH = rf"(?P<month>{_any(MONTHS)})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FALLS = "decrease|decline|fall|drop|reduction"


def year_of(number: int) -> Period:
    """The whole of a year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def month_of(year: int, month: int) -> Period:
    """The whole of a month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def _scaled(match: re.Match[str]) -> Decimal:
    number = Decimal(match["number"].replace(",", ""))
    return number * SCALES[match["scale"].lower()] if match["scale"] else number


def _number(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield _scaled(match)


def _money(table: Mapping[str, str]) -> Callable[[re.Match[str], date | None], Iterator[Value]]:
    upper = {sign.upper(): code for sign, code in table.items()}

    def read(match: re.Match[str], published: date | None) -> Iterator[Value]:
        yield Money(_scaled(match), upper[match["currency"].upper()])

    return read


def _word(table: Mapping[str, int]) -> Callable[[re.Match[str], date | None], Iterator[Value]]:
    def read(match: re.Match[str], published: date | None) -> Iterator[Value]:
        scale = match.groupdict().get("scale")
        yield Decimal(table[match["word"].lower()]) * (SCALES[scale.lower()] if scale else 1)

    return read


def _span_of_time(match: re.Match[str], published: date | None) -> Iterator[Value]:
    said = match["word"]
    number = Decimal(NUMBERS[said.lower()]) if said else Decimal(match["number"].replace(",", ""))
    yield number * YEARS[match["unit"].lower()]


def _percent(match: re.Match[str], published: date | None) -> Iterator[Value]:
    number = Decimal(match["number"].replace(",", ""))
    yield -number if match["falls"] else number


def _day(match: re.Match[str], published: date | None) -> Iterator[Value]:
    """A day of a month; without a year it is the last such day before publication, or one later in that
    year."""
    month, day = MONTHS.index(match["month"].lower()) + 1, int(match["day"])
    if match["year"]:
        years = [int(match["year"])]
    else:
        years = [published.year, published.year - 1] if published else []
    for year in years:
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day)
            yield Period(found, found, "day")
            if published and found <= published:
                return


def _month(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield month_of(int(match["year"]), MONTHS.index(match["month"].lower()) + 1)


def _years(match: re.Match[str], published: date | None) -> Iterator[Value]:
    first, last = int(match["year"]), match["last"]
    second = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if second > first:
        yield Period(date(first, 1, 1), date(second, 12, 31), "year")


def _year(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield year_of(int(match["year"]))


def _relative(match: re.Match[str], published: date | None) -> Iterator[Value]:
    if published is None:
        return
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    if match["unit"].lower() == "year":
        yield year_of(published.year + step)
    else:
        months = published.year * 12 + published.month - 1 + step
        yield month_of(months // 12, months % 12 + 1)


def _rule(name: str, pattern: str, read: Callable[[re.Match[str], date | None], Iterable[Value]]) -> Rule:
    return Rule(name, re.compile(rf"(?<!\w)(?<!\d[.,])(?:{pattern})(?!\w)(?![.,]\d)", re.IGNORECASE), read)


#: The rules, each by its name; what lies within a longer reading is not read by itself.
RULES: tuple[Rule, ...] = (
    _rule("number", _SCALED, _number),
    _rule("number word", rf"{_WORD}(?:[ -](?P<scale>{_any(SCALES)}))?", _word(NUMBERS)),
    _rule("ordinal", rf"(?P<word>{_any(ORDINALS)})", _word(ORDINALS)),
    _rule("ordinal number", r"(?P<number>\d+)(?P<scale>)(?:st|nd|rd|th)", _number),
    _rule("years of time", rf"(?:{_WORD}|{_NUMBER})[ -](?P<unit>{_any(YEARS)})s?", _span_of_time),
    _rule("percent", rf"{_NUMBER}\s?(?:%|per ?cent(?!\w))(?P<falls> (?:{_FALLS}))?", _percent),
    _rule("currency sign", rf"(?P<currency>{_any(SIGNS)})\s?{_SCALED}", _money(SIGNS)),
    _rule("currency word", rf"{_SCALED} (?P<currency>{_any(CURRENCIES)})", _money(CURRENCIES)),
    _rule("month and day", rf"{_MONTH} {_DAY}(?:,? {_YEAR})?", _day),
    _rule("day and month", rf"{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?", _day),
    _rule("month and year", rf"{_MONTH},? {_YEAR}", _month),
    _rule("years", rf"{_YEAR}[/\u2013\u2014-](?P<last>\d{{4}}|\d\d)", _years),
    _rule("year", _YEAR, _year),
    _rule("from the publication date", r"(?P<which>last|this|next) (?P<unit>year|month)", _relative),
)

_PREVIOUS = re.compile(
    r"(?<!\w)the (?:previous|preceding|prior) year(?!\w)|(?<!\w)the year before(?!\w)", re.IGNORECASE
)


def readings(text: str, published: date | None) -> tuple[Reading, ...]:
    """All that the rules read in a paragraph of a text published on a day, by place."""
    found = [
        Reading(match.start(), match.end(), rule.name, value)
        for rule in RULES
        for match in rule.pattern.finditer(text)
        for value in rule.read(match, published)
    ]
    whole = sorted(_outermost(found), key=lambda one: (one.start, one.end, one.rule))
    return (*whole, *_previous(text, whole))


def _outermost(found: Iterable[Reading]) -> Iterator[Reading]:
    """Leave out what lies within a longer reading."""
    furthest = (-1, -1)
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.end > furthest[1]:
            furthest = (one.start, one.end)
        if (one.start, one.end) == furthest:
            yield one


def _previous(text: str, found: Iterable[Reading]) -> Iterator[Reading]:
    """ "The previous year" is the last period before it, one year earlier."""
    years = [(one.end, one.value) for one in found if isinstance(one.value, Period)]
    years = sorted((year for year in years if year[1].precision == "year"), key=lambda year: year[0])
    for match in _PREVIOUS.finditer(text):
        before = bisect_right(years, match.start(), key=lambda year: year[0])
        if before:
            last = years[before - 1][1]
            value = Period(
                last.start.replace(year=last.start.year - 1), last.end.replace(year=last.end.year - 1), "year"
            )
            yield Reading(match.start(), match.end(), "the previous year", value)

"""What numbers, amounts and dates a text says, by named rules (design.md 3, Grounding)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from .directing import direction
from .phrases import QUALIFIERS_JOINED
from .readings_japanese import JAPANESE
from .values import (
    Money,
    Percent,
    Period,
    Reading,
    Rule,
    Value,
    any_of,
    days,
    in_calendar,
    months,
    relative,
    rule,
    years,
)
from .words import CURRENCIES, MONTHS, NUMBERS, ORDINALS, SCALES, SIGNS, YEARS

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_JOINED = any_of(each for joined in QUALIFIERS_JOINED.values() for each in joined)
_SCALED = rf"{_NUMBER}(?:(?:{_JOINED})?[ -]?(?P<scale>{any_of(SCALES)})(?!\w))?"
_WORD = rf"(?P<word>{any_of(NUMBERS)})"
_MONTH = rf"(?P<month>{any_of(MONTHS)})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
#: Points of percents are no percents.
_PERCENT = rf"(?:{_WORD}|{_NUMBER})(?:\s?%|[ -]?per ?cent(?!\w))(?![ -]?points?|\s?ポイント)"


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
    yield _counted(match) * YEARS[match["unit"].lower()]


def _percent(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield Percent(_counted(match), direction(match.string, match.start(), match.end()))


def _counted(match: re.Match[str]) -> Decimal:
    """A number in a word or in figures."""
    said = match["word"]
    return Decimal(NUMBERS[said.lower()]) if said else Decimal(match["number"].replace(",", ""))


def _day(match: re.Match[str], published: date | None) -> Iterator[Value]:
    year = int(match["year"]) if match["year"] else None
    yield from days(year, MONTHS.index(match["month"].lower()) + 1, int(match["day"]), published)


def _figures(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from days(int(match["year"]), int(match["month"]), int(match["day"]), published)


def _month(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from months(int(match["year"]), MONTHS.index(match["month"].lower()) + 1)


def _years(match: re.Match[str], published: date | None) -> Iterator[Value]:
    first, last = int(match["year"]), match["last"]
    second = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if second > first:
        yield Period(date(first, 1, 1), date(second, 12, 31), "year")


def _year(match: re.Match[str], published: date | None) -> Iterator[Value]:
    yield from years(int(match["year"]))


def _relative(match: re.Match[str], published: date | None) -> Iterator[Value]:
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    yield from relative(match["unit"].lower(), step, published)


#: The rules, each by its name; what lies within a longer reading is not read by itself.
RULES: tuple[Rule, ...] = (
    rule("number", _SCALED, _number),
    rule("number word", rf"{_WORD}(?:[ -](?P<scale>{any_of(SCALES)}))?", _word(NUMBERS)),
    rule("ordinal", rf"(?P<word>{any_of(ORDINALS)})", _word(ORDINALS)),
    rule("ordinal number", r"(?P<number>\d+)(?P<scale>)(?:st|nd|rd|th)", _number),
    rule("years of time", rf"(?:{_WORD}|{_NUMBER})[ -](?P<unit>{any_of(YEARS)})s?", _span_of_time),
    rule("percent", _PERCENT, _percent),
    rule("currency sign", rf"(?P<currency>{any_of(SIGNS)})\s?{_SCALED}", _money(SIGNS)),
    rule("currency word", rf"{_SCALED} (?P<currency>{any_of(CURRENCIES)})", _money(CURRENCIES)),
    rule("month and day", rf"{_MONTH} {_DAY}(?:,? {_YEAR})?", _day),
    rule("day and month", rf"{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?", _day),
    rule("month and year", rf"{_MONTH},? {_YEAR}", _month),
    rule("years", rf"{_YEAR}[/\u2013\u2014-](?P<last>\d{{4}}|\d\d)", _years),
    rule("year", _YEAR, _year),
    rule("year, month and day", rf"{_YEAR}(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)", _figures),
    rule("from the publication date", r"(?P<which>last|this|next) (?P<unit>year|month)", _relative),
    *JAPANESE,
)

_PREVIOUS = re.compile(
    r"(?<!\w)the (?:previous|preceding|prior) year(?!\w)|(?<!\w)the year before(?!\w)|前年(?!度)",
    re.IGNORECASE,
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
    named = [(one.end, one.value) for one in found if isinstance(one.value, Period)]
    named = sorted((year for year in named if year[1].precision == "year"), key=lambda year: year[0])
    for match in _PREVIOUS.finditer(text):
        before = bisect_right(named, match.start(), key=lambda year: year[0])
        if before and in_calendar(named[before - 1][1].start.year - 1):
            last = named[before - 1][1]
            value = Period(
                last.start.replace(year=last.start.year - 1), last.end.replace(year=last.end.year - 1), "year"
            )
            yield Reading(match.start(), match.end(), "the previous year", value)

"""What numbers, amounts and dates a text says, by named rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from .doubtful import DOUBTFUL
from .figures import SPACED, figures
from .periods import Period, in_calendar
from .readings_english import ENGLISH
from .readings_japanese import JAPANESE
from .values import AFTER, BEFORE, Plain, Reading, Rule

#: The rules; what lies within a longer reading is not read by itself.
RULES: tuple[Rule, ...] = (*ENGLISH, *JAPANESE)

_start, _end = attrgetter("start"), attrgetter("end")
_GROUPS = re.compile(f"{BEFORE}{SPACED}{AFTER}")
_PREVIOUS = re.compile(
    r"(?<!\w)the (?:previous|preceding|prior) year(?!\w)|(?<!\w)the year before(?!\w)|前年(?!度)",
    re.IGNORECASE,
)


def doubts(text: str, published: date | None) -> Iterator[Reading]:
    """What a paragraph may say, but may not, too: the rule's name tells what else it may be."""
    plain = Plain(text)
    for rule in DOUBTFUL:
        for match in rule.pattern.finditer(plain.text):
            for one in _read(rule, match, published):
                yield Reading(*plain.place(one.start, one.end), one.rule, one.value)


def readings(text: str, published: date | None) -> tuple[Reading, ...]:
    """All that the rules read in a paragraph of a text published on a day, by place."""
    plain = Plain(text)
    text = plain.text
    matches: dict[bool, list[tuple[Rule, re.Match[str]]]] = {False: [], True: []}
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            matches[bool(match.groupdict().get("named"))].append((rule, match))
    found = [*_outermost(one for each in matches[False] for one in _read(*each, published))]
    found = [
        *_outermost((*found, *_spaced(text, found), *_previous(text, found), *_after(matches[True], found)))
    ]
    return tuple(
        Reading(*plain.place(one.start, one.end), one.rule, one.value)
        for one in sorted(found, key=lambda one: (one.start, one.end, one.rule))
    )


def _read(rule: Rule, match: re.Match[str], published: date | None) -> Iterator[Reading]:
    for value in rule.read(match, published):
        yield Reading(match.start(), match.end(), rule.name, value)


def _after(later: Iterable[tuple[Rule, re.Match[str]]], found: Iterable[Reading]) -> Iterator[Reading]:
    """Dates of a year that is told by the one that was named last: "May of the following year"."""
    named = [(one.end, _counted(one.value)) for one in found if isinstance(one.value, Period)]
    for rule, match in sorted(later, key=lambda each: each[1].start()):
        last = max((each for each in named if each[0] <= match.start()), default=None)
        if last is not None:
            for one in _read(rule, match, last[1]):
                named += [(one.end, _counted(one.value))] if isinstance(one.value, Period) else []
                yield one


def _counted(named: Period) -> date:
    """The day from which dates are counted that follow a date: no month of a year follows it in that year."""
    return named.end if named.precision == "year" and named.single else named.start


def _outermost(found: Iterable[Reading]) -> Iterator[Reading]:
    """Leave out what lies within a longer reading."""
    furthest = (-1, -1)
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.end > furthest[1]:
            furthest = (one.start, one.end)
        if (one.start, one.end) == furthest:
            yield one


def _spaced(text: str, found: Sequence[Reading]) -> Iterator[Reading]:
    """Figures in groups that no rule reads otherwise: one number, "1 250"."""
    for match in _GROUPS.finditer(text):
        start, end = place = match.span()
        near = found[bisect_right(found, start, key=_end) : bisect_left(found, end, key=_start)]
        if all(start <= one.start and one.end <= end and (one.start, one.end) != place for one in near):
            yield Reading(start, end, "number in groups", figures(match.group()))


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

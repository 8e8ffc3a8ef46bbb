"""The date that a page gives as its own, however it writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..grounding.periods import Period, days, months, years
from ..grounding.readings import readings

_FIGURES = re.compile(
    r"(?P<year>\d{4})(?:(?P<sign>[-/.])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?)?(?=[T\s]|$)"
)
#: What may follow a day: the time of it.
_TIME = re.compile(r"T\d.*|\s+\d.*", re.DOTALL)
#: Characters of a date in words.
_LONGEST = 80


def day(text: str) -> tuple[str, str] | None:
    """The date that a text is, and its precision; after a day a time may follow.

    Of a date that is not read whole nothing is taken, or a day would become the first of its year; nor of one
    that may be two.

    >>> day("2024-04-16T08:00:00+00:00"), day("2024/4"), day("2024年4月16日"), day("2024, spring")
    (('2024-04-16', 'day'), ('2024-04-01', 'month'), ('2024-04-16', 'day'), None)
    >>> day("16/04/2024"), day("05/04/2024")
    (('2024-04-16', 'day'), None)
    """
    text = text.strip()
    whole = {
        (found.start.isoformat(), found.precision)
        for end, found in _periods(text)
        if found.single and (not (rest := text[end:]) or (found.precision == "day" and _TIME.fullmatch(rest)))
    }
    return whole.pop() if len(whole) == 1 else None


def _periods(text: str) -> Iterator[tuple[int, Period]]:
    """The times that a text begins with, and where each ends: in figures, then in words."""
    if found := _FIGURES.match(text):
        year, month, number = (int(found[part] or 0) for part in ("year", "month", "day"))
        if found["day"]:
            read = days(year, month, number, None)
        else:
            read = months(year, month) if found["month"] else years(year)
        yield from ((found.end(), each) for each in read)
    for one in readings(text[:_LONGEST], None):
        if one.start == 0 and isinstance(one.value, Period):
            yield one.end, one.value

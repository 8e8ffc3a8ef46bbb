"""Dates and periods in words."""

from __future__ import annotations

import re

import pyoxigraph as ox

from ...graph.terms import Term
from ..data.display import Cell, Display
from ..wording import say

#: The months as a date says them; Japanese counts them.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
#: A date, which the ontology's header has as a text.
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PRECISION = "date-precision-"


def day(text: str, precision: str = "day") -> str:
    """Write a date, as much of it as is known; `precision` is "day", "month" or "year"."""
    parts = text.partition("T")[0].split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return text
    year, month, number = parts[0].lstrip("0") or "0", say(MONTHS[int(parts[1]) - 1]), str(int(parts[2][:2]))
    if precision == "year":
        return say("{year}", year=year)
    if precision == "month":
        return say("{month} {year}", year=year, month=month)
    return say("{day} {month} {year}", year=year, month=month, day=number)


def lasting(start: str, end: str, precision: str) -> str:
    """Write a period from its first to its last day, as a date where no more of it is known than one."""
    ends = [day(each, precision) for each in (start, end)]
    return ends[0] if ends[0] == ends[1] else say("{start} to {end}", start=ends[0], end=ends[1])


def dated(value: Term, display: Display) -> Cell:
    """Show a value of what is dated to the day, such as a version: a date as people write it."""
    cell = display.term(value)
    is_date = isinstance(value, ox.Literal) and _DATE.fullmatch(value.value)
    return Cell(day(cell.text), title=cell.text) if is_date else cell


def precision_of(concept: str) -> str:
    """Return how much of a date is known, by the concept that says so: "day", "month" or "year"."""
    return concept.rpartition(_PRECISION)[2] or "day"

"""A year or a month is written by the day that stands for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..changing import FIRST, Cases, Change, mistakes, swap, tell, told
from ..small import BASE, append

CASES: Cases = (
    (
        "a year that is written by another day than its first",
        swap(FIRST, "date-precision-day", "date-precision-year"),
        [
            f"{FIRST}:18:20: A year as dcterms:issued is written by its first day, "
            '"2024-01-01"; or is it known to the day?'
        ],
    ),
    (
        "a month that is written by another day than its first",
        swap(FIRST, "date-precision-day", "date-precision-month"),
        [f'{FIRST}:18:20: A month as dcterms:issued is written by its first day, "2024-04-01"; or'],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


#: A period, its precision -> the day that is told for it; "" where it is right.
PERIODS = {
    ("periodStart", "2024-01-01", "year"): "",
    ("periodEnd", "2024-12-31", "year"): "",
    ("deadline", "2033-01-01", "year"): "2033-12-31",
    ("periodEnd", "2024-02-28", "month"): "2024-02-29",
    ("periodEnd", "2024-02-28", "day"): "",
}


@pytest.mark.parametrize(("said", "right"), PERIODS.items(), ids=map(str, PERIODS))
def test_a_period_is_written_by_the_day_that_stands_for_it(
    root: Path, said: tuple[str, str, str], right: str
) -> None:
    name, day, precision = said
    thing = f'<{BASE}id/event/x> accord:{name} "{day}"^^xsd:date'
    append(root, FIRST, f"{thing} ; accord:datePrecision <{BASE}id/concept/date-precision-{precision}> .\n")
    found = [each for each in told(root) if "is written by its" in each]
    assert len(found) == bool(right)
    assert all(f'day, "{right}"; or is it known to the day?' in each for each in found)

"""The table of the checks: what the tests of this run found, and the checks that no test can decide."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import astuple, dataclass
from pathlib import Path

import pytest

from accordgraph.web.quality import CHECKLISTS, COLUMNS, FILE, Check

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "server" / "accordgraph" / "web" / FILE
UNTESTED = HERE / "untested.csv"
#: The test that compares; it comes last.
COMPARISON = "test_the_table_says_what_the_checks_find"


@dataclass(frozen=True)
class Outcome:
    """A check, what it checks, and its tests, each with whether it passed."""

    check: str
    text: str
    tests: list[tuple[str, bool]]


#: The outcomes of this run, by check.
FOUND: pytest.StashKey[dict[str, Outcome]] = pytest.StashKey()
#: Whether all checks are in this run.
WHOLE: pytest.StashKey[bool] = pytest.StashKey()


def found(outcomes: dict[str, Outcome]) -> list[Check]:
    """Return the rows of the checks that passed, and of those that no test can decide."""
    passed = [_row(each) for each in outcomes.values() if all(passed for _, passed in each.tests)]
    return sorted([*passed, *untested()], key=_place)


def untested() -> list[Check]:
    """Return the rows of the checks that no test can decide, with the reasons."""
    with UNTESTED.open(encoding="utf-8", newline="") as file:
        return [_undecided(row) for row in csv.DictReader(file)]


def written(rows: list[Check]) -> str:
    """Return the table as the text of its file."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(row) for row in rows)
    return output.getvalue()


def _undecided(row: dict[str, str]) -> Check:
    checklist, name = row["check"].split(".", 1)
    return Check(checklist, name, row["text"], row["status"], row["note"], "")


def _row(outcome: Outcome) -> Check:
    checklist, name = outcome.check.split(".", 1)
    tests = dict.fromkeys(node.partition("[")[0] for node, _ in outcome.tests)
    return Check(checklist, name, outcome.text, "pass", "", "; ".join(tests))


def _place(row: Check) -> tuple[int, list[tuple[int, str]]]:
    """Order by checklist, then by name with its numbers as numbers."""
    parts = re.findall(r"\d+|\D+", row.name)
    return [*CHECKLISTS].index(row.checklist), [
        (int(part), "") if part.isdigit() else (-1, part) for part in parts
    ]

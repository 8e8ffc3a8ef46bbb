"""The table that the server shows is what the checks find."""

from __future__ import annotations

import pytest

from accordgraph.web.quality import CHECKLISTS, STATUSES, read

from . import table


def test_what_no_test_decides_says_why() -> None:
    rows = table.untested()
    for row in rows:
        assert row.checklist in CHECKLISTS, row
        assert row.status in STATUSES[1:], row
        assert len(row.note.split()) > 3, row
    assert len({(row.checklist, row.name) for row in rows}) == len(rows)


def test_the_table_says_what_the_checks_find(pytestconfig: pytest.Config) -> None:
    found = table.found(pytestconfig.stash.get(table.FOUND, {}))
    if pytestconfig.getoption("write_quality", False):
        table.TABLE.write_text(table.written(found), encoding="utf-8")
    with table.TABLE.open(encoding="utf-8", newline="") as file:
        committed = list(read(file))
    again = "run: pytest tests/checklists --write-quality"
    if not pytestconfig.stash.get(
        table.WHOLE, False
    ):  # some of the checks only: just their rows can be compared
        ran = {(row.checklist, row.name) for row in found}
        committed = [row for row in committed if (row.checklist, row.name) in ran]
    assert committed == found, f"{table.TABLE.name} is not what the checks find; {again}"

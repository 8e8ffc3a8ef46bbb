"""What the page for operators says of engines is what the tests know of them."""

from __future__ import annotations

from pathlib import Path

from accordgraph.engine.external.kinds import KINDS

from . import differences


def test_each_difference_is_told_with_its_reason(root: Path) -> None:
    text = " ".join((root / "server" / "OPERATING.md").read_text("utf-8").split())
    for table in (differences.PAGES, differences.QUESTIONS, differences.PROTOCOL):
        for rows in table.values():
            for name, reason in rows.items():
                assert f"`{name}`" in text
                assert reason in text
    assert differences.SEVERAL in text
    for _, reason in differences.QUERIES.values():
        assert reason in text


def test_each_kind_of_engine_is_in_the_table(root: Path) -> None:
    text = (root / "server" / "OPERATING.md").read_text("utf-8")
    for kind in KINDS:
        assert kind.title.split(",")[0] in text or f"`{kind.name}`" in text

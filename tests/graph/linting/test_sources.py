"""A source file names its graph after itself, and its evidence supports what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.reading.content import Content

from ..changing import FIRST, SECOND, Cases, Change, mistakes, swap, tell, told
from ..small import BASE, replace

CASES: Cases = (
    (
        "useless evidence",
        swap(FIRST, "accord:supportsProperty accord:date", "accord:supportsProperty accord:partyCount"),
        [
            f"{FIRST}:56:29: This is evidence, but the file states no accord:partyCount of "
            "agreement/alpha-beta; "
            "state it, or mend or remove the evidence."
        ],
    ),
    (
        "graph of another source",
        swap(FIRST, f"<{BASE}graph/source/first>", f"<{BASE}graph/source/frist>"),
        [
            f"{FIRST}:12:1: graph/source/frist stands in the file of graph/source/first; "
            "mend the IRI or the file's name.",
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


def test_of_a_source_among_the_entities_it_is_told_where_it_belongs_and_nothing_else(root: Path) -> None:
    (root / FIRST).rename(root / "data/entities/first.ttl")
    assert told(root) == [
        "data/entities/first.ttl:13:7: This is what a source states; it stands in a file of its own, "
        "data/sources/first.ttl."
    ]


def test_a_source_in_the_file_of_another_name_is_told_and_nothing_else(root: Path) -> None:
    (root / FIRST).rename(root / SECOND)
    (only,) = told(root)
    assert only.startswith(f"{SECOND}:12:1: graph/source/first stands in the file of graph/source/second")


@pytest.mark.parametrize(
    ("part", "told_of"),
    [("a accord:SourceGraph", "a accord:SourceGraph"), (f"prov:wasDerivedFrom <{BASE}id/source/first>",) * 2],
)
def test_what_a_source_file_lacks_is_told(root: Path, part: str, told_of: str) -> None:
    replace(root, FIRST, part, "rdfs:seeAlso rdfs:label")
    assert any(
        each.startswith(f"{FIRST}: This source file does not say `<{BASE}graph/source/first> {told_of}`")
        for each in told(root)
    )


def test_content_without_a_source_is_told_and_may_be_served(root: Path) -> None:
    (root / FIRST).unlink()
    checked = check(Content(root))
    assert checked.ok
    (only,) = [each for each in checked.problems if each.rule == "no-source"]
    assert str(only).startswith("data/sources: warning: There is no source, so the graph states no facts")

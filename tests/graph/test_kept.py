"""What was checked before is not checked again, and what was kept never hides a mistake."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.cores import LITTLE, spread
from accordgraph.graph.kept import FILE, Kept
from accordgraph.graph.reading import mistakes, turtle
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import read
from accordgraph.graph.reading.lines import Lines
from accordgraph.graph.validating.reports import Report
from accordgraph.graph.validating.shacl import SourceValidator

from . import small
from .changing import ENTITIES, FIRST, SECOND, Change, more, swap
from .small import append, replace


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What sources were validated, not only looked up, by a part of their text."""
    told: list[str] = []
    judge = SourceValidator._judge

    def noted(self: SourceValidator, source: Lines, beside: bytes) -> Report:
        told.append("first" if b"source/first" in source.text else "second")
        return judge(self, source, beside)

    monkeypatch.setattr(SourceValidator, "_judge", noted)
    return told


def told(root: Path, cache: Path) -> list[str]:
    """What check says, with what it kept in a folder."""
    return [str(problem) for problem in check(Content(root), kept=Kept(cache)).problems]


#: What is changed, and which sources are validated again.
CHANGES: tuple[tuple[str, Change, list[str]], ...] = (
    ("nothing", lambda _: None, []),
    ("a comment", more(FIRST, "# a thought\n"), []),
    ("one source", more(FIRST, "accord:x accord:y 1 .\n"), ["first"]),
    ("what both lead to", swap(ENTITIES, "Beta Corporation", "Beta"), ["first", "second"]),
    ("what none leads to", more(ENTITIES, f"<{small.BASE}id/person/x> a accord:Person .\n"), []),
    ("a shape", swap("shapes/all.ttl", "sh:maxCount 3", "sh:maxCount 4"), ["first", "second"]),
)


@pytest.mark.parametrize(
    ("change", "expected"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_only_what_changed_and_what_depends_on_it_is_validated_again(
    change: Change, expected: list[str], two: Path, tmp_path: Path, judged: list[str]
) -> None:
    told(two, tmp_path)
    assert sorted(judged) == ["first", "second"]
    judged.clear()
    change(two)
    again = told(two, tmp_path)
    assert sorted(judged) == expected
    assert again == told(two, tmp_path / "nothing kept")


def test_a_file_is_parsed_again_when_its_text_changed(
    two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    parser = mistakes.parser

    def noted(text: str) -> ox.QuadParser:
        parsed.append(text)
        return parser(text)

    monkeypatch.setattr(turtle, "parser", noted)
    first, problems = read(Content(two), kept=(kept := Kept(tmp_path)))
    kept.save()
    assert len(parsed) > 2
    parsed.clear()
    again, _ = read(Content(two), kept=Kept(tmp_path))
    assert first == again
    append(two, FIRST, "# a thought\n")
    append(two, SECOND, "broken\n")
    broken, problems = read(Content(two), kept=Kept(tmp_path))
    assert broken is not None
    assert [each.file for each in problems] == [SECOND]
    assert again is not None
    assert [each.lines for each in broken.files] == [each.lines for each in again.files]
    assert {(two / each).read_text("utf-8") for each in (FIRST, SECOND)} <= set(parsed)
    assert read(Content(two), kept=Kept(tmp_path))[1] == problems


def test_there_is_room_for_so_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accordgraph.graph.kept.ROOM", 10_000)
    texts = [os.urandom(3000) for _ in range(5)]
    for number, text in enumerate(texts):
        kept = Kept(tmp_path)
        monkeypatch.setattr("time.time", lambda now=number: now)
        kept.keep(text, kept.key("text", str(number)))
        kept.save()
    kept = Kept(tmp_path)
    assert [kept.known(kept.key("text", str(number))) for number in range(5)] == [None, None, *texts[2:]]


def test_a_mistake_is_told_as_often_as_one_asks(root: Path, tmp_path: Path) -> None:
    replace(root, FIRST, 'accord:date "2024-04-03"^^xsd:date', 'accord:date "2024-04-03"')
    first, second = told(root, tmp_path), told(root, tmp_path)
    assert first == second == told(root, tmp_path / "nothing kept")
    assert any("An agreement has exactly one date." in each for each in first)


def damaged_row(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET found = ''")
    database.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "findings emptied": damaged_row,
    "no database": lambda file: file.write_bytes(b"something else" * 1000),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:6000]),
    "emptied": lambda file: file.write_bytes(b""),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_found_out_anew(
    damage: Callable[[Path], object], root: Path, tmp_path: Path
) -> None:
    replace(root, FIRST, 'accord:date "2024-04-03"^^xsd:date', 'accord:date "2024-04-03"')
    replace(root, "ontology/questions/who-signed.rq", "SELECT ?agreement", "SELECT ?agreement {")
    before = told(root, tmp_path)
    assert len(before) == 2
    damage(tmp_path / FILE)
    assert told(root, tmp_path) == before
    assert told(root, tmp_path) == before
    assert Kept(tmp_path).known(Kept().key("no", "such")) is None


def test_a_folder_that_cannot_be_written_is_done_without(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert told(root, tmp_path / "file") == []


def test_a_copy_of_the_process_reads_what_is_kept(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    key = kept.key("kind", "part")
    kept.keep(b"found", key)
    kept.save()
    assert kept.known(key) == b"found"  # so that the file is open
    assert [*spread(lambda each: (kept.known(key) or b"") + each, [b"1", b"2", b"3"], LITTLE)] == [
        b"found1",
        b"found2",
        b"found3",
    ]
    kept.save()
    assert Kept(tmp_path).known(key) == b"found"

"""How the Turtle files are laid out, so that a change of one fact is a change of one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import ROOT

FILES = sorted(path for folder in ("ontology", "data", "shapes") for path in (ROOT / folder).rglob("*.ttl"))
IDS = [str(path.relative_to(ROOT)) for path in FILES]


def blocks(path: Path) -> list[list[str]]:
    """The blocks of a file that describe a subject: its lines up to the closing dot."""
    lines = path.read_text("utf-8").splitlines()
    found: list[list[str]] = []
    current: list[str] = []
    for line in lines:
        if current or (line and not line.startswith(("@prefix", "#"))):
            current.append(line)
        if line == ".":
            found.append(current)
            current = []
    assert not current, f"{path.name}: the last block does not close with a dot on a line of its own"
    return found


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_layout(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.endswith("\n")
    assert "\t" not in text
    assert "\r" not in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    for block in blocks(path):
        subject, *rest, dot = block
        assert re.fullmatch(r"<[^<>\s]+>|[\w-]*:[\w./-]*", subject), f"{subject}: a subject stands alone"
        assert dot == "."
        body = [line for line in rest if not line.startswith("        ") and line != "    )"]
        assert all(re.match(r"    \S.* [;(]$", line) for line in body), subject


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_type_comes_first(path: Path) -> None:
    for _, *rest, _ in blocks(path):
        typed = [index for index, line in enumerate(rest) if line.startswith("    a ")]
        assert typed == list(range(len(typed)))


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_prefixes_are_sorted_and_used(path: Path) -> None:
    text = path.read_text("utf-8")
    declared = re.findall(r"^@prefix ([\w-]*): ", text, re.MULTILINE)
    assert declared == sorted(declared)
    bare = re.sub(
        r'"(?:[^"\\]|\\.)*"|<[^>]*>|^#.*$', "", re.sub(r"^@prefix.*$", "", text, flags=re.MULTILINE)
    )
    assert [prefix for prefix in declared if not re.search(rf"(?<![\w-]){prefix}:", bare)] == []


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.parent == ROOT / "data"], ids=str)
def test_subjects_of_facts_are_sorted_within_their_section(path: Path) -> None:
    for section in re.split(r"^## .*$", path.read_text("utf-8"), flags=re.MULTILINE):
        subjects = re.findall(r"^((?:<|[\w-]+:)\S*)$", section, re.MULTILINE)
        natural = sorted(
            subjects,
            key=lambda s: [n.zfill(4) if n.isdigit() else n for n in re.split(r"(?<=-p)(\d+)(?=-)", s)],
        )
        assert subjects == natural

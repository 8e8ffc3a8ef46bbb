"""An index that is taken over says the same as one that is written anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from accordgraph.graph.build import build
from accordgraph.graph.finding import tallies, updating
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.graph.surveying import parts

from .. import small
from ..small import append, replace

#: What an index says, without the numbers of things, which tell their weight when they were numbered.
TOLD = (
    "SELECT iri, kind FROM thing",
    "SELECT iri, role, language, text FROM text JOIN thing ON thing.id = thing",
    "SELECT iri, key FROM name JOIN thing ON thing.id = thing",
    "SELECT id, facet, slug, iri, things, names FROM value",
    "SELECT page.value, number, key, iri FROM page, json_each(things) AS each "
    "JOIN thing ON thing.id = each.value",
    "SELECT class, iri FROM first",
    "SELECT subject, property, source, overruled FROM dispute LEFT JOIN party ON place = dispute",
    "SELECT iri, term.term, col, offset FROM term JOIN thing ON thing.id = doc",
    "SELECT COUNT(*), term.term FROM term GROUP BY 2",
    "SELECT word FROM spelling",
    "SELECT value, property, kind, things FROM tally",
)


def told(snapshot: Snapshot) -> list[list[tuple[Any, ...]]]:
    """All that an index says."""
    with closing(sqlite3.connect(snapshot.search_path)) as connection:
        return [sorted(connection.execute(query)) for query in TOLD]


def numbers(snapshot: Snapshot) -> dict[str, int]:
    """The numbers of things."""
    with closing(sqlite3.connect(snapshot.search_path)) as connection:
        return dict(connection.execute("SELECT iri, id FROM thing"))


def _another_source(root: Path) -> None:
    (root / "data/sources/second.ttl").write_text(small.source("second"), encoding="utf-8")


def _another_agreement(root: Path) -> None:
    """Add one that stands before the other, as nothing points at either."""
    text = small.source("second").replace("agreement/alpha-beta", "agreement/alpha-alpha")
    (root / "data/sources/second.ttl").write_text(text, encoding="utf-8")
    label = f'<{small.BASE}id/agreement/alpha-alpha> rdfs:label "Accord within Alpha"@en .\n'
    append(root, "data/entities/all.ttl", label)


def _no_zeroth_source(root: Path) -> None:
    (root / "data/sources/zeroth.ttl").unlink()


def _in(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: replace(root, file, old, new)


def _in_both_sources(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for name in ("first", "zeroth"):
            replace(root, f"data/sources/{name}.ttl", old, new)

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "a text of a source": _in("data/sources/first.ttl", '"Accord at last"', '"Accord, at last"'),
    "a date": _in_both_sources("2024-04-03", "2023-04-03"),
    "a funder for another": _in_both_sources(
        f"hasFunder <{small.BASE}id/organization/beta>",
        f"hasFunder <{small.BASE}id/organization/alpha-university>",
    ),
    "a name": _in("data/entities/all.ttl", "Beta Corporation", "A Beta, of Corporations"),
    "an alias less": _in("data/entities/all.ttl", '"アルファとベータの協定"@ja', '"協定"@ja'),
    "a source more": _another_source,
    "an agreement more": _another_agreement,
    "a source less": _no_zeroth_source,
    "a question": lambda root: next((root / "ontology/questions").glob("*.rq")).unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_index_that_is_taken_over_says_the_same(
    root: Path, tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "MUCH", 1e9)
    monkeypatch.setattr(tallies, "HEAVY", 1)
    monkeypatch.setitem(parts.FIRST, "CooperationAgreement", 1)
    (root / "data/sources/zeroth.ttl").write_text(small.source("zeroth"), encoding="utf-8")
    kept, fresh = SnapshotFolder(tmp_path / "kept"), SnapshotFolder(tmp_path / "fresh")
    before = build(Content(root), kept, keep=2)
    CHANGES[change](root)
    append(root, "data/entities/all.ttl", "# so that it is built in any case\n")
    after, anew = build(Content(root), kept, keep=2), build(Content(root), fresh, keep=2)
    for query, one, other in zip(TOLD, told(after), told(anew), strict=True):
        assert one == other, query
    old, new = numbers(before), numbers(after)
    assert all(old[iri] == new[iri] for iri in old.keys() & new.keys())

"""Whatever changes, a build that follows others gives what a build from nothing gives, byte for byte."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from accordgraph.graph import storing
from accordgraph.graph.believing import following
from accordgraph.graph.build import build
from accordgraph.graph.finding import updating
from accordgraph.graph.kept import FILE
from accordgraph.graph.reading import cutting
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from servers import running

from . import small
from .finding.test_updating import told as index
from .small import BASE, PREFIXES
from .test_build import told as statements

RIGHT, WRONG = "2024-04-03", "2024-04-02"
STEPS = 8
_FACT = "contribution/beta-to-alpha-beta"


@dataclass
class World:
    """Content that can be changed, and is always valid."""

    sources: dict[str, tuple[str, str]] = field(default_factory=lambda: {"first": (RIGHT, "Accord at last")})
    mistaken: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=lambda: {"beta": "Beta Corporation"})
    entails: bool = True
    asks: bool = True
    title: str = "Small"
    remarks: int = 0

    def write(self, root: Path) -> None:
        """Write the content into a folder, anew."""
        shutil.rmtree(root, ignore_errors=True)
        small.write(root)
        (root / "data/sources/first.ttl").unlink()
        for slug, (day, title) in self.sources.items():
            text = small.source(slug, day=day).replace('"Accord at last"', f'"{title}"')
            (root / f"data/sources/{slug}.ttl").write_text(text, encoding="utf-8")
        small.replace(root, "data/entities/all.ttl", "Beta Corporation", self.names["beta"])
        small.append(root, "data/entities/all.ttl", "".join(self._people()) + "# again\n" * self.remarks)
        decisions = "".join(self._decisions())
        (root / "data/adjudications.ttl").write_text(PREFIXES + decisions, encoding="utf-8")
        small.replace(root, "data/dataset.ttl", '"Small"', f'"{self.title}"')
        if not self.entails:
            small.replace(root, "ontology/accordgraph.ttl", "accord:hasParty rdfs:subPropertyOf", "#")
        if not self.asks:
            (root / "ontology/questions/who-signed.rq").unlink()

    def _people(self) -> list[str]:
        gone, there = 'rdfs:comment "Nobody."@en ; owl:deprecated true', self.gone | self.people
        said = {each: "a accord:Person" if each in self.people else gone for each in sorted(there)}
        return [f'id:person\\/p{each} rdfs:label "P {each}"@en ; {more} .\n' for each, more in said.items()]

    def _decisions(self) -> list[str]:
        agreement, fact = f"<{BASE}id/agreement/alpha-beta>", f"<{BASE}id/{_FACT}>"
        rival = f"accord:rivalGraph <{BASE}graph/source/first>"
        found = []
        for slug, (day, _) in self.sources.items():
            node, graph = (
                f"<{BASE}id/adjudication/{slug}",
                f"accord:overrulesGraph <{BASE}graph/source/{slug}>",
            )
            if day == WRONG:
                value = f'accord:overrulesProperty accord:date ; accord:overrulesValue "{day}"^^xsd:date'
                about = f"accord:overrulesSubject {agreement} ; {value} ; {graph} ; {rival}"
                found.append(f"{node}-day> a accord:Adjudication ; {about} .\n")
            if slug in self.mistaken:
                about = f"accord:overrulesSubject {fact} ; {graph}"
                found.append(f"{node}-fact> a accord:Adjudication ; {about} .\n")
        return found


def _another(world: World, random: Random) -> None:
    world.sources[f"s{random.randrange(6)}"] = (random.choice((RIGHT, WRONG)), "Accord at last")


def _less(world: World, random: Random) -> None:
    slug = random.choice(sorted(world.sources))
    if slug != "first":
        del world.sources[slug]


def _retitled(world: World, random: Random) -> None:
    slug = random.choice(sorted(world.sources))
    world.sources[slug] = (world.sources[slug][0], f"Accord {random.randrange(9)}")


def _mistaken(world: World, random: Random) -> None:
    world.mistaken ^= {random.choice(sorted(world.sources))}


def _all_mistaken(world: World, random: Random) -> None:
    world.mistaken = set() if random.random() < 0.5 else set(world.sources)


def _people(world: World, random: Random) -> None:
    world.people ^= {random.randrange(4)}


def _gone(world: World, random: Random) -> None:
    world.gone ^= {random.randrange(4)}


def _renamed(world: World, random: Random) -> None:
    world.names["beta"] = f"Beta {random.randrange(9)}"


def _entails(world: World, random: Random) -> None:
    world.entails = not world.entails


def _asks(world: World, random: Random) -> None:
    world.asks = not world.asks


def _entitled(world: World, random: Random) -> None:
    world.title = f"Small {random.randrange(9)}"


CHANGES: tuple[Callable[[World, Random], None], ...] = (
    _another, _another, _another, _less, _less, _retitled, _retitled, _mistaken, _all_mistaken, _people,
    _people, _gone, _renamed, _entails, _asks, _entitled,
)  # fmt: skip

#: Files whose bytes may differ: databases, and what only the next build reads.
DERIVED = ("store", "search.sqlite", "history.sqlite", "took.json", "pieces.json", "sums.json", "built.txt")


def files(snapshot: Snapshot) -> dict[str, bytes]:
    """All files of a snapshot by name, those left out that may differ."""
    paths = {path.relative_to(snapshot.path): path for path in snapshot.path.rglob("*") if path.is_file()}
    return {str(name): path.read_bytes() for name, path in paths.items() if name.parts[0] not in DERIVED}


def same(one: Snapshot, other: Snapshot) -> None:
    """Find two snapshots the same."""
    assert one.manifest == other.manifest
    found, expected = files(one), files(other)
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []
    assert statements(one.open_store()) == statements(other.open_store())
    assert set(one.open_store().named_graphs()) == set(other.open_store().named_graphs())
    assert index(one) == index(other)


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pieces, and no change that is too large to follow."""
    monkeypatch.setattr(cutting, "_SUBJECTS", 3)
    for module in (following, storing, updating):
        monkeypatch.setattr(module, "MUCH", 1e9)


def damaged(cache: Path, random: Random) -> None:
    """Lose or damage some or all of what is kept."""
    match random.randrange(4):
        case 0:
            shutil.rmtree(cache)
        case 1:
            (cache / FILE).write_bytes((cache / FILE).read_bytes()[:5000])
        case 2:
            with closing(sqlite3.connect(cache / FILE)) as database, database:
                database.execute("DELETE FROM kept WHERE rowid % 3 = 0")
        case _:
            with closing(sqlite3.connect(cache / FILE)) as database, database:
                database.execute("UPDATE kept SET found = x'00' WHERE rowid % 3 = 0")


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize("seed", range(3))
def test_builds_that_follow_others_give_what_builds_from_nothing_give(seed: int, tmp_path: Path) -> None:
    random = Random(seed)  # noqa: S311 - the same changes every time
    world, root = World(), tmp_path / "content"
    kept, cache = SnapshotFolder(tmp_path / "kept"), tmp_path / "cache"
    for step in range(STEPS):
        for _ in range(random.randrange(1, 4)):
            random.choice(CHANGES)(world, random)
        world.remarks += 1
        world.write(root)
        if step % 4 == 3:
            damaged(cache, random)
        after = build(Content(root), kept, keep=2, cache=cache)
        anew = build(Content(root), SnapshotFolder(tmp_path / f"anew{step}"), keep=2)
        same(after, anew)


def flipped(said: bytes) -> bytes:
    """One bit is another one."""
    place = len(said) * 2 // 3
    return said[:place] + bytes([said[place] ^ 1]) + said[place + 1 :]


#: File -> what becomes of it.
DAMAGES = [
    *((name, flipped) for name in (
        "dumps/accordgraph.nq.gz", "dumps/accordgraph.ttl.gz", "survey.bin", "search.sqlite", "pieces.json",
        "iris.txt.gz", "sitemap/sitemap-1.xml", "sums.json", "manifest.json", "store/*.sst",
    )),
    ("manifest.json", lambda said: said.replace(b'"digests": {', b'"digests": {"no IRI": "", ')),
    ("manifest.json", lambda said: said.replace(b'"graphs": {', b'"graphs": {"no IRI": 1, ')),
    ("manifest.json", lambda said: said.replace(b'"graphs": {\n    "default": ', b'"graphs": {"default": 1')),
    ("manifest.json", lambda said: said.replace(b'"default": ', b'"default": "", "other": ')),
    ("manifest.json", lambda said: said.replace(b'"tools": {', b'"digests": null, "tools": {')),
    ("manifest.json", lambda said: said.replace(b'"program": "', b'"program": "\\ud800')),
    ("sums.json", lambda _: b"null"),
    ("sums.json", lambda _: b"[" * 100_000),
    ("took.json", lambda _: b"[]"),
    ("built.txt", lambda _: b"0001-01-01T00:00:00+23:00"),
]  # fmt: skip


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize(("name", "damage"), DAMAGES)
def test_what_is_damaged_in_a_snapshot_is_not_taken_over(
    name: str, damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    world, root, folder = World(), tmp_path / "content", SnapshotFolder(tmp_path / "kept")
    world.write(root)
    made = build(Content(root), folder, keep=2, cache=tmp_path / "cache")
    path = max(made.path.glob(name), key=lambda path: path.stat().st_size)
    said = path.read_bytes()
    path.write_bytes(damage(said))
    assert path.read_bytes() != said
    world.sources["first"] = (RIGHT, "Accord again")
    world.write(root)
    after = build(Content(root), folder, keep=2, cache=tmp_path / "cache")
    same(after, build(Content(root), SnapshotFolder(tmp_path / "anew"), keep=2))


_BUILD = """
import os, signal, sys
from pathlib import Path
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import SnapshotFolder

def kill(step, done, total):
    if step == sys.argv[4]:
        os.kill(os.getpid(), signal.SIGKILL)

root, folder, cache = map(Path, sys.argv[1:4])
build(Content(root), SnapshotFolder(folder), keep=2, cache=cache, progress=kill)
"""


def test_builds_at_once_and_killed_ones_leave_nothing_wrong_in_what_they_keep(tmp_path: Path) -> None:
    world, cache = World(), tmp_path / "cache"
    for name in ("one", "two", "three"):  # each has those before
        world.sources[name] = (RIGHT, f"Accord {name}")
        world.write(tmp_path / name)
    runs = [
        [sys.executable, "-c", _BUILD, str(tmp_path / name), str(tmp_path / f"kept {name}"), str(cache), step]
        for name, step in (("one", ""), ("two", "write the dumps"), ("three", ""))
    ]
    with ExitStack() as stack:
        begun = [stack.enter_context(running(each)) for each in runs]
        assert [each.wait(300) for each in begun] == [0, -signal.SIGKILL, 0]
    for name in ("one", "two", "three"):
        root = tmp_path / name
        small.append(root, "data/entities/all.ttl", "# again\n")
        after = build(Content(root), SnapshotFolder(tmp_path / f"kept {name}"), keep=2, cache=cache)
        same(after, build(Content(root), SnapshotFolder(tmp_path / f"anew {name}"), keep=2))

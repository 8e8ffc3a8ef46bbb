"""What changed between versions is told: thing by thing, statement by statement, with who states it."""

from __future__ import annotations

import gzip
import shutil
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from accordgraph.graph.build import build
from accordgraph.graph.dumping.kinds import QUADS_FILE
from accordgraph.graph.dumping.package import METADATA_FILE, write_checksums
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.graph.versions.chronicle import Chronicle
from accordgraph.graph.versions.comparing import DumpUnreadable, Line, differences, lines
from accordgraph.graph.versions.history import (
    CHANGED,
    HISTORY,
    KEPT,
    NEW,
    WITHDRAWN,
    Change,
    Comparison,
    State,
    Statement,
    Version,
    read_changes,
    read_version,
)
from accordgraph.graph.versions.releases import Releases
from accordgraph.graph.versions.releasing import release

from .. import small
from ..small import BASE, append, replace

AGREEMENT = f"{BASE}id/agreement/alpha-beta"
BELIEVED, FIRST, SECOND = f"{BASE}graph/believed", f"{BASE}graph/source/first", f"{BASE}graph/source/second"
DAY = "http://www.w3.org/2001/XMLSchema#date"
DATE, PARTY = f"{BASE}ontology#date", f"{BASE}ontology#hasParty"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def make(root: Path, folder: Path | None = None) -> Snapshot:
    """Build the content beside it, compared with what was released."""
    releases = Releases(folder)
    return build(Content(root), SnapshotFolder(root.parent / "snapshots"), keep=9, releases=releases)


def count_up(root: Path, old: str = "0.1.0", new: str = "0.2.0") -> None:
    """Give the dataset a new version."""
    replace(root, "data/dataset.ttl", f'owl:versionInfo "{old}"', f'owl:versionInfo "{new}"')


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a content, its snapshot and a first release, which every test has a copy of."""
    folder = tmp_path_factory.mktemp("released")
    release(make(small.write(folder / "content")), folder / "releases")
    return folder


@pytest.fixture
def folder(released: Path, root: Path, tmp_path: Path) -> Path:
    """A folder with a first release of the content."""
    shutil.copytree(released, root.parent, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "releases"


def changes(root: Path, folder: Path) -> dict[str, Change]:
    """What the content changes since the newest release, as the snapshot has it."""
    chronicle = Chronicle(make(root, folder).chronicle_path)
    found = chronicle.changes(chronicle.versions().items[0].name).items
    return {each.iri.removeprefix(f"{BASE}id/"): each for each in found}


def day(text: str) -> str:
    """A date as N-Triples has it."""
    return f'"{text}"^^<{DAY}>'


def test_a_first_release_is_new_as_a_whole(root: Path, folder: Path) -> None:
    (found,) = Releases(folder).all()
    assert read_version(found.path / HISTORY).name == "0.1.0"
    told = list(read_changes(found.path / HISTORY))
    assert {each.what for each in told} == {NEW}
    assert {each.iri for each in told} == found.iris()
    assert [each.iri for each in told] == sorted(each.iri for each in told)
    assert HISTORY in found.sums
    chronicle = Chronicle(make(root, folder).chronicle_path)
    (version,) = chronicle.versions().items
    assert (version.name, version.before, version.released) == ("0.1.0", "", True)
    assert version.added == found.manifest.graphs["default"]
    assert chronicle.tallies("0.1.0")[0].kind == "agreement"
    assert sum(each.new for each in chronicle.tallies("0.1.0")) == len(told)


def test_where_nothing_was_released_nothing_changed(root: Path) -> None:
    chronicle = Chronicle(make(root).chronicle_path)
    (version,) = chronicle.versions().items
    assert (version.name, version.released) == ("0.1.0", False)
    assert chronicle.tallies("0.1.0") == []
    assert chronicle.changes("0.1.0").items == ()
    assert chronicle.of(AGREEMENT).items == ()


def test_a_changed_value_is_told_with_the_graphs_that_have_it(root: Path, folder: Path) -> None:
    count_up(root)
    replace(root, "data/sources/first.ttl", '"2024-04-03"', '"2024-04-05"')
    changed = changes(root, folder)["agreement/alpha-beta"]
    assert (changed.what, changed.added, changed.removed) == (CHANGED, 1, 1)
    assert changed.statements == (
        Statement("-", DATE, day("2024-04-03"), (BELIEVED, FIRST)),
        Statement("+", DATE, day("2024-04-05"), (BELIEVED, FIRST)),
    )


def test_one_more_source_for_what_is_believed_already_changes_no_belief(root: Path, folder: Path) -> None:
    count_up(root)
    (root / "data/sources/second.ttl").write_text(small.source("second"), encoding="utf-8")
    told = changes(root, folder)
    changed = told["agreement/alpha-beta"]
    assert {each.graphs for each in changed.statements} == {(SECOND,)}
    assert told["source/second"].what == NEW
    assert told["evidence/second-date"].what == NEW


def test_a_decision_that_changes_belief_is_no_word_of_the_curators(root: Path, folder: Path) -> None:
    count_up(root)
    second = small.source("second", day="2024-04-02")
    (root / "data/sources/second.ttl").write_text(second, encoding="utf-8")
    (root / "data/adjudications.ttl").write_text(
        small.PREFIXES
        + f"""<{BASE}id/adjudication/date> a accord:Adjudication ;
            accord:overrulesSubject <{AGREEMENT}> ; accord:overrulesProperty accord:date ;
            accord:overrulesValue "2024-04-03"^^xsd:date ;
            accord:overrulesGraph <{FIRST}> ; accord:rivalGraph <{SECOND}> .\n""",
        encoding="utf-8",
    )
    replace(root, "data/entities/all.ttl", "Accord of Alpha", "The Accord of Alpha")
    told = changes(root, folder)["agreement/alpha-beta"].statements
    assert [each for each in told if each.property == DATE] == [
        Statement("+", DATE, day("2024-04-02"), (BELIEVED, SECOND)),
        Statement("-", DATE, day("2024-04-03"), (BELIEVED,)),
    ]
    assert {each.graphs for each in told if each.property == LABEL} == {(BELIEVED, f"{BASE}graph/entities")}


def test_a_question_that_is_asked_otherwise_is_told_and_no_other(root: Path, folder: Path) -> None:
    count_up(root)
    replace(root, "ontology/questions/who-signed.rq", "Who signed what?", "Who signed which agreement?")
    found = changes(root, folder)
    assert {slug: change.what for slug, change in found.items()} == {"question/who-signed": "changed"}
    told = {each.sign: each for each in found["question/who-signed"].statements if each.property == LABEL}
    assert {sign: each.value for sign, each in told.items()} == {
        "-": '"Who signed what?"@en',
        "+": '"Who signed which agreement?"@en',
    }
    assert told["+"].graphs == (f"{BASE}graph/metadata",)


def test_what_only_follows_is_not_told(root: Path, folder: Path) -> None:
    count_up(root)
    replace(
        root, "data/sources/first.ttl", f"accord:hasParty <{BASE}id/organization/beta> .", "skos:note 'x' ."
    )
    replace(root, "shapes/all.ttl", "sh:minCount 2", "sh:minCount 1")
    told = changes(root, folder)
    party = Statement("-", PARTY, f"<{BASE}id/organization/beta>", (BELIEVED, FIRST))
    assert party in told["agreement/alpha-beta"].statements
    assert "organization/beta" not in told  # accord:partyOf is inferred
    assert all("involves" not in each.property for each in told["agreement/alpha-beta"].statements)


def test_what_is_withdrawn_is_told_and_so_is_what_is_new(root: Path, folder: Path) -> None:
    count_up(root)
    append(
        root,
        "data/entities/all.ttl",
        f'<{BASE}id/organization/gamma> a accord:Organization ; rdfs:label "Gamma"@en .\n',
    )
    release(make(root, folder), folder)
    count_up(root, "0.2.0", "0.3.0")
    replace(
        root, "data/entities/all.ttl", 'a accord:Organization ; rdfs:label "Gamma"@en',
        'rdfs:label "Gamma"@en ; rdfs:comment "It never was."@en ; owl:deprecated true',
    )  # fmt: skip
    assert changes(root, folder)["organization/gamma"].what == WITHDRAWN
    chronicle = Chronicle(make(root, folder).chronicle_path)
    assert [each.name for each in chronicle.versions().items] == ["0.3.0", "0.2.0", "0.1.0"]
    found = chronicle.of(f"{BASE}id/organization/gamma")
    assert [(version.name, change.what) for version, change in found.items] == [
        ("0.3.0", WITHDRAWN),
        ("0.2.0", NEW),
    ]
    assert chronicle.of(f"{BASE}id/organization/gamma", page=2, size=1).items == found.items[1:]
    assert [each.name for each in chronicle.versions(2, 2).items] == ["0.1.0"]


def test_things_are_paged_by_kind(root: Path, folder: Path) -> None:
    count_up(root)
    added = "".join(
        f'<{BASE}id/organization/o{number:03}> a accord:Organization ; rdfs:label "O {number}"@en .\n'
        for number in range(230)
    )
    append(root, "data/entities/all.ttl", added)
    replace(root, "data/entities/all.ttl", "Accord of Alpha", "The Accord of Alpha")
    chronicle = Chronicle(make(root, folder).chronicle_path)
    assert [(each.kind, each.new, each.changed) for each in chronicle.tallies("0.2.0")] == [
        ("agreement", 0, 1),
        ("organization", 230, 0),
    ]
    pages = [chronicle.changes("0.2.0", "organization", page) for page in (1, 2, 3, 4)]
    assert [len(each.items) for each in pages] == [100, 100, 30, 0]
    assert (pages[0].total, pages[0].pages) == (230, 3)
    found = [each.iri for page in pages for each in page.items]
    assert found == sorted(found)
    assert chronicle.changes("0.2.0").items[0].iri == AGREEMENT
    assert [each.iri for each in chronicle.changes("0.2.0", "agreement").items] == [AGREEMENT]
    assert chronicle.changes("0.2.0", "person").items == ()


def test_of_very_many_statements_the_first_are_kept_and_all_are_counted(root: Path, folder: Path) -> None:
    count_up(root)
    names = " , ".join(f'"Name {number:03}"@en' for number in range(KEPT + 20))
    append(root, "data/entities/all.ttl", f"<{AGREEMENT}> skos:altLabel {names} .\n")
    changed = changes(root, folder)["agreement/alpha-beta"]
    assert (changed.added, len(changed.statements)) == (KEPT + 20, KEPT)


def test_a_release_keeps_the_history_that_its_snapshot_told(root: Path, folder: Path) -> None:
    count_up(root)
    replace(root, "data/entities/all.ttl", "Accord of Alpha", "The Accord of Alpha")
    before = changes(root, folder)
    made, _ = release(make(root, folder), folder)
    assert list(read_changes(made.path / HISTORY)) == sorted(before.values(), key=lambda each: each.iri)
    again = make(root, folder)
    chronicle = Chronicle(again.chronicle_path)
    assert [each.released for each in chronicle.versions().items] == [True, True]
    assert {each.iri for each in chronicle.changes("0.2.0").items} == {each.iri for each in before.values()}


def test_the_same_versions_give_the_same_bytes(root: Path, folder: Path, tmp_path: Path) -> None:
    count_up(root)
    (root / "data/sources/second.ttl").write_text(small.source("second"), encoding="utf-8")
    made, _ = release(make(root, folder), folder)
    first = (made.path / HISTORY).read_bytes()
    other = tmp_path / "again"
    other.mkdir()
    (folder / "0.1.0").rename(other / "0.1.0")
    again, _ = release(make(root, other), other)
    assert (again.path / HISTORY).read_bytes() == first


def test_a_release_makes_a_snapshot_that_knows_of_it(root: Path, folder: Path) -> None:
    before = build(Content(root), SnapshotFolder(root.parent / "snapshots"), keep=9)
    after = make(root, folder)
    assert after.manifest.digest == before.manifest.digest
    assert after.identity != before.identity  # so that no page of before is taken for one of after
    assert make(root, folder) == after


def test_a_release_without_a_history_is_compared_when_a_snapshot_is_built(root: Path, folder: Path) -> None:
    count_up(root)
    replace(root, "data/entities/all.ttl", "Accord of Alpha", "The Accord of Alpha")
    made, _ = release(make(root, folder), folder)
    kept = list(read_changes(made.path / HISTORY))
    for each in folder.glob("*/"):
        (each / HISTORY).unlink()
        write_checksums(each)
    chronicle = Chronicle(make(root, folder).chronicle_path)
    assert list(chronicle.changes("0.2.0").items) == kept
    assert chronicle.version("0.2.0") == read_version_like(chronicle)
    assert len(chronicle.changes("0.1.0").items) > 10


def read_version_like(chronicle: Chronicle) -> Version:
    """The second version, as it has to be told."""
    found = chronicle.versions().items[0]
    return Version("0.2.0", "0.1.0", added=found.added, removed=found.removed)


def write_dump(path: Path, found: Iterator[str]) -> Path:
    """Write lines as a dump."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(found)
    return path


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("a", "", [("-", "a")]),
        ("", "b", [("+", "b")]),
        ("abd", "bcd", [("-", "a"), ("+", "c")]),
        ("ac", "bd", [("-", "a"), ("+", "b"), ("-", "c"), ("+", "d")]),
    ],
)
def test_a_merge_finds_what_only_one_has(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert list(differences(before, after)) == expected


def test_lines_are_taken_apart_whatever_their_texts_hold(tmp_path: Path) -> None:
    text = '<urn:s> <urn:p> "a <b> . \\"c\\" <urn:g> ." <urn:g> .\n'
    (line,) = lines(write_dump(tmp_path / "one.nq.gz", iter([text])), "urn:g".__eq__)
    assert line == Line("urn:g", text.removesuffix(" <urn:g> .\n"))
    assert line.terms == ("<urn:s>", "<urn:p>", '"a <b> . \\"c\\" <urn:g> ."')


def test_dumps_that_cannot_be_compared_are_told(tmp_path: Path) -> None:
    unsorted = write_dump(tmp_path / "a.gz", (f"<urn:s> <urn:p> <urn:{each}> <urn:g> .\n" for each in "ba"))
    with pytest.raises(DumpUnreadable, match="is not sorted at line 2"):
        list(lines(unsorted, "urn:g".__eq__))
    whole = write_dump(tmp_path / "b.gz", (f"<urn:s> <urn:p> <urn:{each}> <urn:g> .\n" for each in "ab"))
    (tmp_path / "c.gz").write_bytes(gzip.compress(b"")[:10] + b"\xff")  # no block begins so
    whole.write_bytes(whole.read_bytes()[:-9])
    for name in ("b.gz", "c.gz", "nothing.gz"):
        with pytest.raises(DumpUnreadable, match="cannot be read"):
            list(lines(tmp_path / name, "urn:g".__eq__))


def test_large_dumps_are_compared_in_little_memory(tmp_path: Path) -> None:
    graph = f"<{BASE}graph/believed>"

    def things() -> Iterator[str]:
        return (f"{BASE}id/place/p{number:06}" for number in range(50_000))

    def written(name: str, skipped: int) -> State:
        said = (
            f'<{iri}> <{LABEL}> "Place {number}"@en {graph} .\n'
            for number, iri in enumerate(things())
            if number % 1000 != skipped
        )
        (tmp_path / name).mkdir()
        write_dump(tmp_path / name / QUADS_FILE, said)
        write_dump(tmp_path / name / METADATA_FILE, iter(()))
        return State(tmp_path / name, things())

    before, after = written("old", 1), written("new", 2)
    tracemalloc.start()
    try:
        with closing(Comparison(Version("2", "1"), before, after, Names(BASE))) as found:
            assert (found.version.added, found.version.removed) == (50, 50)
            assert sum(1 for _ in found.changes()) == 100
        # Either dump alone has seven million bytes.
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()

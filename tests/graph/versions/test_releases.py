"""A release is whole, never changes, and what it promised is kept."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.build import ContentInvalid, build
from accordgraph.graph.checking.check import check
from accordgraph.graph.dumping.package import read_description
from accordgraph.graph.problems import Problem
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.graph.versions.releases import ReleaseError, Releases, open_release
from accordgraph.graph.versions.releasing import refuse_out_of_turn, release
from tools import ROOT

from .. import small
from ..small import BASE, append, replace

ONTOLOGY_HEAD = "ontology> a owl:Ontology"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a content, its snapshot and a release, which every test has a copy of."""
    folder = tmp_path_factory.mktemp("released")
    root = small.write(folder / "content")
    replace(root, "ontology/accordgraph.ttl", ONTOLOGY_HEAD, f'{ONTOLOGY_HEAD} ; owl:versionInfo "0.1.0"')
    release(small.made(root), folder / "releases")
    return folder


@pytest.fixture
def folder(released: Path, root: Path, tmp_path: Path) -> Path:
    """A folder with a release of the content."""
    shutil.copytree(released, root.parent, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "releases"


def problems(root: Path, folder: Path) -> list[Problem]:
    """What check finds wrong with the content, compared with the releases."""
    return [
        each for each in check(Content(root), releases=Releases(folder)).problems if each.severity == "error"
    ]


def count_up(root: Path, *files: str) -> None:
    """Give the dataset, and what else is named, a new version."""
    for name in ("data/dataset.ttl", *files):
        replace(root, name, 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')


def test_a_release_is_whole_and_keeps_what_was_served(root: Path, folder: Path) -> None:
    snapshot = small.made(root)
    (found,) = Releases(folder).all()
    assert (found.version, found.ontology_version) == ("0.1.0", "0.1.0")
    assert found.manifest == snapshot.manifest
    for path in snapshot.dumps_path.iterdir():
        assert (found.dumps_path / path.name).read_bytes() == path.read_bytes()
    assert found.damage() == ""
    assert f"{BASE}id/agreement/alpha-beta" in found.iris()
    assert f"{BASE}id/question/who-signed" in found.iris()
    assert f"{BASE}ontology#hasParty" in found.iris()
    assert len(found.ontology) == snapshot.manifest.graphs[f"{BASE}graph/ontology"]
    # Which version is current, a file that is kept does not say.
    assert len(found.metadata) + 1 == snapshot.manifest.graphs[f"{BASE}graph/metadata"]
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=found.path, check=False)
    assert done.returncode == 0


def test_a_released_version_is_described_by_its_own_files_whatever_a_build_writes(
    root: Path, folder: Path, tmp_path: Path
) -> None:
    def files(about: Iterable[ox.Triple]) -> set[ox.Triple]:
        return {each for each in about if "#file-" in str(each) or "#checksum-" in str(each)}

    (released,) = Releases(folder).all()
    again = SnapshotFolder(tmp_path / "again")
    less = build(Content(root), again, keep=2, releases=Releases(folder), dumps="nq")
    assert files(read_description(less.dumps_path)) == files(released.metadata) != set()


def test_the_same_again_changes_nothing(root: Path, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != ".lock"}
    _, new = release(small.made(root), folder)
    assert not new
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != ".lock"}
    assert list(check(Content(root), releases=Releases(folder)).problems) == []
    refuse_out_of_turn(Content(root), folder)


def test_other_content_is_no_release_of_the_same_version(root: Path, folder: Path) -> None:
    replace(root, "data/entities/all.ttl", "Accord of", "Accord again of")
    with pytest.raises(ReleaseError, match="is released already, with other content"):
        release(small.made(root), folder)


def test_other_metadata_are_no_release_of_the_same_version(root: Path, folder: Path) -> None:
    replace(root, "data/dataset.ttl", '"Small"@en', '"Smaller"@en')
    with pytest.raises(ReleaseError, match="with another description"):
        release(small.made(root), folder)


def test_a_released_version_that_another_program_describes_otherwise_is_the_same(
    root: Path, folder: Path
) -> None:
    made = small.made(root)
    another = dataclasses.replace(made.manifest, metadata="0" * 64, tools={"accordgraph": "0"})
    found, new = release(dataclasses.replace(made, manifest=another), folder)
    assert (found.manifest, new) == (made.manifest, False)


@pytest.mark.parametrize(
    "changed", ['dcterms:title "Smaller"@en', 'dcterms:title "Small"@en ; dcterms:title "小"@ja']
)
def test_what_a_released_version_says_of_the_dataset_may_not_change(
    root: Path, folder: Path, changed: str
) -> None:
    replace(root, "data/dataset.ttl", 'dcterms:title "Small"@en', changed)
    (found,) = problems(root, folder)
    assert (found.file, found.rule) == ("data/dataset.ttl", "released-version")
    assert "what differs is what this file says by dcterms:title. Count up" in found.message
    count_up(root)
    assert problems(root, folder) == []


@pytest.mark.parametrize("name", ["who-signed", "who-else-signed"])
def test_a_released_version_asks_what_it_asked(root: Path, folder: Path, name: str) -> None:
    question = (root / "ontology/questions/who-signed.rq").read_text("utf-8")
    path = f"ontology/questions/{name}.rq"
    (root / path).write_text(question.replace("# Who ", "# Which people "), encoding="utf-8")
    (found,) = problems(root, folder)
    assert (found.file, found.rule) == ("data/dataset.ttl", "released-version")
    assert f"what differs is {path}. Count up" in found.message
    count_up(root)
    assert problems(root, folder) == []


def test_changed_content_under_a_released_version_is_refused(root: Path, folder: Path) -> None:
    replace(root, "data/entities/all.ttl", "Accord of", "Accord again of")
    (found,) = problems(root, folder)
    assert (found.file, found.rule) == ("data/dataset.ttl", "released-version")
    assert found.line is not None
    assert "what differs is entities. Count up owl:versionInfo here" in found.message
    assert Releases(folder).all()[0].manifest.digest[:16] in found.message
    with pytest.raises(ContentInvalid):
        build(Content(root), SnapshotFolder(root.parent / "new"), keep=2, releases=Releases(folder))
    count_up(root)
    assert problems(root, folder) == []


def test_a_changed_ontology_under_its_released_version_is_refused(root: Path, folder: Path) -> None:
    append(root, "ontology/accordgraph.ttl", "accord:Added a owl:Class .\n")
    count_up(root)
    (found,) = problems(root, folder)
    assert (found.file, found.rule) == ("ontology/accordgraph.ttl", "released-version")
    assert found.message.startswith("Version 0.1.0 of the ontology is released with other content")
    replace(root, "ontology/accordgraph.ttl", '"0.1.0"', '"0.2.0"')
    assert problems(root, folder) == []


def test_a_released_name_may_not_vanish(root: Path, folder: Path) -> None:
    (root / "ontology/questions/who-signed.rq").unlink()
    count_up(root)
    (found,) = problems(root, folder)
    assert (found.file, found.rule) == ("data/entities", "vanished")
    assert "question/who-signed was released in version 0.1.0" in found.message
    assert "owl:deprecated true" in found.message
    append(
        root,
        "data/entities/all.ttl",
        f'<{BASE}id/question/who-signed> rdfs:label "Who?"@en ; '
        'owl:deprecated true ; rdfs:comment "No use."@en .\n',
    )
    assert "vanished" not in {each.rule for each in problems(root, folder)}


def test_a_released_graph_and_evidence_go_only_with_their_source(root: Path, folder: Path) -> None:
    (root / "data/sources/first.ttl").unlink()
    (root / "data/sources/again.ttl").write_text(small.source("again"), "utf-8")
    count_up(root)
    vanished = [each.message for each in problems(root, folder) if each.rule == "vanished"]
    assert any(
        each.startswith("graph/source/first was released in version 0.1.0")
        and f'<{BASE}id/source/first> rdfs:label "name"@en' in each
        for each in vanished
    )
    assert not any(each.startswith("evidence/") for each in vanished)
    append(
        root,
        "data/entities/all.ttl",
        f'<{BASE}id/source/first> rdfs:label "It"@en ; owl:deprecated true ; rdfs:comment "Twice."@en .\n',
    )
    told = [each.message for each in problems(root, folder) if each.rule == "vanished"]
    assert not any(each.startswith(("graph/source/first", "evidence/first-")) for each in told)


def test_released_evidence_of_a_source_that_stays_may_not_vanish(root: Path, folder: Path) -> None:
    replace(root, "data/sources/first.ttl", "evidence/first-parties", "evidence/first-both-parties")
    count_up(root)
    vanished = [each.message for each in problems(root, folder) if each.rule == "vanished"]
    assert [each.split(" ")[0] for each in vanished] == ["evidence/first-parties"]


def test_figures_that_no_file_states_are_described_by_what_derives_them(
    published: Snapshot, tmp_path: Path
) -> None:
    released, _ = release(published, tmp_path / "releases")
    assert any("/statistic/share-of-" in iri for iri in released.iris())
    assert problems(ROOT, tmp_path / "releases") == []


def test_figures_that_wait_for_a_dispute_are_not_missed(published: Snapshot, tmp_path: Path) -> None:
    release(published, tmp_path / "releases")
    for part in ("data", "ontology", "shapes"):
        shutil.copytree(ROOT / part, tmp_path / "content" / part)
    file = tmp_path / "content/data/adjudications.ttl"
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    name = "adjudication:total-university-of-washington-university-of-tsukuba-ai-2024-has-amount-of-ibaraki"
    file.write_text("\n\n".join(each for each in blocks if not each.startswith(name)), encoding="utf-8")
    source, total = (
        "data/sources/geekwire-uw-ai-partnership-2024.ttl",
        "us-japan-ai-research-partnerships-2024",
    )
    before, block, rest = (ROOT / source).read_text(encoding="utf-8").partition(f"\ntotal:{total}\n")
    text = before + block + rest.replace("amount:usd-110000000", "amount:usd-50000000", 1)
    (tmp_path / "content" / source).write_text(text, encoding="utf-8")
    found = problems(tmp_path / "content", tmp_path / "releases")
    disputed = [each.message for each in found if each.rule == "dispute"]
    assert any(f"accord:hasAmount of total/{total}: " in each for each in disputed)
    assert {each.rule for each in found} == {"dispute", "released-version", "vanished"}
    (gone,) = (each.message for each in found if each.rule == "vanished")
    assert gone.startswith(name.replace(":", "/"))


def test_versions_are_sorted_as_numbers_and_both_stay(root: Path, folder: Path) -> None:
    for old, new in (("0.1.0", "0.9.0"), ("0.9.0", "0.10.0")):
        replace(root, "data/dataset.ttl", f'owl:versionInfo "{old}"', f'owl:versionInfo "{new}"')
        release(small.made(root), folder)
    replace(root, "data/dataset.ttl", 'owl:versionInfo "0.10.0"', 'owl:versionInfo "0.11.0"')
    replace(root, "ontology/accordgraph.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')
    release(small.made(root), folder)
    releases = Releases(folder)
    assert [each.version for each in releases.all()] == ["0.11.0", "0.10.0", "0.9.0", "0.1.0"]
    newest = [releases.find_ontology(each) for each in ("0.1.0", "0.2.0", "9")]
    assert [each and each.version for each in newest] == ["0.10.0", "0.11.0", None]
    assert releases.find("0.9.0")
    assert releases.find("9") is None


#: What is said of the second version: its number and the rest -> what is told of it, "" where it is released.
NOTES, PREVIOUS = "<http://www.w3.org/ns/adms#versionNotes>", "<http://www.w3.org/ns/dcat#previousVersion>"
FOLLOWING: dict[str, tuple[str, str, str]] = {
    "all new": ("0.10.0", f'{NOTES} "More."@en ; {PREVIOUS} <{BASE}dataset/0.2.0>', ""),
    "nothing but the number": ("0.2.1", "", ""),
    "the same day": ("0.3.0", 'dcterms:modified "2026-11-23"^^xsd:date', ""),
    "an older number": (
        "0.0.9",
        "",
        "Version 0.0.9 does not come after 0.2.0, the newest release; give owl:",
    ),
    "an older number of two digits": ("0.1.10", "", "does not come after 0.2.0"),
    "a number before the last": ("0.2.0-rc1", "", "does not come after 0.2.0"),
    "the same number, written otherwise": ("0.2.00", "", "Version 0.2.00 does not come after 0.2.0"),
    "another previous version": (
        "0.3.0",
        f"{PREVIOUS} <{BASE}dataset/0.1.0>",
        f"previousVersion is <{BASE}dataset/0.1.0>; make that <{BASE}dataset/0.2.0> in data/dataset.ttl",
    ),
    "the same notes": ("0.3.0", f'{NOTES} "First."@en', "are those of 0.2.0, word for word (en); write what"),
    "the same notes in one language": (
        "0.3.0",
        f'{NOTES} "More."@en , "初版。"@ja',
        "word for word (ja); write what this version changes in data/dataset.ttl",
    ),
    "an earlier day": (
        "0.3.0",
        'dcterms:modified "2026-11-22"^^xsd:date',
        "is dated 2026-11-22, before 0.2.0 (2026-11-23); give dcterms:modified",
    ),
}


@pytest.mark.parametrize(("number", "said", "expected"), FOLLOWING.values(), ids=FOLLOWING)
def test_a_version_follows_the_newest_release(
    number: str, said: str, expected: str, root: Path, tmp_path: Path
) -> None:
    folder, file = tmp_path / "releases", "data/dataset.ttl"
    text = (root / file).read_text("utf-8")
    for version, more in (
        ("0.2.0", f'{NOTES} "First."@en , "初版。"@ja ; dcterms:modified "2026-11-23"^^xsd:date'),
        (number, said),
    ):
        added = f"<{BASE}dataset> {more} .\n" if more else ""
        (root / file).write_text(text.replace('"0.1.0"', f'"{version}"') + added, encoding="utf-8")
        snapshot = small.made(root)
        if version == number:
            told = [each.message for each in check(Content(root), releases=Releases(folder)).problems]
            assert len(told) == bool(expected), told
            assert all(expected.replace(" in data/dataset.ttl", "") in each for each in told)
            assert problems(root, folder) == []
            with pytest.raises(ReleaseError, match=re.escape(expected)) if expected else nullcontext():
                refuse_out_of_turn(Content(root), folder)
        if version == number and expected:
            with pytest.raises(ReleaseError) as refused:
                release(snapshot, folder)
            assert expected in str(refused.value)
        else:
            release(snapshot, folder)
    there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert there == {"0.2.0"} | (set() if expected else {number})


def drop_manifest(path: Path) -> None:
    (path / "manifest.json").unlink()


def break_manifest(path: Path) -> None:
    (path / "manifest.json").write_text("{", encoding="utf-8")


def drop_dump(path: Path) -> None:
    (path / "dumps" / "accordgraph.nq.gz").unlink()


def break_dump(path: Path) -> None:
    (path / "dumps" / "accordgraph.nq.gz").write_bytes(b"x")


def break_names(path: Path) -> None:
    (path / "iris.txt.gz").write_bytes(b"x")


def break_sums(path: Path) -> None:
    (path / "SHA256SUMS").write_text("nonsense\n", encoding="utf-8")


def empty(path: Path) -> None:
    shutil.rmtree(path)
    path.mkdir()


DAMAGES = (drop_manifest, break_manifest, drop_dump, break_dump, break_names, break_sums, empty)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_a_damaged_release_is_told(root: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    snapshot = small.made(root)
    damage(folder / "0.1.0")
    (found,) = problems(root, folder)
    assert (found.file, found.rule) == (str(folder), "release")
    assert "is damaged" in found.message
    with pytest.raises(ReleaseError, match="is damaged"):
        release(snapshot, folder)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_a_build_tells_of_a_damaged_release_though_nothing_changed(
    root: Path, folder: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    content, snapshots = Content(root), SnapshotFolder(tmp_path / "snapshots")
    before = build(content, snapshots, keep=2, releases=Releases(folder))
    damage(folder / "0.1.0")
    with pytest.raises(ContentInvalid) as told:
        build(content, snapshots, keep=2, releases=Releases(folder))
    assert [each.rule for each in told.value.problems] == ["release"]
    assert snapshots.current() == before


def test_a_folder_that_is_missing_or_a_file_is_told(root: Path, tmp_path: Path) -> None:
    (found,) = problems(root, tmp_path / "nowhere")
    assert "There is no folder of releases" in found.message
    (tmp_path / "file").touch()
    with pytest.raises(ReleaseError, match="is a file and not a folder"):
        release(small.made(root), tmp_path / "file")
    (found,) = problems(root, tmp_path / "file")
    assert "cannot be read" in found.message


def test_a_damaged_snapshot_is_not_released(root: Path, tmp_path: Path) -> None:
    snapshot = small.made(root)
    break_dump(snapshot.path)
    with pytest.raises(ReleaseError, match=r"is damaged \(accordgraph.nq.gz\), so nothing was released"):
        release(snapshot, tmp_path / "releases")
    assert {path.name for path in (tmp_path / "releases").iterdir()} == {".lock"}


def test_half_a_release_that_a_killed_process_left_is_no_release(root: Path, folder: Path) -> None:
    (folder / ".releasing-1").mkdir()
    assert len(Releases(folder).all()) == 1
    count_up(root)
    release(small.made(root), folder)
    assert {path.name for path in folder.iterdir()} == {".lock", "0.1.0", "0.2.0"}


def test_a_full_disk_leaves_nothing(root: Path, full_disk: Path) -> None:
    snapshot = small.made(root)
    (full_disk / "filler").write_bytes(b"x" * 280_000)
    with pytest.raises(ReleaseError, match="the disk is full; free some space"):
        release(snapshot, full_disk / "releases")
    assert {path.name for path in (full_disk / "releases").iterdir()} <= {".lock"}


@pytest.mark.parametrize("version", ["../elsewhere", "latest", "1 0"])
def test_a_version_that_cannot_name_a_folder_is_refused(root: Path, tmp_path: Path, version: str) -> None:
    snapshot = small.made(root)
    odd = dataclasses.replace(snapshot, manifest=dataclasses.replace(snapshot.manifest, version=version))
    with pytest.raises(ReleaseError, match="cannot be the name of a release"):
        release(odd, tmp_path / "releases")


def test_opening_says_whose_manifest_it_is(folder: Path) -> None:
    (folder / "0.1.0").rename(folder / "0.3.0")
    with pytest.raises(ReleaseError, match=r"manifest.json is that of version 0\.1\.0"):
        open_release(folder / "0.3.0")

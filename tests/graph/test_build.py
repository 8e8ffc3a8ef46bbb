"""A build gives a whole snapshot or leaves the old one as it was."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.build import BuildFailed, ContentInvalid, build
from accordgraph.graph.finding.search import find
from accordgraph.graph.kept import Kept
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotDamaged, SnapshotFolder
from accordgraph.graph.soundness import note, sound
from servers import running

from . import small
from .small import BASE, append, replace

_BUILD = """
import sys
from pathlib import Path
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import SnapshotFolder
print(build(Content(Path(sys.argv[1])), SnapshotFolder(Path(sys.argv[2])), keep=2).identity)
"""


def make(root: Path, folder: Path, keep: int = 2) -> Snapshot:
    """Build the content into a folder of snapshots."""
    return build(Content(root), SnapshotFolder(folder), keep=keep)


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder: Path) -> set[str]:
    """What stands in a folder of snapshots, the lock apart."""
    return {path.name for path in folder.iterdir()} - {".lock"}


def test_a_snapshot_is_whole(root: Path, tmp_path: Path) -> None:
    snapshot = make(root, tmp_path / "snapshots")
    manifest = snapshot.manifest
    assert snapshot.identity == manifest.name
    assert manifest.name.startswith(f"{manifest.digest}-")
    assert manifest.base == BASE
    assert manifest.version == "0.1.0"
    assert manifest.content == Content(root).digest(Kept())
    store = snapshot.open_store()
    for graph, count in manifest.graphs.items():
        name = ox.DefaultGraph() if graph == "default" else ox.NamedNode(graph)
        assert sum(1 for _ in store.quads_for_pattern(None, None, None, name)) == count
    assert (snapshot.path / "reports/shacl.ttl").read_text(encoding="utf-8").count("sh:ValidationReport") >= 1
    assert SnapshotFolder(tmp_path / "snapshots").current() == snapshot


def test_nothing_changed_gives_the_same_snapshot_at_once(root: Path, tmp_path: Path) -> None:
    began = time.process_time()
    first = make(root, tmp_path / "snapshots")
    made = time.process_time()
    assert make(root, tmp_path / "snapshots") == first
    assert time.process_time() - made < (made - began) / 2


def test_a_snapshot_that_an_older_program_made_is_made_anew(root: Path, tmp_path: Path) -> None:
    folder, made = SnapshotFolder(tmp_path / "snapshots"), make(root, tmp_path / "snapshots")
    told = dataclasses.replace(made.manifest, layout=0)
    old = Snapshot(made.path.rename(folder.root / told.name), told)
    (old.path / "manifest.json").write_text(told.to_json(), encoding="utf-8")
    (old.dumps_path / "README.md").unlink()
    note(old.path)
    folder.switch(old)
    new = make(root, tmp_path / "snapshots")
    assert new.path != old.path
    assert (new.dumps_path / "README.md").is_file()
    assert make(root, tmp_path / "snapshots") == new


def test_what_a_program_made_before_it_was_changed_is_made_anew_by_who_has_the_time(
    root: Path, tmp_path: Path
) -> None:
    folder, made = SnapshotFolder(tmp_path / "snapshots"), make(root, tmp_path / "snapshots")
    told = dataclasses.replace(made.manifest, tools={**made.manifest.tools, "accordgraph": "another text"})
    old = Snapshot(made.path.rename(folder.root / told.name), told)
    (old.path / "manifest.json").write_text(told.to_json(), encoding="utf-8")
    folder.switch(old)
    assert build(Content(root), folder, keep=2, closely=False) == old
    assert make(root, tmp_path / "snapshots") == made


def test_a_comment_changes_no_digest(root: Path, tmp_path: Path) -> None:
    first = make(root, tmp_path / "snapshots")
    append(root, "data/entities/all.ttl", "# a remark\n")
    second = make(root, tmp_path / "snapshots")
    assert second.identity == first.identity
    assert second.manifest.content == Content(root).digest(Kept()) != first.manifest.content
    assert SnapshotFolder(tmp_path / "snapshots").current() == second


def test_version_and_licence_are_those_of_the_dataset_and_of_nothing_else(root: Path, tmp_path: Path) -> None:
    licence = "<http://purl.org/dc/terms/license> <https://example.org/licence>"
    append(root, "data/dataset.ttl", f'<{BASE}dataset#part> owl:versionInfo "0.0.1" ; {licence} .\n')
    made = make(root, tmp_path)
    assert made.manifest.version == "0.1.0"
    for name in ("README.md", "datapackage.json"):
        assert "example.org/licence" not in (made.dumps_path / name).read_text("utf-8")


def test_metadata_alone_give_a_name_that_no_other_snapshot_had(root: Path, tmp_path: Path) -> None:
    made = [make(root, tmp_path / "snapshots")]
    for number in range(3):  # the first one goes meanwhile
        replace(
            root, "data/dataset.ttl", '"Small"@en' if not number else f'"{number}"@en', f'"{number + 1}"@en'
        )
        made.append(make(root, tmp_path / "snapshots"))
    assert not made[0].path.exists()
    assert len({each.manifest.digest for each in made}) == 1
    assert len({each.identity for each in made}) == len(made)


def test_same_content_same_bytes_wherever_and_whenever(root: Path, tmp_path: Path) -> None:
    first = make(root, tmp_path / "one")
    other = small.write(tmp_path / "elsewhere" / "content")
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", _BUILD, str(other), str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"},
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        )
        assert done.stdout.strip() == first.identity
        assert done.stderr == ""
        second = SnapshotFolder(tmp_path / seed).current()
        assert second
        assert files(second.dumps_path) == files(first.dumps_path)
        assert second.manifest == first.manifest
        assert files(second.path / "reports") == files(first.path / "reports")


def told(store: ox.Store) -> ox.Dataset:
    """All statements of a store; equal where blank nodes alone have other names."""
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _change(root: Path, change: str) -> None:
    """Change some content in a way that a build after another may have to follow."""
    match change:
        case "a statement":
            replace(root, "data/sources/first.ttl", '"Accord at last"', '"Accord, at last"')
        case "a source more":
            (root / "data/sources/second.ttl").write_text(small.source("second"), encoding="utf-8")
        case "a source less":
            (root / "data/sources/zeroth.ttl").unlink()
        case "an entity":
            replace(root, "data/entities/all.ttl", "Beta Corporation", "Beta, a Corporation")
        case "the ontology":
            replace(
                root, "ontology/accordgraph.ttl", "accord:hasParty rdfs:subPropertyOf accord:involves .", ""
            )
        case _:
            raise AssertionError(change)


@pytest.mark.parametrize(
    "change", ["a statement", "a source more", "a source less", "an entity", "the ontology"]
)
def test_a_build_after_another_gives_the_same_as_one_from_nothing(
    root: Path, tmp_path: Path, change: str
) -> None:
    (root / "data/sources/zeroth.ttl").write_text(small.source("zeroth"), encoding="utf-8")
    before = make(root, tmp_path / "after")
    _change(root, change)
    after, anew = make(root, tmp_path / "after"), make(root, tmp_path / "anew")
    assert after.identity == anew.identity != before.identity
    assert after.manifest == anew.manifest
    assert files(after.dumps_path) == files(anew.dumps_path)
    assert files(after.path / "reports") == files(anew.path / "reports")
    one, other = after.open_store(), anew.open_store()
    assert told(one) == told(other)
    assert set(one.named_graphs()) == set(other.named_graphs())
    assert told(before.open_store()) != told(one)


def test_questions_are_in_the_metadata(root: Path, tmp_path: Path) -> None:
    store = make(root, tmp_path / "snapshots").open_store()
    question = ox.NamedNode(f"{BASE}id/question/who-signed")
    found = {
        (quad.predicate.value.rpartition("#")[2], getattr(quad.object, "value", ""))
        for quad in store.quads_for_pattern(question, None, None, ox.NamedNode(f"{BASE}graph/metadata"))
    }
    assert ("comment", "Who signed what?") in found
    assert ("comment", "誰が何に署名したか。") in found
    assert ("select", small.QUESTION) in found
    assert ("keyword", "people") in found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("alpha", "Alpha University"),
        ("univ", "Alpha University"),
        ("BETA", "beta corp"),
        ("協定", "アルファとベータの協定"),
    ],
)
def test_search_finds_labels(root: Path, tmp_path: Path, text: str, label: str) -> None:
    found = find(make(root, tmp_path / "s").search_path, text)
    assert label in {said.text for hit in found.hits for said in hit.texts}


def test_invalid_content_leaves_the_old_snapshot(root: Path, tmp_path: Path) -> None:
    first = make(root, tmp_path / "snapshots")
    append(root, "data/entities/all.ttl", "id:x id:y\n")
    with pytest.raises(
        ContentInvalid, match=r"The content has \d+ errors?, so no snapshot was built"
    ) as error:
        make(root, tmp_path / "snapshots")
    assert error.value.problems
    assert SnapshotFolder(tmp_path / "snapshots").current() == first


def test_old_snapshots_go_but_the_current_one_stays(root: Path, tmp_path: Path) -> None:
    made = []
    for number in range(4):
        replace(root, "data/entities/all.ttl", "of Alpha and", f"{number} of Alpha and")
        made.append(make(root, tmp_path / "snapshots", keep=2).identity)
    assert names(tmp_path / "snapshots") == {"current", *made[-2:]}
    replace(root, "data/entities/all.ttl", "3 of Alpha and", "of Alpha and")
    assert make(root, tmp_path / "snapshots", keep=1).identity == made[-2]
    # The one before stays as well: a server may still read it.
    assert names(tmp_path / "snapshots") == {"current", *made[-2:]}


#: Builds content that is edited before the lock is there.
_EDITED = (
    """
import sys
from pathlib import Path
def edit(event, arguments):
    if event == "fcntl.flock":
        path = Path(sys.argv[1], "data/entities/all.ttl")
        path.write_text(path.read_text().replace("Accord of", "Accord again of"))
sys.addaudithook(edit)
"""
    + _BUILD
)


def test_what_is_edited_while_a_build_waits_and_put_back_is_built_again(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    before = make(root, folder)
    append(root, "data/entities/all.ttl", "# so that it is built\n")
    subprocess.run([sys.executable, "-c", _EDITED, str(root), str(folder)], timeout=300, check=True)
    replace(root, "data/entities/all.ttl", "Accord again of", "Accord of")
    assert make(root, folder).identity == before.identity


def test_what_is_edited_while_a_build_reads_and_put_back_is_built_again(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    before = make(root, folder)
    append(root, "data/entities/all.ttl", "# so that it is built\n")

    def edit(step: str, done: int, total: int) -> None:
        if step == "read":
            replace(root, "data/entities/all.ttl", "Accord of", "Accord again of")

    edited = build(Content(root), SnapshotFolder(folder), keep=2, progress=edit)
    assert edited.identity != before.identity
    replace(root, "data/entities/all.ttl", "Accord again of", "Accord of")
    assert make(root, folder).identity == before.identity


_KILLED = _BUILD.replace(
    "print(",
    """
import os, signal
def kill(step, done, total):
    if step == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
build(Content(Path(sys.argv[1])), SnapshotFolder(Path(sys.argv[2])), keep=2, progress=kill)
print(""",
)


@pytest.mark.parametrize("step", ["write the dumps", "write the search index", "write the reports"])
def test_a_killed_build_leaves_the_old_snapshot(root: Path, tmp_path: Path, step: str) -> None:
    folder = tmp_path / "snapshots"
    first = make(root, folder)
    replace(root, "data/entities/all.ttl", "Accord of", "Accord again of")
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(root), str(folder), step], timeout=300, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert any(name.startswith(".building-") for name in names(folder))
    assert SnapshotFolder(folder).current() == first
    second = make(root, folder)
    assert names(folder) == {"current", first.identity, second.identity}


#: Builds until the first file after a snapshot's manifest is to be removed.
_KILLED_REMOVING = (
    """
import os, signal, sys
begun = []
def watch(event, arguments):
    if begun and event != "os.kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if event == "os.remove" and str(arguments[0]).endswith("manifest.json"):
        begun.append(event)
sys.addaudithook(watch)
"""
    + _BUILD
)


def test_of_a_snapshot_that_was_being_removed_when_the_build_was_killed_nothing_stays(
    root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "snapshots"
    for number in range(2):
        replace(root, "data/entities/all.ttl", "of Alpha and", f"{number} of Alpha and")
        make(root, folder)
    replace(root, "data/entities/all.ttl", "of Alpha and", "2 of Alpha and")
    done = subprocess.run(
        [sys.executable, "-c", _KILLED_REMOVING, str(root), str(folder)], timeout=300, check=False
    )
    assert done.returncode == -signal.SIGKILL
    second = SnapshotFolder(folder).current()
    assert second
    replace(root, "data/entities/all.ttl", "of Alpha and", "3 of Alpha and")
    third = make(root, folder)
    assert names(folder) == {"current", second.identity, third.identity}


def test_a_full_disk_is_told(root: Path, full_disk: Path) -> None:
    with pytest.raises(BuildFailed, match="the disk is full; free some space, or choose another folder"):
        make(root, full_disk / "snapshots")
    assert names(full_disk / "snapshots") == set()


_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
from pathlib import Path
from accordgraph.errors import AccordGraphError
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import SnapshotFolder
try:
    build(Content(Path(sys.argv[1])), SnapshotFolder(Path(sys.argv[2])), keep=2)
except AccordGraphError as error:
    print(error)
"""


@pytest.mark.parametrize("limit", [100, 3_000, 20_000])
def test_a_write_that_fails_midway_is_told(root: Path, tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "snapshots"
    first = make(root, folder)
    replace(root, "data/entities/all.ttl", "Accord of", "Accord again of")
    done = subprocess.run(
        [sys.executable, "-B", "-c", _LIMITED, str(root), str(folder), str(limit)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert f"The snapshot could not be written to {folder}: " in done.stdout
    assert "The old snapshot, if there is one, is untouched." in done.stdout
    assert SnapshotFolder(folder).current() == first
    assert names(folder) == {"current", first.identity}


def test_a_file_in_the_place_of_the_folder_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "snapshots").write_text("not a folder", encoding="utf-8")
    with pytest.raises(BuildFailed, match="is a file and not a folder; move that away"):
        make(root, tmp_path / "snapshots")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "snapshots").mkdir(mode=0o500)
    with pytest.raises(BuildFailed, match="may not be written to; change its permissions"):
        make(root, tmp_path / "snapshots")


def test_two_builds_at_once_give_one_snapshot(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    command = [sys.executable, "-c", _BUILD, str(root), str(folder)]
    with ExitStack() as stack:
        builds = [stack.enter_context(running(command)) for _ in range(3)]
        told = {one.communicate(timeout=300)[0].strip() for one in builds}
    assert [one.returncode for one in builds] == [0, 0, 0]
    current = SnapshotFolder(folder).current()
    assert current
    assert told == {current.identity}
    assert names(folder) == {"current", current.identity}


def test_a_damaged_snapshot_is_made_anew(root: Path, tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "snapshots")
    first = build(Content(root), folder, keep=3)
    (first.store_path / "CURRENT").write_text("nonsense")
    with pytest.raises(SnapshotDamaged, match="damaged"):
        first.open_store()
    again = build(Content(root), folder, keep=3)
    assert again.path == first.path
    assert sound(again)


@pytest.mark.parametrize(
    "name", ["search.sqlite", "history.sqlite", "completion.json", "dumps/README.md", "sums.json"]
)
def test_a_snapshot_without_one_of_its_files_is_made_anew(root: Path, tmp_path: Path, name: str) -> None:
    first = make(root, tmp_path / "snapshots")
    (first.path / name).unlink()
    assert not sound(first)
    again = make(root, tmp_path / "snapshots")
    assert again == first
    assert sound(again)
    assert (again.path / name).is_file()


@pytest.mark.parametrize(
    "name", ["manifest.json", "search.sqlite", "store/CURRENT", "store/*.sst", "took.json"]
)
def test_a_snapshot_in_which_a_byte_changed_is_made_anew(root: Path, tmp_path: Path, name: str) -> None:
    first = make(root, tmp_path / "snapshots")
    path = max(first.path.glob(name), key=lambda each: each.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert make(root, tmp_path / "snapshots") == first
    assert sound(first)


def test_a_snapshot_whose_database_has_lost_the_end_of_a_table_is_made_anew(
    root: Path, tmp_path: Path
) -> None:
    first = make(root, tmp_path / "snapshots")
    for table in (first.path / "store").glob("*.sst"):
        os.truncate(table, table.stat().st_size - 1)
    assert make(root, tmp_path / "snapshots") == first
    assert sound(first)


def test_content_that_comes_back_takes_nothing_over_that_is_damaged(root: Path, tmp_path: Path) -> None:
    first = make(root, tmp_path / "snapshots")
    replace(root, "data/entities/all.ttl", "of Alpha", "1 of Alpha")
    make(root, tmp_path / "snapshots")
    (first.dumps_path / "README.md").write_text("nonsense", encoding="utf-8")
    replace(root, "data/entities/all.ttl", "1 of Alpha", "of Alpha")
    assert make(root, tmp_path / "snapshots") == first
    assert sound(first)


def test_the_snapshot_before_stays_for_a_server_that_still_reads_it(root: Path, tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "snapshots")
    first = build(Content(root), folder, keep=1)
    append(root, "data/entities/all.ttl", f'<{BASE}id/person/x> a accord:Person ; rdfs:label "X"@en .\n')
    second = build(Content(root), folder, keep=1)
    assert {each.path for each in folder.snapshots()} == {first.path, second.path}


def test_what_servers_that_look_every_second_may_still_serve_stays(root: Path, tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "snapshots")
    made: list[Snapshot] = []
    for number in range(3):
        since = (folder.root / "current").lstat().st_mtime if made else 0.0
        replace(root, "data/entities/all.ttl", "of Alpha and", f"{number} of Alpha and")
        made.append(build(Content(root), folder, keep=2))
    assert folder.snapshots() == made[:0:-1]
    removed = folder.root.stat().st_mtime
    assert removed - since >= 1.0


def test_content_that_comes_back_makes_its_snapshot_the_newest_and_what_was_current_stays(
    root: Path, tmp_path: Path
) -> None:
    folder, made = SnapshotFolder(tmp_path / "snapshots"), []
    for old, new in (("of Alpha", "1 of Alpha"), ("1 of Alpha", "2 of Alpha"), ("2 of Alpha", "3 of Alpha")):
        replace(root, "data/entities/all.ttl", old, new)
        made.append(build(Content(root), folder, keep=3))
    first, second, third = made
    assert folder.snapshots() == [third, second, first]
    replace(root, "data/entities/all.ttl", "3 of Alpha", "1 of Alpha")
    assert build(Content(root), folder, keep=3) == first
    assert folder.snapshots() == [first, third, second]
    assert sound(first)
    folder.switch(second)  # a rollback, which a server follows
    replace(root, "data/entities/all.ttl", "1 of Alpha", "4 of Alpha")
    fourth = build(Content(root), folder, keep=2)
    assert folder.snapshots() == [fourth, second]


def test_progress_rises_to_the_whole_and_learns_from_the_build_before(root: Path, tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "snapshots")
    wholes = []
    for change in ("again", "once more"):
        told: list[tuple[int, int]] = []
        build(Content(root), folder, keep=2, progress=lambda _, done, total: told.append((done, total)))  # noqa: B023
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert told[-1][0] == told[-1][1]
        wholes.append(told[-1][1])
        replace(root, "data/entities/all.ttl", "of Alpha", f"{change} of Alpha")
    current = folder.current()
    assert current
    assert wholes[1] == sum(json.loads((folder.snapshots()[1].path / "took.json").read_text()).values())

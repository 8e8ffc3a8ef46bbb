"""Upgrade, rollback and backup while a server goes on serving."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accordgraph.graph.build import build
from accordgraph.graph.disk import locked
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import BUILT, SnapshotFolder
from graph import small
from servers import eventually, first_line, running, serving

from .world import CHOOSING, NEW, OLD, READ, World, reading, run, served


def test_upgrade_and_rollback_are_followed_and_no_request_fails(world: World) -> None:
    folder = str(world.snapshots.root)
    with serving(world.folder, "--content", str(world.content)) as server, reading(server) as seen:
        assert served(server) == world.old.identity
        small.replace(world.content, "data/entities/all.ttl", OLD, NEW)
        assert run("build", "--content", str(world.content), "--snapshots", folder).returncode == 0
        assert eventually(lambda: served(server) == world.new.identity)
        assert eventually(lambda: NEW in server.get("/doc/organization/beta.ttl").body)
        done = run("rollback", world.old.identity[:12], "--snapshots", folder)
        assert done.stdout.startswith(f"Current is now {world.old.identity}, version ")
        assert "put the older content back" in done.stderr
        assert eventually(lambda: served(server) == world.old.identity)
        assert OLD in server.get("/doc/organization/beta.ttl").body
        assert eventually(lambda: {path for path, _ in seen} == set(READ))
    assert {status for _, status in seen} == {200}


def test_rollback_without_a_name_takes_the_snapshot_before(world: World) -> None:
    world.snapshots.switch(world.new)
    folder = str(world.snapshots.root)
    listed = run("snapshots", "--snapshots", folder)
    rows = [line.split() for line in listed.stdout.splitlines() if "current" in line]
    assert [row[0] for row in rows] == [world.new.identity[:12]]
    assert world.old.identity[:12] in listed.stdout
    assert run("rollback", "--snapshots", folder).returncode == 0
    current = world.snapshots.current()
    assert current is not None
    assert current.identity == world.old.identity
    again = run("rollback", "--snapshots", folder)
    assert again.returncode == 1
    assert "No snapshot is kept that is older" in again.stderr


def test_snapshots_of_one_content_are_told_apart_by_the_ends_of_their_names(world: World) -> None:
    other = build(find_content(world.content), world.snapshots, keep=5, dumps="nq")
    assert other.manifest.digest == world.old.manifest.digest
    assert world.snapshots.current() == other
    listed = run("snapshots", "--snapshots", str(world.snapshots.root))
    names = [other.identity[-8:], world.new.identity[:12], world.old.identity[-8:]]
    assert [line.split()[0] for line in listed.stdout.splitlines() if "0.1.0" in line] == names
    done = run("rollback", world.old.manifest.digest, "--snapshots", str(world.snapshots.root))
    assert done.stderr.startswith("Error: 2 snapshots have names that begin or end with ")
    assert run("rollback", names[-1], "--snapshots", str(world.snapshots.root)).returncode == 0
    assert world.snapshots.current() == world.old


def test_snapshots_are_listed_in_a_time_zone_that_no_clock_has(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "NOWHERE-25")
    listed = run("snapshots", "--snapshots", str(world.snapshots.root))
    assert (listed.returncode, listed.stdout.count(world.old.manifest.version)) == (0, 2)


@pytest.mark.parametrize("command", ["snapshots", "rollback"])
def test_where_no_snapshot_is_the_folder_is_told(command: str, tmp_path: Path) -> None:
    done = run(command, "--snapshots", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"Error: There is no snapshot in {tmp_path}. Make one with `accordgraph build`.\n"


@pytest.mark.parametrize(("name", "said"), [
    ("nothing", "No snapshot's name begins or ends with nothing; `accordgraph snapshots` lists all."),
    ("../snapshots", "No snapshot's name begins or ends with ../snapshots"),
])  # fmt: skip
def test_a_rollback_to_what_is_not_there_changes_nothing(world: World, name: str, said: str) -> None:
    done = run("rollback", name, "--snapshots", str(world.snapshots.root))
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    current = world.snapshots.current()
    assert current is not None
    assert current.identity == world.old.identity


@pytest.mark.parametrize("command", CHOOSING)
def test_an_empty_name_of_a_snapshot_is_not_that_of_another(world: World, command: tuple[str, ...]) -> None:
    world.snapshots.switch(world.new)
    done = run(*command, "", "--snapshots", str(world.snapshots.root))
    assert (done.returncode, done.stdout) == (2, "")
    assert "It is empty; name one" in done.stderr
    current = world.snapshots.current()
    assert current is not None
    assert current.identity == world.new.identity


def rolled_back(folder: Path) -> str:
    """Roll back without a name; return what is current then."""
    done = run("rollback", "--snapshots", str(folder))
    assert done.returncode == 0, done.stderr
    return (folder / "current").readlink().name


def test_a_rollback_never_goes_forward(world: World) -> None:
    """A build that finds all there confirms the snapshot, and makes it no newer."""
    content, folder = find_content(world.content), world.snapshots
    small.replace(world.content, "data/entities/all.ttl", OLD, "Beta the Bad")
    bad = build(content, folder, keep=3)
    assert folder.snapshots() == [bad, world.new, world.old]
    assert rolled_back(folder.root) == world.new.identity
    small.replace(world.content, "data/entities/all.ttl", "Beta the Bad", NEW)
    assert build(content, folder, keep=3) == world.new
    assert rolled_back(folder.root) == world.old.identity


def test_what_a_clock_that_was_ahead_dated_is_older_than_what_is_built_after_it(world: World) -> None:
    for year, each in ((2098, world.old), (2099, world.new)):
        (each.path / BUILT).write_text(f"{year}-01-01T12:00:00.000001+00:00\n", encoding="utf-8")
    content, folder = find_content(world.content), world.snapshots
    folder.switch(world.new)
    small.replace(world.content, "data/entities/all.ttl", OLD, "Beta Cooperative")
    later = build(content, folder, keep=3)
    assert folder.snapshots() == [later, world.new, world.old]
    assert all(each.built <= datetime.now(UTC) for each in folder.snapshots())
    assert rolled_back(folder.root) == world.new.identity
    small.replace(world.content, "data/entities/all.ttl", "Beta Cooperative", "Beta Society")
    last = build(content, folder, keep=3)
    assert folder.snapshots() == [last, later, world.new]


def test_a_copy_without_times_keeps_the_order_and_says_when_each_was_built(world: World) -> None:
    for day, each in enumerate((world.new, world.old), start=1):
        (each.path / BUILT).write_text(f"2026-01-0{day}T12:00:00.000001+00:00\n", encoding="utf-8")
    away = world.folder / "away"
    subprocess.run(["cp", "-r", str(world.snapshots.root), str(away)], check=True)
    os.utime(away / world.new.identity)  # as where that was copied last
    copied = SnapshotFolder(away).snapshots()
    assert [each.identity for each in copied] == [world.old.identity, world.new.identity]
    assert copied[0].built == datetime(2026, 1, 2, 12, 0, 0, 1, tzinfo=UTC)
    listed = run("snapshots", "--snapshots", str(away)).stdout
    assert f"{copied[0].built.astimezone():%Y-%m-%d %H:%M}" in listed
    (copied[0].path / BUILT).unlink()
    assert copied[0].built.timestamp() == pytest.approx(copied[0].path.stat().st_mtime)


@pytest.mark.parametrize("command", ["snapshots", "rollback", "build"])
def test_a_copy_of_what_the_link_leads_to_is_told(world: World, command: str) -> None:
    away = world.folder / "away"
    subprocess.run(["cp", "-rL", str(world.snapshots.root), str(away)], check=True)
    assert {each.identity for each in SnapshotFolder(away).snapshots()} == {
        world.old.identity, world.new.identity,
    }  # fmt: skip
    content = ["--content", str(world.content)] if command == "build" else []
    done = run(command, "--snapshots", str(away), *content)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Error: {away / 'current'} is no link to a snapshot. Copy links as links (`cp -a`), or remove it "
        "and choose a snapshot with `accordgraph rollback NAME`.\n"
    )
    shutil.rmtree(away / "current")
    assert run("rollback", world.old.identity, "--snapshots", str(away)).returncode == 0
    assert run("snapshots", "--snapshots", str(away)).returncode == 0


@pytest.mark.parametrize("copy", [["cp", "-a"], ["cp", "-r"]], ids=" ".join)
def test_a_backup_is_a_copy_of_the_folder_made_while_it_is_served(world: World, copy: list[str]) -> None:
    away = world.folder / "away"
    away.mkdir()
    with serving(world.folder, "--content", str(world.content)) as server, reading(server) as seen:
        subprocess.run([*copy, str(world.snapshots.root), str(away)], check=True)
        original = server.get("/doc/organization/beta.ttl").body
    assert {status for _, status in seen} <= {200}
    copied = SnapshotFolder(away / "snapshots").current()
    assert copied is not None
    sums = (copied.dumps_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert sums
    for line in sums:
        digest, name = line.split(maxsplit=1)
        found = hashlib.sha256((copied.dumps_path / name.lstrip("*")).read_bytes()).hexdigest()
        assert found == digest, name
    shutil.rmtree(world.snapshots.root)  # the machine is lost
    with serving(away, "--content", str(world.content)) as server:
        assert served(server) == world.old.identity
        assert server.get("/doc/organization/beta.ttl").body == original


def test_who_waits_for_another_command_says_so_at_once(world: World) -> None:
    root = world.snapshots.root
    command = [sys.executable, "-m", "accordgraph", "rollback", world.new.identity, "--snapshots", str(root)]
    with running(command) as waiting:
        with locked(root):
            assert first_line(waiting.stderr) == f"Waiting for another command that is at work in {root}.\n"
            assert waiting.poll() is None
        assert waiting.communicate(timeout=60)[0].startswith(f"Current is now {world.new.identity}")
    assert waiting.returncode == 0

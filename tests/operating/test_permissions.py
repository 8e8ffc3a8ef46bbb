"""Folders and files that may not be read or written, and too few that may be open."""

from __future__ import annotations

import json
import os

import pytest

from accordgraph.graph.snapshot import SnapshotFolder
from graph import small
from servers import serving, unprivileged

from .world import OLD, World, run

_NOBODY = 65534


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files to another user")
def test_who_may_only_read_the_snapshots_builds_and_serves_what_is_there(world: World) -> None:
    root = world.snapshots.root
    for path in (root, *root.rglob("*")):
        os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)
    done = run("build", "--content", str(world.content), "--snapshots", str(root), before=unprivileged())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Snapshot {world.old.identity}: ")
    with serving(world.folder, "--content", str(world.content), before=unprivileged()) as server:
        ready = json.loads(server.get("/ready").body)
        assert (ready["snapshot"], ready["stale"]) == (world.old.identity, False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files to another user")
def test_what_another_user_made_is_worked_beside_and_told_where_it_cannot_be_removed(world: World) -> None:
    root, old = world.snapshots.root, world.new.path
    for path in (root / ".lock", old, *old.rglob("*")):
        os.chown(path, _NOBODY, _NOBODY)
    small.replace(world.content, "data/entities/all.ttl", OLD, "Beta Cooperative")
    done = run(
        "build", "--content", str(world.content), "--snapshots", str(root), "--keep", "2",
        before=unprivileged(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    left = root / f".building-{old.name}"
    assert done.stderr == (
        f"{left}, which is of no use any more, cannot be removed (Permission denied); remove it as the user "
        "whose it is.\n"
    )
    assert left.is_dir()


_UNREAD = "{{root}}/{} may not be read; change its permissions, or those of its folder."
_UNLISTED = "{root} may not be read; change its permissions."
#: Command -> the folder or file whose permissions are others, these, what it says.
REFUSED = [
    (("snapshots",), "closed", 0o000, _UNREAD.format("current")),
    (("rollback",), "closed", 0o000, _UNREAD.format("current")),
    (("rollback",), "closed/snapshots", 0o555,
     "{root} could not be changed: it may not be written to; change its permissions."),
    (("query", "ASK {{}}"), "closed", 0o000, _UNREAD.format("current")),
    (("query", "ASK {{}}"), "closed/snapshots", 0o444, _UNREAD.format("current")),
    (("snapshots",), "closed/snapshots", 0o311, _UNLISTED),
    (("rollback",), "closed/snapshots", 0o311, _UNLISTED),
    (("diff", "--content", "{content}"), "closed", 0o000, _UNREAD.format("current")),
    *(
        (command, "closed/snapshots/current/manifest.json", 0o000, _UNREAD.format("{name}/manifest.json"))
        for command in (("snapshots",), ("rollback",), ("build", "--content", "{content}"))
    ),
    (("check", "--content", "{content}", "--text", "a={root}/a"), "closed", 0o000,
     "{root}/a: Permission denied."),
]  # fmt: skip


@pytest.mark.parametrize(("command", "place", "mode", "said"), REFUSED)
def test_a_folder_without_permission_is_told(
    world: World, command: tuple[str, ...], place: str, mode: int, said: str
) -> None:
    world.snapshots.switch(world.new)
    root = world.folder / "closed" / "snapshots"
    root.parent.mkdir()
    world.snapshots.root.rename(root)
    arguments = [each.format(root=root, content=world.content) for each in command]
    if command[0] != "check":
        arguments += ["--snapshots", str(root)]
    (world.folder / place).chmod(mode)
    try:
        done = run(*arguments, before=unprivileged())
    finally:
        (world.folder / place).chmod(0o755)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == f"Error: {said.format(root=root, name=world.new.identity)}"
    current = SnapshotFolder(root).current()
    assert current is not None
    assert current.identity == world.new.identity


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("content", "Error: {}/ontology cannot be read (Permission denied)"),
        ("releases", "The folder of releases {} cannot be read (Permission denied)"),
    ],
)
def test_a_folder_that_shows_no_more_than_names_is_told(world: World, place: str, said: str) -> None:
    releases, folder = world.folder / "releases", world.folder / place
    (releases / "0.0.1").mkdir(parents=True)
    folder.chmod(0o444)
    try:
        done = run(
            "check", "--content", str(world.content), "--releases", str(releases), before=unprivileged()
        )
    finally:
        folder.chmod(0o755)
    assert done.returncode == 1
    assert said.format(folder) in done.stdout + done.stderr


@pytest.mark.parametrize("command", [("build", "--content", "{content}"), ("rollback", "{name}")])
def test_too_few_files_that_may_be_open_are_told_as_such(world: World, command: tuple[str, ...]) -> None:
    arguments = [each.format(content=world.content, name=world.new.identity) for each in command]
    few = ["sh", "-c", 'ulimit -n 64; exec "$@"', "sh"]
    done = run(*arguments, "--snapshots", str(world.snapshots.root), before=few)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: The snapshot in ")
    assert done.stderr.endswith(
        " cannot be opened: too few files may be open at once; raise the limit (ulimit -n 1024).\n"
    )

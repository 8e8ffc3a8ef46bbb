"""A server in operation: upgrade, rollback and backup while it serves, and snapshots of other programs."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accordgraph.exclusions import EXCLUSIONS
from accordgraph.graph.build import build
from accordgraph.graph.disk import locked
from accordgraph.graph.manifest import MANIFEST
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import BUILT, LAYOUT, Snapshot, SnapshotFolder
from engines.running import oxigraph
from graph import small
from servers import Server, eventually, first_line, meanwhile, running, serving, unprivileged
from tools import tool

#: What readers ask for meanwhile: a query, a document, a page, a search, a dump.
READ = (
    "/sparql?query=ASK%7B%7D",
    "/doc/organization/beta.ttl",
    "/doc/organization/beta.html",
    "/search?q=beta",
    "/dumps/latest/accordgraph.nq.gz",
)
_NOBODY = 65534
#: What the newer version calls something.
OLD, NEW = "Beta Corporation", "Beta Company"


@dataclass(frozen=True)
class World:
    """A content of which two versions were built; it is the older one again."""

    folder: Path
    content: Path
    old: Snapshot
    new: Snapshot

    @property
    def snapshots(self) -> SnapshotFolder:
        """The folder of both."""
        return SnapshotFolder(self.folder / "snapshots")


@pytest.fixture(scope="module")
def two_built(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world that every test has a copy of."""
    folder = tmp_path_factory.mktemp("built")
    root, snapshots = small.write(folder / "content"), SnapshotFolder(folder / "snapshots")
    old = build(find_content(root), snapshots, keep=3)
    small.replace(root, "data/entities/all.ttl", OLD, NEW)
    new = build(find_content(root), snapshots, keep=3)
    small.replace(root, "data/entities/all.ttl", NEW, OLD)
    snapshots.switch(old)
    return World(folder, root, old, new)


@pytest.fixture
def world(two_built: World, tmp_path: Path) -> World:
    root, snapshots = small.copied(two_built.content, tmp_path), tmp_path / "snapshots"
    old, new = (replace(each, path=snapshots / each.identity) for each in (two_built.old, two_built.new))
    return World(tmp_path, root, old, new)


def run(*arguments: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run the program as a person runs it; `before` is what its command begins with."""
    command = [*before, sys.executable, "-m", "accordgraph", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def served(server: Server) -> str:
    """Return the snapshot that a server says it serves."""
    return str(json.loads(server.get("/ready").body)["snapshot"])


@contextmanager
def reading(server: Server) -> Iterator[set[tuple[str, int]]]:
    """Have readers ask all the time; yield what they asked for, with the status that they got."""
    seen = set[tuple[str, int]]()

    def read() -> None:
        for path in READ:
            if path.endswith(".gz"):
                done = subprocess.run(
                    [tool("curl"), "-s", "-o", "/dev/null", "-w", "%{http_code}", server.url + path],
                    capture_output=True, text=True, timeout=300, check=True,
                )  # fmt: skip
                seen.add((path, int(done.stdout)))
            else:
                seen.add((path, server.get(path).status))

    with meanwhile(read, threads=3):
        yield seen


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
    ("nothing", "There is no snapshot whose name begins with nothing; `accordgraph snapshots` lists all."),
    ("../snapshots", "There is no snapshot whose name begins with ../snapshots"),
])  # fmt: skip
def test_a_rollback_to_what_is_not_there_changes_nothing(world: World, name: str, said: str) -> None:
    done = run("rollback", name, "--snapshots", str(world.snapshots.root))
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    current = world.snapshots.current()
    assert current is not None
    assert current.identity == world.old.identity


#: The commands that are told which snapshot.
CHOOSING = [("rollback",), ("publish", "--engine", "http://127.0.0.1:9", "--snapshot")]


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


#: File -> what becomes of it.
#: A file, what is written there instead, and what is told of it.
DAMAGES = [
    ("search.sqlite", None, "search.sqlite is missing"),
    ("sums.json", None, "its sums.json is missing or broken"),
    ("dumps/README.md", b"else", "dumps/README.md is not what was written"),
    ("store/CURRENT", b"nonsense", "its database cannot be opened"),
    ("store/LOG", b"nonsense", "store/LOG is not what was written"),
]


def test_who_asks_a_damaged_snapshot_is_told_what_to_do(world: World) -> None:
    (world.old.store_path / "CURRENT").write_bytes(b"damaged")
    done = run("query", "ASK {}", "--snapshots", str(world.snapshots.root))
    assert done.returncode == 1
    assert f"The snapshot in {world.old.path} is damaged" in done.stderr
    assert "`accordgraph build` makes it anew" in done.stderr


#: Commands with an option -> the options that it leaves no use for, each with a value.
ENGINE = ("--engine", "http://127.0.0.1:1")
UNUSED: list[tuple[tuple[str, ...], dict[str, str]]] = [
    (
        ("publish", *ENGINE, "--snapshot", "a"),
        {"content": ".", "releases": ".", "cache": ".", "dumps": "nq", "keep": "2"},
    ),
    (("serve", *ENGINE), {"content": ".", "dumps": "nq", "keep": "2"}),
    (
        ("serve",),
        {
            "engine-answer": "8",
            "engine-graphs": ENGINE[1],
            "engine-kind": "fuseki",
            "engine-password": "a",
            "engine-token": "a",
            "engine-update": ENGINE[1],
            "engine-user": "a",
            "forwarded-header": "Forwarded",
        },
    ),
    (("suggest", "file", "--evidence", "slug"), {"new": "", "published": "2024-04-09"}),
    (("query", "ASK {}"), {"releases": ".", "dumps": "nq", "keep": "2"}),
]


@pytest.mark.parametrize(("command", "unused"), UNUSED)
def test_options_that_another_one_leaves_no_use_for_are_refused(
    command: tuple[str, ...], unused: dict[str, str]
) -> None:
    told = {name for each in EXCLUSIONS[command[0]] for name in each.unused}
    assert told == {name for (other, *_), names in UNUSED if other == command[0] for name in names}
    for name, value in unused.items():
        done = run(*command, f"--{name}", *filter(None, [value]))
        assert (done.returncode, done.stdout) == (2, "")
        assert f"--{name} would change nothing" in " ".join(done.stderr.split())


def test_variables_are_for_all_commands(world: World) -> None:
    asked = (*CHOOSING[1], world.old.identity, "--snapshots", str(world.snapshots.root))
    done = run(*asked, before=("env", f"ACCORDGRAPH_CONTENT={world.content}"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "The engine cannot be reached" in done.stderr


@pytest.mark.parametrize(("name", "said", "told"), DAMAGES)
@pytest.mark.parametrize("command", CHOOSING)
def test_a_damaged_snapshot_is_neither_rolled_back_to_nor_published(
    world: World, name: str, said: bytes | None, told: str, command: tuple[str, ...]
) -> None:
    path = world.new.path / name
    path.unlink()
    if said is not None:
        path.write_bytes(said)
    done = run(*command, world.new.identity, "--snapshots", str(world.snapshots.root))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"The snapshot {world.new.identity} is damaged: {told}; choose another one." in done.stderr
    assert world.snapshots.current() == world.old


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
#: Command -> the folder or file whose permissions are others, these, what it says.
REFUSED = [
    (("snapshots",), "closed", 0o000, _UNREAD.format("current")),
    (("rollback",), "closed", 0o000, _UNREAD.format("current")),
    (("rollback",), "closed/snapshots", 0o555,
     "{root} could not be changed: it may not be written to; change its permissions."),
    (("query", "ASK {{}}"), "closed", 0o000, _UNREAD.format("current")),
    (("query", "ASK {{}}"), "closed/snapshots", 0o444, _UNREAD.format("current")),
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


def older(snapshot: Snapshot) -> None:
    """Make a snapshot one of an older program."""
    path = snapshot.path / MANIFEST
    path.write_text(path.read_text("utf-8").replace(f'"layout": {LAYOUT}', '"layout": 1'), encoding="utf-8")


def test_a_snapshot_of_another_program_is_refused_and_the_server_keeps_what_it_has(world: World) -> None:
    older(world.new)
    maker = world.new.manifest.program
    said = f"layout 1, made by accordgraph {maker}, and this program serves layout {LAYOUT}."
    with serving(world.folder, "--content", str(world.content)) as server:
        done = run("rollback", world.new.identity, "--snapshots", str(world.snapshots.root))
        assert done.returncode == 1
        assert said in done.stderr
        assert "Make it anew from its content with `accordgraph build`" in done.stderr
        world.snapshots.switch(world.new)  # by hand
        assert eventually(lambda: json.loads(server.get("/ready").body)["stale"] is True)
        assert not eventually(lambda: served(server) != world.old.identity, 2)
        assert server.get("/doc/organization/beta.html").status == 200
        world.snapshots.switch(world.old)
        assert eventually(lambda: json.loads(server.get("/ready").body)["stale"] is False)


def test_where_only_a_snapshot_of_another_program_is_left_the_server_says_what_to_do(world: World) -> None:
    older(world.old)
    small.append(world.content, "data/entities/all.ttl", "this is not Turtle\n")
    done = run(
        "serve", "--port", "0", "--content", str(world.content), "--snapshots", str(world.snapshots.root)
    )
    assert done.returncode == 1
    assert "data/entities/all.ttl:" in done.stderr
    assert "layout 1, made by accordgraph" in done.stderr
    assert "Serving" not in done.stderr


def test_a_query_on_a_snapshot_of_another_program_is_refused(world: World) -> None:
    older(world.old)
    done = run("query", "ASK {}", "--snapshots", str(world.snapshots.root))
    assert (done.returncode, done.stdout) == (1, "")
    assert "layout 1, made by accordgraph" in done.stderr
    assert "Make it anew from its content with `accordgraph build`" in done.stderr


def test_where_an_engine_holds_a_snapshot_of_another_program_the_server_says_so_alone(
    world: World, tmp_path: Path
) -> None:
    root = str(world.snapshots.root)
    with oxigraph(tmp_path) as engine:
        published = run("publish", "--snapshots", root, "--snapshot", world.old.identity, *engine.options)
        assert published.returncode == 0, published.stderr
        older(world.old)
        done = run("serve", "--port", "0", "--snapshots", root, *engine.options)
    assert done.returncode == 1
    assert re.fullmatch(r"Error: .* layout 1, made by accordgraph .*\n", done.stderr)


def test_who_waits_for_another_command_says_so_at_once(world: World) -> None:
    root = world.snapshots.root
    command = [sys.executable, "-m", "accordgraph", "rollback", world.new.identity, "--snapshots", str(root)]
    with running(command) as waiting:
        with locked(root):
            assert first_line(waiting.stderr) == f"Waiting for another command that is at work in {root}.\n"
            assert waiting.poll() is None
        assert waiting.communicate(timeout=60)[0].startswith(f"Current is now {world.new.identity}")
    assert waiting.returncode == 0


def test_a_snapshot_of_another_program_is_made_anew_where_the_content_is_there(world: World) -> None:
    older(world.old)
    with serving(world.folder, "--content", str(world.content)) as server:
        current = world.snapshots.current()
        assert current is not None
        assert current.manifest.layout == LAYOUT
        assert served(server) == current.identity


def test_a_full_disk_while_serving_stops_builds_and_nothing_else(full_disk: Path) -> None:
    """Snapshots and cache are on the disk that fills up."""
    root = small.write(full_disk.parent / "content")
    folder = SnapshotFolder(full_disk.parent / "elsewhere")
    made = build(find_content(root), folder, keep=3, dumps="nq")
    size = sum(path.stat().st_size for path in made.path.rglob("*") if path.is_file())
    subprocess.run(["mount", "-o", f"remount,size={size + (400 << 10)}", str(full_disk)], check=True)
    shutil.copytree(folder.root, full_disk / "snapshots", symlinks=True)
    with serving(full_disk, "--content", str(root), "--dumps", "nq") as server:
        with (full_disk / "filler").open("ab", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 4096):
                pass
        for path in (*READ[:-1], "/", "/browse", "/questions/", "/ready", "/metrics"):
            assert server.get(path).status == 200, path
        large = server.get("/sparql", query="SELECT * { ?a ?b ?c . ?s ?p ?o } LIMIT 10000", format="csv")
        assert large.status == 200
        assert large.body.count("\n") == 10001
        small.replace(root, "data/entities/all.ttl", OLD, NEW)
        done = run(
            "build", "--content", str(root), "--snapshots", str(full_disk / "snapshots"), "--dumps", "nq",
            "--cache", str(full_disk / "cache"),
        )  # fmt: skip
        assert done.returncode == 1
        assert "The snapshot could not be written" in done.stderr
        assert served(server) == made.identity
        (full_disk / "filler").unlink()
        assert server.get("/doc/organization/beta.html?after").status == 200
    assert [path.name for path in (full_disk / "snapshots").glob(".building-*")] == []

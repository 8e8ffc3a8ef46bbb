"""Damaged snapshots and full disks: what is done all the same, and what is told."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
from graph import small
from servers import serving

from .world import CHOOSING, NEW, OLD, READ, World, run, served

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

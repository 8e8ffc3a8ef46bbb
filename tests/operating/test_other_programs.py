"""Snapshots that an older program, or a newer one, has made."""

from __future__ import annotations

import json
import re
from pathlib import Path

from accordgraph.graph.manifest import MANIFEST
from accordgraph.graph.snapshot import LAYOUT, Snapshot
from engines.running import oxigraph
from graph import small
from servers import eventually, serving

from .world import World, run, served


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


def test_a_snapshot_of_another_program_is_made_anew_where_the_content_is_there(world: World) -> None:
    older(world.old)
    with serving(world.folder, "--content", str(world.content)) as server:
        current = world.snapshots.current()
        assert current is not None
        assert current.manifest.layout == LAYOUT
        assert served(server) == current.identity

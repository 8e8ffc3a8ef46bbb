"""Publishing a snapshot in an engine: what is there afterwards."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from dataclasses import replace
from pathlib import Path
from urllib.request import Request as UrlRequest
from urllib.request import urlopen

import pytest

from accordgraph.engine.external.loading import PublishError
from accordgraph.engine.external.record import Record, Recorder
from accordgraph.engine.external.service import Service
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from web.content import BASE, write

from .between import Request, between
from .bringing import assert_holds, brought
from .conftest import ADDED, GONE, Versions
from .holding import BELIEVED, PUBLISHED, select, statements, stored
from .running import ENGINES, Engine, oxigraph, virtuoso

#: The base of another dataset.
ELSEWHERE = "http://example.org:8080/path/kg/"


def test_an_engine_holds_what_the_snapshot_holds(engine: Engine, versions: Versions) -> None:
    brought(versions.old, engine.setting)
    assert_holds(engine, versions.old)
    for graph in (BELIEVED, GONE):
        assert statements(engine, graph) == stored(versions.old, graph)


def test_the_default_graph_is_what_a_reader_should_believe_where_it_is_one(
    tmp_path: Path, versions: Versions
) -> None:
    with oxigraph(tmp_path) as engine:
        brought(versions.old, engine.setting)
        brought(versions.new, engine.setting)
        rows = select(engine, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert int(rows[0]["n"]) == versions.new.manifest.graphs["default"]


def test_a_default_graph_that_somebody_else_emptied_is_brought_again_and_that_is_told(
    tmp_path: Path, versions: Versions
) -> None:
    with oxigraph(tmp_path) as engine:
        brought(versions.old, engine.setting)
        headers = {"Content-Type": "application/sparql-update"}
        with urlopen(UrlRequest(f"{engine.setting.url}/update", b"DROP DEFAULT", headers)):
            pass
        assert brought(versions.old, engine.setting).loaded == (BELIEVED,)
        rows = select(engine, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert int(rows[0]["n"]) == versions.old.manifest.graphs["default"]


def test_what_is_published_already_is_left_alone(engine: Engine, versions: Versions) -> None:
    brought(versions.old, engine.setting)
    record = statements(engine, PUBLISHED)
    again = brought(versions.old, engine.setting)
    assert (again.loaded, again.removed) == ((), ())
    assert statements(engine, PUBLISHED) == record


def test_who_looks_every_second_is_told_of_no_graphs(engine: Engine, versions: Versions) -> None:
    brought(versions.old, engine.setting)

    async def look() -> tuple[Record, Record]:
        service, recorder = Service(engine.setting), Recorder(BASE)
        try:
            return await recorder.read(service, 10), await recorder.glance(service, 10)
        finally:
            await service.close()

    whole, glance = asyncio.run(look())
    assert whole.snapshot == versions.old.identity
    assert len(whole.digests) > 5
    assert glance == replace(whole, digests={})


def test_only_what_differs_is_loaded(engine: Engine, either: Versions) -> None:
    brought(either.old, engine.setting)
    done = brought(either.new, engine.setting)
    old, new = either.old.manifest.digests, either.new.manifest.digests
    differing = {name for name, digest in new.items() if old.get(name) != digest and name != "default"}
    assert set(done.loaded) == {
        *differing,
        BELIEVED,
        next(iter(set(either.new.manifest.graphs) - set(new))),
    }
    assert done.removed == (GONE,)
    assert ADDED in done.loaded
    assert_holds(engine, either.new)
    assert statements(engine, BELIEVED) == stored(either.new, BELIEVED)
    assert brought(either.old, engine.setting).removed == (ADDED,)
    assert_holds(engine, either.old)


def test_virtuoso_is_given_one_graph_after_the_other(tmp_path: Path, versions: Versions) -> None:
    loading = threading.Lock()
    beside = []

    def watch(request: Request) -> None:
        if request.method not in ("PUT", "POST") or "graph-crud" not in request.path:
            return
        if not loading.acquire(blocking=False):
            beside.append(request.path)
            return
        time.sleep(0.2)  # in which others would come
        loading.release()

    with virtuoso(tmp_path) as engine, between(engine.setting.url, watch) as proxy:
        brought(versions.old, replace(engine.setting, url=proxy.url))
        assert sum("graph-crud" in each.path for each in proxy.seen) > 1
        assert_holds(engine, versions.old)
    assert not beside


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The same content under another base, which has a port and a path."""
    folder = tmp_path_factory.mktemp("elsewhere")
    root = write(folder / "content")
    for path in filter(Path.is_file, root.rglob("*")):
        path.write_text(path.read_text("utf-8").replace(BASE, ELSEWHERE), encoding="utf-8")
    return build(find_content(root), SnapshotFolder(folder / "snapshots"), keep=2)


@pytest.mark.parametrize("name", ["union", "virtuoso"])
def test_datasets_of_two_bases_stand_side_by_side_where_the_default_graph_is_a_union(
    name: str, tmp_path: Path, versions: Versions, elsewhere: Snapshot
) -> None:
    with ENGINES[name](tmp_path) as engine:
        for snapshot in (versions.old, elsewhere, versions.new):
            brought(snapshot, engine.setting)
        assert_holds(engine, versions.new)
        believed = f"<{ELSEWHERE}graph/believed>"
        rows = select(engine, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {believed} {{ ?s ?p ?o }} }}")
        assert int(rows[0]["n"]) == elsewhere.manifest.graphs["default"]


def test_where_the_default_graph_is_what_one_base_says_another_is_refused(
    tmp_path: Path, versions: Versions, elsewhere: Snapshot
) -> None:
    with oxigraph(tmp_path) as engine:
        brought(versions.old, engine.setting)
        refused = (
            rf"no publication of {re.escape(ELSEWHERE)} put there.*or give the graph a dataset of its own"
        )
        with pytest.raises(PublishError, match=refused):
            brought(elsewhere, engine.setting)
        assert_holds(engine, versions.old)

"""A server follows what its engine holds, whether or not that was there from the beginning."""

from __future__ import annotations

import itertools
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from accordgraph.engine.external.publishing import publish
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.progress import silent
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.web.config import WebConfig
from applications import application
from servers import eventually, meanwhile, serving
from web.content import BASE

from .behind import DOCUMENT, LIMIT, asked
from .conftest import RENAMED, Versions
from .running import oxigraph, oxigraph_at, reserved

#: Servers look more often than each second what their engine holds.
pytestmark = pytest.mark.usefixtures("looking")


def test_an_engine_that_dies_and_comes_back_is_found_again(tmp_path: Path, versions: Versions) -> None:
    with ExitStack() as stack:
        port = stack.enter_context(reserved())
        with oxigraph_at(port, tmp_path) as running:
            publish(versions.new, running.setting, silent)
            place = stack.enter_context(asked(versions.folder, running.setting))
            assert place.query() == 200
        assert place.query("ASK { ?s ?p ?o } # dead") == 503
        assert place.client.get("/ready").status_code == 503
        with oxigraph_at(port, tmp_path):
            assert eventually(lambda: place.query("ASK { ?s ?p ?o } # alive") == 200)
            assert eventually(lambda: place.client.get("/ready").status_code == 200)
            assert eventually(lambda: place.page() == 200)


def test_the_operator_is_told_once_that_the_engine_is_away_or_holds_something_else(
    tmp_path: Path, versions: Versions, caplog: pytest.LogCaptureFixture
) -> None:
    def told() -> list[str]:
        return [each.getMessage() for each in caplog.records if each.name == "accordgraph.web.data.backing"]

    with reserved() as port, asked(versions.folder, EngineSetting(f"http://127.0.0.1:{port}")) as place:
        assert [f"http://127.0.0.1:{port}" in each for each in told()] == [True]
        with oxigraph_at(port, tmp_path) as running:
            assert eventually(lambda: "holds no snapshot" in told()[-1])
            publish(versions.new, running.setting, silent)
            assert eventually(lambda: place.client.get("/ready").status_code == 200)
            before = len(told())
        assert eventually(lambda: len(told()) > before)
    assert all(one != other for one, other in itertools.pairwise(told()))


def test_a_server_starts_before_its_engine(tmp_path: Path, versions: Versions) -> None:
    with reserved() as port, asked(versions.folder, EngineSetting(f"http://127.0.0.1:{port}")) as place:
        assert place.page() == 503
        assert place.client.get("/ready").status_code == 503
        with oxigraph_at(port, tmp_path) as running:
            # It answers, and holds nothing.
            assert place.client.get("/ready").status_code == 503
            publish(versions.new, running.setting, silent)
            assert eventually(lambda: place.client.get("/ready").status_code == 200)
            # Pages leave an engine that failed alone for a moment.
            assert eventually(lambda: place.page() == 200)


#: What the folder of a snapshot holds, and nobody need ask an engine for.
IN_THE_FOLDER = (
    "/dumps/",
    "/dumps/latest/accordgraph.nq.gz",
    "/dumps/SHA256SUMS",
    "/history",
    "/history.ttl",
    "/dataset.ttl",
    "/about",
    "/quality",
    "/sitemap.xml",
)


@pytest.mark.parametrize("path", IN_THE_FOLDER)
def test_what_lies_in_the_folder_of_the_snapshot_needs_no_engine(astray: FlaskClient, path: str) -> None:
    assert astray.get(path).status_code == 200


@pytest.fixture(scope="module")
def astray(versions: Versions) -> Iterator[FlaskClient]:
    """A server whose engine is away, and was from the beginning."""
    with reserved() as port, asked(versions.folder, EngineSetting(f"http://127.0.0.1:{port}")) as place:
        yield place.client


def test_an_engine_that_holds_something_else_answers_nothing(tmp_path: Path, apart: Versions) -> None:
    folder = apart.old.path.parent
    SnapshotFolder(folder).switch(apart.old)
    with oxigraph(tmp_path) as running, asked(folder, running.setting) as place:
        assert (place.query(), place.page()) == (503, 503)  # it holds nothing
        publish(apart.old, running.setting, silent)
        assert eventually(lambda: place.query() == place.page() == 200)
        publish(apart.new, running.setting, silent)
        assert eventually(lambda: place.query() == place.page() == 503)
        assert place.page() == 503  # what was read before, too
        fresh = f"ASK {{ ?s ?p ?o }} # {time.monotonic_ns()}"
        told = place.client.post("/sparql", data={"query": fresh}).json
        assert told is not None
        assert told["detail"] == (f"The engine holds {apart.new.identity}, this server {apart.old.identity}.")
        assert place.client.get("/health").status_code == 200
        assert place.client.get("/metrics").status_code == 200
        assert place.client.get("/dumps/").status_code == 200
        assert place.query("ASK { ?s") == 400
        publish(apart.old, running.setting, silent)
        assert eventually(lambda: place.query(f"{fresh} again") == place.page() == 200)


def test_a_snapshot_that_cannot_be_opened_is_not_answered_from_under_the_name_of_another(
    tmp_path: Path, versions: Versions
) -> None:
    folder = tmp_path / "snapshots"
    shutil.copytree(versions.folder, folder, symlinks=True)
    manifest = folder / versions.new.identity / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), "layout": 0}), "utf-8")
    with oxigraph(tmp_path) as running:
        publish(versions.old, running.setting, silent)
        with asked(folder, running.setting) as place:
            fresh = (str(time.monotonic_ns()) for _ in itertools.count())

            def told() -> tuple[int, int]:
                # What is kept of the version before is right, and goes on being given.
                return place.query(f"ASK {{}} # {next(fresh)}"), place.page(
                    f"/doc/organization/none-{next(fresh)}.html"
                )

            assert told() == (200, 404)
            publish(versions.new, running.setting, silent)
            assert eventually(lambda: told() == (503, 503))
            publish(versions.old, running.setting, silent)
            assert eventually(lambda: told() == (200, 404))


def test_no_request_fails_while_a_server_goes_over_to_what_is_published(
    tmp_path: Path, versions: Versions
) -> None:
    with oxigraph(tmp_path) as running:
        publish(versions.old, running.setting, silent)
        with asked(versions.folder, running.setting, 30.0) as place:
            found = set[int]()

            def read() -> None:
                found.add(place.query(f"ASK {{ ?s ?p ?o }} # {time.monotonic_ns()}"))
                found.add(place.page())

            with meanwhile(read):
                publish(versions.new, running.setting, silent)
                assert eventually(lambda: versions.new.identity in place.client.get("/ready").text)
            assert found == {200}


_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s rdfs:label ?o } } ORDER BY ?g"
#: What tells of a thing whose name changes, or of graphs that come and go, in whatever way.
TELLING = {
    "a document": (f"{RENAMED.replace(f'{BASE}id/', '/doc/')}.ttl", {}),
    "a page": (DOCUMENT, {}),
    "readiness": ("/ready", {}),
    "an answer on a page": ("/sparql", {"query": f"SELECT * {{ <{RENAMED}> ?p ?o }}", "format": "html"}),
    "an answer without names on a page": ("/sparql", {"query": _GRAPHS, "format": "html"}),
    "an answer": ("/sparql", {"query": _GRAPHS, "format": "csv"}),
    "a graph as an answer": (
        "/sparql",
        {"query": f"CONSTRUCT WHERE {{ <{RENAMED}> ?p ?o }}", "format": "nt"},
    ),
}


@pytest.mark.parametrize(("path", "parameters"), TELLING.values(), ids=TELLING)
def test_what_is_read_while_nobody_has_looked_since_a_publication_is_of_one_version(
    path: str,
    parameters: dict[str, str],
    tmp_path: Path,
    versions: Versions,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(client: FlaskClient) -> tuple[int, str | None, str]:
        found = client.get(path, query_string=parameters)
        return found.status_code, found.headers.get("ETag"), found.text

    with application(WebConfig(versions.folder, PoolLimits(2, LIMIT), 256 << 20)) as local:
        wanted = told(local.test_client())
    monkeypatch.setattr("accordgraph.web.data.live.Follower._watch", lambda _: None)
    with oxigraph(tmp_path) as running:
        publish(versions.old, running.setting, silent)
        with asked(versions.folder, running.setting) as place:
            assert place.page(f"/doc/{RENAMED.removeprefix(f'{BASE}id/')}.html") == 200  # and remembered
            publish(versions.new, running.setting, silent)
            assert told(place.client) == wanted


def test_a_server_that_is_killed_leaves_nothing_behind(
    tmp_path: Path, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    (tmp_path / "snapshots").symlink_to(versions.folder)
    with reserved() as port, serving(tmp_path, "--engine", f"http://127.0.0.1:{port}") as server:
        assert server.staffed()
        server.process.kill()
        server.process.wait()
    assert not list(temporary.iterdir())


def test_what_is_published_is_served_without_a_restart(tmp_path: Path, versions: Versions) -> None:
    with oxigraph(tmp_path) as running:
        publish(versions.old, running.setting, silent)
        with asked(versions.folder, running.setting) as place:

            def served() -> str | None:
                told = place.client.get("/ready").json
                return told.get("snapshot") if told else None

            assert served() == versions.old.identity
            publish(versions.new, running.setting, silent)
            assert eventually(lambda: served() == versions.new.identity)
            label = place.client.post(
                "/sparql", data={"query": f"ASK {{ <{BASE}id/organization/beta> ?p 'Beta Company'@en }}"}
            )
            assert label.json == {"head": {}, "boolean": True}
            publish(versions.old, running.setting, silent)
            assert eventually(lambda: served() == versions.old.identity)

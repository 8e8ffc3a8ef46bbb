"""Engines that fail, each in its own way: a proper refusal, in time, and recovery without a restart."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from accordgraph.engine.external.publishing import publish
from accordgraph.engine.external.service import Service
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.engine.loops import wait
from accordgraph.engine.query import Query, Wish
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.progress import silent
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.web.config import WebConfig
from accordgraph.web.data.live import Live
from applications import application
from servers import eventually, meanwhile, serving
from web.content import AGREEMENT, BASE

from .between import Between, Fault, Request, between
from .conftest import RENAMED, Versions
from .running import oxigraph, oxigraph_at, reserved, virtuoso

#: The limit of a query here, and how long a refusal may take: the machine may be busy with other tests.
LIMIT, PATIENCE = 3.0, 20.0
JSON_RESULTS = "application/sparql-results+json"
JSON, RESULTS = {"Content-Type": "application/json"}, {"Content-Type": JSON_RESULTS}
HTML, TEXT = {"Content-Type": "text/html"}, {"Content-Type": "text/plain"}
PAGE = b"<!doctype html><title>Sign in</title>"
ROWS = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "urn:a"}}]}}'

#: What an engine does -> the statuses that fit.
FAULTS = {
    "closes without an answer": (Fault(silent=True), {503}),
    "says nothing": (Fault(slow=True), {504}),
    "sends a page": (Fault(200, HTML, PAGE), {502}),
    "sends a page for an error": (Fault(500, HTML, PAGE), {502}),
    "leads elsewhere": (Fault(302, {"Location": "http://127.0.0.1:9/"}), {502}),
    "wants a login": (Fault(401, {"WWW-Authenticate": "Basic"}), {502}),
    "has lost its address": (Fault(404, TEXT, b"nothing here"), {502}),
    "is behind a proxy that cannot reach it": (Fault(502, HTML, PAGE), {502}),
    "has too much to do": (Fault(503, TEXT, b"busy"), {503}),
    "limits us": (Fault(429, TEXT, b"slowly"), {503}),
    "is behind a proxy that gave it up": (Fault(504, HTML, PAGE), {504}),
    "is Virtuoso with a time limit of its own": (
        Fault(500, TEXT, b"Virtuoso S1T00 Error SR171: too late"),
        {504},
    ),
    "is Oxigraph with a time limit of its own": (
        Fault(500, TEXT, b"The SPARQL operation has been cancelled"),
        {504},
    ),
    "is Neptune with a time limit of its own": (
        Fault(500, JSON, b'{"detailedMessage": "Operation terminated (deadline exceeded)"}'),
        {504},
    ),
    "is Oxigraph whose time limit ends an answer that has begun": (
        Fault(200, RESULTS, ROWS[:-20] + b"The SPARQL operation has been cancelled"),
        {504},
    ),
    "sends an error that is longer than an answer may be": (Fault(500, TEXT, b"e" * (20 << 20)), {502}),
    "sends half": (Fault(200, RESULTS, ROWS, half=True), {502}),
    "sends half and calls it whole": (Fault(200, RESULTS, ROWS[: len(ROWS) // 2]), {502}),
    "sends nothing": (Fault(200, RESULTS, b""), {502}),
    "sends other JSON": (Fault(200, JSON, b'{"message": "ok"}'), {502}),
    "sends an error as results": (Fault(200, RESULTS, ROWS[:-20] + b"timeout"), {502}),
    "sends what is no text": (Fault(200, RESULTS, bytes(range(256))), {502}),
}

#: What somebody else may do in an engine's place.
OTHERS = {
    name: fault for name, (fault, _) in FAULTS.items() if not {*fault.headers.items()} & {*RESULTS.items()}
}


DOCUMENT = f"{AGREEMENT.replace(f'{BASE}id/', '/doc/')}.html"


@dataclass(frozen=True)
class Place:
    """A server, and what stands between it and its engine."""

    client: FlaskClient
    server: Between

    def query(self, text: str = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1") -> int:
        """Ask the endpoint; return the status, having looked at what is said."""
        began = time.monotonic()
        response = self.client.post("/sparql", data={"query": text})
        assert time.monotonic() - began < PATIENCE
        if response.status_code != 200:
            assert response.content_type == "application/problem+json"
            assert response.json is not None
            assert response.json["status"] == response.status_code
            assert response.json["detail"].endswith(".")
        return response.status_code

    def page(self, path: str = DOCUMENT) -> int:
        """Ask for a page about a thing; return the status."""
        began = time.monotonic()
        response = self.client.get(path, headers={"Accept": "text/html"})
        assert time.monotonic() - began < PATIENCE
        assert response.content_type == "text/html; charset=utf-8"
        return response.status_code


@pytest.fixture(scope="module", autouse=True)
def looking() -> Iterator[None]:
    """Have servers look more often than each second what their engine holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accordgraph.web.data.live._PAUSE", 0.2)
        yield


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, versions: Versions) -> Iterator[str]:
    """The address of an engine that holds the new version."""
    with oxigraph(tmp_path_factory.mktemp("engine")) as running:
        publish(versions.new, running.setting, silent)
        yield running.setting.url


@pytest.fixture(scope="module")
def place(engine: str, versions: Versions) -> Iterator[Place]:
    """A server on that engine."""
    with between(engine) as server:
        setting = EngineSetting(server.url, "oxigraph")
        limits = PoolLimits(2, LIMIT)
        config = WebConfig(versions.folder, limits, 256 << 20, engine=setting, engine_answer=1 << 20)
        with application(config) as app:
            yield Place(app.test_client(), server)


@contextmanager
def asked(folder: Path, setting: EngineSetting, limit: float = LIMIT) -> Iterator[Place]:
    """A server on an engine, with nothing in between."""
    with application(WebConfig(folder, PoolLimits(2, limit), 256 << 20, engine=setting)) as app:
        yield Place(app.test_client(), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(("fault", "statuses"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_status_and_passes(place: Place, fault: Fault, statuses: set[int]) -> None:
    assert eventually(lambda: place.page() == 200)
    place.server.plan = lambda _: fault
    fresh = f"SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT 1 # {time.monotonic_ns()}"
    assert place.query(fresh) in statuses
    assert place.client.get("/ready").status_code in statuses | {503}
    assert place.client.get("/health").status_code == 200
    assert place.client.get("/dumps/").status_code == 200
    place.server.plan = lambda _: None
    assert place.query(fresh) == 200
    assert eventually(lambda: place.client.get("/ready").status_code == 200)


@pytest.mark.parametrize(("fault", "statuses"), FAULTS.values(), ids=FAULTS)
def test_pages_tell_of_a_fault_too(place: Place, fault: Fault, statuses: set[int]) -> None:
    # What was read is remembered: only what nobody asked for yet is looked for.
    names = (f"/doc/organization/none-{time.monotonic_ns()}-{number}.html" for number in itertools.count())
    assert eventually(lambda: place.page(next(names)) == 404)
    place.server.plan = lambda _: fault
    assert place.page(next(names)) in statuses

    def told_at_once() -> bool:
        began = time.monotonic()
        assert place.page(next(names)) in statuses
        return time.monotonic() - began < LIMIT

    # So are the others, but for one who tries again, after a pause that is longer each time.
    assert eventually(told_at_once)
    place.server.plan = lambda _: None
    assert eventually(lambda: place.page(next(names)) == 404)


#: How engines say why they refuse a query -> what they send.
REFUSALS = {
    "as text": (TEXT, b"No such function: fold"),
    "as Neptune": (
        {"Content-Type": "application/x-amz-json-1.0"},
        b'{"code": "MalformedQueryException", "detailedMessage": "No such function: fold"}',
    ),
    "as QLever": (JSON, b'{"exception": "No such function: fold", "query": "ASK {}", "status": "ERROR"}'),
    "as frameworks": (JSON, b'{"message": "No such function: fold"}'),
    "as a problem of RFC 9457": (
        {"Content-Type": "application/problem+json; charset=utf-8"},
        b'{"title": "Bad Request", "status": 400, "detail": "No such function: fold"}',
    ),
}


@pytest.mark.parametrize(("headers", "body"), REFUSALS.values(), ids=REFUSALS)
def test_why_an_engine_refuses_a_query_is_told(place: Place, headers: dict[str, str], body: bytes) -> None:
    place.server.plan = lambda _: Fault(400, headers, body)
    response = place.client.post("/sparql", data={"query": f"ASK {{}} # {time.monotonic_ns()}"})
    assert response.status_code == 400
    assert "“No such function: fold”" in response.get_data(as_text=True)
    place.server.plan = lambda _: None


#: What is said in place of that -> a body that nothing can be told of.
WORDLESS = {
    "an error without words": b"{}",
    "no text": b'{"message": {"code": 7}}',
    "a list": b'["message"]',
    "no JSON": b"{",
    "the head of our request": b'{"message": "Authorization: Basic c2VjcmV0"}',
}


@pytest.mark.parametrize("body", WORDLESS.values(), ids=WORDLESS)
def test_an_error_without_words_is_told_by_its_status(place: Place, body: bytes) -> None:
    place.server.plan = lambda _: Fault(400, JSON, body)
    response = place.client.post("/sparql", data={"query": f"ASK {{}} # {time.monotonic_ns()}"})
    assert response.status_code == 502
    assert b"status 400" in response.data
    assert b"c2VjcmV0" not in response.data
    place.server.plan = lambda _: None


#: What an engine does not do that a query asks for -> the status that tells who asked it.
LACKING = {
    "refuses it": (Fault(400, TEXT, b"Not in this version."), 400),
    "gives no more rows": (Fault(200, {**RESULTS, "X-SPARQL-MaxRows": "1"}, ROWS), 413),
    "has no end": (Fault(200, RESULTS, b" " * (65 << 20)), 413),
}


@pytest.mark.parametrize(("fault", "status"), LACKING.values(), ids=LACKING)
def test_who_opens_a_page_is_not_blamed_for_what_the_engine_does_not_do(
    place: Place, fault: Fault, status: int
) -> None:
    names = (f"/doc/organization/none-{time.monotonic_ns()}-{number}.html" for number in itertools.count())
    assert eventually(lambda: place.page(next(names)) == 404)
    place.server.plan = lambda _: fault
    assert place.query(f"SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT 1 # {time.monotonic_ns()}") == status
    assert place.page(next(names)) == 502
    assert place.client.get("/ready").status_code in {502, 503}
    place.server.plan = lambda _: None
    assert eventually(lambda: place.page(next(names)) == 404)


def test_what_an_engine_says_of_its_own_failure_is_for_its_operator(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    said = b"db7.internal:1111 /srv/engine/data: out of space"
    place.server.plan = lambda _: Fault(500, TEXT, b"\x1b]0;\n" + said)
    for number in range(3):
        response = place.client.post("/sparql", data={"query": f"ASK {{}} # {time.monotonic_ns()} {number}"})
        assert response.status_code == 502
        assert b"db7" not in response.data
    page = place.client.get(f"/doc/organization/none-{time.monotonic_ns()}.html")
    assert page.status_code == 502
    assert b"db7" not in page.data
    told = [record.getMessage() for record in caplog.records if said.decode() in record.getMessage()]
    assert 0 < len(told) <= 2  # of queries, and of pages
    assert all(each.isprintable() for each in told)
    place.server.plan = lambda _: None


def test_a_page_that_reads_too_much_of_a_slow_engine_keeps_no_other_from_it(
    engine: str, versions: Versions
) -> None:
    with between(engine) as server, asked(versions.folder, EngineSetting(server.url, "oxigraph")) as place:
        assert eventually(lambda: place.client.get("/ready").status_code == 200)

        def slowly(_: Request) -> None:
            time.sleep(LIMIT / 4)

        server.plan = slowly
        assert place.page() == 504
        server.plan = lambda _: None
        assert place.page("/doc/organization/beta.html") == 200


def test_an_engine_that_flaps_is_asked_again_and_again(place: Place) -> None:
    place.server.plan = lambda request: Fault(silent=True) if request.number % 5 > 2 else None
    found = {place.query(f"ASK {{ ?s ?p ?o }} # {number}") for number in range(12)}
    assert found <= {200, 503}
    assert 200 in found
    place.server.plan = lambda _: None
    assert place.query("ASK { ?s ?p ?o } # at last") == 200


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


@pytest.mark.parametrize("fault", OTHERS.values(), ids=OTHERS)
def test_a_server_that_something_else_answered_at_its_start_finds_its_engine(
    fault: Fault, engine: str, versions: Versions
) -> None:
    with between(engine, lambda _: fault) as server:
        setting = EngineSetting(server.url)
        config = WebConfig(versions.folder, PoolLimits(2, LIMIT), 256 << 20, engine=setting)
        with application(config) as app:
            place = Place(app.test_client(), server)
            assert place.client.get("/ready").status_code in range(400, 505)
            server.plan = lambda _: None
            assert eventually(lambda: place.client.get("/ready").status_code == 200)
            assert eventually(lambda: place.page() == 200)
            assert place.query() == 200


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


VARIABLES = ("s", "p", "o", "g", "found")
NAME, TEXTUAL = {"type": "uri", "value": "urn:a"}, {"type": "literal", "value": "a"}
STATEMENT = {"type": "triple", "value": dict.fromkeys(("subject", "predicate", "object"), NAME)}


def row(**values: object) -> bytes:
    """Rows of one row."""
    return json.dumps({"head": {"vars": VARIABLES}, "results": {"bindings": [values]}}).encode()


#: What is wrong -> the rows, and the status of a page that is read from them.
ODD_ROWS = {
    "answers to something else": (ROWS.replace(b'"s"', b'"x"'), 502),
    "leaves out a column": (ROWS, 502),
    "leaves out a value": (row(), 502),
    "has a text as a property": (row(**dict.fromkeys(VARIABLES, TEXTUAL)), 502),
    "has a statement as a value": (row(**dict.fromkeys(VARIABLES, NAME) | {"o": STATEMENT}), 503),
}


@pytest.mark.parametrize(("rows", "status"), ODD_ROWS.values(), ids=ODD_ROWS)
def test_rows_that_nobody_asked_for_are_told_and_pass(place: Place, rows: bytes, status: int) -> None:
    names = (f"/doc/organization/odd-{time.monotonic_ns()}-{number}.html" for number in itertools.count())
    assert eventually(lambda: place.page(next(names)) == 404)
    place.server.plan = lambda _: Fault(200, RESULTS, rows)
    assert place.page(next(names)) == status
    seen = len(place.server.seen)
    # Who follows what the engine holds looks again and again, and goes on looking.
    assert eventually(lambda: len(place.server.seen) > seen + 2)
    assert place.client.get("/ready").status_code == 502
    place.server.plan = lambda _: None
    assert eventually(lambda: place.page(next(names)) == 404)
    assert eventually(lambda: place.client.get("/ready").status_code == 200)


def test_an_answer_has_a_size(place: Place) -> None:
    rows = b", ".join([b'{"s": {"type": "uri", "value": "urn:%d"}}' % number for number in range(60_000)])
    long = Fault(200, RESULTS, b'{"head": {"vars": ["s"]}, "results": {"bindings": [' + rows + b"]}}")
    place.server.plan = lambda _: long
    assert place.query("SELECT ?s WHERE { ?s ?p ?o } # long") == 413
    place.server.plan = lambda _: None


def test_an_answer_that_virtuoso_cuts_is_no_answer(tmp_path: Path, versions: Versions) -> None:
    with virtuoso(tmp_path, rows=200) as running:
        publish(versions.new, running.setting, silent)
        with asked(versions.folder, running.setting, 30.0) as place:
            assert place.query("SELECT * WHERE { ?s ?p ?o }") == 413
            assert place.query("SELECT * WHERE { ?s ?p ?o } LIMIT 199") == 200


def test_a_graph_that_has_no_end_is_no_answer(place: Place) -> None:
    def plan(request: Request) -> Fault | None:
        return Fault(
            200, {"Content-Type": "application/n-triples"}, b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn"
        )

    place.server.plan = plan
    assert place.query("CONSTRUCT WHERE { ?s ?p ?o } # half") == 502
    place.server.plan = lambda _: None


def test_an_answer_has_its_place_until_it_is_written(engine: str, versions: Versions) -> None:
    long, short = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000", "ASK {}"
    setting = EngineSetting(engine, "oxigraph")
    with application(WebConfig(versions.folder, PoolLimits(1, 60), 256 << 20, engine=setting)) as app:
        desk = app.extensions["accordgraph"]

        async def asked(live: Live) -> list[str]:
            answered: list[str] = []

            async def ask(text: str) -> None:
                await live.pool.answer(Query(text), Wish("text/csv"))
                answered.append(text)

            first = asyncio.ensure_future(ask(long))
            while not (live.pool.busy or first.done()):
                await asyncio.sleep(0.001)
            await asyncio.gather(first, ask(short))
            return answered

        with desk.follower.borrow() as live:
            assert wait(asked(live), desk.loop) == [long, short]


def test_a_query_that_is_stopped_ends_at_the_engine(place: Place) -> None:
    place.server.plan = lambda _: Fault(slow=True)
    began = time.monotonic()
    assert place.query("SELECT ?s WHERE { ?s ?p ?o } # slow") == 504
    assert time.monotonic() - began >= LIMIT
    place.server.plan = lambda _: None
    assert place.query("SELECT ?s WHERE { ?s ?p ?o } # quick") == 200


def test_an_answer_may_have_a_header_for_each_graph() -> None:
    told = {f"X-SPARQL-named-graph-{number}": f"urn:{number}" for number in range(2_000)}
    told["Content-Type"] = "application/sparql-results+json"
    yes = Fault(200, told, b'{"head": {}, "boolean": true}')

    async def ask(url: str) -> bool:
        service = Service(EngineSetting(url, "sparql"))
        try:
            return await service.ask("ASK {}", 10)
        finally:
            await service.close()

    with between("http://127.0.0.1:9", lambda _: yes) as server:
        assert asyncio.run(ask(f"{server.url}/sparql"))


def test_time_in_which_the_server_stood_still_is_not_the_engines() -> None:
    """As where a machine or a container is paused, and goes on later."""
    limit, goes_on = 2.0, threading.Event()
    yes = Fault(200, RESULTS, b'{"head": {}, "boolean": true}')

    def plan(_: Request) -> Fault:
        goes_on.wait(60)
        return yes

    async def ask(url: str, server: Between) -> bool:
        service = Service(EngineSetting(url, "sparql"))
        try:
            asked = asyncio.ensure_future(service.ask("ASK {}", limit))
            while not server.seen:
                await asyncio.sleep(0.001)
            time.sleep(limit + 2)  # nothing else happens
            goes_on.set()
            return await asked
        finally:
            goes_on.set()
            await service.close()

    with between("http://127.0.0.1:9", plan) as server:
        assert asyncio.run(ask(f"{server.url}/sparql", server))


def test_a_connection_that_was_left_and_is_reset_is_made_anew() -> None:
    """As what stands between may do: it forgets a connection that idled, and resets it at the next word."""
    body = b'{"head": {}, "boolean": true}'
    yes = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {JSON_RESULTS}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    connections = 0

    async def forget(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"ASK+%7B%7D")
        writer.write(yes)
        await reader.read(1)
        writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
        writer.transport.abort()

    async def ask() -> list[bool]:
        async with await asyncio.start_server(forget, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            service = Service(EngineSetting(f"http://127.0.0.1:{port}", "oxigraph"))
            try:
                said = [await service.ask("ASK {}", 10) for _ in range(3)]
                # What may not be repeated does not try its luck with one that idled.
                await service.update("# ASK {}", 10, again=False)
                return said
            finally:
                await service.close()

    assert asyncio.run(ask()) == [True] * 3
    assert connections == 4

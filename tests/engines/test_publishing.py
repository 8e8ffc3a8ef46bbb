"""Publishing a snapshot in an engine: what is there afterwards, what readers see meanwhile, and faults."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_plus, urlsplit
from urllib.request import Request as UrlRequest
from urllib.request import urlopen

import pytest
import trustme

from accordgraph.engine.external import claiming, client, publishing, service
from accordgraph.engine.external.differing import Difference, little
from accordgraph.engine.external.loading import PublishError
from accordgraph.engine.external.publishing import Published, publish
from accordgraph.engine.external.record import Record, Recorder
from accordgraph.engine.external.service import Service
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.graph.build import build
from accordgraph.graph.progress import silent
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from servers import eventually, meanwhile, running
from web.content import BASE, write

from .between import Fault, Request, between
from .conftest import ADDED, GONE, RENAMED, Versions
from .holding import BELIEVED, PUBLISHED, held, select, statements, stored, wanted
from .running import ENGINES, Engine, oxigraph, virtuoso

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
#: The base of another dataset.
ELSEWHERE = "http://example.org:8080/path/kg/"
#: What tells versions apart, all of it in one answer: a name, and how much two graphs hold.
TELLING = f"""
SELECT ?label ?gone ?added WHERE {{
  GRAPH <{BELIEVED}> {{ <{RENAMED}> <{LABEL}> ?label FILTER(LANG(?label) = "en") }}
  {{ SELECT (COUNT(*) AS ?gone) WHERE {{ GRAPH <{GONE}> {{ ?s ?p ?o }} }} }}
  {{ SELECT (COUNT(*) AS ?added) WHERE {{ GRAPH <{ADDED}> {{ ?s ?p ?o }} }} }}
}}"""
#: What an engine, or what stands before it, may do now and then.
FAULTS = {
    "busy": Fault(503, {"Retry-After": "0"}),
    "starting": Fault(502, {"Content-Type": "text/html"}, b"<h1>Bad Gateway</h1>"),
    "silent": Fault(silent=True),
    "broken off": Fault(200, {"Content-Type": "application/sparql-results+json"}, b'{"head": {}}', half=True),
    "done, but nobody was told": Fault(silent=True, done=True),
}


#: A publication that is ended while it works on something, and not while it waits for the engine.
ENDED_AT_WORK = """
import os, signal, sys
from pathlib import Path
from accordgraph.building import ended_by_signals
from accordgraph.engine.external.publishing import publish
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.graph.snapshot import SnapshotFolder

def at_work(step, done, total):
    if done:
        os.kill(os.getpid(), signal.SIGTERM)

with ended_by_signals():
    publish(SnapshotFolder(Path(sys.argv[1])).snapshots()[0], EngineSetting(sys.argv[2]), at_work)
"""


def brought(snapshot: Snapshot, setting: EngineSetting) -> Published:
    """Publish, and say what was done."""
    return publish(snapshot, setting, silent)


def assert_holds(engine: Engine, snapshot: Snapshot) -> None:
    """See that an engine holds a snapshot, and nothing beside it but the record."""
    counts = held(engine)
    del counts[PUBLISHED]
    assert counts == wanted(snapshot)


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


def test_readers_see_one_version_or_the_other(tmp_path: Path, either: Versions) -> None:
    with oxigraph(tmp_path) as engine:
        brought(either.old, engine.setting)
        (before,) = select(engine, TELLING)
        seen = [before]

        def read() -> None:
            (row,) = select(engine, TELLING)
            if row != seen[-1]:
                seen.append(row)

        with meanwhile(read):
            brought(either.new, engine.setting)
        (after,) = select(engine, TELLING)
    assert before != after
    assert seen in ([before, after], [before])


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_can_be_retried_is(
    fault: Fault, tmp_path: Path, either: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_PAUSES", (0.01,) * 6)
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        brought(either.old, engine.setting)
        server.plan = lambda request: fault if request.number % 5 == 1 else None
        setting = EngineSetting(server.url)
        brought(either.new, setting)
        assert_holds(engine, either.new)


def is_exchange(request: Request) -> bool:
    """Whether a request makes the new version what is read: it alone speaks of the graph that went."""
    return "DROP" in (said := unquote_plus(request.body.decode())) and f"<{GONE}>" in said


def refuse_from(first: int, request: Request) -> Fault | None:
    """Refuse all requests from one on; that is never tried again."""
    return Fault(403) if request.number >= first else None


def test_an_interrupted_publication_leaves_the_old_version_whole_and_can_be_repeated(
    tmp_path: Path, either: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "PATIENCE", 0.0)
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        setting = EngineSetting(server.url)
        brought(either.old, engine.setting)
        (before,) = select(engine, TELLING)
        brought(either.new, setting)
        (after,) = select(engine, TELLING)
        exchange = next(each.number for each in server.seen if is_exchange(each))
        requests = len(server.seen)
        assert exchange > 10
        for last in (*range(2, exchange + 1, 7), exchange):
            brought(either.old, engine.setting)
            first = len(server.seen)
            server.plan = partial(refuse_from, first + last)
            with pytest.raises(PublishError):
                brought(either.new, setting)
            assert select(engine, TELLING) == [before]
            server.plan = lambda _: None
            brought(either.new, setting)
            assert select(engine, TELLING) == [after]
            assert_holds(engine, either.new)
        for last in range(
            exchange + 1, requests - 1, 5
        ):  # what is left to do then changes nothing for readers
            brought(either.old, engine.setting)
            server.plan = partial(refuse_from, len(server.seen) + last)
            with pytest.raises(PublishError):
                brought(either.new, setting)
            assert select(engine, TELLING) == [after]
            server.plan = lambda _: None
            brought(either.new, setting)
            assert_holds(engine, either.new)


def test_two_publications_at_once_do_not_mix(
    tmp_path: Path, either: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "BEAT", 0.2)
    begun, go_on = threading.Event(), threading.Event()

    def wait(request: Request) -> None:
        if is_exchange(request) and not begun.is_set():
            begun.set()
            go_on.wait(25)

    with oxigraph(tmp_path) as engine, between(engine.setting.url, wait) as server:
        brought(either.old, engine.setting)
        first = threading.Thread(target=brought, args=(either.new, EngineSetting(server.url)))
        first.start()
        assert begun.wait(60)
        said = f"is under way: of {either.new.identity} from .*, process {os.getpid()}. Publish again when"
        with pytest.raises(PublishError, match=said):
            brought(either.old, engine.setting)
        go_on.set()
        first.join()
        assert_holds(engine, either.new)


def test_a_claim_is_renewed_beside_the_work_and_taken_over_where_nobody_renews_it(
    engine: Engine, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "BEAT", 0.02)
    monkeypatch.setattr(claiming, "PATIENCE", 0.1)

    def refuse(request: Request) -> Fault | None:
        return (
            Fault(403) if request.body and "INSERT DATA" not in unquote_plus(request.body.decode()) else None
        )

    url = urlsplit(engine.setting.url)
    for snapshot in (versions.old, versions.new):
        with between(f"{url.scheme}://{url.netloc}", refuse) as server:
            through = urlsplit(server.url).netloc
            own = {
                each: getattr(engine.setting, each).replace(url.netloc, through) for each in ("url", "update")
            }
            with pytest.raises(PublishError, match="403"):
                brought(snapshot, replace(engine.setting, **own))
        assert any("staging" in graph for graph in held(engine))
        brought(snapshot, engine.setting)
        assert_holds(engine, snapshot)


def test_a_claim_is_not_taken_away_while_it_is_being_renewed(
    tmp_path: Path, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "BEAT", 0.01)
    renewing, refusing, together = threading.Event(), threading.Event(), list[bool]()

    def look(request: Request) -> Fault | None:
        said = unquote_plus(request.body.decode())
        if "claims#beat" in said and "WHERE" in said and "DELETE" in said:
            renewing.set()
            time.sleep(0.2)
            renewing.clear()
        elif said.startswith("update=DELETE WHERE { GRAPH") and "claims" in said:
            together.append(renewing.is_set())
        return Fault(403) if refusing.is_set() and request.method == "PUT" else None

    with oxigraph(tmp_path) as engine, between(engine.setting.url, look) as server:
        brought(versions.old, EngineSetting(server.url))
        refusing.set()
        with pytest.raises(PublishError, match="403"):
            brought(versions.new, EngineSetting(server.url))
    assert together == [False, False]


#: What may be said of an exchange -> how often it is asked for.
TOLD = {
    "nothing, but it is done": (Fault(silent=True, done=True), 1),
    "nothing": (Fault(silent=True), 2),
    "that of somebody else": (Fault(200, {"Content-Type": "text/html"}, b"<h1>Sign in</h1>"), 2),
}


@pytest.mark.parametrize(("fault", "times"), TOLD.values(), ids=TOLD)
def test_an_exchange_is_looked_for_whatever_is_said_of_it(
    fault: Fault, times: int, tmp_path: Path, either: Versions
) -> None:
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        brought(either.old, engine.setting)
        faults = iter([fault])
        server.plan = lambda request: next(faults, None) if is_exchange(request) else None
        brought(either.new, EngineSetting(server.url))
        assert sum(map(is_exchange, server.seen)) == times
        assert_holds(engine, either.new)
        assert statements(engine, BELIEVED) == stored(either.new, BELIEVED)


def test_an_exchange_that_the_engines_own_time_limit_ends_is_told_with_what_to_do(
    tmp_path: Path, versions: Versions
) -> None:
    ended = Fault(500, {"Content-Type": "text/plain"}, b"Virtuoso S1T00 Error SR171: Transaction timed out")
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        brought(versions.old, engine.setting)
        server.plan = lambda request: ended if is_exchange(request) else None
        with pytest.raises(PublishError, match=r"takes too long.*time limit of its own is longer"):
            brought(versions.new, EngineSetting(server.url))


@pytest.mark.parametrize("at_hand", [True, False])
def test_of_a_graph_in_which_little_changed_only_that_is_sent_where_the_old_version_is_at_hand(
    tmp_path: Path, versions: Versions, apart: Versions, at_hand: bool
) -> None:
    used = versions if at_hand else apart
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        brought(used.old, engine.setting)
        brought(used.new, EngineSetting(server.url))
        put = {unquote(each.path).rpartition("/")[2] for each in server.seen if each.method == "PUT"}
        assert ("believed" in put) is not at_hand
        assert_holds(engine, used.new)
        assert statements(engine, BELIEVED) == stored(used.new, BELIEVED)


def test_a_damaged_snapshot_at_hand_is_as_none(tmp_path: Path, versions: Versions) -> None:
    folder = SnapshotFolder(shutil.copytree(versions.folder, tmp_path / "snapshots", symlinks=True))
    old, new = (folder.named(each.identity) for each in (versions.old, versions.new))
    assert old is not None
    assert new is not None
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        brought(old, engine.setting)
        for path in old.store_path.glob("*.sst"):
            path.write_bytes(bytes(path.stat().st_size))
        brought(new, EngineSetting(server.url))
        put = {unquote(each.path).rpartition("/")[2] for each in server.seen if each.method == "PUT"}
        assert "believed" in put
        assert_holds(engine, new)


def test_a_claim_is_renewed_while_snapshots_are_compared(
    tmp_path: Path, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "BEAT", 0.02)
    beats = f"SELECT ?beat WHERE {{ GRAPH <{BASE}graph/staging/claims> {{ ?s ?p ?beat }} }}"
    with oxigraph(tmp_path) as engine:
        brought(versions.old, engine.setting)

        def compare(*compared: *tuple[Snapshot, Snapshot, Mapping[str, Any]]) -> dict[str, Difference]:
            begun = select(engine, beats)
            assert eventually(lambda: select(engine, beats) not in ([], begun))
            return little(*compared)

        monkeypatch.setattr(publishing, "little", compare)
        brought(versions.new, engine.setting)
        assert_holds(engine, versions.new)


def test_an_engine_that_does_not_hold_what_it_is_said_to_is_not_changed_by_the_difference(
    tmp_path: Path, versions: Versions
) -> None:
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        brought(versions.old, engine.setting)
        url = f"{engine.setting.url}/store?graph={BELIEVED}"
        urlopen(
            UrlRequest(url, b"<urn:a> <urn:b> <urn:c> .", {"Content-Type": "application/n-triples"}),
            timeout=60,
        ).close()
        brought(versions.new, EngineSetting(server.url))
        assert any("believed" in unquote(each.path) for each in server.seen if each.method == "PUT")
        assert_holds(engine, versions.new)
        assert statements(engine, BELIEVED) == stored(versions.new, BELIEVED)


def test_an_engine_that_loses_statements_is_found_out(tmp_path: Path, versions: Versions) -> None:
    def lose(request: Request) -> Fault | None:
        return Fault(201) if request.method == "PUT" and "source/second" in unquote(request.path) else None

    with oxigraph(tmp_path) as engine, between(engine.setting.url, lose) as server:
        with pytest.raises(PublishError, match=r"in 1 graph .*graph/source/second> has 0 of"):
            brought(versions.old, EngineSetting(server.url))
        server.plan = lambda _: None
        brought(versions.old, EngineSetting(server.url))
        assert_holds(engine, versions.old)


def test_a_disk_that_is_full_is_told(
    tmp_path: Path, full_disk: Path, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    (full_disk / "filler").write_bytes(b"x" * 280_000)
    monkeypatch.setattr(tempfile, "tempdir", str(full_disk))
    with oxigraph(tmp_path) as engine, pytest.raises(OSError, match="No space left"):
        brought(versions.new, engine.setting)


def test_what_others_keep_in_the_default_graph_is_not_replaced_whenever_a_publication_was_interrupted(
    tmp_path: Path, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "PATIENCE", 0.0)
    refused = f"holds 1 statement that no publication of {BASE} put there"
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        url = f"{engine.setting.url}/store?default"
        theirs = UrlRequest(
            url, b"<urn:a> <urn:b> <urn:c> .", {"Content-Type": "application/n-triples"}, method="PUT"
        )
        urlopen(theirs, timeout=60).close()
        for last in itertools.count(2):
            server.plan = partial(refuse_from, len(server.seen) + last)
            with pytest.raises(PublishError) as interrupted:
                brought(versions.old, EngineSetting(server.url))
            with pytest.raises(PublishError, match=refused):
                brought(versions.old, engine.setting)
            assert len(select(engine, "SELECT * WHERE { ?s ?p ?o }")) == 1
            assert held(engine) == {}
            if refused in str(interrupted.value):
                break


def test_of_a_first_publication_that_was_interrupted_another_version_leaves_nothing(
    tmp_path: Path, versions: Versions
) -> None:
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        server.plan = lambda request: Fault(403) if b"%23snapshot" in request.body else None
        with pytest.raises(PublishError, match="403"):
            brought(versions.old, EngineSetting(server.url))
        assert GONE in held(engine)
        brought(versions.new, engine.setting)
        assert_holds(engine, versions.new)


#: How an engine is told of wrongly, from its address -> what is said of that.
WRONG: dict[str, tuple[Callable[[str], EngineSetting], str]] = {
    "a port where nobody listens": (
        lambda _: EngineSetting("http://127.0.0.1:9"),
        "cannot be reached.*See that it runs",
    ),
    "another kind": (lambda url: EngineSetting(url, "virtuoso"), "status 404.*--engine-kind"),
    "a kind with graphs elsewhere": (lambda url: EngineSetting(url, "fuseki"), "status 404.*--engine-graphs"),
    "no address for updates": (
        lambda url: EngineSetting(f"{url}/query", "sparql"),
        "--engine-update",
    ),
    "another address for updates": (
        lambda url: EngineSetting(url, update=f"{url}/changes"),
        "status 404.*--engine-update",
    ),
}


@pytest.mark.parametrize(("told", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_told_with_its_address_even_where_nothing_is_to_be_sent(
    told: Callable[[str], EngineSetting], said: str, tmp_path: Path, versions: Versions
) -> None:
    with oxigraph(tmp_path) as engine:
        brought(versions.old, engine.setting)
        with pytest.raises(PublishError, match=said) as error:
            brought(versions.old, told(engine.setting.url))
        assert "asked at http://127.0.0.1:" in str(error.value)


@pytest.mark.parametrize("kind", ["auto", "oxigraph"])
def test_an_engine_that_hangs_is_told_soon(
    kind: str, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_SOON", 1)
    with between("http://127.0.0.1:9", lambda _: Fault(slow=True)) as server:
        began = time.monotonic()
        with pytest.raises(PublishError, match=f"within 1 s. It was asked at {server.url}. See that"):
            brought(versions.old, EngineSetting(server.url, kind))
        assert time.monotonic() - began < 30


#: For which host a certificate is, None where its issuer is not known -> what is said of it.
CERTIFICATES = {
    "127.0.0.1": "is published",
    "localhost": "not trusted: .*not valid for '127.0.0.1'”. .*SSL_CERT_FILE",
    None: "not trusted: “unable to get local issuer certificate”. .*SSL_CERT_FILE",
}


@pytest.mark.parametrize("host", CERTIFICATES)
def test_a_certificate_that_is_not_trusted_is_told_with_what_to_do(
    host: str | None, tmp_path: Path, versions: Versions
) -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host or "127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "issuer.pem"))
    trusted = {"SSL_CERT_FILE": str(tmp_path / "issuer.pem")} if host else {}
    with oxigraph(tmp_path) as engine, between(engine.setting.url, encryption=context) as server:
        command = [sys.executable, "-m", "accordgraph", "publish", "--engine", server.url]
        options = ["--snapshots", str(versions.folder), "--snapshot", versions.old.identity]
        done = subprocess.run(
            [*command, *options],
            env={**os.environ, **trusted},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert re.search(CERTIFICATES[host], done.stdout + done.stderr)


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


@pytest.mark.parametrize("status", [401, 403])
def test_who_needs_a_login_and_has_none_is_told_how_to_give_one(status: int, versions: Versions) -> None:
    with (
        between("http://127.0.0.1:9", lambda _: Fault(status)) as server,
        pytest.raises(PublishError, match=rf"without a login \(status {status}\).*ACCORDGRAPH_ENGINE_USER"),
    ):
        brought(versions.old, EngineSetting(server.url))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_publication_that_is_ended_leaves_no_claim(
    sign: signal.Signals, tmp_path: Path, versions: Versions
) -> None:
    begun = threading.Event()

    def plan(request: Request) -> Fault | None:
        if request.method != "PUT":
            return None
        begun.set()
        return Fault(slow=True)

    with oxigraph(tmp_path) as engine, between(engine.setting.url, plan) as server:
        command = [sys.executable, "-m", "accordgraph", "publish", "--engine", server.url]
        options = ["--snapshots", str(versions.folder), "--snapshot", versions.old.identity]
        with running([*command, *options], subprocess.DEVNULL) as process:
            assert begun.wait(60)
            process.send_signal(sign)
            assert process.wait(60) in (128 + sign, 1)
        assert set(held(engine)) == {PUBLISHED}


def test_a_publication_that_is_ended_at_work_leaves_no_claim_and_says_nothing(
    tmp_path: Path, versions: Versions
) -> None:
    with oxigraph(tmp_path) as engine:
        command = [sys.executable, "-c", ENDED_AT_WORK, str(versions.folder), engine.setting.url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, "")
        assert not any("claims" in graph for graph in held(engine))

"""Readers see one version or the other, whatever happens to the exchange."""

from __future__ import annotations

import itertools
import shutil
from functools import partial
from pathlib import Path
from urllib.parse import unquote
from urllib.request import Request as UrlRequest
from urllib.request import urlopen

import pytest

from accordgraph.engine.external import claiming, client
from accordgraph.engine.external.loading import PublishError
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.graph.snapshot import SnapshotFolder
from servers import meanwhile
from web.content import BASE

from .between import Fault, Request, between
from .bringing import TELLING, assert_holds, brought, is_exchange, refuse_from
from .conftest import GONE, Versions
from .holding import BELIEVED, held, select, statements, stored
from .running import oxigraph

#: What an engine, or what stands before it, may do now and then.
FAULTS = {
    "busy": Fault(503, {"Retry-After": "0"}),
    "starting": Fault(502, {"Content-Type": "text/html"}, b"<h1>Bad Gateway</h1>"),
    "silent": Fault(silent=True),
    "broken off": Fault(200, {"Content-Type": "application/sparql-results+json"}, b'{"head": {}}', half=True),
    "done, but nobody was told": Fault(silent=True, done=True),
}


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

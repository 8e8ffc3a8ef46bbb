"""One publication at a time: it claims the engine, and leaves no claim behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import pytest

from accordgraph.engine.external import claiming, publishing
from accordgraph.engine.external.differing import Difference, little
from accordgraph.engine.external.loading import PublishError
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.graph.snapshot import Snapshot
from servers import eventually, running
from web.content import BASE

from .between import Fault, Request, between
from .bringing import assert_holds, brought, is_exchange
from .conftest import Versions
from .holding import PUBLISHED, held, select
from .running import Engine, oxigraph

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

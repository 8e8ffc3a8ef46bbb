"""What an engine sends in answer is taken whole, in time and in bounded room, or refused."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import struct
import threading
import time
from pathlib import Path

import pytest

from accordgraph.engine.external.publishing import publish
from accordgraph.engine.external.service import Service
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.engine.loops import wait
from accordgraph.engine.query import Query, Wish
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.progress import silent
from accordgraph.web.config import WebConfig
from accordgraph.web.data.live import Live
from applications import application
from servers import eventually

from .behind import JSON_RESULTS, LIMIT, RESULTS, ROWS, Place, asked
from .between import Between, Fault, Request, between
from .conftest import Versions
from .running import virtuoso

#: Servers look more often than each second what their engine holds.
pytestmark = pytest.mark.usefixtures("looking")


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


def test_an_answer_has_its_place_until_it_is_written(address: str, versions: Versions) -> None:
    long, short = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000", "ASK {}"
    setting = EngineSetting(address, "oxigraph")
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

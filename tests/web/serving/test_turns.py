"""Turns of clients: who asks for much waits for it, and nobody else does."""

from __future__ import annotations

import asyncio
import io
import threading
import tracemalloc
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from accordgraph.engine.answering.cache import CacheLimits
from accordgraph.engine.loops import wait
from accordgraph.engine.workers.gate import Gate
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.app import WebApplication
from accordgraph.web.config import WebConfig
from accordgraph.web.endpoint import Endpoint
from accordgraph.web.serving.front import Front
from accordgraph.web.serving.sending import Stuck
from accordgraph.web.serving.turns import Turns
from accordgraph.web.serving.watching import Presence
from accordgraph.web.serving.wsgi import CLIENT, PRESENCE, Answered
from applications import application

#: Seconds that something may take which is waited for.
_LONG = 60
_GREEDY, _OTHER = "192.0.2.30", "192.0.2.31"
#: What is asked for, which an environ has beside what all have.
_ASKED: dict[str, dict[str, str]] = {
    "pages": {"PATH_INFO": "/page"},
    "no requests": {"PATH_INFO": "/page", "HTTP_HOST": "two,hosts"},
    "no queries": {"PATH_INFO": "/sparql", "QUERY_STRING": "query=SELECT"},
}


class _Pages:
    """An application that makes no page and no refusal before it is told to; it notes for whom it began."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.told = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:  # noqa: ANN401 - WSGI's
        self.begun.append(environ["REMOTE_ADDR"])
        assert self.told.wait(_LONG)
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
        return [b"page"]


@contextmanager
def _opened(app: Flask) -> Iterator[tuple[Front, _Pages]]:
    pages = _Pages()
    front = Front(pages, app.extensions["accordgraph"], {})
    try:
        yield front, pages
    finally:
        pages.told.set()
        front.close()


async def _sent(size: int) -> AsyncIterator[bytes]:
    """Yield a body of so many bytes as it arrives."""
    for start in range(0, size, 1 << 16):
        yield bytes(min(1 << 16, size - start))


def _answer(
    front: Front, client: str, number: int, beside: dict[str, Any], size: int = 0
) -> asyncio.Task[Answered]:
    """Begin to answer a client's request, unlike all others of it, with a body of so many bytes."""
    environ: dict[str, Any] = {"REQUEST_METHOD": "GET", "REMOTE_ADDR": client, "SCRIPT_NAME": ""}
    environ |= {"SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "QUERY_STRING": "", **beside}
    environ["QUERY_STRING"] += f"&n={number}" if number else ""
    front.read(environ)
    return asyncio.ensure_future(front.answer(environ, _sent(size)))


async def _until(begun: list[str], client: str) -> None:
    while client not in begun:
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("asked", _ASKED.values(), ids=_ASKED)
def test_who_asks_for_much_keeps_nobody_else_from_a_page(app: Flask, asked: dict[str, str]) -> None:
    with _opened(app) as (front, pages):

        async def flooded() -> None:
            flood = [_answer(front, _GREEDY, number, asked) for number in range(400)]
            await _until(pages.begun, _GREEDY)
            other = _answer(front, _OTHER, 400, asked)
            async with asyncio.timeout(_LONG):
                await _until(pages.begun, _OTHER)
            assert pages.begun.count(_GREEDY) <= 2
            pages.told.set()
            await asyncio.gather(other, *flood)

        wait(flooded(), front.loop)
        assert pages.begun.count(_GREEDY) == 400


def test_a_crowd_that_asks_for_much_keeps_nobody_else_from_a_page(app: Flask) -> None:
    crowd = [f"192.0.2.{number}" for number in range(100, 120)]
    with _opened(app) as (front, pages):

        async def crowded() -> None:
            pages.told.set()
            await _answer(front, _OTHER, 321, _ASKED["pages"])  # who is known goes before who is not
            pages.told.clear()
            pages.begun.clear()
            flood = [
                _answer(front, crowd[number % len(crowd)], number, _ASKED["pages"]) for number in range(320)
            ]
            await _until(pages.begun, crowd[0])
            other = _answer(front, _OTHER, 320, _ASKED["pages"])
            await asyncio.sleep(0)
            pages.told.set()
            await asyncio.gather(other, *flood)

        wait(crowded(), front.loop)
    assert len(pages.begun) == 321
    assert pages.begun.index(_OTHER) <= 2 * len(crowd)


def test_who_waits_for_a_query_has_no_turn_meanwhile(app: Flask) -> None:
    desk, environ = app.extensions["accordgraph"], {CLIENT: _GREEDY}
    turns, order = Turns(1, Gate(1, 100, _LONG, desk.loop)), list[str]()

    async def other(client: str) -> None:
        async with turns.turn({CLIENT: client}):
            order.append(client)

    async def asked() -> None:
        async with turns.turn(environ):
            waiting = [asyncio.ensure_future(other(each)) for each in (_OTHER, _GREEDY)]
            await asyncio.wait(waiting, timeout=0.1)
            assert order == []
            async with turns.apart(environ):
                await asyncio.gather(*waiting)
            await asyncio.wait([asyncio.ensure_future(other(_OTHER))], timeout=0.1)
            order.append("end")
        await other(_GREEDY)

    wait(asked(), desk.loop)
    assert order == [_OTHER, _GREEDY, "end", _OTHER, _GREEDY]


def test_of_turns_that_all_share_another_client_has_the_next(app: Flask) -> None:
    desk = app.extensions["accordgraph"]
    turns, order = Turns(2, Gate(2, 100, _LONG, desk.loop)), list[str]()

    async def had(client: str) -> None:
        async with turns.turn({CLIENT: client}):
            order.append(client)
            await asyncio.sleep(0)

    async def crowded() -> None:
        await asyncio.gather(*map(had, [_GREEDY] * 100), had(_OTHER))

    wait(crowded(), desk.loop)
    assert order == [_GREEDY, _GREEDY, _OTHER, *[_GREEDY] * 98]


@pytest.mark.parametrize("number", [0, 1], ids=["before the framework", "by it"])
@pytest.mark.parametrize("name", ["alpha-beta.html", "alpha-beta.ttl"])
def test_a_document_is_written_when_there_is_a_turn(app: WebApplication, name: str, number: int) -> None:
    front, turns = app.front, app.extensions["accordgraph"].turns
    document = {"PATH_INFO": f"/doc/agreement/{name}", "wsgi.url_scheme": "http"}
    document["HTTP_ACCEPT_LANGUAGE"] = "en, x-turns"  # as no other test asks, whose answer would be kept

    async def asked() -> str:
        async with AsyncExitStack() as held:
            for each in (_GREEDY, _GREEDY, "192.0.2.32"):
                await held.enter_async_context(turns.turn({CLIENT: each}))
            answering = _answer(front, _OTHER, number, document)
            done, _ = await asyncio.wait((answering,), timeout=0.3)
            assert not done
        async with asyncio.timeout(_LONG):
            return (await answering)[0]

    assert wait(asked(), front.loop) == "200 OK"


class _Slow(io.BytesIO):
    """A body that can be read from a moment on."""

    def __init__(self, content: bytes, told: threading.Event) -> None:
        super().__init__(content)
        self._told = told

    def read(self, size: int | None = -1) -> bytes:
        assert self._told.wait(_LONG)
        return super().read(size)


def test_who_sends_many_long_queries_holds_up_no_other_clients(app: Flask) -> None:
    desk, now, later = app.extensions["accordgraph"], threading.Event(), threading.Event()
    endpoint, query = Endpoint(desk), b"ASK {} #" + bytes(100_000)
    now.set()

    def asked(client: str, told: threading.Event) -> Coroutine[Any, Any, Answered | None]:
        environ: dict[str, Any] = {"REQUEST_METHOD": "POST", CLIENT: client, "QUERY_STRING": ""}
        environ |= {"CONTENT_TYPE": "application/sparql-query", "CONTENT_LENGTH": str(len(query))}
        return endpoint.answer({**environ, "HTTP_ACCEPT": "text/csv", "wsgi.input": _Slow(query, told)})

    async def flooded() -> None:
        flood = [asyncio.ensure_future(asked(_GREEDY, later)) for _ in range(100)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(_LONG):
                answered = await asked(_OTHER, now)
        finally:
            later.set()
        await asyncio.gather(*flood)
        assert answered is not None
        assert answered[0] == "200 OK"

    wait(flooded(), desk.loop)


def test_nothing_is_made_for_who_has_gone_before_it_is_begun(app: Flask) -> None:
    with _opened(app) as (front, pages):

        async def left() -> None:
            presence = Presence(front.loop)
            staying = [_answer(front, _GREEDY, number, _ASKED["pages"]) for number in range(2)]
            asked = {**_ASKED["pages"], PRESENCE: presence}
            leaving = [_answer(front, _GREEDY, number, asked) for number in range(2, 200)]
            await asyncio.sleep(0)
            presence.leave()
            await asyncio.wait(leaving, timeout=_LONG)
            assert all(each.cancelled() for each in leaving)
            pages.told.set()
            await asyncio.gather(*staying)

        wait(left(), front.loop)
    assert len(pages.begun) == 2


def test_no_query_waits_in_the_line_for_who_sends_nothing_more(tmp_path: Path, snapshots: Path) -> None:
    asked = {"PATH_INFO": "/sparql", "HTTP_ACCEPT": "text/csv"}
    endless = "query=SELECT(COUNT(*)AS?n){?a?b?c.?d?e?f.?g?h?i.?j?k?l.?m?o?p}"
    config = WebConfig(snapshots, PoolLimits(1, _LONG), 256 << 20, cache=CacheLimits(tmp_path))
    with application(config) as app:
        follower, loop = app.extensions["accordgraph"].follower, app.front.loop

        async def waiting() -> int:
            running = _answer(app.front, _GREEDY, 1, {**asked, "QUERY_STRING": endless})
            async with asyncio.timeout(_LONG):
                while not follower.busy:
                    await asyncio.sleep(0.01)
            presence = Presence(loop)
            presence.leave()
            left = {**asked, "QUERY_STRING": "query=ASK{}", PRESENCE: presence}
            leaving = _answer(app.front, _OTHER, 2, left)
            for _ in range(20):  # turns of the loop
                await asyncio.sleep(0)
            found: int = follower.waiting
            running.cancel()
            await asyncio.wait((running, leaving))
            return found

        assert wait(waiting(), loop) == 0


def test_no_refusal_is_made_for_who_has_gone(app: Flask) -> None:
    with _opened(app) as (front, pages):

        async def refused() -> None:
            presence = Presence(front.loop)
            presence.end()
            with pytest.raises(Stuck):
                await _answer(front, _GREEDY, 0, {**_ASKED["no queries"], PRESENCE: presence})

        wait(refused(), front.loop)
    assert pages.begun == []


def test_a_body_that_nobody_reads_is_not_kept_until_its_request_has_its_turn(app: Flask) -> None:
    posted = {**_ASKED["pages"], "REQUEST_METHOD": "POST"}
    with _opened(app) as (front, pages):

        async def flooded() -> int:
            flood = [
                _answer(front, f"192.0.2.{number % 200}", number, posted, 1 << 20) for number in range(400)
            ]
            await asyncio.sleep(3)
            held = tracemalloc.get_traced_memory()[0]
            pages.told.set()
            await asyncio.gather(*flood)
            return held

        tracemalloc.start()
        try:
            held = wait(flooded(), front.loop)
        finally:
            tracemalloc.stop()
    assert held < 16 << 20

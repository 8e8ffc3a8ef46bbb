"""Pages that several ask for at once: made once, by whoever comes first, and nobody depends on anybody."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest
from flask import Flask

from accordgraph.web.desk import Desk
from accordgraph.web.serving.front import Front
from accordgraph.web.serving.wsgi import REPEATABLE, Answered

#: Seconds that something may take which is waited for.
_LONG = 60
_NUMBERS = count()
_HEAD, _KNOWN = {"REQUEST_METHOD": "HEAD"}, {"HTTP_IF_NONE_MATCH": '"one"'}


class _Pages:
    """An application that makes no page before it is told to, and after so many alone only so many together
    (a client has two turns at the same time); some it cannot make."""

    def __init__(self, identity: str, alone: int = 0, together: int = 1) -> None:
        self.begun: list[str] = []
        self.told = threading.Event()
        self._identity, self._alone = identity, alone
        self._together = threading.Barrier(together, timeout=_LONG)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:  # noqa: ANN401 - WSGI's
        self.begun.append(environ["PATH_INFO"])
        if len(self.begun) > self._alone:
            self._together.wait()
        assert self.told.wait(_LONG)
        if environ["PATH_INFO"] == "/fails":
            start_response("500 INTERNAL SERVER ERROR", [("Content-Length", "0")])
            return [b""]
        environ[REPEATABLE] = self._identity
        start_response("200 OK", [("ETag", '"one"'), ("Content-Type", "text/plain"), ("Content-Length", "4")])
        return [b"page"]


class _Empty:
    """A request's body without a byte."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        raise StopAsyncIteration


@pytest.fixture
def desk(app: Flask) -> Desk:
    """What the application's requests share."""
    found = app.extensions["accordgraph"]
    assert isinstance(found, Desk)
    return found


def _ask(desk: Desk, pages: _Pages, asked: list[dict[str, str]], given_up: int | None = None) -> list[Any]:
    """Ask several times at once, as told in each environ; return the outcomes."""
    front = Front(pages, desk, {})
    common = {"REQUEST_METHOD": "GET", "PATH_INFO": "/page", "REMOTE_ADDR": "::1", "SCRIPT_NAME": ""}
    common |= {"SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost"}
    common["QUERY_STRING"] = f"n={next(_NUMBERS)}"  # nothing is kept of that

    async def ask_one(beside: dict[str, str]) -> Answered:
        environ: dict[str, Any] = {**common, **beside}
        front.read(environ)
        return front.replayed(environ) or await front.answer(environ, _Empty())

    async def ask_all() -> list[Any]:
        tasks = [asyncio.ensure_future(ask_one(each)) for each in asked]
        while not pages.begun:
            await asyncio.sleep(0.01)
        if given_up is not None:
            tasks[given_up].cancel()
        pages.told.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    try:
        return asyncio.run_coroutine_threadsafe(ask_all(), desk.loop).result(2 * _LONG)
    finally:
        front.close()


@pytest.mark.parametrize(("given_up", "made"), [(None, 1), (3, 1), (0, 5)], ids=["nobody", "waits", "leads"])
def test_a_page_is_made_once_for_all_who_ask_meanwhile(desk: Desk, given_up: int | None, made: int) -> None:
    """Where whoever came first gives up, the others have it made for themselves."""
    pages = _Pages(desk.follower.identity)
    outcomes = _ask(desk, pages, [{}, {}, _HEAD, {}, _KNOWN], given_up)
    whole = ("200", [b"page"])
    expected = [whole, whole, ("200", []), whole, ("304", [])]
    for number, (outcome, wanted) in enumerate(zip(outcomes, expected, strict=True)):
        if number == given_up:
            assert isinstance(outcome, asyncio.CancelledError)
        elif made == 1:
            assert (outcome[0][:3], outcome[2]) == wanted
        else:
            assert outcome[0][:3] == "200"
    assert len(pages.begun) == made


def test_what_fails_is_tried_by_all_at_once_and_harms_nobody_later(desk: Desk) -> None:
    pages = _Pages(desk.follower.identity, alone=1, together=2)
    outcomes = _ask(desk, pages, [{"PATH_INFO": "/fails"}] * 7)
    assert [each[0][:3] for each in outcomes] == ["500"] * 7
    assert len(pages.begun) == 7
    assert _ask(desk, _Pages(desk.follower.identity), [{}])[0][0] == "200 OK"


def test_pages_of_which_each_is_another_do_not_wait_for_each_other(desk: Desk) -> None:
    pages = _Pages(desk.follower.identity, together=2)
    outcomes = _ask(desk, pages, [{"PATH_INFO": f"/{number}"} for number in range(6)])
    assert {each[0] for each in outcomes} == {"200 OK"}
    assert len(pages.begun) == 6

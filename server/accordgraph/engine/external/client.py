"""HTTP with an engine: who we are, time and size limits, and each failure with its status."""

from __future__ import annotations

import asyncio
import io
import json
import random
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp
from aiohttp import hdrs

from ..clock import Clock
from ..errors import (
    EngineFailed,
    EngineOverlong,
    EngineSlow,
    EngineUnavailable,
    EngineUntrusted,
    longer_than,
)
from .login import Login
from .setting import Credentials

#: Seconds in which a connection is made.
_CONNECT = 5.0
#: Pauses in seconds before another attempt; each is lengthened by chance, so that many do not come at once.
_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
#: The longest pause that an engine may ask for by Retry-After.
_LONGEST_PAUSE = 30.0
#: What an engine answers that has too much to do, that is just starting, or where two tasks were in each
#: other's way.
_BUSY = frozenset((408, 429, 500, 502, 503, 504))
_CHARACTERS_OF_REASON = 300
_JSON = re.compile(r"application/(?:[^;]+[+-])?json(?:-[0-9.]+)?")
#: What an error in JSON says is wrong: in Neptune's, in QLever's, in that of frameworks, and of RFC 9457.
_TOLD = ("detailedMessage", "exception", "message", "detail")
#: What is raised where a connection that was made ends before the answer begins.
_GONE = (aiohttp.ClientConnectionError, OSError)
#: Bytes of an error that are read.
_BYTES_OF_ERROR = 64 << 10
#: Headers that an answer may have: Virtuoso repeats the name of each graph that it was asked for in one.
_HEADERS = 20_000


@dataclass(frozen=True)
class Request:
    """What an engine is asked.

    `seconds` is how long the answer may take, `most` how many bytes it may have. `again`: it may be repeated
    where nobody knows whether it was done.
    """

    method: str
    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[tuple[str, str], ...] = ()
    seconds: float = 30.0
    most: int = 1 << 20
    again: bool = True


@dataclass(frozen=True)
class Reply:
    """What an engine answered; `framed`: its end was marked, so that it is whole."""

    status: int
    media_type: str
    headers: Mapping[str, str]
    body: bytes
    framed: bool

    @property
    def reason(self) -> str:
        """The beginning of what the engine says, where it says it in plain text, or in JSON where others do;
        "" where it repeats the head of our request, which may tell who we are."""
        text = self.body.decode(errors="replace")
        if _JSON.fullmatch(self.media_type):
            text = _told_in(text)
        elif self.media_type != "text/plain":
            return ""
        # What would steer a terminal is no word.
        said = "".join(each if each.isprintable() else " " for each in text)
        if hdrs.AUTHORIZATION.lower() in said.lower():
            return ""
        return " ".join(said.split())[:_CHARACTERS_OF_REASON]


def _told_in(text: str) -> str:
    """What an error in JSON says is wrong; "" where that is not found."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    words = (told.get(each) for each in _TOLD) if isinstance(told, dict) else ()
    return next((each for each in words if isinstance(each, str)), "")


class Client:
    """Asks one engine. It belongs to one event loop."""

    def __init__(self, credentials: Credentials, connections: int) -> None:
        self._login = Login(credentials.user, credentials.password, credentials.token)
        self._connections = connections
        self._begun: tuple[aiohttp.ClientSession, Clock] | None = None

    async def ask(self, request: Request) -> Reply:
        """Ask once; raises EngineUnavailable, EngineSlow, EngineFailed and EngineOverlong."""
        kept, clock = self._begin()
        if request.again:
            # The engine, or what stands before it, may have left a connection that idled.
            with suppress(*_GONE):
                return await _ask(kept, clock, request)
        async with self._session() as made_anew:
            try:
                return await _ask(made_anew, clock, request)
            except _GONE as gone:
                raise _gone() from gone

    async def insist(self, request: Request) -> Reply:
        """Ask, and again after a pause where that can help; what may not be repeated is asked once."""
        for pause in (*_PAUSES, None):
            wanted: float | None = None
            try:
                reply = await self.ask(request)
            except (EngineUnavailable, EngineFailed):  # who is too slow is not made quicker by more work
                if pause is None or not request.again:
                    raise
            else:
                if reply.status not in _BUSY or pause is None or not request.again:
                    return reply
                wanted = _seconds(reply.headers.get("Retry-After"))
            await asyncio.sleep((wanted or pause) * (1 + random.random() / 4))  # noqa: S311 - no secret
        raise AssertionError("the last attempt returns or raises")

    async def close(self) -> None:
        """Close all connections."""
        if self._begun is not None:
            await self._begun[0].close()

    def _begin(self) -> tuple[aiohttp.ClientSession, Clock]:
        """Return the connections that are kept, and the clock of their loop."""
        if self._begun is None:
            self._begun = self._session(), Clock(asyncio.get_running_loop())
        return self._begun

    def _session(self) -> aiohttp.ClientSession:
        """Return connections to the engine, none of which is made yet."""
        return aiohttp.ClientSession(
            # What is not packed needs no unpacking, and cannot blow up.
            headers={"Accept-Encoding": "identity", "User-Agent": "accordgraph"},
            connector=aiohttp.TCPConnector(limit=self._connections),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT),
            max_headers=_HEADERS,
            middlewares=(self._login,),
        )


async def _ask(session: aiohttp.ClientSession, clock: Clock, request: Request) -> Reply:
    try:
        async with clock.timeout(request.seconds):
            return await _exchange(session, request)
    except aiohttp.ServerTimeoutError as late:
        raise EngineUnavailable(f"The engine takes no connection within {_CONNECT:g} s.") from late
    except TimeoutError as late:
        raise EngineSlow(f"The engine has not answered within {round(request.seconds, 1):g} s.") from late
    except (aiohttp.ClientPayloadError, aiohttp.ClientResponseError) as broken:
        raise EngineFailed("The engine's answer broke off, or is no HTTP.") from broken
    except aiohttp.ClientConnectorCertificateError as problem:
        reason = getattr(problem.certificate_error, "verify_message", "").rstrip(".")
        raise EngineUntrusted(f"The engine's certificate is not trusted: “{reason}”.") from problem
    except aiohttp.ClientConnectorError as problem:
        raise EngineUnavailable("The engine cannot be reached.") from problem
    except _GONE:
        raise
    except aiohttp.ClientError as problem:
        raise EngineFailed("The engine's answer is no HTTP.") from problem


async def _exchange(session: aiohttp.ClientSession, request: Request) -> Reply:
    async with session.request(
        request.method,
        request.url,
        data=io.BytesIO(request.body) if request.body else None,
        params=request.parameters or None,
        headers=request.headers,
        allow_redirects=False,
    ) as response:
        framed = hdrs.CONTENT_LENGTH in response.headers or hdrs.TRANSFER_ENCODING in response.headers
        body = bytearray()
        async for piece in response.content.iter_any():
            body += piece
            if not response.ok and len(body) > _BYTES_OF_ERROR:
                break
            if len(body) > request.most:
                raise EngineOverlong(longer_than(request.most))
        return Reply(response.status, response.content_type, response.headers, bytes(body), framed)


def _gone() -> EngineUnavailable:
    return EngineUnavailable("The engine closed the connection without an answer.")


def _seconds(text: str | None) -> float | None:
    """Return the seconds that Retry-After names; None where it names a date, or nothing."""
    return min(float(text), _LONGEST_PAUSE) if text and text.isdecimal() else None

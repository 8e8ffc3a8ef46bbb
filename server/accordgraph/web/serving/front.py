"""Before the framework: answers that are kept, places for requests, what is counted and logged."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from werkzeug.exceptions import BadRequest, HTTPException

from ...engine.answering.flights import Flights
from ...engine.errors import EngineError, EngineUnavailable
from ...engine.loops import wait
from ..desk import FILES, MAKING, Desk
from ..documents import Documents
from ..endpoint import PLACES, Endpoint
from ..responding.parts import part_for
from ..running import current_task
from .bodies import Arriving, pieces
from .framework import Framework
from .heads import has_host
from .journal import Journal, area_of
from .packing import packed_for
from .replay import Key, request_key, response_to
from .sending import Stuck, close, in_pieces, is_small, size_of
from .watching import has_gone, watch
from .wsgi import (
    AREA,
    CLIENT,
    KEPT_BY,
    READING,
    REFUSAL,
    REPEATABLE,
    Answered,
    Application,
    Environ,
    StartResponse,
    Whole,
)

_SENDING = frozenset(("POST", "PUT", "PATCH", "QUERY"))
#: Longer bodies, in bytes, are not looked up, and counted.
_LONGEST_KEY = 1 << 16
#: The longest body where nobody reads one, in bytes.
_LONGEST_UNREAD = 1 << 20
#: Bodies that arrive at the same time.
_BODIES = 64
#: Seconds that a request waits for another one's page.
_PATIENCE = 10.0


class Front:
    """What answers every request, on the event loop; the framework behind it runs in threads."""

    def __init__(self, app: Application, desk: Desk, longest: Mapping[str, int]) -> None:
        """Stand before an application that reads bodies at the paths of `longest`, with so many bytes."""
        self._desk, self._longest = desk, longest
        # Pages that wait for a query have threads as well as those that have a turn.
        self._threads = ThreadPoolExecutor(desk.queries.places + MAKING + FILES, "accordgraph-page")
        self._endpoint, self._documents = Endpoint(desk), Documents(desk, self._threads)
        self._flights = Flights[Answered]()
        self._root = desk.config.door.root_path.rstrip("/")
        self._journal = Journal(desk)
        self._bodies = Arriving(_BODIES, desk.config.door.query_share, desk.loop)
        self._framework = Framework(app, desk.follower, self._threads)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request as a WSGI application, from another thread than the loop's."""
        self.read(environ)
        answered = wait(self._answer_or_replay(environ), self._desk.loop)
        start_response(answered[0], answered[1])
        return answered[2]

    async def _answer_or_replay(self, environ: Environ) -> Answered:
        return self.replayed(environ) or await self.answer(environ, pieces(environ["wsgi.input"]))

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop on which it answers."""
        return self._desk.loop

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False)
        self._desk.downloads.close()

    def stop_queries(self) -> None:
        """Refuse the queries that wait or run, since the server ends; call it on the loop."""
        self._desk.running.end(EngineUnavailable("The server is stopping. Ask again in a moment."))

    def read(self, environ: Environ) -> None:
        """Add to an environ what its head tells; whatever asks calls this before `replayed`."""
        prefix = self._root or self._desk.config.door.proxies.prefix(environ)
        if prefix:
            _enter(environ, prefix)
        environ[AREA] = area_of(environ["PATH_INFO"])
        environ[CLIENT] = self._desk.config.door.proxies.client(environ)
        kept = environ["REQUEST_METHOD"] in READING and has_host(environ) and REFUSAL not in environ
        environ[KEPT_BY] = request_key(environ) if kept else None

    def replayed(self, environ: Environ) -> Whole | None:
        """Return the response that is kept for a request; None where it has to be answered."""
        began = time.perf_counter()
        kept = self._kept(environ, environ[KEPT_BY])
        if kept is not None:
            self._journal.note(environ, kept, began)
        return kept

    async def answer(self, environ: Environ, body: AsyncIterable[bytes]) -> Answered:
        """Answer one request that was not `replayed`; one that has a REFUSAL is refused.

        `body` yields what it sends.
        """
        began = time.perf_counter()
        answered = await self._answer(environ, body)
        self._journal.note(environ, answered, began)
        return answered

    async def _answer(self, environ: Environ, body: AsyncIterable[bytes]) -> Answered:
        method, key = environ["REQUEST_METHOD"], environ[KEPT_BY]
        try:
            if REFUSAL in environ:
                return await self._refuse(environ, environ[REFUSAL])
            if not has_host(environ):
                raise BadRequest(
                    "A request names the server that it is for: in one Host header, and in an address that "
                    "begins with a scheme."
                )
            if environ["PATH_INFO"] in PLACES and method != "OPTIONS":
                answered = await self._ask(environ, key, body)
            else:
                if method in _SENDING:
                    await self._take(environ, body)
                answered = await self._run_once(environ, key)
            return part_for(environ, packed_for(environ, answered))
        except (EngineError, HTTPException) as refusal:
            return await self._refuse(environ, refusal)

    async def _take(self, environ: Environ, body: AsyncIterable[bytes]) -> bytes:
        """Take a request's body, and let it go where nobody reads it; raises EngineError, HTTPException."""
        longest = self._longest.get(environ["PATH_INFO"])
        sent = await self._bodies.take(environ, body, longest or _LONGEST_UNREAD)
        if longest is None:  # the request's turn may be far off
            environ["wsgi.input"], sent = io.BytesIO(), b""
        return sent

    async def _ask(self, environ: Environ, key: Key | None, body: AsyncIterable[bytes]) -> Answered:
        """Answer a request to the endpoint; raises EngineError and HTTPException."""
        client, size = environ[CLIENT], 0
        if environ["REQUEST_METHOD"] not in READING:
            sent = await self._take(environ, body)
            is_long = len(sent) > _LONGEST_KEY
            key, size = (None, len(sent)) if is_long else (request_key(environ, sent), 0)
            kept = self._kept(environ, key)
            if kept is not None:
                return kept
        with self._desk.counting:
            self._desk.queries.enter(client, size)
        try:
            answered = await self._endpoint.answer(environ)
            if answered is None:
                answered = await self._make(environ)
            elif answered[2] and not is_small(*answered[:2]):
                # Its file may have no name: then it takes room until it is sent, and nobody sees where.
                with self._desk.counting:
                    answered = self._placed(environ, answered, size_of(answered[1]) or 0)
        finally:
            self._desk.queries.leave(client, size)
        return self._keep(environ, key, answered)

    def _kept(self, environ: Environ, key: Key | None) -> Whole | None:
        if key is None:
            return None
        kept = self._desk.replay.get(self._desk.follower.identity, key)
        return response_to(kept, environ) if kept is not None else None

    def _keep(self, environ: Environ, key: Key | None, answered: Answered) -> Answered:
        """Keep a response where it will be the same again."""
        status, headers, body = answered
        snapshot = environ.get(REPEATABLE)
        whole = isinstance(body, list) and environ["REQUEST_METHOD"] != "HEAD"
        if key is not None and snapshot and whole and status[:3] == "200":
            self._desk.replay.put(snapshot, key, headers, b"".join(body))
        return answered

    async def _run_once(self, environ: Environ, key: Key | None) -> Answered:
        """Have the framework answer once for all who ask meanwhile, where it answers them alike.

        Raises EngineError and HTTPException.
        """
        if key is None:
            return await self._make(environ)
        wanted = (self._desk.follower.identity, key)
        try:
            async with asyncio.timeout(_PATIENCE):
                with watch(environ, current_task().cancel, waits=True):
                    waited = await self._flights.join(wanted) is not None
        except TimeoutError:
            waited = True
        kept = self._kept(environ, key)  # it may have been made since the request came
        if kept is not None:
            return kept

        async def made() -> Answered:
            return self._keep(environ, key, await self._make(environ))

        # What fails, or cannot be kept, is not waited for a second time; what has no body is kept for nobody.
        leads = not waited and environ["REQUEST_METHOD"] == "GET" and "HTTP_IF_NONE_MATCH" not in environ
        return await (self._flights.lead(wanted, made()) if leads else made())

    async def _make(self, environ: Environ) -> Answered:
        """Make a document or a page when it is its client's turn; raises EngineError and HTTPException."""
        turns = self._desk.file_turns if environ[AREA] == "dumps" else self._desk.turns
        async with turns.turn(environ):
            answered = await self._documents.answer(environ) or await self._framework.answer(environ)
        return answered if isinstance(answered[2], list) else self._placed(environ, answered)

    def _placed(self, environ: Environ, answered: Answered, size: int = 0) -> Answered:
        """Find a place for a large response, or the part of it that is asked for, which holds a file until it
        is sent; and `size` bytes, where it is an answer. Raises EngineError and HTTPException."""
        status, headers, body = part_for(environ, answered)
        pieces = in_pieces(b"".join(body)) if isinstance(body, list) else body
        try:
            return status, headers, self._desk.downloads.begin(environ[CLIENT], pieces, size)
        except EngineError:
            close(pieces)
            raise

    async def _refuse(self, environ: Environ, refusal: EngineError | HTTPException) -> Answered:
        """Tell why a request is refused; raises Stuck where nobody is there to be told."""
        if has_gone(environ):
            raise Stuck
        environ[REFUSAL] = refusal
        async with self._desk.turns.turn(environ):
            return await self._framework.answer(environ)


def _enter(environ: Environ, prefix: str) -> None:
    """Take the path that the server is under off a request's path, where a proxy has left it on."""
    environ["SCRIPT_NAME"] = prefix
    before, found, path = environ["PATH_INFO"].partition(prefix)
    if found and not before and path[:1] in ("", "/"):
        environ["PATH_INFO"] = path

"""The endpoint's answers for programs, made without the framework: it would take longer than the query."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable

from werkzeug.exceptions import abort

from ..engine.errors import DataExchanged, NotAcceptable
from ..engine.explaining.faults import cut
from ..engine.formats import FORMATS, GRAPHS, PAGE, RESULTS, Format, by_media_type, named
from ..engine.query import Answer, Query, Wish
from .desk import Desk
from .parameters import Asked, read_request
from .responding.conditions import client_has
from .responding.negotiation import negotiate, not_acceptable
from .responding.representation import disposition
from .responding.tags import entity_tag
from .serving.turns import Turns
from .serving.wsgi import ASKED, FOR_ALL, QUERY_ID, READING, Answered, Environ, Headers

#: Where it is: a client's slash too many has always been let pass.
PLACES = ("/sparql", "/sparql/")
_METHODS = READING | {"POST", "QUERY"}
_OFFERED = (*FORMATS, PAGE)
#: Longer bodies, in bytes, are read beside the event loop, one of each client at a time: characters written
#: as escapes take a second.
_LONG = 1 << 16
_COMMENT = re.compile(r"\s*#[^\S\n]*(\S.*)")


class Endpoint:
    """What answers the SPARQL 1.1 Protocol where no page is wanted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reading = Turns(1)

    async def answer(self, environ: Environ) -> Answered | None:
        """Answer a request's query; None where it has none, or a page is wanted, and the framework answers.

        Leaves in the environ what the request asks. Raises EngineError and HTTPException.
        """
        if environ["REQUEST_METHOD"] not in _METHODS:
            return None
        asked = environ[ASKED] = await self._read(environ)
        wanted = named_formats(asked.format)
        if wanted is None:
            wanted = _accepted(environ.get("HTTP_ACCEPT"))
        if asked.query is None or {*wanted} == {PAGE}:
            return None
        if not wanted:
            raise not_acceptable(_OFFERED)
        try:
            return await self._asked(asked, asked.query, wanted, environ)
        except DataExchanged:
            await asyncio.to_thread(self._desk.follower.trouble)
            return await self._asked(asked, asked.query, wanted, environ)

    async def _read(self, environ: Environ) -> Asked:
        if environ["REQUEST_METHOD"] in READING or int(environ["CONTENT_LENGTH"]) <= _LONG:
            return read_request(environ)
        async with self._reading.turn(environ):
            return await asyncio.to_thread(read_request, environ)

    async def _asked(
        self, asked: Asked, query: Query, wanted: tuple[Format, ...], environ: Environ
    ) -> Answered | None:
        media_types = {each.kind: each.media_type for each in wanted}
        wish = Wish(media_types.get("results"), media_types.get("graph"))
        live = self._desk.follower.take()
        try:
            answer = await self._desk.ask(live, query, wish, environ)
            return _response(answer, live.snapshot.identity, asked, environ)
        except NotAcceptable:
            if PAGE not in wanted:
                raise
            return None  # the page shows what the wanted formats cannot hold
        finally:
            self._desk.follower.give_back(live)


def named_formats(name: str | None) -> tuple[Format, ...] | None:
    """Return what `?format=` names: for results, for graphs, or for both, as "xml" and "json" do.

    Some clients send a list, with names of their own in it; the first name that is known counts. None where
    nothing is named; aborts with 400 where no name is known.
    """
    if name is None:
        return None
    kinds = (RESULTS, GRAPHS, (PAGE,))
    fitting = (
        tuple(each for kind in kinds if (each := named(part, kind)) is not None) for part in name.split(",")
    )
    found = next(filter(None, fitting), ())
    if not found:
        names = ", ".join(each.name for each in _OFFERED)
        abort(400, f"There is no format {cut(name)!r}; there are {names}.")
    return found


def _accepted(accept: str | None) -> tuple[Format, ...]:
    """Return the formats that an Accept header wishes: one for results and one for graphs; either may be
    the page."""
    found = [negotiate(accept, (*kind, PAGE)) for kind in (RESULTS, GRAPHS)]
    return tuple(each for each in found if each is not None)


def _response(answer: Answer, snapshot: str, asked: Asked, environ: Environ) -> Answered:
    """Make the response of an answer.

    Its tag covers its bytes: NOW() or RAND() make each answer another.
    """
    chosen = by_media_type(answer.media_type)
    content_type = chosen.content_type
    content = answer.content
    if isinstance(content, bytes):
        size, covered = len(content), content
    else:
        size, covered = content.size, content.digest.encode()
    tag = entity_tag(snapshot, content_type, content=covered)
    headers: Headers = [
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept"),
        ("ETag", f'"{tag}"'),
        *FOR_ALL,
        ("Query-Id", environ[QUERY_ID]),
    ]
    if client_has(tag, environ) is not None:
        return "304 NOT MODIFIED", headers, []
    headers += (("Content-Type", content_type), ("Content-Length", str(size)))
    if asked.format is not None and asked.query is not None:  # as a form asks, for a file in the end
        comment = _COMMENT.match(asked.query.text)  # as the questions begin
        name = disposition(comment[1] if comment else "", snapshot, chosen.extension)
        headers.append(("Content-Disposition", name))
    body: Iterable[bytes] = [content] if isinstance(content, bytes) else content
    return "200 OK", headers, [] if environ["REQUEST_METHOD"] == "HEAD" else body

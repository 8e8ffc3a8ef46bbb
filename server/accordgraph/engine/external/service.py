"""An engine as a service: SPARQL 1.1 Query, Update and Graph Store Protocol, whatever the engine."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from ..errors import (
    EngineDeclined,
    EngineError,
    EngineFailed,
    EngineOverlong,
    EngineRefused,
    EngineSlow,
    EngineUnavailable,
    QueryTimeout,
)
from ..query import Form
from ..trouble import Trouble
from . import kinds, results
from .client import Client, Reply, Request
from .kinds import Addresses, Kind
from .setting import Credentials, EngineSetting

_LOG = logging.getLogger(__name__)

_FORM_TYPE = "application/x-www-form-urlencoded"
_N_TRIPLES = "application/n-triples"
#: Bytes that the small answers have at most that the program asks for itself.
_SMALL = 16 << 20
#: The name of a graph that no engine has.
NO_GRAPH = "urn:accordgraph:none"
#: Seconds in which an engine answers who only looks whether it is there.
_SOON = 5.0
_TOO_LATE = frozenset((HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT))
_BUSY = frozenset((HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE))
_REFUSED = frozenset((HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN))


@dataclass(frozen=True)
class Dataset:
    """The graphs that a request names: https://www.w3.org/TR/sparql11-protocol/#dataset"""

    default: Sequence[str] = ()
    named: Sequence[str] = ()

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The request's parameters."""
        return (
            *(("default-graph-uri", each) for each in self.default),
            *(("named-graph-uri", each) for each in self.named),
        )


class Service:
    """Speaks to one engine. It belongs to one event loop."""

    def __init__(self, setting: EngineSetting, connections: int = 8) -> None:
        kinds.checked_url(setting.url)
        self._setting = setting
        self._client = Client(setting.credentials, connections)
        self._found: tuple[Kind, Addresses] | None = None
        self._finding = asyncio.Lock()
        self._trouble = Trouble(_LOG.warning, "The engine answered with %s.")

    @property
    def is_odd(self) -> bool:
        """Whether the engine's results need mending; known once it has answered."""
        return self._found is not None and self._found[0].odd

    async def query(
        self,
        text: str,
        form: Form,
        seconds: float,
        dataset: Dataset | None = None,
        most: int = _SMALL,
        insist: bool = False,
    ) -> bytes:
        """Return the answer to a query, as `results` reads it; raises EngineError.

        With `insist`, asks again after a pause where the engine is busy or away.
        """
        kind, places = await self._place()
        body = urlencode((("query", text), *(dataset or Dataset()).parameters)).encode()
        headers = {"Content-Type": _FORM_TYPE, "Accept": results.ASKED[form]}
        request = Request("POST", places.query, body, headers, seconds=seconds, most=most)
        reply = await self._done(request, insist)
        if kind.odd and kinds.PARTIAL in reply.headers.get("X-SQL-State", ""):
            raise QueryTimeout("The engine has a time limit of its own, and gave a part of the answer only.")
        if most_rows := reply.headers.get(kinds.MOST_ROWS):
            raise EngineOverlong(f"The engine gives {most_rows} rows at most, and there may be more.")
        return results.checked(reply, form)

    async def select(
        self, text: str, variables: Sequence[str], seconds: float, insist: bool = False
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a query of the program's own, with the values of variables that all have and
        that are texts or names."""
        body = await self.query(text, "select", seconds, insist=insist)
        rows = results.rows(body, self.is_odd, variables)
        if any(isinstance(value, ox.Triple) for row in rows for value in row):
            raise EngineFailed("The engine answered a statement where a text or a name was asked for.")
        return rows

    async def ask(self, text: str, seconds: float, insist: bool = False) -> bool:
        """Return the answer to an ASK of the program's own."""
        body = await self.query(text, "ask", seconds, insist=insist)
        return results.truth(body, self.is_odd)

    async def count(self, graph: str | None, seconds: float) -> int:
        """Return how many statements a graph has; None is the default graph."""
        pattern = "{ ?s ?p ?o }"
        where = f"{{ GRAPH <{graph}> {pattern} }}" if graph is not None else pattern
        rows = await self.select(f"SELECT (COUNT(*) AS ?n) WHERE {where}", ("n",), seconds, insist=True)
        try:
            return int(rows[0][0].value) if rows else 0
        except ValueError as odd:
            raise EngineFailed(
                "The engine answered something else than a number when it was to count."
            ) from odd

    async def update(self, text: str, seconds: float, again: bool) -> None:
        """Change what the engine holds; `again`: doing it twice is the same as once. Raises EngineError."""
        kind, places = await self._place()
        headers = {"Content-Type": _FORM_TYPE}
        # Virtuoso knows an update by the name of a query only; others know it by its own.
        name = "query" if kind.odd else "update"
        request = Request(
            "POST", places.update, urlencode(((name, text),)).encode(), headers, seconds=seconds, again=again
        )
        await self._done(request)

    async def load(self, graph: str | None, body: bytes, replace: bool, seconds: float) -> None:
        """Put statements in N-Triples into a graph, instead of what it holds or beside that."""
        _, places = await self._place()
        if places.graphs is None:
            raise AssertionError("without the Graph Store Protocol, updates load")
        if self._setting.credentials.user:
            # Who we are is asked here, where there is nothing to send yet: an engine that asks in the midst
            # of a long body closes the connection.
            await self._client.insist(
                Request("GET", places.graphs, parameters=(("graph", NO_GRAPH),), seconds=seconds)
            )
        parameters = (("graph", graph),) if graph is not None else (("default", ""),)
        method = "PUT" if replace else "POST"
        headers = {"Content-Type": _N_TRIPLES}
        request = Request(method, places.graphs, body, headers, parameters, seconds)
        await self._done(request)

    async def reach(self) -> None:
        """Raise EngineError, soon, where nobody answers at the engine's address."""
        if self._setting.kind != kinds.AUTO:  # else to find that out says it, too
            with _at(self._setting.url):
                await self._client.ask(Request("GET", self._setting.url, seconds=_SOON))
        await self._place()

    async def loads(self) -> int:
        """Return how many graphs may be loaded side by side."""
        return (await self._place())[0].loads

    async def strays(self) -> bool:
        """Whether a SELECT within `GRAPH ?g` finds what is in graphs that the request does not name."""
        return (await self._place())[0].strays

    async def has_graph_store(self) -> bool:
        """Whether the engine is loaded by the Graph Store Protocol."""
        return (await self._place())[1].graphs is not None

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def _done(self, request: Request, insist: bool = True) -> Reply:
        """Have something done; raises EngineError, which notes where it was asked for."""
        with _at(request.url):
            reply = await (self._client.insist(request) if insist else self._client.ask(request))
            self._raise_for(reply)
        self._trouble.see("")
        return reply

    async def _place(self) -> tuple[Kind, Addresses]:
        """Find out once where what is."""
        if self._found is None:
            async with self._finding:
                self._found = self._found or await self._find()
        return self._found

    async def _find(self) -> tuple[Kind, Addresses]:
        setting = self._setting
        kind = kinds.named(setting.kind) if setting.kind != kinds.AUTO else await self._kind(setting.url)
        found = kinds.addresses(setting.url, kind)
        return kind, Addresses(found.query, setting.update or found.update, setting.graphs or found.graphs)

    async def _kind(self, url: str) -> Kind:
        """Find out what an engine is: what it calls itself, else any that answers queries at its address."""
        headers = {"Accept": results.ASKED["ask"]}
        request = Request("GET", url, headers=headers, parameters=(("query", "ASK {}"),), seconds=_SOON)
        with _at(url):
            reply = await self._client.ask(request)
            kind = kinds.kind_of(reply.headers)
            if kind is kinds.GENERIC:  # it may be a proxy that speaks, while the engine is away
                self._raise_for(reply)
                results.truth(results.checked(reply, "ask"), odd=True)
        return kind

    def _raise_for(self, reply: Reply) -> None:
        """Raise the error that a reply's status stands for; words that do not tell what is wrong with the
        query are logged, once while they are the same."""
        status = reply.status
        if status in _TOO_LATE or kinds.STOPPED.match(reply.reason) or reply.body.endswith(kinds.CANCELLED):
            raise EngineSlow("The engine says that it takes too long.")
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return
        if status in _BUSY:
            raise EngineUnavailable("The engine has too much to do.")
        if status in _REFUSED:
            if self._setting.credentials == Credentials():
                raise EngineRefused(f"The engine does not allow that without a login (status {status}).")
            raise EngineRefused(f"The engine refuses this server's login (status {status}).")
        if reply.reason and (status == HTTPStatus.BAD_REQUEST or kinds.CANNOT.match(reply.reason)):
            raise EngineDeclined(f"The engine refuses the query: “{reply.reason}”.")
        # For its operator alone: it may name hosts, paths and users.
        self._trouble.see(f"status {status} and “{reply.reason}”" if reply.reason else "")
        raise EngineFailed(f"The engine answered with status {status}.")


@contextmanager
def _at(url: str) -> Iterator[None]:
    """Note with an error of this block where the engine was asked: for its operator, and for nobody else."""
    try:
        yield
    except EngineError as error:
        error.add_note(f"It was asked at {url}.")
        raise

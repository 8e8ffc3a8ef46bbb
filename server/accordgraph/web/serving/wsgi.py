"""What the layers between server and framework hand on: WSGI's types, and what an environ has for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
#: Names of methods and headers, as an expression (RFC 9110, section 5.6.2).
TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
#: Methods that only read, and have no body.
READING = frozenset(("GET", "HEAD"))
#: A response's status, headers and body; a list where the whole body is there.
Answered = tuple[str, Headers, Iterable[bytes]]
Whole = tuple[str, Headers, list[bytes]]

#: Why a request is refused: an error that the framework is to answer.
REFUSAL = "accordgraph.refusal"
#: The snapshot on which a response will be the same again.
REPEATABLE = "accordgraph.repeatable"
#: Whether a response could not be made since an engine's data was exchanged meanwhile.
EXCHANGED = "accordgraph.exchanged"
#: By what the response to a request is kept; None where it is not.
KEPT_BY = "accordgraph.kept-by"
#: The part of the server that it asks, as it is counted.
AREA = "accordgraph.area"
#: Who asks.
CLIENT = "accordgraph.client"
#: The turn that a request has, while it has one.
TURN = "accordgraph.turn"
#: Whether the client is still there, where that can be told.
PRESENCE = "accordgraph.presence"
#: The id by which the request's query can be stopped.
QUERY_ID = "accordgraph.query-id"
#: What a request to the endpoint asks.
ASKED = "accordgraph.asked"

_EXPOSED = (
    "Accept-Post, Accept-Query, Accept-Ranges, Allow, Content-Language, Content-Length, Content-Location, "
    "Content-Range, ETag, Link, Location, Query-Id, Retry-After, Vary"
)
#: What every response has, errors too: open to all sites, and safe in a browser.
FOR_ALL = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", _EXPOSED),
    ("X-Content-Type-Options", "nosniff"),
)


def header_of(headers: Sequence[tuple[str, str]], name: str) -> str:
    """Return the value of a response's header by its name in small letters, "" where it has none."""
    return next((value for each, value in headers if each.lower() == name), "")

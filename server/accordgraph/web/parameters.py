"""What a request of the SPARQL 1.1 Protocol asks
(https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import unquote_to_bytes

from werkzeug.exceptions import UnsupportedMediaType, abort
from werkzeug.http import parse_options_header
from werkzeug.wrappers import Response

from ..engine.errors import UpdateRefused
from ..engine.explaining.faults import cut
from ..engine.query import Query
from .serving.wsgi import Environ

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
#: What a body's encoding may be called, and encodings in which ASCII is what it is in UTF-8, as clients name
#: them that escape the rest.
_UTF_8, _LIKE_ASCII = ("utf-8", "utf8"), ("us-ascii", "ascii", "iso-8859-1", "windows-1252")
_FIELDS = 1000
#: Characters of a body's type that are looked at: thousands of parameters would take long.
_LONGEST_TYPE = 1000
#: Bytes whose escapes are read together.
_PIECE = 1 << 16
#: What names the format; the other two are how clients spell it for other servers.
_FORMAT = ("format", "output", "results")
#: What names the graphs that a query sees.
_DATASET = ("default-graph-uri", "named-graph-uri")
#: What names a graph in the Graph Store Protocol: a client of it takes a description for the graph.
_STORE = ("graph", "default")
#: What a query begins with, after its comments: so one is known that comes by another name.
_BEGINS = re.compile(
    r"(?:\s+|#[^\n]*\n)*+(?:ASK|BASE|CONSTRUCT|DESCRIBE|PREFIX|SELECT)[\s#({<*?$:]", re.IGNORECASE
)

#: The longest address and body of a request, in bytes.
LONGEST_ADDRESS, LONGEST_BODY = 128 << 10, 16 << 20
#: What a body may be, as the headers Accept-Post and Accept-Query tell it.
BODIES = f"{_FORM}, {_DIRECT}"


@dataclass(frozen=True)
class Asked:
    """A request's query, None where it has none, and the format that it names, None where Accept decides."""

    query: Query | None
    format: str | None


def read_request(environ: Environ) -> Asked:
    """Read a request's parameters, by any of the protocol's three ways or SPARQL 1.2's method QUERY.

    Its body is in memory. Parameters that nobody has defined are passed over, `version` of SPARQL 1.2 too:
    one engine answers all; but one that holds the query is told of.

    Aborts with 400 where they cannot be understood, and 415 for a body of another type, compression or
    encoding; raises UpdateRefused.
    """
    found = pairs(environ["QUERY_STRING"].encode("latin-1"), "address")
    told: str = environ.get("CONTENT_TYPE", "")
    sent, options = parse_options_header(told[:_LONGEST_TYPE]) if told else ("", {})
    sent = sent.lower()
    text = None
    has_body = environ["REQUEST_METHOD"] in ("POST", "QUERY")
    if has_body:
        body = _body(environ, options)
        if sent == _FORM:
            found += pairs(body, "form")
        elif sent == _DIRECT:
            text = _decoded(body, "body")
        elif sent != _UPDATE and not any(name == "update" for name, _ in found):
            sent = sent or "nothing"
            _refuse_body(f"Send the query as {_FORM} (query=...) or as {_DIRECT}, not as {sent}.")
    given: dict[str, list[str]] = {}
    for name, value in found:
        given.setdefault(name, []).append(value)
    if sent == _UPDATE or "update" in given:
        raise UpdateRefused("This endpoint answers queries; nothing can be changed through it.")
    texts = given.get("query", []) + ([text] if text is not None else [])
    if len(texts) > 1:
        abort(400, f"A request asks one query; this one has {len(texts)}.")
    formats = [value for name in _FORMAT for value in list(filter(None, given.get(name, ())))[-1:]]
    default, named = [tuple(given[name]) if name in given else None for name in _DATASET]
    if not texts:
        _refuse_misnamed(found)
        if default or named or has_body or any(name in given for name in _STORE):
            abort(400, "There is no query: send it as the parameter query.")
    query = Query(texts[0], default, named) if texts else None
    return Asked(query, formats[0] if formats else None)


def _refuse_misnamed(found: list[tuple[str, str]]) -> None:
    """Refuse a query that comes as `q` or the like: the description would be taken for its answer."""
    for name, value in found:
        if _BEGINS.match(value):
            abort(400, f"There is no query: send it as the parameter query, not as {cut(name)!r}.")
        if _BEGINS.match(name):
            abort(400, "There is no query: send it as the parameter query.")


def _refuse_body(message: str) -> NoReturn:
    told = {"Accept-Encoding": "identity", "Accept-Post": BODIES, "Accept-Query": BODIES}
    raise UnsupportedMediaType(message, Response(headers=told))


def _body(environ: Environ, options: Mapping[str, str]) -> bytes:
    """Return the body, where it is what its headers may say: neither compressed nor in another encoding."""
    coding = environ.get("HTTP_CONTENT_ENCODING", "identity").strip().lower()
    if coding not in ("", "identity"):
        _refuse_body(f"Send the body as it is, not as {coding}.")
    body: bytes = environ["wsgi.input"].read()
    charset = options.get("charset", "utf-8").lower()
    if charset not in _UTF_8 and not (charset in _LIKE_ASCII and body.isascii()):
        _refuse_body(f"Send the body in UTF-8, not in {charset}.")
    return body


def pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    """Decode parameters; invalid UTF-8 is refused, where the framework would repair it without a word."""
    if data.count(b"&") >= _FIELDS:
        abort(400, f"The {where} has more than {_FIELDS} parameters.")
    split = (field.partition(b"=") for field in data.split(b"&") if field)
    try:
        return [(_plain(name), _plain(value)) for name, _, value in split]
    except UnicodeDecodeError:
        abort(400, f"The {where} holds bytes that are not UTF-8.")


def _plain(data: bytes) -> str:
    data = data.replace(b"+", b" ")
    if b"%" in data:
        data = b"".join(map(unquote_to_bytes, _cut(data)))
    return data.decode()


def _cut(data: bytes) -> Iterator[bytes]:
    """Yield bytes piece by piece, no escape in two: of a long body all at once, each would be objects that
    take a hundred times its room, and all others would wait for their making."""
    start = 0
    while start < len(data):
        end = data.find(b"%", start + _PIECE)
        yield (piece := data[start:end] if end >= 0 else data[start:])
        start += len(piece)


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        abort(400, f"The {where} is not UTF-8: byte {error.start + 1} is wrong.")

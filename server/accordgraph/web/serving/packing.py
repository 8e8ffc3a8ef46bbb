"""Pages and long documents compressed for whoever can read that (RFC 9110, section 8.4)."""

from __future__ import annotations

import gzip
import re

from ..responding.negotiation import parse_accept
from .wsgi import Answered, Environ, Headers, header_of

#: Pages of so many bytes are compressed, and documents: few of these are long, and a very long one would hold
#: up everybody else.
_PAGES, _DOCUMENTS = range(1 << 10, 1 << 24), range(1 << 15, 1 << 20)
_LEVEL = 6
_CODING = re.compile(r"[\w!#$&^.+*-]+")


def packed_for(environ: Environ, answered: Answered) -> Answered:
    """Return a response as it is sent to the client of a request: a page compressed where it reads that."""
    status, headers, body = answered
    if status[:3] != "200" or not isinstance(body, list):
        return answered
    if not reads_packed(environ) or not is_page(headers):
        return answered
    if environ["REQUEST_METHOD"] == "HEAD":
        return status, _packed_head(headers), []
    headers, content = packed(headers, b"".join(body))
    return status, headers, [content]


def is_page(headers: Headers) -> bool:
    """Whether a response is a page, or a document that may be had as one, and is not compressed yet.

    Such say by themselves that they vary by the encoding; answers to programs' queries do not.
    """
    varies = "accept-encoding" in header_of(headers, "vary").lower()
    return varies and not header_of(headers, "content-encoding")


def reads_packed(environ: Environ) -> bool:
    """Whether the client of a request reads gzip."""
    sent = environ.get("HTTP_ACCEPT_ENCODING", "").lower()
    if "gzip" not in sent:
        return False
    if "q=" not in sent:
        return True
    liked = {each.name: each.quality for each in parse_accept(sent, _CODING)}
    return liked.get("gzip", 0.0) > 0


def packed_tag(tag: str) -> str:
    """Return the strong tag of what another one names, compressed."""
    return f"{tag}-gzip"


def packed(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    """Return a response's headers and body as they are sent compressed; a short one stays as it is."""
    if not _is_worth_it(headers, len(body)):
        return headers, body
    content = gzip.compress(body, _LEVEL, mtime=0)
    return [*_encoded(headers), ("Content-Length", str(len(content)))], content


def _packed_head(headers: Headers) -> Headers:
    """Return what `packed` makes of a response's headers where nobody wants the body.

    How long that would be is left out (RFC 9110, section 9.3.2).
    """
    length = int(header_of(headers, "content-length") or 0)
    return _encoded(headers) if _is_worth_it(headers, length) else headers


def _is_worth_it(headers: Headers, length: int) -> bool:
    page = header_of(headers, "content-type").startswith("text/html")
    return length in (_PAGES if page else _DOCUMENTS)


def _encoded(headers: Headers) -> Headers:
    """Return the headers of what is compressed; its strong tag is another one than that of it as it is."""
    kept = [
        (name, f'"{packed_tag(value[1:-1])}"' if name.lower() == "etag" else value)
        for name, value in headers
        if name.lower() != "content-length"
    ]
    return [*kept, ("Content-Encoding", "gzip")]

"""Pages compressed for whoever can read that (RFC 9110, section 8.4)."""

from __future__ import annotations

import gzip

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from .wsgi import Environ, Headers

#: Shorter pages are sent as they are, in bytes.
_SHORTEST = 1024
_LEVEL = 6


def is_page(headers: Headers) -> bool:
    """Whether a response is a page that is not compressed yet."""
    names = {name.lower(): value for name, value in headers}
    return names.get("content-type", "").startswith("text/html") and "content-encoding" not in names


def reads_packed(environ: Environ) -> bool:
    """Whether the client of a request reads gzip."""
    sent = environ.get("HTTP_ACCEPT_ENCODING", "")
    if "gzip" not in sent:
        return False
    return "q=" not in sent or parse_accept_header(sent, Accept)["gzip"] > 0


def packed(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    """Return a page's headers and body as they are sent compressed; a short one stays as it is."""
    if len(body) < _SHORTEST:
        return headers, body
    content = gzip.compress(body, _LEVEL, mtime=0)
    # Its strong tag is another one than that of the page as it is.
    kept = [
        (name, f'{value[:-1]}-gzip"' if name.lower() == "etag" else value)
        for name, value in headers
        if name.lower() != "content-length"
    ]
    return [*kept, ("Content-Encoding", "gzip"), ("Content-Length", str(len(content)))], content

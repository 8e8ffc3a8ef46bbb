"""The part of a representation that a client asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re

from werkzeug.exceptions import RequestedRangeNotSatisfiable

from ..serving.wsgi import Answered, Environ, Headers, header_of

PARTIAL = "206 PARTIAL CONTENT"
#: One part: first and last byte, or the last so many. Several parts at once are not offered.
_PART = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE)


def wanted_part(environ: Environ, tag: str, size: int) -> range | None:
    """Return which bytes a client asks for, of so many that have this strong tag; None where it asks for all.

    A Range that is not understood is passed over. Raises RequestedRangeNotSatisfiable.
    """
    match = _PART.fullmatch(environ.get("HTTP_RANGE", ""))
    current = environ.get("HTTP_IF_RANGE", f'"{tag}"').strip() == f'"{tag}"'
    if environ["REQUEST_METHOD"] != "GET" or match is None or not current:
        return None
    first, last = match.groups()
    if first:
        part = range(int(first), min(int(last) + 1, size) if last else size)
        if last and int(last) < int(first):
            return None
    elif last:
        part = range(max(size - int(last), 0), size)
    else:
        return None
    if not part:
        raise RequestedRangeNotSatisfiable(
            size, description=f"There are {size} bytes; none of them is in the range asked for."
        )
    return part


def part_for(environ: Environ, answered: Answered) -> Answered:
    """Return a response as its client wants it: a part, where the whole body is there and has a strong tag.

    Some programs that read tables ask for parts alone. Raises RequestedRangeNotSatisfiable.
    """
    if "HTTP_RANGE" not in environ:
        return answered
    status, headers, body = answered
    tag = header_of(headers, "etag")
    if status[:3] != "200" or not isinstance(body, list) or tag[:1] != '"':
        return answered
    content = b"".join(body)
    part = wanted_part(environ, tag[1:-1], len(content))
    if part is None:
        return answered
    kept = [pair for pair in headers if pair[0].lower() != "content-length"]
    told = [("Content-Range", content_range(part, len(content))), ("Content-Length", str(len(part)))]
    return PARTIAL, [*kept, *told], [content[part.start : part.stop]]


def whole_size(headers: Headers) -> int:
    """Return the bytes of what a response is, or of what it is a part of."""
    return int(header_of(headers, "content-range").rpartition("/")[2] or header_of(headers, "content-length"))


def content_range(part: range, size: int) -> str:
    """Return what tells of which bytes of how many a part is.

    >>> content_range(range(10), 42)
    'bytes 0-9/42'
    """
    return f"bytes {part.start}-{part.stop - 1}/{size}"

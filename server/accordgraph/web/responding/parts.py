"""The part of a representation that a client asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re

from werkzeug.exceptions import RequestedRangeNotSatisfiable

from ...engine.answering.large import AnswerFile
from ..serving.wsgi import Answered, Environ, header_of

#: One part: first and last byte, or the last so many. Several parts at once are not offered.
_PART = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE)


def part_for(environ: Environ, answered: Answered) -> Answered:
    """Return a response as its client wants it: a part, where the whole body is there, in a list or a file,
    and has a strong tag.

    Some programs that read tables ask for parts alone. Raises RequestedRangeNotSatisfiable.
    """
    status, headers, body = answered
    if not isinstance(body, list | AnswerFile):
        return answered
    size = body.size if isinstance(body, AnswerFile) else sum(map(len, body))
    part = _wanted_part(environ, header_of(headers, "etag"), size) if status[:3] == "200" else None
    if part is not None:
        status = "206 PARTIAL CONTENT"
        headers = [pair for pair in headers if pair[0].lower() != "content-length"]
        headers.append(("Content-Range", f"bytes {part.start}-{part.stop - 1}/{size}"))
        headers.append(("Content-Length", str(len(part))))
    sent = part or range(size)
    if isinstance(body, AnswerFile):
        return status, headers, body.chunks(sent.start, sent.stop)
    return status, headers, body if part is None else [b"".join(body)[sent.start : sent.stop]]


def _wanted_part(environ: Environ, tag: str, size: int) -> range | None:
    """Return which bytes a client asks for, of so many that have this entity tag; None where it asks for all.

    A Range that is not understood is passed over, and any where the tag is weak or none.
    """
    match = _PART.fullmatch(environ.get("HTTP_RANGE", ""))
    current = tag[:1] == '"' and environ.get("HTTP_IF_RANGE", tag).strip() == tag
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

"""Files as responses, whole or the part that a client asks for (RFC 9110, section 14)."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from ..engine.large import AnswerFile
from .conditions import is_unchanged

#: What is never another one may be kept for a year without asking again, the most that means anything.
FOR_GOOD = "public, max-age=31536000, immutable"

#: One part: first and last byte, or the last so many. Several parts at once are not offered.
_PART = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE)


def send_file(path: Path, content_type: str, tag: str) -> Response:
    """Send a file, or the part of it that the client asks for; `tag` is its strong entity tag.

    A Range that is not understood is passed over. Aborts with 412 and 416; raises OSError.
    """
    response = Response(content_type=content_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Accept-Ranges"] = "bytes"
    response.set_etag(tag)
    if is_unchanged(response):
        return response
    size = path.stat().st_size
    part = _wanted_part(tag, size)
    if part is not None:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    sent = part or range(size)
    response.response = AnswerFile(os.open(path, os.O_RDONLY | os.O_CLOEXEC), tag).chunks(
        sent.start, sent.stop
    )
    response.content_length = len(sent)
    return response


def is_there(path: Path) -> bool:
    """Whether there is a file; of a name that is too long for one, the system says so in another way.

    Raises OSError where that cannot be seen.
    """
    try:
        return path.is_file()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return False


def _wanted_part(tag: str, size: int) -> range | None:
    """Return which bytes the client asks for, None where it asks for all."""
    match = _PART.fullmatch(request.headers.get("Range", ""))
    current = request.headers.get("If-Range", f'"{tag}"').strip() == f'"{tag}"'
    if request.method != "GET" or match is None or not current:
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
            size, description=f"The file has {size} bytes; none of them is in the range asked for."
        )
    return part

"""Files as responses, whole or the part that a client asks for (RFC 9110, section 14)."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Response, request

from ...engine.answering.large import AnswerFile
from .conditions import is_unchanged
from .parts import content_range, wanted_part

#: What is never another one may be kept for a year without asking again, the most that means anything.
FOR_GOOD = "public, max-age=31536000, immutable"


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
    part = wanted_part(request.environ, tag, size)
    if part is not None:
        response.status_code = 206
        response.headers["Content-Range"] = content_range(part, size)
    sent = part or range(size)
    response.response = AnswerFile(os.open(path, os.O_RDONLY | os.O_CLOEXEC), tag).chunks(
        sent.start, sent.stop
    )
    response.content_length = len(sent)
    return response

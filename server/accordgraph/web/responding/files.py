"""Files as responses."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Response

from ...engine.answering.large import AnswerFile
from .conditions import is_unchanged

#: What is never another one may be kept for a year without asking again, the most that means anything.
FOR_GOOD = "public, max-age=31536000, immutable"


def send_file(path: Path, content_type: str, tag: str) -> Response:
    """Send a file, of which a client may ask for a part; `tag` is its strong entity tag.

    Aborts with 412; raises OSError.
    """
    response = Response(content_type=content_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Accept-Ranges"] = "bytes"
    response.set_etag(tag)
    if is_unchanged(response):
        return response
    file = AnswerFile(os.open(path, os.O_RDONLY | os.O_CLOEXEC), tag)
    response.response, response.content_length = file, file.size
    response.direct_passthrough = True  # as it is, so that a part can be cut from it
    return response

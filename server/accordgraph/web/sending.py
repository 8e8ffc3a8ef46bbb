"""Sending a query's answer: its tag, and a large one from its file."""

from __future__ import annotations

from flask import Response

from ..engine.formats import by_media_type
from ..engine.query import Answer
from .conditions import is_unchanged
from .responses import entity_tag


def send_answer(answer: Answer) -> Response:
    """Make the response of an answer, a large one from its file."""
    content_type = by_media_type(answer.media_type).content_type
    content = answer.content
    if isinstance(content, bytes):
        response, covered = Response(content, content_type=content_type), content
    else:
        response, covered = Response(content.chunks(), content_type=content_type), content.digest.encode()
        response.content_length = content.size
    finish(response, covered)
    if is_unchanged(response):
        response.data = b""
    return response


def finish(response: Response, covered: bytes) -> None:
    """Add the headers of an answer. Its tag covers its bytes: NOW() or RAND() make each answer another."""
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    response.set_etag(entity_tag(response.content_type or "", content=covered))

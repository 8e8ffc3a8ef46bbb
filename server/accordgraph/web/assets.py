"""The program's own files: stylesheet, pictures, scripts.

A page links them by an address that holds their digest, so that a browser may keep them for good.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Response, abort, request
from werkzeug.security import safe_join

from ..graph.disk import is_file
from .responding.conditions import is_unchanged
from .responding.context import links
from .responding.files import FOR_GOOD, send_file
from .serving.packing import packed_tag, reads_packed

STATIC = Path(__file__).parent / "static"
#: The digits of a digest that an address has.
_DIGITS = 16


@dataclass(frozen=True)
class Asset:
    """A file: where it is, its type, a digest of its bytes, and these compressed if that helps."""

    path: Path
    content_type: str
    digest: str
    packed: bytes


def asset(name: str) -> str:
    """Return the link to a file that pages use; "" where it is not there, as scripts that were not built."""
    found = _find(name)
    return links().to(f"static/{name}", v=found.digest) if found else ""


def send_asset(name: str) -> Response:
    """Send a file; aborts with 404 where there is none."""
    found = _find(name)
    if found is None:
        abort(404)
    return _send(found)


def send_packed(path: Path, media_type: str) -> Response:
    """Send another file, compressed for whoever can read that; aborts with 404 where there is none."""
    try:
        told = path.stat()
    except FileNotFoundError:
        abort(404)
    return _send(_read(path, media_type, told.st_mtime_ns, told.st_size))


def _send(found: Asset) -> Response:
    if found.packed and reads_packed(request.environ):
        response = Response(found.packed, content_type=found.content_type)
        response.headers["Content-Encoding"] = "gzip"
        response.set_etag(packed_tag(found.digest))
        is_unchanged(response)
    else:
        response = send_file(found.path, found.content_type, found.digest)
    response.headers["Cache-Control"] = FOR_GOOD if request.args.get("v") == found.digest else "no-cache"
    if found.packed:
        response.vary.add("Accept-Encoding")
    return response


def scripts_tag() -> bytes:
    """Return what tells the pages of one build of the scripts and the stylesheet from those of another."""
    files = sorted(path for path in STATIC.rglob("*") if path.suffix in (".css", ".js"))
    return "".join(found.digest for path in files if (found := _find(str(path.relative_to(STATIC))))).encode()


def _find(name: str) -> Asset | None:
    place = safe_join(str(STATIC), name)
    path = Path(place or "")
    if place is None or not is_file(path):
        return None
    told = path.stat()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _read(path, media_type, told.st_mtime_ns, told.st_size)


@lru_cache(64)
def _read(path: Path, media_type: str, _changed: int, _size: int) -> Asset:
    content = path.read_bytes()
    content_type = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    packed = gzip.compress(content, 9, mtime=0)
    fewer = packed if len(packed) < len(content) else b""
    return Asset(path, content_type, hashlib.sha256(content).hexdigest()[:_DIGITS], fewer)

"""The dumps: what the snapshot holds as files."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, render_template

from ...engine.formats import PAGE
from ..context import links, live
from ..files import send_file
from ..responses import entity_tag, landing_of, represent
from ..signposting import of_content

area = Blueprint("dumps", __name__)

#: Ending -> content type; compressed files are files, not encoded answers.
_TYPES = {
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".ttl": "text/turtle; charset=utf-8",
    ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".gz": "application/gzip",
    ".zst": "application/zstd",
    ".zip": "application/zip",
}
_TEXT = "text/plain; charset=utf-8"


@area.get("/dumps/")
def listing() -> Response:
    """List the files, as a page for whatever client."""
    return represent(None, PAGE, _page)


@area.get("/dumps/<name>")
def file(name: str) -> Response:
    """Send one file, or the part of it that the client asks for."""
    found = {path.name: path for path in _files()}
    if name not in found:
        abort(404, f"There is no dump {name!r}; the list is at dumps/.")
    path = found[name]
    kind = _TYPES.get(path.suffix, _TEXT)
    response = send_file(path, kind, entity_tag(kind, content=name.encode()))
    version = live().names.dataset_version(live().snapshot.manifest.version)
    landing = landing_of(version, (), links().to("dataset"))
    response.headers.extend(("Link", each.header()) for each in of_content(landing))
    return response


def _page() -> str:
    return render_template("dumps.html", files=_files(), links=links(), live=live())


def _files() -> list[Path]:
    return sorted(path for path in live().snapshot.dumps_path.iterdir() if path.is_file())

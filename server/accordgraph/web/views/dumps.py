"""The dumps: what the snapshot, and each released version, holds as files."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template

from ...engine.formats import PAGE, file_type
from ...graph.disk import is_file
from ...graph.dumping.package import DumpFile, read_checksums, read_package, sha256
from ...graph.dumping.readme import TABLES_FILE
from ...graph.reading.digests import state_of
from ...graph.versions.releases import ReleaseError
from ..released import released_whole
from ..responding.context import desk, language, links, live
from ..responding.files import FOR_GOOD, send_file
from ..responding.responses import entity_tag, landing_of, lead, not_found, tagged
from ..responding.signposting import Landing, of_content

area = Blueprint("dumps", __name__)

#: The address at which the newest dumps are, whatever their version.
LATEST = "latest"


@dataclass(frozen=True)
class _Shelf:
    """The dumps of one version: the step of the address, the folder, whether they are released."""

    name: str
    version: str
    folder: Path
    released: bool

    @property
    def files(self) -> tuple[DumpFile, ...]:
        """What the folder says of its files."""
        return read_package(self.folder)


# The framework finds what ends with a slash without it as well, but only for methods that are answered.
@area.get("/dumps")
@area.get("/dumps/")
def listing() -> Response:
    """List the files of all versions, as a page."""
    page = render_template("dumps.html", shelves=_shelves())
    return tagged(page, PAGE.content_type, language())


@area.get("/dumps/<name>")
def newest(name: str) -> Response:
    """Send a file of the newest dumps, at the shortest address; not every client follows redirects."""
    if name in {LATEST, *(each.name for each in _shelves())}:
        return lead(links().to("dumps/"))
    response = file(LATEST, name)
    response.headers["Content-Location"] = f"{LATEST}/{quote(name)}"
    return response


@area.get("/dumps/<version>/")
def version_listing(version: str) -> Response:
    """Lead to the list."""
    _shelf(version)
    return lead(links().to("dumps/"))


@area.get("/dumps/<version>/<name>")
def file(version: str, name: str) -> Response:
    """Send one file, or the part of it that the client asks for."""
    shelf = _shelf(version)
    path = shelf.folder / name
    if Path(name).name != name or not is_file(path):
        not_found(
            f"There is no dump {name!r} of version {shelf.version}; the list is at dumps/.",
            name,
            [each.name for each in shelf.files],
        )
    kind, written = file_type(name), _written(shelf, name)
    if written and _digest(path) != written:
        raise OSError(errno.EIO, "It is not what was written", str(path))
    tag = written or entity_tag(kind, content=f"{shelf.name}/{name}".encode())
    response = send_file(path, kind, tag)
    if shelf.released:
        response.headers["Cache-Control"] = FOR_GOOD
    response.headers.extend(("Link", each.header()) for each in of_content(_landing(shelf, kind)))
    return response


def _landing(shelf: _Shelf, kind: str) -> Landing:
    """Return what the links of a file say: the description that lists it is that of its own version, and that
    of a table's columns is beside it (https://www.w3.org/TR/tabular-data-model/#link-header)."""
    told, place = live().edition, "dataset"
    if shelf.version != told.version:
        told, place = released_whole(shelf.version) or told, f"dataset/{shelf.version}"
    columns = ((TABLES_FILE, file_type(TABLES_FILE)),) if kind == file_type(".csv") else ()
    return landing_of(
        live().names.dataset_version(shelf.version), (), links().to(place), told, described=columns
    )


def _written(shelf: _Shelf, name: str) -> str:
    """Return the digest that a file had when it was written, which is its tag wherever and whenever it was
    built; "" where that is not known."""
    try:
        return read_checksums(shelf.folder)[name]
    except (OSError, ValueError, KeyError):
        return ""


def _digest(path: Path) -> str:
    """Return a file's digest; it is read for that only where it may be another by now. Raises OSError."""
    state = state_of(path)
    return sha256(path) if state is None else _digest_in(path, state)


@lru_cache(1024)
def _digest_in(path: Path, _state: tuple[int, ...]) -> str:
    return sha256(path)


def _shelves() -> list[_Shelf]:
    """Return the dumps of all versions: the newest first, under its number unless that is released."""
    try:
        releases = desk().releases.all()
    except ReleaseError:
        # The folder was taken away under a running server: what is served now is there all the same.
        releases = ()
    released = [_Shelf(each.version, each.version, each.dumps_path, True) for each in releases]
    snapshot = live().snapshot
    current = snapshot.manifest.version
    if any(each.version == current for each in released):
        return released
    return [_Shelf(current, current, snapshot.dumps_path, False), *released]


def _shelf(name: str) -> _Shelf:
    snapshot = live().snapshot
    if name == LATEST:
        return _Shelf(LATEST, snapshot.manifest.version, snapshot.dumps_path, False)
    shelves = _shelves()
    found = next((each for each in shelves if each.name == name), None)
    if found is None:
        known = ", ".join([LATEST, *(each.name for each in shelves)])
        abort(404, f"There is no version {name!r} of the dumps; there are {known}.")
    return found

"""The dumps: what the snapshot, and each released version, holds as files."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template

from ...engine.formats import PAGE, file_type
from ...graph.dumping.package import DumpFile, read_checksums, read_package
from ...graph.dumping.readme import TABLES_FILE
from ...graph.versions.releases import ReleaseError
from ..released import released_whole
from ..responding.context import desk, language, links, live
from ..responding.files import FOR_GOOD, is_there, send_file
from ..responding.responses import entity_tag, landing_of, lead, tagged
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
    if Path(name).name != name or not is_there(path):
        abort(404, f"There is no dump {name!r} of version {shelf.version}; the list is at dumps/.")
    _require_whole(shelf, path)
    kind = file_type(name)
    response = send_file(path, kind, _tag(shelf, name, kind))
    if shelf.released:
        response.headers["Cache-Control"] = FOR_GOOD
    response.headers.extend(("Link", each.header()) for each in of_content(_landing(shelf, kind)))
    return response


def _require_whole(shelf: _Shelf, path: Path) -> None:
    """Raise OSError where a file is not as long as it was written: its tag would be that of the whole."""
    size = next((each.size for each in shelf.files if each.name == path.name), None)
    if size is not None and path.stat().st_size != size:
        raise OSError(errno.EIO, f"It has not the {size:,} bytes that were written", str(path))


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


def _tag(shelf: _Shelf, name: str, kind: str) -> str:
    """The strong tag of a file: its own digest, which is the same wherever and whenever it was built."""
    try:
        return read_checksums(shelf.folder)[name]
    except (OSError, ValueError, KeyError):
        return entity_tag(kind, content=f"{shelf.name}/{name}".encode())


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

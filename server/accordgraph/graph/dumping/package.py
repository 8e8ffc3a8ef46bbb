"""What a folder of dumps says of its files: datapackage.json for programs, SHA256SUMS for `sha256sum -c`."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..disk import is_file

#: https://datapackage.org/standard/data-package/
PACKAGE = "datapackage.json"
#: The metadata graph.
METADATA_FILE = "metadata.nq.gz"
CHECKSUMS = "SHA256SUMS"
#: What reading a compressed file raises where it cannot be read, or is damaged.
UNREADABLE = (OSError, EOFError, zlib.error)
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_LINE_LENGTH = 64


@dataclass(frozen=True)
class DumpFile:
    """One file: its name, media type and bytes, and what it is for, by language ("en", "ja").

    `media_type` is that of the content; where `compression` is "gz" the file holds it compressed by gzip.
    https://datapackage.org/recipes/compression-of-resources/
    """

    name: str
    media_type: str
    compression: str
    what: Mapping[str, str]
    size: int
    sha256: str

    @property
    def key(self) -> str:
        """The file's name as the package's names are written: `accordgraph-nq-gz`."""
        return self.name.lower().replace(".", "-")


@contextmanager
def compressed(path: Path) -> Iterator[gzip.GzipFile]:
    """Open a gzip file for writing; no name and no time in its header: the same content, the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as output:
        yield output


def described(path: Path, media_type: str, compression: str, english: str, japanese: str) -> DumpFile:
    """Measure a finished file."""
    what = {"en": english, "ja": japanese}
    return DumpFile(path.name, media_type, compression, what, path.stat().st_size, sha256(path))


def write_package(folder: Path, files: Iterable[DumpFile], about: Mapping[str, Any]) -> None:
    """Write datapackage.json; `about` are the properties of the package as a whole."""
    resources = [
        {
            "name": each.key,
            "path": each.name,
            "mediatype": each.media_type,
            **({"compression": each.compression} if each.compression else {}),
            "title": each.what["en"],
            "titles": dict(each.what),
            "bytes": each.size,
            "hash": f"sha256:{each.sha256}",
        }
        for each in files
    ]
    package = {"$schema": _PROFILE, **about, "resources": resources}
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (folder / PACKAGE).write_text(text, encoding="utf-8")


def read_package(folder: Path) -> tuple[DumpFile, ...]:
    """The files that datapackage.json describes, in its order; none where it cannot be read."""
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        return tuple(
            DumpFile(
                each["path"],
                each["mediatype"],
                each.get("compression", ""),
                each["titles"],
                each["bytes"],
                each["hash"].removeprefix("sha256:"),
            )
            for each in package["resources"]
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ()


def read_description(folder: Path) -> tuple[ox.Triple, ...]:
    """The metadata graph as its file holds it, sorted; none where the file cannot be read.

    The store has it too, but rewrites xsd:nonNegativeInteger, which catalogues demand, as xsd:integer.
    """
    try:
        with gzip.open(folder / METADATA_FILE) as file:
            quads = ox.parse(file.read(), format=ox.RdfFormat.N_QUADS)
            return tuple(quad.triple for quad in quads if isinstance(quad, ox.Quad))
    except (*UNREADABLE, SyntaxError):
        return ()


def write_checksums(folder: Path) -> None:
    """Write SHA256SUMS over all files of a folder and of those in it."""
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if is_file(path) and path != folder / CHECKSUMS
    )
    lines = [f"{sha256(folder / name)}  {name}\n" for name in names]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def read_checksums(folder: Path) -> dict[str, str]:
    """File's name -> SHA-256 as 64 hexadecimal digits. Raises OSError, and ValueError for a damaged file."""
    sums = {}
    for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines():
        digest, space, name = line.partition("  ")
        if len(digest) != _LINE_LENGTH or not space or not name:
            raise ValueError(f"{CHECKSUMS} has a line that is no checksum: {line[:80]!r}")
        sums[name] = digest
    return sums


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Released versions: folders beside each other that are written once and never change.

<releases>/<version>/   manifest.json, dumps/, ontology.nq, iris.txt.gz, SHA256SUMS over all of them
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ...errors import AccordGraphError
from ..disk import is_file, is_folder
from ..dumping.package import (
    CHECKSUMS,
    METADATA_FILE,
    DumpFile,
    compressed,
    read_checksums,
    read_package,
    sha256,
)
from ..dumping.readme import README
from ..manifest import MANIFEST, Manifest, read_manifest
from ..names import Names
from ..snapshot import IRIS
from ..terms import version_of

ONTOLOGY = "ontology.nq"
_METADATA = f"dumps/{METADATA_FILE}"
_PARTS = (MANIFEST, ONTOLOGY, IRIS, _METADATA)


class ReleaseError(AccordGraphError):
    """The folder of releases cannot be used, or a release in it is damaged."""


@dataclass(frozen=True)
class Release:
    """One released version: its folder, what its manifest says, and the SHA-256 of each file in it."""

    path: Path
    manifest: Manifest
    sums: Mapping[str, str]

    @property
    def version(self) -> str:
        """The dataset's version."""
        return self.manifest.version

    @property
    def names(self) -> Names:
        """The names under which it was published."""
        return Names(self.manifest.base)

    @property
    def dumps_path(self) -> Path:
        """The folder of its dumps."""
        return self.path / "dumps"

    @property
    def distributed(self) -> tuple[DumpFile, ...]:
        """The dumps that hold the data."""
        files = read_package(self.dumps_path)
        return tuple(each for each in files if each.name not in (METADATA_FILE, README))

    @property
    def ontology(self) -> tuple[ox.Triple, ...]:
        """The ontology as it was released; raises ReleaseError where the file is damaged."""
        return self._graph(ONTOLOGY)

    @property
    def metadata(self) -> tuple[ox.Triple, ...]:
        """The dataset's description as it was released; raises ReleaseError where the file is damaged."""
        return self._graph(_METADATA)

    @cached_property
    def stated(self) -> tuple[ox.Triple, ...]:
        """Of the description, what it says of the dataset as a whole and of this version: kept, since the
        headers of each file tell of it; raises ReleaseError where the file is damaged."""
        whole, version = self.names.dataset, self.names.dataset_version(self.version)
        about = (ox.NamedNode(whole), ox.NamedNode(version))
        return tuple(triple for triple in self.metadata if triple.subject in about)

    @cached_property
    def ontology_version(self) -> str:
        """The ontology's version number; "" where it states none."""
        return version_of(self.ontology, self.names.ontology)

    def iris(self) -> frozenset[str]:
        """The IRIs of all things and terms that it describes; raises ReleaseError."""
        return frozenset(self._read(IRIS).decode().split())

    def damage(self) -> str:
        """Say which of its files is not what was released; "" where all are."""
        for name, digest in self.sums.items():
            try:
                if sha256(self.path / name) != digest:
                    return f"{name} is not what was released: its SHA-256 is not {digest}"
            except OSError as error:
                return f"{name} cannot be read: {error.strerror}"
        return ""

    def _graph(self, name: str) -> tuple[ox.Triple, ...]:
        quads = ox.parse(self._read(name), format=ox.RdfFormat.N_QUADS)
        return tuple(quad.triple for quad in quads if isinstance(quad, ox.Quad))

    def _read(self, name: str) -> bytes:
        try:
            data = (self.path / name).read_bytes()
        except OSError as error:
            raise damaged(self.path, f"{name} cannot be read: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != self.sums[name]:
            raise damaged(self.path, f"{name} is not what was released")
        return gzip.decompress(data) if name.endswith(".gz") else data


#: The whole releases, the newest first, and what is wrong with the others.
_Found = tuple[tuple[Release, ...], tuple[str, ...]]


class Releases:
    """The folder of releases; without one, there are none."""

    def __init__(self, root: Path | None) -> None:
        """Name the folder; None: nothing is released."""
        self.root = root
        self._known: _Found = (), ()
        self._changed: int | None = None

    def all(self) -> tuple[Release, ...]:
        """All whole releases, the newest first; raises ReleaseError where the folder cannot be read."""
        return self._look()[0]

    def damaged(self) -> tuple[str, ...]:
        """What is wrong with releases of which a part is missing, a sentence each; raises ReleaseError."""
        return self._look()[1]

    def find(self, version: str) -> Release | None:
        """The release of a version of the dataset; None where it is not released; raises ReleaseError."""
        return next((each for each in self.all() if each.version == version), None)

    def find_ontology(self, version: str) -> Release | None:
        """The newest release that has a version of the ontology, None without one; raises ReleaseError."""
        return next((each for each in self.all() if each.ontology_version == version), None)

    def fingerprint(self) -> str:
        """What tells these releases from others; "" where there are none."""
        return "".join(f"{each.version} {sha256(each.path / CHECKSUMS)}\n" for each in self.all())

    def _look(self) -> _Found:
        """Read the folder, again only when a release came or went."""
        if self.root is None:
            return self._known
        try:
            changed = self.root.stat().st_mtime_ns
            if self._changed != changed:
                self._known, self._changed = _read_folder(self.root), changed
        except FileNotFoundError as error:
            raise ReleaseError(
                f"There is no folder of releases {self.root}; make it, release a first version into it with "
                "`accordgraph release`, or name another with --releases DIR."
            ) from error
        except OSError as error:
            raise ReleaseError(
                f"The folder of releases {self.root} cannot be read ({error.strerror}); "
                "check its permissions, or name another with --releases DIR."
            ) from error
        return self._known


def open_release(path: Path) -> Release:
    """Open one release; raises ReleaseError where a part of it is missing or cannot be read."""
    manifest = read_manifest(path)
    if manifest is None:
        raise damaged(path, f"{MANIFEST} is missing or broken")
    if manifest.version != path.name:
        raise damaged(path, f"{MANIFEST} is that of version {manifest.version}")
    try:
        sums = read_checksums(path)
    except (OSError, ValueError) as error:
        raise damaged(path, f"{CHECKSUMS} is missing or broken") from error
    for name in [*_PARTS, *sums]:
        if name not in sums or not is_file(path / name):
            raise damaged(path, f"{name} is missing")
    return Release(path, manifest, sums)


def write_iris(iris: Iterable[str], path: Path) -> None:
    """Write the IRIs that a version describes, which are sorted."""
    with compressed(path) as output:
        output.write("".join(f"{iri}\n" for iri in iris).encode())


def kept_for_good(subjects: Iterable[str], names: Names) -> set[str]:
    """Of the IRIs of subjects, those that are promised to stay: of things, and of the ontology's terms."""
    promised = names.things, names.ontology_namespace
    return {iri for iri in subjects if iri.startswith(promised)}


def _read_folder(root: Path) -> _Found:
    found, faults = [], []
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or not is_folder(path):
            continue
        try:
            found.append(open_release(path))
        except ReleaseError as error:
            faults.append(str(error))
    found.sort(key=lambda each: order(each.version), reverse=True)
    return tuple(found), tuple(faults)


def order(version: str) -> tuple[tuple[int, str], ...]:
    """What versions are sorted by: numbers as numbers, and 1.0 after 1.0-rc."""
    parts = re.findall(r"\d+|[A-Za-z]+", version)
    return (*((int(part), "") if part.isdigit() else (-1, part) for part in parts), (0, ""))


def damaged(path: Path, what: str) -> ReleaseError:
    """Return what is told of a release that is not as it was written."""
    return ReleaseError(
        f"The release in {path} is damaged: {what}. Put it back from a copy; "
        "if it was never published, remove the folder and release again."
    )

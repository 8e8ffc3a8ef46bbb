"""What released versions say, for the documents of versions."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from ..graph.dumping.package import DumpFile, read_package
from ..graph.versions.releases import Release, ReleaseError
from .editions import Edition
from .responding.context import desk


def released_edition(version: str) -> Edition | None:
    """Return a released version of the dataset; None where it is not there, or damaged."""
    return _edition(version, lambda found: (found.metadata, read_package(found.dumps_path)))


def released_whole(version: str) -> Edition | None:
    """Return the same as far as it tells of the dataset as a whole: not of its parts and files."""
    return _edition(version, lambda found: (found.stated, ()))


def _edition(
    version: str, read: Callable[[Release], tuple[tuple[ox.Triple, ...], tuple[DumpFile, ...]]]
) -> Edition | None:
    try:
        found = desk().releases.find(version)
        return Edition(found.names, version, *read(found)) if found else None
    except ReleaseError:
        return None


def is_ontology_released(version: str) -> bool:
    """Whether a version of the ontology is released, so that it never changes any more."""
    try:
        return desk().releases.find_ontology(version) is not None
    except ReleaseError:
        return False


def released_ontology(version: str) -> tuple[ox.Triple, ...] | None:
    """Return a version of the ontology as it was released; None where it is not there, or damaged."""
    try:
        found = desk().releases.find_ontology(version)
        return found.ontology if found is not None else None
    except ReleaseError:
        return None

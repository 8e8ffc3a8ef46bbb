"""What released versions say, for the documents of versions."""

from __future__ import annotations

import pyoxigraph as ox

from ..graph.dumping.package import read_package
from ..graph.versions.releases import ReleaseError
from .context import desk
from .editions import Edition


def released_edition(version: str) -> Edition | None:
    """Return a released version of the dataset; None where it is not there, or damaged."""
    try:
        found = desk().releases.find(version)
        if found is None:
            return None
        return Edition(found.names, version, found.metadata, read_package(found.dumps_path))
    except ReleaseError:
        return None


def released_ontology(version: str) -> tuple[ox.Triple, ...] | None:
    """Return a version of the ontology as it was released; None where it is not there, or damaged."""
    try:
        found = desk().releases.find_ontology(version)
        return found.ontology if found is not None else None
    except ReleaseError:
        return None

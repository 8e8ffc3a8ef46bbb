"""JSON-LD as an answer: sorted, and refused where it cannot hold what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ...graph.dumping.jsonld import TripleAsValue, small_document
from ..formats import GRAPHS
from .mending import not_writable

_MEDIA_TYPE = "application/ld+json"


def write_jsonld(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Write triples as compact JSON-LD, sorted. Raises NotWritable for a triple that is a value."""
    facts = sorted(set(triples), key=str)
    try:
        return small_document(facts, prefixes).encode()
    except TripleAsValue as error:
        raise not_writable(str(error), GRAPHS, _MEDIA_TYPE) from error

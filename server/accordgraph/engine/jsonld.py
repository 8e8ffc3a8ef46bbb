"""JSON-LD as an answer: sorted, and refused where it cannot hold what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from accordgraph.engine.formats import GRAPHS
from accordgraph.engine.mending import not_writable
from accordgraph.graph.dumping.jsonld import TripleAsValue, small_document

_MEDIA_TYPE = "application/ld+json"


def write_jsonld(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Write triples as compact JSON-LD, sorted. Raises NotWritable for a triple that is a value."""
    facts = sorted(set(triples), key=str)
    try:
        return small_document(facts, prefixes).encode()
    except TripleAsValue as error:
        raise not_writable(str(error), GRAPHS, _MEDIA_TYPE) from error

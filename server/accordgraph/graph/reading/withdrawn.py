"""Which things were withdrawn, and what took their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ..terms import DEPRECATED, REPLACED, iri_text


def withdrawn(triples: Iterable[ox.Triple], things: str) -> Mapping[str, tuple[str, ...]]:
    """Return the things that were withdrawn, each with the IRIs of what it was replaced by, sorted.

    `things` is what the IRIs of things begin with.
    """
    replaced: dict[str, set[str]] = defaultdict(set)
    gone: set[str] = set()
    for triple in triples:
        if triple.predicate == REPLACED:
            replaced[iri_text(triple.subject)].add(iri_text(triple.object))
        elif triple.predicate == DEPRECATED and iri_text(triple.subject).startswith(things):
            gone.add(iri_text(triple.subject))
    return {iri: tuple(sorted(replaced[iri])) for iri in gone}

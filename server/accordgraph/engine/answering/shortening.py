"""Which prefixes a document uses: a short one would begin with more of them than it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, islice

import pyoxigraph as ox

#: Statements that are looked through: where there are more, prefixes without use make them little longer.
_SHORT = 200


def begun(
    triples: Iterable[ox.Triple], prefixes: Mapping[str, str]
) -> tuple[Iterable[ox.Triple], Mapping[str, str]]:
    """Return triples that come once, and the prefixes: of few triples, only those that shorten some IRI."""
    rest = iter(triples)
    beginning = list(islice(rest, _SHORT + 1))
    if len(beginning) > _SHORT:
        return chain(beginning, rest), prefixes
    return beginning, used_prefixes(iris_in(beginning), prefixes)


def iris_in(triples: Iterable[ox.Triple]) -> set[str]:
    """Return the IRIs that occur in triples, those of datatypes too."""
    found = set[str]()
    for triple in triples:
        found.update(term.value for term in triple if isinstance(term, ox.NamedNode))
        if isinstance(triple.object, ox.Literal):
            found.add(triple.object.datatype.value)
    return found


def used_prefixes(iris: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that shorten some of the IRIs, so that a small document begins with few."""
    # What is left when an IRI is shortened holds no slash: so IRIs and prefixes are compared by folders.
    folders: dict[str, list[str]] = defaultdict(list)
    for iri in iris:
        folder, _, local = iri.rpartition("/")
        folders[folder].append(local)
    used = {}
    for prefix, space in prefixes.items():
        folder, _, local = space.rpartition("/")
        if any(each.startswith(local) for each in folders.get(folder, ())):
            used[prefix] = space
    return used

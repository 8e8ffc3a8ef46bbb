"""Which prefixes a document declares: a short one would begin with more of them than it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from typing import TypeVar

import pyoxigraph as ox

#: Statements that are looked through: where there are more, prefixes without use make them little longer.
_SHORT = 1000

#: A triple, or one in a graph.
Statement = TypeVar("Statement", ox.Triple, ox.Quad)


def declared(
    statements: Iterable[Statement], prefixes: Mapping[str, str]
) -> tuple[Iterable[Statement], dict[str, str]]:
    """Return statements, which may come only once, and the prefixes to declare: all where there are many
    statements, else those that shorten some IRI."""
    rest = iter(statements)
    beginning = list(islice(rest, _SHORT + 1))
    if len(beginning) > _SHORT:
        return chain(beginning, rest), dict(prefixes)
    return beginning, _used(_iris_in(beginning), prefixes)


def _iris_in(statements: Iterable[ox.Triple | ox.Quad]) -> set[str]:
    """Return the IRIs that occur in statements, those of datatypes too."""
    found = set[str]()
    for statement in statements:
        found.update(term.value for term in statement if isinstance(term, ox.NamedNode))
        if isinstance(statement.object, ox.Literal):
            found.add(statement.object.datatype.value)
    return found


def _used(iris: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that shorten some of the IRIs."""
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

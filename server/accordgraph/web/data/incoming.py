"""What points at a thing, in groups: by which property, and from what kind of thing.

The store gives what points at a thing property by property, in no order within one, so that a group is
counted and sorted by reading it, up to a limit. Where very much points at a thing, that was counted when the
snapshot was built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from ...graph.finding.tallies import tallies_of
from ...graph.names import Names
from ...graph.terms import DEFAULT_GRAPH, iri_text
from .looking import Look
from .reading import Reader

#: Statements of one property that are read at most.
READ = 10_000
#: Statements of one property that are read at most where what they say was counted before.
_BEGINNING = 1_000
#: Things of one kind that are remembered of a property, and properties of things that are remembered.
_KEPT, _REMEMBERED = 50, 1_000


@dataclass(frozen=True)
class Pointers:
    """Things of a kind that have a thing as a value of a property: the first of them by their IRIs, which are
    made of their names, and how many there are; where `counted` is false, there may be more."""

    property: str
    kind: str
    things: tuple[str, ...]
    total: int
    counted: bool = True


class Incoming:
    """Reads what points at things; metadata, which tells of documents, apart."""

    def __init__(
        self, reader: Reader, names: Names, properties: Sequence[ox.NamedNode], index: Path | None
    ) -> None:
        self._reader, self._names, self._properties, self._index = reader, names, properties, index
        #: Where decisions are told of that the default graph does not tell of.
        self._aside = tuple(names.term(each) for each in ("overrulesValue", "appliesRule"))
        self._decisions = ox.NamedNode(names.graph("adjudications"))
        self._by = lru_cache(_REMEMBERED)(self._counted)

    def groups(self, look: Look) -> list[Pointers]:
        """Return all groups, each with its first things."""
        if look.pointing is None:
            return self._many(look.iri)
        by: dict[str, list[str]] = defaultdict(list)
        for graph, name, quad in look.pointing:
            if graph is None or (graph == self._decisions and name in self._aside):
                by[name].append(iri_text(quad.subject))
        return [each for name in self.names if name in by for each in self._grouped(name, by[name])]

    def _many(self, iri: str) -> list[Pointers]:
        """Return all groups of what very much points at, by what was counted when the snapshot was built."""
        tallies = tallies_of(self._index, iri) if self._index is not None else {}
        found: list[Pointers] = []
        for name in self.names:
            totals = tallies.get(name, {})
            if not tallies or name in self._aside or 0 < sum(totals.values()) <= _BEGINNING:
                found += self._by(iri, name)
            elif totals:
                found += self._begun(iri, name, totals)
        return found

    def _begun(self, iri: str, name: str, totals: Mapping[str, int]) -> Iterator[Pointers]:
        """Yield the groups of one property, each with a few of its things, as far as these are soon found."""
        things: dict[str, list[str]] = {kind: [] for kind in totals}
        missing = {kind: min(total, _KEPT) for kind, total in totals.items()}
        for subject in islice(self._subjects(iri, name), _BEGINNING):
            kind = self._kind(subject)
            if missing.get(kind, 0):
                things[kind].append(subject)
                missing[kind] -= 1
                if not any(missing.values()):
                    break
        for kind, total in totals.items():
            yield Pointers(name, kind, tuple(things[kind]), total)

    def page(self, iri: str, name: str, kind: str, begin: int, size: int) -> Pointers:
        """Return a part of one group, as far as is read; an empty one where there is none."""
        same = self._by(iri, name) if name in self.names else ()
        total, counted = next(((each.total, each.counted) for each in same if each.kind == kind), (0, True))
        if not total:
            return Pointers(name, kind, (), 0)
        things = sorted(each for each in islice(self._subjects(iri, name), READ) if self._kind(each) == kind)
        return Pointers(name, kind, tuple(things[begin : begin + size]), total, counted)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The properties by which a thing may be pointed at."""
        return tuple(dict.fromkeys((*(each.value for each in self._properties), *self._aside)))

    def _counted(self, iri: str, name: str) -> tuple[Pointers, ...]:
        return self._grouped(name, self._subjects(iri, name))

    def _grouped(self, name: str, subjects: Iterable[str]) -> tuple[Pointers, ...]:
        """Count the things that point at one by a property, kind by kind, as far as is read."""
        things: dict[str, list[str]] = defaultdict(list)
        read = 0
        for read, subject in enumerate(islice(subjects, READ + 1), 1):
            if read <= READ:
                things[self._kind(subject)].append(subject)
        counted = read <= READ
        return tuple(
            Pointers(name, kind, tuple(sorted(found)[:_KEPT]), len(found), counted)
            for kind, found in things.items()
            if kind
        )

    def _subjects(self, iri: str, name: str) -> Iterator[str]:
        node, by = ox.NamedNode(iri), ox.NamedNode(name)
        found = self._reader.quads(None, by, node, DEFAULT_GRAPH)
        if name in self._aside:
            found = chain(found, self._reader.quads(None, by, node, self._decisions))
        return (iri_text(quad.subject) for quad in found)

    def _kind(self, iri: str) -> str:
        return self._names.kind(iri) or ""

"""What a graph holds, counted in one pass: the figures of its description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

import pyoxigraph as ox

from ..names import Names
from ..prefixes import PREFIXES
from ..terms import TYPE, Term, term

#: Properties that link a thing to the same, or much the same, in another dataset.
_LINKING = frozenset(
    term("skos", f"{kind}Match").value for kind in ("exact", "close", "broad", "narrow", "related")
)
_DATE = term("xsd", "date")


@dataclass(frozen=True)
class Counts:
    """The figures of one graph.

    `entities` are the subjects that are things; `classes` says how many members a class has, `properties` how
    many triples; `inside` counts the triples of a property whose subject is of a class, `values` those whose
    value is of a class or a datatype as well. `links` counts what links to other datasets, by property and
    the address that a dataset begins with. `examples` has one thing of each kind: the one of which most is
    said. `dates` are the first and the last xsd:date that is said of a thing.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    inside: Mapping[tuple[str, str], int]
    classed: Mapping[tuple[str, str, str], int]
    typed: Mapping[tuple[str, str, str], int]
    links: Mapping[tuple[str, str], int]
    examples: Mapping[str, str]
    dates: tuple[str, str] | None


def count(triples: Collection[ox.Triple], names: Names) -> Counts:
    """Count the statements of a graph, which come with those of one subject together.

    One look at the types, one pass through all. What is kept for each node is the hash of it, eight bytes
    that two of ten million nodes share once in 300,000 graphs; the rest grows with the vocabulary.
    """
    return _Counting(names, triples).counts()


class _Counting:
    def __init__(self, names: Names, triples: Collection[ox.Triple]) -> None:
        self._names = names
        self._sets: list[tuple[str, ...]] = [()]
        self._types = self._classes(triples)
        #: Subject's set of classes, property, value's set of classes or datatype -> triples.
        self._seen: Counter[tuple[int, str, int | str]] = Counter()
        self._members: Counter[int] = Counter()
        self._objects: set[int] = set()
        self._links: Counter[tuple[str, str]] = Counter()
        self._best: dict[str, tuple[int, str]] = {}
        self._dates: list[str] = []
        self._triples = self._entities = self._subjects = 0
        for subject, group in groupby(triples, key=lambda triple: triple.subject):
            self._subject(subject, group)

    def _classes(self, triples: Iterable[ox.Triple]) -> dict[int, int]:
        """The number of the set of classes that each typed node has."""
        numbers: dict[tuple[str, ...], int] = {(): 0}
        types: dict[int, int] = {}
        for subject, group in groupby(
            (triple for triple in triples if triple.predicate == TYPE), key=lambda triple: triple.subject
        ):
            kinds = sorted(each.object.value for each in group if isinstance(each.object, ox.NamedNode))
            number = numbers.setdefault(tuple(kinds), len(numbers))
            if number == len(self._sets):
                self._sets.append(tuple(kinds))
            types[hash(subject)] = number
        return types

    def _subject(self, subject: Term, group: Iterable[ox.Triple]) -> None:
        classes = self._types.get(hash(subject), 0)
        self._members[classes] += 1
        self._subjects += 1
        iri = subject.value if isinstance(subject, ox.NamedNode) else ""
        thing = iri.startswith(self._names.things)
        told = 0
        for triple in group:
            told += 1
            prop, value = triple.predicate.value, triple.object
            self._objects.add(hash(value))
            if isinstance(value, ox.Literal):
                datatype = value.datatype
                self._seen[classes, prop, datatype.value] += 1
                if thing and datatype == _DATE:
                    self._date(value.value)
            else:
                self._seen[classes, prop, self._types.get(hash(value), 0)] += 1
                if thing and prop in _LINKING and isinstance(value, ox.NamedNode):
                    self._link(prop, value.value)
        self._triples += told
        if thing:
            self._entities += 1
            self._example(iri, told)

    def _date(self, value: str) -> None:
        """Widen the span of dates; a time zone does not matter."""
        known = [*self._dates, value[:10]]
        self._dates = [min(known), max(known)]

    def _link(self, prop: str, value: str) -> None:
        if not value.startswith(self._names.base):
            parts = urlsplit(value)
            self._links[prop, f"{parts.scheme}://{parts.netloc}/"] += 1

    def _example(self, iri: str, told: int) -> None:
        kind = self._names.kind(iri) or ""
        self._best[kind] = min(self._best.get(kind, (0, "")), (-told, iri))

    def counts(self) -> Counts:
        """The figures, each by class, in the order of the IRIs."""
        classes: Counter[str] = Counter()
        properties: Counter[str] = Counter()
        inside: Counter[tuple[str, str]] = Counter()
        classed: Counter[tuple[str, str, str]] = Counter()
        typed: Counter[tuple[str, str, str]] = Counter()
        for number, members in self._members.items():
            for each in self._sets[number]:
                classes[each] += members
        for (number, prop, value), found in self._seen.items():
            properties[prop] += found
            for each in self._sets[number]:
                inside[each, prop] += found
                if isinstance(value, str):
                    typed[each, prop, value] += found
                else:
                    for other in self._sets[value]:
                        classed[each, prop, other] += found
        return Counts(
            self._triples,
            self._entities,
            self._subjects,
            len(self._objects),
            dict(sorted(classes.items())),
            dict(sorted(properties.items())),
            dict(sorted(inside.items())),
            dict(sorted(classed.items())),
            dict(sorted(typed.items())),
            dict(sorted(self._links.items())),
            {kind: iri for kind, (_, iri) in sorted(self._best.items())},
            (self._dates[0], self._dates[-1]) if self._dates else None,
        )


def namespaces(iris: Iterable[str]) -> Iterator[str]:
    """The namespaces of some terms, sorted: known ones, else what stands before the last # or /."""
    known = sorted(PREFIXES.values(), key=len, reverse=True)
    yield from sorted(
        {
            next((space for space in known if iri.startswith(space)), "")
            or iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
            for iri in iris
        }
    )

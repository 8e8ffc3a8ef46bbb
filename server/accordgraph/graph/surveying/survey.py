"""What all pieces say together: the figures of a graph, and what its index and its description need."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..names import Names
from ..reading.keeping import node_hash
from ..terms import TYPE
from .parts import Classes, Figures, Part, Text


@dataclass(frozen=True)
class Counts:
    """The figures of one graph.

    `entities` are the subjects that are things; `classes` says how many members a class has, `properties` how
    many triples; `inside` counts the triples of a property whose subject is of a class, `classed` and `typed`
    those whose value is of a class or a datatype as well. `links` counts what links to other datasets, by
    property and the address that a dataset begins with. `examples` has one thing of each kind: the one of
    which most is said. `dates` are the first and the last xsd:date that is said of a thing.
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


class Survey:
    """What is said by all pieces of a graph."""

    def __init__(self, parts: Iterable[Part], names: Names) -> None:
        """Put the parts together."""
        self._names = names
        self._parts = list(parts)

    @cached_property
    def texts(self) -> Mapping[str, list[Text]]:
        """The names and descriptions of whatever below the base has some, in the order of the statements."""
        found: dict[str, list[Text]] = {}
        for part in self._parts:
            found |= part.texts
        return found

    @cached_property
    def kinds(self) -> Mapping[str, list[str]]:
        """The things that have a class, by kind."""
        found: dict[str, list[str]] = defaultdict(list)
        for part in self._parts:
            for kind, things in part.told.kinds.items():
                found[kind] += things
        return found

    @cached_property
    def members(self) -> Mapping[str, list[str]]:
        """The subjects of the classes that are asked for."""
        found: dict[str, list[str]] = defaultdict(list)
        for part in self._parts:
            for iri, things in part.told.members.items():
                found[iri] += things
        return found

    @cached_property
    def steps(self) -> Mapping[str, dict[str, list[str]]]:
        """The values of each property that facets lead over."""
        found: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for part in self._parts:
            for prop, values in part.told.steps.items():
                found[prop] |= values
        for iri, things in self.members.items():
            for thing in things:
                found[TYPE.value].setdefault(thing, []).append(iri)
        return found

    def things(self) -> Iterator[tuple[str, Iterator[tuple[str, list[Text]]]]]:
        """The kinds of things that have a class, sorted, each with its things in the order of the
        statements, and their texts: no more is read than one takes of them."""
        kinds = sorted({kind for part in self._parts for kind in part.figures.kinds})
        return ((kind, self._things(kind)) for kind in kinds)

    def _things(self, kind: str) -> Iterator[tuple[str, list[Text]]]:
        for part in self._parts:
            if kind in part.figures.kinds:
                yield from ((iri, part.texts.get(iri, [])) for iri in part.told.kinds[kind])

    def weights(self, iris: Iterable[str]) -> list[int]:
        """How often each of some IRIs is a value; evidence apart, which supports everything."""
        supports = self._names.term("supports")
        wanted = [node_hash(iri) for iri in iris]
        found = Counter(dict.fromkeys(wanted, 0))
        for part in self._parts:
            for (_, _, prop), hashes in part.figures.edges.items():
                if prop != supports:
                    found.update(filter(found.__contains__, hashes))
        return [found[each] for each in wanted]

    def pointing(self) -> Counter[tuple[str, str, int]]:
        """How many things of a kind have a value by a property: by kind, property and the value's hash."""
        found = Counter[tuple[str, str, int]]()
        for part in self._parts:
            for (_, kind, prop), hashes in part.figures.edges.items():
                found.update((kind, prop, each) for each in hashes)
        return found

    def tallies(self, least: int) -> dict[tuple[int, str, str], int]:
        """How many things of a kind have a value by a property, of values that at least so many have: by the
        value's hash, the property and the kind. Classes and evidence apart, which everything has."""
        aside = (self._names.term("supports"), TYPE.value)
        edges = [
            (kind, prop, hashes)
            for part in self._parts
            for (_, kind, prop), hashes in part.figures.edges.items()
            if kind and prop not in aside
        ]
        totals, found = Counter[int](), Counter[tuple[int, str, str]]()
        for _, _, hashes in edges:
            totals.update(hashes)
        known = {value for value, total in totals.items() if total >= least}
        for kind, prop, hashes in edges:
            for value, count in Counter(filter(known.__contains__, hashes)).items():
                found[value, prop, kind] += count
        return found

    def counts(self) -> Counts:
        """The figures, each by class, in the order of the IRIs."""
        whole = _joined([part.figures for part in self._parts])
        types = {each: classes for classes, hashes in whole.types.items() for each in hashes}
        classes_, properties = Counter[str](), Counter[str]()
        inside = Counter[tuple[str, str]]()
        classed, typed = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
        for classes, found in whole.counts.items():
            for each in classes:
                classes_[each] += found
        for (classes, prop, datatype), found in whole.literals.items():
            properties[prop] += found
            for each in classes:
                inside[each, prop] += found
                typed[each, prop, datatype] += found
        for (classes, _, prop), hashes in whole.edges.items():
            properties[prop] += len(hashes)
            values = Counter(map(types.get, hashes)) if classes else Counter[Classes | None]()
            for each in classes:
                inside[each, prop] += len(hashes)
                for others, found in values.items():
                    for other in others or ():
                        classed[each, prop, other] += found
        return Counts(
            whole.triples,
            whole.entities,
            sum(whole.counts.values()),
            len(whole.objects),
            dict(sorted(classes_.items())),
            dict(sorted(properties.items())),
            dict(sorted(inside.items())),
            dict(sorted(classed.items())),
            dict(sorted(typed.items())),
            dict(sorted(whole.links.items())),
            {kind: iri for kind, (_, iri) in sorted(whole.examples.items())},
            (whole.dates[0], whole.dates[-1]) if whole.dates else None,
        )


def _joined(parts: Iterable[Figures]) -> Figures:
    """The figures of several pieces as those of one."""
    whole, objects = Figures(), set[int]()
    for part in parts:
        whole.triples += part.triples
        whole.entities += part.entities
        whole.counts.update(part.counts)
        whole.literals.update(part.literals)
        whole.links.update(part.links)
        objects.update(part.objects)
        for classes, hashes in part.types.items():
            whole.types.setdefault(classes, array("Q")).extend(hashes)
        for key, hashes in part.edges.items():
            whole.edges.setdefault(key, array("Q")).extend(hashes)
        for kind, example in part.examples.items():
            whole.examples[kind] = min(whole.examples.get(kind, (0, "")), example)
        dates = (*whole.dates, *part.dates)
        whole.dates = (min(dates), max(dates)) if dates else ()
    whole.objects = array("Q", objects)
    return whole

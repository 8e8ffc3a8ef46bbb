"""By what the graph can be browsed, and what has which value; computed when a snapshot is built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..names import KINDS, Names
from ..prefixes import PREFIXES

#: The values of a property, by subject.
Relation = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Facet:
    """One way to browse: a thing has the values that any of its routes ends at, and all that are above them.

    A route is a path of properties, `^` meaning against its direction; names without prefix are the
    ontology's. `above` is the property that leads from a value to a broader one. Of what routes end at, only
    members of `values` count: things with that property and value.
    """

    name: str
    routes: tuple[str, ...]
    above: str = ""
    values: tuple[str, str] | None = None
    #: Values are years of dates, not things.
    years: bool = False


#: The kind of a thing is in its IRI; the other facets follow the ontology's terms.
KIND = "kind"
FACETS = (
    Facet(KIND, ()),
    Facet(
        "country",
        (
            "locatedIn",
            "hasOrigin",
            "hasHost",
            "hasJurisdiction",
            "hasParty/locatedIn",
            "hasParty/hasOrigin",
            "hasFunder/locatedIn",
            "hasFunder/hasOrigin",
        ),
        above="locatedIn",
        values=("rdf:type", "Country"),
    ),
    Facet(
        "field",
        ("focusesOn", "funds/focusesOn"),
        above="skos:broader",
        values=("skos:inScheme", "concept/research-field"),
    ),
    Facet(
        "year",
        ("date", "^announces/date", "funds/date", "funds/^announces/date", "deadline", "periodStart",
         "periodEnd", "dcterms:issued"),
        years=True,
    ),
    Facet("funder", ("hasFunder", "^funds/hasFunder", "^partOfTotal/hasFunder")),
)  # fmt: skip


def property_of(step: str, names: Names) -> str:
    """Return the IRI of a property that a facet names."""
    prefix, colon, local = step.removeprefix("^").rpartition(":")
    return PREFIXES[prefix] + local if colon else names.term(local)


def steps(facet: Facet) -> set[str]:
    """Return all that a facet names of the ontology and other vocabularies."""
    named = {step for route in facet.routes for step in route.split("/")}
    return named | ({facet.above} if facet.above else set()) | ({facet.values[0]} if facet.values else set())


def targets(names: Names) -> set[tuple[str, str]]:
    """Return the property and its value that make something a value of a facet."""
    found = (facet.values for facet in FACETS if facet.values)
    return {(property_of(step, names), _target(wanted, names)) for step, wanted in found}


def members(
    edges: Mapping[str, Relation], kinds: Mapping[str, Iterable[str]], names: Names
) -> dict[str, dict[str, set[str]]]:
    """Return the things that have each value of each facet; values are IRIs, kinds or years.

    `edges` has the values of each property that a facet names, by thing; `kinds` the things of each kind.
    """
    found = {facet.name: _members(facet, edges, names) for facet in FACETS if facet.name != KIND}
    return {KIND: {kind: set(things) for kind, things in kinds.items()}, **found}


def _target(wanted: str, names: Names) -> str:
    return names.thing(*wanted.split("/", 1)) if "/" in wanted else names.term(wanted)


def _members(facet: Facet, edges: Mapping[str, Relation], names: Names) -> dict[str, set[str]]:
    above = edges.get(property_of(facet.above, names), {}) if facet.above else {}
    allowed = _allowed(facet, edges, names)

    @cache
    def values(value: str) -> frozenset[str]:
        """A value and all that is above it, as far as it is one of the facet."""
        seen, ahead = set[str](), [value]
        while ahead:
            each = ahead.pop()
            if each not in seen:
                seen.add(each)
                ahead += above.get(each, ())
        return frozenset(each for each in seen if allowed(each))

    led, found = defaultdict[str, list[str]](list), defaultdict[str, set[str]](set)
    for route in facet.routes:
        for thing, ends in _route(route, edges, names).items():
            for end in ends:
                led[end].append(thing)
    for end, things in led.items():
        for value in values(end):
            found[value].update(things)
    for value in found:
        found[value].discard(value)
    return {value: things for value, things in found.items() if things}


def _allowed(facet: Facet, edges: Mapping[str, Relation], names: Names) -> Callable[[str], bool]:
    if facet.years:
        return str.isdecimal
    if facet.values is None:
        return lambda value: names.kind(value) is not None
    step, wanted = facet.values
    target, typed = _target(wanted, names), edges.get(property_of(step, names), {})
    return lambda value: target in typed.get(value, ())


def _route(route: str, edges: Mapping[str, Relation], names: Names) -> Mapping[str, Iterable[str]]:
    """Return what a path of properties leads to, from each thing that it begins at."""
    first, _, rest = route.partition("/")
    relation: Relation = edges.get(property_of(first, names), {})
    if first.startswith("^"):
        turned: dict[str, list[str]] = defaultdict(list)
        for subject, values in relation.items():
            for value in values:
                turned[value].append(subject)
        relation = {value: subjects for value, subjects in turned.items() if names.kind(value) in KINDS}
    if not rest:
        return relation
    following = _route(rest, edges, names)
    led: dict[str, Iterable[str]] = {}
    for subject, values in relation.items():
        if len(values) == 1:  # as most have
            ends: Iterable[str] = following.get(values[0], ())
        else:
            ends = {end for value in values for end in following.get(value, ())}
        if ends:
            led[subject] = ends
    return led

"""Things that were taken for each other: each has the value that the other's label names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from ..grounding.mentions import mentions
from ..names import ENTITY_KINDS
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import ALT_LABEL, LABEL, iri_text


def exchanged_values(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find pairs of things in a source whose labels name each other's value, and one of them not its own.

    No text tells so: each value stands in its span, and only which thing it is said of is wrong.
    """
    labels, names = _labels(corpus), _names(corpus)

    @cache
    def named(thing: str, value: str) -> bool:
        label = labels.get(thing, "")
        folded = label.casefold()
        return any(name.casefold() in folded and mentions(label, name) for name in names[value])

    for file in corpus.sources.values():
        for prop, values in _single(file, corpus).items():
            unnamed = [one for one, mine in values.items() if not named(one, mine)]
            for one, other in dict.fromkeys(
                tuple(sorted((one, other))) for one in unnamed for other in values if one != other
            ):
                mine, theirs = values[one], values[other]
                if mine != theirs and named(one, theirs) and named(other, mine):
                    place = locator.within(file.path, ox.NamedNode(one), ox.NamedNode(prop))
                    said = [shorten(each, corpus.names) for each in (prop, one, mine, other, theirs)]
                    message = (
                        f"{said[0]} of {said[1]} is {said[2]}, which the label of {said[3]} names, and the "
                        f"other way round ({said[4]}); exchange the two values, or mend the labels."
                    )
                    yield Problem(file.path, place.line, place.column, "exchanged", message)


def _labels(corpus: Corpus) -> Mapping[str, str]:
    """The English labels of all things."""
    return {
        iri_text(triple.subject): triple.object.value
        for triple in corpus.triples(Role.ENTITIES)
        if triple.predicate == LABEL and isinstance(triple.object, ox.Literal)
        if triple.object.language == "en"
    }


def _names(corpus: Corpus) -> Mapping[str, list[str]]:
    """All that a thing is called, and the words for the people of a place."""
    naming = (LABEL, ALT_LABEL, ox.NamedNode(corpus.names.term("demonym")))
    found: dict[str, list[str]] = defaultdict(list)
    for triple in corpus.triples(Role.ENTITIES):
        if triple.predicate in naming and isinstance(triple.object, ox.Literal):
            found[iri_text(triple.subject)].append(triple.object.value)
    return found


def _single(file: TurtleFile, corpus: Corpus) -> Mapping[str, dict[str, str]]:
    """By property, the things of a source that have one value of it which has a name."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for triple in file.triples:
        if corpus.names.kind(iri_text(triple.object)) in ENTITY_KINDS:
            values[triple.predicate.value, iri_text(triple.subject)].add(iri_text(triple.object))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (prop, thing), stated in sorted(values.items()):
        if len(stated) == 1:
            found[prop][thing] = next(iter(stated))
    return found

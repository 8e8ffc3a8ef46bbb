"""Things that are said to be themselves, or another thing: a reasoner would merge what sources tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import DERIVED, EXACT_MATCH, REPLACED, SAME, iri_text

#: Properties of which other rules tell that they lead back, over other things, too.
_TOLD_ELSEWHERE = frozenset((DERIVED, REPLACED))


def merged(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find owl:sameAs, and things that stand in some relation to themselves."""
    for file in corpus.files:
        for triple in corpus.outlines[file.path].marked():
            if fault := _fault(triple, corpus):
                place = locator.within(file.path, *triple)
                yield place.problem("identity", fault)


def _fault(triple: ox.Triple, corpus: Corpus) -> str:
    if triple.predicate == SAME:
        return (
            "owl:sameAs would merge things, and with them what sources say differently; say skos:exactMatch "
            "of another register's name, and of two names of one thing make a tombstone of one."
        )
    iri, names = iri_text(triple.subject), corpus.names
    if triple.subject == triple.object and names.kind(iri) and triple.predicate not in _TOLD_ELSEWHERE:
        name, prop = shorten(iri, names), shorten(triple.predicate.value, names)
        return f"{name} is said to have itself as {prop}; which other thing is meant?"
    return ""


def shared_identifiers(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find things with the identifier of another thing: they would be one and the same."""
    found: dict[str, list[str]] = defaultdict(list)
    for triple in corpus.entities.having(EXACT_MATCH):
        found[iri_text(triple.object)].append(iri_text(triple.subject))
    for identifier, things in found.items():
        for other in things[1:]:
            place = locator.find(
                corpus.paths(Role.ENTITIES), ox.NamedNode(other), EXACT_MATCH, ox.NamedNode(identifier)
            )
            message = (
                f"{shorten(other, corpus.names)} has the identifier of {shorten(things[0], corpus.names)}, "
                f"<{identifier}>; which of the two is it, or are they one thing?"
            )
            yield place.problem("shared-identifier", message)

"""Things that are described twice, or as what they cannot both be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..names import FACT_KINDS
from ..prefixes import shorten, show
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import DEPRECATED, DISJOINT, LABEL, PREF_LABEL, SUBCLASS, TYPE, iri_text


def described_twice(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find a second label in one language, or a second description of one thing, in another file."""
    base = corpus.names.base
    labels: dict[tuple[object, str | None], str] = {}
    typed: dict[object, str] = {}
    for file in corpus.files:
        for triple in file.triples:
            if not iri_text(triple.subject).startswith(base):
                continue
            name = shorten(iri_text(triple.subject), corpus.names)
            literal = triple.object
            if triple.predicate in (LABEL, PREF_LABEL) and isinstance(literal, ox.Literal):
                first = labels.setdefault((triple.subject, literal.language), file.path)
                if first != file.path:
                    place = locator.within(file.path, triple.subject, triple.predicate, literal)
                    message = (
                        f"{name} has its label {show(literal, corpus.names)} here "
                        f"and another in {first}; keep one."
                    )
                    yield Problem(file.path, place.line, place.column, "second-label", message)
            # A fact thing is typed by each source that speaks of it; all else is described in one file.
            elif triple.predicate == TYPE and file.role is not Role.SOURCES:
                first = typed.setdefault(triple.subject, file.path)
                if first != file.path:
                    place = locator.within(file.path, triple.subject, triple.predicate, triple.object)
                    message = f"{name} is described here and in {first}; keep one, or are they two things?"
                    yield Problem(file.path, place.line, place.column, "defined-twice", message)


def labels(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find things whose label is in other languages only, and labels of things that no source speaks of."""
    names = corpus.names
    spoken = {triple.subject for file in corpus.of(Role.SOURCES) for triple in file.triples}
    triples = corpus.triples(Role.ENTITIES)
    english = {
        t.subject for t in triples if t.predicate == LABEL and getattr(t.object, "language", "") == "en"
    }
    kept = spoken | {triple.subject for triple in triples if triple.predicate == DEPRECATED}
    for file in corpus.of(Role.ENTITIES):
        for triple in file.triples:
            if triple.predicate != LABEL:
                continue
            iri = iri_text(triple.subject)
            name, fault = shorten(iri, names), ""
            if getattr(triple.object, "language", "en") not in ("en", "") and triple.subject not in english:
                fault = f"{name} has no label in English; add one, and keep this."
            elif iri.startswith(names.sources) and iri not in corpus.sources:
                slug = iri.removeprefix(names.sources)
                fault = f"{name} is labelled, but there is no data/sources/{slug}.ttl; remove it or add that."
            elif spoken and names.kind(iri) in FACT_KINDS and triple.subject not in kept:
                fault = (
                    f"{name} is labelled, but no source speaks of it; remove the label, or, where the name "
                    "was published, make it a tombstone (CONTRIBUTING.md, Merge, split or withdraw a thing)."
                )
            if fault:
                place = locator.within(file.path, triple.subject, triple.predicate, triple.object)
                yield Problem(file.path, place.line, place.column, "label", fault)


def closure(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """All that each IRI reaches over pairs (below, above), itself apart unless it is on a circle."""
    above: dict[str, set[str]] = defaultdict(set)
    for low, high in pairs:
        above[low].add(high)
    reached: dict[str, frozenset[str]] = {}
    for start in list(above):
        found: set[str] = set()
        waiting = list(above[start])
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(above.get(node, ()))
        reached[start] = frozenset(found)
    return reached


def disjoint_types(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find things that are of two disjoint classes, over all files."""
    ontology = corpus.triples(Role.ONTOLOGY)
    supers = closure((iri_text(t.subject), iri_text(t.object)) for t in ontology if t.predicate == SUBCLASS)
    disjoint = {
        frozenset((iri_text(t.subject), iri_text(t.object))) for t in ontology if t.predicate == DISJOINT
    }
    stated: dict[object, dict[str, str]] = defaultdict(dict)
    for file in corpus.files:
        for triple in file.triples:
            if triple.predicate != TYPE:
                continue
            new = iri_text(triple.object)
            known = stated[triple.subject]
            for other, path in known.items():
                pair = _clash({new, *supers.get(new, ())}, {other, *supers.get(other, ())}, disjoint)
                if pair and other != new:
                    place = locator.within(file.path, triple.subject, triple.predicate, triple.object)
                    low, high = (shorten(iri, corpus.names) for iri in pair)
                    message = (
                        f"{show(triple.subject, corpus.names)} is {shorten(new, corpus.names)} here and "
                        f"{shorten(other, corpus.names)} in {path}, but nothing is both {low} and {high}; "
                        "mend one, or are they two things?"
                    )
                    yield Problem(file.path, place.line, place.column, "disjoint", message)
                    break
            known.setdefault(new, file.path)


def _clash(new: set[str], old: set[str], disjoint: set[frozenset[str]]) -> tuple[str, str] | None:
    clashes = [(a, b) for a in new for b in old if frozenset((a, b)) in disjoint]
    return min(clashes) if clashes else None

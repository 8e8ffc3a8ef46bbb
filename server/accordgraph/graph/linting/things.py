"""Things that are described twice, or as what they cannot both be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from ..closure import closure
from ..names import FACT_KINDS
from ..prefixes import shorten, show
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import DEPRECATED, DISJOINT, LABEL, PREF_LABEL, SUBCLASS, TYPE, iri_text, is_english


def described_twice(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find a second label in one language, or a second description of one thing, in another file."""
    base = corpus.names.base
    files: dict[tuple[object, ...], str] = {}
    for file in _twice(corpus):
        for triple in file.triples:
            what = _said_once(triple, file.role) if iri_text(triple.subject).startswith(base) else None
            first = files.setdefault(what, file.path) if what is not None else file.path
            if first == file.path:
                continue
            name, place = show(triple.subject, corpus.names), locator.within(file.path, *triple)
            if triple.predicate == TYPE:
                message = f"{name} is described here and in {first}; keep one, or are they two things?"
                yield place.problem("defined-twice", message)
            else:
                label = show(triple.object, corpus.names)
                message = f"{name} has its label {label} here and another in {first}; keep one."
                yield place.problem("second-label", message)


def _said_once(triple: ox.Triple, role: Role) -> tuple[object, ...] | None:
    """What of a thing is said in one file only: its label in a language, or what it is; None for all else.

    A fact thing is typed by each source that speaks of it.
    """
    if triple.predicate in (LABEL, PREF_LABEL) and isinstance(triple.object, ox.Literal):
        return triple.subject, LABEL, triple.object.language
    return (triple.subject, TYPE) if triple.predicate == TYPE and role is not Role.SOURCES else None


def _twice(corpus: Corpus) -> list[TurtleFile]:
    """The files between which something is described twice, and maybe some more."""
    evidence = f"<{corpus.names.thing('evidence', '')}".encode()
    by_key: dict[bytes, list[TurtleFile]] = defaultdict(list)
    for file in corpus.files:
        about = corpus.outlines[file.path]
        keys = {each for each in about.described if each.startswith(evidence)} | about.labelled
        if file.role is not Role.SOURCES:
            keys |= {b"a " + each.split(b" ", 1)[0] for each in about.typed}
        for key in keys:
            by_key[key].append(file)
    paths = {file.path for files in by_key.values() if len(files) > 1 for file in files}
    return [file for file in corpus.files if file.path in paths]


def labels(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find things whose label is in other languages only, and labels of things that no source speaks of."""
    names = corpus.names
    spoken = _spoken(corpus)
    if not _doubtful(corpus, spoken):
        return
    triples = corpus.triples(Role.ENTITIES)
    english = {t.subject for t in triples if t.predicate == LABEL and is_english(t.object)}
    kept = {triple.subject for triple in triples if triple.predicate == DEPRECATED}
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
                fault = (
                    f"{name} is labelled, but there is no data/sources/{slug}.ttl; remove the label or add "
                    f"that: where the source was withdrawn, source/{slug} answers for its graph, too."
                )
            elif (
                spoken
                and names.kind(iri) in FACT_KINDS
                and triple.subject not in kept
                and str(triple.subject).encode() not in spoken
            ):
                fault = (
                    f"{name} is labelled, but no source speaks of it; remove the label, or, where the name "
                    "was published, make it a tombstone (CONTRIBUTING.md, Merge, split or withdraw a thing)."
                )
            if fault:
                place = locator.within(file.path, *triple)
                yield place.problem("label", fault)


def _spoken(corpus: Corpus) -> set[bytes]:
    """All that sources say something of."""
    spoken: set[bytes] = set()
    for file in corpus.of(Role.SOURCES):
        spoken |= corpus.outlines[file.path].subjects
    return spoken


def _doubtful(corpus: Corpus, spoken: set[bytes]) -> bool:
    """Whether any label of the entities is of something that no source speaks of, or has no English."""
    names = corpus.names
    facts = tuple(f"<{names.thing(kind, '')}".encode() for kind in FACT_KINDS)
    graphs = f"<{names.sources}".encode()
    told = {f"<{iri}>".encode() for iri in corpus.sources} | spoken
    labelled = {key for file in corpus.of(Role.ENTITIES) for key in corpus.outlines[file.path].labelled}
    for key in labelled:
        subject, _, language = key.partition(b" ")
        if language not in (b"@en", b"") and subject + b" @en" not in labelled:
            return True
        if subject not in told and subject.startswith((*facts, graphs)):
            return True
    return False


def disjoint_types(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find things that are of two disjoint classes, over all files."""
    ontology = corpus.triples(Role.ONTOLOGY)
    supers = closure((iri_text(t.subject), iri_text(t.object)) for t in ontology if t.predicate == SUBCLASS)
    disjoint = {
        frozenset((iri_text(t.subject), iri_text(t.object))) for t in ontology if t.predicate == DISJOINT
    }
    stated: dict[object, dict[str, str]] = defaultdict(dict)
    for file in _of_many_classes(corpus):
        for triple in file.triples:
            if triple.predicate != TYPE:
                continue
            new = iri_text(triple.object)
            known = stated[triple.subject]
            all_new = {new, *supers.get(new, ())}
            clashes = (
                (other, path, pair)
                for other, path in known.items()
                if other != new and (pair := _clash(all_new, {other, *supers.get(other, ())}, disjoint))
            )
            if (clash := next(clashes, None)) is not None:
                other, path, pair = clash
                low, high = (shorten(iri, corpus.names) for iri in pair)
                message = (
                    f"{show(triple.subject, corpus.names)} is {shorten(new, corpus.names)} here and "
                    f"{shorten(other, corpus.names)} in {path}, but nothing is both {low} and {high}; "
                    "mend one, or are they two things?"
                )
                yield locator.within(file.path, *triple).problem("disjoint", message)
            known.setdefault(new, file.path)


def _of_many_classes(corpus: Corpus) -> list[TurtleFile]:
    """The files that speak of things of several classes, and maybe some more."""
    evidence = f"<{corpus.names.thing('evidence', '')}".encode()
    classes: dict[bytes, set[bytes]] = defaultdict(set)
    for file in corpus.files:
        for each in corpus.outlines[file.path].typed:
            thing, _, kind = each.partition(b" ")
            classes[thing].add(kind)
    several = {thing for thing, kinds in classes.items() if len(kinds) > 1 or thing.startswith(evidence)}
    return [file for file in corpus.files if not several.isdisjoint(corpus.outlines[file.path].subjects)]


def _clash(new: set[str], old: set[str], disjoint: set[frozenset[str]]) -> tuple[str, str] | None:
    clashes = [(a, b) for a in new for b in old if frozenset((a, b)) in disjoint]
    return min(clashes) if clashes else None

"""Doubles: one document entered as two sources, and one thing entered under two names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from ..curating.addresses import pages_of_sources
from ..finding.folding import fold
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import DIFFERENT, LABEL, PAGE, iri_text


def shared_pages(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find sources with the page of another source: one document would be counted as two witnesses."""
    found: dict[str, list[tuple[str, ox.Triple]]] = defaultdict(list)
    for file in corpus.of(Role.ENTITIES, Role.SOURCES):
        for page, triple in pages_of_sources(corpus.outlines[file.path].marked(PAGE), corpus.names):
            found[page].append((file.path, triple))
    for stated in found.values():
        if len({triple.subject for _, triple in stated}) == 1:
            continue
        placed = sorted(
            (path, place.line or 0, place.column or 0, iri_text(triple.subject))
            for path, triple in stated
            for place in [locator.within(path, *triple)]
        )
        first, first_line, _, known = placed[0]
        for path, line, column, source in placed:
            if source != known:
                message = (
                    f"{shorten(source, corpus.names)} has the page of {shorten(known, corpus.names)} "
                    f"({first}:{first_line}), so one document would count as two witnesses; keep one of the "
                    "two sources, or give each its own address."
                )
                yield Problem(path, line or None, column or None, "shared-page", message)


def namesakes(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Warn of things of one class with one English label that are not said to be different."""
    groups = _one_label(corpus)
    named = {f"<{iri}>".encode() for group in groups for iri in group}
    classes: dict[str, set[bytes]] = defaultdict(set)
    for file in corpus.files if named else ():
        for each in corpus.outlines[file.path].typed:
            thing, _, kind = each.partition(b" ")
            if thing in named:
                classes[thing[1:-1].decode()].add(kind)
    differ = {
        frozenset((iri_text(triple.subject), iri_text(triple.object)))
        for triple in (corpus.entities.having(DIFFERENT) if named else ())
    }
    for first, *others in groups:
        for other in others:
            if not classes[first].isdisjoint(classes[other]) and frozenset((first, other)) not in differ:
                yield from _namesake(first, other, corpus, locator)


def _namesake(first: str, other: str, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Tell of two things with one label, where the second of them has it."""
    for file in corpus.of(Role.ENTITIES):
        for triple in file.lines.told_of(other):
            if triple.predicate == LABEL and getattr(triple.object, "language", "") == "en":
                place = locator.within(file.path, *triple)
                message = (
                    f"{shorten(other, corpus.names)} has the label of {shorten(first, corpus.names)}, and "
                    "both are of one class; are they one thing? Else tell them apart by their labels, or say "
                    "owl:differentFrom."
                )
                yield place.problem("namesake", message, "warning")


def _one_label(corpus: Corpus) -> list[list[str]]:
    """The things of the entities that have an English label in common, in any case and width, and of people
    in any order of names; each group in the order of its IRIs."""

    def find() -> bytes:
        things, people = (
            f"<{each}".encode() for each in (corpus.names.things, corpus.names.thing("person", ""))
        )
        by_label: dict[str, list[str]] = defaultdict(list)
        for subject, _, label in corpus.entities.split([str(LABEL).encode()]):
            if label.endswith(b'"@en') and subject.startswith(things):
                words = fold(label[1:-4].decode()).split()
                called = " ".join(sorted(words) if subject.startswith(people) else words)
                by_label[called].append(subject[1:-1].decode())
        return json.dumps([each for each in by_label.values() if len(each) > 1]).encode()

    key = corpus.kept.key("one label", corpus.names.base, corpus.entities.own_digest)
    groups: list[list[str]] = json.loads(corpus.kept.get(key, find))
    return groups

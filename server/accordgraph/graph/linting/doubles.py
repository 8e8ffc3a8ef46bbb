"""Doubles: one document entered as two sources, and one thing entered under two names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from ..curating.addresses import pages_of_sources, same_page
from ..finding.folding import fold
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import ALT_LABEL, DEPRECATED, DIFFERENT, LABEL, PAGE, iri_text, term

_HOMEPAGE = term("foaf", "homepage")


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
    """Warn of things of one kind with a name or a homepage in common that are not said to be different."""
    groups = _in_common(corpus)
    differ = {
        frozenset((iri_text(triple.subject), iri_text(triple.object)))
        for triple in (corpus.entities.having(DIFFERENT) if groups else ())
    }
    for first, *others in groups:
        for other in others:
            pair = frozenset((first, other))
            if pair not in differ:
                differ.add(pair)
                yield from _namesake(first, other, corpus, locator)


def _namesake(first: str, other: str, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Tell of two things with something in common, where the second of them first has it."""
    names, entities = corpus.names, corpus.of(Role.ENTITIES)
    kind = names.kind(other) or ""
    shared = {_key(kind, each) for file in entities for each in file.lines.told_of(first)} - {""}
    for file in entities:
        for triple in file.lines.told_of(other):
            if _key(kind, triple) in shared:
                what = "homepage" if triple.predicate == _HOMEPAGE else "name"
                message = (
                    f"{shorten(other, names)} has the {what} of {shorten(first, names)}, and both are of one "
                    "kind; are they one thing? Else tell them apart by their names, or say "
                    "owl:differentFrom."
                )
                yield locator.within(file.path, *triple).problem("namesake", message, "warning")
                return


def _in_common(corpus: Corpus) -> list[list[str]]:
    """The things of one kind among the entities that have something in common; each group in the order of
    its IRIs."""

    def find() -> bytes:
        by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        # A tombstone has the name by which its successor is known, too.
        gone = {triple.subject for triple in corpus.entities.having(DEPRECATED)}
        for triple in corpus.entities.having(LABEL, ALT_LABEL, _HOMEPAGE):
            subject = iri_text(triple.subject)
            kind = corpus.names.kind(subject) or ""
            if kind and triple.subject not in gone and (key := _key(kind, triple)):
                by_name[kind, key].add(subject)
        return json.dumps([sorted(each) for each in by_name.values() if len(each) > 1]).encode()

    key = corpus.kept.key("in common", corpus.names.base, corpus.entities.own_digest)
    groups: list[list[str]] = json.loads(corpus.kept.get(key, find))
    return groups


def _key(kind: str, triple: ox.Triple) -> str:
    """What a name has in common with others that are the same but for case and width, and a person's for the
    order of its parts, or a homepage with its other addresses; "" of all else."""
    value = triple.object
    if triple.predicate == _HOMEPAGE:
        return same_page(iri_text(value)) if iri_text(value) else ""
    if triple.predicate not in (LABEL, ALT_LABEL) or not isinstance(value, ox.Literal):
        return ""
    words = fold(value.value).split()
    return " ".join(sorted(words) if kind == "person" else words)

"""Tombstones: things that were withdrawn, or merged into others, whose IRIs stay and say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.withdrawn import withdrawn
from ..terms import COMMENT, DEPRECATED, LABEL, REPLACED, TRUE, iri_text, is_english

#: All that a tombstone may say of itself.
_SAID = frozenset((LABEL, COMMENT, DEPRECATED, REPLACED))
#: Kinds of which nothing turns out to be of another kind; an organization may have been a programme.
_NOTHING_ELSE = frozenset(("person", "place", "source"))


def tombstones(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find tombstones that stand in the wrong place or give no reason, that are still used, and whose
    successors are none."""
    marks = {
        file.path: list(corpus.outlines[file.path].marked(DEPRECATED, REPLACED)) for file in corpus.files
    }
    gone = withdrawn(chain.from_iterable(marks.values()), corpus.names.things)
    nodes = frozenset(f"<{iri}>".encode() for iri in gone)
    concerned = [
        file
        for file in corpus.files
        if marks[file.path] or not corpus.outlines[file.path].speaks_of.isdisjoint(nodes)
    ]
    told = {
        (iri_text(triple.subject), triple.predicate)
        for file in concerned
        for triple in file.triples
        if triple.predicate in (COMMENT, LABEL) and is_english(triple.object)
    }
    for file in concerned:
        for triple in file.triples:
            subject, value = iri_text(triple.subject), iri_text(triple.object)
            if subject not in gone and value not in gone and triple.predicate != REPLACED:
                continue
            fault = (
                _misplaced(triple, file.role, gone, corpus)
                or (_untold(triple, told, corpus) if subject in gone else None)
                or _misused(triple, gone, corpus)
            )
            if fault:
                place = locator.within(file.path, *triple)
                yield place.problem("tombstone", fault)


def _misplaced(
    triple: ox.Triple, role: Role, gone: Mapping[str, tuple[str, ...]], corpus: Corpus
) -> str | None:
    """Return what is wrong with something that is said of a withdrawn thing."""
    iri = iri_text(triple.subject)
    if iri not in gone or (role is Role.ENTITIES and triple.predicate in _SAID):
        return None
    return (
        f"{shorten(iri, corpus.names)} was withdrawn: it has its label, owl:deprecated, the reason as "
        "rdfs:comment and dcterms:isReplacedBy in data/entities/, and nothing else anywhere. "
        f"Remove this, or say it of {_listed(_ends(iri, gone), corpus)}."
    )


def _untold(triple: ox.Triple, told: set[tuple[str, ox.NamedNode]], corpus: Corpus) -> str | None:
    """Return what a tombstone leaves out, or says in another language only."""
    iri = iri_text(triple.subject)
    name = shorten(iri, corpus.names)
    if triple.predicate != DEPRECATED:
        return None
    if triple.object != TRUE:
        return f"owl:deprecated is `true` or left out; is {name} withdrawn?"
    if (iri, COMMENT) not in told:
        return f"{name} was withdrawn without a word; say why in rdfs:comment, in English."
    if (iri, LABEL) not in told:
        return f"{name} was withdrawn, and has no name any more; keep its rdfs:label in English."
    return None


def _misused(triple: ox.Triple, gone: Mapping[str, tuple[str, ...]], corpus: Corpus) -> str | None:
    """Return what is wrong with a statement whose value was withdrawn, or that names a successor."""
    value, names = iri_text(triple.object), corpus.names
    name, other = (shorten(iri_text(each), names) for each in (triple.subject, triple.object))
    if triple.predicate != REPLACED:
        if value not in gone:
            return None
        successors = _listed(_ends(value, gone), corpus)
        return f"{other} was withdrawn, so nothing may use it; use {successors}, or remove this."
    if iri_text(triple.subject) not in gone:
        return f"{name} is replaced, but not withdrawn; add `owl:deprecated true`, or remove this."
    if not value.startswith(names.things):
        return f"{name} can only be replaced by another thing of this graph."
    kinds = {names.kind(iri_text(triple.subject)), names.kind(value)}
    if len(kinds) > 1 and not kinds.isdisjoint(_NOTHING_ELSE):
        return (
            f"{name} is replaced by {other}, which is of another kind; name what it is one and the same "
            "with, or withdraw it without a successor."
        )
    if value not in gone:
        return None
    ends = _ends(value, gone)
    if iri_text(triple.subject) in _reached(value, gone):
        return (
            f"{name} is replaced by {other}, and that leads back to {name}: a circle in which nothing is "
            "left; take `owl:deprecated` and dcterms:isReplacedBy from the one that stays."
        )
    if not ends:
        return (
            f"{name} is replaced by {other}, which was itself withdrawn, and nothing took its place; "
            "name a thing that is there, or remove this."
        )
    return (
        f"{name} is replaced by {other}, which was itself withdrawn; name what stands at the end: "
        f"{_listed(ends, corpus)}."
    )


def _reached(iri: str, gone: Mapping[str, tuple[str, ...]]) -> dict[str, None]:
    """All that took a thing's place, and the place of that, in this order; itself where that is a circle."""
    found: dict[str, None] = {}
    waiting = list(gone.get(iri, ()))
    while waiting:
        each = waiting.pop(0)
        if each not in found:
            found[each] = None
            waiting.extend(gone.get(each, ()))
    return found


def _ends(iri: str, gone: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What stands at the end, where a thing's successors were withdrawn in their turn."""
    return tuple(each for each in _reached(iri, gone) if each not in gone)


def _listed(successors: tuple[str, ...], corpus: Corpus) -> str:
    return " or ".join(shorten(each, corpus.names) for each in successors) or "another thing"

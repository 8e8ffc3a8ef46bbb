"""Which statements a reader should not believe, and why (design.md 3, Disputes)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..names import ENTITY_KINDS
from ..prefixes import shorten, show
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import TYPE, Term, iri_text


@dataclass(frozen=True)
class Adjudication:
    """One decision: the file and IRI where it stands, and its parts as far as they are given."""

    file: str
    iri: ox.NamedNode
    subject: Term | None
    prop: Term | None
    value: Term | None
    graph: Term | None
    rivals: tuple[Term, ...]

    @property
    def overrules(self) -> str:
        """What it overrules: "statement", "thing", "nothing", or "" where its parts do not fit together."""
        given = tuple(part is not None for part in (self.subject, self.prop, self.value, self.graph))
        if given == (True, True, True, True):
            return "statement"
        if given == (True, False, False, True):
            return "thing"
        return "nothing" if given == (True, True, False, False) and len(self.rivals) > 1 else ""


@dataclass(frozen=True)
class Believed:
    """What is left: each source graph's statements less the overruled ones.

    `orphans` are overruled fact things that no source speaks of any more: what the entities say of them goes
    too. `unresolved` are the subjects and properties on which sources disagree and nothing is overruled.
    """

    sources: Mapping[str, Collection[ox.Triple]]
    orphans: frozenset[Term]
    overruled: Mapping[str, frozenset[ox.Triple]] = field(default_factory=dict)
    unresolved: frozenset[tuple[str, str]] = frozenset()


def adjudications(corpus: Corpus) -> list[Adjudication]:
    """Read data/adjudications.ttl, in the order of its IRIs."""
    names = corpus.names
    found: list[Adjudication] = []
    for file in corpus.of(Role.ADJUDICATIONS):
        parts: dict[ox.NamedNode, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in file.triples:
            if isinstance(triple.subject, ox.NamedNode):
                parts[triple.subject][triple.predicate.value].append(triple.object)
        for iri, stated in sorted(parts.items(), key=lambda item: item[0].value):
            if ox.NamedNode(names.term("Adjudication")) not in stated[TYPE.value]:
                continue
            subject, prop, value, graph = (
                next(iter(stated[names.term(f"overrules{part}")]), None)
                for part in ("Subject", "Property", "Value", "Graph")
            )
            rivals = tuple(stated[names.term("rivalGraph")])
            found.append(Adjudication(file.path, iri, subject, prop, value, graph, rivals))
    return found


def adjudicate(corpus: Corpus, locator: Locator) -> tuple[Believed, list[Problem]]:
    """Take what is overruled out of what each source says; an adjudication that matches nothing is a
    problem."""
    overruled: dict[str, set[ox.Triple]] = defaultdict(set)
    problems: list[Problem] = []
    decisions = adjudications(corpus)
    decided = {iri_text(decision.graph) for decision in decisions} & corpus.sources.keys()
    stated = {graph: frozenset(corpus.sources[graph].triples) for graph in sorted(decided)}
    for decision in decisions:
        fault = _fault(decision, corpus)
        graph = iri_text(decision.graph)
        found: set[ox.Triple] = set()
        if not fault and decision.overrules == "statement":
            found = set(stated[graph] & _statement(decision))
        elif not fault and decision.overrules == "thing":
            found = {t for t in stated[graph] if decision.subject in (t.subject, t.object)}
            evidence = _evidence(stated[graph], decision.subject, corpus)
            found |= {t for t in stated[graph] if t.subject in evidence or t.object in evidence}
        if not fault and not found and decision.overrules != "nothing":
            fault = (
                f"matches nothing that {shorten(graph, corpus.names)} states; was the statement "
                "changed or mended?"
            )
        if fault:
            place = locator.within(decision.file, decision.iri)
            message = f"The adjudication {shorten(decision.iri.value, corpus.names)} {fault}"
            problems.append(Problem(decision.file, place.line, place.column, "adjudication", message))
        overruled[graph] |= found
    _drop_evidence(stated, overruled, corpus)
    left = {graph: triples - overruled[graph] for graph, triples in stated.items()}
    sources = {graph: left.get(graph, file.triples) for graph, file in corpus.sources.items()}
    orphans = _orphans(corpus, sources, overruled)
    gone = {graph: frozenset(triples) for graph, triples in sorted(overruled.items()) if triples}
    unresolved = frozenset(
        (iri_text(each.subject), iri_text(each.prop)) for each in decisions if each.overrules == "nothing"
    )
    return Believed(sources, orphans, gone, unresolved), problems


def _statement(decision: Adjudication) -> frozenset[ox.Triple]:
    """The statement that is overruled; nothing where its parts are no statement's."""
    subject, prop, value = decision.subject, decision.prop, decision.value
    if isinstance(subject, ox.NamedNode) and isinstance(prop, ox.NamedNode) and value is not None:
        return frozenset([ox.Triple(subject, prop, value)])
    return frozenset()


def _fault(decision: Adjudication, corpus: Corpus) -> str:
    if not decision.overrules:
        return (
            "is incomplete; give subject, property, value and graph for a statement, subject and "
            "graph for a whole thing, or subject, property and the rival graphs where nothing is "
            "overruled."
        )
    for graph in (decision.graph, *decision.rivals):
        if graph is not None and iri_text(graph) not in corpus.sources:
            return f"names {show(graph, corpus.names)}, which is the graph of no source."
    return ""


def _evidence(triples: frozenset[ox.Triple], subject: Term | None, corpus: Corpus) -> set[object]:
    supports = ox.NamedNode(corpus.names.term("supports"))
    return {t.subject for t in triples if t.predicate == supports and t.object == subject}


def _drop_evidence(
    stated: Mapping[str, frozenset[ox.Triple]], overruled: Mapping[str, set[ox.Triple]], corpus: Corpus
) -> None:
    """Overrule the evidence too, for subjects and properties of which the graph has nothing left to
    believe."""
    supports = ox.NamedNode(corpus.names.term("supports"))
    supports_property = ox.NamedNode(corpus.names.term("supportsProperty"))
    for graph, gone in overruled.items():
        if not gone:
            continue
        left = stated[graph] - gone
        pairs = {(t.subject, t.predicate) for t in gone} - {(t.subject, t.predicate) for t in left}
        subjects = {t.subject for t in gone} - {t.subject for t in left}
        about = {t.subject: t.object for t in stated[graph] if t.predicate == supports}
        of_property = {t.subject: t.object for t in stated[graph] if t.predicate == supports_property}
        evidence = {
            item
            for item, subject in about.items()
            if subject in subjects or (subject, of_property.get(item)) in pairs
        }
        gone |= {t for t in stated[graph] if t.subject in evidence or t.object in evidence}


def _orphans(
    corpus: Corpus, sources: Mapping[str, Collection[ox.Triple]], overruled: Mapping[str, set[ox.Triple]]
) -> frozenset[Term]:
    """The overruled fact things that no source speaks of any more; evidence has no label but its own."""
    gone: set[Term] = set()
    for graph, triples in overruled.items():
        if triples:
            gone |= {t.subject for t in triples} - {t.subject for t in sources[graph]}
    others = (None, "evidence", *ENTITY_KINDS)
    gone = {subject for subject in gone if corpus.names.kind(iri_text(subject)) not in others}
    if gone:
        gone -= {t.subject for triples in sources.values() for t in triples if t.subject in gone}
    return frozenset(gone)


def rivals(
    sources: Mapping[str, Collection[ox.Triple]], subject: ox.NamedNode, prop: ox.NamedNode
) -> Iterator[tuple[Term, str]]:
    """Each value that a source graph states for a subject and a property, with the graph, sorted."""
    yield from sorted(
        (
            (t.object, graph)
            for graph, triples in sources.items()
            for t in triples
            if t.subject == subject and t.predicate == prop
        ),
        key=lambda rival: (rival[1], str(rival[0])),
    )

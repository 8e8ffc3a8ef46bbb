"""Which statements a reader should not believe, and why (CONTRIBUTING.md, Decide where sources disagree)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..names import ENTITY_KINDS
from ..prefixes import shorten
from ..problems import Place, Problem
from ..reading.corpus import Corpus
from ..reading.keeping import keep, speaking
from ..reading.lines import Lines
from ..reading.locate import Locator
from ..reading.ntriples import END, subject_of
from ..terms import Term, iri_text
from .decisions import Adjudication, adjudications
from .joining import NOTHING

#: Kinds of things that go on being there when no source speaks of them; None is what is no thing.
_NO_FACTS = (None, "evidence", *ENTITY_KINDS)


class Left(Mapping[str, Lines]):
    """What is left of each source graph when something is overruled: made when it is asked for, since all of
    it would take the memory of the sources once more."""

    def __init__(self, stated: Mapping[str, Lines], overruled: Mapping[str, Lines]) -> None:
        """Take what is stated and what is overruled, by graph."""
        self._stated, self._overruled = stated, overruled

    def __getitem__(self, graph: str) -> Lines:
        """The statements of a graph that are left."""
        return self._stated[graph].less(self._overruled.get(graph, NOTHING).lines())

    def __iter__(self) -> Iterator[str]:
        """The graphs."""
        return iter(self._stated)

    def __len__(self) -> int:
        """How many graphs there are."""
        return len(self._stated)


@dataclass(frozen=True)
class Believed:
    """What is left: each source graph's statements less the overruled ones.

    `orphans` are overruled fact things that no source speaks of any more: what the entities say of them goes
    too. `unresolved` are the subjects and properties on which sources disagree and nothing is overruled.
    """

    sources: Mapping[str, Lines]
    orphans: frozenset[ox.NamedNode]
    overruled: Mapping[str, Lines]
    unresolved: frozenset[tuple[str, str]]


def adjudicate(corpus: Corpus, locator: Locator) -> tuple[Believed, list[Problem]]:
    """Take what is overruled out of what each source says; an adjudication that matches nothing is a
    problem."""
    problems: list[Problem] = []
    decisions = adjudications(corpus)
    faults = {decision.iri: decision.fault(corpus) for decision in decisions}
    by_graph: dict[str, list[Adjudication]] = defaultdict(list)
    for decision in decisions:
        if not faults[decision.iri] and decision.graph is not None:
            by_graph[iri_text(decision.graph)].append(decision)
    taken = {graph: _taken(graph, about, corpus) for graph, about in sorted(by_graph.items())}
    idle = {iri for each in taken.values() for iri in each.idle}
    for decision in decisions:
        fault = faults[decision.iri]
        if decision.iri.value in idle:
            graph = shorten(iri_text(decision.graph), corpus.names)
            fault = f"matches nothing that {graph} states; was the statement changed or mended?"
        name, lost = shorten(decision.iri.value, corpus.names), decision.lost(corpus)
        if fault:
            place = _place(decision, lost[0] if lost else None, corpus, locator)
            problems.append(place.problem("adjudication", f"The adjudication {name} {fault}"))
        for rival in [] if fault else lost:
            message = (
                f"The adjudication {name} names the rival {shorten(iri_text(rival), corpus.names)}, which is "
                "the graph of no source; name one that is there, or remove this line."
            )
            problems.append(_place(decision, rival, corpus, locator).problem("adjudication", message))
    unresolved = frozenset(
        (iri_text(each.subject), iri_text(each.prop)) for each in decisions if each.overrules == "nothing"
    )
    overruled = {graph: each.lines for graph, each in taken.items() if each.lines}
    stated = {graph: file.lines for graph, file in corpus.sources.items()}
    silenced = {subject for each in taken.values() for subject in each.silenced}
    left = Left(stated, overruled)
    spoken = (there for _, there in speaking(silenced, left, corpus.kept))
    orphans = frozenset(map(ox.NamedNode, silenced.difference(*spoken)))
    return Believed(left, orphans, overruled, unresolved), problems


def _place(decision: Adjudication, graph: Term | None, corpus: Corpus, locator: Locator) -> Place:
    """Where a decision names a graph; its beginning for None."""
    if graph is None:
        return locator.within(decision.file, decision.iri)
    named = "overrulesGraph" if graph == decision.graph else "rivalGraph"
    return locator.within(decision.file, decision.iri, ox.NamedNode(corpus.names.term(named)), graph)


@dataclass(frozen=True)
class _Taken:
    """What is overruled in a graph: the lines; the decisions that match nothing; and the fact things of which
    nothing is left in this graph, by their IRIs."""

    lines: Lines
    idle: list[str]
    silenced: list[str]


def _taken(graph: str, decisions: Iterable[Adjudication], corpus: Corpus) -> _Taken:
    """What some decisions take out of a graph, as it was found before for the same graph and decisions."""
    told = [str((each.iri, each.subject, each.prop, each.value, each.overrules)) for each in decisions]
    key = corpus.kept.key("overruled", corpus.names.base, corpus.sources[graph].lines.own_digest, *told)

    def find() -> bytes:
        gone, idle, lines = set[bytes](), list[str](), corpus.sources[graph].lines
        for decision in decisions:
            found = _overruled(decision, lines)
            gone |= found
            if not found:
                idle.append(decision.iri.value)
        gone |= _evidence(lines, gone, corpus)
        facts = {each for each in map(subject_of, gone) if _kind(each, corpus) not in _NO_FACTS}
        silent = (each for each in facts if gone.issuperset(lines.starting(each + b" ")))
        silenced = sorted(each[1:-1].decode() for each in silent)
        return json.dumps([idle, silenced, b"".join(sorted(gone)).decode()]).encode()

    idle, silenced, text = json.loads(corpus.kept.get(key, find))
    return _Taken(keep(Lines(text.encode()), corpus.kept), idle, silenced)


def _kind(node: bytes, corpus: Corpus) -> str | None:
    return corpus.names.kind(node.decode().strip("<>"))


def _overruled(decision: Adjudication, lines: Lines) -> set[bytes]:
    """The lines of the statement or the thing that is overruled, as far as it is stated."""
    subject = _node(decision.subject)
    if decision.overrules == "thing":
        return set(lines.about(subject))
    return set(lines.starting(b"%s %s %s" % (subject, _node(decision.prop), _node(decision.value)) + END))


def _node(term: Term | None) -> bytes:
    return str(term).encode()


def _evidence(lines: Lines, gone: set[bytes], corpus: Corpus) -> set[bytes]:
    """What has to go too: evidence for subjects and properties of which a graph has nothing left to
    believe."""
    supports, supports_property = (
        _node(ox.NamedNode(corpus.names.term(name))) for name in ("supports", "supportsProperty")
    )

    def left(beginning: bytes) -> bool:
        return any(line not in gone for line in lines.starting(beginning))

    found: set[bytes] = set()
    for subject, prop in {tuple(line.split(b" ", 2)[:2]) for line in gone}:
        if left(b"%s %s " % (subject, prop)):
            continue
        whole = not left(subject + b" ")
        for line in lines.ending(b"%s %s" % (supports, subject)):
            item = subject_of(line)
            if whole or any(lines.starting(b"%s %s %s .\n" % (item, supports_property, prop))):
                found.update(lines.about(item))
    return found

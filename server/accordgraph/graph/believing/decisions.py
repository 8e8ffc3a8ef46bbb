"""What was decided where sources disagree: the adjudications, as they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ..prefixes import show
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.lines import Lines
from ..reading.ntriples import parsed
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

    def fault(self, corpus: Corpus) -> str:
        """Say what is wrong with its parts; "" where nothing is."""
        if not self.overrules:
            return (
                "is incomplete; give subject, property, value and graph for a statement, subject and "
                "graph for a whole thing, or subject, property and the rival graphs where nothing is "
                "overruled."
            )
        lost = self.lost(corpus)
        left = self.without(lost)
        alone = left.overrules == "statement" and not left.rivals
        if lost and (self.graph in lost or not left.overrules or alone):
            return (
                f"names {show(lost[0], corpus.names)}, which is the graph of no source; name one that is "
                "there, or remove the adjudication where its source was withdrawn and nothing disagrees."
            )
        return ""

    def lost(self, corpus: Corpus) -> list[Term]:
        """The graphs that it names and that are those of no source."""
        named = (self.graph, *self.rivals)
        return [each for each in named if each is not None and iri_text(each) not in corpus.sources]

    def without(self, lost: Collection[Term]) -> Adjudication:
        """The same with fewer rivals."""
        return replace(self, rivals=tuple(each for each in self.rivals if each not in lost))


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


def rivals(
    sources: Mapping[str, Lines], subject: ox.NamedNode, prop: ox.NamedNode
) -> Iterator[tuple[Term, str]]:
    """Each value that a source graph states for a subject and a property, with the graph, sorted."""
    beginning = f"{subject} {prop} ".encode()
    yield from sorted(
        (
            (triple.object, graph)
            for graph, lines in sources.items()
            for triple in parsed(b"".join(lines.starting(beginning)))
        ),
        key=lambda rival: (rival[1], str(rival[0])),
    )

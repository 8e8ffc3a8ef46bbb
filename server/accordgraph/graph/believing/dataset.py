"""The compiled dataset: every named graph and the default graph, ready to be published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from ..deriving import derived, premises
from ..kept import Kept
from ..linting.tombstones import withdrawn
from ..names import Names
from ..reading.content import Role
from ..reading.corpus import Corpus, Question
from ..reading.lines import Lines
from ..terms import DEPRECATED, TRUE
from ..validating.reports import Report
from .adjudication import Believed
from .digest import DEFAULT
from .entailment import Entailment
from .joining import joined

_NOTHING = frozenset[bytes]()


@dataclass(frozen=True)
class CompiledDataset:
    """All graphs by IRI, the default graph under "default"; statements sorted and canonical, metadata left
    out.

    `about` are the statements of data/dataset.ttl, `reports` the SHACL reports by graph.
    """

    names: Names
    graphs: Mapping[str, Lines]
    about: frozenset[ox.Triple]
    questions: tuple[Question, ...]
    reports: Mapping[str, Report]
    kept: Kept = field(default_factory=Kept)

    @property
    def default(self) -> Lines:
        """What a reader should believe."""
        return self.graphs[DEFAULT]

    def digests(self) -> dict[str, str]:
        """The digest of each graph: where it is the same as in an earlier snapshot, so are the statements."""
        return dict(self._digests)

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for graph, lines in self.graphs.items():
            name = "" if graph == DEFAULT else graph
            key = self.kept.key("graph", name, lines.own_digest)
            found[graph] = self.kept.get(key, lambda: lines.digest(name).encode()).decode()  # noqa: B023
        return found

    @cached_property
    def subjects(self) -> frozenset[str]:
        """What the graphs describe, and the questions, which are files of the content."""
        questions = (self.names.thing("question", question.slug) for question in self.questions)
        return frozenset(chain(questions, *(lines.subjects() for lines in self.graphs.values())))

    @cached_property
    def withdrawn(self) -> Mapping[str, tuple[str, ...]]:
        """The things that were withdrawn, and what took their place."""
        marked = self.default.ending(f"{DEPRECATED} {TRUE}".encode())
        subjects = [line[1 : line.index(b">")].decode() for line in marked]
        told = (triple for iri in subjects for triple in self.default.told_of(iri))
        return withdrawn(told, self.names.things)


@dataclass(frozen=True)
class Parts:
    """What a reader should believe; and of that, what is derived, and what is inferred."""

    default: Lines
    derived: Lines
    inferred: Lines


def parts(corpus: Corpus, believed: Believed) -> Parts:
    """Join what is believed with what is derived from it, and with what both entail."""
    kept, names, entities = corpus.kept, corpus.names, corpus.entities
    ontology = corpus.triples(Role.ONTOLOGY)
    entailment, axioms = Entailment(ontology), Lines.of(ontology).own_digest

    def entailed(lines: Lines) -> Lines:
        key = kept.key("entailed", axioms, lines.own_digest)
        return Lines(kept.get(key, lambda: entailment.of(lines).text))

    def given(lines: Lines) -> bytes:
        key = kept.key("premises", names.base, lines.own_digest)
        return kept.get(key, lambda: b"".join(premises(lines, names)))

    orphaned = frozenset(line for each in believed.orphans for line in entities.about(str(each).encode()))
    stated = [(entities, orphaned)]
    stated += ((file.lines, _NOTHING) for file in corpus.of(Role.ONTOLOGY, Role.CONCEPTS))
    for graph, file in corpus.sources.items():
        stated.append((file.lines, frozenset(believed.overruled.get(graph, Lines(b"")).lines())))
    conclusions, known = list[Lines](), list[bytes]()
    for lines, gone in stated:
        left = lines.less(gone)
        conclusions.append(entailed(left))
        known.append(given(left))
    figures = _derived(known, believed, names, kept)
    default, news = joined([*stated, (figures, _NOTHING)], [*conclusions, entailed(figures)])
    return Parts(default, figures, news)


def _derived(given: Iterable[bytes], believed: Believed, names: Names, kept: Kept) -> Lines:
    """What can be derived from the premises that graphs state."""
    known = Lines.union(map(Lines, given))
    unresolved = sorted(believed.unresolved)
    key = kept.key("derived", names.base, json.dumps(unresolved), known.own_digest)
    return Lines(kept.get(key, lambda: Lines.of(derived(known, unresolved, names)).text))


def compiled(corpus: Corpus, made: Parts, reports: Mapping[str, Report]) -> CompiledDataset:
    """Put the graphs together under their names, sorted by name."""
    named = {
        corpus.names.graph(role.value): Lines.of(corpus.triples(role))
        for role in (Role.ONTOLOGY, Role.CONCEPTS, Role.ADJUDICATIONS, Role.SHAPES)
    }
    named[corpus.names.graph(Role.ENTITIES.value)] = corpus.entities
    named |= {graph: file.lines for graph, file in corpus.sources.items()}
    if made.derived:  # where nothing can be derived, there is no such graph
        named[corpus.names.graph("derived")] = made.derived
    named[corpus.names.graph("inferred")] = made.inferred
    named[DEFAULT] = made.default
    graphs = dict(sorted(named.items()))
    about = corpus.triples(Role.DATASET)
    dataset = CompiledDataset(corpus.names, graphs, about, corpus.questions, reports, corpus.kept)
    dataset.digests()
    return dataset

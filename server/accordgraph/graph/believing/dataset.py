"""The compiled dataset: every named graph and the default graph, ready to be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from ..deriving import derived, premises
from ..linting.tombstones import withdrawn
from ..names import Names
from ..reading.content import Role
from ..reading.corpus import Corpus, Question
from ..reading.lines import Lines
from ..terms import DEPRECATED, REPLACED
from ..validating.reports import Report
from .adjudication import Believed
from .digest import DEFAULT
from .entailment import Entailment
from .joining import joined


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

    @property
    def default(self) -> Lines:
        """What a reader should believe."""
        return self.graphs[DEFAULT]

    def digests(self) -> dict[str, str]:
        """The digest of each graph."""
        return {name: lines.digest("" if name == DEFAULT else name) for name, lines in self.graphs.items()}

    @cached_property
    def subjects(self) -> frozenset[str]:
        """What the graphs describe, and the questions, which are files of the content."""
        questions = (self.names.thing("question", question.slug) for question in self.questions)
        return frozenset(chain(questions, *(lines.subjects() for lines in self.graphs.values())))

    @cached_property
    def withdrawn(self) -> Mapping[str, tuple[str, ...]]:
        """The things that were withdrawn, and what took their place."""
        return withdrawn(self.default.having(DEPRECATED, REPLACED), self.names.things)


@dataclass(frozen=True)
class Parts:
    """What a reader should believe; and of that, what is derived, and what is inferred."""

    default: Lines
    derived: Lines
    inferred: Lines


def parts(corpus: Corpus, believed: Believed) -> Parts:
    """Join what is believed with what is derived from it, and with what both entail."""
    entities = corpus.entities
    gone = {line for each in believed.orphans for line in entities.about(str(each).encode())}
    stated = [
        entities.less(gone),
        *(file.lines for file in corpus.of(Role.ONTOLOGY, Role.CONCEPTS)),
        *believed.sources.values(),
    ]
    given = Lines.joined({line for lines in stated for line in premises(lines, corpus.names)})
    figures = Lines.of(derived(given, believed.unresolved, corpus.names))
    stated.append(figures)
    entailment = Entailment(corpus.triples(Role.ONTOLOGY))
    entailed = [entailment.of(lines) for lines in stated]
    default, news = joined(stated, entailed)
    return Parts(default, figures, news)


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
    return CompiledDataset(corpus.names, graphs, corpus.triples(Role.DATASET), corpus.questions, reports)

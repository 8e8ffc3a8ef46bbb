"""The compiled dataset: every named graph and the default graph, ready to be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from .adjudication import Believed
from .content import Role
from .corpus import Corpus, Question
from .deriving import derived
from .digest import DEFAULT, canonical, graph_digest
from .entailment import inferred
from .names import Names
from .reports import Report


@dataclass(frozen=True)
class CompiledDataset:
    """All graphs by IRI, the default graph under "default"; statements sorted and canonical, metadata left
    out.

    `about` are the statements of data/dataset.ttl, `reports` the SHACL reports by graph.
    """

    names: Names
    graphs: Mapping[str, tuple[ox.Triple, ...]]
    about: frozenset[ox.Triple]
    questions: tuple[Question, ...]
    reports: Mapping[str, Report]

    @property
    def default(self) -> tuple[ox.Triple, ...]:
        """What a reader should believe."""
        return self.graphs[DEFAULT]

    def digests(self) -> dict[str, str]:
        """The digest of each graph."""
        return {name: graph_digest(name, triples) for name, triples in self.graphs.items()}

    def quads(self) -> Iterator[ox.Quad]:
        """All statements with the names of their graphs."""
        for name, triples in self.graphs.items():
            graph = None if name == DEFAULT else ox.NamedNode(name)
            for triple in triples:
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


@dataclass(frozen=True)
class Parts:
    """The statements that the default graph is made of: believed, derived from them, inferred from both."""

    believed: frozenset[ox.Triple]
    derived: frozenset[ox.Triple]
    inferred: frozenset[ox.Triple]

    @property
    def default(self) -> frozenset[ox.Triple]:
        """All together."""
        return self.believed | self.derived | self.inferred


def parts(corpus: Corpus, believed: Believed) -> Parts:
    """Join what is believed with what is derived from it, and with what both entail."""
    stated = corpus.triples(Role.ONTOLOGY, Role.CONCEPTS) | believed.entities
    stated = stated.union(*believed.sources.values())
    figures = derived(stated, believed.unresolved, corpus.names)
    return Parts(stated, figures, inferred(stated | figures, corpus.triples(Role.ONTOLOGY)))


def compiled(corpus: Corpus, made: Parts, reports: Mapping[str, Report]) -> CompiledDataset:
    """Put the graphs together under their names, sorted by name."""
    named = {
        corpus.names.graph(role.value): corpus.triples(role)
        for role in (Role.ONTOLOGY, Role.CONCEPTS, Role.ENTITIES, Role.ADJUDICATIONS, Role.SHAPES)
    }
    named |= {graph: frozenset(file.triples) for graph, file in corpus.sources.items()}
    if made.derived:  # where nothing can be derived, there is no such graph
        named[corpus.names.graph("derived")] = made.derived
    named[corpus.names.graph("inferred")] = made.inferred
    named[DEFAULT] = made.default
    graphs = {name: tuple(canonical(triples)) for name, triples in sorted(named.items())}
    return CompiledDataset(corpus.names, graphs, corpus.triples(Role.DATASET), corpus.questions, reports)

"""Reading the snapshot by fixed patterns; users' queries never run here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import pyoxigraph as ox

from ..graph.names import KINDS, Names
from ..graph.prefixes import shorten
from ..graph.terms import DEFINITION, DERIVED, LABEL, PREF_LABEL, TITLE, TYPE, Term

#: Where a thing's name may stand, best first.
_LABELS = (LABEL, PREF_LABEL, TITLE)
_DEFAULT = ox.DefaultGraph()
#: Counting stops here: a page says "more than" instead of reading millions of statements.
COUNTED = 100_000


@dataclass(frozen=True)
class Text:
    """A text and its language, "" where it has none."""

    value: str
    language: str = ""


@dataclass(frozen=True)
class Statement:
    """One statement, the named graphs that it stands in, and whether a reader should believe it."""

    subject: ox.NamedNode
    property: ox.NamedNode
    value: Term
    graphs: tuple[str, ...]
    believed: bool


@dataclass(frozen=True)
class Proof:
    """One piece of evidence for a thing, as the graph that holds it says."""

    iri: str
    graph: str
    values: dict[str, Term]


class Reader:
    """The few patterns by which pages and documents are made."""

    def __init__(self, store: ox.Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._supports = ox.NamedNode(names.term("supports"))

    def exists(self, iri: str) -> bool:
        """Whether any graph says something about a thing."""
        return next(self._quads(ox.NamedNode(iri), None, None, None), None) is not None

    def label(self, iri: str, language: str = "en") -> Text:
        """Return the name of a thing: in the language, else in English, else any, else its IRI shortened."""
        node = ox.NamedNode(iri)
        for graph in (_DEFAULT, None):
            for name in _LABELS:
                found = self.texts(node, name, graph)
                if found:
                    return pick(found, language)
        return Text(shorten(iri, self._names).strip("<>"))

    def definition(self, iri: str, language: str = "en") -> Text | None:
        """Return the definition of a term or concept."""
        found = self.texts(ox.NamedNode(iri), DEFINITION, None)
        return pick(found, language) if found else None

    def texts(
        self, node: ox.NamedNode, name: ox.NamedNode, graph: ox.DefaultGraph | None = None
    ) -> list[Text]:
        """Return all texts that a property of a thing has."""
        values = (quad.object for quad in self._quads(node, name, None, graph))
        return sorted(
            {Text(each.value, each.language or "") for each in values if isinstance(each, ox.Literal)},
            key=lambda text: (text.language, text.value),
        )

    def about(self, iri: str) -> list[Statement]:
        """Return what all graphs say about a thing."""
        return _merged(self._quads(ox.NamedNode(iri), None, None, None))

    def pointing_at(self, iri: str, limit: int) -> list[Statement]:
        """Return up to `limit` statements whose value is the thing, its evidence apart."""
        quads = (
            quad
            for quad in self._quads(None, None, ox.NamedNode(iri), None)
            if quad.predicate != self._supports
        )
        return _merged(islice(quads, limit))

    def evidence(self, iri: str) -> list[Proof]:
        """Return the evidence for a thing, each as stated in its own graph."""
        proofs = []
        for quad in self._quads(None, self._supports, ox.NamedNode(iri), None):
            graph, subject = quad.graph_name, quad.subject
            if isinstance(graph, ox.NamedNode) and isinstance(subject, ox.NamedNode):
                values = {
                    each.predicate.value: each.object for each in self._quads(subject, None, None, graph)
                }
                proofs.append(Proof(subject.value, graph.value, values))
        return sorted(proofs, key=lambda proof: (proof.graph, proof.iri))

    def source_of(self, graph: str) -> str | None:
        """Return the IRI of the source document whose statements a graph holds."""
        node = ox.NamedNode(graph)
        for quad in self._quads(node, DERIVED, None, node):
            if isinstance(quad.object, ox.NamedNode):
                return quad.object.value
        return None

    def graph_triples(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the statements of a named graph."""
        for quad in self._quads(None, None, None, ox.NamedNode(graph)):
            yield quad.triple

    def subjects(self, graph: str, limit: int) -> list[str]:
        """Return up to `limit` IRIs that a named graph says something about, sorted."""
        found = {
            quad.subject.value
            for quad in self._quads(None, None, None, ox.NamedNode(graph))
            if isinstance(quad.subject, ox.NamedNode)
        }
        return sorted(found)[:limit]

    def instances(self, kind: str, graph: str | None = None) -> list[str]:
        """Return the IRIs of the things of a class, in the default graph or in a named one."""
        where = _DEFAULT if graph is None else ox.NamedNode(graph)
        return sorted(
            quad.subject.value
            for quad in self._quads(None, TYPE, ox.NamedNode(kind), where)
            if isinstance(quad.subject, ox.NamedNode)
        )

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many things of each kind the graph says something about, counted up to COUNTED statements."""
        things: dict[str, set[str]] = defaultdict(set)
        for quad in islice(self._quads(None, TYPE, None, None), COUNTED):
            if isinstance(quad.subject, ox.NamedNode):
                kind = self._names.kind(quad.subject.value)
                if kind in KINDS:
                    things[kind].add(quad.subject.value)
        return {kind: len(things[kind]) for kind in KINDS if things[kind]}

    def _quads(
        self,
        subject: ox.NamedNode | None,
        name: ox.NamedNode | None,
        value: ox.NamedNode | None,
        graph: ox.NamedNode | ox.DefaultGraph | None,
    ) -> Iterator[ox.Quad]:
        return iter(self._store.quads_for_pattern(subject, name, value, graph))


def pick(texts: Iterable[Text], language: str) -> Text:
    """Choose the text in a language, else in English, else the first."""
    found = list(texts)
    for wanted in (language, "en"):
        for text in found:
            if text.language == wanted:
                return text
    return found[0]


def _merged(quads: Iterable[ox.Quad]) -> list[Statement]:
    """Join the quads that say the same in several graphs."""
    graphs: dict[ox.Triple, set[str]] = defaultdict(set)
    believed = set()
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs[quad.triple].add(quad.graph_name.value)
        else:
            believed.add(quad.triple)
            graphs[quad.triple].update()
    return [
        Statement(triple.subject, triple.predicate, triple.object, tuple(sorted(names)), triple in believed)
        for triple, names in graphs.items()
        if isinstance(triple.subject, ox.NamedNode)
    ]

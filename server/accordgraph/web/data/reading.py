"""Reading the snapshot, or the engine that holds it, by fixed patterns; users' queries never run here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import islice

import pyoxigraph as ox

from ...graph.names import METADATA, Names
from ...graph.patterns import GraphName, Quads, graphs_of
from ...graph.prefixes import shorten
from ...graph.terms import (
    DEFAULT_GRAPH,
    DEFINITION,
    DEPRECATED,
    DERIVED,
    LABEL,
    PREF_LABEL,
    REPLACED,
    TITLE,
    TRUE,
    TYPE,
    Subject,
    Term,
    iri_text,
    term,
)
from .texts import Text, aloud, pick

#: Where a thing's name may stand, best first.
_LABELS = (LABEL, PREF_LABEL, TITLE)
#: Statements about one thing among which its name is looked for; of more, each property is read.
_FEW = 100
#: Types of one thing that are looked at.
_TYPES = 50
#: Things whose names are remembered for pages, and such whose names are remembered as RDF, a kilobyte each.
_REMEMBERED, _AS_RDF = 20_000, 15_000
#: Sources that one source repeats that are looked at.
_ORIGINS = 20
#: Statements that are looked at to count things.
_COUNTED = 100_000


class Reader:
    """The few patterns by which pages and documents are made; none reads more than is counted."""

    def __init__(self, store: Quads, names: Names) -> None:
        self._store = store
        self._names = names
        self.names_of = lru_cache(_REMEMBERED)(self._names_of)
        self.source_of = lru_cache(_REMEMBERED)(self._source_of)
        self.repeats = lru_cache(_REMEMBERED)(self._repeats)
        self.naming = lru_cache(_AS_RDF)(self._naming)
        #: The graph of what is only inferred.
        self.inferred = names.graph("inferred")

    def quads(
        self,
        subject: Subject | None,
        name: ox.NamedNode | None,
        value: Term | None,
        graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit a pattern, over all graphs where `graph` is None."""
        return iter(self._store.quads_for_pattern(subject, name, value, graph))

    def graphs(self, triple: ox.Triple) -> Iterator[GraphName]:
        """Yield the graphs that a triple stands in."""
        return graphs_of(self._store, triple)

    def holds(self, quad: ox.Quad) -> bool:
        """Whether a quad is in the snapshot."""
        return quad in self._store

    def exists(self, iri: str) -> bool:
        """Whether any graph says something about a thing."""
        return next(self.quads(ox.NamedNode(iri), None, None, None), None) is not None

    def label(self, iri: str, language: str = "en") -> Text:
        """Return the name of a thing: in the language, else in English, else any, else its IRI shortened."""
        found = [text for _, text in self.names_of(iri)]
        return aloud(pick(found, language)) if found else Text(shorten(iri, self._names).strip("<>"))

    def _names_of(self, iri: str) -> tuple[tuple[ox.NamedNode, Text], ...]:
        """Return the names of a thing in all languages, each with the property that gives it."""
        node = ox.NamedNode(iri)
        labels = self.texts(node, LABEL, DEFAULT_GRAPH)
        if labels:
            return tuple((LABEL, text) for text in labels)
        about = list(islice(self.quads(node, None, None, None), _FEW))
        for believed in (True, False):
            for name in _LABELS:
                if len(about) == _FEW:
                    found = self.texts(node, name, DEFAULT_GRAPH if believed else None)
                else:
                    same = (quad for quad in about if quad.predicate == name)
                    found = texts_of(
                        quad for quad in same if not believed or quad.graph_name == DEFAULT_GRAPH
                    )
                if found:
                    return tuple((name, text) for text in found)
        return ()

    def _naming(self, iri: str) -> Mapping[str, ox.Triple]:
        """Return the triples that name a thing, by their texts: as the store gives them, where that is where
        they stand."""
        node = ox.NamedNode(iri)
        stated = (quad.triple for quad in self.quads(node, LABEL, None, DEFAULT_GRAPH))
        triples = [each for each in stated if isinstance(each.object, ox.Literal)] or [
            ox.Triple(node, name, ox.Literal(text.value, language=text.language or None))
            for name, text in self.names_of(iri)
        ]
        return {str(each): each for each in triples}

    def definition(self, iri: str, language: str) -> Text | None:
        """Return the definition of a term or concept."""
        found = self.texts(ox.NamedNode(iri), DEFINITION, None)
        return pick(found, language) if found else None

    def texts(
        self, node: ox.NamedNode, name: ox.NamedNode, graph: ox.DefaultGraph | None = None
    ) -> list[Text]:
        """Return all texts that a property of a thing has."""
        return texts_of(self.quads(node, name, None, graph))

    def types(self, iri: str) -> tuple[str, ...]:
        """Return the classes of a thing that somebody states, those that are only inferred apart."""
        node, inferred = ox.NamedNode(iri), ox.NamedNode(self.inferred)
        stated = islice(self.quads(node, TYPE, None, None), _TYPES)
        return tuple(
            sorted(
                {
                    quad.object.value
                    for quad in stated
                    if isinstance(quad.object, ox.NamedNode)
                    and quad.graph_name not in (DEFAULT_GRAPH, inferred)
                }
            )
        )

    def tombstone(self, iri: str) -> list[str] | None:
        """Return what a withdrawn thing was replaced by; None for a thing that was not withdrawn."""
        node = ox.NamedNode(iri)
        if ox.Quad(node, DEPRECATED, TRUE, DEFAULT_GRAPH) not in self._store:
            return None
        return sorted(iri_text(quad.object) for quad in self.quads(node, REPLACED, None, DEFAULT_GRAPH))

    def _source_of(self, graph: str) -> str | None:
        """Return the IRI of the source document whose statements a graph holds."""
        node = ox.NamedNode(graph)
        for quad in self.quads(node, DERIVED, None, node):
            if isinstance(quad.object, ox.NamedNode):
                return quad.object.value
        return None

    def _repeats(self, source: str) -> tuple[str, ...]:
        """Return the first of the sources that a source repeats."""
        quads = islice(self.quads(ox.NamedNode(source), DERIVED, None, DEFAULT_GRAPH), _ORIGINS)
        return tuple(sorted(filter(None, (iri_text(quad.object) for quad in quads))))

    def graph_triples(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the statements of a named graph."""
        for quad in self.quads(None, None, None, ox.NamedNode(graph)):
            yield quad.triple

    def subjects_with(self, name: ox.NamedNode, value: str) -> list[str]:
        """Return the IRIs that have a value of a property in the default graph, sorted."""
        quads = self.quads(None, name, ox.NamedNode(value), DEFAULT_GRAPH)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    @cached_property
    def properties(self) -> frozenset[str]:
        """The properties of the default graph, as the dataset's description counts them (VoID)."""
        metadata = ox.NamedNode(self._names.graph(METADATA))
        quads = islice(self.quads(None, term("void", "property"), None, metadata), _COUNTED)
        return frozenset(filter(None, (iri_text(quad.object) for quad in quads)))


def texts_of(quads: Iterable[ox.Quad]) -> list[Text]:
    """Return the texts that are values of some statements."""
    values = (quad.object for quad in quads)
    return sorted(
        {Text(each.value, each.language or "") for each in values if isinstance(each, ox.Literal)},
        key=lambda text: (text.language, text.value),
    )

"""Reading the snapshot, or the engine that holds it, by fixed patterns; users' queries never run here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import pyoxigraph as ox

from ..graph.names import KINDS, Names
from ..graph.patterns import Quads
from ..graph.prefixes import shorten
from ..graph.terms import (
    CONTACT,
    CREATOR,
    DEFINITION,
    DEPRECATED,
    DERIVED,
    LABEL,
    LICENSE,
    MODIFIED,
    PREF_LABEL,
    REPLACED,
    TITLE,
    TRUE,
    TYPE,
    VERSION,
    Subject,
    Term,
    iri_text,
    term,
)

#: Where a thing's name may stand, best first.
_LABELS = (LABEL, PREF_LABEL, TITLE)
_DEFAULT = ox.DefaultGraph()
#: Types of one thing that are looked at.
_TYPES = 50
#: How a contact is reached (https://www.w3.org/TR/vcard-rdf/), best first.
_REACHED = tuple(ox.NamedNode(f"http://www.w3.org/2006/vcard/ns#{each}") for each in ("hasEmail", "hasURL"))
#: Things whose names are remembered.
_REMEMBERED = 20_000
#: Sources that one source repeats that are looked at.
_ORIGINS = 20
#: Statements that point at one thing, looked at to learn by which properties they do.
_POINTING = 200
#: Statements that are looked at to count things.
_COUNTED = 100_000


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
class Publication:
    """What the dataset says of itself: IRIs "" and values None where it does not say."""

    license: str = ""
    creators: tuple[str, ...] = ()
    modified: ox.Literal | None = None
    version: ox.Literal | None = None
    contact: str = ""


class Reader:
    """The few patterns by which pages and documents are made; none reads more than is counted."""

    def __init__(self, store: Quads, names: Names) -> None:
        self._store = store
        self._names = names
        self.names_of = lru_cache(_REMEMBERED)(self._names_of)
        self.source_of = lru_cache(_REMEMBERED)(self._source_of)
        self.repeats = lru_cache(_REMEMBERED)(self._repeats)
        self.pointers = lru_cache(_REMEMBERED)(self._pointers)

    def quads(
        self,
        subject: Subject | None,
        name: ox.NamedNode | None,
        value: Term | None,
        graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit a pattern, over all graphs where `graph` is None."""
        return iter(self._store.quads_for_pattern(subject, name, value, graph))

    def holds(self, quad: ox.Quad) -> bool:
        """Whether a quad is in the snapshot."""
        return quad in self._store

    def exists(self, iri: str) -> bool:
        """Whether any graph says something about a thing."""
        return next(self.quads(ox.NamedNode(iri), None, None, None), None) is not None

    def label(self, iri: str, language: str = "en") -> Text:
        """Return the name of a thing: in the language, else in English, else any, else its IRI shortened."""
        found = [text for _, text in self.names_of(iri)]
        return pick(found, language) if found else Text(shorten(iri, self._names).strip("<>"))

    def _names_of(self, iri: str) -> tuple[tuple[ox.NamedNode, Text], ...]:
        """Return the names of a thing in all languages, each with the property that gives it."""
        node = ox.NamedNode(iri)
        for graph in (_DEFAULT, None):
            for name in _LABELS:
                found = self.texts(node, name, graph)
                if found:
                    return tuple((name, text) for text in found)
                if graph is _DEFAULT and name is LABEL and not self.exists(iri):
                    return ()
        return ()

    def definition(self, iri: str, language: str = "en") -> Text | None:
        """Return the definition of a term or concept."""
        found = self.texts(ox.NamedNode(iri), DEFINITION, None)
        return pick(found, language) if found else None

    def texts(
        self, node: ox.NamedNode, name: ox.NamedNode, graph: ox.DefaultGraph | None = None
    ) -> list[Text]:
        """Return all texts that a property of a thing has."""
        values = (quad.object for quad in self.quads(node, name, None, graph))
        return sorted(
            {Text(each.value, each.language or "") for each in values if isinstance(each, ox.Literal)},
            key=lambda text: (text.language, text.value),
        )

    def about(self, iri: str) -> list[Statement]:
        """Return what all graphs say about a thing."""
        return merged(self.quads(ox.NamedNode(iri), None, None, None))

    def types(self, iri: str) -> tuple[str, ...]:
        """Return the classes of a thing that somebody states, those that are only inferred apart."""
        node, inferred = ox.NamedNode(iri), ox.NamedNode(self._names.graph("inferred"))
        stated = islice(self.quads(node, TYPE, None, None), _TYPES)
        return tuple(
            sorted(
                {
                    quad.object.value
                    for quad in stated
                    if isinstance(quad.object, ox.NamedNode) and quad.graph_name not in (_DEFAULT, inferred)
                }
            )
        )

    def tombstone(self, iri: str) -> list[str] | None:
        """Return what a withdrawn thing was replaced by; None for a thing that was not withdrawn."""
        node = ox.NamedNode(iri)
        if ox.Quad(node, DEPRECATED, TRUE, _DEFAULT) not in self._store:
            return None
        return sorted(iri_text(quad.object) for quad in self.quads(node, REPLACED, None, _DEFAULT))

    @cached_property
    def publication(self) -> Publication:
        """Return what the dataset says of itself."""
        node, graph = ox.NamedNode(self._names.dataset), ox.NamedNode(self._names.graph("metadata"))
        values: dict[ox.NamedNode, list[Term]] = {
            name: sorted((quad.object for quad in self.quads(node, name, None, graph)), key=str)
            for name in (LICENSE, CREATOR, MODIFIED, VERSION)
        }
        literals = {
            name: next((each for each in values[name] if isinstance(each, ox.Literal)), None)
            for name in (MODIFIED, VERSION)
        }
        return Publication(
            next((iri_text(each) for each in values[LICENSE]), ""),
            tuple(iri_text(each) for each in values[CREATOR] if iri_text(each)),
            literals[MODIFIED],
            literals[VERSION],
            self._contact(node, graph),
        )

    def _contact(self, dataset: ox.NamedNode, graph: ox.NamedNode) -> str:
        """Return how to reach whoever answers for the dataset: its contact point's mail or page."""
        for point in self.quads(dataset, CONTACT, None, graph):
            for name in _REACHED:
                for quad in self.quads(ox.NamedNode(iri_text(point.object)), name, None, graph):
                    return iri_text(quad.object)
        return ""

    def _source_of(self, graph: str) -> str | None:
        """Return the IRI of the source document whose statements a graph holds."""
        node = ox.NamedNode(graph)
        for quad in self.quads(node, DERIVED, None, node):
            if isinstance(quad.object, ox.NamedNode):
                return quad.object.value
        return None

    def _repeats(self, source: str) -> tuple[str, ...]:
        """Return the first of the sources that a source repeats."""
        quads = islice(self.quads(ox.NamedNode(source), DERIVED, None, _DEFAULT), _ORIGINS)
        return tuple(sorted(filter(None, (iri_text(quad.object) for quad in quads))))

    def _pointers(self, iri: str) -> frozenset[str] | None:
        """Return the properties that have a thing as a value in the default graph; None where so many
        statements point at it that each property has to be tried."""
        quads = list(islice(self.quads(None, None, ox.NamedNode(iri), _DEFAULT), _POINTING))
        return frozenset(quad.predicate.value for quad in quads) if len(quads) < _POINTING else None

    def graph_triples(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the statements of a named graph."""
        for quad in self.quads(None, None, None, ox.NamedNode(graph)):
            yield quad.triple

    def instances(self, kind: str, graph: str | None = None) -> list[str]:
        """Return the IRIs of the things of a class, in the default graph or in a named one."""
        return self.subjects_with(TYPE, kind, graph)

    def subjects_with(self, name: ox.NamedNode, value: str, graph: str | None = None) -> list[str]:
        """Return the IRIs that have a value of a property, in the default graph or in a named one, sorted."""
        where = _DEFAULT if graph is None else ox.NamedNode(graph)
        quads = self.quads(None, name, ox.NamedNode(value), where)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    @cached_property
    def properties(self) -> frozenset[str]:
        """The properties of the default graph, as the dataset's description counts them (VoID)."""
        metadata = ox.NamedNode(self._names.graph("metadata"))
        quads = islice(self.quads(None, term("void", "property"), None, metadata), _COUNTED)
        return frozenset(filter(None, (iri_text(quad.object) for quad in quads)))

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many things of each kind there are, counted from a bounded number of statements."""
        things: dict[str, set[str]] = defaultdict(set)
        for quad in islice(self.quads(None, TYPE, None, None), _COUNTED):
            if isinstance(quad.subject, ox.NamedNode):
                kind = self._names.kind(quad.subject.value)
                if kind in KINDS:
                    things[kind].add(quad.subject.value)
        return {kind: len(things[kind]) for kind in KINDS if things[kind]}


def pick(texts: Iterable[Text], language: str) -> Text:
    """Choose the text in a language, else the next best: all labels and texts fall back by this one rule.

    The language, then what is left of it from the right (RFC 4647, 3.4), then what is more exact than it; the
    same for English; then a text without language, then the first.
    """
    found = list(texts)
    for wanted in (language.lower(), "en"):
        parts = wanted.split("-")
        for end in range(len(parts), 0, -1):
            for text in found:
                if text.language.lower() == "-".join(parts[:end]):
                    return text
        for text in found:
            if text.language.lower().startswith(f"{parts[0]}-"):
                return text
    return next((text for text in found if not text.language), found[0])


def merged(quads: Iterable[ox.Quad]) -> list[Statement]:
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

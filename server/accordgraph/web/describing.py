"""What a document tells of a thing: one description, of which the page and the RDF are both made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox

from ..graph.names import Names
from ..graph.terms import COMMENT, DERIVED, LABEL, LICENSE, MODIFIED, TYPE, VERSION, Term, iri_text, term
from .listing import Lister
from .looking import Look
from .portions import Portion
from .proving import Proof
from .reading import Reader
from .statements import Statement

_HYDRA = "http://www.w3.org/ns/hydra/core#"
_INTEGER = term("xsd", "integer")
_DOCUMENT, _TOPIC = term("foaf", "Document"), term("foaf", "primaryTopic")
_IN_DATASET, _DEFINED_BY = term("void", "inDataset"), term("rdfs", "isDefinedBy")
_SOURCE, _HAS_PART = term("dcterms", "source"), term("dcterms", "hasPart")
#: Graphs of one statement that a document repeats it in.
_GRAPHS = 100


@dataclass(frozen=True)
class Description:
    """One page of what the graph says of a thing, at which `look` looked.

    `others` are statements that nobody should believe: overruled, or kept in a graph of their own.
    """

    look: Look
    page: int
    facts: Portion[Statement]
    others: tuple[Statement, ...]
    pointing: Portion[ox.Quad]
    evidence: Portion[Proof]

    @property
    def iri(self) -> str:
        """The thing."""
        return self.look.iri

    @property
    def types(self) -> tuple[str, ...]:
        """The classes of the thing that somebody states."""
        return self.look.types

    @property
    def successors(self) -> list[str] | None:
        """What the thing was replaced by; None but for one that was withdrawn."""
        return self.look.successors

    @cached_property
    def shown(self) -> list[Proof]:
        """The evidence that RDF tells of: of what is believed, where anything is."""
        return [each for each in self.evidence.items if each.believed or not self.believed]

    @property
    def pages(self) -> int:
        """How many pages there are: as many as the longest list needs."""
        return max(each.pages for each in (self.facts, self.pointing, self.evidence))

    @property
    def told(self) -> int:
        """How many pages there are for people: to them, what points at the thing is told in lists apart."""
        return max(self.facts.pages, self.evidence.pages, self.page)

    @property
    def believed(self) -> bool:
        """Whether there is anything to believe."""
        return any(each.believed for each in self.facts.items)


def describe(lister: Lister, look: Look, page: int = 1) -> Description:
    """Read one page of a thing's description; it is empty beyond the last one."""
    facts, others = lister.facts(look, page)
    return Description(look, page, facts, others, lister.pointing_at(look, page), lister.evidence(look, page))


class Graph(NamedTuple):
    """Triples, sorted, and all IRIs that occur in them."""

    triples: list[ox.Triple]
    iris: set[str]


def graph_of(told: Description, reader: Reader, names: Names) -> Graph:
    """Return a description as RDF: what a reader should believe of the thing, what points at it, the evidence
    for it, the names of all that is mentioned, and what the document is."""
    texts = {str(triple): triple for triple in (*_told(told), *_paper(told, reader, names))}
    mentioned, datatypes, labelled = set[ox.NamedNode](), set[ox.NamedNode](), set[str]()
    for subject, name, value in texts.values():
        mentioned.add(name)
        if isinstance(subject, ox.NamedNode):
            mentioned.add(subject)
        if isinstance(value, ox.NamedNode):
            mentioned.add(value)
        elif isinstance(value, ox.Literal):
            datatypes.add(value.datatype)
            if name == LABEL:
                labelled.add(iri_text(subject))
    # What has its label here has all its names here: the thing itself on its only page, and evidence.
    labelled &= {told.iri, *(each.iri for each in told.shown)}
    if told.facts.pages > 1:
        labelled.discard(told.iri)
    iris = {datatype.value for datatype in datatypes}
    named, documents = {node.value for node in mentioned}, names.documents
    iris |= named
    others = set[frozenset[str]]()
    for iri in named - labelled:
        if not iri.startswith(documents):
            naming = reader.naming(iri)
            texts |= naming.texts
            others.add(naming.iris)
    return Graph([texts[text] for text in sorted(texts)], iris.union(*others))


def quads(told: Description, triples: Iterable[ox.Triple], names: Names) -> list[ox.Quad]:
    """Return a description as RDF with graphs, sorted: its triples in the default graph; what a source states
    is in the source's graph as well."""
    found = (ox.Quad(*triple) for triple in triples)
    return sorted(dict.fromkeys((*found, *_stated(told, names))), key=str)


def part_of_graph(
    graph: str, subjects: Portion[str], page: int, reader: Reader, names: Names
) -> list[ox.Quad]:
    """Return one page of a named graph that is too large for one document, and where the others and the dump
    are; the latter in the default graph, since the graph itself does not say so."""
    node = ox.NamedNode(graph)
    found = [quad for iri in subjects.items for quad in reader.quads(ox.NamedNode(iri), None, None, node)]
    dump = ox.NamedNode(f"{names.base}dumps/accordgraph.nq.gz")
    others = (ox.Triple(node, term("void", "dataDump"), dump), *_pages(node, page, subjects.pages))
    return [*found, *(ox.Quad(*triple) for triple in others)]


def _told(told: Description) -> Iterator[ox.Triple]:
    """Yield what is told of the thing."""
    node = told.look.node
    yield from (ox.Triple(node, TYPE, ox.NamedNode(each)) for each in told.types)
    yield from (each.triple for each in told.facts.items)
    yield from (quad.triple for quad in told.pointing.items)
    for proof in told.shown:
        yield from (quad.triple for quad in proof.quads)
        yield ox.Triple(ox.NamedNode(proof.iri), _DEFINED_BY, ox.NamedNode(proof.graph))


def _stated(told: Description, names: Names) -> Iterator[ox.Quad]:
    """Yield what sources state of the thing, and their evidence, in their graphs."""
    for each in told.facts.items:
        for graph in _sources_of(each, names):
            yield ox.Quad(each.subject, each.property, each.value, ox.NamedNode(graph))
    for proof in told.shown:
        yield from proof.quads


def _sources_of(fact: Statement, names: Names) -> list[str]:
    """Return the graphs of sources in which a document repeats a statement."""
    return [graph for graph in fact.graphs[:_GRAPHS] if graph.startswith(names.sources)]


def _paper(told: Description, reader: Reader, names: Names) -> Iterator[ox.Triple]:
    """What the document is: its topic, its dataset, licence and version, where it comes from, its pages."""
    local = told.iri.removeprefix(names.things)
    paper = ox.NamedNode(names.document(*local.split("/", 1)))
    about = reader.publication
    stated: list[tuple[ox.NamedNode, Term | None]] = [
        (TYPE, _DOCUMENT),
        (_TOPIC, told.look.node),
        (_IN_DATASET, ox.NamedNode(names.dataset)),
        (LICENSE, ox.NamedNode(about.license) if about.license else None),
        (MODIFIED, about.modified),
        (VERSION, about.version),
    ]
    sources = {graph for fact in told.facts.items for graph in _sources_of(fact, names)}
    for graph in sources.union(proof.graph for proof in told.shown):
        stated.append((DERIVED, ox.NamedNode(graph)))
        source = reader.source_of(graph)
        if source is not None:
            stated.append((_SOURCE, ox.NamedNode(source)))
            yield ox.Triple(ox.NamedNode(graph), DERIVED, ox.NamedNode(source))
    for name, value in stated:
        if value is not None:
            yield ox.Triple(paper, name, value)
    for part, portion in (("pointing", told.pointing), ("evidence", told.evidence)):
        if portion.total:
            yield from _counted(paper, ox.NamedNode(f"{paper.value}#{part}"), portion)
    yield from _pages(paper, told.page, told.pages)


def _counted(
    paper: ox.NamedNode, part: ox.NamedNode, portion: Portion[ox.Quad] | Portion[Proof]
) -> Iterator[ox.Triple]:
    yield ox.Triple(paper, _HAS_PART, part)
    yield ox.Triple(part, TYPE, _hydra("Collection"))
    if portion.counted:
        yield ox.Triple(part, _hydra("totalItems"), ox.Literal(str(portion.total), datatype=_INTEGER))
    else:
        yield ox.Triple(part, COMMENT, ox.Literal(f"There are more than {portion.total:,}.", language="en"))


def _pages(paper: ox.NamedNode, page: int, pages: int) -> Iterator[ox.Triple]:
    """Where the other pages are (https://www.hydra-cg.com/spec/latest/core/#collections)."""
    if pages == 1:
        return

    def view(number: int) -> ox.NamedNode:
        return ox.NamedNode(f"{paper.value}?page={number}") if number > 1 else paper

    yield ox.Triple(paper, _hydra("view"), view(page))
    yield ox.Triple(view(page), TYPE, _hydra("PartialCollectionView"))
    places = {"first": 1, "previous": page - 1, "next": page + 1, "last": pages}
    for name, number in places.items():
        if 0 < number <= pages:
            yield ox.Triple(view(page), _hydra(name), view(number))


def _hydra(local: str) -> ox.NamedNode:
    return ox.NamedNode(_HYDRA + local)

"""What a document tells of a thing: one description, of which the page and the RDF are both made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ..graph.names import Names
from ..graph.terms import COMMENT, DERIVED, LICENSE, MODIFIED, TYPE, VERSION, Term, term
from .listing import Lister, Portion, Proof
from .reading import Reader, Statement

_HYDRA = "http://www.w3.org/ns/hydra/core#"
_INTEGER = term("xsd", "integer")
#: Graphs of one statement that a document repeats it in.
_GRAPHS = 100


@dataclass(frozen=True)
class Description:
    """One page of what the graph says of a thing.

    `others` are statements that nobody should believe: overruled, or kept in a graph of their own.
    `successors` is None but for a thing that was withdrawn.
    """

    iri: str
    page: int
    types: tuple[str, ...]
    facts: Portion[Statement]
    others: tuple[Statement, ...]
    pointing: Portion[ox.Quad]
    evidence: Portion[Proof]
    successors: list[str] | None

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


def describe(
    reader: Reader, lister: Lister, iri: str, page: int = 1, successors: list[str] | None = None
) -> Description:
    """Read one page of a thing's description; it is empty beyond the last one."""
    facts, others = lister.facts(iri, page)
    return Description(
        iri,
        page,
        reader.types(iri),
        facts,
        others,
        lister.pointing_at(iri, page),
        lister.evidence(iri, page),
        successors,
    )


def quads(told: Description, reader: Reader, names: Names) -> list[ox.Quad]:
    """Return a description as RDF, sorted: what a reader should believe of the thing, what points at it, the
    evidence, the names of all that is mentioned, and what the document is.

    All of it is in the default graph; what a source states is in the source's graph as well.
    """
    found = dict.fromkeys(_told(told, reader, names))
    mentioned = {each for quad in found for each in quad.triple if isinstance(each, ox.NamedNode)}
    for node in mentioned:
        for name, text in reader.names_of(node.value):
            found[ox.Quad(node, name, ox.Literal(text.value, language=text.language or None))] = None
    return sorted(found, key=str)


def part_of_graph(
    graph: str, subjects: Portion[str], page: int, reader: Reader, names: Names
) -> list[ox.Quad]:
    """Return one page of a named graph that is too large for one document, and where the others and the dump
    are; the latter in the default graph, since the graph itself does not say so."""
    node = ox.NamedNode(graph)
    found = [quad for iri in subjects.items for quad in reader.quads(ox.NamedNode(iri), None, None, node)]
    dump = ox.NamedNode(f"{names.base}dumps/accordgraph.nq.gz")
    return [*found, ox.Quad(node, term("void", "dataDump"), dump), *_pages(node, page, subjects.pages)]


def _told(told: Description, reader: Reader, names: Names) -> Iterator[ox.Quad]:
    node, sources = ox.NamedNode(told.iri), set[str]()
    yield from (ox.Quad(node, TYPE, ox.NamedNode(each)) for each in told.types)
    for each in told.facts.items:
        yield ox.Quad(each.subject, each.property, each.value)
        for graph in each.graphs[:_GRAPHS]:
            if graph.startswith(names.sources):
                sources.add(graph)
                yield ox.Quad(each.subject, each.property, each.value, ox.NamedNode(graph))
    for quad in told.pointing.items:
        yield ox.Quad(*quad.triple)
    for proof in told.evidence.items:
        if proof.believed or not told.believed:
            sources.add(proof.graph)
            subject, where = ox.NamedNode(proof.iri), ox.NamedNode(proof.graph)
            for name, value in proof.values:
                yield ox.Quad(subject, name, value)
                yield ox.Quad(subject, name, value, where)
            yield ox.Quad(subject, term("rdfs", "isDefinedBy"), where)
    yield from _paper(told, sources, reader, names)


def _paper(told: Description, sources: set[str], reader: Reader, names: Names) -> Iterator[ox.Quad]:
    """What the document is: its topic, its dataset, licence and version, where it comes from, its pages."""
    local = told.iri.removeprefix(names.things)
    paper = ox.NamedNode(names.document(*local.split("/", 1)))
    about = reader.publication
    stated: list[tuple[ox.NamedNode, Term | None]] = [
        (TYPE, term("foaf", "Document")),
        (term("foaf", "primaryTopic"), ox.NamedNode(told.iri)),
        (term("void", "inDataset"), ox.NamedNode(names.dataset)),
        (LICENSE, ox.NamedNode(about.license) if about.license else None),
        (MODIFIED, about.modified),
        (VERSION, about.version),
    ]
    for graph in sorted(sources):
        stated.append((DERIVED, ox.NamedNode(graph)))
        source = reader.source_of(graph)
        if source is not None:
            stated.append((term("dcterms", "source"), ox.NamedNode(source)))
            yield ox.Quad(ox.NamedNode(graph), DERIVED, ox.NamedNode(source))
    for name, value in stated:
        if value is not None:
            yield ox.Quad(paper, name, value)
    for part, portion in (("pointing", told.pointing), ("evidence", told.evidence)):
        if portion.total:
            yield from _counted(paper, ox.NamedNode(f"{paper.value}#{part}"), portion)
    yield from _pages(paper, told.page, told.pages)


def _counted(
    paper: ox.NamedNode, part: ox.NamedNode, portion: Portion[ox.Quad] | Portion[Proof]
) -> Iterator[ox.Quad]:
    yield ox.Quad(paper, term("dcterms", "hasPart"), part)
    yield ox.Quad(part, TYPE, _hydra("Collection"))
    if portion.counted:
        yield ox.Quad(part, _hydra("totalItems"), ox.Literal(str(portion.total), datatype=_INTEGER))
    else:
        yield ox.Quad(part, COMMENT, ox.Literal(f"There are more than {portion.total:,}.", language="en"))


def _pages(paper: ox.NamedNode, page: int, pages: int) -> Iterator[ox.Quad]:
    """Where the other pages are (https://www.hydra-cg.com/spec/latest/core/#collections)."""
    if pages == 1:
        return

    def view(number: int) -> ox.NamedNode:
        return ox.NamedNode(f"{paper.value}?page={number}") if number > 1 else paper

    yield ox.Quad(paper, _hydra("view"), view(page))
    yield ox.Quad(view(page), TYPE, _hydra("PartialCollectionView"))
    places = {"first": 1, "previous": page - 1, "next": page + 1, "last": pages}
    for name, number in places.items():
        if 0 < number <= pages:
            yield ox.Quad(view(page), _hydra(name), view(number))


def _hydra(local: str) -> ox.NamedNode:
    return ox.NamedNode(_HYDRA + local)

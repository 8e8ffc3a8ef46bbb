"""Documents as RDF: what a description tells, what the document is, and where its other pages are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from ..graph.names import Names
from ..graph.portions import Portion
from ..graph.terms import COMMENT, DERIVED, LABEL, LICENSE, MODIFIED, TYPE, VERSION, Term, iri_text, term
from .data.extents import Extent, extent_of
from .data.reading import Reader
from .data.statements import Statement
from .describing import Description
from .editions import Edition

_HYDRA = "http://www.w3.org/ns/hydra/core#"
_INTEGER = term("xsd", "integer")
_DOCUMENT, _TOPIC = term("foaf", "Document"), term("foaf", "primaryTopic")
_IN_DATASET, _DEFINED_BY = term("void", "inDataset"), term("rdfs", "isDefinedBy")
_SOURCE, _HAS_PART = term("dcterms", "source"), term("dcterms", "hasPart")
#: Graphs of one statement that a document repeats it in.
_GRAPHS = 100


def graph_of(told: Description, reader: Reader, edition: Edition) -> list[ox.Triple]:
    """Return a description as RDF, sorted: what a reader should believe of the thing, what points at it, the
    evidence for it, the names of all that is mentioned, and what the document is."""
    names = edition.names
    texts = {str(triple): triple for triple in (*_told(told, names), *_paper(told, reader, edition))}
    mentioned, labelled = set[ox.NamedNode](), set[str]()
    for triple in texts.values():
        mentioned.update(each for each in triple if isinstance(each, ox.NamedNode))
        if triple.predicate == LABEL and isinstance(triple.object, ox.Literal):
            labelled.add(iri_text(triple.subject))
    # What has its label here has all its names here: the thing itself on its only page, and evidence.
    labelled &= {told.iri, *(each.iri for each in told.shown)}
    if told.facts.pages > 1:
        labelled.discard(told.iri)
    for iri in {node.value for node in mentioned} - labelled:
        if not iri.startswith(names.documents):
            texts |= reader.naming(iri)
    return [texts[text] for text in sorted(texts)]


def quads_of(told: Description, triples: Iterable[ox.Triple], names: Names) -> list[ox.Quad]:
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
    there = extent_of(subjects)
    view = _view(node, page) if there.pages > 1 else None
    others = (
        ox.Triple(node, term("void", "dataDump"), dump),
        *_collection(node, "subjects", subjects, subjects.items, view),
        *_pages(node, page, there),
    )
    return [*found, *(ox.Quad(*triple) for triple in others)]


def list_of(
    iri: str, members: Collection[str], portion: Portion[Any], page: int, reader: Reader, edition: Edition
) -> list[ox.Triple]:
    """Return one page of a list of things as RDF, sorted: the things with their names, what the document is,
    and where its other pages are."""
    node, there = ox.NamedNode(iri), extent_of(portion)
    texts = {str(each): each for each in _document(node, edition)}
    view = _view(node, page) if there.pages > 1 else None
    for each in (*_collection(node, "members", portion, members, view), *_pages(node, page, there)):
        texts[str(each)] = each
    for member in members:
        texts |= reader.naming(member)
    return [texts[text] for text in sorted(texts)]


def _told(told: Description, names: Names) -> Iterator[ox.Triple]:
    """Yield what is told of the thing; of one that is overruled, not what sources state of it."""
    node = told.look.node
    if told.overruled(names):
        yield from (each.triple for each in told.facts.items if not _sources_of(each, names))
    else:
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


def _paper(told: Description, reader: Reader, edition: Edition) -> Iterator[ox.Triple]:
    """What the document is: its topic, its dataset, licence and version, where it comes from, its pages."""
    names = edition.names
    local = told.iri.removeprefix(names.things)
    paper = ox.NamedNode(names.document(*local.split("/", 1)))
    yield from _document(paper, edition)
    stated: list[tuple[ox.NamedNode, Term]] = [(_TOPIC, told.look.node)]
    sources = {graph for fact in told.facts.items for graph in _sources_of(fact, names)}
    for graph in sources.union(proof.graph for proof in told.shown):
        stated.append((DERIVED, ox.NamedNode(graph)))
        source = reader.source_of(graph)
        if source is not None:
            stated.append((_SOURCE, ox.NamedNode(source)))
            yield ox.Triple(ox.NamedNode(graph), DERIVED, ox.NamedNode(source))
    yield from (ox.Triple(paper, name, value) for name, value in stated)
    view = _view(paper, told.page) if told.extent.pages > 1 else None
    pointing = [iri for quad in told.pointing.items if (iri := iri_text(quad.subject))]
    evidence = [proof.iri for proof in told.shown]
    for part, portion, members in (
        ("pointing", told.pointing, pointing),
        ("evidence", told.evidence, evidence),
    ):
        if portion.items:
            yield from _collection(paper, part, portion, members, view)
    yield from _pages(paper, told.page, told.extent)


def _document(paper: ox.NamedNode, edition: Edition) -> Iterator[ox.Triple]:
    """What holds for every document: what the dataset says of itself, which has one of each at most."""
    dataset = edition.names.dataset
    yield ox.Triple(paper, TYPE, _DOCUMENT)
    yield ox.Triple(paper, _IN_DATASET, ox.NamedNode(dataset))
    for prop in (LICENSE, MODIFIED, VERSION):
        for value in edition.facts.of(dataset).get(prop.value, [])[:1]:
            yield ox.Triple(paper, prop, value)


def _collection(
    paper: ox.NamedNode,
    name: str,
    portion: Portion[Any],
    members: Collection[str],
    view: ox.NamedNode | None,
) -> Iterator[ox.Triple]:
    """A list as a collection, with what this page shows of it; `view` is the page, one of several."""
    part = ox.NamedNode(f"{paper.value}#{name}")
    yield ox.Triple(paper, _HAS_PART, part)
    yield ox.Triple(part, TYPE, _hydra("Collection"))
    yield from (ox.Triple(part, _hydra("member"), ox.NamedNode(each)) for each in members)
    if view is not None:
        yield ox.Triple(part, _hydra("view"), view)
    if portion.counted:
        # A list that is here as a whole has as many as are told of: one thing may point here in several ways.
        total = len(set(members)) if portion.pages == 1 else portion.total
        yield ox.Triple(part, _hydra("totalItems"), ox.Literal(str(total), datatype=_INTEGER))
    else:
        yield ox.Triple(part, COMMENT, ox.Literal(f"There are more than {portion.total:,}.", language="en"))


def _pages(paper: ox.NamedNode, page: int, there: Extent) -> Iterator[ox.Triple]:
    """Where the other pages are (https://www.hydra-cg.com/spec/latest/core/#collections)."""
    if there.pages > 1:
        yield ox.Triple(_view(paper, page), TYPE, _hydra("PartialCollectionView"))
    for place, number in there.neighbours(page).items():
        yield ox.Triple(_view(paper, page), _hydra(place), _view(paper, number))


def _view(paper: ox.NamedNode, page: int) -> ox.NamedNode:
    """One page of a document; the first has the document's own name."""
    return ox.NamedNode(f"{paper.value}?page={page}") if page > 1 else paper


def _hydra(local: str) -> ox.NamedNode:
    return ox.NamedNode(_HYDRA + local)

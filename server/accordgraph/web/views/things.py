"""Things and the documents about them: `/id/...` leads to `/doc/...`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox
from flask import Blueprint, Response, abort, redirect, render_template

from ...engine.formats import Format
from ...engine.writing import used_prefixes, write_graph
from ...graph.names import KINDS, SLUG
from ...graph.terms import DERIVED, LABEL, TYPE, term
from ..context import links, live
from ..display import Cell, Display
from ..reading import Proof, Statement
from ..responses import represent, split_extension

area = Blueprint("things", __name__)

#: Statements that point at a thing, as far as its page shows them.
POINTING = 300


@dataclass(frozen=True)
class Fact:
    """A row of a page: a property, its value, and who states it. For statements that point here, value is
    subject."""

    property: Cell
    value: Cell
    graphs: tuple[Cell, ...]


@area.get("/id/<kind>/<slug>")
def thing(kind: str, slug: str) -> Response:
    """Lead from a thing, which no server can send, to the document about it."""
    _existing(kind, slug)
    response = redirect(links().to(f"doc/{kind}/{slug}"), 303)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return Response(response.get_data(), 303, response.headers)


@area.get("/doc/<kind>/<name>")
def document(kind: str, name: str) -> Response:
    """Describe a thing: as a page for people, or as a graph."""
    slug, wanted = split_extension(name)
    iri = _existing(kind, slug)
    return represent(
        slug, wanted, lambda: _page(iri, kind, slug), lambda chosen: _graph(iri, kind, slug, chosen)
    )


def _existing(kind: str, slug: str) -> str:
    """Return the IRI of a thing that the graph says something about; anything else is not found."""
    if kind not in KINDS:
        abort(404, f"There is no kind of thing called {kind!r}; the kinds are {', '.join(KINDS)}.")
    iri = live().names.thing(kind, slug)
    if not SLUG.fullmatch(slug) or not live().reader.exists(iri):
        abort(
            404,
            f"The graph says nothing about <{iri}>. If the address was once right, the thing was removed.",
        )
    return iri


def _page(iri: str, kind: str, slug: str) -> str:
    reader, display = live().reader, Display()
    statements = reader.about(iri)
    believed = [each for each in statements if each.believed]
    others = [each for each in statements if not each.believed]
    pointing = reader.pointing_at(iri, POINTING + 1)
    return render_template(
        "thing.html",
        iri=iri,
        kind=kind,
        slug=slug,
        label=display.iri(iri),
        types=[display.term(each.value) for each in _own_types(believed or others)],
        facts=_rows(believed, display),
        others=_rows(others, display),
        believed=bool(believed),
        pointing=_grouped([each for each in pointing[:POINTING] if each.believed], display),
        more=len(pointing) > POINTING,
        evidence=[_proof(each, display) for each in reader.evidence(iri)],
        links=links(),
        live=live(),
    )


def _rows(statements: list[Statement], display: Display) -> list[tuple[Cell, list[Fact]]]:
    """Return the facts by property: types first, the rest by the property's name."""
    rows: dict[str, list[Fact]] = defaultdict(list)
    for each in statements:
        name = display.iri(each.property.value)
        fact = Fact(name, display.term(each.value), tuple(display.graph(graph) for graph in each.graphs))
        rows[each.property.value].append(fact)
    order = sorted(rows, key=lambda iri: (iri != TYPE.value, iri != LABEL.value, display.iri(iri).text))
    return [(display.iri(iri), sorted(rows[iri], key=lambda fact: fact.value.text)) for iri in order]


def _grouped(statements: list[Statement], display: Display) -> list[tuple[Cell, list[Cell]]]:
    """Return what points at a thing, by property."""
    groups: dict[str, list[Cell]] = defaultdict(list)
    for each in statements:
        groups[each.property.value].append(display.iri(each.subject.value))
    order = sorted(groups, key=lambda iri: display.iri(iri).text)
    return [(display.iri(iri), sorted(groups[iri], key=lambda cell: cell.text)) for iri in order]


def _own_types(statements: list[Statement]) -> list[Statement]:
    """Return the types that somebody states, those that are only inferred apart."""
    inferred = live().names.graph("inferred")
    return [each for each in statements if each.property == TYPE and set(each.graphs) - {inferred}]


def _proof(proof: Proof, display: Display) -> dict[str, Cell | None]:
    """Return what a page says of one piece of evidence."""
    shown: dict[str, Cell | None] = {"self": display.iri(proof.iri), "source": display.graph(proof.graph)}
    for name in ("paragraphNumber", "supportsProperty", "evidenceGrade", "readingNote"):
        value = proof.values.get(live().names.term(name))
        shown[name] = display.term(value) if value is not None else None
    return shown


def _graph(iri: str, kind: str, slug: str, chosen: Format) -> bytes:
    """Write what a reader should believe of a thing, the names of what it mentions, and who states it.

    What stands in named graphs only, such as an adjudication, is described from there.
    """
    reader, names = live().reader, live().names
    statements = reader.about(iri)
    told = [each for each in statements if each.believed] or statements
    triples = {ox.Triple(each.subject, each.property, each.value) for each in told}
    mentioned = {each.value.value for each in told if isinstance(each.value, ox.NamedNode)}
    paper = ox.NamedNode(names.document(kind, slug))
    triples.add(ox.Triple(paper, TYPE, term("foaf", "Document")))
    triples.add(ox.Triple(paper, term("foaf", "primaryTopic"), ox.NamedNode(iri)))
    for graph in {graph for each in told for graph in each.graphs if graph.startswith(names.sources)}:
        source = reader.source_of(graph)
        triples.add(ox.Triple(paper, DERIVED, ox.NamedNode(graph)))
        if source is not None:
            triples.add(ox.Triple(ox.NamedNode(graph), DERIVED, ox.NamedNode(source)))
            mentioned.add(source)
    for each in mentioned - {iri}:
        for text in reader.texts(ox.NamedNode(each), LABEL, ox.DefaultGraph()):
            triples.add(
                ox.Triple(ox.NamedNode(each), LABEL, ox.Literal(text.value, language=text.language or None))
            )
    ordered = sorted(triples, key=str)
    return write_graph(lambda: ordered, chosen.media_type, used_prefixes(triples, live().prefixes))

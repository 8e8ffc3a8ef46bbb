"""The vocabulary's documents: the ontology, its versions, and the shapes."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template

from ...graph.terms import SUBCLASS, TYPE, VERSION, term
from ..context import language, links, live
from ..display import Cell, Display
from ..responses import represent, represent_named, split_extension, written
from .graphs import graph_page

area = Blueprint("ontology", __name__)

#: Sections of the ontology's page: title, anchor, the OWL types of the terms in it.
_SECTIONS = (
    ("Classes", "classes", ("Class",)),
    ("Relations", "relations", ("ObjectProperty",)),
    ("Attributes", "attributes", ("DatatypeProperty",)),
    ("Annotations", "annotations", ("AnnotationProperty",)),
)


@area.get("/ontology", defaults={"extension": None})
@area.get("/ontology.<extension>")
def ontology(extension: str | None) -> Response:
    """Describe the ontology."""
    return represent_named("ontology", extension, "ontology", _ontology_page)


@area.get("/ontology/<version>")
def ontology_version(version: str) -> Response:
    """Describe one version of the ontology; only the current one is kept here."""
    found = {
        quad.object.value
        for quad in live().store.quads_for_pattern(ox.NamedNode(live().names.ontology), VERSION, None, None)
        if isinstance(quad.object, ox.Literal)
    }
    name, wanted = split_extension(version)
    if name not in found:
        abort(
            404,
            f"Version {name!r} of the ontology is not here; the current one is {', '.join(sorted(found))}.",
        )
    return represent(name, wanted, _ontology_page, lambda chosen: written("ontology", chosen))


@area.get("/shapes", defaults={"extension": None})
@area.get("/shapes.<extension>")
def shapes(extension: str | None) -> Response:
    """Describe the shapes that the data is checked against."""
    return represent_named("shapes", extension, "shapes", lambda: graph_page("shapes"))


def _ontology_page() -> str:
    opened, display, tongue = live(), Display(), language()
    where = ox.NamedNode(opened.names.graph("ontology"))
    sections = []
    for title, anchor, types in _SECTIONS:
        terms = {
            iri
            for each in types
            for iri in opened.reader.instances(term("owl", each).value, where.value)
            if iri.startswith(opened.names.ontology_namespace)
        }
        entries = [_term_entry(iri, where, display, tongue) for iri in sorted(terms)]
        if entries:
            sections.append((title, anchor, entries))
    return render_template(
        "ontology.html",
        iri=opened.names.ontology,
        label=display.iri(opened.names.ontology),
        sections=sections,
        namespace=opened.names.ontology_namespace,
        links=links(),
        live=opened,
    )


def _term_entry(iri: str, where: ox.NamedNode, display: Display, tongue: str) -> dict[str, object]:
    """Return what the ontology's page says of one term: its names, definition, and other statements."""
    opened = live()
    rows: dict[str, list[Cell]] = defaultdict(list)
    for quad in opened.store.quads_for_pattern(ox.NamedNode(iri), None, None, where):
        if isinstance(quad.object, ox.NamedNode) and quad.predicate not in (
            TYPE,
            term("rdfs", "isDefinedBy"),
        ):
            rows[quad.predicate.value].append(display.iri(quad.object.value))
    narrower = [
        display.iri(quad.subject.value)
        for quad in opened.store.quads_for_pattern(None, SUBCLASS, ox.NamedNode(iri), where)
        if isinstance(quad.subject, ox.NamedNode)
    ]
    return {
        "name": iri.removeprefix(opened.names.ontology_namespace),
        "label": display.iri(iri),
        "definition": opened.reader.definition(iri, tongue),
        "rows": [(display.iri(name), cells) for name, cells in sorted(rows.items())],
        "narrower": sorted(narrower, key=lambda cell: cell.text),
    }

"""The vocabulary's documents: the ontology, its versions, and the shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyoxigraph as ox
from flask import Blueprint, Response, abort, g, render_template, request

from ...graph.terms import DESCRIPTION, IN_SCHEME, LABEL, SCHEME, TITLE, TYPE, VERSION, Term, term
from ..data.display import Cell, Display
from ..data.texts import Text
from ..japanese import JAPANESE
from ..ontology.drawing import draw
from ..ontology.shapes import Shapes
from ..ontology.sheet import Sheet
from ..ontology.vocabulary import Vocabulary
from ..released import is_ontology_released, released_ontology
from ..responding.context import colours, language, links, live
from ..responding.representation import split_extension
from ..responding.responses import own_landing, represent, represent_named, written, written_triples
from ..telling.days import dated
from ..wording import say

area = Blueprint("ontology", __name__)

#: https://bibliontology.com/: how far a document has come.
_STATUS = ox.NamedNode("http://purl.org/ontology/bibo/status")
_STATUSES = "http://purl.org/ontology/bibo/status/"
#: What the page says first of the ontology itself: the property, and how it is said.
FACTS = (
    (term("owl", "versionIRI"), "This version"),
    (term("owl", "priorVersion"), "Version before"),
    (_STATUS, "Status"),
    (term("dcterms", "created"), "Created"),
    (term("dcterms", "issued"), "Published"),
    (term("dcterms", "modified"), "Last changed"),
    (term("dcterms", "creator"), "Creator"),
    (term("dcterms", "contributor"), "Contributor"),
    (term("dcterms", "publisher"), "Publisher"),
    (term("dcterms", "license"), "Licence"),
    (term("dcterms", "source"), "Made from"),
    (term("schema", "includedInDataCatalog"), "Listed in"),
)


@area.get("/ontology", defaults={"extension": None})
@area.get("/ontology.<extension>")
def ontology(extension: str | None) -> Response:
    """Describe the ontology."""
    return represent_named("ontology", extension, "ontology", lambda: _kept(_ontology_page))


@area.get("/ontology/<version>")
def ontology_version(version: str) -> Response:
    """Describe one version of the ontology: the current one, or a released one, by itself."""
    found = {
        quad.object.value
        for quad in live().store.quads_for_pattern(ox.NamedNode(live().names.ontology), VERSION, None, None)
        if isinstance(quad.object, ox.Literal)
    }
    name, wanted = split_extension(version)
    before = None if name in found else released_ontology(name)
    if before is None and name not in found:
        abort(
            404,
            f"Version {name!r} of the ontology is not here; the current one is {', '.join(sorted(found))}.",
        )
    return represent(
        name,
        wanted,
        lambda: _kept(lambda: _ontology_page(name, before)),
        lambda chosen: written("ontology", chosen) if before is None else written_triples(before, chosen),
        landing=lambda: own_landing("" if before is None else links().to("ontology")),
        frozen=is_ontology_released(name),
    )


@area.get("/shapes", defaults={"extension": None})
@area.get("/shapes.<extension>")
def shapes(extension: str | None) -> Response:
    """Describe the shapes that the data is checked against."""
    return represent_named("shapes", extension, "shapes", lambda: _kept(_shapes_page))


def _kept(page: Callable[[], str]) -> str:
    """Return a page of this address, made once for each snapshot, language and colours, since it is long."""
    key, pages = (request.path, language(), colours()), live().pages
    if key not in pages:
        g.here = links().place  # and not what else the first one's address said
        pages[key] = page()
    return pages[key]


def _ontology_page(name: str = "ontology", before: Sequence[ox.Triple] | None = None) -> str:
    """Return the page of the ontology; `name` is the last step of its address. Of a version `before` the
    current one, it tells what that says and no more: the shapes and the data are those of today."""
    opened, tongue = live(), language()
    vocabulary = Vocabulary(opened.store if before is None else _alone(before))
    sheet, node = vocabulary.sheet, ox.NamedNode(opened.names.ontology)
    display = Display()
    titles = sheet.texts(node, TITLE, tongue) or sheet.texts(node, LABEL, tongue)
    descriptions = sheet.texts(node, DESCRIPTION, tongue)
    citations = sheet.texts(node, term("dcterms", "bibliographicCitation"))
    return render_template(
        "ontology.html",
        iri=opened.names.ontology if name == "ontology" else opened.names.ontology_version(name),
        name=name,
        title=titles[0] if titles else None,
        descriptions=descriptions,
        facts=[
            (say(words), [_fact(value, display) for value in values])
            for property, words in FACTS
            if (values := sheet.values(node, property))
        ],
        prefix=next((text.value for text in sheet.texts(node, term("vann", "preferredNamespacePrefix"))), ""),
        namespace=opened.names.ontology_namespace,
        version=next((text.value for text in sheet.texts(node, VERSION)), ""),
        sections=vocabulary.sections(),
        hierarchy=(branches := vocabulary.hierarchy()),
        drawing=draw(branches),
        schemes=_schemes(display) if before is None else [],
        alone=before is not None,
        versions=_versions(sheet, tongue),
        citation=citations[0].value if citations else "",
    )


def _alone(triples: Sequence[ox.Triple]) -> ox.Store:
    """Return a store that holds an ontology and nothing else."""
    store, graph = ox.Store(), ox.NamedNode(live().names.graph("ontology"))
    store.extend(ox.Quad(each.subject, each.predicate, each.object, graph) for each in triples)
    return store


def _fact(value: Term, display: Display) -> Cell:
    """Show a value of the ontology's header; a status by its name, since its vocabulary is not here."""
    if isinstance(value, ox.NamedNode) and value.value.startswith(_STATUSES):
        status = value.value.removeprefix(_STATUSES)
        return Cell(say(status) if status in JAPANESE else status, title=value.value, href=value.value)
    return dated(value, display)


def _schemes(display: Display) -> list[tuple[Cell, Text | None, int]]:
    """Return the lists of concepts, what each is, and how many concepts it has."""
    reader, tongue = live().reader, language()
    found = [
        (display.iri(iri), reader.definition(iri, tongue), len(reader.subjects_with(IN_SCHEME, iri)))
        for iri in reader.subjects_with(TYPE, SCHEME.value)
    ]
    return sorted(found, key=lambda scheme: scheme[0].text.casefold())


def _versions(sheet: Sheet, tongue: str) -> list[tuple[str, str, list[Text]]]:
    """Return the versions that the ontology tells of, the newest first: number, date, what changed."""
    start = f"{live().names.ontology}/"
    found = []
    for node in sheet.subjects():
        if node.value.startswith(start) and (notes := sheet.texts(node, term("skos", "changeNote"), tongue)):
            issued = sheet.texts(node, term("dcterms", "issued"))
            found.append((node.value.removeprefix(start), issued[0].value if issued else "", notes))
    return sorted(found, key=lambda version: (version[1], version[0]), reverse=True)


def _shapes_page() -> str:
    """Return the page of the shapes."""
    opened, tongue, display = live(), language(), Display()
    sheet = Sheet(opened.store, opened.names.graph("shapes"))
    groups = Shapes(sheet, opened.names, display.iri, tongue).groups()
    return render_template(
        "shapes.html",
        iri=opened.names.shapes_namespace.rstrip("#"),
        namespace=opened.names.shapes_namespace,
        groups=[(display.iri(iri) if iri else None, shapes) for iri, shapes in groups],
    )

"""The dataset's description, its versions, and how to cite each."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, abort, redirect, render_template

from ...engine.formats import CITATIONS, PAGE
from ...graph.citation import WRITERS, Citation, as_text, citation
from ...graph.distributions import part as distribution
from ...graph.package import read_package
from ..conditions import is_unchanged
from ..context import language, links, live
from ..display import Cell, Display
from ..questions import questions
from ..reading import Text, pick
from ..responses import entity_tag, landing_of, represent, represent_named, split_extension, written
from ..signposting import Landing, Link
from ..structured import own_classes, structured_dataset
from ..wording import say

area = Blueprint("dataset", __name__)

#: Named graphs that the page lists; the description has all.
_LISTED = 100
#: What the page tells in a table: what it says, the property.
FACTS = (
    ("What is new", "adms:versionNotes"),
    ("Licence", "dcterms:license"),
    ("Publisher", "dcterms:publisher"),
    ("First published", "dcterms:issued"),
    ("Last changed", "dcterms:modified"),
    ("New versions", "dcterms:accrualPeriodicity"),
    ("Access", "dcterms:accessRights"),
    ("Languages", "dcterms:language"),
    ("Countries", "dcterms:spatial"),
    ("Themes", "dcat:theme"),
    ("Keywords", "dcat:keyword"),
)
#: Figures: what the page says, the property.
FIGURES = (
    ("triples to believe", "void:triples"),
    ("things", "void:entities"),
    ("classes", "void:classes"),
    ("properties", "void:properties"),
)


@area.get("/.well-known/void")
def well_known() -> Response:
    """Lead from the place where crawlers look to the description (https://www.w3.org/TR/void/#well-known)."""
    response = redirect(links().to("dataset"), 302)
    response.headers["Cache-Control"] = "no-cache"
    return Response(response.get_data(), 302, response.headers)


@area.get("/dataset", defaults={"extension": None})
@area.get("/dataset.<extension>")
def dataset(extension: str | None) -> Response:
    """Describe the dataset."""
    iri = live().names.dataset
    return represent_named(
        "dataset", extension, "metadata", lambda: _page(iri, "dataset"), lambda: _landing(iri)
    )


@area.get("/dataset/<version>")
def dataset_version(version: str) -> Response:
    """Describe one version of the dataset; only the current one is kept here."""
    name, wanted = split_extension(version)
    iri = _version(name)
    return represent(
        name,
        wanted,
        lambda: _page(iri, name),
        lambda chosen: written("metadata", chosen),
        landing=lambda: _landing(iri),
    )


@area.get("/dataset/<version>/cite.<extension>")
def cite(version: str, extension: str) -> Response:
    """Say how to cite a version, in one of the forms."""
    _version(version)
    form = next((each for each in CITATIONS if each.extension == extension), None)
    if form is None:
        forms = ", ".join(f"cite.{each.extension}" for each in CITATIONS)
        abort(404, f"There is no citation .{extension}; there are {forms}.")
    response = Response(content_type=f"{form.media_type}; charset=utf-8")
    if form.media_type.endswith("json"):
        response.content_type = form.media_type
    response.headers["Cache-Control"] = "no-cache"
    for each in ("dataset", f"dataset/{version}"):
        response.headers.add("Link", Link("describes", links().to(each), PAGE.media_type).header())
    response.set_etag(entity_tag(form.media_type))
    if not is_unchanged(response):
        response.data = WRITERS[form.name](_citation())
    return response


def _version(name: str) -> str:
    """Return the IRI of a version; any but the current one is not found."""
    current = live().snapshot.manifest.version
    if name != current:
        abort(404, f"Version {name!r} of the dataset is not here; the current one is {current}.")
    return live().names.dataset_version(name)


def _citation() -> Citation:
    names, version = live().names, live().snapshot.manifest.version
    return citation(live().facts, names.dataset, version, names.dataset_version(version))


def _landing(iri: str) -> Landing:
    """Return what the links of the description say: its files, and how to cite it."""
    opened = live()
    version = f"dataset/{opened.snapshot.manifest.version}"
    cites = ((links().to(f"{version}/cite.{each.extension}"), each.media_type) for each in CITATIONS)
    files = (
        (links().to(f"dumps/{each.name}"), "application/gzip" if each.compression else each.media_type)
        for each in read_package(opened.snapshot.dumps_path)
        if opened.facts.of(distribution(opened.names, each))
    )
    whole = "" if iri == opened.names.dataset else links().to("dataset")
    types = opened.reader.types(iri)
    return landing_of(iri, types, whole, items=tuple(files), described=tuple(cites))


def _page(iri: str, name: str) -> str:
    opened, display, tongue = live(), Display(), language()
    facts, counts = opened.facts, opened.snapshot.manifest.graphs
    graphs = sorted(graph for graph in counts if graph != "default")
    method = next(iter(facts.iris(opened.names.dataset, "dcterms:provenance")), "")
    files = read_package(opened.snapshot.dumps_path)
    return render_template(
        "dataset.html",
        iri=iri,
        name=name,
        title=_text(opened.names.dataset, "dcterms:title"),
        description=_text(opened.names.dataset, "dcterms:description"),
        facts=[(say(words), cells) for words, each in FACTS if (cells := _cells(each, display))],
        period=[facts.text(opened.names.part("period"), each) for each in ("dcat:startDate", "dcat:endDate")],
        figures=[(say(words), int(facts.text(opened.names.dataset, each) or 0)) for words, each in FIGURES],
        classes=[(display.iri(each), members) for each, members in own_classes(opened)],
        method=_text(method, "rdfs:label"),
        citation=as_text(_citation()),
        forms=CITATIONS,
        files=[(each, each.what.get(tongue, each.what["en"])) for each in files],
        default=counts.get("default", 0),
        graphs=[(display.graph(graph), counts[graph]) for graph in graphs[:_LISTED]],
        more=len(graphs) - _LISTED,
        questions=questions(opened, tongue),
        structured=structured_dataset(opened),
        links=links(),
        live=opened,
    )


def _text(iri: str, name: str) -> Text | None:
    """Return a text of the description in the reader's language, as far as there is one."""
    found = _texts(iri, name)
    return pick(found, language()) if found else None


def _texts(iri: str, name: str) -> list[Text]:
    values = live().facts.values(iri, name)
    return [Text(each.value, each.language or "") for each in values if isinstance(each, ox.Literal)]


def _cells(name: str, display: Display) -> list[Cell]:
    """Return what the description says of the dataset by a property: texts in the reader's language only."""
    iri = live().names.dataset
    words = [each for each in _texts(iri, name) if each.language]
    if words:
        tongue = pick(words, language()).language
        return [Cell(each.value, each.language) for each in words if each.language == tongue]
    return [display.term(each) for each in live().facts.values(iri, name)]

"""The dataset's description, its versions, and how to cite each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, abort, render_template

from ...engine.formats import CITATIONS, PAGE
from ...graph.cataloguing.citation import WRITERS, as_text
from ..data.display import Cell, Display
from ..data.texts import pick
from ..editions import Edition
from ..guided.questions import questions
from ..released import released_edition
from ..responding.context import language, links, live
from ..responding.representation import split_extension
from ..responding.responses import landing_of, lead, represent, represent_named, tagged, written_triples
from ..responding.signposting import Landing, Link
from ..structured import structured_dataset
from ..telling.days import dated, day
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
    return lead(links().to("dataset"))


@area.get("/dataset", defaults={"extension": None})
@area.get("/dataset.<extension>")
def dataset(extension: str | None) -> Response:
    """Describe the dataset."""
    told, iri = live().edition, live().names.dataset
    return represent_named(
        "dataset", extension, "metadata", lambda: _page(told, iri, "dataset"), lambda: _landing(told, iri)
    )


@area.get("/dataset/<version>")
def dataset_version(version: str) -> Response:
    """Describe one version of the dataset."""
    name, wanted = split_extension(version)
    released = released_edition(name)
    told = released or _current(name)
    return represent(
        name,
        wanted,
        lambda: _page(told, told.iri, name),
        lambda chosen: written_triples(told.own, chosen),
        landing=lambda: _landing(told, told.iri),
        frozen=released is not None,
    )


@area.get("/dataset/<version>/cite.<extension>")
def cite(version: str, extension: str) -> Response:
    """Say how to cite a version, in one of the forms."""
    told = released_edition(version) or _current(version)
    form = next((each for each in CITATIONS if each.extension == extension), None)
    if form is None:
        forms = ", ".join(f"cite.{each.extension}" for each in CITATIONS)
        abort(404, f"There is no citation .{extension}; there are {forms}.")
    charset = "" if form.media_type.endswith("json") else "; charset=utf-8"
    response = tagged(WRITERS[form.name](told.citation), form.media_type + charset)
    for each in ("dataset", f"dataset/{version}"):
        response.headers.add("Link", Link("describes", links().to(each), PAGE.media_type).header())
    return response


def _current(version: str) -> Edition:
    """Return the current version, where it is this one; any other that is not released is not found."""
    now = live().edition
    if version != now.version:
        abort(404, f"Version {version!r} of the dataset is not here; the current one is {now.version}.")
    return now


def _landing(told: Edition, iri: str) -> Landing:
    """Return what the links of a description say: its files, and how to cite it."""
    version = f"dataset/{told.version}"
    cites = ((links().to(f"{version}/cite.{each.extension}"), each.media_type) for each in CITATIONS)
    files = (
        (
            links().to(f"dumps/{told.version}/{each.name}"),
            "application/gzip" if each.compression else each.media_type,
        )
        for each in told.distributed
    )
    whole = "" if iri == told.names.dataset else links().to("dataset")
    types = told.facts.iris(iri, "rdf:type")
    latest = "" if told.version == live().edition.version else links().to("dataset")
    return landing_of(
        iri,
        types,
        whole,
        told,
        items=tuple(files),
        described=tuple(cites),
        latest=latest,
        history=links().to("history"),
    )


def _page(told: Edition, iri: str, name: str) -> str:
    opened, display, tongue = live(), Display(), language()
    listed = questions(opened, tongue)
    whole, graphs = told.names.dataset, told.graphs
    method = next(iter(told.facts.iris(whole, "dcterms:provenance")), "")
    period = [told.facts.text(told.names.part("period"), each) for each in ("dcat:startDate", "dcat:endDate")]
    return render_template(
        "dataset.html",
        told=told,
        iri=iri,
        name=name,
        title=told.text(whole, "dcterms:title", tongue),
        description=told.text(whole, "dcterms:description", tongue),
        facts=[(say(words), each, cells) for words, each in FACTS if (cells := _cells(told, each, display))],
        period=[day(each) for each in period],
        figures=[(say(words), told.number(whole, each)) for words, each in FIGURES],
        classes=_parts(told, "class", "void:entities", display.iri),
        properties=_parts(told, "property", "void:triples", display.property),
        within=lambda part: [
            (each, display.property(iri), count)
            for each, iri, count in told.partitions("property", "void:triples", part)
        ],
        linked=[
            (other, begins, [(links, display.property(prop), count) for links, prop, count in ways])
            for other, begins, ways in told.linked
        ],
        method=told.text(method, "rdfs:label", tongue),
        citation=as_text(told.citation),
        forms=CITATIONS,
        files=[(each, each.what.get(tongue, each.what["en"])) for each in told.files],
        default=told.number(whole, "void:triples"),
        graphs=[(_graph(told, graph, display), count) for graph, count in graphs[:_LISTED]],
        more=len(graphs) - _LISTED,
        questions=listed,
        first={blank.name: each.name for each in reversed(listed) for blank in each.header.parameters},
        structured=structured_dataset(told, iri, opened.reader),
    )


def _graph(told: Edition, graph: str, display: Display) -> Cell:
    """Return a graph, linked to its document; those of very many sources lead to the list of these."""
    page = next(iter(told.facts.iris(graph, "foaf:page")), graph)
    return replace(display.graph(graph), href=links().of(page))


def _parts(
    told: Edition, kind: str, figure: str, shown: Callable[[str], Cell]
) -> tuple[list[tuple[str, Cell, int]], ...]:
    """Return the parts of the dataset by class or property: those of the ontology's terms, and the others."""
    own, others = list[tuple[str, Cell, int]](), list[tuple[str, Cell, int]]()
    for part, iri, count in told.partitions(kind, figure):
        found = own if iri.startswith(told.names.ontology_namespace) else others
        found.append((part, shown(iri), count))
    return own, others


def _cells(told: Edition, name: str, display: Display) -> list[Cell]:
    """Return what the description says of the dataset by a property: texts in the reader's language only."""
    iri = told.names.dataset
    words = [each for each in told.texts(iri, name) if each.language]
    if words:
        tongue = pick(words, language()).language
        return [Cell(each.value, each.language) for each in words if each.language == tongue]
    return sorted((dated(each, display) for each in told.facts.values(iri, name)), key=lambda cell: cell.text)

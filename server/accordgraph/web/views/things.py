"""Things and the documents about them: `/id/...` leads to `/doc/...`."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template, request

from ...engine.formats import GRAPHS, PAGE, Format
from ...graph.names import KINDS, SLUG, source_of_evidence
from ...graph.portions import PAGE_SIZE, Portion
from ...graph.prefixes import shorten
from .. import describing, documents
from ..data.display import Display
from ..data.looking import Look
from ..describing import Description
from ..guided.questions import question
from ..responding.context import language, links, live
from ..responding.representation import split_extension
from ..responding.responses import lead, page_number, represent, within
from ..telling.believed import Believed
from ..telling.phrases import Phrases
from ..telling.portrait import Painter, evidence_rows
from ..telling.related import relation
from ..telling.stated import grades
from . import sources
from .history import latest

area = Blueprint("things", __name__)

#: Characters of Turtle that a page shows; the document has all of it.
_RAW = 60_000
#: The question that tells in a table what is stated of one thing.
_TABLE = "count-sources-of-facts"


@area.get("/id/<kind>/<slug>")
def thing(kind: str, slug: str) -> Response:
    """Lead from a thing, which no server can send, to the document about it; from one that was merged into
    another, to that one."""
    look = _found(kind, slug)
    successors = look.successors
    if successors is None:
        return _redirected(links().to(f"doc/{kind}/{slug}"), 303)
    if len(successors) == 1:
        return _redirected(links().to(successors[0].removeprefix(live().names.base)), 301)
    return _document(look, links().to(f"doc/{kind}/{slug}"), None)


@area.get("/doc/<kind>/<name>")
def document(kind: str, name: str) -> Response:
    """Describe a thing: as a page for people, or as a graph."""
    slug, wanted = split_extension(name)
    look = _found(kind, slug)
    successors = look.successors
    if successors is not None and len(successors) == 1:
        ending = f".{wanted.extension}" if wanted else ""
        return _redirected(links().of(successors[0]) + ending, 301)
    return _document(look, slug, wanted)


@area.get("/related/<kind>/<slug>")
def related(kind: str, slug: str) -> Response:
    """List all things of a kind that have a thing as a value of a property."""
    iri = _found(kind, slug).iri
    opened, page = live(), page_number()
    by, of = request.args.get("by", ""), request.args.get("kind", "")
    incoming = opened.lister.incoming
    name = next((each for each in incoming.names if shorten(each, opened.names) == by), "")
    found = incoming.page(iri, name, of, PAGE_SIZE * (page - 1), PAGE_SIZE)
    if not found.total:
        abort(404, "Nothing of this kind points there in this way.")
    pages = Portion(found.things, found.total).pages
    within(page, pages)

    def rendered() -> str:
        phrases = Phrases(Display(), Believed(opened.reader, opened.names))
        return render_template(
            "related.html",
            label=phrases.display.iri(iri),
            group=relation(iri, found, phrases, PAGE_SIZE),
            query=f"SELECT ?thing WHERE {{ ?thing <{name}> <{iri}> }}",
            page=page,
            pages=pages,
            name=links().to(f"related/{kind}/{slug}", by=by, kind=of),
        )

    return represent(None, PAGE, rendered)


def _redirected(place: str, status: int) -> Response:
    response = lead(place, status)
    response.vary.add("Accept")
    return response


def _found(kind: str, slug: str) -> Look:
    """Look at a thing that the graph says something about; anything else is not found."""
    if kind not in KINDS:
        abort(404, f"There is no kind of thing called {kind!r}; the kinds are {', '.join(KINDS)}.")
    iri = live().names.thing(kind, slug)
    if not SLUG.fullmatch(slug):
        abort(
            404,
            f"The graph says nothing about <{iri}>: names of things are of lower-case letters, digits and "
            "hyphens, and only documents, below /doc/, have endings such as .ttl.",
        )
    look = Look(live().reader, iri)
    if not look.exists and kind == "evidence":
        look = _withdrawn_source(slug) or look  # evidence goes with its source
    if not look.exists:
        abort(404, f"The graph says nothing about <{iri}>, and never did: what is withdrawn leaves a word.")
    return look


def _withdrawn_source(slug: str) -> Look | None:
    """Look at the source whose evidence has a slug; None where there is none, or it was not withdrawn."""
    reader, names = live().reader, live().names
    source = source_of_evidence(slug, lambda each: Look(reader, names.thing("source", each)).exists)
    look = Look(reader, names.thing("source", source)) if source else None
    return look if look is not None and look.successors is not None else None


def withdrawn(kind: str, slug: str) -> bool:
    """Whether a thing was withdrawn, or merged into others."""
    iri = live().names.thing(kind, slug)
    return bool(SLUG.fullmatch(slug)) and live().reader.tombstone(iri) is not None


def _document(look: Look, name: str, wanted: Format | None) -> Response:
    """Send one page of the document about a thing; where the thing was withdrawn, the document says so.

    `name` is the link to the document.
    """
    opened, page = live(), page_number()

    @cache
    def told() -> Description:
        return describing.describe(opened.lister, look, page)

    if page > 1:
        within(page, told().extent.pages)
    return represent(
        name,
        wanted,
        lambda: _raw(told(), name) if request.args.get("view") == "rdf" else _page(told(), name),
        lambda chosen: _graph(told(), chosen),
        landing=lambda: documents.landing(told(), opened, links()),
        number=page,
        status=200 if look.successors is None else 410,
    )


def _page(told: Description, name: str) -> str:
    opened, display = live(), Display()
    painter = Painter(opened.reader, opened.lister, opened.names, display)
    return render_template(
        "thing.html",
        page=told.page,
        told=told,
        name=name,
        label=display.iri(told.iri),
        types=[cell for each in told.types if (cell := display.iri(each)).language],
        kind=opened.names.kind(told.iri),
        portrait=painter.portray(told),
        pages=_read_at(told.iri, painter.phrases.believed),
        stated=_stated(told, painter.phrases),
        history=latest(told.iri, display),
        evidence=evidence_rows(told.evidence.items, display, opened.names),
        successors=[display.iri(each) for each in told.successors or ()],
        table=_TABLE if told.evidence.items and _is_asked_about(told.iri) else "",
    )


def _read_at(iri: str, believed: Believed) -> list[str]:
    """Return the addresses at which a source can be read, or the one that a piece of evidence is in."""
    kind = live().names.kind(iri)
    sources = [iri] if kind == "source" else believed.sources(iri) if kind == "evidence" else []
    return [page for each in sources for page in believed.pages(each)]


def _is_asked_about(iri: str) -> bool:
    """Whether a table of what is stated of a thing can be asked for: not where all of it is overruled."""
    opened = live()
    asked = question(opened, _TABLE, language())
    return asked is not None and all(
        opened.choices.holds(each.kind, ox.NamedNode(iri)) for each in asked.header.parameters
    )


def _raw(told: Description, name: str) -> str:
    """Show the Turtle of a page of the document, up to a limit."""
    text = _graph(told, GRAPHS[0]).decode()
    return render_template(
        "raw.html",
        page=told.page,
        told=told,
        name=name,
        label=Display().iri(told.iri),
        text=text if len(text) <= _RAW else text[:_RAW].rpartition("\n")[0],
        whole=len(text) <= _RAW,
    )


def _stated(told: Description, phrases: Phrases) -> dict[str, object]:
    """Return how what a source states begins, and where it goes on; nothing for anything else."""
    opened = live()
    kind, slug = opened.names.kind_and_slug(told.iri) or ("", "")
    graph = opened.names.source_graph(slug)
    if kind != "source" or graph not in opened.snapshot.manifest.graphs:
        return {}
    return {
        "begin": sources.told(graph, 1, phrases),
        "grades": grades(graph, opened.stating, phrases),
        "more": links().to(f"sources/{slug}"),
        "graph": phrases.display.graph(graph),
    }


def _graph(told: Description, chosen: Format) -> bytes:
    return documents.written(told, chosen, live())

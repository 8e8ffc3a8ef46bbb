"""The sources: a list of all, and for each what it states, paragraph by paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template

from ...engine.formats import PAGE
from ...graph.names import SLUG
from ...graph.portions import Portion
from ..data.display import Cell, Display
from ..data.lookup import browser, has_index
from ..responding.context import links, live
from ..responding.responses import page_number, represent, within
from ..telling.believed import Believed
from ..telling.days import day
from ..telling.phrases import Phrases
from ..telling.stated import Paragraph, grades, paragraphs

area = Blueprint("sources", __name__)


@dataclass(frozen=True)
class Listed:
    """A source in the list: who published it and when, and how much it states; `reading` leads to what."""

    source: Cell
    publishers: tuple[Cell, ...]
    date: str
    statements: int
    reading: str


@area.get("/sources")
def sources() -> Response:
    """List all sources, the newest first."""
    page = page_number()
    within(page, live().stating.sources(page).pages)
    return represent(None, PAGE, lambda: _sources(page))


@area.get("/sources/<slug>")
def source(slug: str) -> Response:
    """Show what one source states, paragraph by paragraph."""
    opened, page = live(), page_number()
    graph = opened.names.source_graph(slug)
    if not SLUG.fullmatch(slug) or graph not in opened.snapshot.manifest.graphs:
        abort(404, f"No source called {slug!r} states anything.")
    within(page, opened.stating.stated(graph, page).pages)
    return represent(None, PAGE, lambda: _source(slug, page))


def told(graph: str, page: int, phrases: Phrases) -> Portion[Paragraph]:
    """Return a page of what a source states."""
    opened = live()
    return paragraphs(graph, page, opened.reader, opened.stating, phrases)


def _sources(page: int) -> str:
    opened = live()
    portion = opened.stating.sources(page)
    phrases = Phrases(Display(), Believed(opened.reader, opened.names))
    return render_template(
        "sources.html",
        listed=[_listed(each, phrases) for each in portion.items],
        portion=portion,
        page=page,
    )


def _listed(iri: str, phrases: Phrases) -> Listed:
    opened, believed = live(), phrases.believed
    _, slug = opened.names.kind_and_slug(iri) or ("", "")
    statements = opened.snapshot.manifest.graphs.get(opened.names.source_graph(slug), 0)
    issued = believed.one(iri, "dcterms:issued")
    return Listed(
        phrases.display.iri(iri),
        tuple(map(phrases.display.iri, believed.iris(iri, "accord:publishedBy"))),
        day(issued, phrases.precision(iri)) if issued else "",
        statements,
        links().to(f"sources/{slug}") if statements else "",
    )


def _parts(slug: str) -> tuple[int, int] | None:
    """Return how many disputes a source takes part in and in how many it is overruled; None where in none."""
    parts = browser().parts(slug) if has_index() else (0, 0)
    return parts if parts[0] else None


def _source(slug: str, page: int) -> str:
    opened = live()
    iri, graph = opened.names.thing("source", slug), opened.names.source_graph(slug)
    phrases = Phrases(Display(), Believed(opened.reader, opened.names))
    return render_template(
        "source.html",
        listed=_listed(iri, phrases),
        pages=phrases.believed.pages(iri),
        graph=phrases.display.graph(graph),
        grades=grades(graph, opened.stating, phrases),
        parts=_parts(slug),
        stated=told(graph, page, phrases),
        page=page,
        name=slug,
    )

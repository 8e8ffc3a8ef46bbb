"""Browsing by kind, country, field, year and funder, with counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from ...engine.answering.writing import write_graph
from ...engine.formats import GRAPHS, PAGE, Format
from ...graph.finding.browsing import Value
from ...graph.finding.facets import FACETS, KIND
from ...graph.finding.indexing import THINGS
from ...graph.finding.search import LONGEST, Found, find
from ...graph.names import KINDS
from ...graph.portions import Portion, page_of
from ..data.display import Cell, Display
from ..data.extents import extent_of
from ..data.lookup import browser, index_path
from ..kinds import kind_words
from ..responding.context import links, live
from ..responding.representation import split_extension
from ..responding.responses import landing_of, lead, page_number, represent, within
from ..telling.believed import Believed
from ..telling.phrases import Phrases
from ..telling.related import listed
from ..triples import list_of

area = Blueprint("browse", __name__)

#: What pages call a facet, and how they say what has a value of it.
FACET_WORDS = {
    "kind": ("Kind", "What a thing is."),
    "country": (
        "Country",
        "What is in a country or comes from it, and agreements and contributions of those who are or do.",
    ),
    "field": (
        "Research field",
        "What focuses on a field or on a narrower one, and the money for it.",
    ),
    "year": (
        "Year",
        "What is dated in a year, was announced, begins or ends in it, and the money for it.",
    ),
    "funder": ("Funder", "Contributions of a funder, and what they are for."),
}
#: What a group is called, by facet and kind, where the kind says too little; the first of a facet leads.
TITLES = {
    ("funder", "contribution"): "Money given by this funder",
    ("funder", "total"): "Totals that its contributions are counted in",
}
#: Kinds that one does not browse -> where their things are listed.
_ELSEWHERE = {"adjudication": "graph/adjudications"}
#: Lists are in no named graph, so formats that name graphs have nothing to add.
_OFFERED = (PAGE, *(each for each in GRAPHS if not each.quads))
#: Values of each facet that the first page of browsing shows.
_SHOWN = 10


@area.get("/browse")
def facets() -> Response:
    """Show by what one can browse."""
    return represent(None, PAGE, _facets)


def _facets() -> str:
    display = Display()
    shelves = [(facet.name, browser().values(facet.name, size=_SHOWN)) for facet in FACETS]
    return render_template(
        "browse.html",
        shelves=[
            (name, portion, [(_named(name, value, display), value) for value in portion.items])
            for name, portion in shelves
            if portion.items
        ],
        facet_words=FACET_WORDS,
    )


@area.get("/id")
@area.get("/doc")
@area.get(f"/id/<any({', '.join(KINDS)}):kind>")
@area.get(f"/doc/<any({', '.join(KINDS)}):kind>")
def beginning(kind: str = "") -> Response:
    """Lead from what only begins the addresses of things to the list of those that begin so."""
    return lead(links().to(_ELSEWHERE.get(kind) or f"browse/{KIND}/{kind}".rstrip("/")))


@area.get("/browse/<name>")
def values(name: str) -> Response:
    """Show a facet's values, and how many things have each."""
    facet, wanted = split_extension(name, _OFFERED)
    _known(facet)
    page, having = page_number(), request.args.get("having", "").strip()[:LONGEST]
    portion = browser().values(facet, page, named=having)
    within(page, portion.pages)
    display = Display()
    place = f"browse/{facet}"
    return _listed(
        place,
        wanted,
        lambda: render_template(
            "facet.html",
            facet=facet,
            words=FACET_WORDS[facet],
            portion=portion,
            values=[(_named(facet, value, display), value) for value in portion.items],
            page=page,
            having=having,
            # As many as one page has are seen at a glance; kinds are few, and their words are the pages' own.
            filtered=facet != KIND and (bool(having) or portion.total > _SHOWN),
            name=links().to(place, **_having(having)),
            place=links().to(place),
            offered=_OFFERED[1:],
        ),
        [f"{live().names.base}{place}/{each.slug}" for each in portion.items],
        portion,
        page,
    )


@area.get("/browse/<facet>/<name>")
def things(facet: str, name: str) -> Response:
    """Show the things that have a value."""
    _known(facet)
    value, wanted = split_extension(name, _OFFERED)
    found, page = browser().value(facet, value), page_number()
    having = request.args.get("having", "").strip()[:LONGEST]
    if found is None:
        abort(404, f"Nothing has {value!r} for its {facet}.")
    sought = find(index_path(), having, value=found.number) if having else None
    portion = _those(sought, page) if sought else browser().things(facet, found, page)
    within(page, portion.pages)
    place = f"browse/{facet}/{value}"

    def rendered() -> str:
        opened = live()
        phrases = Phrases(Display(), Believed(opened.reader, opened.names))
        kinds = groupby(portion.items, key=opened.names.kind)
        titles = {kind: title for (name, kind), title in TITLES.items() if name == facet}
        groups = {
            kind or "": listed(iris, kind or "", found.iri, phrases, titles.get(kind or "", ""))
            for kind, iris in kinds
        }
        order = list(titles)
        return render_template(
            "shelf.html",
            facet=facet,
            words=FACET_WORDS[facet],
            title=_named(facet, found, phrases.display),
            value=found,
            groups=[groups[each] for each in sorted(groups, key=lambda kind: kind not in order[:1])],
            having=having,
            sought=sought,
            filtered=bool(having) or portion.total > 2 * _SHOWN,
            portion=portion,
            page=page,
            name=links().to(place, **_having(having)),
            place=links().to(place),
            offered=_OFFERED[1:],
        )

    return _listed(place, wanted, rendered, portion.items, portion, page)


def _listed(
    place: str,
    wanted: Format | None,
    rendered: Callable[[], str],
    members: Sequence[str],
    portion: Portion[Any],
    page: int,
) -> Response:
    """Answer with a list at a place, as a page or as RDF; what it is narrowed down to is a page only."""
    if request.args.get("having"):
        return represent(None, PAGE, rendered)
    opened = live()
    iri = opened.names.base + place

    def graph(chosen: Format) -> bytes:
        found = list_of(iri, members, portion, page, opened.reader, opened.edition)
        return write_graph(lambda: found, chosen.media_type, opened.prefixes)

    return represent(
        place.rpartition("/")[2],
        wanted,
        rendered,
        graph,
        _OFFERED,
        landing=lambda: landing_of(iri, (), links().to("dataset"), page=page, extent=extent_of(portion)),
        number=page,
    )


def _having(text: str) -> dict[str, str]:
    return {"having": text} if text else {}


def _those(found: Found, page: int) -> Portion[str]:
    """Return a page of what was found, by kind."""
    names = live().names
    iris = sorted((hit.iri for hit in found.hits), key=lambda iri: KINDS.index(names.kind(iri) or KINDS[-1]))
    return page_of(iris, page, THINGS)


def _known(facet: str) -> None:
    if facet not in FACET_WORDS:
        abort(404, f"One can browse by {', '.join(FACET_WORDS)}, not by {facet!r}.")


def _named(facet: str, value: Value, display: Display) -> Cell:
    """Return a value's name, with the link to its page where it is a thing."""
    if value.iri:
        return display.iri(value.iri)
    return Cell(kind_words(value.slug) if facet == KIND else value.slug)

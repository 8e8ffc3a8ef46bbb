"""Browsing by kind, country, field, year and funder, with counts."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, Response, abort, render_template

from ...engine.formats import PAGE
from ...graph.browsing import Value
from ...graph.facets import FACETS, KIND
from ..context import links, live
from ..display import Cell, Display
from ..kinds import kind_words
from ..lookup import browser
from ..responses import page_number, represent

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
            (name, shelf, [(_named(name, value, display), value) for value in shelf.items])
            for name, shelf in shelves
            if shelf.items
        ],
        facet_words=FACET_WORDS,
        links=links(),
        live=live(),
    )


@area.get("/browse/<facet>")
def values(facet: str) -> Response:
    """Show a facet's values, and how many things have each."""
    _known(facet)
    page = page_number()
    shelf = browser().values(facet, page)
    if page > shelf.pages:
        abort(404, f"There is no page {page}; the last one is {shelf.pages}.")
    display = Display()
    return represent(
        None,
        PAGE,
        lambda: render_template(
            "facet.html",
            facet=facet,
            words=FACET_WORDS[facet],
            shelf=shelf,
            values=[(_named(facet, value, display), value) for value in shelf.items],
            page=page,
            name=facet,
            links=links(),
            live=live(),
        ),
    )


@area.get("/browse/<facet>/<value>")
def things(facet: str, value: str) -> Response:
    """Show the things that have a value."""
    _known(facet)
    found, page = browser().value(facet, value), page_number()
    if found is None:
        abort(404, f"Nothing has {value!r} for its {facet}.")
    shelf = browser().things(facet, found, page)
    if page > shelf.pages:
        abort(404, f"There is no page {page}; the last one is {shelf.pages}.")
    display = Display()

    def rendered() -> str:
        kinds = groupby(shelf.items, key=live().names.kind)
        return render_template(
            "shelf.html",
            facet=facet,
            words=FACET_WORDS[facet],
            title=_named(facet, found, display),
            groups=[(kind, [display.iri(iri) for iri in iris]) for kind, iris in kinds],
            shelf=shelf,
            page=page,
            name=links().to(f"browse/{facet}/{value}"),
            links=links(),
            live=live(),
        )

    return represent(None, PAGE, rendered)


def _known(facet: str) -> None:
    if facet not in FACET_WORDS:
        abort(404, f"One can browse by {', '.join(FACET_WORDS)}, not by {facet!r}.")


def _named(facet: str, value: Value, display: Display) -> Cell:
    """Return a value's name, with the link to its page where it is a thing."""
    if value.iri:
        return display.iri(value.iri)
    return Cell(kind_words(value.slug) if facet == KIND else value.slug)

"""The disputes: on what sources disagree, what each says, and what is believed and why."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from ...engine.formats import PAGE
from ...graph.names import SLUG
from ...graph.portions import Portion
from ...graph.terms import IN_SCHEME
from ..data.display import Cell, Display
from ..data.lookup import browser
from ..data.texts import Text
from ..responding.context import language, links, live
from ..responding.responses import page_number, represent, within
from ..telling.believed import Believed
from ..telling.disputing import Teller
from ..telling.phrases import Phrases

area = Blueprint("disputes", __name__)

#: The question that gives the same as data, and the rules that decide.
QUESTION = "list-disputes"
_RULES = "adjudication-rule"


@area.get("/disputes")
def disputes() -> Response:
    """Show a page of all disputes, or of those that a source takes part in; well-known things come first."""
    page, source = page_number(), request.args.get("source", "")
    if source and (not SLUG.fullmatch(source) or not live().reader.exists(_source(source))):
        abort(404, f"There is no source called {source!r}.")
    portion = browser().disputes(source, page)
    within(page, portion.pages)
    return represent(None, PAGE, lambda: _page(portion, source, page))


def _source(slug: str) -> str:
    return live().names.thing("source", slug)


def _page(portion: Portion[tuple[str, str]], source: str, page: int) -> str:
    opened, display = live(), Display()
    phrases = Phrases(display, Believed(opened.reader, opened.names))
    tellers = {
        iri: Teller.of(iri, opened.reader, opened.lister, phrases)
        for iri in dict.fromkeys(iri for iri, _ in portion.items)
    }
    return render_template(
        "disputes.html",
        told=[tellers[iri].tell(name, phrases) for iri, name in portion.items],
        portion=portion,
        source=display.iri(_source(source)) if source else None,
        rules=_rules(display),
        name=links().to("disputes", source=source) if source else links().to("disputes"),
        page=page,
        question=QUESTION if opened.reader.exists(opened.names.thing("question", QUESTION)) else "",
    )


def _rules(display: Display) -> list[tuple[Cell, Text]]:
    """Return the rules that decide, each with what it says."""
    reader, names = live().reader, live().names
    found = reader.subjects_with(IN_SCHEME, names.thing("concept", _RULES))
    told = ((display.iri(iri), reader.definition(iri, language())) for iri in found)
    return [(cell, text) for cell, text in told if text]

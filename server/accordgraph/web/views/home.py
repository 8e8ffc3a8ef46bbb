"""The first page: what the graph holds at a glance, and where to begin."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, render_template

from ...engine.formats import GRAPHS, PAGE
from ...graph.cataloguing.citation import as_text
from ...graph.finding.facets import KIND
from ...graph.names import KINDS
from ...graph.terms import DESCRIPTION, TITLE
from ..data.display import Display
from ..data.lookup import browser, has_index
from ..data.texts import Text, pick
from ..guided.questions import questions_to_start_from
from ..overview import Overview
from ..responding.context import language, live
from ..responding.responses import represent, written
from ..responding.signposting import Link
from ..structured import structured_dataset
from ..telling.believed import Believed

area = Blueprint("home", __name__)

#: Where programs find the rest: relation, place, media type.
_LINKS = (
    ("api-catalog", ".well-known/api-catalog", "application/linkset+json"),
    ("service-desc", "sparql", "text/turtle"),
    ("describedby", "dataset", "text/turtle"),
)
#: Questions on the first page; those that their headers tag so come first.
_SHOWN = 5
#: Kinds that are counted on the first page.
COUNTED = (
    "agreement", "organization", "person", "programme", "contribution", "statistic", "source", "evidence",
)  # fmt: skip
#: Agreements that the table shows; the pictures show more.
_ROWS = 8


@area.get("/")
def home() -> Response:
    """Show the first page; to programs, describe the dataset."""
    response = represent(None, None, _page, lambda chosen: written("metadata", chosen), (PAGE, *GRAPHS))
    response.headers.extend(("Link", Link(*each).header()) for each in _LINKS)
    return response


def _page() -> str:
    opened, display = live(), Display()
    # A snapshot of an older program has no such index, and its first page only says less.
    index = browser() if has_index() else None
    kinds = {each.slug: each.things for each in index.values(KIND, size=len(KINDS)).items} if index else {}
    agreements = index.first("CooperationAgreement") if index else []
    programmes = index.first("Programme") if index else []
    overview = Overview(Believed(opened.reader, opened.names), display)
    flows, undrawn = overview.flows([*agreements, *programmes])
    title, description = (_text(name) for name in (TITLE, DESCRIPTION))
    return render_template(
        "home.html",
        title=title or Text("Accord Graph"),
        description=description,
        counts=[(kind, kinds[kind]) for kind in COUNTED if kinds.get(kind)],
        disputes=index.disputes().total if index else 0,
        agreements=overview.rows(agreements[:_ROWS]),
        more=kinds.get("agreement", 0) - _ROWS,
        network=overview.network(agreements),
        flows=flows,
        undrawn=undrawn,
        questions=questions_to_start_from(opened, language(), _SHOWN),
        citation=as_text(opened.edition.citation),
        structured=structured_dataset(opened.edition, opened.names.dataset, opened.reader),
    )


def _text(name: ox.NamedNode) -> Text | None:
    """Return a text of the dataset in the reader's language, as far as there is one."""
    found = live().reader.texts(ox.NamedNode(live().names.dataset), name)
    return pick(found, language()) if found else None

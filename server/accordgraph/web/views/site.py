"""What belongs to no part of the graph: the reader's language, and whom to ask."""

from __future__ import annotations

import re
from urllib.parse import unquote

from flask import Blueprint, Response, abort, render_template, request

from ...engine.formats import CITATIONS, PAGE
from ...graph.citation import as_text
from ..context import links, live
from ..responses import represent
from ..tongue import COOKIE, LANGUAGES

area = Blueprint("site", __name__)

#: What a way back may consist of: a path and a query, percent-encoded.
_WAY_BACK = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?:\?[!-\[\]-~]*)?")
_YEAR = 365 * 24 * 3600


@area.get("/language")
def switch() -> Response:
    """Remember which language the reader wants, and lead back to the page that was read."""
    wanted, back = request.args.get("to", ""), request.args.get("back", "")
    if wanted not in LANGUAGES:
        abort(400, f"The pages speak {' and '.join(LANGUAGES)}; to={wanted} is none of them.")
    if not _is_within(back):
        abort(400, "The way back is a path of this site, without a slash before it.")
    # The dot makes a path of whatever follows: no scheme, no host.
    response = Response(status=303, headers={"Location": f"{links().root}{back}"})
    response.headers["Cache-Control"] = "no-store"
    # Without a path the cookie holds for the folder of this address: the application, wherever it is.
    response.set_cookie(COOKIE, wanted, max_age=_YEAR, path=None, httponly=True, samesite="Lax")
    return response


@area.get("/about")
def about() -> Response:
    """Say who answers for the graph, how to have something corrected, how to cite it, and what is kept."""
    return represent(None, PAGE, _about)


def _about() -> str:
    opened = live()
    contact = opened.reader.publication.contact
    return render_template(
        "about.html",
        citation=as_text(opened.edition.citation),
        forms=CITATIONS,
        # A contact that is the page of corrections itself would lead in a circle.
        contact="" if contact.startswith(opened.names.base) else contact,
        links=links(),
        live=opened,
    )


def _is_within(place: str) -> bool:
    """Whether a place, seen from the application's root, is within the application for every browser."""
    steps = {unquote(step) for step in place.partition("?")[0].split("/")}
    return bool(_WAY_BACK.fullmatch(place)) and not steps & {".", ".."}

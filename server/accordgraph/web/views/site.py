"""What belongs to no part of the graph: the reader's language and colours, and whom to ask."""

from __future__ import annotations

import re
from urllib.parse import unquote

from flask import Blueprint, Response, abort, render_template, request

from ...engine.formats import CITATIONS, PAGE
from ...graph.cataloguing.citation import as_text
from ..assets import send_asset
from ..responding.context import links, live
from ..responding.responses import represent
from ..tongue import COLOURS, LANGUAGE, Choice

area = Blueprint("site", __name__)

#: What a way back may consist of: a path and a query, percent-encoded.
_WAY_BACK = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?:\?[!-\[\]-~]*)?")
_YEAR = 365 * 24 * 3600
#: What gives the choice of colours back to the device.
_AUTOMATIC = "auto"


@area.get("/language")
def switch_language() -> Response:
    """Remember which language the reader wants, and lead back to the page that was read."""
    return _switch(LANGUAGE)


@area.get("/colours")
def switch_colours() -> Response:
    """Remember whether the reader wants light or dark pages, or those of the device again, and lead back."""
    return _switch(COLOURS, _AUTOMATIC)


def _switch(choice: Choice, automatic: str = "") -> Response:
    """Remember a choice, or forget it where the wanted value is the automatic one."""
    wanted, back = request.args.get("to", ""), request.args.get("back", "")
    offered = (*choice.values, *((automatic,) if automatic else ()))
    if wanted not in offered:
        abort(400, f"to={wanted[:20]} is none of {', '.join(offered)}.")
    if not _is_within(back):
        abort(400, "The way back is a path of this site, without a slash before it.")
    # The dot makes a path of whatever follows: no scheme, no host.
    response = Response(status=303, headers={"Location": f"{links().root}{back}"})
    response.headers["Cache-Control"] = "no-store"
    # Without a path the cookie holds for the folder of this address: the application, wherever it is.
    age = 0 if wanted == automatic else _YEAR
    response.set_cookie(choice.cookie, wanted, max_age=age, path=None, httponly=True, samesite="Lax")
    return response


@area.get("/favicon.ico")
def icon() -> Response:
    """Send the mark, which pages link, to browsers that ask for one of their own accord."""
    return send_asset("mark.svg")


@area.get("/about")
def about() -> Response:
    """Say who answers for the graph, how to have something corrected, how to cite it, and what is kept."""
    return represent(None, PAGE, _about)


def _about() -> str:
    opened = live()
    contact = opened.edition.contact
    return render_template(
        "about.html",
        citation=as_text(opened.edition.citation),
        forms=CITATIONS,
        # A contact that is the page of corrections itself would lead in a circle.
        contact="" if contact.startswith(opened.names.base) else contact,
    )


def _is_within(place: str) -> bool:
    """Whether a place, seen from the application's root, is within the application for every browser."""
    steps = {unquote(step) for step in place.partition("?")[0].split("/")}
    return bool(_WAY_BACK.fullmatch(place)) and not steps & {".", ".."}

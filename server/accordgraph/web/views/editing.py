"""What the scripts of the query page ask for: what to complete from, and names of what an answer holds."""

from __future__ import annotations

import json

import pyoxigraph as ox
from flask import Blueprint, Response, abort, request

from ..assets import send_packed
from ..data.display import Display
from ..responding.context import live

area = Blueprint("editing", __name__)

#: Names that are told at once, and the length that an IRI may have.
MOST, LONGEST_IRI = 500, 2048
#: Where bodies are read here, and the bytes that one may have.
LONGEST = {"/labels.json": 1 << 20}


@area.get("/completion.json")
def completion() -> Response:
    """Send what the editor completes from, made with the snapshot, so that no key press asks for more."""
    return send_packed(live().snapshot.completion_path, "application/json")


@area.post("/labels.json")
def labels() -> Response:
    """Tell names and pages of things: `{"iris": [...]}` gives `{"labels": {iri: {text, language, href}}}`."""
    asked = _asked()
    iris = asked.get("iris") if isinstance(asked, dict) else None
    if not isinstance(iris, list) or len(iris) > MOST or not all(map(_is_iri, iris)):
        abort(400, f'Send JSON such as {{"iris": ["https://..."]}}, with {MOST} IRIs at most.')
    display = Display()
    cells = {iri: display.iri(iri) for iri in iris}
    found = {
        iri: {"text": cell.text, "language": cell.language, "href": cell.href} for iri, cell in cells.items()
    }
    response = Response(json.dumps({"labels": found}, ensure_ascii=False), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept-Language")
    return response


def _asked() -> object:
    """Return what a request's JSON says; None where it is none."""
    try:
        return request.get_json(silent=True)
    except RecursionError:  # it is nested more deeply than any list of names
        return None


def _is_iri(value: object) -> bool:
    """Whether a value can name something in the store; anything else would not even be looked up."""
    if not isinstance(value, str) or len(value) > LONGEST_IRI:
        return False
    try:
        ox.NamedNode(value)
    except ValueError:
        return False
    return True

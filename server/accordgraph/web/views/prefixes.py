"""The prefixes, for editors and programs, and the context of the JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, abort

from ...engine.formats import by_name
from ...graph.dumping.jsonld import CONTEXT_VERSION, context
from ..responding.context import live
from ..responding.responses import tagged

area = Blueprint("prefixes", __name__)


@area.get("/prefixes.json")
def prefixes() -> Response:
    """Map each prefix to its namespace; queries need not declare them."""
    return _json(live().prefixes, "application/json")


@area.get("/context/<version>")
def jsonld_context(version: str) -> Response:
    """Send the context of the JSON-LD; each document carries its part of it, so that nobody must fetch it."""
    if version.removesuffix(".jsonld") != CONTEXT_VERSION:
        abort(404, f"There is no version {version!r} of the context; the current one is {CONTEXT_VERSION}.")
    found = by_name("jsonld")
    return _json({"@context": context(live().prefixes)}, found.media_type if found else "")


def _json(value: dict[str, Any], media_type: str) -> Response:
    return tagged(json.dumps(value, indent=2) + "\n", media_type)

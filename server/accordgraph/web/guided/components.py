"""What the description of the addresses for programs shares: schemas, problems, parameters of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ...graph.reading.parameters import LITERALS
from ..data.live import Live
from .asking import SHARED
from .choices import Listing

#: What a column holds -> its JSON Schema.
COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "thing": {"type": ["string", "null"], "format": "iri"},
    "fact": {"type": ["string", "null"], "format": "iri"},
    "link": {"type": ["string", "null"], "format": "iri"},
    "text": {"type": ["string", "null"]},
    "number": {"type": ["number", "null"]},
    "date": {"type": ["string", "null"]},
    "value": {"type": ["string", "null"]},
}
#: Statuses that any question may have, and what they mean.
PROBLEMS = {
    "304": "What the client has is still right.",
    "400": "A parameter cannot be understood; the answer says which, why, and what may have been meant.",
    "406": "None of the accepted formats is offered.",
    "413": "The answer is larger than one may be.",
    "429": "The client has too many requests at work.",
    "503": "The query needs too much memory, or too many wait.",
    "504": "The query took too long.",
}
#: The headers of an answer.
TAGGED = {"ETag": {"$ref": "#/components/headers/ETag"}}
_TEXT: Mapping[str, Any] = {"type": "string"}
_OPTIONAL: Mapping[str, Any] = {"type": ["string", "null"]}
_IRI: Mapping[str, Any] = {**_TEXT, "format": "iri"}
#: What all questions may be asked.
_SHARED_PARAMETERS: Mapping[str, Any] = {
    "language": {
        "name": "language",
        "in": "query",
        "description": "The language of the names.",
        "schema": {**_TEXT, "enum": list(SHARED["language"]), "default": "en"},
    },
    "bom": {
        "name": "bom",
        "in": "query",
        "description": "1: with a byte order mark and without formulas, for Excel.",
        "schema": {**_TEXT, "enum": list(SHARED["bom"]), "default": "0"},
    },
}
_COLUMN = {"type": "object", "properties": {"name": _TEXT, "type": {"enum": sorted(COLUMNS)}}}
_ANSWER: Mapping[str, Any] = {
    "type": "object",
    "required": ["question", "iri", "parameters", "dataset", "columns", "count", "rows"],
    "properties": {
        "question": _TEXT,
        "iri": _IRI,
        "language": _TEXT,
        "parameters": {"type": "object", "additionalProperties": _OPTIONAL},
        "dataset": {**_IRI, "description": "The version that was asked."},
        "license": _TEXT,
        "query": _TEXT,
        "columns": {"type": "array", "items": _COLUMN},
        "count": {"type": "integer"},
        "rows": {"type": "array", "items": {"type": "object"}},
    },
}
_NEAR = {"type": "object", "properties": {"value": _TEXT, "label": _TEXT}}
_FAULT = {
    "type": "object",
    "properties": {"name": _TEXT, "detail": _TEXT, "near": {"type": "array", "items": _NEAR}},
}
_PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "description": "https://www.rfc-editor.org/rfc/rfc9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {**_TEXT, "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "parameters": {"type": "array", "items": _FAULT},
    },
}
_REFUSED: Mapping[str, Any] = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
    "text/html": {"schema": _TEXT},
    "text/plain": {"schema": _TEXT},
}
#: Values of a kind that are listed with their names, and examples of a kind that has more.
_LISTED, _EXAMPLES = 120, 5


def schema_name(kind: str) -> str:
    """Return the name under which the values of a kind are described."""
    return f"Value.{re.sub('[^A-Za-z0-9-]+', '.', kind)}"


def is_listed(listing: Listing) -> bool:
    """Whether the values of a kind are few enough to be listed, all of them."""
    return listing.whole and len(listing.choices) <= _LISTED


def _values(kind: str, live: Live) -> dict[str, Any]:
    """Describe the values of a kind: by their slugs, where they can be listed."""
    if kind in LITERALS:
        return {"type": "string", "pattern": f"^{LITERALS[kind][0].pattern}$"}
    listing = live.choices.of(kind, "en")
    whole = is_listed(listing)
    shown = listing.choices if whole else listing.choices[:_EXAMPLES]
    names = "; ".join(f"{each.slug}: {each.label}" for each in shown)
    slugs = [each.slug for each in shown]
    if not whole:
        found = f"Too many to list, such as {names}. The address in a parameter's `x-values` finds others."
        return {"type": "string", "minLength": 1, "description": found, "examples": slugs}
    return {"type": "string", "description": names, "enum": slugs}


def components(
    kinds: Iterable[str], parameters: Mapping[str, Mapping[str, Any]], live: Live
) -> dict[str, Any]:
    """Return what addresses share; `parameters` are those of the questions, by their names here."""
    return {
        "parameters": {**_SHARED_PARAMETERS, **parameters},
        "headers": {"ETag": {"schema": _TEXT, "description": "Changes with the dataset."}},
        "responses": _responses(),
        "schemas": {
            **{schema_name(kind): _values(kind, live) for kind in sorted(kinds)},
            "Answer": _ANSWER,
            "Problem": _PROBLEM,
        },
    }


def _responses() -> dict[str, Any]:
    """Describe what is answered with another status than 200, and the answer as a page."""
    page = {
        "description": "The answer as a page",
        "headers": TAGGED,
        "content": {"text/html": {"schema": _TEXT}},
    }
    refusals = {
        **PROBLEMS,
        "403": "The query wants to change data, or to reach the network.",
        "404": "The question has no such parameter.",
    }
    described = {
        status: {"description": told, "content": _REFUSED} for status, told in sorted(refusals.items())
    }
    return {"page": page, **described, "304": {"description": PROBLEMS["304"]}}

"""What the description of the addresses for programs shares: schemas, problems, parameters of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..graph.reading.parameters import LITERALS
from .asking import SHARED
from .choices import Listing
from .live import Live

#: What a column holds -> its JSON Schema.
COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "thing": {"type": ["string", "null"], "format": "iri"},
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
    "429": "The client has too many requests at work.",
    "503": "The query needs too much memory, or too many wait.",
    "504": "The query took too long.",
}
#: The headers of an answer.
TAGGED = {"ETag": {"$ref": "#/components/headers/ETag"}}
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
    problem = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/html": {"schema": {"type": "string"}},
        "text/plain": {"schema": {"type": "string"}},
    }
    refusals = {**PROBLEMS, "403": "The query wants to change data, or to reach the network."}
    text, optional = {"type": "string"}, {"type": ["string", "null"]}
    columns = {"type": "object", "properties": {"name": text, "type": {"enum": sorted(COLUMNS)}}}
    return {
        "parameters": {
            "language": {
                "name": "language", "in": "query", "description": "The language of the names.",
                "schema": {"type": "string", "enum": list(SHARED["language"]), "default": "en"},
            },
            "bom": {
                "name": "bom", "in": "query",
                "description": "1: with a byte order mark and without formulas, for Excel.",
                "schema": {"type": "string", "enum": list(SHARED["bom"]), "default": "0"},
            },
            **parameters,
        },
        "headers": {"ETag": {"schema": {"type": "string"}, "description": "Changes with the dataset."}},
        "responses": {
            "page": {
                "description": "The answer as a page",
                "headers": TAGGED,
                "content": {"text/html": {"schema": text}},
            },
            **{status: {"description": told} if status == "304" else {"description": told, "content": problem}
            for status, told in sorted(refusals.items())},
        },
        "schemas": {
            **{schema_name(kind): _values(kind, live) for kind in sorted(kinds)},
            "Answer": {
                "type": "object",
                "required": ["question", "iri", "parameters", "dataset", "columns", "count", "rows"],
                "properties": {
                    "question": text, "iri": {**text, "format": "iri"}, "language": text,
                    "parameters": {"type": "object", "additionalProperties": optional},
                    "dataset": {**text, "format": "iri", "description": "The version that was asked."},
                    "license": text, "query": text,
                    "columns": {"type": "array", "items": columns},
                    "count": {"type": "integer"},
                    "rows": {"type": "array", "items": {"type": "object"}},
                },
            },
            "Problem": {
                "type": "object", "description": "https://www.rfc-editor.org/rfc/rfc9457",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {**text, "format": "uri-reference"}, "title": text,
                    "status": {"type": "integer"}, "detail": text,
                    "parameters": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "name": text, "detail": text,
                                "near": {"type": "array", "items": {
                                    "type": "object", "properties": {"value": text, "label": text}}},
                            },
                        },
                    },
                },
            },
        },
    }  # fmt: skip

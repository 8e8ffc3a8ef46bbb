"""The description of the addresses that programs use (https://spec.openapis.org/oas/v3.1.1.html).

It is made from the questions' headers and from the graph, so it says what there is to choose now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .. import __version__
from ..engine.formats import FORMATS, Format
from ..graph.parameters import LITERALS, Parameter, default
from .answers import layout
from .asking import SHARED
from .live import Live
from .questions import Question, questions

MEDIA_TYPE = "application/json"
#: The answer to a question as JSON.
JSON = Format(
    "json", MEDIA_TYPE, "json", "results", "JSON", "https://www.rfc-editor.org/rfc/rfc8259",
)  # fmt: skip
#: What a column holds -> its JSON Schema.
_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "thing": {"type": ["string", "null"], "format": "iri"},
    "link": {"type": ["string", "null"], "format": "iri"},
    "text": {"type": ["string", "null"]},
    "number": {"type": ["number", "null"]},
    "date": {"type": ["string", "null"]},
    "value": {"type": ["string", "null"]},
}
_EXAMPLES = {"year": "2024", "date": "2024-04-09"}
#: Statuses that any question may have, and what they mean.
_PROBLEMS = {
    "304": "What the client has is still right.",
    "400": "A parameter cannot be understood; the answer says which, why, and what may have been meant.",
    "406": "None of the accepted formats is offered.",
    "429": "The client has too many requests at work.",
    "503": "The query needs too much memory, or too many wait.",
    "504": "The query took too long.",
}


def description(live: Live) -> dict[str, Any]:
    """Return the OpenAPI document of a snapshot."""
    asked = [each for each in questions(live, "en") if each.header.columns]
    about = live.reader.publication
    info: dict[str, Any] = {
        "title": "Accord Graph",
        "summary": "Questions to a knowledge graph of international cooperation agreements.",
        "description": (
            "Each question is an address that answers in CSV, in JSON and as a page. A value is given by its "
            "slug, as it is listed here; its whole IRI and its name will do, too. An empty one leaves the "
            "parameter open. Behind each column of IRIs stands one with their names (`funder`, "
            "`funderLabel`). What no source states is empty in CSV and null in JSON. Answers change with the "
            "dataset only; their ETag tells."
        ),
        "version": live.snapshot.manifest.version,
    }
    if about.license:
        info["license"] = {"name": "Licence of the data", "url": about.license}
    return {
        "openapi": "3.1.1",
        "info": info,
        "servers": [{"url": "./", "description": "The server that gave this description"}],
        "externalDocs": {"url": f"{live.names.base}questions/", "description": "The questions as pages"},
        "tags": [{"name": tag} for tag in sorted({tag for each in asked for tag in each.header.tags})],
        "paths": {
            **{path: item for each in asked for path, item in _paths(each, live)},
            "/questions/{question}/values.json": _suggestions(asked),
            "/sparql": _endpoint(),
        },
        "components": _components({each.kind for one in asked for each in one.header.parameters}, live),
        "x-program-version": __version__,
    }


def _paths(question: Question, live: Live) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the addresses of a question, one for each format."""
    shared = [_parameter(each, question, live) for each in question.header.parameters]
    for extension, own in (("csv", ("language", "bom")), ("json", ("language",)), ("html", ())):
        operation = {
            "operationId": f"{question.name}-{extension}",
            "summary": question.header.english,
            "tags": list(question.header.tags),
            "parameters": [*shared, *({"$ref": f"#/components/parameters/{each}"} for each in own)],
            "responses": {"200": _answer(question, extension), **_problems()},
            "externalDocs": {"url": question.iri, "description": "The question and its query"},
        }
        if extension == "csv":
            operation["x-columns"] = [name for name, _ in layout(question.header.columns)]
        yield f"/questions/{question.name}.{extension}", {"get": operation}


def _parameter(parameter: Parameter, question: Question, live: Live) -> dict[str, Any]:
    kind, value = parameter.kind, default(question.query, parameter.name)
    values = {"$ref": f"#/components/schemas/{_schema_name(kind)}"}
    schema: dict[str, Any] = dict(values) if parameter.required else {"anyOf": [values, {"const": ""}]}
    choices = live.choices.of(kind, "en").choices
    example = choices[0].slug if choices else _EXAMPLES.get(kind, "")
    if value is not None:
        schema["default"] = example = live.choices.choice(kind, value, "en").slug
    found: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": f"{parameter.english} / {parameter.japanese} ({kind})",
        "schema": schema,
    }
    if not parameter.required:
        found["allowEmptyValue"] = True
    return {**found, "example": example} if example else found


def _schema_name(kind: str) -> str:
    """Return the name under which the values of a kind are described."""
    return f"Value.{re.sub('[^A-Za-z0-9-]+', '.', kind)}"


def _values(kind: str, live: Live) -> dict[str, Any]:
    """Describe the values of a kind: by their slugs, where they can be listed."""
    if kind in LITERALS:
        return {"type": "string", "pattern": f"^{LITERALS[kind][0].pattern}$"}
    listing = live.choices.of(kind, "en")
    names = "; ".join(f"{each.slug}: {each.label}" for each in listing.choices)
    slugs = [each.slug for each in listing.choices]
    if not listing.whole:
        return {"type": "string", "description": f"Such as {names}", "examples": slugs}
    return {"type": "string", "description": names, "enum": slugs}


def _answer(question: Question, extension: str) -> dict[str, Any]:
    content: dict[str, Any] = {"html": {"text/html": {"schema": {"type": "string"}}}}.get(extension, {})
    if extension == "csv":
        head = ",".join(name for name, _ in layout(question.header.columns))
        content = {"text/csv": {"schema": {"type": "string"}, "example": f"{head}\r\n"}}
    elif extension == "json":
        row = {name: _SCHEMAS[kind] for name, kind in layout(question.header.columns)}
        rows = {"type": "array", "items": {"type": "object", "properties": row, "required": list(row)}}
        whole = {"allOf": [{"$ref": "#/components/schemas/Answer"}, {"properties": {"rows": rows}}]}
        content = {MEDIA_TYPE: {"schema": whole}}
    return {
        "description": "The answer",
        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
        "content": content,
    }


def _problems() -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in _PROBLEMS}


def _suggestions(asked: Sequence[Question]) -> dict[str, Any]:
    """What a parameter may be, for forms with many values to choose from."""
    text = {"type": "string"}
    found = {"type": "object", "required": ["value", "label"], "properties": {"value": text, "label": text}}
    whole = {"type": "object", "required": ["values"],
             "properties": {"values": {"type": "array", "items": found}}}  # fmt: skip
    return {
        "get": {
            "operationId": "values",
            "summary": "Find values of a parameter by a part of their names",
            "parameters": [
                {"name": "question", "in": "path", "required": True,
                 "schema": {"type": "string", "enum": [each.name for each in asked]}},
                {"name": "parameter", "in": "query", "required": True, "schema": text, "example": "funder"},
                {"name": "q", "in": "query", "required": True, "schema": text, "example": "nvi"},
                {"$ref": "#/components/parameters/language"},
            ],
            "responses": {
                "200": {"description": "Those most like it", "content": {MEDIA_TYPE: {"schema": whole}}},
                **_problems(),
            },
        }
    }  # fmt: skip


def _endpoint() -> dict[str, Any]:
    """The endpoint, for queries that no question here asks."""
    answers = {
        each.media_type: {"schema": {} if each.media_type.endswith("json") else {"type": "string"}}
        for each in FORMATS
    }
    return {
        "get": {
            "operationId": "sparql",
            "summary": "Answer a query in SPARQL 1.1",
            "parameters": [
                {"name": "query", "in": "query", "required": True, "schema": {"type": "string"},
                 "example": "SELECT * WHERE { ?s ?p ?o } LIMIT 10"},
                {"name": "format", "in": "query",
                 "schema": {"type": "string", "enum": [each.name for each in FORMATS]}, "example": "csv"},
            ],
            "responses": {
                "200": {"description": "The answer",
                        "content": answers},
                "403": {"$ref": "#/components/responses/403"},
                **_problems(),
            },
            "externalDocs": {"url": "https://www.w3.org/TR/sparql11-protocol/"},
        }
    }  # fmt: skip


def _components(kinds: Iterable[str], live: Live) -> dict[str, Any]:
    problem = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        "text/html": {"schema": {"type": "string"}},
        "text/plain": {"schema": {"type": "string"}},
    }
    refusals = {**_PROBLEMS, "403": "The query wants to change data, or to reach the network."}
    text, optional = {"type": "string"}, {"type": ["string", "null"]}
    columns = {"type": "object", "properties": {"name": text, "type": {"enum": sorted(_SCHEMAS)}}}
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
        },
        "headers": {"ETag": {"schema": {"type": "string"}, "description": "Changes with the dataset."}},
        "responses": {
            status: {"description": told} if status == "304" else {"description": told, "content": problem}
            for status, told in sorted(refusals.items())
        },
        "schemas": {
            **{_schema_name(kind): _values(kind, live) for kind in sorted(kinds)},
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

"""The description of the addresses that programs use (https://spec.openapis.org/oas/v3.1.1.html).

It is made from the questions' headers and from the graph, so it says what there is to choose now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ... import __version__
from ...engine.formats import FORMATS, Format
from ...graph.reading.parameters import LITERALS, Parameter, default
from ..data.live import Live
from .answers import layout
from .components import COLUMNS, PROBLEMS, TAGGED, components, is_listed, schema_name
from .questions import Question, questions

#: The answer to a question as JSON, and the description of all answers.
JSON = Format(
    "json", "application/json", "json", "results", "JSON", "https://www.rfc-editor.org/rfc/rfc8259",
)  # fmt: skip
OPENAPI = Format(
    "openapi", JSON.media_type, "json", "page", "OpenAPI", "https://spec.openapis.org/oas/v3.1.1.html"
)
_EXAMPLES = {"year": "2024", "date": "2024-04-09"}


def description(live: Live) -> dict[str, Any]:
    """Return the OpenAPI document of a snapshot."""
    asked = [each for each in questions(live, "en") if each.header.columns]
    licence = live.edition.licence
    info: dict[str, Any] = {
        "title": "Accord Graph",
        "summary": "Questions to a knowledge graph of international cooperation agreements.",
        "description": (
            "Each question is an address that answers in CSV, in JSON and as a page. A value is given by its "
            "slug, as it is listed here; where there are too many to list, "
            "`/questions/{question}/values.json` finds them. Its whole IRI and its name will do, too. An "
            "empty one leaves the parameter open. Behind each column of IRIs stands one with their names "
            "(`funder`, `funderLabel`). What no source states is empty in CSV and null in JSON. Answers "
            "change with the dataset only; their ETag tells."
        ),
        "version": live.snapshot.manifest.version,
    }
    if licence:
        info["license"] = {"name": "Licence of the data", "url": licence}
    return {
        "openapi": "3.1.1",
        "info": info,
        "servers": [{"url": "./", "description": "The server that gave this description"}],
        "externalDocs": {"url": f"{live.names.base}questions/", "description": "The questions as pages"},
        "tags": [{"name": tag} for tag in sorted({tag for each in asked for tag in each.header.tags})],
        "paths": {
            **{path: item for each in asked for path, item in _paths(each)},
            "/questions/{question}/values.json": _suggestions(asked),
            "/sparql": _endpoint(),
        },
        "components": components(
            {each.kind for one in asked for each in one.header.parameters},
            {
                _component(one, each): _parameter(each, one, live)
                for one in asked
                for each in one.header.parameters
            },
            live,
        ),
        "x-program-version": __version__,
    }


def _paths(question: Question) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the addresses of a question, one for each format."""
    shared = [_component(question, each) for each in question.header.parameters]
    for extension, own in (("csv", ("language", "bom")), ("json", ("language",)), ("html", ())):
        operation = {
            "operationId": f"{question.name}-{extension}",
            "summary": question.header.english,
            "tags": list(question.header.tags),
            "parameters": [{"$ref": f"#/components/parameters/{each}"} for each in (*shared, *own)],
            "responses": {"200": _answer(question, extension), **_problems()},
            "externalDocs": {"url": question.iri, "description": "The question and its query"},
        }
        if extension == "csv":
            operation["x-columns"] = [name for name, _ in layout(question.header.columns)]
        yield f"/questions/{question.name}.{extension}", {"get": operation}


def _component(question: Question, parameter: Parameter) -> str:
    """Name a parameter among those that addresses share: all formats of a question have the same."""
    return f"{question.name}.{parameter.name}"


def _parameter(parameter: Parameter, question: Question, live: Live) -> dict[str, Any]:
    kind, value = parameter.kind, default(question.query, parameter.name)
    values = {"$ref": f"#/components/schemas/{schema_name(kind)}"}
    schema: dict[str, Any] = dict(values) if parameter.required else {"anyOf": [values, {"const": ""}]}
    listing = live.choices.of(kind, "en")
    example = listing.choices[0].slug if listing.choices else _EXAMPLES.get(kind, "")
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
    if kind not in LITERALS and not is_listed(listing):
        found["x-values"] = f"/questions/{question.name}/values.json?parameter={parameter.name}&q="
    return {**found, "example": example} if example else found


def _answer(question: Question, extension: str) -> dict[str, Any]:
    if extension == "html":
        return {"$ref": "#/components/responses/page"}
    content: dict[str, Any]
    if extension == "csv":
        head = ",".join(name for name, _ in layout(question.header.columns))
        content = {"text/csv": {"schema": {"type": "string"}, "example": f"{head}\r\n"}}
    else:
        row = {name: COLUMNS[kind] for name, kind in layout(question.header.columns)}
        rows = {"type": "array", "items": {"type": "object", "properties": row, "required": list(row)}}
        whole = {"allOf": [{"$ref": "#/components/schemas/Answer"}, {"properties": {"rows": rows}}]}
        content = {JSON.media_type: {"schema": whole}}
    return {"description": "The answer", "headers": TAGGED, "content": content}


def _problems() -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in PROBLEMS}


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
                {"name": "question", "in": "path", "required": True, "example": "list-funding",
                 "schema": {"type": "string",
                            "enum": [each.name for each in asked if each.header.parameters]}},
                {"name": "parameter", "in": "query", "required": True, "schema": text, "example": "funder"},
                {"name": "q", "in": "query", "required": True, "schema": text, "example": "nvi"},
                {"$ref": "#/components/parameters/language"},
            ],
            "responses": {
                "200": {"description": "Those most like it", "content": {JSON.media_type: {"schema": whole}}},
                "404": {"$ref": "#/components/responses/404"},
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
                *(
                    {"name": name, "in": "query", "description": told,
                     "schema": {"type": "array", "items": {"type": "string", "format": "iri"}}}
                    for name, told in _GRAPHS.items()
                ),
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


#: What names the graphs that a query reads (https://www.w3.org/TR/sparql11-protocol/#dataset).
_GRAPHS = {
    "default-graph-uri": "Graphs that are read together as the default graph; else what is believed.",
    "named-graph-uri": "Graphs that GRAPH reads; else all.",
}

"""Questions with blanks to fill in: their list, a page for each, and their answers as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from string import punctuation
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template, request

from ...engine.answering.preview import PREVIEW, is_whole
from ...engine.formats import FORMATS, LINKSETS, PAGE, Format, by_media_type
from ...engine.query import Answer, Query, Wish
from ...graph.compact import compact
from ...graph.finding.folding import fold
from ...graph.terms import DATE
from ..data.display import Cell, Display
from ..guided.answers import read_rows, write_csv, write_json
from ..guided.asking import FAULTS, Asked, BadParameter, read_fields
from ..guided.choices import Listing
from ..guided.headings import SAID, heading
from ..guided.openapi import JSON, OPENAPI, description
from ..guided.picturing import illustrate
from ..guided.questions import Question, question, questions
from ..parameters import pairs
from ..responding.context import ask, desk, language, links, live
from ..responding.negotiation import negotiate
from ..responding.representation import disposition
from ..responding.responses import landing_of, not_found, represent, with_extension
from ..serving.wsgi import CLIENT
from ..telling.believed import Believed
from ..telling.days import day, precision_of
from ..telling.phrases import Phrases
from ..wording import say

area = Blueprint("questions", __name__)

_CSV = by_media_type("text/csv", FORMATS)
_OFFERED = (PAGE, _CSV, JSON)
_RESULTS = by_media_type("application/sparql-results+json", FORMATS).media_type
#: Values that are suggested at once; the longest text that they are sought by; choices that a list to pick
#: from has at most.
_SUGGESTED, _LONGEST, _PICKED = 10, 200, 60
#: The columns that say how exactly the dates of a row are known: all of them, or the one of a name.
_PRECISION, _PRECISION_OF = "precision", "{}Precision"


# The framework finds what ends with a slash without it as well, but only for methods that are answered.
@area.get("/questions")
@area.get("/questions/")
def index() -> Response:
    """List the questions by what they are about, those that hold the words sought for."""
    return represent(None, PAGE, _index_page)


@area.get("/questions/<name>")
def show(name: str) -> Response:
    """Answer a question, as a page with a form, as CSV or as JSON."""
    name, _, extension = name.partition(".")
    wanted = with_extension(extension or None, _OFFERED)
    chosen = wanted or negotiate(request.headers.get("Accept"), _OFFERED)
    given = pairs(request.query_string, "address")
    # Data at one address are always the same, whoever reads them: only pages speak the reader's language.
    tongue = language() if chosen is PAGE else _tongue(dict(given))
    found = question(live(), name, tongue)
    if found is None:
        known = [each.name for each in questions(live(), tongue)]
        not_found(f"There is no question {name}; /questions/ lists all.", name, known)
    asked = read_fields(found, given, live().choices, tongue)
    answer = None
    if asked.faults and chosen not in (PAGE, *LINKSETS):
        raise BadParameter(asked)
    if chosen in _OFFERED and not asked.faults:
        wish = Wish(PREVIEW if chosen is PAGE else _RESULTS)
        with _place():
            answer = ask(Query(asked.query), wish)
    response = represent(
        name,
        wanted,
        lambda: _page(asked, answer),
        lambda chosen: _data(asked, answer, chosen, tongue, dict(given).get("bom") == "1"),
        _OFFERED,
        landing=lambda: landing_of(found.iri, live().reader.types(found.iri), links().to("dataset")),
        query=quote(request.query_string, safe=punctuation),
        status=400 if asked.faults and chosen is PAGE else 200,
    )
    if chosen in (_CSV, JSON):
        words = " ".join((found.name, *asked.chosen().values()))
        named = disposition(words, live().snapshot.identity, chosen.extension)
        response.headers["Content-Disposition"] = named
    return response


@area.get("/questions/<name>/values.json")
def values(name: str) -> Response:
    """Suggest values for a parameter of a question, by a part of their names."""
    found = question(live(), name, language())
    given = dict(pairs(request.query_string, "address"))
    kinds = {each.name: each.kind for each in found.header.parameters} if found else {}
    kind = kinds.get(given.get("parameter", ""))
    if kind is None:
        abort(404, f"There is no such parameter of a question {name}; /openapi.json lists all.")
    tongue = _tongue(given)
    near = live().choices.near(kind, given.get("q", "")[:_LONGEST], tongue, _SUGGESTED)
    told = {"values": [{"value": each.slug, "label": each.label} for each in near]}
    return represent(None, JSON, str, lambda _: _written(told), (JSON,))


@area.get("/openapi.json")
def openapi() -> Response:
    """Describe the addresses of the questions and of the endpoint to programs (OpenAPI 3.1)."""
    return represent(None, OPENAPI, str, lambda _: _written(description(live())), (OPENAPI,))


def _written(value: object) -> bytes:
    return compact(value) + b"\n"


@contextmanager
def _place() -> Iterator[None]:
    """Hold one of the client's places for queries, like whoever asks at the endpoint."""
    client = request.environ.setdefault(CLIENT, desk().config.door.proxies.client(request.environ))
    desk().queries.enter(client)
    try:
        yield
    finally:
        desk().queries.leave(client)


def _index_page() -> str:
    sought = request.args.get("q", "").strip()
    groups: dict[str, list[Question]] = {}
    for each in questions(live(), language()):
        said = fold(" ".join((each.header.english, each.header.japanese, *each.header.tags)))
        if each.header.columns and all(word in said for word in fold(sought).split()):
            groups.setdefault(next(iter(each.header.tags), "other"), []).append(each)
    return render_template("questions.html", groups=dict(sorted(groups.items())), sought=sought)


def _page(asked: Asked, answer: Answer | None) -> str:
    found = asked.question
    chosen = asked.chosen()
    in_english = {"language": language()} if language() != "en" else {}
    shown: dict[str, Any] = json.loads(answer.body) if answer is not None else {}
    display = Display()
    if shown:
        columns, rows = _columns(found, shown["rows"]), shown["rows"]
        if is_whole(shown):
            names = [name for name, _ in found.header.columns]
            shown["illustrations"] = list(illustrate(rows, names, display))
        shown["columns"] = [(heading(name, kind), kind) for name, kind in columns]
        phrases = Phrases(display, Believed(live().reader, live().names))
        shown["rows"] = [[_cell(row, name, kind, phrases) for name, kind in columns] for row in rows]
    return render_template(
        "question.html",
        question=found,
        asked=asked,
        listings={each.parameter.name: _listing(each.parameter.kind) for each in asked.fields},
        picked=_PICKED,
        chosen=chosen,
        meant={
            each.parameter.name: display.iri(each.value.value)
            for each in asked.fields
            if isinstance(each.value, ox.NamedNode)
        },
        faults=FAULTS,
        query=asked.query,
        csv=links().to(f"questions/{found.name}.csv", **chosen, **in_english),
        excel=links().to(f"questions/{found.name}.csv", **chosen, **in_english, bom="1"),
        json=links().to(f"questions/{found.name}.json", **chosen, **in_english),
        base=live().names.base,
        **shown,
    )


def _listing(kind: str) -> Listing:
    return live().choices.of(kind, language())


def _columns(found: Question, rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the columns that a page shows: names in the place of things, dates as far as they are known."""
    columns = found.header.columns
    hidden = {f"{name}Label" for name, kind in columns if kind == "thing"}
    dates = [name for name, kind in columns if kind in ("date", "value")]
    if dates:
        hidden |= {_PRECISION, *map(_PRECISION_OF.format, dates)}
    told = [(name, kind) for name, kind in columns if name not in hidden]
    # A column that says nothing only makes the others narrow.
    return [each for each in told if any(each[0] in row for row in rows)] or told


def _cell(row: dict[str, Any], name: str, kind: str, phrases: Phrases) -> Cell:
    """Show a value: a date no more exact than it is known, a thing as pages say it, yes and no in words."""
    if name in row and (kind == "date" or row[name].get("datatype") == DATE.value):
        return _day(row, name)
    if kind in ("thing", "fact", "value") and row.get(name, {}).get("type") == "uri":
        told = phrases.listed if kind == "fact" else phrases.thing
        return told(row[name]["value"])
    value = phrases.display.result(row.get(name))
    words = SAID.get(name, {}).get(value.text)
    return replace(value, text=say(words), title=value.text) if words else value


def _day(row: dict[str, Any], name: str) -> Cell:
    text = str(row[name]["value"])
    exact = row.get(_PRECISION_OF.format(name), row.get(_PRECISION, {})).get("value", "")
    return Cell(day(text, precision_of(exact)), title=text)


def _tongue(given: dict[str, str]) -> str:
    """Return the language of data: English unless the address says otherwise."""
    return given.get("language", "en")


def _data(asked: Asked, answer: Answer | None, chosen: Format, tongue: str, marked: bool) -> bytes:
    """Write an answer as data, with names in a language; `marked` by a byte order mark where it is CSV."""
    if answer is None:
        raise BadParameter(asked)
    reader, columns = live().reader, asked.question.header.columns
    rows = read_rows(answer, columns, lambda iri: reader.label(iri, tongue).value)
    if chosen is _CSV:
        return write_csv(rows, columns, marked)
    return write_json(rows, columns, _about(asked, tongue))


def _about(asked: Asked, tongue: str) -> dict[str, Any]:
    """Say what was asked, and of which version of what."""
    opened, header = live(), asked.question.header
    return {
        "question": header.words(tongue),
        "iri": asked.question.iri,
        "language": tongue,
        "parameters": {
            each.parameter.name: each.value.value if each.value is not None else None for each in asked.fields
        },
        "dataset": opened.names.dataset_version(opened.snapshot.manifest.version),
        "license": opened.edition.licence,
        "query": asked.query,
    }

"""The SPARQL endpoint, its page for people, and its description for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request

from ...engine.answering.preview import PREVIEW, is_whole
from ...engine.answering.writing import write_graph
from ...engine.errors import DataExchanged, EngineError
from ...engine.formats import FORMATS, GRAPHS, PAGE, RESULTS, Format
from ...engine.query import Answer, Query, Wish
from ...graph.believing.digest import DEFAULT
from ...graph.names import BELIEVED
from ..data.display import Display
from ..description import listed_graphs, service_description
from ..endpoint import PLACES, named_formats
from ..guided.questions import START, Question, questions, questions_to_start_from
from ..parameters import BODIES, LONGEST_ADDRESS, LONGEST_BODY, Asked
from ..responding.context import ask, language, live
from ..responding.negotiation import not_acceptable
from ..responding.problems import let_go
from ..responding.representation import DOCUMENT
from ..responding.responses import represent, tagged
from ..retelling import retold
from ..serving.watching import has_gone
from ..serving.wsgi import ASKED
from ..tongue import VARIES

area = Blueprint("sparql", __name__)

#: Where bodies are read here, and the bytes that one may have.
LONGEST = dict.fromkeys(PLACES, LONGEST_BODY)

#: What the page begins with where the graph comes without questions.
_ANYTHING = "SELECT * WHERE { ?s ?p ?o } LIMIT 10"

#: The longest query that fits into an address beside whatever else stands there, percent-encoded, in bytes.
_LONGEST_LINK = LONGEST_ADDRESS - 4096


@area.route("/sparql", methods=["GET", "POST", "QUERY"])
def sparql() -> Response:
    """Show a query's answer to a person; without one, show the page or describe the service.

    Programs get theirs before the framework, from `endpoint`.
    """
    asked: Asked = request.environ[ASKED]
    if asked.query is not None:
        return _answer_page(asked.query)
    wanted = named_formats(asked.format)
    fitting = [each for each in wanted or () if each in DOCUMENT]
    if wanted and not fitting:
        raise not_acceptable(DOCUMENT)
    return represent(None, fitting[0] if fitting else None, _empty_page, _description)


@area.after_request
def _tell_bodies(response: Response) -> Response:
    """Tell which bodies a query may come in, where a client asks what can be done here."""
    if request.method == "OPTIONS":
        response.headers["Accept-Post"] = response.headers["Accept-Query"] = BODIES
    return response


def _description(chosen: Format) -> bytes:
    triples = service_description(live())
    return write_graph(lambda: triples, chosen.media_type, live().prefixes)


def _empty_page() -> str:
    first = next((each.plain for each in questions_to_start_from(live(), language(), 1)), _ANYTHING)
    return _rendered(Query(first), asked=False)


def _answer_page(query: Query) -> Response:
    """Answer a person: a table or a graph's text, or what is wrong, under the query itself."""
    try:
        answer = ask(query, Wish(PREVIEW, PREVIEW))
    except EngineError as error:
        if isinstance(error, DataExchanged) or has_gone(request.environ):  # it is made again, or by nobody
            raise
        let_go(error)
        response = Response(_rendered(query, error=error), error.status, content_type=PAGE.content_type)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Language"] = language()
        if error.retry_after is not None:
            response.headers["Retry-After"] = str(error.retry_after)
        response.vary.update(("Accept", *VARIES))
        return response
    response = tagged(_rendered(query, answer=answer), PAGE.content_type, language())
    response.vary.add("Accept")
    return response


def _examples() -> dict[str, list[Question]]:
    """Return the questions by what they are about, those to start from first."""
    every = questions(live(), language())
    groups = {START: [each for each in every if START in each.header.tags]}
    for each in sorted(every, key=lambda each: each.header.tags[:1]):
        if each not in groups[START]:
            groups.setdefault(next(iter(each.header.tags), "other"), []).append(each)
    return {tag: found for tag, found in groups.items() if found}


def _nameable() -> dict[str, Any]:
    """Return the graphs that a query can name: what is believed, those that are listed with their places on
    the page, and how many others there are."""
    display, counts = Display(), live().snapshot.manifest.graphs
    listed, others = listed_graphs(live())
    return {
        "believed": (live().names.graph(BELIEVED), counts.get(DEFAULT, 0)),
        "listed": [
            (graph, place, replace(display.graph(graph), title=""), counts[graph])
            for graph, place in listed.items()
        ],
        "others": others,
    }


def _rendered(
    query: Query, answer: Answer | None = None, error: EngineError | None = None, asked: bool = True
) -> str:
    shown: dict[str, Any] = json.loads(answer.body) if answer is not None else {}
    if "rows" in shown:
        display = Display()
        if shown["rows"] and is_whole(shown):
            bound = {name for row in shown["rows"] for name in row}
            shown["lacking"] = [each for each in shown["names"] if each not in bound]
        shown["rows"] = [[display.result(row.get(name)) for name in shown["names"]] for row in shown["rows"]]
    dataset = (("default-graph-uri", query.default_graphs), ("named-graph-uri", query.named_graphs))
    return render_template(
        "sparql.html",
        text=query.text,
        dataset={name: graphs for name, graphs in dataset if graphs},
        error=error,
        place=retold(error.details()) if error else {},
        form=answer.form if answer else None,
        linked=len(quote(query.text)) <= _LONGEST_LINK,
        formats=GRAPHS if answer and answer.form == "graph" else RESULTS,
        all_formats=(PAGE, *FORMATS),
        asked=asked,
        examples=_examples(),
        nameable=None if asked else _nameable(),
        **shown,
    )

"""Errors as a client can use them: problem+json (RFC 9457), plain text or a page, by the Accept header."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from ...engine.errors import DataDamaged, DataExchanged, EngineError
from ...engine.formats import PAGE, Format
from ...graph.snapshot import SnapshotDamaged
from ..retelling import retell, retold
from ..serving.watching import has_gone
from ..serving.wsgi import EXCHANGED
from ..tongue import VARIES
from ..wording import say
from .context import language, live
from .negotiation import negotiate

_JSON = Format(
    "json", "application/problem+json", "json", "page", "JSON", "https://www.rfc-editor.org/rfc/rfc9457",
    ("application/json",),
)  # fmt: skip
_TEXT = Format("text", "text/plain", "txt", "page", "text", "https://www.rfc-editor.org/rfc/rfc2046")
_OFFERED = (_JSON, PAGE, _TEXT)
#: Headers of the framework's errors that stay.
_KEPT = frozenset(("Allow", "Content-Range", "Accept-Encoding", "Accept-Post", "Accept-Query"))
#: What HTTP calls these (RFC 9110, section 15.5); Python knew older names up to 3.12.
_TITLES = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable"}
#: The longest text that a page offers to search for.
_SOUGHT = 100
#: What is said where only the framework knows that something is wrong.
_DETAILS = {
    404: "There is nothing at {request.path}.",
    405: "{request.path} does not answer {request.method}, but {Allow}.",
}


def register(app: Flask) -> None:
    """Let the application answer its errors here."""
    app.register_error_handler(EngineError, engine_problem)
    app.register_error_handler(RuntimeError, data_problem)
    app.register_error_handler(SnapshotDamaged, data_problem)
    app.register_error_handler(OSError, file_problem)
    app.register_error_handler(HTTPException, http_problem)
    app.teardown_request(lambda _error: let_go(request.routing_exception))


def let_go(error: BaseException | None) -> None:
    """Forget where an error came from, and what led to it; whoever answers one calls this.

    The calls on its way hold the request, and what they wait for or the request itself may hold the error:
    all that was sent would stay in memory until the next look for such circles.
    """
    while error is not None:
        original = getattr(error, "original_exception", None)  # of the framework's own 500
        before = original or error.__cause__ or error.__context__
        error.__traceback__ = error.__cause__ = error.__context__ = None
        error = before


def engine_problem(error: EngineError) -> Response:
    """Answer a query that has no answer."""
    let_go(error)
    request.environ[EXCHANGED] = isinstance(error, DataExchanged)
    if isinstance(error, DataDamaged):
        live().tell_damage(error)
    response = problem(error.status, error.kind, error.title, str(error), error.details())
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def data_problem(error: RuntimeError | SnapshotDamaged) -> Response:
    """Answer where the database is damaged that a page reads, or an index; whatever else is wrong is raised
    again."""
    if isinstance(error, RuntimeError) and not str(error).startswith(DataDamaged.sign):
        raise error
    let_go(error)
    return engine_problem(DataDamaged(str(error)))


def file_problem(error: OSError) -> Response:
    """Answer where a file cannot be read now, which may pass; the operator is told which, and why."""
    live().unread.see(str(error))
    let_go(error)
    return http_problem(ServiceUnavailable("A file that the answer needs cannot be read now."))


def http_problem(error: HTTPException) -> Response:
    """Answer a request that has no answer; headers such as Allow stay."""
    let_go(error)
    status = error.code or 500
    kept = {name: value for name, value in error.get_response().headers.items() if name in _KEPT}
    if "Allow" in kept:
        kept["Allow"] = ", ".join(sorted(kept["Allow"].split(", ")))
    detail = error.description or ""
    if detail == type(error).description and status in _DETAILS:
        detail = _DETAILS[status].format(request=request, **kept)
    response = problem(status, None, _TITLES.get(status) or HTTPStatus(status).phrase, detail)
    response.headers.update(kept)
    return response


def _sought(path: str) -> str:
    """Return the words of what an address seems to name, to search for; "" where it names nothing.

    >>> _sought("/doc/organization/nvidai.html"), _sought("/nowhere"), _sought("/dataset/9.9")
    ('nvidai', '', '')
    >>> _sought("/id%2Forganization%2Fnvidia")
    'nvidia'
    """
    # Programs that write the slashes of a name as well as %2F name nothing here, and mean the same.
    _, within, name = unquote(path).strip("/").rpartition("/")
    words = re.findall(r"[^\W_]+", name.partition(".")[0])
    return " ".join(words)[:_SOUGHT] if within and not "".join(words).isdecimal() else ""


def problem(
    status: int, kind: str | None, title: str, detail: str, details: dict[str, Any] | None = None
) -> Response:
    """Make the response for an error, in the format that the client likes; each client gets one it can
    read."""
    if has_gone(request.environ):
        return Response(status=status)
    chosen = negotiate(request.headers.get("Accept"), _OFFERED) or _JSON
    told, name = retell(detail), say(title)
    if chosen is _JSON:
        address = f"{live().names.base}problem/{kind}" if kind else "about:blank"
        body = {"type": address, "title": name, "status": status, "detail": told, **retold(details or {})}
        text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    elif chosen is _TEXT:
        text = f"{status} {name}\n{told}\n"
    else:
        sought = _sought(request.path) if status == HTTPStatus.NOT_FOUND else ""
        text = render_template("problem.html", status=status, title=title, detail=detail, sought=sought)
    response = Response(text, status, content_type=chosen.content_type)
    response.headers["Cache-Control"] = "no-store"
    if chosen is not PAGE:
        # A page tells by itself which of its sentences are in which language.
        response.headers["Content-Language"] = language() if told != detail else "en"
    response.vary.update(("Accept", *VARIES))
    return response

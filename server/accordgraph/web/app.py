"""The application: its areas, and what holds for every response."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from string import punctuation
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, request
from werkzeug.exceptions import BadRequest

from .. import __version__
from ..engine.formats import GRAPHS
from . import wording
from .assets import asset, send_asset
from .config import WebConfig
from .desk import Desk
from .endpoint import PLACES
from .kinds import kind_words
from .responding import context, problems
from .serving.front import Front
from .serving.log import Log
from .serving.wsgi import FOR_ALL, QUERY_ID, READING
from .telling.changing import WHATS
from .telling.days import day
from .views import (
    browse,
    dataset,
    discovery,
    disputes,
    dumps,
    editing,
    graphs,
    history,
    home,
    ontology,
    prefixes,
    quality,
    questions,
    search,
    site,
    sources,
    sparql,
    status,
    things,
)

#: The blueprints, one for each area of addresses.
_AREAS = (
    home.area,
    search.area,
    browse.area,
    sparql.area,
    editing.area,
    things.area,
    sources.area,
    disputes.area,
    graphs.area,
    ontology.area,
    dataset.area,
    dumps.area,
    history.area,
    prefixes.area,
    quality.area,
    questions.area,
    site.area,
    status.area,
    discovery.area,
)
_ALLOWED = "Accept, Accept-Language, Content-Type, If-Match, If-None-Match, Query-Id, Range"
#: The methods that HTTP and SPARQL 1.2 define; those that a place does not answer are refused with 405.
_METHODS = frozenset(
    ("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY")
)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class WebApplication(Flask):
    """The framework, where it does otherwise than HTTP has it; `front` is what stands before it."""

    front: Front

    def end(self) -> None:
        """Let go all that answers; not on the event loop, where the last queries end."""
        self.front.close()
        with self.app_context():
            context.follower().close()

    def send_static_file(self, filename: str) -> Response:
        """Send one of the program's own files."""
        return send_asset(filename)


def create_app(config: WebConfig, loop: asyncio.AbstractEventLoop, log: Log) -> WebApplication:
    """Make the application that serves the current snapshot and follows it, on an event loop that runs
    already or will; what it tells of requests goes to the log.

    Raises NothingToServe where there is no snapshot, EngineUnavailable where no query process can be started.
    """
    app = WebApplication(__name__)
    # Redirects that the framework makes by itself name the host that the request names; here none are made.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        program_version=__version__,
        graph_formats=GRAPHS,
        asset=asset,
        kind_words=kind_words,
        day=day,
        whats=WHATS,
    )
    wording.install(app)
    desk = Desk(config, loop, log)
    context.install(app.extensions, desk)
    app.context_processor(context.of_every_page)
    app.before_request(context.lend)
    app.before_request(_know_method)
    app.before_request(_preflight)
    app.before_request(_enter)
    app.teardown_request(context.give_back)
    app.after_request(_for_everybody)
    app.after_request(_without_spare_slash)
    for blueprint in _AREAS:
        app.register_blueprint(blueprint)
    problems.register(app)
    app.front = Front(app.wsgi_app, desk, {**sparql.LONGEST, **editing.LONGEST})
    app.wsgi_app = app.front  # type: ignore[method-assign] # as the framework's manual says
    return app


def _know_method() -> None:
    """Refuse methods that nothing here knows, and what the framework would take for another one: methods are
    told apart by capital letters (RFC 9110, section 9.1)."""
    method = request.environ["REQUEST_METHOD"]
    if method not in _METHODS:
        abort(501, f"There is no method {method}; methods are written in capital letters.")


def _preflight() -> Response | None:
    """Answer OPTIONS, at whatever address: a browser must see the refusal that follows, too."""
    if request.method != "OPTIONS" or isinstance(request.routing_exception, BadRequest):
        return None
    allowed = current_app.make_default_options_response().allow
    response = Response(status=204)
    del response.headers["Content-Type"]
    response.headers["Allow"] = ", ".join(sorted(allowed)) or "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
    wished = request.headers.get("Access-Control-Request-Headers")
    response.headers["Access-Control-Allow-Headers"] = wished or _ALLOWED
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _without_spare_slash(response: Response) -> Response:
    """Lead from an address with a slash too many to the one without it: relative links would lead nowhere.

    What is not there is not found, with a slash or without; the endpoint has always answered to both.
    """
    rule, path = request.url_rule, request.path
    if rule is None or rule.rule.endswith("/") or not path.endswith("/") or path in PLACES:
        return response
    if request.method not in READING or response.status_code >= HTTPStatus.BAD_REQUEST:
        return response
    query = quote(request.query_string, safe=punctuation)
    place = f"../{quote(path.rstrip('/').rpartition('/')[2])}" + (f"?{query}" if query else "")
    return Response(
        status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": place, "Cache-Control": "no-cache"}
    )


def _enter() -> Response | None:
    """Lead from the path that the application is under to the first page, which ends with a slash."""
    path = request.environ["PATH_INFO"]
    if path.startswith("//"):  # which the framework passes over
        abort(404, "There is nothing at addresses that begin with two slashes.")
    if path:
        return None
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return Response(status=308, headers={"Location": f"{request.root_path.rpartition('/')[2]}/{query}"})


def _for_everybody(response: Response) -> Response:
    """Add what every response has, errors too."""
    for name, value in FOR_ALL:
        response.headers[name] = value
    if QUERY_ID in request.environ:
        response.headers["Query-Id"] = request.environ[QUERY_ID]
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = _POLICY
    return response

"""Whether the server lives, and what it serves."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, render_template

from ... import __version__
from ...engine import errors
from ...engine.loops import wait
from ...engine.pool import PROBE_LIMIT
from ..context import desk, follower, links, live

area = Blueprint("status", __name__)

_PROBLEMS = {
    each.kind: each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, errors.EngineError) and each is not errors.EngineError
}


@area.get("/health")
def health() -> Response:
    """Say that the process answers."""
    return _fresh(jsonify(status="ok"))


@area.get("/ready")
def ready() -> Response:
    """Say which snapshot is served, whether it is older than the content, and that queries are answered."""
    opened = live()
    if not wait(opened.pool.probe(), desk().loop):
        raise errors.EngineUnavailable(f"No query process has answered within {PROBE_LIMIT:g} s.")
    return _fresh(
        jsonify(
            status="ready",
            stale=follower().stale,
            snapshot=opened.snapshot.identity,
            version=opened.snapshot.manifest.version,
            program=__version__,
        )
    )


@area.get("/metrics")
def metrics() -> Response:
    """Tell what the server counts."""
    text = desk().metrics.text(desk().gauges())
    return _fresh(Response(text, content_type="text/plain; version=0.0.4; charset=utf-8"))


@area.delete("/sparql/queries/<name>")
def stop(name: str) -> Response:
    """Stop the query with this id."""
    if not desk().running.stop(name):
        abort(404, "No query with this id waits or runs.")
    return _fresh(Response(status=204))


@area.get("/problem/<kind>")
def problem(kind: str) -> str:
    """Explain a problem type."""
    if kind not in _PROBLEMS:
        abort(404, f"There is no problem type {kind!r}.")
    found = _PROBLEMS[kind]
    detail = " ".join((found.__doc__ or "").split())
    return render_template(
        "problem.html", status=found.status, title=found.title, detail=detail, links=links()
    )


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response

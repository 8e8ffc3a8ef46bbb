"""Whether the server lives, and what it serves."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, render_template, request

from ... import __version__
from ...engine.errors import DataDamaged, EngineError, EngineUnavailable, kinds
from ...engine.formats import PAGE
from ...engine.workers.pool import PROBE_LIMIT
from ..responding.context import desk, follower, live, waited
from ..responding.responses import represent
from ..serving.wsgi import REPEATABLE

area = Blueprint("status", __name__)


@area.get("/health")
def health() -> Response:
    """Say that the process answers; from the second time on without a thread, however busy these are."""
    response = _fresh(jsonify(status="ok"))
    response.add_etag()
    request.environ[REPEATABLE] = live().key
    return response


@area.get("/ready")
def ready() -> Response:
    """Say which snapshot is served, whether it should be another one, and that queries are answered."""
    opened = live()
    if opened.damage:
        raise DataDamaged(opened.damage)
    if not waited(opened.pool.probe()):
        raise EngineUnavailable(f"No query process has answered within {PROBE_LIMIT:g} s.")
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
def problem(kind: str) -> Response:
    """Explain a problem type."""
    found = next((each for each in kinds() if each.kind == kind), None)
    if found is None:
        abort(404, f"There is no problem type {kind!r}.")
    return represent(None, PAGE, lambda: _explained(found))


def _explained(found: type[EngineError]) -> str:
    detail = " ".join((found.__doc__ or "").split())
    return render_template("problem.html", status=found.status, title=found.title, detail=detail)


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response

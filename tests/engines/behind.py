"""A server behind which an engine stands, and what may stand between the two."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient

from accordgraph.engine.external.setting import EngineSetting
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.config import WebConfig
from applications import application
from web.content import AGREEMENT, BASE

from .between import Between

#: The limit of a query here, and how long a refusal may take: the machine may be busy with other tests.
LIMIT, PATIENCE = 3.0, 20.0
JSON_RESULTS = "application/sparql-results+json"
JSON, RESULTS = {"Content-Type": "application/json"}, {"Content-Type": JSON_RESULTS}
HTML, TEXT = {"Content-Type": "text/html"}, {"Content-Type": "text/plain"}
ROWS = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "urn:a"}}]}}'
DOCUMENT = f"{AGREEMENT.replace(f'{BASE}id/', '/doc/')}.html"


@dataclass(frozen=True)
class Place:
    """A server, and what stands between it and its engine."""

    client: FlaskClient
    server: Between

    def query(self, text: str = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1") -> int:
        """Ask the endpoint; return the status, having looked at what is said."""
        began = time.monotonic()
        response = self.client.post("/sparql", data={"query": text})
        assert time.monotonic() - began < PATIENCE
        if response.status_code != 200:
            assert response.content_type == "application/problem+json"
            assert response.json is not None
            assert response.json["status"] == response.status_code
            assert response.json["detail"].endswith(".")
        return response.status_code

    def page(self, path: str = DOCUMENT) -> int:
        """Ask for a page about a thing; return the status."""
        began = time.monotonic()
        response = self.client.get(path, headers={"Accept": "text/html"})
        assert time.monotonic() - began < PATIENCE
        assert response.content_type == "text/html; charset=utf-8"
        return response.status_code


@contextmanager
def asked(folder: Path, setting: EngineSetting, limit: float = LIMIT) -> Iterator[Place]:
    """A server on an engine, with nothing in between."""
    with application(WebConfig(folder, PoolLimits(2, limit), 256 << 20, engine=setting)) as app:
        yield Place(app.test_client(), None)  # type: ignore[arg-type]

"""Serving goes on where the disk of the cache is full: nothing that is served has to be written."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from flask.testing import FlaskClient

from accordgraph.engine.answering.cache import CacheLimits
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.config import WebConfig
from applications import application

#: A join of everything with a few things: more bytes than are handed over in memory.
LARGE = "SELECT * WHERE { ?a ?b ?c . ?s ?p ?o } LIMIT 20000"


def ask(client: FlaskClient, query: str) -> tuple[int, int]:
    """Return the status and the length of an answer."""
    response = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    return response.status_code, len(response.data)


def test_a_full_disk_stops_nothing(snapshots: Path, full_disk: Path) -> None:
    filler = full_disk / "filler"
    filler.write_bytes(b"x" * 200_000)
    caches = CacheLimits(full_disk / "cache", 1 << 20, 1 << 30)
    with application(WebConfig(snapshots, PoolLimits(2, 30), 256 << 20, cache=caches)) as app:
        client = app.test_client()
        whole = ask(client, f"{LARGE} # before")
        with filler.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 4096):
                pass
        assert ask(client, f"{LARGE} # after") == whole
        assert whole[0] == 200
        # No process holds so much in memory for want of room.
        assert ask(client, "SELECT * WHERE { ?a ?b ?c . ?s ?p ?o . ?x ?y ?z } LIMIT 1000000")[0] == 413
        assert ask(client, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0] == 200
        for path in ("/", "/doc/agreement/alpha-beta", "/search?q=alpha", "/dumps/", "/ontology", "/ready"):
            assert client.get(path, follow_redirects=True).status_code == 200, path

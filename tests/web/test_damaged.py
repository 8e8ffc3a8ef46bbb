"""A database whose files are damaged while it is served."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from graph import small
from servers import Server, eventually, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose database has lost what it held."""
    folder = tmp_path_factory.mktemp("damaged")
    with serving(folder, "--content", str(small.write(folder / "content"))) as server:
        assert server.staffed()
        for path in (folder / "snapshots/current/store").glob("*.sst"):
            path.write_bytes(bytes(path.stat().st_size))
        yield server


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_query_is_not_told_to_be_wrong_and_not_where_the_files_are(server: Server, query: str) -> None:
    reply = server.get("/sparql", query=query)
    assert reply.status == 503
    assert "could not read its data" in json.loads(reply.body)["detail"]


def test_damage_that_a_query_met_is_told_to_the_operator_and_by_readiness(server: Server) -> None:
    assert server.get("/sparql", query="SELECT * { ?s ?p ?o } # damage").status == 503
    reply = server.get("/ready")
    assert reply.status == 503
    assert "damaged" in json.loads(reply.body)["detail"]
    assert eventually(lambda: "Corruption" in server.log.read_text())
    assert server.get("/sparql", query="SELECT * { ?s ?p ?o } # damage again").status == 503
    assert server.log.read_text().count("Corruption") == 1


@pytest.mark.parametrize("path", ["/doc/organization/beta", "/doc/organization/beta.ttl"])
def test_a_document_is_refused_like_a_page(server: Server, path: str) -> None:
    reply = server.get(path)
    assert reply.status == 500
    assert json.loads(reply.body)["status"] == 500

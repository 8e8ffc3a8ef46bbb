"""A few of the siege's own queries against a real server: all answered in good order, nothing left over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accordgraph.graph.snapshot import Snapshot
from accordgraph.settings import Settings
from benchmark.attackers import send
from benchmark.hostile import HOSTILE
from benchmark.processes import held
from servers import Server, eventually, serving

#: The limit of a query here in seconds, and how much longer a busy machine may take to refuse one.
_LIMIT, _BUSY = 4.0, 10.0
_SMALL = "ASK { ?s ?p ?o }"

#: Queries of the table, and the status that each has to get here.
_EXPECTED = {
    "cross product, ORDER BY": {503, 504},
    "cross product, all rows": {503, 504},
    "path: both directions, any length": {503, 504},
    "10 MB: an open string": {400, 413, 503, 504},
    "20,000 UNIONs": {400},
    "deep: 3,000 braces": {400},
    "string that doubles 40 times": {503},
    "CONSTRUCT of a cross product": {503, 504},
    "SERVICE to the network": {403},
    "update: DROP ALL": {403},
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, published: Snapshot) -> Iterator[Server]:
    """A server of the checkout's own content, with narrow limits."""
    folder, limits = str(published.path.parent), ("--query-timeout", str(_LIMIT), "--query-memory", "64")
    with serving(tmp_path_factory.mktemp("siege"), "--snapshots", folder, *limits) as running:
        yield running


def test_hostile_queries_get_their_status_in_time_and_leave_nothing(server: Server) -> None:
    assert server.get("/sparql", query=_SMALL).status == 200
    assert server.staffed(Settings().query_workers)
    before = held(server.process.pid)

    outcomes = {each.name: send(server.url, each) for each in HOSTILE if each.name in _EXPECTED}

    assert {name: outcomes[name].fault for name in _EXPECTED} == dict.fromkeys(_EXPECTED, "")
    wrong = {
        name: outcomes[name].status
        for name, proper in _EXPECTED.items()
        if outcomes[name].status not in proper
    }
    assert wrong == {}
    late = {name: outcomes[name].seconds for name in _EXPECTED if not outcomes[name].within(_LIMIT + _BUSY)}
    assert late == {}
    assert server.get("/sparql", query=_SMALL).status == 200
    assert eventually(lambda: _no_more(server, before)), (before, held(server.process.pid))
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_the_table_names_each_query_once_and_holds_forty_or_more() -> None:
    names = [each.name for each in HOSTILE]
    assert len(set(names)) == len(names) >= 40
    assert set(_EXPECTED) <= set(names)


def _no_more(server: Server, before: object) -> bool:
    """Whether the server holds no more processes, files and sockets than before."""
    now = held(server.process.pid)
    return all(getattr(now, name) <= getattr(before, name) for name in ("processes", "files", "sockets"))

"""The server over engines of other people: pages, questions and protocol as over a snapshot's own database.

What differs is a table with reasons (`differences`): a difference that is not in it fails, and so does one
that is in it and has gone.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from accordgraph.engine.external.publishing import publish
from accordgraph.engine.external.service import Service
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.engine.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.progress import silent
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.web.app import WebApplication, close_app, create_app
from accordgraph.web.live import WebConfig
from browser.sites import PLACES
from test_questions import QUESTIONS
from web.test_protocol_suite import DOCUMENT, NEGATIVE, ONE, POSITIVE, THREE, TWO, TYPE

from . import differences
from .holding import BELIEVED
from .running import ENGINES, Engine

#: The engines that are served from; one without a Graph Store Protocol is served from like any.
SERVED = ("oxigraph", "union", "virtuoso")
DESCRIBED = "query_content_type_describe"
JSON = {"Accept": "application/sparql-results+json"}


@dataclass(frozen=True)
class Site:
    """The checkout's own content, served from an engine, and beside it from its own database."""

    engine: Engine
    client: FlaskClient
    local: FlaskClient


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Snapshot:
    """A snapshot of the checkout's own content."""
    return build(find_content(root), SnapshotFolder(tmp_path_factory.mktemp("whole")), keep=3)


def application(snapshot: Snapshot, engine: EngineSetting | None) -> WebApplication:
    """Make the application; pages may take as long as they take on a busy machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accordgraph.web.backing.PAGE", 120.0)
        return create_app(WebConfig(snapshot.path.parent, PoolLimits(2, 120), 256 << 20, engine=engine))


@pytest.fixture(scope="module")
def local(snapshot: Snapshot) -> Iterator[FlaskClient]:
    """A client of the application on the snapshot's own database."""
    app = application(snapshot, None)
    yield app.test_client()
    close_app(app)


@pytest.fixture(scope="module", params=SERVED)
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    snapshot: Snapshot,
    local: FlaskClient,
) -> Iterator[Site]:
    """Each engine in turn, with the content in it."""
    with ENGINES[request.param](tmp_path_factory.mktemp("engine")) as engine:
        publish(snapshot, engine.setting, silent)
        app = application(snapshot, engine.setting)
        yield Site(engine, app.test_client(), local)
        close_app(app)


def told(response: TestResponse) -> tuple[int, str | None, list[str]]:
    """Return what is compared of a page: where blank nodes stand in lists, their order is nobody's."""
    return response.status_code, response.content_type, sorted(response.text.splitlines())


def test_pages_are_the_same(site: Site) -> None:
    def page(client: FlaskClient, path: str) -> tuple[int, str | None, list[str]]:
        return told(client.get(path, headers={"Accept": "text/html"}, follow_redirects=True))

    differing = {
        name
        for name, place in PLACES.items()
        if page(site.client, place.path) != page(site.local, place.path)
    }
    assert differing == set(differences.PAGES[site.engine.name])


def test_questions_have_the_same_answers(site: Site) -> None:
    def answer(client: FlaskClient, query: str) -> object:
        found = json.loads(client.post("/sparql", data={"query": query}, headers=JSON).data)
        # What comes first of rows that are equal to ORDER BY is each engine's affair.
        return sorted(map(repr, found["results"]["bindings"])) if "results" in found else found

    texts = {path.stem: path.read_text("utf-8") for path in QUESTIONS}
    differing = {
        name for name, query in texts.items() if answer(site.client, query) != answer(site.local, query)
    }
    assert differing == set(differences.QUESTIONS[site.engine.name])


def test_questions_have_the_same_answers_where_graphs_are_too_many_to_name(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(client: FlaskClient, query: str) -> list[str]:
        found = json.loads(client.post("/sparql", data={"query": query}, headers=JSON).data)
        return sorted(map(repr, found["results"]["bindings"]))

    monkeypatch.setattr("accordgraph.engine.external.asking.LISTED", 0)
    texts = {path.stem: path.read_text("utf-8") for path in QUESTIONS}
    texts["all"] = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    texts["both"] = (
        "SELECT ?g ?s WHERE { ?s a accord:FundingContribution "
        "OPTIONAL { GRAPH ?g { ?s accord:hasFunder ?f } } }"
    )
    differing = {
        name
        for name, query in texts.items()
        if "GRAPH" in query and answer(site.client, f"{query}# held") != answer(site.local, query)
    }
    assert differing <= set(differences.QUESTIONS[site.engine.name])


@pytest.mark.parametrize("ending", ["ttl", "nt", "jsonld", "rdf", "trig"])
@pytest.mark.parametrize("thing", ["organization/nvidia", "agreement/us-japan-ai-research-partnerships-2024"])
def test_documents_say_the_same(site: Site, thing: str, ending: str) -> None:
    path = f"/doc/{thing}.{ending}"
    ours, local = site.client.get(path), site.local.get(path)
    assert (ours.status_code, ours.content_type) == (local.status_code, local.content_type)
    form = ox.RdfFormat.from_extension(ending)
    assert form is not None
    assert set(ox.parse(ours.data, format=form)) == set(ox.parse(local.data, format=form))


#: Accept, query: each form of answer in each format.
ROWS = "SELECT ?s ?o WHERE { ?s rdfs:label ?o } ORDER BY ?s ?o LIMIT 20"
ASK = "ASK { ?s a accord:Organization }"
GRAPH = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a accord:FundingContribution ; rdfs:label ?o }"
FORMATS = [
    ("application/sparql-results+json", ROWS),
    ("application/sparql-results+xml", ROWS),
    ("text/csv", ROWS),
    ("text/tab-separated-values", ROWS),
    ("application/sparql-results+json", ASK),
    ("application/sparql-results+xml", ASK),
    ("text/turtle", GRAPH),
    ("application/n-triples", GRAPH),
    ("application/rdf+xml", GRAPH),
    ("application/ld+json", GRAPH),
]


@pytest.mark.parametrize(("accept", "query"), FORMATS)
def test_answers_come_in_our_formats(site: Site, accept: str, query: str) -> None:
    ours, local = (
        client.post("/sparql", data={"query": query}, headers={"Accept": accept})
        for client in (site.client, site.local)
    )
    assert (ours.status_code, ours.content_type) == (200, local.content_type)
    assert sorted(ours.text.splitlines()) == sorted(local.text.splitlines())


_ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
#: How to ask -> the request, and whether it sees what a reader should believe.
SEEING: dict[str, tuple[dict[str, str], bool]] = {
    "nothing": ({"query": _ALL}, True),
    "FROM": ({"query": _ALL.replace("WHERE", f"FROM <{BELIEVED}> WHERE")}, True),
    "default-graph-uri": ({"query": _ALL, "default-graph-uri": BELIEVED}, True),
    "GRAPH": ({"query": _ALL.replace("{ ?s ?p ?o }", f"{{ GRAPH <{BELIEVED}> {{ ?s ?p ?o }} }}")}, False),
}


@pytest.mark.parametrize("way", SEEING)
def test_the_default_graph_is_what_a_reader_should_believe(site: Site, way: str) -> None:
    sent, seeing = SEEING[way]
    found = [client.post("/sparql", data=sent, headers=JSON).data for client in (site.client, site.local)]
    assert (found[0] == found[1]) is (way not in differences.BELIEVED[site.engine.name])
    assert (b'"value":"0"' not in found[1]) is seeing


def test_named_graphs_are_those_of_the_snapshot(site: Site) -> None:
    query = {"query": "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"}
    found = [client.post("/sparql", data=query, headers=JSON).data for client in (site.client, site.local)]
    assert found[0] == found[1]


def test_the_protocol_is_kept(site: Site) -> None:
    async def add() -> None:
        service = Service(site.engine.setting)
        for graph in (ONE, TWO, THREE):
            await service.load(graph, f"<{graph}> {TYPE} {DOCUMENT} .\n".encode(), True, 30)
        await service.close()

    asyncio.run(add())
    differing = set()
    for name, request, start in POSITIVE:
        response = site.client.open("/sparql", **request)
        # The suite's own content has what is described there.
        if response.status_code != 200 or not response.data.startswith(b"" if name == DESCRIBED else start):
            differing.add(name)
    for name, request, status in NEGATIVE:
        response = site.client.open("/sparql", **request)
        if response.status_code != status or response.content_type != "application/problem+json":
            differing.add(name)
    assert differing == set(differences.PROTOCOL[site.engine.name])


#: Query -> the status of its refusal.
REFUSED = {
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": 403,
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }": 403,
    'DEFINE get:soft "soft" SELECT * FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }': 400,
    "SELECT (bif:now() AS ?now) WHERE {}": 400,
    f"SELECT * WHERE {'{' * 5000}{'}' * 5000}": 400,
    "SELECT * WHERE { ?s ?p": 400,
}


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: query[:30])
def test_what_is_refused_never_reaches_the_engine(site: Site, query: str) -> None:
    response = site.client.post("/sparql", data={"query": query})
    assert response.status_code == REFUSED[query]
    assert site.engine.process.poll() is None


def test_ready_tells_what_is_served(site: Site, snapshot: Snapshot) -> None:
    response = site.client.get("/ready")
    assert (response.status_code, response.json and response.json["snapshot"]) == (200, snapshot.identity)

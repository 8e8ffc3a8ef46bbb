"""The server over engines of other people: pages, questions and protocol as over a snapshot's own database.

What differs is a table with reasons (`differences`): a difference that is not in it fails, and so does one
that is in it and has gone.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote_plus

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from accordgraph.engine.external.publishing import publish
from accordgraph.engine.external.service import Service
from accordgraph.engine.external.setting import EngineSetting
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.progress import silent
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from accordgraph.web.config import WebConfig
from applications import application
from browser.sites import PLACES
from test_questions import QUESTIONS
from web.content import BASE
from web.test_protocol_suite import DOCUMENT, NEGATIVE, ONE, POSITIVE, THREE, TWO, TYPE

from . import differences
from .between import between
from .holding import BELIEVED, PUBLISHED
from .running import ENGINES, Engine

#: The engines that are served from; one without a Graph Store Protocol is served from like any.
SERVED = ("oxigraph", "union", "virtuoso")
DESCRIBED = "query_content_type_describe"
JSON = {"Accept": "application/sparql-results+json"}
PAGE = {"Accept": "text/html"}


@dataclass(frozen=True)
class Site:
    """The checkout's own content, served from an engine, and beside it from its own database."""

    engine: Engine
    client: FlaskClient
    local: FlaskClient


@contextmanager
def asked(snapshot: Snapshot, engine: EngineSetting | None) -> Iterator[FlaskClient]:
    """A client of the application; pages may take as long as they take on a busy machine."""
    config = WebConfig(snapshot.path.parent, PoolLimits(2, 120), 256 << 20, engine=engine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accordgraph.web.data.backing.PAGE", 120.0)
        with application(config) as app:
            yield app.test_client()


@pytest.fixture(scope="module")
def local(published: Snapshot) -> Iterator[FlaskClient]:
    """A client of the application on the snapshot's own database."""
    with asked(published, None) as client:
        yield client


@pytest.fixture(scope="module", params=SERVED)
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    published: Snapshot,
    local: FlaskClient,
) -> Iterator[Site]:
    """Each engine in turn, with the content in it."""
    with ENGINES[request.param](tmp_path_factory.mktemp("engine")) as engine:
        publish(published, engine.setting, silent)
        with asked(published, engine.setting) as client:
            yield Site(engine, client, local)


def told(response: TestResponse) -> tuple[int, str | None, list[str]]:
    """Return what is compared of a page: where blank nodes stand in lists, their order is nobody's."""
    return response.status_code, response.content_type, sorted(response.text.splitlines())


def test_pages_are_the_same(site: Site) -> None:
    def page(client: FlaskClient, path: str) -> tuple[int, str | None, list[str]]:
        return told(client.get(path, headers=PAGE, follow_redirects=True))

    differing = {
        name
        for name, place in PLACES.items()
        if page(site.client, place.path) != page(site.local, place.path)
    }
    assert differing == set(differences.PAGES[site.engine.name])


def test_what_was_decided_is_asked_for_once_however_many_things_a_page_lists(
    site: Site, published: Snapshot
) -> None:
    with between(site.engine.setting.url) as server:
        with asked(published, replace(site.engine.setting, url=server.url)) as client:
            page = client.get("/doc/agreement/us-japan-ai-research-partnerships-2024", headers=PAGE)
        queries = [unquote_plus(each.path + each.body.decode()) for each in server.seen]
    assert page.text.count('class="disputed"') > 3
    for name in ("overrulesSubject", "overrulesProperty"):
        assert sum(f"#{name}>" in each for each in queries) == 1


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
    form = ox.RdfFormat.from_media_type(accept)
    if form is None:
        assert sorted(ours.text.splitlines()) == sorted(local.text.splitlines())
    else:  # engines give statements in an order of their own, by which Turtle puts them together
        assert set(ox.parse(ours.data, format=form)) == set(ox.parse(local.data, format=form))


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


def add(engine: Engine, *graphs: str) -> None:
    """Load graphs into an engine, each with one statement of itself."""

    async def load() -> None:
        service = Service(engine.setting)
        for graph in graphs:
            await service.load(graph, f"<{graph}> {TYPE} {DOCUMENT} .\n".encode(), True, 30)
        await service.close()

    asyncio.run(load())


OTHER, OURS, MORE = "urn:other", f"{BASE}graph/source/pie-news-us-japan-ai-2024", f"{BASE}graph/entities"
_GRAPHS = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
#: How to ask of a graph that is not the snapshot's, or of one beside such -> the request.
REACHING: dict[str, dict[str, str | list[str]]] = {
    "FROM": {"query": _ALL.replace("WHERE", f"FROM <{OTHER}> WHERE")},
    "FROM, prefixed": {"query": "PREFIX u: <urn:> " + _ALL.replace("WHERE", "FROM u:other WHERE")},
    "FROM, escaped": {"query": _ALL.replace("WHERE", rf"\u0046ROM <{OTHER}> WHERE")},
    "FROM, escaped, beside GRAPH": {
        "query": rf"SELECT ?s \u0046ROM <{OTHER}> WHERE {{ ?s ?p ?o OPTIONAL {{ GRAPH ?g {{ ?a ?b 1 }} }} }}"
    },
    "FROM, both": {"query": _ALL.replace("WHERE", f"FROM <{OTHER}> FROM <{OURS}> WHERE")},
    "FROM, record": {"query": _ALL.replace("WHERE", f"FROM <{PUBLISHED}> WHERE")},
    "FROM, prefix of the graph": {"query": _ALL.replace("WHERE", "FROM <graph/entities> WHERE")},
    "FROM NAMED": {"query": _GRAPHS.replace("WHERE", f"FROM NAMED <{OTHER}> WHERE")},
    "FROM NAMED, both": {
        "query": _GRAPHS.replace("WHERE", f"FROM NAMED <{OTHER}> FROM NAMED <{OURS}> WHERE")
    },
    "FROM NAMED, believed": {"query": _GRAPHS.replace("WHERE", f"FROM NAMED <{BELIEVED}> WHERE")},
    "default-graph-uri": {"query": _ALL, "default-graph-uri": [OTHER, OURS]},
    "named-graph-uri": {"query": _GRAPHS, "named-graph-uri": [OTHER, MORE]},
    "named-graph-uri, alone": {"query": _GRAPHS, "named-graph-uri": OTHER},
    # Virtuoso counts one where a condition lets nothing through.
    "GRAPH": {"query": f"SELECT ?s WHERE {{ GRAPH <{OTHER}> {{ ?s ?p ?o }} }}"},
    "GRAPH beside FROM": {
        "query": "SELECT ?s FROM <graph/entities> WHERE { GRAPH <urn:other> { ?s ?p ?o } }"
    },
    "GRAPH, behind a number": {
        "query": f"SELECT ?a {{ ?s accord:paragraphNumber 1GRAPH ?g {{ ?a a {DOCUMENT} }} }} ORDER BY ?a"
    },
    # A comment ends at a carriage return, too.
    "GRAPH, in a comment": {
        "query": "SELECT ?s { GRAPH ?g # \r { ?x a owl:Ontology } GRAPH <graph/entities> \n"
        f"{{ SELECT ?s {{ ?s a {DOCUMENT} }} }} }}"
    },
    "GRAPH, prefixed": {"query": "PREFIX u: <urn:> SELECT ?s WHERE { GRAPH u:other { ?s ?p ?o } }"},
}


@pytest.mark.parametrize("listed", [200, 0])
@pytest.mark.parametrize("way", REACHING)
def test_no_query_reaches_what_others_keep_there(
    site: Site, way: str, listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accordgraph.engine.external.asking.LISTED", listed)
    add(site.engine, OTHER)
    sent = REACHING[way] | {"query": f"{REACHING[way]['query']}# {listed}"}
    found = [client.post("/sparql", data=sent, headers=JSON).json for client in (site.client, site.local)]
    assert found[0] == found[1]


#: Groups of GRAPH with a SELECT of their own, which may look anywhere.
WITHIN = (
    f"SELECT ?s {{ ?s a {DOCUMENT} }}",
    f"?a a owl:Ontology {{ SELECT ?s {{ ?s a {DOCUMENT} }} }}",
    f"SELECT (COUNT(*) AS ?n) {{ ?s a {DOCUMENT} }}",
    "SELECT ?s { ?s a ?c } ORDER BY ?s LIMIT 1",
)


@pytest.mark.parametrize("listed", [200, 0])
@pytest.mark.parametrize("group", WITHIN)
def test_no_select_within_graph_reaches_what_others_keep_there(
    site: Site, group: str, listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accordgraph.engine.external.asking.LISTED", listed)
    add(site.engine, OTHER)
    sent = {"query": f"SELECT * {{ GRAPH ?g {{ {group} }} }} # {listed}"}
    ours, local = (client.post("/sparql", data=sent, headers=JSON) for client in (site.client, site.local))
    if site.engine.name == "virtuoso":
        assert ours.status_code == 400
        assert ours.json is not None
        assert ours.json["detail"].endswith("Put GRAPH into that SELECT instead.")
    else:
        assert ours.json is not None
        assert local.json is not None
        rows, wanted = (sorted(map(str, each["results"]["bindings"])) for each in (ours.json, local.json))
        assert rows == wanted


@pytest.mark.parametrize("query", differences.QUERIES)
def test_queries_that_one_engine_answers_otherwise(site: Site, query: str) -> None:
    sent = {"query": query}
    ours, local = (client.post("/sparql", data=sent, headers=JSON) for client in (site.client, site.local))
    status, _ = differences.QUERIES[query] if site.engine.name == "virtuoso" else (200, "")
    assert (ours.status_code, local.status_code) == (status, 200)
    assert (ours.json == local.json) is (site.engine.name != "virtuoso")


@pytest.mark.parametrize("begin", ["", f"BASE <{BASE}>"])
@pytest.mark.parametrize("rest", ["", f"OFFSET 0 LIMIT {'9' * 30}"])
def test_what_the_grammar_allows_is_read(site: Site, begin: str, rest: str) -> None:
    bound = "BIND(CONCAT ('a', COALESCE # none (\n(?none, 'b')) AS ?x)"
    query = {"query": f"{begin} SELECT ?x {{ <ontology> a owl:Ontology {bound} }} {rest}"}
    ours, local = (client.post("/sparql", data=query, headers=JSON) for client in (site.client, site.local))
    assert ours.json is not None
    assert ours.json.get("results") == {"bindings": [{"x": {"type": "literal", "value": "ab"}}]}, ours.json
    assert ours.json == local.json


def test_several_graphs_are_not_merged_by_engines(site: Site) -> None:
    query = _ALL.replace("WHERE", f"FROM <{BELIEVED}> FROM <{OURS}> WHERE")
    found = [
        client.post("/sparql", data={"query": query}, headers=JSON).json
        for client in (site.client, site.local)
    ]
    assert found[0] != found[1]


@pytest.mark.parametrize("accept", [*(accept for accept, query in FORMATS if query == ROWS), "text/html"])
def test_columns_come_in_the_order_of_the_query(site: Site, accept: str) -> None:
    query = "SELECT * { ?s rdfs:label ?label ; a ?class } ORDER BY ?s ?label ?class LIMIT 5"
    found = [
        client.post("/sparql", data={"query": query}, headers={"Accept": accept}).text
        for client in (site.client, site.local)
    ]
    assert found[0] == found[1]


def test_the_protocol_is_kept(site: Site, published: Snapshot, tmp_path: Path) -> None:
    own = (ONE, TWO, THREE)
    add(site.engine, *own)
    folder = SnapshotFolder(tmp_path)
    # The same snapshot, were these graphs of it.
    shutil.copytree(published.path, tmp_path / published.identity, ignore=shutil.ignore_patterns("store"))
    manifest = tmp_path / published.identity / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    told["graphs"] |= dict.fromkeys(own, 1)
    manifest.write_text(json.dumps(told), encoding="utf-8")
    theirs = folder.named(published.identity)
    assert theirs is not None
    folder.switch(theirs)
    differing = set()
    with asked(theirs, site.engine.setting) as client:
        for name, request, start in POSITIVE:
            response = client.open("/sparql", **request)
            # The suite's own content has what is described there.
            if response.status_code != 200 or not response.data.startswith(
                b"" if name == DESCRIBED else start
            ):
                differing.add(name)
        for name, request, status in NEGATIVE:
            response = client.open("/sparql", **request)
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
    "PREFIX u\u3001: <urn:> SELECT ?s FROM u\u3001:other { ?s ?p ?o OPTIONAL { GRAPH ?g { ?a ?b 1 } } }": 400,
    "SELECT ?s { GRAPH ?g\u3001{ ?s ?p ?o } }": 400,
    "PREFIX u: <urn:> SELECT ?s { GRAPHu:other { ?s ?p ?o } OPTIONAL { GRAPH ?g { ?a ?b 1 } } }": 400,
    "PREFIX u: <http://127.0.0.1:9/> SELECT ?s { ?s ?p ?o SERVICEu:x { ?a ?b ?c } }": 403,
    "SELECT ?s { ?s ?p 1SERVICE<http://127.0.0.1:9/> { ?a ?b ?c } }": 403,
    'SELECT ?s { ?s ?p ?o FILTER(true || <bif:http_get>("http://127.0.0.1:9/") = 1) }': 400,
}


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: query[:30])
def test_what_is_refused_never_reaches_the_engine(site: Site, query: str) -> None:
    response = site.client.post("/sparql", data={"query": query})
    assert response.status_code == REFUSED[query]
    assert site.engine.process.poll() is None


def test_ready_tells_what_is_served(site: Site, published: Snapshot) -> None:
    response = site.client.get("/ready")
    assert (response.status_code, response.json and response.json["snapshot"]) == (200, published.identity)

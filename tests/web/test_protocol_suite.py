"""The tests of the SPARQL 1.1 Protocol (https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/).

The data that the suite names is loaded as named graphs; nothing is fetched. The suite's updates are asked of
a server that offers none: what they expect to succeed is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.web.config import WebConfig
from applications import application

from . import content

DATA = "http://kasei.us/2009/09/sparql/data"
DOCUMENT = ox.NamedNode("http://xmlns.com/foaf/0.1/Document")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ONE, TWO, THREE = (f"{DATA}/data{number}.rdf" for number in (1, 2, 3))

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an application whose store holds the suite's graphs."""
    folder = tmp_path_factory.mktemp("suite")
    snapshots = SnapshotFolder(folder / "snapshots")
    build(find_content(content.write(folder / "content")), snapshots, keep=1)
    _add_graphs(snapshots)
    with application(WebConfig(Path(folder / "snapshots"), PoolLimits(1, 10), 256 << 20)) as app:
        yield app.test_client()


def _add_graphs(snapshots: SnapshotFolder) -> None:
    current = snapshots.current()
    assert current is not None
    store = ox.Store(str(current.store_path))
    for graph in (ONE, TWO, THREE):
        node = ox.NamedNode(graph)
        store.add(ox.Quad(node, TYPE, DOCUMENT, node))
    store.flush()


def _get(query: str, **lists: list[str]) -> dict[str, Any]:
    return {"query_string": urlencode([("query", query), *_pairs(lists)])}


def _form(query: str, **lists: list[str]) -> dict[str, Any]:
    return {"method": "POST", "data": urlencode([("query", query)]), "content_type": FORM, **_address(lists)}


def _direct(query: str, **lists: list[str]) -> dict[str, Any]:
    return {"method": "POST", "data": query, "content_type": QUERY, **_address(lists)}


def _address(lists: dict[str, list[str]]) -> dict[str, Any]:
    return {"query_string": urlencode(_pairs(lists))}


def _pairs(lists: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(f"{name}-graph-uri", each) for name, graphs in lists.items() for each in graphs]


BOTH = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?p ?o }}"
IN_GRAPHS = (
    f"ASK {{ GRAPH ?g1 {{ <{ONE}> a foaf:Document }} GRAPH ?g2 {{ <{TWO}> a foaf:Document }} "
    f"FILTER(?g1 != ?g2) }}"
)
FULL = f"ASK {{ <{THREE}> a foaf:Document . GRAPH ?g {{ <{ONE}> a foaf:Document }} }}"
OVERRIDDEN = f"ASK FROM <{THREE}> {{ <{ONE}> a foaf:Document . FILTER NOT EXISTS {{ <{THREE}> ?p ?o }} }}"
TRUE, FALSE = b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}'
JSON = {"headers": {"Accept": "application/sparql-results+json"}}
GRAPH = {"headers": {"Accept": "text/turtle"}}

#: The suite's name of a test -> the request, the answer's start.
POSITIVE: list[tuple[str, dict[str, Any], bytes]] = [
    ("query_get", _get("ASK {}"), TRUE),
    ("query_post_form", _form("ASK {}"), TRUE),
    ("query_post_direct", _direct("ASK {}"), TRUE),
    ("query_dataset_default_graphs_get", _get(BOTH, default=[ONE, TWO]), TRUE),
    ("query_dataset_default_graphs_post", _form(BOTH, default=[ONE, TWO]), TRUE),
    ("query_dataset_named_graphs_get", _get(IN_GRAPHS, named=[ONE, TWO]), TRUE),
    ("query_dataset_named_graphs_post", _form(IN_GRAPHS, named=[ONE, TWO]), TRUE),
    ("query_dataset_full", _form(FULL, default=[THREE], named=[ONE, TWO]), TRUE),
    ("query_multiple_dataset", _form(OVERRIDDEN, default=[ONE, TWO]), TRUE),
    ("named graphs alone", _get(BOTH, named=[ONE, TWO]), FALSE),
    ("no such graph", _direct(BOTH, default=[f"{DATA}/no.rdf"]), FALSE),
    ("query_content_type_select", {**_get("SELECT (1 AS ?value) {}"), **JSON}, b'{"head":{"vars":["value"]}'),
    ("query_content_type_ask", {**_get("ASK {}"), **JSON}, TRUE),
    ("query_content_type_describe", {**_get(f"DESCRIBE <{content.AGREEMENT}>"), **GRAPH}, b"@prefix"),
    ("query_content_type_construct", {**_get("CONSTRUCT { <s> <p> 1 } WHERE {}"), **GRAPH}, b"@prefix"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "start"), [row[1:] for row in POSITIVE], ids=[row[0] for row in POSITIVE]
)
def test_queries_are_answered(suite: FlaskClient, request_: dict[str, Any], start: bytes) -> None:
    response = suite.open("/sparql", **request_)
    assert response.status_code == 200
    assert response.data.startswith(start)


BOUND = urlencode({"query": "ASK {}"})
INSERT = "INSERT DATA { GRAPH <http://example.org/g> { <s> <p> <o> } }"
UPDATE_FORM = {"method": "POST", "data": {"update": INSERT}}
UPDATE_DIRECT = {"method": "POST", "data": INSERT, "content_type": UPDATE}
USING_BOTH = f"using-graph-uri={ONE}&using-graph-uri={TWO}"
USING_FULL = f"using-graph-uri={ONE}&using-named-graph-uri={TWO}"
WRONG_FORM = {"method": "POST", "data": {"update": "CLEAR NAMED; WRONG"}}

#: The suite's name of a test -> the request, the status.
NEGATIVE: list[tuple[str, dict[str, Any], int]] = [
    ("bad_query_method", {"method": "PUT", "data": BOUND, "content_type": FORM}, 405),
    ("bad_multiple_queries", {"query_string": "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"}, 400),
    ("bad_query_wrong_media_type", {"method": "POST", "data": "ASK {}", "content_type": "text/plain"}, 415),
    ("bad_query_missing_form_type", {"method": "POST", "data": BOUND}, 415),
    ("bad_query_missing_direct_type", {"method": "POST", "data": "ASK {}"}, 415),
    ("bad_query_non_utf8", {**_direct("ASK {}"), "data": "ASK {}".encode("utf-16")}, 400),
    ("bad_query_syntax", _get("ASK {"), 400),
    ("update_post_form", UPDATE_FORM, 403),
    ("update_post_direct", UPDATE_DIRECT, 403),
    ("update_base_uri", {"method": "POST", "data": {"update": f"BASE <http://example.org/> {INSERT}"}}, 403),
    ("update_dataset_default_graph", {**UPDATE_FORM, "query_string": {"using-graph-uri": ONE}}, 403),
    ("update_dataset_default_graphs", {**UPDATE_FORM, "query_string": USING_BOTH}, 403),
    ("update_dataset_named_graphs", {**UPDATE_FORM, "query_string": {"using-named-graph-uri": ONE}}, 403),
    ("update_dataset_full", {**UPDATE_DIRECT, "query_string": USING_FULL}, 403),
    ("bad_update_get", {"query_string": {"update": INSERT}}, 403),
    ("bad_multiple_updates", {**_form(""), "data": f"update={INSERT}&update={INSERT}"}, 403),
    ("bad_update_wrong_media_type", {**UPDATE_DIRECT, "content_type": "text/plain"}, 415),
    ("bad_update_missing_form_type", {"method": "POST", "data": urlencode({"update": INSERT})}, 415),
    ("bad_update_missing_direct_type", {"method": "POST", "data": INSERT}, 415),
    ("bad_update_non_utf8", {**UPDATE_DIRECT, "data": INSERT.encode("utf-16")}, 403),
    ("bad_update_syntax", WRONG_FORM, 403),
    ("bad_update_dataset_conflict", {**UPDATE_FORM, "query_string": {"using-named-graph-uri": ONE}}, 403),
    ("an update as a query", _form(INSERT), 403),
]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "status"), [row[1:] for row in NEGATIVE], ids=[row[0] for row in NEGATIVE]
)
def test_the_rest_is_refused(suite: FlaskClient, request_: dict[str, Any], status: int) -> None:
    response = suite.open("/sparql", **request_)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert ("Allow" in response.headers) == (status == 405)

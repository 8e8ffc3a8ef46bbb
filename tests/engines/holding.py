"""What an engine holds, seen without the program's own machinery, and what a snapshot holds."""

from __future__ import annotations

import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox

from accordgraph.graph.snapshot import Snapshot
from web.content import BASE

from .running import Engine

BELIEVED, PUBLISHED = f"{BASE}graph/believed", f"{BASE}graph/published"


def select(engine: Engine, query: str) -> list[dict[str, str]]:
    """Return the rows of a query, put to the engine itself."""
    asked = Request(
        engine.endpoint, urlencode({"query": query}).encode(), {"Accept": "application/sparql-results+json"}
    )
    with urlopen(asked, timeout=120) as reply:
        rows = json.load(reply)["results"]["bindings"]
    return [{name: _value(term) for name, term in row.items()} for row in rows]


def _value(term: dict[str, str]) -> str:
    """Return a value, Virtuoso's truth values as all others write them."""
    is_boolean = term.get("datatype", "").endswith("#boolean")
    return {"0": "false", "1": "true"}.get(term["value"], term["value"]) if is_boolean else term["value"]


def held(engine: Engine) -> dict[str, int]:
    """Return how many statements the engine has in each graph of ours."""
    rows = select(engine, "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    return {row["g"]: int(row["n"]) for row in rows if row["g"].startswith(BASE)}


def wanted(snapshot: Snapshot) -> dict[str, int]:
    """Return how many statements an engine is to have in each graph, the record apart."""
    graphs = snapshot.manifest.graphs
    return {BELIEVED if name == "default" else name: count for name, count in graphs.items() if count}


def statements(engine: Engine, graph: str) -> set[tuple[str, str, str]]:
    """Return the statements of a graph in an engine, those with blank nodes apart."""
    rows = select(
        engine, f"SELECT * WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o FILTER(!ISBLANK(?s) && !ISBLANK(?o)) }} }}"
    )
    return {(row["s"], row["p"], row["o"]) for row in rows}


def stored(snapshot: Snapshot, graph: str) -> set[tuple[str, str, str]]:
    """Return the statements of a graph in a snapshot, likewise."""
    name = ox.DefaultGraph() if graph == BELIEVED else ox.NamedNode(graph)
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in snapshot.open_store().quads_for_pattern(None, None, None, name)
        if not isinstance(quad.subject, ox.BlankNode | ox.Triple)
        and not isinstance(quad.object, ox.BlankNode | ox.Triple)
    }

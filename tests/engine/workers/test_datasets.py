"""The graphs that a query names are its dataset (https://www.w3.org/TR/sparql11-query/#rdfDataset)."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.engine.workers.datasets import Dataset, Graph, dataset, named_by

BASE = "http://x/"
BELIEVED, A, B, INNER, SHARING, NOWHERE = (
    ox.NamedNode(BASE + name) for name in ("graph/believed", "a", "b", "inner", "sharing", "nowhere")
)
#: What each graph says: the default graph first.
SAID: dict[Graph, str] = {ox.DefaultGraph(): "12", A: "3", B: "4", INNER: "1", SHARING: "23"}

#: Graphs of the default graph -> what it says, and whether the store itself can be asked.
MERGED = [
    ([A], "3", True),
    ([A, A], "3", True),
    ([A, B], "34", True),
    ([BELIEVED], "12", True),
    ([BELIEVED, BELIEVED], "12", True),
    ([INNER, BELIEVED], "12", True),
    ([BELIEVED, A, INNER], "123", True),
    ([BELIEVED, SHARING], "123", False),
    ([SHARING, A], "23", True),
    ([INNER, A, SHARING], "123", False),
    ([NOWHERE, A], "3", True),
    ([NOWHERE], "", True),
    ([], "", True),
]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """A store whose graphs say some things twice."""
    made = ox.Store()
    for graph, said in SAID.items():
        made.extend(ox.Quad(A, A, ox.Literal(each), graph) for each in said)
    return made


def _rows(found: Dataset, text: str) -> list[str]:
    rows = found.store.query(text, default_graph=found.default, named_graphs=found.named)
    assert isinstance(rows, ox.QuerySolutions)
    return sorted("".join(value.value[-1] for value in row) for row in rows)


@pytest.mark.parametrize(("graphs", "said", "itself"), MERGED)
def test_several_graphs_are_merged_and_nothing_is_said_twice(
    store: ox.Store, graphs: list[ox.NamedNode], said: str, itself: bool
) -> None:
    found = dataset(store, graphs, [B, SHARING, B], BELIEVED.value)
    assert (found.store is store) is itself
    assert _rows(found, "SELECT ?o { ?s ?p ?o }") == list(said)
    named = ["b4", "g2", "g3"]
    assert _rows(found, "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }") == named


@pytest.mark.parametrize(("value", "other"), [(255, 256), (-1, 0), (65535, 70000), (254, 255)])
def test_graphs_that_give_rival_numbers_are_both_read(tmp_path: Path, value: int, other: int) -> None:
    """Some pairs are numbers that the database, on disk, takes one for the other."""
    store = ox.Store(tmp_path)
    store.extend(ox.Quad(A, A, ox.Literal(each), graph) for each, graph in ((other, A), (value, B)))
    found = dataset(store, [A, B], [], BELIEVED.value)
    assert _rows(found, "SELECT ?o { ?s ?p ?o }") == sorted(str(each)[-1] for each in (value, other))


#: A query -> the graphs of its FROM, those of its FROM NAMED.
CLAUSES = {
    "ASK { ?s ?p ?o }": None,
    "ASK { ?s ?p 'FROM <a>' }": None,
    "ASK FROM <a> { ?s ?p ?o }": ([A], []),
    "ask from <http://x/a> from named<b>{ ?s ?p ?o }": ([A], [B]),
    "BASE <http://x/graph/> SELECT * FROM <believed> WHERE { ?s ?p ?o }": ([BELIEVED], []),
    "PREFIX from: <a> SELECT (EXISTS { ?s from: 'FROM <b>' } AS ?x) FROM from: { }": ([A], []),
    "# FROM <b>\nCONSTRUCT { ?s ?p ?o } FROM x:a FROM NAMED x:b # <a>\n WHERE { ?s ?p ?o }": ([A], [B]),
    "CONSTRUCT FROM <a> WHERE { ?s ?p ?o }": ([A], []),
    "DESCRIBE <b> FROM <a>": ([A], []),
    "SELECT * FROM NAMED <b> FROM NAMED <a> FROM <a> FROM <a> { }": ([A, A], [B, A]),
    "PREFIX 日本・米国: <graph/> ASK FROM 日本・米国:believed { }": ([BELIEVED], []),
    "ASK FROM x:a·b FROM x:a・b": ([ox.NamedNode(BASE + "a·b"), ox.NamedNode(BASE + "a・b")], []),
    "SELECT ?from { ?from ?named <a> }": None,
    "SELECT * FROM y:a { }": None,
    "SELECT * FROM { }": None,
    "": None,
}  # fmt: skip


@pytest.mark.parametrize("text", CLAUSES)
def test_a_query_tells_its_graphs(store: ox.Store, text: str) -> None:
    def look(query: str) -> ox.QuerySolutions:
        found = store.query(query, base_iri=BASE, prefixes={"x": BASE})
        assert isinstance(found, ox.QuerySolutions)
        return found

    assert named_by(text, look) == CLAUSES[text]

"""Queries as other engines get them: standing alone, and with the graphs that a snapshot would ask."""

from __future__ import annotations

import pytest

from accordgraph.engine.errors import QueryUnsupported
from accordgraph.engine.explaining.plain import plain
from accordgraph.engine.external.service import NO_GRAPH, Dataset
from accordgraph.engine.external.wording import (
    Chosen,
    dataset,
    selects_within,
    within,
    without_from,
    without_traps,
    worded,
)
from accordgraph.graph.reading.tokens import LONGEST

BASE, PREFIXES = "http://x/", {"a": "http://a/", "b": "http://b/"}
NAMED = ("urn:1", "urn:2")

#: A query, and what is put before it.
WORDED = {
    "ASK { ?s ?p ?o }": "",
    "ASK { ?s a:p b:q }": "PREFIX a: <http://a/>\nPREFIX b: <http://b/>\n",
    "PREFIX a: <urn:a> ASK { ?s a:p b:q }": "PREFIX b: <http://b/>\n",
    "ASK { ?s ?p 'a:p' } # b:q": "",
    "ASK { ?s <p> c:q }": "BASE <http://x/>\n",
    "BASE <http://y/> ASK { ?s <p> ?o }": "",
    "ASK { ?s <urn:p> <http://a:1/> }": "",
}

#: A query, and the graphs that are asked.
DATASETS = {
    "ASK { ?s ?p ?o }": Dataset(("urn:b",)),
    "ASK { GRAPH ?g { ?s ?p ?o } }": Dataset(("urn:b",), NAMED),
    "ASK { ?s ?p 'GRAPH' }": Dataset(("urn:b",)),
    "ASK { ?graph <urn:graph> ?o } # GRAPH": Dataset(("urn:b",)),
    "ASK { ?s ?p 1GRAPH ?g { ?s ?p ?o } }": Dataset(("urn:b",), NAMED),
    "PREFIX graph: <urn:f> ASK { ?s graph:p ?o }": Dataset(("urn:b",)),
}
NONE = (NO_GRAPH,)
#: Graphs that are chosen -> those that are asked.
CHOSEN: dict[Chosen, Dataset] = {
    (("urn:1",), ()): Dataset(("urn:1",), NONE),
    (("urn:1", "urn:other", "urn:b", "urn:1"), ()): Dataset(("urn:1", "urn:b"), NONE),
    (("urn:other",), ()): Dataset(NONE, NONE),
    (("urn:other",), ("urn:2",)): Dataset(NONE, ("urn:2",)),
    ((), ("urn:other", "urn:b", "urn:2", "urn:2")): Dataset(NONE, ("urn:2",)),
    ((), ("urn:other",)): Dataset(NONE, NONE),
}


@pytest.mark.parametrize("text", WORDED)
def test_what_a_query_does_not_declare_is_declared(text: str) -> None:
    assert worded(text, BASE, PREFIXES) == WORDED[text] + text


def test_a_base_stands_before_prefixes_as_sparql_1_0_wants_it() -> None:
    text = "# Mine\nBASE <http://y/> PREFIX a: <urn:a> ASK { ?s a:p b:q }"
    wanted = "# Mine\nBASE <http://y/>\nPREFIX b: <http://b/>\n PREFIX a: <urn:a> ASK { ?s a:p b:q }"
    assert worded(text, BASE, PREFIXES) == wanted


@pytest.mark.parametrize("text", DATASETS)
def test_the_graphs_are_those_of_a_snapshot_unless_others_are_named(text: str) -> None:
    assert dataset(text, None, "urn:b", NAMED) == DATASETS[text]


@pytest.mark.parametrize("chosen", CHOSEN)
@pytest.mark.parametrize("text", DATASETS)
def test_of_graphs_that_are_named_those_of_the_snapshot_are_asked(text: str, chosen: Chosen) -> None:
    assert dataset(text, chosen, "urn:b", NAMED) == CHOSEN[chosen]


#: A query, and what it is when its graphs are held to a condition.
HELD = {
    "ASK { ?s ?p ?o }": "ASK { ?s ?p ?o }",
    "ASK { GRAPH ?g { ?s ?p ?o } ?s a ?c }": "ASK { GRAPH ?g { ?s ?p ?o } FILTER(ok(?g))  ?s a ?c }",
    "ASK { graph $g{GRAPH <urn:1> {?s ?p '}'}} }": (
        "ASK { graph $g{GRAPH <urn:1> {?s ?p '}'} FILTER(ok(<urn:1>)) } FILTER(ok($g))  }"
    ),
    "ASK { GRAPH ?a { ?s ?p ?o { GRAPH ?b { ?o ?q ?r } } } }": (
        "ASK { GRAPH ?a { ?s ?p ?o { GRAPH ?b { ?o ?q ?r } FILTER(ok(?b))  } } FILTER(ok(?a))  }"
    ),
    "ASK { ?graph ?p { } }": "ASK { ?graph ?p { } }",
    "ASK { GRAPH ?g { ?s ?p ?o }": None,
    "ASK } GRAPH ?g { ?s ?p ?o }": None,
    f"ASK {{ GRAPH ?g {{ ?s ?p ?o }} }} # {'x' * LONGEST}": None,
}


@pytest.mark.parametrize("text", HELD, ids=lambda text: text[:40])
def test_graphs_are_held_to_a_condition(text: str) -> None:
    assert within(text, lambda variable: f"ok({variable})") == HELD[text]


#: A query, and whether it has a SELECT within a GRAPH whose name is a variable.
NESTED = {
    "SELECT ?s { GRAPH ?g { ?s ?p ?o } }": False,
    "SELECT ?s { { SELECT ?s { GRAPH ?g { ?s ?p ?o } } } GRAPH ?g { ?s ?p 'SELECT' } }": False,
    "SELECT ?s { GRAPH <urn:1> { SELECT ?s { ?s ?p ?o } } }": False,
    "SELECT ?s { GRAPH ?g { select ?s { ?s ?p ?o } } }": True,
    "SELECT ?s { GRAPH $g { ?s a ?c FILTER (EXISTS { { SELECT ?s { ?s ?p ?o } } }) } }": True,
    f"SELECT ?s {{ GRAPH ?g {{ SELECT ?s {{ ?s ?p ?o }} }} }} # {'x' * LONGEST}": False,
}


@pytest.mark.parametrize("text", NESTED, ids=lambda text: text[:80])
def test_a_select_within_graph_is_found(text: str) -> None:
    assert selects_within(text) is NESTED[text]


#: A query with escapes -> what engines get, in which nothing can end where it does not.
TRAPS = {
    r"ASK { ?s ?p '\u0027 . SERVICE <http://x/> { ?a ?b ?c } ?d ?e \u0027' }": (
        r"ASK { ?s ?p '\' . SERVICE <http://x/> { ?a ?b ?c } ?d ?e \'' }"
    ),
    "ASK {} # \\u000A SERVICE <http://x/> {}\n": "ASK {}\n",
    "ASK { # \\u007D\n ?s ?p '''\\u0027''' }": "ASK {\n?s ?p '''\\'''' }",
    r'ASK { ?s ?p "\u0022\U0000005Cu0022" }': r'ASK { ?s ?p "\"\\\u00750022" }',
    r"ASK { ?s ?p '\\u0027' ?t '} SERVICE <http://x/> {' }": (
        r"ASK { ?s ?p '\\\u00750027' ?t '} SERVICE <http://x/> {' }"
    ),
    r"ASK { ?s ?p '\\\\U00000027\n' }": r"ASK { ?s ?p '\\\\\u005500000027\n' }",
    r"ASK { ?s ?p 'caf\u00e9\u000A\u0001\uD800\U00110000' }": r"ASK { ?s ?p 'café\n\u0001\uD800\U00110000' }",
    r"ASK { ?caf\u00e9 <http://x/\u0061> a:\u0062-c.d }": "ASK { ?café <http://x/a> a:b-c.d }",
    "ASK { ?s ?p 'u0027' } # why": "ASK { ?s ?p 'u0027' } # why",
    "ASK { # }\r ?s ?p '# x' } # why\r\n": "ASK {\n?s ?p '# x' } # why\r\n",
    "ASK {\r\n?s ?p ?o } # {\r\n": "ASK {\r\n?s ?p ?o } # {\r\n",
}


@pytest.mark.parametrize("text", TRAPS)
def test_no_escape_ends_a_text_or_a_comment(text: str) -> None:
    assert without_traps(plain(text)) == TRAPS[text]


def test_a_text_too_long_to_be_looked_through_has_no_escapes() -> None:
    for trap in (r"\u000A", "\r "):
        with pytest.raises(QueryUnsupported):
            without_traps(plain(f"ASK {{}} # {'x' * LONGEST} {trap}"))
    assert without_traps(plain(f"ASK {{}} # {'x' * LONGEST}")).endswith("x")


def test_the_graphs_of_a_request_replace_those_of_its_query() -> None:
    text = "PREFIX a: <urn:a> SELECT * FROM <urn:1> FROM NAMED a:2 { ?s ?p 'FROM <urn:3>' }"
    kept = "PREFIX a: <urn:a> SELECT *   { ?s ?p 'FROM <urn:3>' }"
    assert without_from(text) == kept
    assert without_from(kept) == kept

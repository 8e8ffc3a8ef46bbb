"""What a query must show before an engine gets it, by its text alone."""

from __future__ import annotations

import time

import pytest

from accordgraph.engine.errors import QueryUnsupported
from accordgraph.engine.explaining.plain import plain
from accordgraph.engine.external.clarity import require_clear
from accordgraph.graph.reading.tokens import LONGEST

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"xsd": XSD, "graph": "urn:graph:"}

#: Queries that some parsers read otherwise than their tokens say.
UNCLEAR = (
    "SELECT ?s { GRAPH ?g\u3001{ ?s ?p ?o } }",
    "PREFIX a\u3001: <urn:> SELECT ?s FROM a\u3001:b { ?s ?p ?o }",
    "SELECT ?s { GRAPH ?g { SELECTDISTINCT?s { ?s ?p ?o } } }",
    "SELECT ?s FROMNAMED<urn:1> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?s { ?x ?y trueGRAPH ?g { ?s ?p ?o } }",
    "PREFIX : <urn:> SELECT ?s FROM:a { ?s ?p ?o }",
    "PREFIX:<urn:> SELECT ?s { graph:a { ?s ?p ?o } }",
    "PREFIX a: <urn:> SELECT ?s { GRAPHa:b { ?s ?p ?o } }",
    "PREFIXa: <urn:> SELECT ?s FROMa:b { ?s ?p ?o }",
    "PREFIX a: <http://x/> SELECT ?s { ?s ?p ?o SERVICEa:b { ?a ?b ?c } }",
    "PREFIX : <http://x/> SELECT ?s { ?s ?p ?o SERVICESILENT:b { ?a ?b ?c } }",
    "SELECT ?s FROM NAMEDxsd:b { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX : <http://www.w3.org/2001/XMLSchema#> SELECT (a\u3001:b(1) AS ?x) {}",
)
CLEAR = (
    "SELECT ?s { ?s ?p ?o\u3001 }",
    "SELECT ?s { GRAPH ?\u540d\u524d { ?s ?p '\u3001FROMNAMED' } } # \u3001",
    "PREFIX : <urn:> SELECT ?s FROM graph:a FROM NAMED <urn:a> { GRAPH graph:b { ?s :overrulesGraph ?o } }",
    "SELECT ?graph { GRAPH ?graph { graph:a schema:fromLocation ?from } }",
)


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_query_is_refused_whose_graphs_cannot_be_told(text: str) -> None:
    with pytest.raises(QueryUnsupported, match="which graphs and endpoints the query names"):
        require_clear(plain(text), PREFIXES)


@pytest.mark.parametrize("text", CLEAR, ids=lambda text: text[:80])
def test_all_others_are_clear(text: str) -> None:
    require_clear(plain(text), PREFIXES)


#: Queries that call a function of an engine's own, and what their refusal calls it.
CALLING = {
    "SELECT (<bif:a>() AS ?x) {}": "<bif:a>",
    "SELECT ?s { ?s ?p ?o FILTER(true || <bif:a> # why\n(1)) }": "<bif:a>",
    "SELECT ?s { ?s ?p ?o FILTER<bif:a>(?s) }": "<bif:a>",
    "SELECT ?s { ?s ?p ?o BIND(STR(<bif:a>(1)) AS ?x) }": "<bif:a>",
    "SELECT ?s { ?s ?p ?o { SELECT ?x (<bif:a>(1) AS ?y) {} } }": "<bif:a>",
    "SELECT ?s { ?s ?p ?o FILTER EXISTS { ?s ?p (1 2) FILTER <bif:a>(?s) } }": "<bif:a>",
    "SELECT ?s { ?s ?p ?o } ORDER BY ?s <bif:a>(?s)": "<bif:a>",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING <bif:a>(?s)": "<bif:a>",
    "PREFIX b: <bif:> SELECT (b:a(1) AS ?x) {}": "<bif:a>",
    "PREFIX xsd: <bif:> SELECT (xsd:integer(1) AS ?x) {}": "<bif:integer>",
    f"PREFIX xsd: <bif:> PREFIX xsd: <{XSD}> SELECT (xsd:a(1) AS ?x) {{}}": "<bif:a>",
    f"PREFIX b: <bif:> PREFIX BYb: <{XSD}> SELECT ?s {{ ?s ?p ?o }} ORDER BYb:a(?s)": f"<{XSD}a>",
    "BASE <bif:> SELECT (<a>(1) AS ?x) {}": "<a>",
    r"SELECT (<bif:\u0061>(1) AS ?x) {}": "<bif:a>",
}
#: Queries that call none.
NOT_CALLING = (
    "SELECT (xsd:integer(?o) AS ?x) (COUNT(?s) AS ?n) { ?s ?p ?o FILTER xsd:boolean(?o) }",
    f"SELECT (<{XSD}integer>('1') AS ?x) {{}}",
    "SELECT ?s { ?s <urn:a> (1 2) ; a (3) . <urn:s> (<urn:p>|<urn:q>) ?o . ?s !(<urn:p>) (?x) }",
    "SELECT ?s { ?s ?p ?o FILTER EXISTS { ?s <urn:a> (1 2) } FILTER(?o IN (<urn:a>, <urn:b>)) }",
    "SELECT ?s { VALUES (?s ?o) { (<urn:a> <urn:b>) (<urn:c> UNDEF) } ?s ?p '<urn:a>(1)' } # <urn:a>(1)",
    "CONSTRUCT { ?s <urn:a> (1) } WHERE { ?s ?p ?o } ORDER BY (?s)",
)


@pytest.mark.parametrize("text", CALLING)
def test_a_function_of_an_engines_own_is_refused(text: str) -> None:
    with pytest.raises(QueryUnsupported, match=rf"The function {CALLING[text]} is not supported\."):
        require_clear(plain(text), PREFIXES)


@pytest.mark.parametrize("text", NOT_CALLING)
def test_casts_lists_and_paths_are_no_such_function(text: str) -> None:
    require_clear(plain(text), PREFIXES)


@pytest.mark.parametrize(
    "call", ["<bif:a>(1)", "<bif:a> (1)", "xsd:a\n(1)", r"a:b\,c(1)", "<bif:a> # why\n(1)"]
)
def test_a_query_too_long_to_be_looked_through_calls_no_function(call: str) -> None:
    with pytest.raises(QueryUnsupported, match="So long a query"):
        require_clear(plain(f"SELECT ({call} AS ?x) {{}} # {'x' * LONGEST}"), PREFIXES)


@pytest.mark.parametrize("name", ["SERVICEa:b", "serviceSilent:b", "SERVICE\u3001:b", "GRAPHa:b", "1GRAPH:b"])
def test_a_query_too_long_to_be_looked_through_hides_no_endpoint(name: str) -> None:
    with pytest.raises(QueryUnsupported, match="SERVICE, SILENT or GRAPH"):
        require_clear(plain(f"SELECT * {{ ?s ?p ?o {name} {{ ?a ?b ?c }} }} # {'x' * LONGEST}"), PREFIXES)


@pytest.mark.parametrize(
    "name", ["GRAPH ?g", "graph<urn:a>", "GRAPH\n# why\n?g", "1GRAPH $g", "GRAPH a:b", "GRAPH :b"]
)
def test_a_query_too_long_to_be_looked_through_looks_into_no_graph(name: str) -> None:
    with pytest.raises(QueryUnsupported, match="by GRAPH"):
        require_clear(plain(f"SELECT * {{ {name} {{ ?a ?b ?c }} }} # {'x' * LONGEST}"), PREFIXES)


def test_a_long_list_of_values_is_neither_function_nor_graph() -> None:
    rows = "(<https://w3id.org/accordgraph/graph/source#a> 'service of a graph')\n" * (LONGEST // 18)
    require_clear(plain(f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} FILTER(STR(?a) = 'a') }}"), PREFIXES)


#: Queries as long as are looked through, on which one could spend minutes.
HOSTILE = {
    "a long prefix": f"ASK {{ ?s {'graph' * (LONGEST // 5 - 10)}s:a ?o }}",
    "many prefixes": f"{'PREFIX xsd: <urn:> ' * 7000}SELECT {'(STR(graph:a) AS ?x) ' * 6000}{{}}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_read_in_time(text: str) -> None:
    began = time.process_time()
    require_clear(plain(text), PREFIXES)
    assert time.process_time() - began < 10

"""Where the engine gives something else than SPARQL 1.1 has, which README tells with what to write instead.

Where a new version of the engine no longer does, its row fails, and README has one to tell less.
"""

from __future__ import annotations

import pytest

from accordgraph.engine.errors import QuerySyntaxError
from accordgraph.engine.query import Query, Wish
from tools import ROOT

from ..conftest import Pool

_XSD = "http://www.w3.org/2001/XMLSchema#"
_THINGS = "{ VALUES ?x { <urn:a> <urn:b> } }"
#: What README says of it -> a query, what it gives, what gives it as SPARQL 1.1 has it, and that.
DEPARTURES = {
    "`GROUP_CONCAT(?x)` of things or numbers": (
        f"SELECT (GROUP_CONCAT(?x) AS ?y) {_THINGS}", ['""'],
        f"SELECT (GROUP_CONCAT(STR(?x)) AS ?y) {_THINGS}", ["urn:a urn:b"],
    ),
    "`GRAPH ?g { SELECT ?s { … } }`": (
        "SELECT ?g ?s { GRAPH ?g { SELECT ?s { ?s <terms#name> ?n } } }", [",https://example.org/a"],
        "SELECT ?g ?s { GRAPH ?g { SELECT ?g ?s { ?s <terms#name> ?n } } }",
        ["https://example.org/graph,https://example.org/a"],
    ),
    '`IF(?label, 1, 2)` of a text with a language': (
        "SELECT (IF(?label, 1, 2) AS ?y) { VALUES ?label { 'a'@en } }", ['""'],
        "SELECT (IF(STR(?label), 1, 2) AS ?y) { VALUES ?label { 'a'@en } }", ["1"],
    ),
    '`REPLACE(?x, "(a)b", "$1c")`': (
        "SELECT (REPLACE('ab', '(a)b', '$1c') AS ?y) {}", ['""'],
        "SELECT (REPLACE('ab', '(a)b', '${1}c') AS ?y) {}", ["ac"],
    ),
    "`true > false`": (
        "SELECT (true > false AS ?y) {}", ['""'],
        f"SELECT (<{_XSD}integer>(true) > <{_XSD}integer>(false) AS ?y) {{}}", ["true"],
    ),
    "integers of more than 64 bits": (
        "SELECT (9223372036854775807 + 1 AS ?y) {}", ['""'],
        f"SELECT (<{_XSD}decimal>(9223372036854775807) + 1 AS ?y) {{}}", ["9223372036854775808"],
    ),
    r"`?x p\|q ?y`": (
        "SELECT ?y { <a> <terms#name>|<terms#name> ?y }", ["default"],
        "SELECT ?y { { <a> <terms#name> ?y } UNION { <a> <terms#name> ?y } }", ["default"] * 2,
    ),
    "`<urn:x> p* ?y`": (
        "SELECT ?y { <urn:x> <terms#name>* ?y }", [],
        "SELECT ?y { { VALUES ?y { <urn:x> } } UNION { <urn:x> <terms#name>+ ?y } }", ["urn:x"],
    ),
    '`BNODE("a")`': (
        "SELECT (COUNT(DISTINCT ?y) AS ?n) { VALUES ?x { 1 2 } BIND(BNODE('a') AS ?y) }", ["1"],
        "SELECT (COUNT(DISTINCT ?y) AS ?n) { VALUES ?x { 1 2 } BIND(BNODE() AS ?y) }", ["2"],
    ),
    "`STR(1.50)`": (
        "SELECT (STR(1.50) AS ?y) {}", ["1.5"],
        "SELECT ('1.50' AS ?y) {}", ["1.50"],
    ),
    '`LANG("a"@en-US)`': (
        "SELECT (LANG('a'@en-US) = 'en-US' AS ?y) {}", ["false"],
        "SELECT (LANGMATCHES(LANG('a'@en-US), 'en-US') AS ?y) {}", ["true"],
    ),
}  # fmt: skip


def _rows(pool: Pool, query: str) -> list[str]:
    return pool.answer(Query(query), Wish("text/csv")).body.decode().splitlines()[1:]


@pytest.mark.parametrize("told", DEPARTURES)
def test_the_engine_departs_from_sparql_as_readme_says(pool: Pool, told: str) -> None:
    asked, given, instead, meant = DEPARTURES[told]
    assert f"\n| {told}" in (ROOT / "README.md").read_text("utf-8")
    assert (_rows(pool, asked), _rows(pool, instead)) == (given, meant)


@pytest.mark.parametrize("form", ["ASK", "CONSTRUCT { ?s <p> 1 }"])
def test_what_cannot_group_is_refused(pool: Pool, form: str) -> None:
    assert "\n| ASK and CONSTRUCT with GROUP BY" in (ROOT / "README.md").read_text("utf-8")
    with pytest.raises(QuerySyntaxError):
        pool.answer(Query(f"{form} WHERE {{ ?s ?p ?o }} GROUP BY ?s"), Wish())

"""Queries that mean harm: one table, for the siege and for the tests.

Each is sent as it stands, by POST.
"""

# ruff: noqa: E501 - a query is read best on one line
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_PREFIX = "PREFIX accord: <https://w3id.org/accordgraph/ontology#> "
#: Three patterns that share nothing: more rows than any memory holds.
_CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


@dataclass(frozen=True)
class Hostile:
    """A hostile query: its name, how to write it, and the statuses that a server in good order may answer.

    200 is proper for whatever can be answered within the limits.
    """

    name: str
    write: Callable[[], str]
    proper: frozenset[int]

    @property
    def text(self) -> str:
        """The query; some are megabytes long, so they are written when they are wanted."""
        return self.write()


#: What may become of a query that can be read: an answer, too much work, too much memory.
_RUNS = frozenset({200, 503, 504})
#: What may become of one that may be too deep or too large as well.
_READS = _RUNS | {400, 413}


def _runs(name: str, text: str) -> Hostile:
    return Hostile(name, lambda: _PREFIX + text, _RUNS)


def _reads(name: str, write: Callable[[], str]) -> Hostile:
    return Hostile(name, write, _READS)


def _nested(before: str, inner: str, after: str, depth: int) -> Callable[[], str]:
    return lambda: f"{_PREFIX}SELECT * WHERE {{ {before * depth}{inner}{after * depth} }}"


def _doubling(steps: int) -> str:
    """A string that doubles with each BIND."""
    binds = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(steps))
    return f'SELECT (STRLEN(?s{steps}) AS ?length) WHERE {{ BIND("xxxxxxxx" AS ?s0) {binds} }}'


def _values(rows: int) -> str:
    return "SELECT (COUNT(*) AS ?n) WHERE { VALUES ?s { " + "<urn:x> " * rows + "} ?s ?p ?o }"


def _long(signs: int) -> str:
    return 'SELECT * WHERE { ?s ?p "' + "x" * signs + '" }'


_CROSS_PRODUCTS = (
    _runs("cross product, counted", f"SELECT (COUNT(*) AS ?n) WHERE {{ {_CROSS} }}"),
    _runs("cross product, all rows", f"SELECT * WHERE {{ {_CROSS} }}"),
    _runs("cross product, ORDER BY", f"SELECT * WHERE {{ {_CROSS} }} ORDER BY ?c ?f ?i"),
    _runs("cross product, ORDER BY and LIMIT 1", f"SELECT * WHERE {{ {_CROSS} }} ORDER BY DESC(?c) LIMIT 1"),
    _runs("cross product, DISTINCT", f"SELECT DISTINCT ?a ?d ?g WHERE {{ {_CROSS} }}"),
    _runs("cross product, REDUCED", f"SELECT REDUCED ?b WHERE {{ {_CROSS} }}"),
    _runs("cross product, GROUP BY", f"SELECT ?a ?d (COUNT(*) AS ?n) WHERE {{ {_CROSS} }} GROUP BY ?a ?d"),
    _runs("cross product, HAVING", f"SELECT ?a WHERE {{ {_CROSS} }} GROUP BY ?a HAVING (COUNT(?f) < 0)"),
    _runs("cross product, GROUP_CONCAT", f"SELECT (GROUP_CONCAT(STR(?c)) AS ?all) WHERE {{ {_CROSS} }}"),
    _runs("cross product, COUNT DISTINCT", f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ {_CROSS} }}"),
    _runs("cross product, SAMPLE and MIN", f"SELECT (MIN(?c) AS ?m) (SAMPLE(?f) AS ?s) WHERE {{ {_CROSS} }}"),
    _runs("cross product, OFFSET", f"SELECT * WHERE {{ {_CROSS} }} OFFSET 4000000000 LIMIT 1"),
    _runs("cross product, ASK for nothing", f"ASK {{ {_CROSS} FILTER(?a = <urn:nothing>) }}"),
    _runs(
        "cross product, graphs", "SELECT * WHERE { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } } ORDER BY ?f"
    ),
    _runs(
        "cross product, regex join", "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), STR(?f))) }"
    ),
)

_NESTINGS = (
    _runs(
        "OPTIONAL in OPTIONAL",
        "SELECT * WHERE { ?a ?b ?c "
        + "".join(f"OPTIONAL {{ ?x{n} ?y{n} ?z{n} " for n in range(8))
        + "} " * 8
        + "}",
    ),
    _runs(
        "OPTIONAL beside OPTIONAL",
        "SELECT * WHERE { " + "OPTIONAL { ?a ?b ?c } OPTIONAL { ?d ?e ?f } " * 4 + "}",
    ),
    _runs(
        "subqueries that sort",
        "SELECT * WHERE { { SELECT ?a ?c { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c } { SELECT ?g { ?g ?h ?i . ?j ?k ?l }"
        " ORDER BY ?i } }",
    ),
    _runs(
        "subqueries that count", "SELECT * { { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } } ?x ?y ?z }"
    ),
    _runs(
        "EXISTS in EXISTS", "SELECT * { ?a ?b ?c FILTER EXISTS { ?d ?e ?f FILTER NOT EXISTS { ?g ?h ?c } } }"
    ),
    _runs("NOT EXISTS of a cross product", f"SELECT * {{ ?x ?y ?z FILTER NOT EXISTS {{ {_CROSS} }} }}"),
    _runs("MINUS of a cross product", "SELECT * { ?a ?b ?c . ?d ?e ?f MINUS { ?a ?y ?z . ?d ?v ?w } }"),
    _runs(
        "MINUS in MINUS", "SELECT * { ?a ?b ?c MINUS { ?d ?e ?c . ?g ?h ?i MINUS { ?j ?k ?i . ?d ?l ?m } } }"
    ),
)

_PATHS = (
    _runs("path: any property, any length", "SELECT * WHERE { ?a (!<urn:no>)* ?b }"),
    _runs("path: both directions, any length", "SELECT * WHERE { ?a (!<urn:no>|^!<urn:no>)+ ?b }"),
    _runs("path: nested stars", "SELECT (COUNT(*) AS ?n) WHERE { ?a (((!<urn:no>)*)*)* ?b }"),
    _runs("path: parties of parties", "SELECT (COUNT(*) AS ?n) WHERE { ?a (accord:hasParty/^accord:hasParty)+ ?b }"),
    _runs("path: joined twice", "SELECT * WHERE { ?a (!<urn:no>)+ ?b . ?b (!<urn:no>)+ ?a }"),
    _runs("path: sequence of stars", "SELECT * { ?a (accord:partOfAgreement|accord:hasParty)*/(!<urn:no>)*/^(!<urn:no>)* ?b }"),
    _reads("path: 5,000 steps", lambda: f"SELECT * WHERE {{ ?a {'/'.join(['<urn:p>'] * 5_000)} ?b }}"),
    _reads("path: 5,000 brackets", lambda: f"SELECT * WHERE {{ ?a {'(' * 5_000}<urn:p>{')*' * 5_000} ?b }}"),
)  # fmt: skip

_LARGE = (
    _reads("VALUES: 200,000 rows", lambda: _values(200_000)),
    _reads("VALUES: two that multiply", lambda: (
        "SELECT * WHERE { VALUES ?a { " + "1 2 3 4 " * 2_000 + "} VALUES ?b { " + "1 2 3 4 " * 2_000 + "} } ORDER BY ?a"
    )),
    _reads("10 MB: a string", lambda: _long(10_000_000)),
    _reads("10 MB: a comment", lambda: "SELECT * WHERE { } #" + "x" * 10_000_000),
    _reads("10 MB: patterns", lambda: "SELECT * WHERE { " + "?s ?p ?o . " * 900_000 + "}"),
    _reads("10 MB: white space", lambda: "SELECT * WHERE {" + " " * 10_000_000 + "}"),
    _reads("10 MB: an open string", lambda: 'SELECT * WHERE { ?s ?p "' + "x" * 10_000_000),
    _reads("10 MB: quotation marks", lambda: "SELECT * WHERE { ?s ?p " + '"' * 10_000_000 + " }"),
    _reads("2,000 prefixes", lambda: "".join(f"PREFIX p{n}: <urn:{n}> " for n in range(2_000)) + "ASK {}"),
    _reads("20,000 variables", lambda: "SELECT " + " ".join(f"?v{n}" for n in range(20_000)) + " WHERE { ?s ?p ?o }"),
    _reads("2,000 UNIONs", lambda: "SELECT * WHERE { " + "{ ?s ?p ?o } UNION " * 2_000 + "{ ?s ?p ?o } } ORDER BY ?o"),
    _reads("20,000 UNIONs", lambda: "SELECT * WHERE { " + "{ ?s ?p ?o } UNION " * 20_000 + "{ ?s ?p ?o } }"),
    _reads("20,000 FILTERs with IN", lambda: (
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + ", ".join(f"<urn:{n}>" for n in range(20_000)) + ")) }"
    )),
    _reads("20,000 conditions", lambda: "SELECT * { ?s ?p ?o FILTER(" + "?o = 1 || " * 20_000 + "false) }"),
)  # fmt: skip

_DEEP = (
    _reads("deep: 3,000 braces", _nested("{", "?s ?p ?o", "}", 3_000)),
    _reads("deep: 100,000 braces", _nested("{", "?s ?p ?o", "}", 100_000)),
    _reads("deep: 20,000 parentheses", _nested("", f"BIND({'(' * 20_000}1{')' * 20_000} AS ?x)", "", 1)),
    _reads("deep: 20,000 negations", _nested("", f"FILTER({'!' * 20_000}true)", "", 1)),
    _reads("deep: 5,000 OPTIONALs", _nested("OPTIONAL {", "?s ?p ?o", "}", 5_000)),
    _reads("deep: 2,000 subqueries", _nested("{ SELECT * WHERE {", "?s ?p ?o", "} }", 2_000)),
    _reads("deep: 5,000 EXISTS", _nested("FILTER EXISTS {", "?s ?p ?o", "}", 5_000)),
    _reads("deep: 5,000 function calls", _nested("", f"BIND({'STR(' * 5_000}1{')' * 5_000} AS ?x)", "", 1)),
    _reads("deep: 20,000 lists", _nested("", f"?s ?p {'(' * 20_000}{')' * 20_000}", "", 1)),
    _reads("deep: 20,000 blank nodes", _nested("", f"?s ?p {'[ ?p ' * 20_000}1{']' * 20_000}", "", 1)),
    _reads(
        "deep: 5,000 quoted triples", _nested("", f"?s ?p {'<<( ?s ?p ' * 5_000}1{' )>>' * 5_000}", "", 1)
    ),
    _reads("deep: open braces only", lambda: "SELECT * WHERE " + "{" * 100_000),
)

_TEXTS = (
    _runs("regex: nested repetition", 'SELECT * { ?s ?p ?o FILTER(REGEX(CONCAT(STR(?o), "!"), "^(([a-z])+.)+[A-Z]([a-z])+$")) }'),
    _runs("regex: counted repetition", 'ASK { BIND(REGEX("aaaaaaaaaaaaaaaa", "((a{1,100}){1,100}){1,100}$") AS ?x) FILTER(?x) }'),
    _runs("regex: large classes", 'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "(\\\\p{L}{1,200}){1,50}x")) }'),
    _runs("regex: a pattern for each row", 'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?a), CONCAT(STR(?d), ".*x"))) }'),
    _runs("REPLACE that grows", 'SELECT (REPLACE(REPLACE(?x, ".", "$0$0$0$0$0$0$0$0"), ".", "$0$0$0$0$0$0$0$0") AS ?y) { ?s ?p ?x }'),
    _runs("string that doubles 24 times", _doubling(24)),
    _runs("string that doubles 40 times", _doubling(40)),
    _runs("GROUP_CONCAT that multiplies", 'SELECT (GROUP_CONCAT(STR(?c); SEPARATOR="xxxxxxxxxxxxxxxx") AS ?t) { ?a ?b ?c . ?d ?e ?f }'),
    _runs("hashes of a cross product", f"SELECT (SHA512(STR(?c)) AS ?hash) {{ {_CROSS} }}"),
)  # fmt: skip

_GRAPHS = (
    _runs("CONSTRUCT of a cross product", f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?c . ?g ?b ?f }} WHERE {{ {_CROSS} }}"),
    _runs("CONSTRUCT of blank nodes", "CONSTRUCT { [] ?b [ ?e [] ] } WHERE { ?a ?b ?c . ?d ?e ?f }"),
    _runs("DESCRIBE of all things", "DESCRIBE ?a ?c ?d WHERE { ?a ?b ?c . ?d ?e ?f }"),
    _reads("CONSTRUCT of 10,000 triples a row", lambda: (
        "CONSTRUCT { " + " ".join(f"?s <urn:{n}> ?o ." for n in range(10_000)) + " } WHERE { ?s ?p ?o }"
    )),
)  # fmt: skip

_REFUSED = (
    Hostile("SERVICE to the network", lambda: "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", frozenset({403})),
    Hostile("SERVICE SILENT to metadata", lambda: "ASK { SERVICE SILENT <http://169.254.169.254/> { ?s ?p ?o } }", frozenset({403})),
    Hostile("update: DROP ALL", lambda: "DROP ALL", frozenset({400, 403})),
    Hostile("update: LOAD a file", lambda: "LOAD <file:///etc/passwd>", frozenset({400, 403})),
    Hostile("null signs", lambda: "SELECT * WHERE { ?s ?p \0\0\0 }", frozenset({400})),
)  # fmt: skip

HOSTILE = (*_CROSS_PRODUCTS, *_NESTINGS, *_PATHS, *_LARGE, *_DEEP, *_TEXTS, *_GRAPHS, *_REFUSED)

"""In what engines differ from a snapshot's own database, each with its reason; all else is the same."""

from __future__ import annotations

_NO_ORDER = "no order is asked for, and each engine has its own"
_TRUTH = "Virtuoso 7.2.5 writes what an expression says is true or false as the number 1 or 0"
_YEAR = "Virtuoso 7.2.5 ends a query at YEAR() of an unbound value, instead of leaving the row's cell empty"

#: Engine -> page -> why it differs.
PAGES: dict[str, dict[str, str]] = {
    "oxigraph": {},
    "union": {},
    "virtuoso": {"query-graph": _NO_ORDER, "graph": _NO_ORDER},
}

#: Engine -> question -> why its answer differs.
QUESTIONS: dict[str, dict[str, str]] = {
    "oxigraph": {},
    "union": {},
    "virtuoso": {
        "count-sources-of-facts": _TRUTH,
        "find-partners": _YEAR,
        "list-amounts-from-one-source": _TRUTH,
        "list-corroborated-amounts": _TRUTH,
        "list-disputes": _TRUTH,
        "list-firsts": _TRUTH,
        "list-funding": _YEAR,
    },
}

#: Engine -> way to ask what is believed -> why it gives something else.
BELIEVED: dict[str, dict[str, str]] = {
    "oxigraph": {},
    "union": {},
    "virtuoso": {},
}

_ABSENT = "a GRAPH that names a graph which is not there counts as if it held what is looked for"
_WRITTEN = "a BASE behind a PREFIX, and a name with an escape"

#: A query -> what Virtuoso makes of it: the status, and why.
QUERIES: dict[str, tuple[int, str]] = {
    "SELECT (1/0 AS ?x) {}": (400, "the query is refused (400), instead of leaving the cell empty"),
    "SELECT (YEAR('a') AS ?x) {}": (400, "the query is refused (400), instead of leaving the cell empty"),
    "SELECT (GROUP_CONCAT('a') AS ?x) {}": (400, "GROUP_CONCAT without a SEPARATOR"),
    "SELECT (EXISTS { ?a rdfs:label+ ?b } AS ?x) {}": (
        400,
        "a path such as `?a rdfs:label+ ?b` between things",
    ),
    "SELECT (1 < 2 AS ?x) {}": (200, "what an expression says is true or false comes as the number 1 or 0"),
    "ASK { GRAPH <urn:none> { ?s ?p ?o } }": (200, _ABSENT),
    "SELECT (COUNT(*) AS ?n) { GRAPH <urn:none> { ?s ?p ?o } }": (200, _ABSENT),
    "SELECT * { ?s a owl:Ontology FILTER EXISTS { GRAPH <urn:none> { ?a ?b ?c } } }": (200, _ABSENT),
    "PREFIX x: <urn:x> BASE <urn:y> ASK {}": (400, _WRITTEN),
    r"PREFIX x: <urn:x> ASK { x:a\/b ?p ?o }": (400, _WRITTEN),
}

#: How all of them differ where a query names several graphs by FROM.
SEVERAL = "what two of them say is found twice, and counted twice"

#: Engine -> request of the protocol's tests -> why it differs.
PROTOCOL: dict[str, dict[str, str]] = {"oxigraph": {}, "union": {}, "virtuoso": {}}

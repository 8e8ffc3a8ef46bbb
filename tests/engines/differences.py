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

#: An expression -> what Virtuoso makes of it: the status, and why.
EXPRESSIONS: dict[str, tuple[int, str]] = {
    "1/0": (400, "the query is refused (400), instead of leaving the cell empty"),
    "YEAR('a')": (400, "the query is refused (400), instead of leaving the cell empty"),
    "GROUP_CONCAT('a')": (400, "GROUP_CONCAT without a SEPARATOR"),
    "EXISTS { ?a rdfs:label+ ?b }": (400, "a path such as `?a rdfs:label+ ?b` between things"),
    "1 < 2": (200, "what an expression says is true or false comes as the number 1 or 0"),
}

#: How all of them differ where a query names several graphs by FROM.
SEVERAL = "what two of them say is found twice, and counted twice"

#: Engine -> request of the protocol's tests -> why it differs.
PROTOCOL: dict[str, dict[str, str]] = {"oxigraph": {}, "union": {}, "virtuoso": {}}

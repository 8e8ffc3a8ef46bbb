"""What is measured: eight kinds of work, each as our server and its peers are asked for it."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass, replace

from .wrk import AGREEMENT, FRESH, Load

_PREFIX = "PREFIX accord: <https://w3id.org/accordgraph/ontology#> "
_THING = "https://w3id.org/accordgraph/id/agreement/agreement-"
_FIELD = "https://w3id.org/accordgraph/id/concept/research-field-life-sciences"
JSON, TURTLE = "application/sparql-results+json", "text/turtle"
#: Two agreements that share a party: there are millions of such pairs.
_PAIRS = "{{ ?agreement accord:hasParty ?party{fresh} . ?other accord:hasParty ?party{fresh} }} LIMIT {rows}"
#: Any two agreements, with a party each: half a million where there are a few hundred agreements.
_ANY_TWO = (
    "{{ ?agreement accord:hasParty ?party{fresh} . ?other accord:hasParty ?partner{fresh} }} LIMIT {rows}"
)


@dataclass(frozen=True)
class Task:
    """A kind of work: its query, and the least ratios to the peers' rates that are wanted, if any.

    A variable's name holds FRESH where each request is to be the first of its kind: that changes no work.
    `document` is the path that our server answers instead of the query.
    """

    name: str
    query: str
    load: Load
    to_oxigraph: float | None
    to_rdflib: float | None
    accept: str = JSON
    document: str | None = None

    @property
    def path(self) -> str:
        """The query as a request's parameter."""
        return "?query=" + urllib.parse.quote(self.query, safe="")


TASKS = (
    Task(
        "repeated query",
        f"SELECT ?p ?o WHERE {{ <{_THING}7> ?p ?o }}",
        Load(16, 4),
        2,
        10,
    ),
    Task(
        "first-time point query",
        f"SELECT ?p ?o{FRESH} WHERE {{ <{_THING}{AGREEMENT}> ?p ?o{FRESH} }}",
        Load(16, 4),
        0.2,
        3,
    ),
    Task(
        "5,000 rows, first time",
        f"{_PREFIX}SELECT ?agreement ?other {_PAIRS.format(fresh=FRESH, rows=5_000)}",
        Load(4, 5),
        0.95,
        10,
    ),
    Task(
        "500,000 rows, first time",
        f"{_PREFIX}SELECT ?agreement ?other {_ANY_TWO.format(fresh=FRESH, rows=500_000)}",
        Load(2, 10),
        0.95,
        10,
    ),
    Task(
        "aggregate with joins, first time",
        f"{_PREFIX}SELECT ?country ?field ?currency (COUNT(*) AS ?n{FRESH}) (SUM(?value) AS ?sum) WHERE {{ "
        "?contribution accord:hasFunder ?funder ; accord:funds ?agreement ; accord:hasAmount ?amount . "
        "?funder accord:locatedIn ?city . ?city accord:locatedIn ?country . "
        "?agreement accord:focusesOn ?field . "
        "?amount accord:amountValue ?value ; accord:currency ?currency } GROUP BY ?country ?field ?currency",
        Load(2, 10),
        0.95,
        10,
    ),
    Task(
        "small aggregate, first time",
        f"{_PREFIX}SELECT ?currency (COUNT(*) AS ?n{FRESH}) (SUM(?value) AS ?sum) WHERE {{ "
        "?contribution accord:hasFunder ?funder ; accord:funds ?agreement ; accord:hasAmount ?amount . "
        f"?agreement accord:focusesOn <{_FIELD}> . "
        "?amount accord:amountValue ?value ; accord:currency ?currency } GROUP BY ?currency",
        Load(2, 10),
        None,
        10,
    ),
    Task(
        "entity description, first time",
        f"DESCRIBE ?it{FRESH} WHERE {{ BIND (<{_THING}{AGREEMENT}> AS ?it{FRESH}) }}",
        Load(16, 4),
        None,
        10,
        TURTLE,
    ),
    Task(
        "our document instead",
        f"DESCRIBE <{_THING}{AGREEMENT}>",
        Load(16, 4),
        None,
        None,
        TURTLE,
        f"/doc/agreement/agreement-{AGREEMENT}.ttl",
    ),
)

#: The one whose memory is looked at more closely.
LARGEST = next(task for task in TASKS if task.name.startswith("500,000"))
#: The same rows with all their names, in an answer of one row.
SUMMED = replace(
    LARGEST,
    name="the same rows in one",
    query=f"{_PREFIX}SELECT (SUM(STRLEN(STR(?agreement)) + STRLEN(STR(?other))) AS ?letters) "
    f"{{{{ SELECT ?agreement ?other {{{LARGEST.query.partition('{')[2]} }}}}",
)

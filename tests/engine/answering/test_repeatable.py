"""Which queries answer alike each time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accordgraph.engine.answering.repeatable import is_repeatable
from accordgraph.graph.reading.tokens import LONGEST
from growth import is_linear

#: Query -> whether it answers alike each time.
REPEATABLE = [
    ("SELECT * { ?s ?p ?o }", True),
    ("SELECT (NOW() AS ?n) {}", False),
    ("select (now() as ?n) {}", False),
    ("SELECT (Rand( ) AS ?n) {}", False),
    ("SELECT (UUID() AS ?n) {}", False),
    ("SELECT (STRUUID() AS ?n) {}", False),
    ("SELECT (BNODE('x') AS ?n) {}", False),
    ("SELECT ?now { ?s ?p ?now }", True),
    ("SELECT * { ?s ?p 'now or never' } # rand", True),
    ("SELECT * { ?s ?p 'now()' }", False),
    ("SELECT * { ?s ?p ?o } # rand()", False),
    ("SELECT (NOW # the time\n() AS ?n) {}", False),
    ("SELECT * { ?s ?p ?o } ORDER BYRAND()", False),
    ("SELECT * { <http://now/uuid> ?p ?o }", True),
    ("ASK { FILTER(?a<now()&&?b>now()) }", False),
    ("SELECT (\\u0052AND() AS ?n) {}", False),
    ("# comment '\nSELECT (RAND() AS ?n) {}", False),
    ("SELECT ('\\'' AS ?a) (RAND() AS ?b) {}", False),
    ("PREFIX now: <http://now/> SELECT * { now:rand ?p ?o }", True),
]


def test_a_long_query_counts_as_another_each_time_without_being_looked_through() -> None:
    assert not is_repeatable("ASK { " + "?s ?p ?o . " * 900_000 + "}")


@pytest.mark.parametrize("piece", ["a ", ".", "<a", "now ", "now#"])
def test_a_query_is_looked_through_in_linear_time_whatever_it_is_made_of(piece: str) -> None:
    def prepare(length: int) -> Callable[[], bool]:
        text = piece * (length // len(piece) - 8) + "#now"
        return lambda: is_repeatable(text)

    assert is_linear(prepare, LONGEST // 10)


@pytest.mark.parametrize(("text", "expected"), REPEATABLE)
def test_queries_that_answer_anew_each_time_are_known(text: str, expected: bool) -> None:
    assert is_repeatable(text) is expected

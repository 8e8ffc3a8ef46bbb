"""The description of the dataset stays small, however many sources there are."""

from __future__ import annotations

import pyoxigraph as ox

from accordgraph.graph.cataloguing.void import LISTED, void
from accordgraph.graph.names import Names
from accordgraph.graph.surveying.survey import Survey

NAMES = Names("https://example.org/")


def described(sources: int) -> list[ox.Triple]:
    """What is said of a dataset of so many sources."""
    graphs = {NAMES.graph("entities"): 5, **{NAMES.source_graph(f"s-{n}"): 7 for n in range(sources)}}
    return list(void(NAMES, Survey((), NAMES).counts(), graphs, (), (), "1"))


def test_few_sources_are_named_one_by_one() -> None:
    subjects = {str(triple.subject) for triple in described(LISTED)}
    assert {f"<{NAMES.source_graph(f's-{number}')}>" for number in range(LISTED)} < subjects


def test_very_many_sources_are_told_of_together() -> None:
    many, more = described(LISTED + 1), described(100 * LISTED)
    assert len(more) == len(many) < 100
    whole = {str(triple.object) for triple in many if str(triple.subject) == f"<{NAMES.part('sources')}>"}
    assert f'"{7 * (LISTED + 1)}"^^<http://www.w3.org/2001/XMLSchema#integer>' in whole

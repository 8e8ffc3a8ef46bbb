"""The description of the dataset stays small, however many sources there are."""

from __future__ import annotations

import pyoxigraph as ox

from accordgraph.graph.cataloguing.void import LISTED, void
from accordgraph.graph.names import Names
from accordgraph.graph.prefixes import PREFIXES
from accordgraph.graph.snapshot import Snapshot
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


def test_the_datatypes_of_values_are_those_that_a_query_finds(published: Snapshot) -> None:
    store, prefixes = published.open_store(), "PREFIX void: <http://rdfs.org/ns/void#>"
    told = store.query(f"""{prefixes} PREFIX ext: <{PREFIXES["void-ext"]}>
        SELECT DISTINCT ?class ?property ?datatype {{ GRAPH ?g {{
        ?part void:class ?class ; void:propertyPartition ?within . ?within void:property ?property ;
        ext:datatypePartition/ext:datatype ?datatype }} }}""")
    found = store.query("""SELECT DISTINCT ?class ?property ?datatype {
        ?s a ?class ; ?property ?o FILTER(isLiteral(?o)) BIND(DATATYPE(?o) AS ?datatype) }""")
    assert isinstance(told, ox.QuerySolutions)
    assert isinstance(found, ox.QuerySolutions)
    assert {str(row) for row in told} == {str(row) for row in found} != set()

"""Each form of query is published under the class and the property that editors look for."""

from __future__ import annotations

import pytest

from accordgraph.graph.cataloguing.executables import executables
from accordgraph.graph.cataloguing.statements import Facts, node
from accordgraph.graph.names import Names
from accordgraph.graph.reading.corpus import Question

from ..small import BASE

_SCHEMA = "https://schema.org/"


@pytest.mark.parametrize(
    ("query", "kind", "properties"),
    [
        ("SELECT * { ?s ?p ?o }", "sh:SPARQLSelectExecutable", ["sh:select"]),
        ("ASK { ?s ?p ?o }", "sh:SPARQLAskExecutable", ["sh:ask"]),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "sh:SPARQLConstructExecutable", ["sh:construct"]),
        ("DESCRIBE ?s { ?s ?p ?o }", "spex:SPARQLDescribeExecutable", ["spex:describe", "sh:describe"]),
    ],
)
def test_a_question_is_an_executable_of_its_form(query: str, kind: str, properties: list[str]) -> None:
    text = f"# What is there?\n# ja: 何があるか。\n# tags: all, nothing\n\n{query}\n"
    facts = Facts(executables(Names(BASE), [Question("what.rq", "what", text)]))
    iri = f"{BASE}id/question/what"
    assert facts.values(iri, "rdf:type") == [node("sh:SPARQLExecutable"), node(kind)]
    for each in properties:
        assert facts.texts(iri, each) == [text]
    assert facts.text(iri, "rdfs:comment") == "What is there?"
    assert facts.iris(iri, "sh:prefixes") == [f"{BASE}dataset"]
    told = facts.of(iri)
    assert [str(each) for each in told[f"{_SCHEMA}keywords"]] == ['"all"', '"nothing"']
    assert [str(each) for each in told[f"{_SCHEMA}target"]] == [f"<{BASE}sparql>"]


def test_parameters_are_described_by_their_variable_kind_and_value() -> None:
    text = """# Who pays?
# columns: funder thing
# parameter: funder | accord:hasFunder | Funder | 資金提供者
# parameter: field | concept/research-field | Field | 分野
# parameter: place | accord:Place | Place | 場所 | required
# parameter: from | year | From | 開始年

PREFIX place: <https://w3id.org/accordgraph/id/place/>
SELECT ?funder {
  VALUES ?funder { UNDEF } VALUES ?field { UNDEF } VALUES ?place { place:japan } VALUES ?from { 2020 }
}
"""
    facts = Facts(executables(Names(BASE), [Question("who.rq", "who", text)]))
    iris = [f"{BASE}dataset#parameter-who-{name}" for name in ("field", "from", "funder", "place")]
    assert sorted(facts.iris(f"{BASE}id/question/who", "sh:parameter")) == iris
    field, year, funder, place = iris
    assert facts.iris(place, "sh:path") == [f"{BASE}dataset#parameter/place"]
    assert facts.iris(place, "sh:class") == [f"{BASE}ontology#Place"]
    assert facts.iris(place, "sh:defaultValue") == [f"{BASE}id/place/japan"]
    assert [facts.text(each, "sh:optional") for each in iris] == ["true", "true", "true", "false"]
    assert facts.values(year, "sh:datatype") == [node("xsd:integer")]
    assert facts.text(year, "sh:defaultValue") == "2020"
    assert facts.iris(field, "rdfs:seeAlso") == [f"{BASE}id/concept/research-field"]
    assert facts.iris(funder, "rdfs:seeAlso") == [f"{BASE}ontology#hasFunder"]
    assert facts.text(funder, "sh:name") == "Funder"

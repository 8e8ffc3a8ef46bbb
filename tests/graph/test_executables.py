"""Each form of query is published under the class and the property that editors look for."""

from __future__ import annotations

import pytest

from accordgraph.graph.corpus import Question
from accordgraph.graph.executables import executables
from accordgraph.graph.names import Names
from accordgraph.graph.statements import Facts, node

from .small import BASE

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

"""The questions as executable examples, and the prefixes, as SPARQL editors look for them.

https://www.w3.org/TR/shacl-af/#sparql-executables, https://github.com/sib-swiss/sparql-examples
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from .corpus import Question
from .names import Names
from .prefixes import prefixes
from .questions import form, header
from .statements import label, node, say, typed
from .terms import Term

#: Form of a query -> its class, and the properties that hold its text. SHACL 1.0 has no DESCRIBE; the
#: examples' vocabulary and SHACL 1.2 have, and editors ask for either.
EXECUTABLE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "select": ("sh:SPARQLSelectExecutable", ("sh:select",)),
    "ask": ("sh:SPARQLAskExecutable", ("sh:ask",)),
    "construct": ("sh:SPARQLConstructExecutable", ("sh:construct",)),
    "describe": ("spex:SPARQLDescribeExecutable", ("spex:describe", "sh:describe")),
}
#: The examples' convention writes schema.org with https.
_SCHEMA = "https://schema.org/"


def executables(names: Names, questions: Iterable[Question]) -> Iterator[ox.Triple]:
    """Describe each question: its words, its query, its tags, the endpoint that answers it."""
    for question in questions:
        said = header(question.text)
        iri = names.thing("question", question.slug)
        words = [label(said.english)] + ([label(said.japanese, "ja")] if said.japanese else [])
        kind, texts = EXECUTABLE[form(question.text)]
        table: dict[str, Term | Iterable[Term]] = {
            "rdf:type": [node("sh:SPARQLExecutable"), node(kind)],
            "rdfs:comment": words,
            "rdfs:label": words,
            "sh:prefixes": ox.NamedNode(names.dataset),
            "dcat:keyword": [label(tag) for tag in said.tags],
            **{name: ox.Literal(question.text) for name in texts},
        }
        yield from say(iri, table)
        target = ox.NamedNode(f"{_SCHEMA}target")
        yield ox.Triple(ox.NamedNode(iri), target, ox.NamedNode(names.endpoint))
        for tag in said.tags:
            yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(f"{_SCHEMA}keywords"), ox.Literal(tag))


def declarations(names: Names) -> Iterator[ox.Triple]:
    """Declare the prefixes, each by a node with an IRI (https://www.w3.org/TR/shacl/#sparql-prefixes)."""
    for prefix, namespace in prefixes(names).items():
        one = names.part(f"prefix-{prefix}")
        yield from say(names.dataset, {"sh:declare": ox.NamedNode(one)})
        yield from say(
            one,
            {
                "rdf:type": node("sh:PrefixDeclaration"),
                "sh:prefix": ox.Literal(prefix),
                "sh:namespace": typed(namespace, "xsd:anyURI"),
            },
        )

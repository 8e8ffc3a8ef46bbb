"""The questions as executable examples, and the prefixes, as SPARQL editors look for them.

https://www.w3.org/TR/shacl-af/#sparql-executables, https://github.com/sib-swiss/sparql-examples
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..names import Names
from ..prefixes import prefixes
from ..reading.corpus import Question
from ..reading.parameters import LITERALS, Parameter, Value, default, is_property, kind_iri
from ..reading.questions import form, header
from ..terms import Term
from .statements import Table, label, node, say, typed

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
        parameters = [_parameter_iri(names, question.slug, each) for each in said.parameters]
        table: dict[str, Term | Iterable[Term]] = {
            "rdf:type": [node("sh:SPARQLExecutable"), node(kind)],
            "rdfs:comment": words,
            "rdfs:label": words,
            "sh:parameter": parameters,
            "sh:prefixes": ox.NamedNode(names.dataset),
            "dcat:keyword": [label(tag) for tag in said.tags],
            **{name: ox.Literal(question.text) for name in texts},
        }
        yield from say(iri, table)
        target = ox.NamedNode(f"{_SCHEMA}target")
        yield ox.Triple(ox.NamedNode(iri), target, ox.NamedNode(names.endpoint))
        for tag in said.tags:
            yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(f"{_SCHEMA}keywords"), ox.Literal(tag))
        for order, (parameter, node_of) in enumerate(zip(said.parameters, parameters, strict=True)):
            value = default(question.text, parameter.name)
            yield from say(node_of.value, _parameter(names, parameter, order, value))
            yield from say(_path(names, parameter), {"rdf:type": node("rdf:Property")})


def _parameter_iri(names: Names, slug: str, parameter: Parameter) -> ox.NamedNode:
    return ox.NamedNode(names.part(f"parameter-{slug}-{parameter.name}"))


def _path(names: Names, parameter: Parameter) -> str:
    return names.part(f"parameter/{parameter.name}")


def _parameter(names: Names, parameter: Parameter, order: int, value: Value) -> Table:
    """Describe a parameter, as SHACL has those of constraints and functions: its variable is the local name
    of its path (https://www.w3.org/TR/shacl/#constraint-components-parameters)."""
    words = [label(parameter.english), label(parameter.japanese, "ja")]
    table: dict[str, Term | Iterable[Term]] = {
        "rdf:type": node("sh:Parameter"),
        "rdfs:label": words,
        "sh:name": words,
        "sh:path": ox.NamedNode(_path(names, parameter)),
        "sh:order": typed(order, "xsd:integer"),
        "sh:optional": typed(str(not parameter.required).lower(), "xsd:boolean"),
    }
    if value is not None:
        table["sh:defaultValue"] = value
    if parameter.kind in LITERALS:
        table["sh:datatype"] = node(f"xsd:{LITERALS[parameter.kind][1]}")
    elif not parameter.kind.startswith("concept/") and not is_property(parameter.kind):
        table["sh:class"] = ox.NamedNode(kind_iri(parameter.kind, names))
    else:
        # SHACL has no word for "a concept of this scheme" or "a value of this property".
        table["rdfs:seeAlso"] = ox.NamedNode(kind_iri(parameter.kind, names))
    return table


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

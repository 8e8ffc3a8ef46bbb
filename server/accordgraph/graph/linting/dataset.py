"""What data/dataset.ttl lacks, or says in a form that addresses and citations cannot be made from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from ..cataloguing.statements import node
from ..names import VERSION_NUMBER
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import Term

#: Property -> form of its values, and what to write; of a property of the dataset itself, there is one value.
_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "owl:versionInfo": (
        VERSION_NUMBER,
        'a version is a step of an address; write it like "0.2.0"',
    ),
    "dcterms:issued": (re.compile(r"\d{4}-\d\d-\d\d"), 'write a day like "2026-11-23"^^xsd:date'),
    "dcterms:modified": (re.compile(r"\d{4}-\d\d-\d\d"), 'write a day like "2026-11-23"^^xsd:date'),
    "dcat:bbox": (
        re.compile(r"POLYGON\(\((?:-?\d+(?:\.\d+)? -?\d+(?:\.\d+)?,){4}-?\d+(?:\.\d+)? -?\d+(?:\.\d+)?\)\)"),
        'write a box by its corners, east before north: "POLYGON((1 2,1 4,3 4,3 2,1 2))"^^geo:wktLiteral',
    ),
}
_ONE = ("owl:versionInfo", "dcterms:issued", "dcterms:modified", "dcterms:publisher")
#: What nobody can cite or reuse a dataset without.
_WANTED = ("dcterms:title", "dcterms:license", "owl:versionInfo")


def dataset_forms(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find what the dataset's description lacks, and values that nothing can be made from."""
    forms = {node(name): form for name, form in _FORMS.items()}
    single = {node(name) for name in _ONE}
    whole = ox.NamedNode(corpus.names.dataset)
    if file.role is not Role.DATASET:
        return
    stated: dict[ox.NamedNode, set[Term]] = defaultdict(set)
    for triple in file.triples:
        name, value = triple.predicate, triple.object
        if triple.subject == whole:
            stated[name].add(value)
        form, advice = forms.get(name, (None, ""))
        if form and not (isinstance(value, ox.Literal) and form.fullmatch(value.value)):
            place = locator.within(file.path, triple.subject, name, value)
            message = f"The value of {shorten(name.value, corpus.names)} cannot be used: {advice}."
            yield place.problem("dataset", message)
    for name in sorted(single & stated.keys(), key=str):
        if len(stated[name]) > 1:
            place = locator.within(file.path, whole, name)
            short = shorten(name.value, corpus.names)
            message = f"The dataset has {len(stated[name])} values of {short}; keep one."
            yield place.problem("dataset", message)
    for short in _WANTED:
        if node(short) not in stated:
            message = f"The dataset has no {short}; without it nobody can cite or reuse it."
            yield locator.within(file.path, whole).problem("dataset", message)

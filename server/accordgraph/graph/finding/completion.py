"""What the editor of queries completes from, made from the dataset's own figures when the snapshot is built.

For each class its properties, for each of these the classes of its values, all with how often; the names and
definitions of these terms, and names of things, the first few of each kind. All terms of the ontology tell
which one is misspelt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..cataloguing.statements import Facts
from ..compact import compact
from ..names import Names
from ..prefixes import of_kinds, prefixes
from ..surveying.parts import ROLES
from ..surveying.survey import Survey
from ..terms import DEFINITION, LABEL, PREF_LABEL, TITLE, TYPE, iri_text

#: Things of one kind whose names are listed; whoever looks for others searches.
THINGS = 100
#: What nobody looks for by its name.
_NAMELESS = frozenset(("evidence", "adjudication"))
_NAMES = frozenset((LABEL.value, PREF_LABEL.value, TITLE.value))
_LABEL = ROLES.index("label")

#: Language ("" where there is none) -> text.
Texts = dict[str, str]


def write_completion(
    dataset: CompiledDataset, survey: Survey, about: Iterable[ox.Triple], path: Path
) -> None:
    """Write the index to a new file; `about` are the statements of the metadata graph."""
    figures = Facts(about)
    classes, properties = _partitions(figures, dataset.names)
    things, whole = _things(dataset, survey)
    used = {*classes, *properties}
    labels, definitions = _texts(dataset, used)
    numbers = {iri: number for number, iri in enumerate(classes)}
    places = {iri: number for number, iri in enumerate(properties)}

    def term(iri: str, count: int) -> dict[str, Any]:
        return {"iri": iri, "label": labels[iri], "about": definitions[iri], "count": count}

    index = {
        "prefixes": prefixes(dataset.names),
        "spaces": of_kinds(dataset.names),
        "classes": [
            {
                **term(iri, count),
                "properties": [
                    [places[each], found, [numbers[value] for value in values]]
                    for each, found, values in inside
                ],
            }
            for iri, (count, inside) in classes.items()
        ],
        "properties": [term(iri, count) for iri, count in properties.items()],
        "things": [
            [iri, names, [numbers[kind] for kind in kinds if kind in numbers]] for iri, names, kinds in things
        ],
        "whole": whole,
        "terms": _terms(dataset),
    }
    path.write_bytes(compact(index))


def _terms(dataset: CompiledDataset) -> list[str]:
    """Return the local names of all terms of the ontology, used or not."""
    space = dataset.names.ontology_namespace
    subjects = dataset.graphs[dataset.names.graph("ontology")].subjects()
    return [iri.removeprefix(space) for iri in subjects if iri.startswith(space)]


#: A property within a class: its IRI, its statements, the classes of their values.
_Inside = tuple[str, int, list[str]]


def _partitions(figures: Facts, names: Names) -> tuple[dict[str, tuple[int, list[_Inside]]], dict[str, int]]:
    """Read the partitions: the classes with their properties, and all properties, each with its count."""
    classes = {}
    for part in figures.iris(names.dataset, "void:classPartition"):
        inside = [
            (iri, found, [_only(figures.iris(each, "void:class")) for each in values])
            for inner in figures.iris(part, "void:propertyPartition")
            if (iri := _only(figures.iris(inner, "void:property")))
            for found in (_number(figures, inner, "void:triples"),)
            for values in (figures.iris(inner, "void:classPartition"),)
        ]
        inside.sort(key=lambda each: (-each[1], each[0]))
        classes[_only(figures.iris(part, "void:class"))] = (_number(figures, part, "void:entities"), inside)
    properties = {
        _only(figures.iris(part, "void:property")): _number(figures, part, "void:triples")
        for part in figures.iris(names.dataset, "void:propertyPartition")
    }
    return dict(sorted(classes.items())), dict(sorted(properties.items()))


def _only(iris: Sequence[str]) -> str:
    return iris[0] if iris else ""


def _number(figures: Facts, subject: str, name: str) -> int:
    return int(figures.text(subject, name) or 0)


def _things(dataset: CompiledDataset, survey: Survey) -> tuple[list[tuple[str, Texts, list[str]]], bool]:
    """Return the first things of each kind with their names and classes, and whether these are all."""
    found = list[tuple[str, Texts, list[str]]]()
    whole = True
    for kind, there in survey.things():
        if kind in _NAMELESS:
            continue
        texts = ((iri, told) for iri, told in there if iri not in dataset.withdrawn)
        named = ((iri, names) for iri, told in texts if (names := _first(told, (_LABEL,))))
        for iri, names in islice(named, THINGS):
            statements = dataset.default.told_of(iri)
            found.append((iri, names, [iri_text(t.object) for t in statements if t.predicate == TYPE]))
        whole = whole and next(named, None) is None
    return found, whole


def _first(told: Iterable[tuple[object, str, str]], wanted: Collection[object]) -> Texts:
    """The first text in each language of these properties, or roles."""
    found: Texts = {}
    for kind, language, text in told:
        if kind in wanted:
            found.setdefault(language, text)
    return found


def _texts(dataset: CompiledDataset, used: set[str]) -> tuple[dict[str, Texts], dict[str, Texts]]:
    """Return the names and the definitions of the terms that are used."""
    told = {
        iri: [
            (triple.predicate.value, triple.object.language or "", triple.object.value)
            for triple in dataset.default.told_of(iri)
            if isinstance(triple.object, ox.Literal)
        ]
        for iri in used
    }
    names = {iri: _first(texts, _NAMES) for iri, texts in told.items()}
    return names, {iri: _first(texts, (DEFINITION.value,)) for iri, texts in told.items()}

"""What the editor of queries completes from, made from the dataset's own figures when the snapshot is built.

For each class its properties, for each of these the classes of its values, all with how often; the names and
definitions of these terms, and names of things, the first few of each kind.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..believing.dataset import CompiledDataset
from ..cataloguing.statements import Facts
from ..names import KINDS, Names
from ..prefixes import prefixes
from ..terms import DEFINITION, LABEL, PREF_LABEL, TITLE, TYPE, iri_text

#: Things of one kind whose names are listed; whoever looks for others searches.
THINGS = 100
#: What nobody looks for by its name.
_NAMELESS = frozenset(("evidence", "adjudication"))
_NAMES = frozenset((LABEL, PREF_LABEL, TITLE))

#: Language ("" where there is none) -> text.
Texts = dict[str, str]


def write_completion(dataset: CompiledDataset, about: Iterable[ox.Triple], path: Path) -> None:
    """Write the index to a new file; `about` are the statements of the metadata graph."""
    figures = Facts(about)
    classes, properties = _partitions(figures, dataset.names)
    things, whole = _things(dataset)
    used = {*classes, *properties}
    labels, definitions = _texts(dataset, used)
    numbers = {iri: number for number, iri in enumerate(classes)}
    places = {iri: number for number, iri in enumerate(properties)}

    def term(iri: str, count: int) -> dict[str, Any]:
        return {"iri": iri, "label": labels[iri], "about": definitions[iri], "count": count}

    index = {
        "prefixes": prefixes(dataset.names),
        "spaces": {kind: dataset.names.thing(kind, "") for kind in KINDS},
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
    }
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


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


def _things(dataset: CompiledDataset) -> tuple[list[tuple[str, Texts, list[str]]], bool]:
    """Return the first things of each kind with their names and classes, and whether these are all."""
    gone = dataset.withdrawn
    names: dict[str, Texts] = defaultdict(dict)
    kinds: dict[str, list[str]] = defaultdict(list)
    listed: dict[str, int] = defaultdict(int)
    whole = True
    for subject, iri, kind in _subjects(dataset):
        if listed[kind] == THINGS:
            whole = False
            continue
        if iri in gone:
            continue
        for triple in subject:
            if triple.predicate in _NAMES and isinstance(triple.object, ox.Literal):
                names[iri].setdefault(triple.object.language or "", triple.object.value)
            elif triple.predicate == TYPE:
                kinds[iri].append(iri_text(triple.object))
        listed[kind] += iri in names
    return [(iri, texts, kinds[iri]) for iri, texts in names.items()], whole


def _subjects(dataset: CompiledDataset) -> Iterator[tuple[list[ox.Triple], str, str]]:
    """Yield names and classes of each thing that people know by its name, with its IRI and kind.

    The statements are sorted, so that those of one subject stand together.
    """
    statements: list[ox.Triple] = []
    current: tuple[str, str] = ("", "")
    for triple in dataset.default.having(TYPE, *_NAMES):
        iri = iri_text(triple.subject)
        if iri != current[0]:
            if current[1]:
                yield statements, *current
            kind = dataset.names.kind(iri) or ""
            statements, current = [], (iri, "" if kind in _NAMELESS else kind)
        if current[1]:
            statements.append(triple)
    if current[1]:
        yield statements, *current


def _texts(dataset: CompiledDataset, used: set[str]) -> tuple[dict[str, Texts], dict[str, Texts]]:
    """Return the names and the definitions of the terms that are used."""
    names: dict[str, Texts] = {iri: {} for iri in used}
    definitions: dict[str, Texts] = {iri: {} for iri in used}
    for triple in dataset.default.having(DEFINITION, *_NAMES):
        iri = iri_text(triple.subject)
        if iri in used and isinstance(triple.object, ox.Literal):
            if triple.predicate in _NAMES:
                names[iri].setdefault(triple.object.language or "", triple.object.value)
            elif triple.predicate == DEFINITION:
                definitions[iri].setdefault(triple.object.language or "", triple.object.value)
    return names, definitions

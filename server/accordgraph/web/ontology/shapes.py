"""The shapes as people read them: which things each looks at, which properties, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from ...graph.names import Names
from ...graph.terms import LABEL, Subject, term
from ..data.display import Cell
from ..data.texts import Text, pick
from ..wording import say
from .constraints import Constraints, Rule
from .sheet import Sheet

_PATH, _PROPERTY = term("sh", "path"), term("sh", "property")
_TARGET_CLASS, _TARGET_SUBJECTS = term("sh", "targetClass"), term("sh", "targetSubjectsOf")
#: Kind of target -> how it is said.
TARGETS = {
    _TARGET_CLASS: "every {}",
    _TARGET_SUBJECTS: "everything that has {}",
    term("sh", "targetObjectsOf"): "every value of {}",
    term("sh", "targetNode"): "{}",
}
SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "information"}


@dataclass(frozen=True)
class Shape:
    """A shape: `name` is its anchor ("" for one without an IRI), `targets` what it looks at, `path` the
    property that it is about, `about` that property's IRI where it is a plain one."""

    name: str
    label: Text
    path: Rule
    about: str
    count: str
    rules: tuple[Rule, ...]
    messages: tuple[Text, ...]
    severity: str
    targets: tuple[Rule, ...]
    properties: tuple[Shape, ...]


class Shapes:
    """The shapes of a snapshot. `name` shows a class or property; `tongue` is the reader's language."""

    def __init__(self, sheet: Sheet, names: Names, name: Callable[[str], Cell], tongue: str) -> None:
        self._sheet, self._names, self._tongue = sheet, names, tongue
        self._words = Constraints(sheet, names, name)
        self._name = name
        inner = {
            each
            for node in sheet.instances(term("sh", "NodeShape"))
            for each in sheet.values(ox.NamedNode(node), _PROPERTY)
        }
        found = {*sheet.instances(term("sh", "NodeShape")), *sheet.instances(term("sh", "PropertyShape"))}
        self._outer = [iri for iri in sorted(found) if ox.NamedNode(iri) not in inner]
        self._made: dict[str, Shape] = {}
        self._open: set[Subject] = set()  # what is being read: a shape within itself is told once

    def of_class(self, iri: str) -> list[Shape]:
        """Return the shapes that look at every thing of a class, as they name it: not those of its
        superclasses."""
        return [self._shape(each) for each in self._sheet.having(_TARGET_CLASS, ox.NamedNode(iri))]

    def of_what_has(self, iri: str) -> list[Shape]:
        """Return the shapes that look at everything that has a property."""
        return [self._shape(each) for each in self._sheet.having(_TARGET_SUBJECTS, ox.NamedNode(iri))]

    def groups(self) -> list[tuple[str, list[Shape]]]:
        """Return all shapes: by the one class that they look at, then ("") those of several, or of none."""
        groups: dict[str, list[Shape]] = {}
        for iri in self._outer:
            classes = self._sheet.iris(ox.NamedNode(iri), _TARGET_CLASS)
            groups.setdefault(classes[0] if len(classes) == 1 else "", []).append(self._shape(iri))
        names = {iri: self._name(iri).text.casefold() for iri in groups if iri}
        return sorted(groups.items(), key=lambda item: (item[0] == "", names.get(item[0], "")))

    def _shape(self, iri: str) -> Shape:
        if iri not in self._made:
            self._made[iri] = self._read(ox.NamedNode(iri))
        return self._made[iri]

    def _read(self, node: Subject) -> Shape:
        sheet = self._sheet
        self._open.add(node)
        path = sheet.value(node, _PATH)
        labels = sheet.texts(node, LABEL) or sheet.texts(node, term("sh", "name"))
        severity = next(iter(sheet.iris(node, term("sh", "severity"))), "#Violation").rpartition("#")[2]
        properties = [
            self._read(each)
            for each in sheet.values(node, _PROPERTY)
            if isinstance(each, ox.NamedNode | ox.BlankNode) and each not in self._open
        ]
        self._open.discard(node)
        own = node.value if isinstance(node, ox.NamedNode) else ""
        return Shape(
            own.removeprefix(self._names.shapes_namespace),
            pick(labels, self._tongue) if labels else Text(own.rpartition("#")[2]),
            self._words.path(path),
            path.value if isinstance(path, ox.NamedNode) else "",
            self._words.count(node),
            tuple(self._words.rules(node)),
            tuple(sheet.texts(node, term("sh", "message"), self._tongue)),
            say(SEVERITIES.get(severity, severity)),
            tuple(
                Rule(say(words), (self._name(value),))
                for name, words in TARGETS.items()
                for value in sheet.iris(node, name)
            ),
            tuple(sorted(properties, key=lambda shape: shape.label.value.casefold())),
        )

"""The ontology as people read it: each term with all that the graph says about it, and its use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ...graph.patterns import Quads
from ...graph.terms import DEFINITION, DISJOINT, INVERSE, LABEL, SUBCLASS, SUBPROPERTY, term
from ..data.display import Cell, Display
from ..data.texts import Text
from ..responding.context import language, links, live
from ..wording import say
from .constraints import Rule
from .drawing import Branch
from .examples import Examples, Finder
from .shapes import Shape, Shapes
from .sheet import Sheet

#: Sections of the page: title, anchor (no term has a hyphen in its name), the OWL type of the terms in it.
SECTIONS = (
    ("Classes", "section-classes", "Class"),
    ("Relations", "section-relations", "ObjectProperty"),
    ("Attributes", "section-attributes", "DatatypeProperty"),
    ("Annotations", "section-annotations", "AnnotationProperty"),
)
#: Alignments: the property and how it is said.
ALIGNMENTS = (
    (SUBCLASS, "is narrower than"),
    (SUBPROPERTY, "is narrower than"),
    (term("owl", "equivalentClass"), "is the same as"),
    (term("owl", "equivalentProperty"), "is the same as"),
    (term("skos", "exactMatch"), "is the same as"),
    (term("skos", "closeMatch"), "is close to"),
    (term("skos", "relatedMatch"), "is related to"),
    (term("rdfs", "seeAlso"), "see also"),
)
_DOMAIN = (term("schema", "domainIncludes"), term("rdfs", "domain"))
_RANGE = (term("schema", "rangeIncludes"), term("rdfs", "range"))
_NOTES = (term("skos", "scopeNote"), term("rdfs", "comment"), term("skos", "example"))


@dataclass(frozen=True)
class Use:
    """What is asked for of a property on the things of a class; `head` is the one of the two that the page is
    not about, `of` the superclass that it comes from, `href` leads to the shape that asks."""

    head: tuple[Rule, ...]
    values: tuple[Cell, ...]
    count: str
    rules: tuple[Rule, ...]
    messages: tuple[Text, ...]
    href: str
    of: Cell | None


@dataclass(frozen=True)
class Entry:
    """A term of the ontology: its texts in all languages, the reader's first, and its links."""

    iri: str
    name: str
    label: Cell
    labels: tuple[Text, ...]
    definitions: tuple[Text, ...]
    notes: tuple[Text, ...]
    links: tuple[tuple[str, tuple[Cell, ...]], ...]
    apart: bool
    uses: tuple[Use, ...]
    shapes: tuple[tuple[Text, str], ...]
    alignments: tuple[tuple[str, tuple[Cell, ...]], ...]
    examples: Examples


class Vocabulary:
    """Reads the ontology's and the shapes' graphs for one page, of the live snapshot or of whatever `store`
    holds."""

    def __init__(self, store: Quads) -> None:
        opened = live()
        self._names = opened.names
        self._links, self._tongue, self._display = links(), language(), Display()
        self.sheet = Sheet(store, opened.names.graph("ontology"))
        self._shapes_sheet = Sheet(store, opened.names.graph("shapes"))
        self._kinds = {
            iri: kind
            for _, _, kind in SECTIONS
            for iri in self.sheet.instances(term("owl", kind))
            if iri.startswith(opened.names.ontology_namespace)
        }
        self._examples = Finder(store, self.cell, self._display.term)
        self.shapes = Shapes(self._shapes_sheet, opened.names, self.cell, self._tongue)

    def cell(self, iri: str) -> Cell:
        """Show a term or thing by its name; a term of the ontology leads to its place on this page."""
        cell = self._display.iri(iri)
        return replace(cell, href=f"#{self._local(iri)}") if iri in self._kinds else cell

    def sections(self) -> list[tuple[str, str, list[Entry]]]:
        """Return title, anchor and terms of each section that has any, the terms by their names."""
        found = []
        for title, anchor, kind in SECTIONS:
            terms = sorted((iri for iri in self._kinds if self._kinds[iri] == kind), key=str.casefold)
            if terms:
                found.append((say(title), anchor, [self._entry(iri) for iri in terms]))
        return found

    def hierarchy(self) -> list[Branch]:
        """Return the trees of classes."""
        return self._branches([each for each in self._classes() if not self._above(each)], ())

    def _branches(self, classes: Iterable[str], path: tuple[str, ...]) -> list[Branch]:
        # A class that is below itself, which is a mistake, is shown once.
        return [
            Branch(self.cell(each), tuple(self._branches(self._below(each), (*path, each))))
            for each in classes
            if each not in path
        ]

    def _classes(self) -> list[str]:
        return sorted((iri for iri in self._kinds if self._kinds[iri] == "Class"), key=str.casefold)

    def _above(self, iri: str) -> list[str]:
        node = ox.NamedNode(iri)
        found = self.sheet.iris(node, SUBCLASS) + self.sheet.iris(node, SUBPROPERTY)
        return [each for each in found if each in self._kinds]

    def _below(self, iri: str) -> list[str]:
        node = ox.NamedNode(iri)
        found = self.sheet.having(SUBCLASS, node) + self.sheet.having(SUBPROPERTY, node)
        return [each for each in found if each in self._kinds]

    def _lineage(self, iri: str) -> list[str]:
        """Return a class and all that it is below, the nearest first."""
        found = [iri]
        for each in found:
            found += [above for above in self._above(each) if above not in found]
        return found

    def _entry(self, iri: str) -> Entry:
        node, is_class = ox.NamedNode(iri), self._kinds[iri] == "Class"
        labels = self.sheet.texts(node, LABEL, self._tongue)
        apart = {*self._either_way(node, DISJOINT)}
        tops = {each for each in self._classes() if not self._above(each)}
        listed = {
            say("Broader"): self._above(iri),
            say("Narrower"): self._below(iri),
            say("Never also"): [] if apart == tops - {iri} else apart,
            say("Inverse of"): self._either_way(node, INVERSE),
            say("Said of"): self._domain(node),
            say("Values"): self._range(node),
            say("Value of"): self._appears_in(iri) if is_class else [],
        }
        return Entry(
            iri=iri,
            name=self._local(iri),
            label=Cell(labels[0].value, labels[0].language) if labels else Cell(self._local(iri)),
            labels=tuple(labels),
            definitions=tuple(self.sheet.texts(node, DEFINITION, self._tongue)),
            notes=tuple(text for name in _NOTES for text in self.sheet.texts(node, name, self._tongue)),
            links=tuple((title, self._cells(iris)) for title, iris in listed.items() if iris),
            apart=bool(apart) and apart == tops - {iri},
            uses=tuple(self._uses_of_class(iri) if is_class else self._uses_of_property(iri)),
            shapes=tuple((each.label, self._shape_link(each)) for each in self._own_shapes(iri, is_class)),
            alignments=tuple(self._alignments(node)),
            examples=self._examples.things(node) if is_class else self._examples.statements(node),
        )

    def _cells(self, iris: Iterable[str]) -> tuple[Cell, ...]:
        return tuple(sorted(map(self.cell, iris), key=lambda cell: cell.text.casefold()))

    def _local(self, iri: str) -> str:
        return iri.removeprefix(self._names.ontology_namespace)

    def _either_way(self, node: ox.NamedNode, name: ox.NamedNode) -> list[str]:
        """Return what is said of a term by a property that holds both ways, whichever it is said of."""
        return self.sheet.iris(node, name) + self.sheet.having(name, node)

    def _domain(self, node: ox.NamedNode) -> list[str]:
        return [iri for name in _DOMAIN for iri in self.sheet.iris(node, name)]

    def _range(self, node: ox.NamedNode) -> list[str]:
        return [iri for name in _RANGE for iri in self.sheet.iris(node, name)]

    def _appears_in(self, iri: str) -> list[str]:
        """Return the properties whose values may be things of a class."""
        found = [
            each
            for above in self._lineage(iri)
            for name in _RANGE
            for each in self.sheet.having(name, ox.NamedNode(above))
        ]
        return list(dict.fromkeys(found))

    def _own_shapes(self, iri: str, is_class: bool) -> list[Shape]:
        shapes = self.shapes.of_class(iri) if is_class else self.shapes.of_what_has(iri)
        return [each for each in shapes if each.name]

    def _shape_link(self, shape: Shape) -> str:
        return self._links.to(f"shapes#{shape.name}") if shape.name else ""

    def _uses_of_class(self, iri: str) -> list[Use]:
        """Return the properties of a class and those that it has from its superclasses: as its shapes ask for
        them, then those that only the ontology says belong on it."""
        uses: list[Use] = []
        told: set[str] = set()
        for above in self._lineage(iri):
            of = self.cell(above) if above != iri else None
            for each in self._shapes_for(above):
                told.add(each.about)
                uses.append(self._use(each, (each.path,), of))
            belonging = (each for name in _DOMAIN for each in self.sheet.having(name, ox.NamedNode(above)))
            for prop in dict.fromkeys(belonging):
                if prop not in told:
                    told.add(prop)
                    values = self._cells(self._range(ox.NamedNode(prop)))
                    head = (Rule("{}", (self.cell(prop),)),)
                    uses.append(Use(head, values, say("any number"), (), (), "", of))
        return sorted(uses, key=lambda use: (use.of is not None, use.head[0].cells[0].text.casefold()))

    def _shapes_for(self, iri: str) -> list[Shape]:
        """Return the shapes of properties that look at the things of a class."""
        found = [each for shape in self.shapes.of_class(iri) for each in (shape, *shape.properties)]
        return [each for each in found if each.about]

    def _uses_of_property(self, iri: str) -> list[Use]:
        """Return what the shapes ask for of a property, by what they look at."""
        return [
            self._use(each, shape.targets, None)
            for _, shapes in self.shapes.groups()
            for shape in shapes
            for each in (shape, *shape.properties)
            if each.about == iri and shape.targets
        ]

    def _use(self, shape: Shape, head: tuple[Rule, ...], of: Cell | None) -> Use:
        values = self._cells(self._range(ox.NamedNode(shape.about)))
        return Use(head, values, shape.count, shape.rules, shape.messages, self._shape_link(shape), of)

    def _alignments(self, node: ox.NamedNode) -> list[tuple[str, tuple[Cell, ...]]]:
        found = []
        for name, words in ALIGNMENTS:
            iris = [each for each in self.sheet.iris(node, name) if not each.startswith(self._names.base)]
            if iris:
                found.append((say(words), self._cells(iris)))
        return found

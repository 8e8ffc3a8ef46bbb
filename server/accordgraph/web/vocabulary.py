"""The ontology as people read it: each term with all that the graph says about it, and its use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pyoxigraph as ox

from ..graph.terms import DEFINITION, DISJOINT, INVERSE, LABEL, SUBCLASS, SUBPROPERTY, TYPE, term
from .constraints import Rule
from .context import language, links, live
from .display import Cell, Display
from .drawing import Branch
from .reading import Text
from .shapes import Shape, Shapes
from .sheet import Sheet
from .wording import say

#: Sections of the page: title, anchor (no term has a hyphen in its name), the OWL type of the terms in it.
SECTIONS = (
    ("Classes", "section-classes", "Class"),
    ("Relations", "section-relations", "ObjectProperty"),
    ("Attributes", "section-attributes", "DatatypeProperty"),
    ("Annotations", "section-annotations", "AnnotationProperty"),
)
#: Alignments: the property and how it is said.
_ALIGNMENTS = (
    (SUBCLASS, "narrower than"),
    (SUBPROPERTY, "narrower than"),
    (term("owl", "equivalentClass"), "the same as"),
    (term("owl", "equivalentProperty"), "the same as"),
    (term("skos", "exactMatch"), "the same as"),
    (term("skos", "closeMatch"), "close to"),
    (term("skos", "relatedMatch"), "related to"),
    (term("rdfs", "seeAlso"), "see also"),
)
_DOMAIN, _RANGE = term("schema", "domainIncludes"), term("schema", "rangeIncludes")
_RDFS_DOMAIN, _RDFS_RANGE = term("rdfs", "domain"), term("rdfs", "range")
_NOTES = (term("skos", "scopeNote"), term("rdfs", "comment"), term("skos", "example"))
#: Examples that a term shows, and statements that are looked at to find them: a large graph costs no more.
_EXAMPLES, _LOOKED_AT = 3, 1000


@dataclass(frozen=True)
class Use:
    """A property as a class uses it: how many values, what is asked for, and the shape that asks; `of` is the
    superclass that it comes from, `href` leads to the shape."""

    property: Cell
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
    examples: tuple[tuple[Cell, ...], ...]
    count: int
    more: bool


class Vocabulary:
    """Reads the ontology's and the shapes' graphs of the live snapshot for one page."""

    def __init__(self) -> None:
        opened = live()
        self._names, self._store = opened.names, opened.store
        self._links, self._tongue, self._display = links(), language(), Display()
        self.sheet = Sheet(opened.store, opened.names.graph("ontology"))
        self._shapes_sheet = Sheet(opened.store, opened.names.graph("shapes"))
        self._kinds = {
            iri: kind
            for _, _, kind in SECTIONS
            for iri in self.sheet.instances(term("owl", kind))
            if iri.startswith(opened.names.ontology_namespace)
        }
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
        examples, count, more = self._instances(node) if is_class else self._statements(node)
        apart = self._disjoint(iri)
        tops = {each for each in self._classes() if not self._above(each)}
        listed = {
            say("Broader"): self._above(iri),
            say("Narrower"): self._below(iri),
            say("Never also"): [] if apart == tops - {iri} else apart,
            say("Inverse of"): self._inverses(node),
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
            examples=examples,
            count=count,
            more=more,
        )

    def _cells(self, iris: Iterable[str]) -> tuple[Cell, ...]:
        return tuple(sorted(map(self.cell, iris), key=lambda cell: cell.text.casefold()))

    def _local(self, iri: str) -> str:
        return iri.removeprefix(self._names.ontology_namespace)

    def _disjoint(self, iri: str) -> set[str]:
        node = ox.NamedNode(iri)
        return {*self.sheet.iris(node, DISJOINT), *self.sheet.having(DISJOINT, node)}

    def _inverses(self, node: ox.NamedNode) -> list[str]:
        return self.sheet.iris(node, INVERSE) + self.sheet.having(INVERSE, node)

    def _domain(self, node: ox.NamedNode) -> list[str]:
        return self.sheet.iris(node, _DOMAIN) + self.sheet.iris(node, _RDFS_DOMAIN)

    def _range(self, node: ox.NamedNode) -> list[str]:
        return self.sheet.iris(node, _RANGE) + self.sheet.iris(node, _RDFS_RANGE)

    def _appears_in(self, iri: str) -> list[str]:
        """Return the properties whose values may be things of a class."""
        found = [
            each
            for above in self._lineage(iri)
            for name in (_RANGE, _RDFS_RANGE)
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
                uses.append(self._use(each, each.path.cells[0], of))
            for name in (_DOMAIN, _RDFS_DOMAIN):
                for each_iri in self.sheet.having(name, ox.NamedNode(above)):
                    if each_iri not in told:
                        told.add(each_iri)
                        values = self._cells(self._range(ox.NamedNode(each_iri)))
                        uses.append(Use(self.cell(each_iri), values, say("any number"), (), (), "", of))
        return sorted(uses, key=lambda use: (use.of is not None, use.property.text.casefold()))

    def _shapes_for(self, iri: str) -> list[Shape]:
        """Return the shapes of properties that look at the things of a class."""
        found = [each for shape in self.shapes.of_class(iri) for each in (shape, *shape.properties)]
        return [each for each in found if each.about]

    def _uses_of_property(self, iri: str) -> list[Use]:
        """Return what the shapes ask for of a property, class by class."""
        uses = []
        for of in self._classes():
            for each in self._shapes_for(of):
                if each.about == iri:
                    uses.append(self._use(each, self.cell(of), None))
        return uses

    def _use(self, shape: Shape, cell: Cell, of: Cell | None) -> Use:
        values = self._cells(self._range(ox.NamedNode(shape.about)))
        return Use(cell, values, shape.count, shape.rules, shape.messages, self._shape_link(shape), of)

    def _alignments(self, node: ox.NamedNode) -> list[tuple[str, tuple[Cell, ...]]]:
        found = []
        for name, words in _ALIGNMENTS:
            iris = [each for each in self.sheet.iris(node, name) if not each.startswith(self._names.base)]
            if iris:
                found.append((say(words), self._cells(iris)))
        return found

    def _instances(self, node: ox.NamedNode) -> tuple[tuple[tuple[Cell, ...], ...], int, bool]:
        """Return a few things of a class, how many there are, and whether there may be more."""
        quads = self._looked_at(None, TYPE, node)
        found = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})
        examples = tuple((self.cell(each),) for each in found[:_EXAMPLES])
        return examples, len(found), len(quads) >= _LOOKED_AT

    def _statements(self, node: ox.NamedNode) -> tuple[tuple[tuple[Cell, ...], ...], int, bool]:
        """Return a few statements of a property, on different things, with their number as for instances."""
        quads = self._looked_at(None, node, None)
        first: dict[str, ox.Quad] = {}
        for quad in sorted(quads, key=lambda each: (str(each.subject), str(each.object))):
            if isinstance(quad.subject, ox.NamedNode):
                first.setdefault(quad.subject.value, quad)
        examples = tuple(
            (self.cell(iri), self._display.term(quad.object))
            for iri, quad in islice(first.items(), _EXAMPLES)
        )
        return examples, len({quad.triple for quad in quads}), len(quads) >= _LOOKED_AT

    def _looked_at(
        self, subject: ox.NamedNode | None, name: ox.NamedNode, value: ox.NamedNode | None
    ) -> Sequence[ox.Quad]:
        """Return statements that a reader should believe; where there are none, those of named graphs."""
        for graph in (ox.DefaultGraph(), None):
            quads = self._store.quads_for_pattern(subject, name, value, graph)
            found = list(islice(quads, _LOOKED_AT))
            if found:
                return found
        return []

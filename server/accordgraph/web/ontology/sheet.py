"""One named graph, read whole: for pages that need most of it, such as the ontology's."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from ...graph.patterns import Quads
from ...graph.terms import TYPE, Subject, Term, term
from ..data.texts import Text

_FIRST, _REST = term("rdf", "first"), term("rdf", "rest")


class Sheet:
    """The statements of a graph, by subject and by value. Whatever is asked for comes sorted."""

    def __init__(self, store: Quads, graph: str) -> None:
        self._by_subject: dict[Subject, dict[ox.NamedNode, list[Term]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._by_value: dict[tuple[ox.NamedNode, Term], list[str]] = defaultdict(list)
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            self._by_subject[quad.subject][quad.predicate].append(quad.object)
            if isinstance(quad.subject, ox.NamedNode):
                self._by_value[quad.predicate, quad.object].append(quad.subject.value)

    def subjects(self) -> list[ox.NamedNode]:
        """Return the things that the graph says something about."""
        found = (each for each in self._by_subject if isinstance(each, ox.NamedNode))
        return sorted(found, key=lambda each: each.value)

    def properties(self, subject: Subject) -> list[ox.NamedNode]:
        """Return the properties that a subject has here."""
        return sorted(self._by_subject.get(subject, ()), key=lambda each: each.value)

    def values(self, subject: Subject, name: ox.NamedNode) -> list[Term]:
        """Return all values of a property, those that are texts and blank nodes too."""
        return sorted(self._by_subject.get(subject, {}).get(name, ()), key=str)

    def value(self, subject: Subject, name: ox.NamedNode) -> Term | None:
        """Return the first value of a property, None where it has none."""
        return next(iter(self.values(subject, name)), None)

    def iris(self, subject: Subject, name: ox.NamedNode) -> list[str]:
        """Return the values of a property that are IRIs."""
        return [each.value for each in self.values(subject, name) if isinstance(each, ox.NamedNode)]

    def texts(self, subject: Subject, name: ox.NamedNode, first: str = "") -> list[Text]:
        """Return the values of a property that are literals, those in one language `first`."""
        found = [
            Text(each.value, each.language or "")
            for each in self.values(subject, name)
            if isinstance(each, ox.Literal)
        ]
        return sorted(found, key=lambda text: (text.language != first, text.language, text.value))

    def having(self, name: ox.NamedNode, value: Term) -> list[str]:
        """Return the IRIs that have this value of a property."""
        return sorted(self._by_value.get((name, value), ()))

    def instances(self, kind: ox.NamedNode) -> list[str]:
        """Return the IRIs of the things of a class."""
        return self.having(TYPE, kind)

    def members(self, head: Term) -> list[Term]:
        """Return the members of an RDF list, in their order."""
        found: list[Term] = []
        seen: set[Term] = set()
        while isinstance(head, ox.BlankNode | ox.NamedNode) and head not in seen:
            seen.add(head)
            found += self.values(head, _FIRST)[:1]
            rest = self.value(head, _REST)
            if rest is None:
                break
            head = rest
        return found

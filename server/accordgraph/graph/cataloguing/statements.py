"""Statements, written as tables and looked up again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..terms import TYPE, Term, term

#: What is said of a subject: property, shortened, and its value or values.
Table = Mapping[str, Term | Iterable[Term]]


def node(name: str) -> ox.NamedNode:
    """The term that a shortened name means: `node("dcat:Dataset")`."""
    prefix, _, local = name.partition(":")
    return term(prefix, local)


def typed(value: object, datatype: str) -> ox.Literal:
    """A literal of a datatype: `typed(7, "xsd:integer")`."""
    return ox.Literal(str(value), datatype=node(datatype))


def label(words: str, language: str = "en") -> ox.Literal:
    """Words in a language."""
    return ox.Literal(words, language=language)


def say(subject: str, table: Table) -> Iterator[ox.Triple]:
    """State of a subject what a table says."""
    about = ox.NamedNode(subject)
    for name, values in table.items():
        for value in [values] if isinstance(values, Term) else values:
            yield ox.Triple(about, node(name), value)


class Facts:
    """Statements by subject and property, in the order in which they are stated."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Sort the statements."""
        self._triples = tuple(triples)
        self._found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in self._triples:
            if isinstance(triple.subject, ox.NamedNode):
                self._found[triple.subject.value][triple.predicate.value].append(triple.object)

    def plus(self, triples: Iterable[ox.Triple]) -> Facts:
        """These statements and others."""
        return Facts((*self._triples, *triples))

    def of(self, subject: str) -> Mapping[str, list[Term]]:
        """Everything that is said of a subject, by the IRI of the property."""
        return self._found.get(subject, {})

    def values(self, subject: str, name: str) -> list[Term]:
        """The values of a property, which is named in short."""
        return self.of(subject).get(node(name).value, [])

    def iris(self, subject: str, name: str) -> list[str]:
        """The values that are IRIs."""
        return [value.value for value in self.values(subject, name) if isinstance(value, ox.NamedNode)]

    def texts(self, subject: str, name: str) -> list[str]:
        """The values that are literals: those in English or in no language, where there are such."""
        found = [value for value in self.values(subject, name) if isinstance(value, ox.Literal)]
        plain = [value.value for value in found if value.language in (None, "en")]
        return plain or [value.value for value in found]

    def text(self, subject: str, name: str) -> str:
        """The first of the texts; "" where there is none."""
        return next(iter(self.texts(subject, name)), "")

    def instances(self, of: str) -> list[str]:
        """The subjects that are of a class, sorted."""
        kind = ox.NamedNode(of)
        return sorted(iri for iri, said in self._found.items() if kind in said.get(TYPE.value, ()))

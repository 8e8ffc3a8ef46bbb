"""Which violations tell a cause, and which only what follows from another mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..linting.terms import is_undefined
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.lines import Lines
from ..terms import DEPRECATED, TYPE, iri_text
from ..validating.reports import Violation
from .instead import DATATYPE, LACKS, OF_CLASS

#: What asks of a thing that it has no other properties.
CLOSED = "ClosedConstraintComponent"
#: What is told where there are two values of what there may be one of, and what compares each of them.
TWO_VALUES = "MaxCountConstraintComponent"
_COMPARES = ("LessThanConstraintComponent", "LessThanOrEqualsConstraintComponent")


@dataclass(frozen=True)
class Causes:
    """Knows the files and what each source still says."""

    corpus: Corpus
    sources: Mapping[str, Lines]

    def among(self, violations: Iterable[Violation]) -> Iterator[Violation]:
        """The violations by nodes and values that have a name, less what else is wrong with a value of the
        wrong datatype, with an undefined property or where there are two values that are compared; a blank
        node is a mistake by itself, and told as one."""
        named = [
            each
            for each in violations
            if isinstance(each.focus, ox.NamedNode) and not isinstance(each.value, ox.BlankNode)
        ]
        mistyped = {(v.shape, v.focus, v.value) for v in named if v.component == DATATYPE}
        doubled = {each.focus for each in named if each.component == TWO_VALUES}
        for each in named:
            undefined = each.component == CLOSED and (
                is_undefined(each.path, self.corpus) or each.focus in self._withdrawn
            )
            follows = each.component != DATATYPE and (each.shape, each.focus, each.value) in mistyped
            follows = follows or (each.component in _COMPARES and each.focus in doubled)
            if not undefined and not follows:
                yield each

    @cached_property
    def _withdrawn(self) -> frozenset[object]:
        """The tombstones: a rule of their own tells what they may say."""
        return frozenset(triple.subject for triple in self.corpus.entities.having(DEPRECATED))

    def misnamed(self, violation: Violation) -> bool:
        """Whether a thing that lacks a property has one that the ontology does not define: that may be it."""
        return violation.component == LACKS and iri_text(violation.focus) in self._misspelt

    @cached_property
    def _misspelt(self) -> frozenset[str]:
        """The things with a property that the ontology does not define."""
        files = self.corpus.of(Role.SOURCES, Role.ENTITIES)
        return frozenset(
            iri_text(triple.subject)
            for file in files
            if any(is_undefined(each, self.corpus) for each in file.lines.terms())
            for triple in file.triples
            if is_undefined(triple.predicate.value, self.corpus)
        )

    def misclassed(self, violation: Violation, graph: str) -> bool:
        """Whether a value is of no right class since its class is one that the ontology does not define."""
        value = violation.value
        if violation.component not in OF_CLASS or not isinstance(value, ox.NamedNode):
            return False
        here = (self.sources[graph], self.corpus.entities)
        return any(is_undefined(kind, self.corpus) for each in here for kind in classes(each, value))


def classes(said: Lines, thing: ox.NamedNode) -> set[str]:
    """The classes that statements say a thing is of."""
    return {iri_text(each.object) for each in said.told_of(thing.value) if each.predicate == TYPE}

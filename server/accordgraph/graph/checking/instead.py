"""What to write instead of a value that a property cannot have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..canonical import CANONICAL
from ..linting.literals import literal_fault
from ..prefixes import shorten
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import roles
from ..terms import iri_text, term
from ..validating.reports import Violation

#: What asks of a value that it has a datatype.
DATATYPE = "DatatypeConstraintComponent"
#: What asks of a value that it is of a class: of one, or of one of several.
OF_CLASS = ("ClassConstraintComponent", "OrConstraintComponent")
_ASKED = term("sh", "datatype")


@dataclass(frozen=True)
class Instead:
    """Knows which datatypes the shapes ask for, and what things are called."""

    corpus: Corpus

    def of(self, violation: Violation) -> str:
        """A sentence, after a space, on a literal of another datatype, or where a thing belongs; else ""."""
        value = violation.value
        if not isinstance(value, ox.Literal):
            return ""
        if violation.component in OF_CLASS:
            thing = self._called.get(value.value)
            meant = f"did you mean {thing}?" if thing else "write its IRI, or describe it in data/entities/."
            return f" A text is no thing; {meant}"
        datatype = self._datatypes.get(violation.shape)
        if violation.component != DATATYPE or datatype is None or datatype not in CANONICAL:
            return ""
        name = shorten(datatype.value, self.corpus.names)
        fault = literal_fault(ox.Literal(value.value, datatype=datatype), name)
        return f" {fault[1]}" if fault else f' Write "{value.value}"^^{name}.'

    @cached_property
    def _datatypes(self) -> Mapping[str, ox.NamedNode]:
        """By the local names of shapes of properties: the datatype that they ask for."""
        return {
            iri_text(each.subject).rpartition("#")[2]: each.object
            for each in self.corpus.triples(Role.SHAPES)
            if each.predicate == _ASKED and isinstance(each.object, ox.NamedNode)
        }

    @cached_property
    def _called(self) -> Mapping[str, str]:
        """By what they are called: the entities and concepts, of several the first by the alphabet."""
        names = self.corpus.names
        naming = roles(names)
        said = self.corpus.triples(Role.ENTITIES) | self.corpus.triples(Role.CONCEPTS)
        found = {
            (each.object.value, iri_text(each.subject))
            for each in said
            if each.predicate in naming and isinstance(each.object, ox.Literal)
        }
        return {text: shorten(iri, names) for text, iri in sorted(found, reverse=True)}

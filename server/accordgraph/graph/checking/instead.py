"""What to write instead of a value that a property cannot have, or where a concept lacks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..canonical import CANONICAL
from ..finding.folding import fold
from ..linting.literals import literal_fault
from ..linting.names import FEW
from ..prefixes import shorten
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import roles
from ..terms import Term, iri_text, term
from ..validating.reports import Violation

#: What asks of a value that it has a datatype.
DATATYPE = "DatatypeConstraintComponent"
#: What asks of a value that it is of a class: of one, or of one of several.
OF_CLASS = ("ClassConstraintComponent", "OrConstraintComponent")
_ASKED, _IN_A_LANGUAGE = term("sh", "datatype"), term("rdf", "langString")
#: What asks of a thing that it has a value.
LACKS = "MinCountConstraintComponent"
#: What asks of a value that it is an IRI, or that it reads as a pattern says, and where that stands.
_OF_FORM = ("NodeKindConstraintComponent", "PatternConstraintComponent")
_READS = term("sh", "pattern")


@dataclass(frozen=True)
class Instead:
    """Knows which datatypes and concepts the shapes ask for, and what things are called."""

    corpus: Corpus

    def of(self, violation: Violation) -> str:
        """A sentence, after a space, on a literal of another datatype, or where a thing belongs, or on the
        concepts of which one does; else ""."""
        value, pattern = violation.value, self._patterns.get(violation.shape, "")
        if not isinstance(value, ox.Literal):
            return self._choice(pattern) if violation.component in (LACKS, *_OF_FORM) else ""
        things = pattern.replace("\\", "").startswith(f"^{self.corpus.names.things}")
        of_class = violation.component in OF_CLASS
        if of_class or (violation.component in _OF_FORM and things):
            called = self._called.get(fold(value.value), [])
            thing = next((each for each in called if re.search(pattern, each)), None)
            if thing:
                return f" A text is no thing; did you mean {shorten(thing, self.corpus.names)}?"
            described = ", or describe it in data/entities/" if of_class else ""
            return f" A text is no thing; write its IRI{described}.{self._choice(pattern)}"
        datatype = self._datatypes.get(violation.shape)
        if violation.component == DATATYPE and datatype == _IN_A_LANGUAGE:
            return f' Write "{value.value}"@en, or the tag of the language that it is in.'
        if violation.component != DATATYPE or datatype is None or datatype not in CANONICAL:
            return ""
        name = shorten(datatype.value, self.corpus.names)
        fault = literal_fault(ox.Literal(value.value, datatype=datatype), name)
        return f" {fault[1]}" if fault else f' Write "{value.value}"^^{name}.'

    def _choice(self, pattern: str) -> str:
        """A sentence, after a space, on which concepts read as a pattern says; "" where it is of others."""
        names, concepts = self.corpus.names, self.corpus.concepts
        if not pattern.replace("\\", "").startswith(f"^{names.thing('concept', '')}"):
            return ""
        found = [each for each in concepts if re.search(pattern, each)]
        if len(found) > FEW:
            return f" Write one of those in {' or '.join(sorted({concepts[each] for each in found}))}."
        return f" Write one of {', '.join(shorten(each, names) for each in found)}." if found else ""

    @cached_property
    def _datatypes(self) -> Mapping[str, ox.NamedNode]:
        """By the local names of shapes of properties: the datatype that they ask for."""
        asked = self._asked(_ASKED)
        return {shape: each for shape, each in asked.items() if isinstance(each, ox.NamedNode)}

    @cached_property
    def _patterns(self) -> Mapping[str, str]:
        """By the local names of shapes of properties: how they want their values to read."""
        asked = self._asked(_READS)
        return {shape: each.value for shape, each in asked.items() if isinstance(each, ox.Literal)}

    def _asked(self, prop: ox.NamedNode) -> Mapping[str, Term]:
        """What shapes say by a property, by their local names."""
        shapes = self.corpus.triples(Role.SHAPES)
        said = (each for each in shapes if each.predicate == prop)
        return {iri_text(each.subject).rpartition("#")[2]: each.object for each in said}

    @cached_property
    def _called(self) -> Mapping[str, list[str]]:
        """By what they are called, in any case and width: the entities and concepts, in their order."""
        naming = roles(self.corpus.names)
        said = self.corpus.triples(Role.ENTITIES) | self.corpus.triples(Role.CONCEPTS)
        found: dict[str, list[str]] = defaultdict(list)
        for each in sorted(said, key=str):
            if each.predicate in naming and isinstance(each.object, ox.Literal):
                found[fold(each.object.value)].append(iri_text(each.subject))
        return found

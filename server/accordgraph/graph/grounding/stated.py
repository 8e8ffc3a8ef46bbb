"""What a source's file states that grounding needs to know of: names, amounts, qualifiers, precisions."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cached_property

import pyoxigraph as ox

from ..canonical import exact
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import roles
from ..reading.turtle import TurtleFile
from ..terms import Term, iri_text
from .currencies import ISO_4217
from .values import Money


class Stated:
    """What a file states, each looked through once and when it is asked for."""

    def __init__(self, corpus: Corpus, file: TurtleFile) -> None:
        """Know a file, and the names that the corpus has for things."""
        self._names, self._corpus, self._file = corpus.names, corpus, file

    @cached_property
    def labels(self) -> dict[Term, dict[str, list[str]]]:
        """Each entity's names by the rule that each kind of name stands for."""
        rules = roles(self._names)
        found: dict[Term, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in sorted(self._corpus.triples(Role.ENTITIES), key=str):
            if triple.predicate in rules and isinstance(triple.object, ox.Literal):
                found[triple.subject][rules[triple.predicate]].append(triple.object.value)
        return found

    @cached_property
    def amounts(self) -> dict[Term, Money]:
        """Each amount that the file states, as money; none whose value is no number or whose currency is
        none."""
        values = self._literals("amountValue")
        currencies = self._literals("currency")
        return {
            subject: Money(number, currencies[subject])
            for subject, value in values.items()
            if currencies.get(subject) in ISO_4217 and (number := decimal(ox.Literal(value))) is not None
        }

    @cached_property
    def values(self) -> dict[Term, Decimal]:
        """Each other number that may have a qualifier."""
        return {
            subject: number
            for subject, text in self._literals("value").items()
            if (number := decimal(ox.Literal(text))) is not None
        }

    def _literals(self, local: str) -> dict[Term, str]:
        prop = ox.NamedNode(self._names.term(local))
        return {
            t.subject: t.object.value
            for t in self._file.triples
            if t.predicate == prop and isinstance(t.object, ox.Literal)
        }

    @cached_property
    def qualifiers(self) -> dict[Term, str]:
        """The name of each thing's qualifier."""
        return self._concepts("hasQualifier", "amount-qualifier-")

    @cached_property
    def precisions(self) -> dict[Term, str]:
        """The precision of each thing's dates."""
        return self._concepts("datePrecision", "date-precision-")

    @cached_property
    def unclear(self) -> frozenset[Term]:
        """The things whose qualifier or precision is none, as the shapes tell: what they say nobody knows."""
        schemes = {
            ox.NamedNode(self._names.term(local)): self._names.thing("concept", scheme)
            for local, scheme in (("hasQualifier", "amount-qualifier-"), ("datePrecision", "date-precision-"))
        }
        return frozenset(
            t.subject
            for t in self._file.triples
            if t.predicate in schemes and not iri_text(t.object).startswith(schemes[t.predicate])
        )

    def _concepts(self, local: str, scheme: str) -> dict[Term, str]:
        """By subject, what the name of a property's value ends in, where it is of the scheme."""
        prop = ox.NamedNode(self._names.term(local))
        return {
            t.subject: iri_text(t.object).rpartition(scheme)[2]
            for t in self._file.triples
            if t.predicate == prop and scheme in iri_text(t.object)
        }


def decimal(value: Term) -> Decimal | None:
    """A literal as a number; None where it is none, or not written as numbers are."""
    return exact(value.value) if isinstance(value, ox.Literal) else None

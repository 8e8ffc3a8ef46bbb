"""What a source's graph states that its text has to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ..canonical import canonical_date
from ..names import ENTITY_KINDS, Names
from ..prefixes import shorten, show
from ..reading.corpus import Corpus
from ..reading.turtle import TurtleFile
from ..terms import DATE, TITLE, Term, literal_text, term
from .stated import Stated, decimal

_NUMBERS = (term("xsd", "integer"), term("xsd", "decimal"))


@dataclass(frozen=True)
class Claim:
    """One statement to be grounded; `kind` says how, `spanned` whether its evidence needs a span."""

    subject: ox.NamedNode
    prop: ox.NamedNode
    value: Term
    kind: str

    @property
    def spanned(self) -> bool:
        """Numbers and dates, of which a paragraph may hold several, need a span."""
        return self.kind in ("number", "amount value", "amount", "date")

    def said(self, names: Names) -> str:
        """The statement, for messages."""
        return f"{shorten(self.prop.value, names)} {show(self.value, names)} of {show(self.subject, names)}"


class Claims:
    """The claims of one source's file."""

    def __init__(self, corpus: Corpus, file: TurtleFile) -> None:
        """Take the file."""
        self._names, self._file, self.stated = corpus.names, file, Stated(corpus, file)

    def all(self, evidence: set[ox.NamedNode]) -> Iterator[Claim]:
        """Every statement to be grounded, in a fixed order; evidence itself and notes are not grounded.

        Nor is what cannot be read: the rules on literals and the shapes tell of that.
        """
        for triple in sorted(self._file.triples, key=str):
            if isinstance(triple.subject, ox.NamedNode) and triple.subject not in evidence:
                kind = self._kind(triple)
                if kind and self._readable(triple, kind):
                    yield Claim(triple.subject, triple.predicate, triple.object, kind)

    def _kind(self, triple: ox.Triple) -> str:
        """How a statement is grounded; "" where it is not."""
        value, prop = triple.object, triple.predicate
        if isinstance(value, ox.NamedNode):
            kind = self._names.kind(value.value)
            if prop.value == self._names.term("hasQualifier"):
                return "qualifier"
            return "amount" if kind == "amount" else "name" if kind in ENTITY_KINDS else ""
        if not isinstance(value, ox.Literal):
            return ""
        special = {
            self._names.term("amountValue"): "amount value",
            self._names.term("currency"): "currency",
            TITLE.value: "title",
        }
        if prop.value in special:
            return special[prop.value]
        return "number" if value.datatype in _NUMBERS else "date" if value.datatype == DATE else ""

    def _readable(self, triple: ox.Triple, kind: str) -> bool:
        """Whether there is a value to look for: an amount's number stands where its currency does."""
        owner = triple.object if kind == "amount" else triple.subject
        if kind not in ("name", "title") and owner in self.stated.unclear:
            return False
        if kind in ("amount", "amount value", "currency", "qualifier"):
            return owner in self.stated.amounts or owner in self.stated.values
        if kind == "date":
            return canonical_date(literal_text(triple.object)) is not None
        return kind != "number" or decimal(triple.object) is not None

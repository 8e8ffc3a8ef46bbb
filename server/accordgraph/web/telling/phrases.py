"""The values of properties in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ...graph.believing.disputes import told_apart
from ...graph.reading.parameters import is_property
from ...graph.terms import Term, iri_text
from ..data.display import Cell, Display
from ..data.statements import Statement
from ..data.texts import Text, pick
from ..languages import WRITTEN_IN, language_name
from ..pictures.payments import Amount
from ..wording import say
from .amounts import amount_of, money, qualified
from .believed import Believed
from .days import day, lasting, precision_of
from .meanings import BACKWARDS
from .registers import registered

_DATES = frozenset(
    ("accord:date", "accord:deadline", "accord:periodStart", "accord:periodEnd", "dcterms:issued")
)
_PERCENT = frozenset(("accord:changePercent", "accord:sharePercent"))
#: The number that a statistic or a target counts.
_COUNT = "accord:value"
#: The kind of what is said as a sum of money, whichever property leads to it.
_AMOUNT = "amount"
#: Graphs that are asked how exactly they know a date.
_GRAPHS = 20
#: The first and the last character of some words in a paragraph, counted from 1; () where they are not known.
Span = tuple[int, int] | tuple[()]


def span_of(start: str, end: str) -> Span:
    """Return which characters some words are, of which it is written how many stand before them and before
    their end.

    >>> span_of("5", "10"), span_of("5", "")
    ((6, 10), ())
    """
    return (int(start) + 1, int(end)) if start.isdecimal() and end.isdecimal() else ()


def characters(span: Span) -> str:
    """Say which characters some words are, "" where that is not known."""
    return say("characters {start} to {end}", start=span[0], end=span[1]) if span else ""


class Phrases:
    """Says values of properties; for one page."""

    def __init__(self, display: Display, believed: Believed) -> None:
        self.display, self.believed = display, believed

    def listed(self, iri: str) -> Cell:
        """Show a thing that a page lists, with on what about it sources disagree."""
        names = told_apart(self.believed.disputed(iri))
        about = say(", ").join(sorted(self._about(iri, each) for each in names if each))
        words = say("disputed: {properties}", properties=about) if about else say("disputed") if names else ""
        return replace(self.display.iri(iri), disputed=words)

    def _about(self, iri: str, name: str) -> str:
        """Say by which property sources disagree on a thing, or on what points at it."""
        short = self.believed.short(name)
        backwards = not self.believed.values(iri, short) and self.believed.pointing(iri, short, 1)
        return say(BACKWARDS[short]) if backwards and short in BACKWARDS else self.display.property(name).text

    def amount(self, iri: str) -> Amount | None:
        """Return an amount with its words; None where value or currency are not known for certain."""
        value, currency, qualifier = (
            self.believed.one(iri, f"accord:{name}") for name in ("amountValue", "currency", "hasQualifier")
        )
        return amount_of(value, currency, qualifier, self.display)

    def precision(self, iri: str) -> str:
        """Return how much of a thing's dates is known: "day", "month" or "year"."""
        return precision_of(self.believed.one(iri, "accord:datePrecision"))

    def _sum(self, subject: str, value: ox.Literal) -> Cell:
        """Say a sum in the currency that stands beside it."""
        currency = self.believed.one(subject, "accord:currency")
        try:
            return Cell(money(Decimal(value.value), currency), title=value.value)
        except InvalidOperation:
            return self.display.term(value)

    def period(self, iri: str) -> str:
        """Return the period of a thing in words, "" where it has none."""
        start, end = self.believed.one(iri, "accord:periodStart"), self.believed.one(iri, "accord:periodEnd")
        return lasting(start, end, self.precision(iri)) if start and end else ""

    def span(self, iri: str) -> str:
        """Return where in its paragraph the words of a piece of evidence are, "" where nobody says."""
        start, end = (self.believed.one(iri, f"accord:{name}") for name in ("spanStart", "spanEnd"))
        return characters(span_of(start, end))

    def in_language(self, texts: Iterable[ox.Literal]) -> Cell:
        """Return the one of some texts that the reader wants."""
        chosen = pick((Text(each.value, each.language or "") for each in texts), self.display.language)
        return Cell(chosen.value, chosen.language)

    def stated(self, fact: Statement) -> Cell:
        """Say a value as those state it who do: a date is as exact as they know it, and a number as they
        qualify it, whatever is believed."""
        subject, name = fact.subject.value, self.believed.short(fact.property.value)
        if name in _DATES and isinstance(fact.value, ox.Literal):
            known = self._beside(fact, "accord:datePrecision")
            exact = precision_of(known.pop()) if len(known) == 1 else self.precision(subject)
            return Cell(day(fact.value.value, exact), title=fact.value.value)
        if name == _COUNT:
            known = self._beside(fact, "accord:hasQualifier")
            return self._number(fact.value, known.pop() if len(known) == 1 else "")
        return self.value(subject, name, fact.value)

    def _beside(self, fact: Statement, name: str) -> set[str]:
        """Return the things that a property of the same thing has where a statement stands."""
        prop = ox.NamedNode(self.believed.long(name))
        return {
            iri_text(quad.object)
            for graph in fact.graphs[:_GRAPHS]
            for quad in self.believed.reader.quads(fact.subject, prop, None, ox.NamedNode(graph))
        }

    def _number(self, value: Term, qualifier: str) -> Cell:
        """Say a number of people with how it is meant where it is not exact."""
        cell = self.display.term(value)
        return replace(cell, text=qualified(cell.text, qualifier, self.display)) if qualifier else cell

    def _overruled(self, decision: str, value: Term) -> Cell:
        """Say a value that a decision overrules as those state it whom it overrules."""
        told = self.believed
        of, name = (told.one(decision, f"accord:overrules{part}") for part in ("Subject", "Property"))
        if not of or not name:
            return self.display.term(value)
        graphs = tuple(told.iris(decision, "accord:overrulesGraph"))
        return self.stated(Statement(ox.Triple(ox.NamedNode(of), ox.NamedNode(name), value), graphs, False))

    def values(self, subject: str, name: str, most: int, apart: str = "") -> tuple[Cell, ...]:
        """Say the values of a property but for the thing `apart`: a period as a whole, of texts the one that
        the reader wants, of others as many as are named."""
        if name == "accord:periodStart":
            words = self.period(subject)
            return (Cell(words),) if words else ()
        values = self.believed.values(subject, name)
        texts = [each for each in values if isinstance(each, ox.Literal) and each.language]
        if texts:
            return (self.in_language(texts),)
        found = (self.value(subject, name, each) for each in values if not apart or iri_text(each) != apart)
        cells = sorted(found, key=lambda cell: cell.text)
        return (*cells[:most], *((Cell(say("and more")),) if len(cells) > most else ()))

    def thing(self, iri: str) -> Cell:
        """Say a thing: an amount with its currency, a reference by the kind of name it is, a property by what
        its values are, others by name."""
        if is_property(self.believed.short(iri)):
            return self.display.property(iri)
        amount = self.amount(iri) if self.believed.names.kind(iri) == _AMOUNT else None
        if amount:
            return Cell(amount.words, href=self.display.iri(iri).href, title=iri)
        known = registered(iri)
        return Cell(known, href=iri) if known else self.display.iri(iri)

    def value(self, subject: str, name: str, value: Term) -> Cell:
        """Say a value of a property, the property as people write it: dates by their precision, things as
        above."""
        if isinstance(value, ox.NamedNode):
            return self.thing(value.value)
        if name == "accord:periodStart" and self.period(subject):
            return Cell(self.period(subject), title=value.value if isinstance(value, ox.Literal) else "")
        if name == "accord:spanStart" and self.span(subject):
            return Cell(self.span(subject))
        if name in _DATES and isinstance(value, ox.Literal):
            return Cell(day(value.value, self.precision(subject)), title=value.value)
        if name == "accord:amountValue" and isinstance(value, ox.Literal):
            return self._sum(subject, value)
        if name == _COUNT:
            return self._number(value, self.believed.one(subject, "accord:hasQualifier"))
        if name == WRITTEN_IN and isinstance(value, ox.Literal):
            return Cell(language_name(value.value, self.display.language), title=value.value)
        if name == "accord:overrulesValue":
            return self._overruled(subject, value)
        if name in _PERCENT and isinstance(value, ox.Literal):
            return Cell(f"{value.value} %", title=value.value)
        return self.display.term(value)

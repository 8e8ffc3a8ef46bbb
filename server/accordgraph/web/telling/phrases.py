"""Amounts, dates and periods in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ...graph.reading.parameters import is_property
from ...graph.terms import Term, iri_text
from ..data.display import Cell, Display
from ..data.statements import Statement
from ..data.texts import Text, pick
from ..languages import WRITTEN_IN, language_name
from ..pictures.flow import Amount
from ..wording import say
from .believed import Believed
from .registers import registered

#: Signs of currencies (ISO 4217) as English writes them where several share one; others are written by code.
SIGNS: Mapping[str, str] = {
    "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥", "EUR": "€", "GBP": "£", "HKD": "HK$", "ILS": "₪",
    "INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "TWD": "NT$", "USD": "US$", "VND": "₫",
}  # fmt: skip
#: How an amount is qualified, by the end of the concept's name.
QUALIFIERS: Mapping[str, str] = {
    "more-than": "more than {amount}",
    "at-least": "at least {amount}",
    "up-to": "up to {amount}",
    "about": "about {amount}",
}
#: The months as a date says them; Japanese counts them.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATES = frozenset(
    ("accord:date", "accord:deadline", "accord:periodStart", "accord:periodEnd", "dcterms:issued")
)
#: A date, which the ontology's header has as a text.
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PERCENT = frozenset(("accord:changePercent", "accord:sharePercent"))
#: The number that a statistic or a target counts.
_COUNT = "accord:value"
#: The kind of what is said as a sum of money, whichever property leads to it.
_AMOUNT = "amount"
_PRECISION = "date-precision-"
_QUALIFIER = "amount-qualifier-"
#: Graphs that are asked how exactly they know a date.
_GRAPHS = 20
#: The first and the last character of some words in a paragraph, counted from 1; () where they are not known.
Span = tuple[int, int] | tuple[()]


def money(value: Decimal, currency: str) -> str:
    """Write a sum of money with its currency.

    >>> money(Decimal("25000000"), "USD"), money(Decimal("3.5"), "XAU")
    ('US$25,000,000', 'XAU 3.5')
    """
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{sign}{value:,f}"


def day(text: str, precision: str = "day") -> str:
    """Write a date, as much of it as is known; `precision` is "day", "month" or "year"."""
    parts = text.partition("T")[0].split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return text
    year, month, number = parts[0].lstrip("0") or "0", say(MONTHS[int(parts[1]) - 1]), str(int(parts[2][:2]))
    if precision == "year":
        return say("{year}", year=year)
    if precision == "month":
        return say("{month} {year}", year=year, month=month)
    return say("{day} {month} {year}", year=year, month=month, day=number)


def lasting(start: str, end: str, precision: str) -> str:
    """Write a period from its first to its last day, as a date where no more of it is known than one."""
    ends = [day(each, precision) for each in (start, end)]
    return ends[0] if ends[0] == ends[1] else say("{start} to {end}", start=ends[0], end=ends[1])


def dated(value: Term, display: Display) -> Cell:
    """Show a value of what is dated to the day, such as a version: a date as people write it."""
    cell = display.term(value)
    is_date = isinstance(value, ox.Literal) and _DATE.fullmatch(value.value)
    return Cell(day(cell.text), title=cell.text) if is_date else cell


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


def precision_of(concept: str) -> str:
    """Return how much of a date is known, by the concept that says so: "day", "month" or "year"."""
    return concept.rpartition(_PRECISION)[2] or "day"


def amount_of(value: str, currency: str, qualifier: str, display: Display) -> Amount | None:
    """Return an amount with its words, by its value, currency and qualifier, "" for none; None where value or
    currency are not known for certain."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not currency or not number.is_finite():
        return None
    return Amount(number, currency, _qualified(money(number, currency), qualifier, display))


def _qualified(words: str, qualifier: str, display: Display) -> str:
    """Say with a number how it is meant that is not exact, "" for one that is."""
    pattern = QUALIFIERS.get(qualifier.rpartition(_QUALIFIER)[2])
    if pattern:
        return say(pattern, amount=words)
    return f"{display.iri(qualifier).text}: {words}" if qualifier else words


class Phrases:
    """Says values of properties; for one page."""

    def __init__(self, display: Display, believed: Believed) -> None:
        self.display, self.believed = display, believed

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
        return replace(cell, text=_qualified(cell.text, qualifier, self.display)) if qualifier else cell

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
        return (*cells[:most], *((Cell("…"),) if len(cells) > most else ()))

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

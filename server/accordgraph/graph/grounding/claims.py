"""The values of a source's graph that a text has to show, and where a text shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property

import pyoxigraph as ox

from ..linting.literals import canonical_date
from ..names import ENTITY_KINDS
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.turtle import TurtleFile
from ..terms import ALT_LABEL, LABEL, PREF_LABEL, TITLE, Term, iri_text, term
from .mentions import all_mentions, mentions
from .qualifying import qualifier_of
from .readings import readings
from .values import Money, Period, Reading

_NUMBERS = (term("xsd", "integer"), term("xsd", "decimal"))
_DATE = term("xsd", "date")

#: Properties whose day is the last one of the period that the text names.
_LAST_DAYS = ("periodEnd", "deadline")


@dataclass(frozen=True)
class Found:
    """Where in a paragraph a value stands, and by which rule."""

    start: int
    end: int
    rule: str


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


class Claims:
    """The claims of one source's file."""

    def __init__(self, corpus: Corpus, file: TurtleFile, published: date | None) -> None:
        """Read `file` as a text published on `published`, where that is known."""
        self._names, self._corpus, self._file, self._published = corpus.names, corpus, file, published
        self._read: dict[str, tuple[Reading, ...]] = {}

    def all(self, evidence: set[ox.NamedNode]) -> Iterator[Claim]:
        """Every statement to be grounded, in a fixed order; evidence itself and notes are not grounded.

        Nor is what cannot be read: the rules on literals and the shapes tell of that.
        """
        for triple in sorted(self._file.triples, key=str):
            if isinstance(triple.subject, ox.NamedNode) and triple.subject not in evidence:
                kind = self._kind(triple)
                if kind and self._readable(triple, kind):
                    yield Claim(triple.subject, triple.predicate, triple.object, kind)

    def find(self, claim: Claim, text: str) -> Iterator[Found]:
        """Every place in a paragraph where a claim's value stands."""
        if claim.kind == "name":
            yield from self._mentioned(text, claim.value)
        elif claim.kind == "title":
            for place in mentions(text, getattr(claim.value, "value", "")):
                yield Found(*place, "title")
        elif claim.kind == "qualifier":
            said = iri_text(claim.value).rpartition("amount-qualifier-")[2]
            for one in self._readings(text):
                found = qualifier_of(text, one)
                if found and found.name == said and self._is_of(claim.subject, one):
                    yield Found(found.start, found.end, "qualifier")
        else:
            for one in self._readings(text):
                if self._fits(claim, one) and not self._misstated(claim, one, text):
                    yield Found(one.start, one.end, one.rule)

    def rival(self, claim: Claim, text: str, start: int, end: int) -> str:
        """What a span holds of a number's or date's kind beside the claim's value; "" for nothing."""
        for one in self._readings(text):
            inside = start <= one.start and one.end <= end
            if inside and _is_alike(claim, one) and not self._says(claim, one, text):
                return text[one.start : one.end]
        return ""

    def _says(self, claim: Claim, one: Reading, text: str) -> bool:
        """Whether any reading at the place of one says the claim's value."""
        place = (one.start, one.end)
        return any(
            (each.start, each.end) == place and self._fits(claim, each) for each in self._readings(text)
        )

    def misstated(self, claim: Claim, text: str) -> Iterator[str]:
        """Where a paragraph has a claim's value, but with another qualifier than the file: what to do."""
        for one in self._readings(text):
            if self._fits(claim, one):
                yield from self._misstated(claim, one, text)

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
        return "number" if value.datatype in _NUMBERS else "date" if value.datatype == _DATE else ""

    def _readable(self, triple: ox.Triple, kind: str) -> bool:
        """Whether there is a value to look for: an amount's currency stands where its number does."""
        owner = triple.object if kind == "amount" else triple.subject
        if kind in ("amount", "amount value", "currency", "qualifier"):
            return owner not in self._unreadable
        if kind == "date":
            return canonical_date(getattr(triple.object, "value", "")) is not None
        return kind != "number" or _decimal(triple.object) is not None

    def _readings(self, text: str) -> tuple[Reading, ...]:
        if text not in self._read:
            self._read[text] = readings(text, self._published)
        return self._read[text]

    def _fits(self, claim: Claim, one: Reading) -> bool:
        """Whether a reading says the claim's value."""
        said = one.value
        if isinstance(said, Period):
            return claim.kind == "date" and self._fits_date(claim, said)
        if isinstance(said, Money):
            if claim.kind == "amount":
                return self._amounts.get(claim.value) == said
            mine = self._amounts.get(claim.subject)
            return claim.kind in ("amount value", "currency") and mine == said
        return claim.kind == "number" and _decimal(claim.value) == said

    def _misstated(self, claim: Claim, one: Reading, text: str) -> list[str]:
        """That a reading of a value is qualified otherwise than the file does it."""
        is_value = claim.kind == "number" and claim.prop.value == self._names.term("value")
        if not (is_value or claim.kind in ("amount", "amount value")):
            return []
        found = qualifier_of(text, one)
        stated = self._qualifiers.get(claim.value if claim.kind == "amount" else claim.subject)
        if (found.name if found else None) == stated:
            return []
        if found is None:
            return [f'the text says "{text[one.start : one.end]}", without the qualifier {stated}']
        words = text[min(found.start, one.start) : max(found.end, one.end)]
        if not found.name:
            return [f'the text says "{words}", for which there is no qualifier, so the value is left out']
        also = "" if is_value else ", which also ends its name"
        which = "another" if stated else "a"
        return [f'the text says "{words}", so it takes {which} qualifier, {found.name}{also}']

    def _is_of(self, subject: Term, one: Reading) -> bool:
        """Whether a reading says the value of an amount, or of another thing with one."""
        if isinstance(one.value, Money):
            return self._amounts.get(subject) == one.value
        return self._values.get(subject) == one.value

    def _fits_date(self, claim: Claim, said: Period) -> bool:
        precision = self._precisions.get(claim.subject, "day")
        last = claim.prop.value in {self._names.term(local) for local in _LAST_DAYS}
        day = said.end if last else said.start
        return getattr(claim.value, "value", "") == day.isoformat() and said.precision == precision

    def _mentioned(self, text: str, entity: Term) -> Iterator[Found]:
        for rule, names in self._labels.get(entity, {}).items():
            for place in all_mentions(text, names):
                yield Found(*place, rule)

    @cached_property
    def _labels(self) -> dict[Term, dict[str, list[str]]]:
        """Each entity's names by the rule that each kind of name stands for."""
        rules = {
            LABEL: "label",
            PREF_LABEL: "label",
            ALT_LABEL: "alias",
            ox.NamedNode(self._names.term("demonym")): "demonym",
        }
        found: dict[Term, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in sorted(self._corpus.triples(Role.ENTITIES), key=str):
            if triple.predicate in rules and isinstance(triple.object, ox.Literal):
                found[triple.subject][rules[triple.predicate]].append(triple.object.value)
        return found

    @cached_property
    def _amounts(self) -> dict[Term, Money]:
        """Each amount that the file states, as money."""
        values = self._literals("amountValue")
        currencies = self._literals("currency")
        return {
            subject: Money(number, currencies[subject])
            for subject, value in values.items()
            if subject in currencies and (number := _decimal(ox.Literal(value))) is not None
        }

    @cached_property
    def _values(self) -> dict[Term, Decimal | None]:
        """Each other number that may have a qualifier."""
        return {subject: _decimal(ox.Literal(text)) for subject, text in self._literals("value").items()}

    def _literals(self, local: str) -> dict[Term, str]:
        prop = ox.NamedNode(self._names.term(local))
        return {
            t.subject: t.object.value
            for t in self._file.triples
            if t.predicate == prop and isinstance(t.object, ox.Literal)
        }

    @cached_property
    def _unreadable(self) -> frozenset[Term]:
        """The amounts, and other things with a value, whose value is no number."""
        stated = {**self._literals("value"), **self._literals("amountValue")}
        return frozenset(each for each, text in stated.items() if _decimal(ox.Literal(text)) is None)

    @cached_property
    def _qualifiers(self) -> dict[Term, str]:
        return self._concepts("hasQualifier", "amount-qualifier-")

    @cached_property
    def _precisions(self) -> dict[Term, str]:
        return self._concepts("datePrecision", "date-precision-")

    def _concepts(self, local: str, scheme: str) -> dict[Term, str]:
        """By subject, what the name of a property's value ends in."""
        prop = ox.NamedNode(self._names.term(local))
        return {
            t.subject: iri_text(t.object).rpartition(scheme)[2]
            for t in self._file.triples
            if t.predicate == prop
        }


def _is_alike(claim: Claim, one: Reading) -> bool:
    """Whether a reading is of a claim's kind: a date, money or a number."""
    kinds = {"date": Period, "number": Decimal, "amount": Money, "amount value": Money}
    return claim.kind in kinds and isinstance(one.value, kinds[claim.kind])


def _decimal(value: Term) -> Decimal | None:
    try:
        return Decimal(value.value) if isinstance(value, ox.Literal) else None
    except InvalidOperation:
        return None

"""Where a text shows what is claimed of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..names import Names
from ..terms import Term, iri_text, literal_text
from .claims import Claim
from .mentions import all_mentions, mentions
from .periods import Period
from .phrases import FALL, PREPOSITIONS, RISE
from .qualifying import qualifier_of
from .readings import doubts, readings
from .stated import Stated, decimal
from .values import Money, Percent, Reading

#: Properties whose day is the last one of the period that the text names.
_LAST_DAYS = ("periodEnd", "deadline")
#: How many signs of a date tell what is stated, by its precision.
_WRITTEN: Mapping[str, int] = {"year": 4, "month": 7, "day": 10}
_WAYS = {RISE: "as a rise", FALL: "as a fall", 0: "without a word for a rise or a fall"}


@dataclass(frozen=True)
class Found:
    """Where in a paragraph a value stands, and by which rule."""

    start: int
    end: int
    rule: str


class Showing:
    """Finds the claims of one file in the paragraphs of its text."""

    def __init__(self, names: Names, stated: Stated, published: date | None) -> None:
        """Know what the file states; read its text as published on `published`, where that is known."""
        self._names, self._stated, self._published = names, stated, published
        self._read: dict[str, tuple[Reading, ...]] = {}

    def find(self, claim: Claim, text: str) -> Iterator[Found]:
        """Every place in a paragraph where a claim's value stands."""
        if claim.kind == "name":
            yield from self._mentioned(text, claim.value)
        elif claim.kind == "title":
            for place in mentions(text, literal_text(claim.value)):
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

    def vagueness(self, text: str, found: Found) -> int:
        """How much of a date that was found the day of publication has to tell: 0 for nothing, 1 for a part,
        as of "April 3", 2 for all, as of "Tuesday"."""
        place = (found.start, found.end, Period)
        if any((each.start, each.end, type(each.value)) == place for each in readings(text, None)):
            return 0
        return 1 if any(sign.isdecimal() for sign in text[found.start : found.end]) else 2

    def rival(self, claim: Claim, text: str, start: int, end: int) -> str:
        """What a span holds of a number's or date's kind beside the claim's value; "" for nothing."""
        for one in self._readings(text):
            inside = start <= one.start and one.end <= end
            if inside and _is_alike(claim, one) and not self._says(claim, one, text):
                return text[one.start : one.end]
        return ""

    def _says(self, claim: Claim, one: Reading, text: str) -> bool:
        """Whether any reading at the place of one, or around it, says the claim's value."""
        return any(
            each.start <= one.start and one.end <= each.end and self._fits(claim, each)
            for each in self._readings(text)
        )

    def misstated(self, claim: Claim, text: str) -> Iterator[str]:
        """Where a paragraph has a claim's value, but another qualifier, way or precision: what to do."""
        for one in self._readings(text):
            if self._fits(claim, one):
                yield from self._misstated(claim, one, text)
            elif (
                self._is_change(claim) and isinstance(one.value, Percent) and self._changes(claim, one.value)
            ):
                yield f'the text says "{text[one.start : one.end]}" {_WAYS[one.value.direction]}'
            elif claim.kind == "date" and isinstance(one.value, Period):
                yield from self._imprecise(claim, one.value, text[one.start : one.end])

    def doubts(self, claim: Claim, text: str) -> Iterator[Found]:
        """Where a paragraph may say a claim's date, and may say something else; the rule names both."""
        for one in doubts(text, self._published) if claim.kind == "date" else ():
            if self._fits(claim, one):
                yield Found(one.start, one.end, one.rule)

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
                return self._stated.amounts.get(claim.value) == said
            mine = self._stated.amounts.get(claim.subject)
            return claim.kind in ("amount value", "currency") and mine == said
        if self._is_change(claim):
            return isinstance(said, Percent) and self._changes(claim, said) == said.direction != 0
        return claim.kind == "number" and decimal(claim.value) == said

    def _changes(self, claim: Claim, said: Percent) -> int | None:
        """Which way a change by a percentage goes that a claim states; None where it states no such one."""
        stated = decimal(claim.value)
        if stated is None or abs(stated) != said.value:
            return None
        return RISE if stated > 0 else FALL

    def _misstated(self, claim: Claim, one: Reading, text: str) -> list[str]:
        """That a reading of a value is qualified otherwise than the file does it."""
        if claim.kind not in ("number", "amount", "amount value"):
            return []
        is_value = claim.prop.value == self._names.term("value")
        takes_none = claim.kind == "number" and not is_value
        found = qualifier_of(text, one)
        owner = claim.value if claim.kind == "amount" else claim.subject
        stated = None if takes_none else self._stated.qualifiers.get(owner)
        if (found.name if found else None) == stated:
            return []
        if found is None:
            return [f'the text says "{text[one.start : one.end]}", without the qualifier {stated}']
        if (
            takes_none
            and not self._is_change(claim)
            and text[found.start : found.end].lower() in PREPOSITIONS
        ):
            return []
        words = text[min(found.start, one.start) : max(found.end, one.end)]
        if takes_none or not found.name:
            return [f'the text says "{words}", for which there is no qualifier, so the value is left out']
        also = "" if is_value else ", which also ends its name"
        which = "another" if stated else "a"
        return [f'the text says "{words}", so it takes {which} qualifier, {found.name}{also}']

    def _is_change(self, claim: Claim) -> bool:
        """Whether a claim is a change by a percentage, which has a direction and takes no qualifier."""
        return claim.prop.value == self._names.term("changePercent")

    def _is_of(self, subject: Term, one: Reading) -> bool:
        """Whether a reading says the value of an amount, or of another thing with one."""
        if isinstance(one.value, Money):
            return self._stated.amounts.get(subject) == one.value
        return self._stated.values.get(subject) == one.value

    def _fits_date(self, claim: Claim, said: Period) -> bool:
        same = literal_text(claim.value) == self._day(claim, said).isoformat()
        return same and said.precision == self._precision(claim)

    def _precision(self, claim: Claim) -> str:
        return self._stated.precisions.get(claim.subject, "day")

    def _day(self, claim: Claim, said: Period) -> date:
        """The day by which a period is written: its last one where it ends something."""
        last = claim.prop.value in {self._names.term(local) for local in _LAST_DAYS}
        return said.end if last else said.start

    def _imprecise(self, claim: Claim, said: Period, words: str) -> Iterator[str]:
        """That a date is as the file has it, as far as the file's precision goes, and has another one."""
        stated = self._precision(claim)
        cut = _WRITTEN.get(stated, 0)
        same = literal_text(claim.value)[:cut] == self._day(claim, said).isoformat()[:cut]
        if cut and same and said.precision != stated:
            told = f'the text says "{words}", a {said.precision}, where accord:datePrecision says {stated}'
            yield f"{told}; mend that, or leave this date out where another date of the thing needs it"

    def _mentioned(self, text: str, entity: Term) -> Iterator[Found]:
        for rule, names in self._stated.labels.get(entity, {}).items():
            for place in all_mentions(text, names):
                yield Found(*place, rule)


def _is_alike(claim: Claim, one: Reading) -> bool:
    """Whether a reading is of a claim's kind: a date, money or a number."""
    kinds: dict[str, type | tuple[type, ...]] = {
        "date": Period,
        "number": (Decimal, Percent),
        "amount": Money,
        "amount value": Money,
    }
    return claim.kind in kinds and isinstance(one.value, kinds[claim.kind])

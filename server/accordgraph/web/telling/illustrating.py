"""Which pictures a thing has: where money goes, what happened when, how numbers went."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from ..data.display import Cell
from ..pictures.flow import draw_flows, undrawn
from ..pictures.payments import Payment, Total
from ..pictures.series import Point, draw_series
from ..pictures.shapes import Picture
from ..pictures.timeline import Moment, draw_timeline
from ..wording import say
from .days import lasting
from .paying import payments, totals
from .phrases import Phrases

#: Things by one property that a picture is made from; of more there is none, since a part of them would look
#: like the whole.
_READ = 100
#: What the picture of money whose amount nobody states is called, in the place of a currency.
UNSTATED = "unstated"
#: How things are dated: by the property that leads to one from a dated thing, in words.
DATED = {
    "accord:announces": "announced",
    "accord:onOccasion": "on this occasion",
    "accord:hasParty": "party",
    "accord:buildsOn": "built on it",
    "accord:locatedIn": "took place there",
}
#: What tells numbers of one series from others.
_SERIES = ("accord:hasMeasure", "accord:hasOrigin", "accord:hasHost", "accord:hasPopulation")


@dataclass(frozen=True)
class Illustration:
    """A picture with its title, what it shows in a sentence, and what it does not."""

    name: str
    title: str
    description: str
    picture: Picture
    note: str = ""


def flows(paid: Sequence[Payment], stated: Sequence[Total] = ()) -> Iterator[Illustration]:
    """Yield a picture of the money in each currency, by its code, since amounts are never added up across
    them; last, under "", of money whose amount nobody states."""
    others = say(", ").join(undrawn(paid, stated))
    note = say("Not drawn here: money in {currencies}.", currencies=others) if others else ""
    for code, picture in draw_flows(paid, stated, say("not stated"), say("Total")).items():
        yield Illustration(
            f"flow-{code.lower() or UNSTATED}",
            say("Money in {currency}", currency=code) if code else say("Money whose amount is not stated"),
            say("Bands lead from funders to what they fund; dashed lines have no stated amount."),
            picture,
            note,
        )
        note = ""


def timeline(moments: Sequence[Moment]) -> Illustration:
    """Return the picture of what happened when."""
    return Illustration(
        "timeline",
        say("What happened when"),
        say("Each row is a time: a dot for a day, a bar over a month, a year or a period."),
        draw_timeline(moments),
    )


class _TooMany(Exception):
    """There is more than one picture can tell."""


class Illustrator:
    """Finds the pictures of one thing; reads a bounded number of others."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases, self._believed, self._display = phrases, phrases.believed, phrases.display

    def illustrate(self, iri: str, kind: str) -> tuple[Illustration, ...]:
        """Return the pictures of a thing of a kind."""
        found: list[Illustration] = []
        if kind in _PAYING:
            with suppress(_TooMany):
                found += self._flows(iri, kind)
        if kind in _LIVING:
            with suppress(_TooMany):
                found += self._timeline(iri)
        if kind == "statistic":
            with suppress(_TooMany):
                found += self._series(iri)
        return tuple(found)

    def _flows(self, iri: str, kind: str) -> Iterable[Illustration]:
        """Return a flow of money for each currency; of one payment there is nothing to draw. Money for a part
        of an agreement is money for the agreement, which sources may have told of as a whole only."""
        ends = [iri, *self._of_kind("agreement", [iri], "accord:partOfAgreement")]
        paid = [
            payment
            for each in self._of_kind("contribution", ends, _PAYING[kind])
            for payment in payments(each, self._believed.iris(each, "accord:funds"), self._phrases)
        ]
        stated = list(self._totals(ends, kind))
        return flows(paid, stated) if len(paid) + len(stated) > 1 else ()

    def _totals(self, ends: Sequence[str], kind: str) -> Iterable[Total]:
        """Yield the totals stated for what is paid for; on a funder's page they would dwarf what it gives."""
        if kind in ("organization", "person"):
            return
        for each in ends if kind == "total" else self._of_kind("total", ends, "accord:funds"):
            yield from totals(each, self._believed.iris(each, "accord:funds"), self._phrases)

    def _of_kind(self, kind: str, ends: Iterable[str], name: str) -> list[str]:
        """Return all things of a kind that a property leads to one of these, each once. Raises _TooMany."""
        found = dict.fromkeys(each for end in ends for each in self._pointing(end, name))
        if len(found) > _READ:
            raise _TooMany
        return [each for each in found if self._kind(each) == kind]

    def _timeline(self, iri: str) -> Iterable[Illustration]:
        """Yield the times of a thing and of what has to do with it; of one time there is nothing to draw."""
        moments = dict.fromkeys(self._moments(iri))
        if len(moments) > 1:
            yield timeline(list(moments))

    def _moments(self, iri: str) -> Iterable[Moment]:
        told = self._believed
        yield from self._dated(iri, "")
        for name, words in DATED.items():
            for each in self._pointing(iri, name):
                yield from self._dated(each, say(words))
        for taking in self._pointing(iri, "accord:hasParticipant"):
            role = say(", ").join(
                self._display.iri(each).text for each in told.iris(taking, "accord:hasRole")
            )
            own = list(self._dated(taking, role))
            yield from own
            for each in told.iris(taking, "accord:participationIn"):
                yield from () if own else self._dated(each, role)

    def _dated(self, iri: str, what: str) -> Iterable[Moment]:
        told, precision = self._believed, self._phrases.precision(iri)
        start, end = (
            told.one(iri, "accord:date") or told.one(iri, name)
            for name in ("accord:periodStart", "accord:periodEnd")
        )
        if span := known_span(start, end, precision):
            yield Moment(*span, lasting(start, end, precision), self._node(iri), what)

    def _series(self, iri: str) -> Iterable[Illustration]:
        """Yield the numbers of the same measure, of the same people, from and at the same places."""
        told = self._believed
        same = {name: told.iris(iri, name) for name in _SERIES}
        beside = {iri}
        for measure in same["accord:hasMeasure"]:
            beside |= set(self._pointing(measure, "accord:hasMeasure", 10 * _READ))
        points = [
            point
            for each in sorted(beside)
            if all(told.iris(each, name) == values for name, values in same.items())
            for point in self._points(each)
        ]
        if points:
            yield Illustration(
                "series",
                say("The number and its neighbours in time") if len(points) > 1 else say("The number"),
                say("Numbers of the same measure, people and places, by period, beginning at zero."),
                draw_series(points),
            )

    def _points(self, iri: str) -> Iterable[Point]:
        told = self._believed
        precision = self._phrases.precision(iri)
        span = known_span(told.one(iri, "accord:periodStart"), told.one(iri, "accord:periodEnd"), precision)
        try:
            value = Decimal(told.one(iri, "accord:value"))
        except InvalidOperation:
            return
        if span and value.is_finite():
            yield Point(*span, value, f"{value:,f}", self._phrases.period(iri), self._node(iri))

    def _pointing(self, iri: str, name: str, most: int = _READ) -> list[str]:
        """Return all things that a property of theirs leads to this one. Raises _TooMany."""
        found = self._believed.pointing(iri, name, most + 1)
        if len(found) > most:
            raise _TooMany
        return found

    def _kind(self, iri: str) -> str:
        return self._believed.names.kind(iri) or ""

    def _node(self, iri: str) -> Cell:
        return self._display.iri(iri)


#: Kinds with a flow of money, and the property by which contributions lead to them.
_PAYING = {
    "organization": "accord:hasFunder",
    "person": "accord:hasFunder",
    "agreement": "accord:funds",
    "programme": "accord:funds",
    "total": "accord:partOfTotal",
}
#: Kinds with a timeline.
_LIVING = frozenset(("organization", "person", "agreement", "programme", "event", "place"))


def known_span(start: str, end: str, precision: str) -> tuple[date, date] | None:
    """Return the first and the last day of what is known of a time."""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return None
    if precision == "year":
        return first.replace(month=1, day=1), last.replace(month=12, day=31)
    if precision == "month":
        return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    return first, last

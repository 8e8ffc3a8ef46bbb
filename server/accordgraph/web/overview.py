"""What the graph holds at a glance: its weightiest agreements, who is party to them, the money for them.

Which ones those are is settled when the snapshot is built; here a bounded number of statements about each is
read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from .data.display import Cell, Display
from .pictures.flow import draw_flows, undrawn
from .pictures.network import Tie, draw_network
from .pictures.payments import Payment, Total
from .pictures.shapes import Picture
from .telling.believed import Believed
from .telling.days import day
from .telling.paying import payments, totals
from .telling.phrases import Phrases
from .wording import say

#: Parties of one agreement that are drawn, and named in the table; payments and totals for one undertaking.
_PARTIES, _NAMED, _PAYMENTS = 30, 6, 30
#: Currencies that have a picture.
_CURRENCIES = 2


@dataclass(frozen=True)
class Row:
    """An agreement: its name, its parties and how many more it has, its date, the totals stated for it."""

    name: Cell
    parties: tuple[Cell, ...]
    more: int
    date: str
    amounts: tuple[Cell, ...]


class Overview:
    """Tells of some agreements and programmes; for one page."""

    def __init__(self, believed: Believed, display: Display) -> None:
        self._believed, self._display = believed, display
        self._phrases = Phrases(display, believed)

    def rows(self, agreements: Sequence[str]) -> list[Row]:
        """Return what a table says of agreements."""
        return [self._row(each) for each in agreements]

    def network(self, agreements: Sequence[str]) -> Picture | None:
        """Draw who is tied to whom by agreements; None where nobody is.

        Two parties are tied to each other, more to the agreement. One that has parts here is told by these.
        """
        told = self._believed
        whole = {each for one in agreements for each in told.iris(one, "accord:partOfAgreement")}
        ties: list[Tie] = []
        for each in agreements:
            name = self._display.iri(each)
            parties = [self._display.iri(party) for party in told.iris(each, "accord:hasParty")[:_PARTIES]]
            if each in whole or len(parties) < 2:
                continue
            if len(parties) == 2:
                ties.append(Tie(parties[0], parties[1], name))
            else:
                ties += [Tie(party, name, Cell(say("party")), joint=True) for party in parties]
        return draw_network(tuple(ties)) if ties else None

    def flows(self, undertakings: Sequence[str]) -> tuple[dict[str, Picture], tuple[str, ...]]:
        """Draw the money for undertakings, a picture for each currency, by its code, and name the currencies
        that have none."""
        paid, stated = list[Payment](), list[Total]()
        for each in undertakings:
            for one in self._believed.pointing(each, "accord:funds", _PAYMENTS):
                paid += payments(one, (each,), self._phrases)
                stated += self._totals(one, each)
        drawn = draw_flows(paid, stated, say("not stated"), say("Total"), _CURRENCIES)
        return drawn, undrawn(paid, stated, _CURRENCIES)

    def _row(self, iri: str) -> Row:
        told = self._believed
        parties = told.iris(iri, "accord:hasParty")
        amounts = [
            replace(self._phrases.listed(one), text=total.amount.words, language="")
            for one in told.pointing(iri, "accord:funds", _PAYMENTS)
            for total in self._totals(one, iri)
        ]
        return Row(
            self._phrases.listed(iri),
            tuple(map(self._display.iri, parties[:_NAMED])),
            max(0, len(parties) - _NAMED),
            next(self._dates(iri), ""),
            tuple(amounts),
        )

    def _dates(self, iri: str) -> Iterator[str]:
        """Yield the date of an agreement, else those of its announcements, in words."""
        for each in (iri, *islice(self._believed.pointing(iri, "accord:announces", _PAYMENTS), 3)):
            text = self._believed.one(each, "accord:date")
            if text:
                yield day(text, self._phrases.precision(each))

    def _totals(self, iri: str, undertaking: str) -> Iterable[Total]:
        is_total = self._believed.names.kind(iri) == "total"
        return totals(iri, (undertaking,), self._phrases) if is_total else ()

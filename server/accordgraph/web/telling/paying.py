"""Who pays what for what, as pictures of money need it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..pictures.payments import Amount, Payment, Total
from .phrases import Phrases


def payments(contribution: str, receivers: Iterable[str], phrases: Phrases) -> Iterator[Payment]:
    """Yield what each funder gives to each of the receivers by a contribution; of rival amounts, none."""
    display, amounts = phrases.display, _amounts(contribution, phrases)
    amount = amounts[0] if len(amounts) == 1 else None
    givers = phrases.believed.iris(contribution, "accord:hasFunder")
    for receiver in map(display.iri, receivers):
        for giver in map(display.iri, givers):
            yield Payment(giver, receiver, amount, display.iri(contribution).href)


def totals(total: str, receivers: Iterable[str], phrases: Phrases) -> Iterator[Total]:
    """Yield the amounts of a combined total for each of the receivers."""
    display, amounts = phrases.display, _amounts(total, phrases)
    for receiver in map(display.iri, receivers):
        yield from (Total(receiver, each, display.iri(total).href) for each in amounts if each)


def _amounts(iri: str, phrases: Phrases) -> list[Amount | None]:
    return [phrases.amount(each) for each in phrases.believed.iris(iri, "accord:hasAmount")]

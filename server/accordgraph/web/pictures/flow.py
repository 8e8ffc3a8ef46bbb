"""Money from those who give it to what it is for: a Sankey diagram for each currency.

Heights are amounts, and what has no amount has no height. Nothing is added up across currencies, and a total
is never added to its parts: it is the frame that they are drawn in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..data.display import Cell
from .payments import Payment, Total
from .sankey import Sankey
from .shapes import Drawing, Picture, at_both_widths

#: Payments that one picture draws, the largest first; its table has twice as many at most.
DRAWN = 24
#: Currencies that are drawn beside each other, those of most payments.
CURRENCIES = 3
HEADS = ("Funder", "For", "Amount")


def draw_flows(
    payments: Sequence[Payment],
    totals: Sequence[Total],
    unstated: str,
    total: str,
    most: int = CURRENCIES,
) -> dict[str, Picture]:
    """Draw a flow for each currency, by its code; payments without amount go where their receiver is, those
    whose receiver is nowhere to a picture of their own, "".

    `unstated` is what stands in place of an amount that nobody states, `total` that of the giver of a total.
    `most` is how many currencies are drawn; `undrawn` names the others.
    """
    left_out = undrawn(payments, totals, most)
    stated = [(each.receiver, each.amount) for each in totals]
    stated += [(each.receiver, each.amount) for each in payments if each.amount]
    currencies = sorted({amount.currency for _, amount in stated})
    home: dict[Cell, str] = {}
    for receiver, amount in stated:
        home.setdefault(receiver, amount.currency)
    found = {}
    for code in (*(each for each in currencies if each not in left_out), ""):
        own = [
            each
            for each in payments
            if (each.amount.currency if each.amount else home.get(each.receiver, "")) == code
        ]
        framed = [each for each in totals if each.amount.currency == code]
        if own or framed:
            found[code] = _picture(own, framed, unstated, total)
    return found


def undrawn(payments: Sequence[Payment], totals: Sequence[Total], most: int = CURRENCIES) -> tuple[str, ...]:
    """The codes of the currencies that `draw_flows` leaves out, those of fewest payments and totals."""
    amounts = (*(each.amount for each in payments), *(each.amount for each in totals))
    counted = Counter(amount.currency for amount in amounts if amount)
    ordered = sorted(counted, key=lambda code: (-counted[code], code))
    return tuple(sorted(ordered[most:]))


def _picture(own: Sequence[Payment], totals: Sequence[Total], unstated: str, total: str) -> Picture:
    ordered = sorted(own, key=lambda each: (-each.value, each.giver.text, each.receiver.text))
    shown = ordered[:DRAWN]
    rows = [
        (each.giver, each.receiver, Cell(each.amount.words if each.amount else unstated, href=each.link))
        for each in ordered[: 2 * DRAWN]
    ]
    rows += [(Cell(total), each.receiver, Cell(each.amount.words, href=each.link)) for each in totals[:DRAWN]]

    def draw(width: int) -> Drawing:
        return Sankey(shown, totals, unstated, width).drawing()

    return at_both_widths(draw, HEADS, tuple(rows), len(ordered) - len(shown))

"""Which pictures the answer to a question has, by the names of its columns: money, times, cooperation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..data.display import Cell, Display
from ..pictures.network import Tie, draw_network
from ..pictures.payments import Payment
from ..pictures.timeline import Moment
from ..telling.amounts import amount_of
from ..telling.days import lasting, precision_of
from ..telling.illustrating import UNSTATED, Illustration, flows, known_span, timeline
from ..wording import say

#: Rows that a picture tells of: of one there is nothing to draw, of more a part would look like the whole.
_FEWEST, _MOST = 2, 100
#: What may have the date of a row, the likeliest first.
_DATED = ("thing", "agreement", "announced", "funded")

#: A row as `engine.preview` writes it.
Row = Mapping[str, Mapping[str, str]]


def illustrate(rows: Sequence[Row], columns: Sequence[str], display: Display) -> Iterator[Illustration]:
    """Yield the pictures of a whole answer."""
    if not _FEWEST <= len(rows) <= _MOST:
        return
    if {"funder", "funded", "value", "currency"} <= set(columns):
        yield from _flows(rows, display)
    if {"date", "precision"} <= set(columns):
        yield from _timeline(rows, columns, display)
    if {"party", "partner", "agreement"} <= set(columns):
        yield from _network(rows, display)


def _flows(rows: Sequence[Row], display: Display) -> Iterator[Illustration]:
    """Return a picture for each currency; of money without amounts the rows tell as much."""
    payments = []
    for row in rows:
        if "funder" in row and "funded" in row:
            giver, receiver = _cell(row, "funder", display), _cell(row, "funded", display)
            value, currency, qualifier = (_text(row, each) for each in ("value", "currency", "qualifier"))
            payments.append(Payment(giver, receiver, amount_of(value, currency, qualifier, display)))
    return (each for each in flows(payments) if each.name != f"flow-{UNSTATED}")


def _timeline(rows: Sequence[Row], columns: Sequence[str], display: Display) -> Iterator[Illustration]:
    column = next((name for name in _DATED if name in columns), columns[0])
    moments: dict[Moment, None] = {}
    for row in rows:
        precision, text = precision_of(_text(row, "precision")), _text(row, "date")
        end = _text(row, "end") or text
        known = known_span(text, end, precision)
        if known:
            what = _cell(row, "role", display).text
            moments[Moment(*known, lasting(text, end, precision), _cell(row, column, display), what)] = None
    if len({moment.start for moment in moments}) >= _FEWEST:
        yield timeline(list(moments))


def _network(rows: Sequence[Row], display: Display) -> Iterator[Illustration]:
    ties: dict[frozenset[str], Tie] = {}
    for row in rows:
        one, other, by = (_cell(row, name, display) for name in ("party", "partner", "agreement"))
        ties.setdefault(frozenset((one.title, other.title, by.title)), Tie(one, other, by))
    yield Illustration(
        "network",
        say("Who cooperates with whom"),
        say("Lines join the parties of an agreement."),
        draw_network(tuple(ties.values())),
    )


def _text(row: Row, name: str) -> str:
    return row.get(name, {}).get("value", "")


def _cell(row: Row, name: str, display: Display) -> Cell:
    return display.result(row.get(name))

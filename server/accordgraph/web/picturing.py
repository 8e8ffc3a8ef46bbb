"""Which pictures the answer to a question has, by the names of its columns: money, times, cooperation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from .display import Cell, Display
from .pictures.flow import Amount, Payment, draw_flows, undrawn
from .pictures.network import Tie, draw_network
from .pictures.timeline import Moment, draw_timeline
from .telling.illustrating import Illustration, also, known_span
from .telling.phrases import QUALIFIERS, lasting, money
from .wording import say

#: Rows that a picture tells of: of one there is nothing to draw, of more a part would look like the whole.
_FEWEST, _MOST = 2, 100
#: What may have the date of a row, the likeliest first.
_DATED = ("thing", "agreement", "announced")

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
    """Yield a picture for each currency; amounts are never added up across them. Of money without amounts the
    rows tell as much."""
    payments = []
    for row in rows:
        if "funder" in row and "funded" in row:
            giver, receiver = _cell(row, "funder", display), _cell(row, "funded", display)
            payments.append(Payment(giver, receiver, _amount(row, display)))
    note = also(undrawn(payments))
    for code, picture in draw_flows(payments, unstated=say("not stated"), total=say("Total")).items():
        if code:
            yield Illustration(
                f"flow-{code.lower()}",
                say("Money in {currency}", currency=code),
                say("Bands lead from funders to what they fund; dashed lines have no stated amount."),
                picture,
                note,
            )
            note = ""


def _amount(row: Row, display: Display) -> Amount | None:
    try:
        value, currency = Decimal(row["value"]["value"]), row["currency"]["value"]
    except (KeyError, InvalidOperation):
        return None
    words = money(value, currency)
    qualifier = row.get("qualifier", {}).get("value", "")
    pattern = QUALIFIERS.get(qualifier.rpartition("amount-qualifier-")[2])
    if pattern:
        words = say(pattern, amount=words)
    elif qualifier:
        words = f"{display.iri(qualifier).text}: {words}"
    return Amount(value, currency, words) if value.is_finite() else None


def _timeline(rows: Sequence[Row], columns: Sequence[str], display: Display) -> Iterator[Illustration]:
    column = next((name for name in _DATED if name in columns), columns[0])
    moments: dict[Moment, None] = {}
    for row in rows:
        precision = row.get("precision", {}).get("value", "").rpartition("-")[2]
        text = row.get("date", {}).get("value", "")
        end = row.get("end", {}).get("value", text)
        known = known_span(text, end, precision)
        if known:
            what = _cell(row, "role", display).text
            moments[Moment(*known, lasting(text, end, precision), _cell(row, column, display), what)] = None
    if len({moment.start for moment in moments}) >= _FEWEST:
        yield Illustration(
            "timeline",
            say("What happened when"),
            say("Each row is a time: a dot where the day is known, else a bar over the month or year."),
            draw_timeline(list(moments)),
        )


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


def _cell(row: Row, name: str, display: Display) -> Cell:
    return display.result(row.get(name))

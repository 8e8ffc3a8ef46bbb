"""What sources say otherwise than the first one did, and how it is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import Block, Pair, day, text
from .words import FIELDS

if TYPE_CHECKING:
    from .generator import Generator


@dataclass
class Told:
    """What the first source to report an agreement says of it, as far as others may repeat it."""

    slug: str
    graph: str
    day: str
    precision: str
    currency: str = ""
    total: bool = False
    core: list[Pair] = field(default_factory=list)
    fields: set[int] = field(default_factory=set)
    contributions: list[tuple[str, tuple[Pair, ...], int]] = field(default_factory=list)

    @staticmethod
    def dated(value: str, precision: str) -> tuple[Pair, Pair]:
        """A date and how exact it is."""
        return (
            ("accord:date", day(value)),
            ("accord:datePrecision", f"concept:date-precision-{precision}"),
        )


def _agrees(made: Generator, told: Told, graph: str) -> Iterator[Block]:
    yield Block(graph, f"agreement:{told.slug}", told.dated(told.day, told.precision), believed=False)
    yield made.evidence(graph, f"agreement:{told.slug}", "accord:date")


def _vaguer(made: Generator, told: Told, graph: str) -> Iterator[Block]:
    """Give the month where the first source gave the day."""
    if told.precision != "day":
        yield from _agrees(made, told, graph)
    else:
        yield from _dated_otherwise(made, told, graph, f"{told.day[:8]}01", "month")


def _another_day(made: Generator, told: Told, graph: str) -> Iterator[Block]:
    if told.precision != "day":
        yield from _agrees(made, told, graph)
    else:
        other = f"{told.day[:8]}{(int(told.day[8:]) - 1) % 27 + 2:02}"
        yield from _dated_otherwise(made, told, graph, other, "day")


def _dated_otherwise(made: Generator, told: Told, graph: str, other: str, precision: str) -> Iterator[Block]:
    one, vague = f"agreement:{told.slug}", precision != told.precision
    dated = told.dated(other, precision)
    yield Block(graph, one, dated if vague else dated[:1], believed=False)
    if not vague:
        yield Block(graph, one, dated[1:], believed=False)
    yield made.evidence(graph, one, "accord:date", believed=False)
    rule = "specific-over-vague" if vague else "primary-over-secondary"
    for prop, value in dated if vague else dated[:1]:
        yield _decision(told, graph, one, rule, ("Property", prop), ("Value", value))


def _another_amount(made: Generator, told: Told, graph: str) -> Iterator[Block]:
    yield from _agrees(made, told, graph)
    if not told.contributions:
        return
    name, about, value = told.contributions[0]
    amount = f"amount:{told.currency.lower()}-{value * 3}"
    yield Block(graph, name, about, believed=False)
    yield Block(graph, name, (("accord:hasAmount", amount),), believed=False)
    yield made.evidence(graph, name)
    yield made.evidence(graph, name, "accord:hasAmount", believed=False)
    yield from made.amount(graph, told.currency, value * 3)
    yield _decision(
        told, graph, name, "party-over-third-party", ("Property", "accord:hasAmount"), ("Value", amount)
    )


def _mistaken_total(made: Generator, told: Told, graph: str) -> Iterator[Block]:
    """Speak of a total where there is none: the thing itself is overruled, and its label goes with it."""
    yield from _agrees(made, told, graph)
    if told.total:
        return
    told.total, value = True, made.value()
    one, amount = f"total:{told.slug}", f"amount:{told.currency.lower()}-{value}"
    pairs = (
        ("a", "accord:CombinedTotal"),
        ("accord:funds", f"agreement:{told.slug}"),
        ("accord:hasAmount", amount),
    )
    yield Block("entities", one, (text(f"Combined total of {told.slug}"),), believed=False)
    yield Block(graph, one, pairs, believed=False)
    yield made.evidence(graph, one, believed=False)
    yield from made.amount(graph, told.currency, value)
    yield _decision(told, graph, one, "party-over-third-party")


def _another_field(made: Generator, told: Told, graph: str) -> Iterator[Block]:
    """Name one more field: what several sources say may all stand."""
    yield from _agrees(made, told, graph)
    more = next((number for number in range(len(FIELDS)) if number not in told.fields), None)
    if more is None:
        return
    told.fields.add(more)
    one = f"agreement:{told.slug}"
    yield Block(graph, one, (("accord:focusesOn", f"concept:research-field-{FIELDS[more]}"),))
    yield _decision(told, graph, one, "all-stand", ("Property", "accord:focusesOn"))


def _decision(told: Told, graph: str, subject: str, rule: str, *parts: Pair) -> Block:
    """An adjudication: with a value of a statement, without parts of a thing; "all-stand" overrules
    nothing."""
    kind, _, slug = subject.partition(":")
    what = "-".join(value.partition(":")[2].lower() for name, value in parts if name == "Property")
    name = "-".join(part for part in (kind, slug, what, "of", graph.removeprefix("source/")) if part)
    here, first = (f"stated:{each.removeprefix('source/')}" for each in (graph, told.graph))
    overruled = [] if rule == "all-stand" else [("accord:overrulesGraph", here)]
    rivals = [first, here] if rule == "all-stand" else [first]
    return Block(
        "adjudications",
        f"adjudication:{name}",
        (
            ("a", "accord:Adjudication"),
            text(name.replace("-", " ")),
            ("accord:appliesRule", f"concept:adjudication-rule-{rule}"),
            *overruled,
            ("accord:overrulesSubject", subject),
            *((f"accord:overrules{part}", value) for part, value in parts),
            ("accord:reason", f'"Invented for a benchmark: {rule.replace("-", " ")}."@en'),
            ("accord:reason", '"ベンチマーク用に作られた理由。"@ja'),
            *(("accord:rivalGraph", each) for each in rivals),
        ),
        believed=False,
    )


#: What a source that repeats an agreement does, and how often of a hundred times.
DISPUTES: tuple[tuple[Callable[[Generator, Told, str], Iterator[Block]], int], ...] = (
    (_agrees, 74),
    (_vaguer, 8),
    (_another_day, 6),
    (_another_amount, 6),
    (_mistaken_total, 2),
    (_another_field, 4),
)

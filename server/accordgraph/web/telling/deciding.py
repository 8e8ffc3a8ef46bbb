"""Where sources disagree: what was decided on the statements about a thing, by which rule, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from ...graph.terms import Term
from ..data.display import Cell
from ..data.statements import Statement
from .phrases import Phrases

#: Decisions on one thing that are read.
_READ = 1_000


@dataclass(frozen=True)
class Decision:
    """An adjudication: what it overrules, by which rules and why. Without property it is about the whole
    thing, without value it overrules nothing and names rivals."""

    self: Cell
    property: str
    value: Term | None
    graphs: frozenset[str]
    rivals: frozenset[str]
    rules: tuple[Cell, ...]
    reason: Cell | None

    def overrules(self, statement: Statement) -> bool:
        """Whether it is the reason why a statement is not believed."""
        same = self.property in ("", statement.property.value) and self.value in (None, statement.value)
        return same and not self.graphs.isdisjoint(statement.graphs)


class Decisions:
    """What was decided on the statements about one thing."""

    def __init__(self, iri: str, phrases: Phrases) -> None:
        found = sorted(islice(phrases.believed.decisions(iri), _READ))
        self.items = tuple(_decision(each, phrases) for each in found)

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties on which sources disagree, sorted, "" for the whole thing."""
        return tuple(sorted({each.property for each in self.items}))

    def about(self, name: str) -> tuple[Decision, ...]:
        """Return what was decided on a property, "" for the whole thing."""
        return tuple(each for each in self.items if each.property == name)

    def on(self, statement: Statement) -> tuple[Decision, ...]:
        """Return why a statement is not believed."""
        return tuple(each for each in self.items if each.overrules(statement))


def _decision(iri: str, phrases: Phrases) -> Decision:
    believed, display = phrases.believed, phrases.display
    values = believed.values(iri, "accord:overrulesValue")
    reasons = [each for each in believed.values(iri, "accord:reason") if isinstance(each, ox.Literal)]
    return Decision(
        display.iri(iri),
        believed.one(iri, "accord:overrulesProperty"),
        values[0] if values else None,
        frozenset(believed.iris(iri, "accord:overrulesGraph")),
        frozenset(believed.iris(iri, "accord:rivalGraph")),
        tuple(map(display.iri, believed.iris(iri, "accord:appliesRule"))),
        phrases.in_language(reasons) if reasons else None,
    )


def differently(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the first of the decisions for each reason: the same may be said of many sources."""
    found: dict[tuple[object, object], Decision] = {}
    for each in decisions:
        found.setdefault((each.reason, each.rules), each)
    return tuple(found.values())

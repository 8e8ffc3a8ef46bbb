"""Facts as pages tell them: values, who says so, and whether to believe it."""

from __future__ import annotations

from dataclasses import dataclass

from ..data.display import Cell
from .deciding import Decision, differently
from .proofs import Witness
from .voices import Voices


@dataclass(frozen=True)
class Fact:
    """Values of a property that the same sources state, who and how many these are, and, where the values are
    not believed, why."""

    values: tuple[Cell, ...]
    witnesses: tuple[Witness, ...]
    stated: int
    voices: Voices
    decisions: tuple[Decision, ...]
    believed: bool

    @property
    def reasons(self) -> tuple[Decision, ...]:
        """One decision for each reason why the values are not believed."""
        return differently(self.decisions)

    @property
    def sources(self) -> int:
        """How many of the first witnesses are sources."""
        return sum(each.source for each in self.witnesses)


@dataclass(frozen=True)
class Row:
    """A property with its values; `disputed` is the place on the page that tells of the dispute about it, ""
    where sources agree."""

    property: Cell
    facts: tuple[Fact, ...]
    disputed: str = ""


@dataclass(frozen=True)
class Group:
    """Rows of one meaning; the title is in English."""

    title: str
    rows: tuple[Row, ...]

"""Who gives to what, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..data.display import Cell


@dataclass(frozen=True)
class Amount:
    """A sum of money in one currency (ISO 4217), and the words that a reader sees: "more than US$25,000"."""

    value: Decimal
    currency: str
    words: str


@dataclass(frozen=True)
class Payment:
    """Who gives to what, and how much, None where nobody says; `link` leads to the statement of it."""

    giver: Cell
    receiver: Cell
    amount: Amount | None = None
    link: str = ""

    @property
    def value(self) -> Decimal:
        """How much it is known to be."""
        return self.amount.value if self.amount else Decimal(0)


@dataclass(frozen=True)
class Total:
    """The combined total that is stated for something as a whole."""

    receiver: Cell
    amount: Amount
    link: str = ""

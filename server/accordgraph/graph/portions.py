"""Lists in pages of a bounded size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

#: What one page of a list has, unless it says another size.
PAGE_SIZE = 50
T = TypeVar("T")


@dataclass(frozen=True)
class Portion(Generic[T]):
    """One page of a list, and how long the list is; where `counted` is false, it is longer than that.

    `size` is how many fit on a page.
    """

    items: tuple[T, ...]
    total: int
    counted: bool = True
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, as far as was counted; at least 1."""
        return max(1, -(-self.total // self.size))


def page_of(items: Sequence[T], page: int, size: int = PAGE_SIZE) -> Portion[T]:
    """Return a page of a list that is known whole."""
    begin = size * (page - 1)
    return Portion(tuple(items[begin : begin + size]), len(items), size=size)

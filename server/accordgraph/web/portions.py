"""Lists in pages of a bounded size, and counting that ends somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

#: What one page of a list has.
PAGE_SIZE = 50
#: No list goes on beyond this.
COUNTED = 10_000
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


@dataclass(frozen=True)
class Extent:
    """How many pages a document has; unless `exact`, there are more than were counted."""

    pages: int = 1
    exact: bool = True

    def neighbours(self, page: int) -> dict[str, int]:
        """Return the pages that one of several leads to, by what they are to it: the last one where it is
        known, so that what was said of it stays true."""
        if self.pages == 1:
            return {}
        last = {"last": self.pages} if self.exact else {}
        places = {"first": 1, "previous": page - 1, "next": page + 1, **last}
        return {name: number for name, number in places.items() if 0 < number <= self.pages}


#: What most documents are.
ONE_PAGE = Extent()


def extent_of(*portions: Portion[Any]) -> Extent:
    """Return how many pages lists need that are told of side by side: as many as the longest of them."""
    known = all(each.counted or each.total >= COUNTED for each in portions)
    return Extent(max(each.pages for each in portions), known)


def page_of(items: Sequence[T], page: int) -> Portion[T]:
    """Return a page of a list that is known whole."""
    begin = PAGE_SIZE * (page - 1)
    return Portion(tuple(items[begin : begin + PAGE_SIZE]), len(items))

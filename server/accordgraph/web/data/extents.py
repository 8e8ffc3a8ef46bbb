"""How far lists are counted, and how many pages the documents have that tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...graph.portions import Portion

#: No list goes on beyond this.
COUNTED = 10_000


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

"""What leads to what, over as many steps as there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


def closure(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """All that each IRI reaches over pairs (below, above), itself apart unless it is on a circle; what is no
    IRI, and so empty, reaches nothing."""
    above: dict[str, set[str]] = defaultdict(set)
    for low, high in pairs:
        if low and high:
            above[low].add(high)
    reached: dict[str, frozenset[str]] = {}
    for start in list(above):
        found: set[str] = set()
        waiting = list(above[start])
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(above.get(node, ()))
        reached[start] = frozenset(found)
    return reached

"""In what little two snapshots differ, by their dumps, which are sorted, so that neither is held whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from ...graph.dumping.kinds import QUADS_FILE
from ...graph.snapshot import Snapshot
from ...graph.versions.comparing import DumpUnreadable, differences, lines

#: Bytes of statements that one update is given: engines parse it as a query, whose length they limit.
MOST = 128 << 10
#: What names a blank node begins with; it means nothing beyond its engine.
_BLANK = "_:"


@dataclass
class Difference:
    """The statements that only the old graph has, and those that only the new one has, as N-Triples writes
    them."""

    gone: list[str] = field(default_factory=list)
    come: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many characters they have."""
        return sum(map(len, (*self.gone, *self.come)))


def little(
    before: Snapshot, after: Snapshot, graphs: Mapping[str, ox.NamedNode | ox.DefaultGraph]
) -> dict[str, Difference]:
    """Return what differs in those graphs in which little does, `MOST` bytes of all together.

    `graphs` says where each graph of the dumps is in the databases, which engines are loaded from: what a
    database writes otherwise than a dump is not compared.
    """
    found: dict[str, Difference] = defaultdict(Difference)
    large: set[str] = set()
    places = [(each.dumps_path / QUADS_FILE) for each in (before, after)]
    try:
        for sign, line in differences(*(lines(place, graphs.__contains__) for place in places)):
            if line.graph in large:
                continue
            difference = found[line.graph]
            (difference.gone if sign == "-" else difference.come).append(line.statement)
            if _BLANK in line.statement or difference.size > MOST:
                large.add(line.graph)
                del found[line.graph]
    except DumpUnreadable:
        return {}
    stores = before.open_store(), after.open_store()
    kept, total = {}, 0
    for graph, difference in sorted(found.items(), key=lambda each: each[1].size):
        total += difference.size
        if total <= MOST and _stored(difference, graphs[graph], stores):
            kept[graph] = difference
    return kept


def _stored(
    difference: Difference, graph: ox.NamedNode | ox.DefaultGraph, stores: tuple[ox.Store, ox.Store]
) -> bool:
    """Whether the databases have the statements as the dumps write them."""
    return all(
        ox.Quad(triple.subject, triple.predicate, triple.object, graph) in store
        for statements, store in zip((difference.gone, difference.come), stores, strict=True)
        for triple in ox.parse("".join(f"{each} .\n" for each in statements), format=ox.RdfFormat.N_TRIPLES)
    )

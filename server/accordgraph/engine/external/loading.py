"""Loading graphs into an engine, in pieces, by the Graph Store Protocol or by updates."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ...errors import AccordGraphError, counted
from ...graph.progress import Progress
from .chunks import dumped, pieces
from .service import Service

#: Bytes of N-Triples that are sent at once, by the Graph Store Protocol and by updates: engines parse the
#: latter as queries, whose length they limit.
_BY_GRAPHS, _BY_UPDATE = 8 << 20, 256 << 10
#: Seconds that an engine may take for one piece, and for one count.
_PIECE, COUNT = 300.0, 300.0
#: Graphs that are counted at the same time.
_AT_ONCE = 4
#: Graphs that a message names.
_NAMED = 5


class PublishError(AccordGraphError):
    """A snapshot that an engine does not hold as it should."""


@dataclass(frozen=True)
class Part:
    """A graph as an engine is to hold it: its name there and in the store, its digest, its statements."""

    iri: str
    stored: ox.NamedNode | ox.DefaultGraph
    digest: str
    count: int


class Loader:
    """Loads graphs of one store, and counts what an engine holds."""

    def __init__(self, store: ox.Store, service: Service, progress: Progress) -> None:
        self._store, self._service, self._progress = store, service, progress
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def counts(self, graphs: Mapping[str | None, Part]) -> dict[str | None, int]:
        """Return how many statements the engine has in each graph; None is the default graph."""

        async def count(graph: str | None) -> int:
            async with self._turns:
                return await self._service.count(graph, COUNT)

        found = await asyncio.gather(*map(count, graphs))
        return dict(zip(graphs, found, strict=True))

    async def load(self, places: Mapping[str | None, Part], resume: bool) -> None:
        """Load graphs under the given names, None for the default graph.

        With `resume`, those that have as many statements as they should are left as they are. Raises
        PublishError where the engine then holds others than it was sent.
        """
        found = await self.counts(places) if resume else {}
        missing = {place: part for place, part in places.items() if found.get(place) != part.count}
        turns = asyncio.Semaphore(await self._service.loads())
        total, done = sum(part.count for part in missing.values()), 0

        async def load(place: str | None, part: Part) -> None:
            nonlocal done
            async with turns:
                await self._load(place, part)
            done += part.count
            self._progress("load the engine", done, total)

        async with asyncio.TaskGroup() as group:
            for place, part in missing.items():
                group.create_task(load(place, part))
        await self.verify(missing)

    async def verify(self, places: Mapping[str | None, Part]) -> None:
        """Raise PublishError where the engine's counts are not those of the snapshot."""
        found = await self.counts(places)
        wrong = [
            f"<{place}> has {found[place]:,} of {part.count:,}"
            if place
            else f"the default graph has {found[place]:,}"
            for place, part in places.items()
            if found[place] != part.count
        ]
        if wrong:
            shown = "; ".join(wrong[:_NAMED])
            raise PublishError(
                f"The engine does not hold what it was sent: in {counted(len(wrong), 'graph')} the number "
                f"of statements differs ({shown}). Publish again; where that does not help, the engine "
                "changes what it is given."
            )

    async def _load(self, place: str | None, part: Part) -> None:
        by_graphs = await self._service.has_graph_store()
        with dumped(self._store, part.stored) as file:
            for number, piece in enumerate(pieces(file, _BY_GRAPHS if by_graphs else _BY_UPDATE)):
                replace = number == 0
                if by_graphs:
                    await self._service.load(place, piece, replace, _PIECE)
                else:
                    await self._service.update(_insertion(place, piece, replace), _PIECE, again=True)


def _insertion(place: str | None, piece: bytes, replace: bool) -> str:
    """Return the update that loads a piece; done twice, it is the same as done once."""
    target = f"GRAPH <{place}>" if place is not None else "DEFAULT"
    content = f"GRAPH <{place}> {{\n{piece.decode()}}}" if place is not None else piece.decode()
    erased = [f"DROP SILENT {target}"] if replace else []
    return " ;\n".join([*erased, *([f"INSERT DATA {{ {content} }}"] if piece else [])])

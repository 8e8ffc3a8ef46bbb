"""Publishing a snapshot in an engine: what differs is loaded beside what is read, then exchanged at once."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import pyoxigraph as ox

from ...errors import counted
from ...graph.believing.digest import DEFAULT
from ...graph.manifest import Manifest
from ...graph.names import BELIEVED, METADATA, Names
from ...graph.progress import Progress
from ...graph.snapshot import Snapshot, SnapshotFolder
from ...graph.soundness import sound
from ...graph.terms import DEFAULT_GRAPH
from ..errors import EngineError, EngineFailed
from ..loops import LoopThread
from . import exchanging
from .advice import explained
from .claiming import Claim
from .differing import Difference, little
from .loading import COUNT, Loader, Part, PublishError
from .record import Record, Recorder
from .service import Service
from .setting import EngineSetting

#: Seconds that an engine may take for what is small, and for the exchange.
_SHORT, _EXCHANGE = 30.0, 3600.0
#: How often the exchange is asked for, where nothing of it was done.
_ATTEMPTS = 3


@dataclass(frozen=True)
class Published:
    """What a publication did: the graphs it loaded, those it took away, and the statements there are now."""

    loaded: tuple[str, ...]
    removed: tuple[str, ...]
    statements: int


def publish(snapshot: Snapshot, setting: EngineSetting, progress: Progress) -> Published:
    """Publish a snapshot in an engine, and close all connections; raises PublishError, EngineError, and
    OSError where the disk has no room for what is on its way."""

    async def run() -> Published:
        service = Service(setting)
        try:
            return await Publisher(snapshot, service, progress).publish()
        finally:
            await service.close()

    try:
        # A signal that ends the program is an error in the main thread, not amid what the loop does.
        with LoopThread() as thread:
            return asyncio.run_coroutine_threadsafe(run(), thread.loop).result()
    except* (PublishError, EngineError, OSError) as group:
        raise explained(group) from None


class Publisher:
    """Publishes one snapshot in one engine.

    Readers see the old version whole until the last request, which exchanges all graphs that differ; what one
    request asks happens at once or not at all, as SPARQL 1.1 Update wants it of engines. A publication that
    was interrupted is repeated: what it loaded aside is named by its digest, and used where it is whole.
    Where the snapshot that the engine holds is at hand and little differs, only that is sent.
    """

    def __init__(self, snapshot: Snapshot, service: Service, progress: Progress) -> None:
        names = Names(snapshot.manifest.base)
        self._snapshot, self._identity = snapshot, snapshot.identity
        self._service, self._progress = service, progress
        self._loader = Loader(snapshot.open_store(), service, progress)
        self._recorder = Recorder(names.base)
        self._graphs = names.graph("")
        self._parts: dict[str | None, Part] = {each.iri: each for each in _parts(snapshot.manifest, names)}
        self._believed = self._parts[names.graph(BELIEVED)]

    async def publish(self) -> Published:
        """Publish, alone; raises PublishError and EngineError, or groups of them."""
        self._progress("ask the engine", 0, 0)
        await self._service.reach()
        claim = Claim(self._service, self._recorder, self._identity)
        return await claim.during(partial(self._publish, claim))

    async def _publish(self, claim: Claim) -> Published:
        old = await self._recorder.read(self._service, _SHORT)
        if not old.started:
            await self._require_room(claim)
        if not old.snapshot:
            # What is there from now on may be ours, though nothing is whole.
            loading = frozenset(part.iri for part in self._parts.values())
            old = replace(old, pending=old.pending | loading, started=True)
            await self._write(old)
        union = await self._recorder.shows_in_default(self._service, _SHORT)
        places = self._parts if union else {**self._parts, None: self._believed}
        held = await self._loader.counts(places)
        differing = {
            place: part
            for place, part in places.items()
            if old.switching or old.digests.get(part.iri) != part.digest or held[place] != part.count
        }
        removed = tuple(sorted(set(old.digests) - {part.iri for part in self._parts.values()}))
        if differing or removed or old.pending or old.snapshot != self._identity:
            known = await asyncio.to_thread(self._little, differing, held, old)
            await self._bring(differing, removed, old, known)
            await self._loader.verify(places)
        # The default graph holds what one of the named ones does, and bears its name here.
        loaded = tuple(dict.fromkeys(part.iri for part in differing.values()))
        return Published(loaded, removed, sum(part.count for part in self._parts.values()))

    async def _require_room(self, claim: Claim) -> None:
        """Raise PublishError where to publish would cost others their data."""
        if await claim.shows_in_default():
            return
        others = await self._service.count(None, COUNT)
        if others:
            raise PublishError(
                f"The engine's default graph holds {counted(others, 'statement')} that no publication of "
                f"{self._snapshot.manifest.base} put there, and publishing would replace them. Empty it "
                "first, or give the graph a dataset of its own."
            )

    def _little(
        self, differing: Mapping[str | None, Part], held: Mapping[str | None, int], old: Record
    ) -> dict[str | None, Difference]:
        """Return what differs in graphs in which little does, as far as it is known what they hold."""
        before = SnapshotFolder(self._snapshot.path.parent).named(old.snapshot) if old.snapshot else None
        if before is None or old.switching or not sound(before):
            return {}
        known = {each.iri: each for each in _parts(before.manifest, Names(before.manifest.base))}
        same = {
            place: part
            for place, part in differing.items()
            if (was := known.get(part.iri))
            and old.digests.get(part.iri) == was.digest
            and held[place] == was.count
            and part.count
        }
        found = little(before, self._snapshot, {part.iri: part.stored for part in same.values()})
        return {place: found[part.iri] for place, part in same.items() if part.iri in found}

    async def _bring(
        self,
        differing: Mapping[str | None, Part],
        removed: tuple[str, ...],
        old: Record,
        known: Mapping[str | None, Difference],
    ) -> None:
        """Load what differs, but where that is `known`, and make it what is read."""
        digests = {part.iri: part.digest for part in self._parts.values()}
        new = Record(self._identity, os.urandom(8).hex(), digests, started=True)
        if not old.snapshot:
            # Nobody reads what was never whole: all can be loaded where it belongs.
            await self._loader.load(differing, resume=False)
            await self._end(old.pending - digests.keys(), new)
            return
        aside: dict[str | None, Part] = {
            self._aside(part): part
            for place, part in differing.items()
            if place is not None and place not in known and part.count
        }
        loaded = frozenset(place for place in aside if place)
        marked = replace(old, pending=old.pending | loaded, started=True)
        await self._write(marked)
        await self._loader.load(aside, resume=True)
        await self._write(replace(marked, switching=True))
        # What was loaded aside is nobody's to read, and goes afterwards: to drop much takes long.
        exchanged = replace(new, pending=marked.pending)
        await self._exchange(self._exchanged(differing, removed, known, exchanged), exchanged, aside)
        if marked.pending:
            await self._end(marked.pending, new)

    async def _end(self, left: frozenset[str], new: Record) -> None:
        """Take away the graphs that are left and nobody's to read, and write the record."""
        steps = [*map(exchanging.without, sorted(left)), self._recorder.written(new)]
        await self._exchange(" ;\n".join(steps), new, {})

    def _exchanged(
        self,
        differing: Mapping[str | None, Part],
        removed: tuple[str, ...],
        known: Mapping[str | None, Difference],
        new: Record,
    ) -> str:
        """Return the one update that makes the new version what is read."""
        steps = [exchanging.without(graph) for graph in removed]
        for place, part in differing.items():
            if place in known:
                steps += exchanging.changed(place, known[place])
            elif place is None:
                steps += exchanging.alike(None, self._believed.iri)
            elif part.count:
                steps += exchanging.alike(place, self._aside(part))
            else:
                steps.append(exchanging.without(place))
        return " ;\n".join([*steps, self._recorder.written(new)])

    async def _exchange(self, update: str, record: Record, aside: Mapping[str | None, Part]) -> None:
        """Ask for an update that writes a record last, and look whether it was done: it may be, and nobody is
        told; and what stands before an engine may answer in its stead. Ask again if it was not."""
        for attempt in range(1, _ATTEMPTS + 1):
            failed: EngineError = EngineFailed("The engine did not do what it says that it has done.")
            try:
                await self._service.update(update, _EXCHANGE, again=False)
            except EngineError as error:
                failed = error
            found = await self._recorder.read(self._service, _SHORT)
            if found == record:
                return
            if attempt == _ATTEMPTS or await self._loader.counts(aside) != _counts(aside):
                raise failed

    async def _write(self, record: Record) -> None:
        await self._service.update(self._recorder.written(record), _SHORT, again=True)

    def _aside(self, part: Part) -> str:
        """Return the name under which a graph is loaded before it is read."""
        return f"{self._recorder.staging}{part.digest[:16]}/{part.iri.removeprefix(self._graphs)}"


def _counts(parts: Mapping[str | None, Part]) -> dict[str | None, int]:
    return {place: part.count for place, part in parts.items()}


def _parts(manifest: Manifest, names: Names) -> Iterator[Part]:
    """Yield the graphs of a snapshot as an engine holds them: the default graph under a name."""
    metadata = names.graph(METADATA)
    digests = {**manifest.digests, metadata: manifest.metadata}
    for name, count in sorted(manifest.graphs.items()):
        if name == DEFAULT:
            yield Part(names.graph(BELIEVED), DEFAULT_GRAPH, digests[name], count)
        else:
            yield Part(name, ox.NamedNode(name), digests[name], count)

"""What an engine is said to hold: a small graph beside the others, which a publication leaves there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..errors import EngineUnavailable
from .results import HELD
from .service import Service

#: The graph of the record, and what the names of graphs begin with that are being loaded.
PUBLISHED, STAGING = "published", "staging/"


@dataclass(frozen=True)
class Record:
    """A publication: the snapshot's identity, a name of its own, and graph -> digest.

    `started`: a publication began here, whether or not it came to an end. `pending` are the graphs that one
    has begun to load and that nobody reads yet; `switching` that it began to exchange them, so that nobody
    knows what the engine holds until it is done.
    """

    snapshot: str = ""
    publication: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    started: bool = False
    switching: bool = False


class Holding:
    """What an engine was last seen to hold, for all who ask it: what is another snapshot's, or none's, is not
    given as an answer."""

    def __init__(self) -> None:
        #: The sentence that tells what is wrong with that; "" where nothing is.
        self.wrong = ""

    def see(self, held: str, served: str) -> None:
        """Remember the snapshot that the engine holds, beside the one that is served."""
        self.wrong = "" if held == served else mismatch(held, served)

    def require(self) -> None:
        """Raise EngineUnavailable where the engine holds something else than what is served."""
        if self.wrong:
            raise EngineUnavailable(self.wrong)


def mismatch(held: str, served: str) -> str:
    """Return the sentence that an engine holds another snapshot, or none, than is served."""
    return f"The engine holds {held or 'no snapshot'}, this server {served}."


class Recorder:
    """Reads and writes the record of one base IRI."""

    def __init__(self, base: str) -> None:
        self.graph = f"{base}graph/{PUBLISHED}"
        self.staging = f"{base}graph/{STAGING}"

    async def read(self, service: Service, seconds: float) -> Record:
        """Return what the engine is said to hold; an empty record where nothing is said."""
        text = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{self.graph}> {{ ?s ?p ?o }} }}"
        found: dict[str, dict[str, str]] = {}
        for subject, name, value in await service.select(text, ("s", "p", "o"), seconds, insist=True):
            found.setdefault(name.value.removeprefix(f"{self.graph}#"), {})[subject.value] = value.value
        return Record(
            next(iter(found.get("snapshot", {}).values()), ""),
            next(iter(found.get("publication", {}).values()), ""),
            found.get("digest", {}),
            frozenset(found.get("pending", ())),
            bool(found),
            "switching" in found,
        )

    async def glance(self, service: Service, seconds: float) -> Record:
        """Return what the engine is said to hold, without the graphs, of which there may be thousands: for
        those who look every second."""
        text = f"SELECT ?p ?o WHERE {{ GRAPH <{self.graph}> {{ <{self.graph}> ?p ?o }} }}"
        rows = await service.select(text, ("p", "o"), seconds)
        found = {name.value.removeprefix(f"{self.graph}#"): value.value for name, value in rows}
        return Record(
            found.get("snapshot", ""),
            found.get("publication", ""),
            started=bool(found),
            switching="switching" in found,
        )

    async def shows_in_default(self, service: Service, seconds: float) -> bool:
        """Whether the engine's default graph is the union of the named ones, as a record in one tells."""
        return await service.ask(f"ASK {{ <{self.graph}> <{self.graph}#started> ?o }}", seconds, insist=True)

    def beside(self, query: str) -> str:
        """Return a SELECT that tells, beside the rows of one, of which publication they are: an engine
        answers one query from one state of its data. `results.told` reads its answer."""
        held = f"GRAPH <{self.graph}> {{ <{self.graph}> <{self.graph}#publication> ?{HELD} }}"
        return f"SELECT * WHERE {{ {{ {held} }} UNION {{ {query} }} }}"

    def written(self, record: Record) -> str:
        """Return the update that replaces the record; done twice, it is the same as done once."""
        erased = f"DELETE WHERE {{ GRAPH <{self.graph}> {{ ?s ?p ?o }} }}"
        triples = "\n".join(f"{each} ." for each in self._triples(record))
        if not triples:
            return erased
        return f"{erased} ;\nINSERT DATA {{ GRAPH <{self.graph}> {{\n{triples}\n}} }}"

    def _triples(self, record: Record) -> Iterator[ox.Triple]:
        own = {"snapshot": record.snapshot, "publication": record.publication}
        own |= {"started": "yes" if record.started else "", "switching": "yes" if record.switching else ""}
        for name, value in own.items():
            if value:
                yield self._triple(self.graph, name, value)
        for graph, digest in sorted(record.digests.items()):
            yield self._triple(graph, "digest", digest)
        for graph in sorted(record.pending):
            yield self._triple(graph, "pending", "yes")

    def _triple(self, subject: str, name: str, value: str) -> ox.Triple:
        return ox.Triple(ox.NamedNode(subject), ox.NamedNode(f"{self.graph}#{name}"), ox.Literal(value))

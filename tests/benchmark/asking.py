"""What a point query and the page of a thing cost, each asked for the first time, where the graph is the
article's and where it has been generated: the measure is the article, asked for in the same minutes."""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import SnapshotFolder
from servers import Server, serving

from .building import build_unvalidated
from .snapshots import BASE

#: The source that the graph began with.
ARTICLE = "pie-news-us-japan-ai-2024"
#: Kinds of things that are asked for, alike in number: those that the article has several of, and how many.
KINDS = ("agreement", "organization", "person")
_EACH = 20
_ROUNDS = 3
#: What is asked for before, of the article and of what is generated.
_WARMING = (
    "/",
    "/doc/agreement/us-japan-ai-research-partnerships-2024.html",
    "/doc/organization/university-of-tsukuba.html",
    "/doc/person/mineta.html",
    "/doc/agreement/agreement-2.html",
    "/doc/organization/organization-25.html",
    "/doc/person/person-15.html",
    "/sparql?query=ASK%7B%7D",
)
#: No two queries are alike: a variable has another name each time.
_POINT = "SELECT ?p ?o{number} WHERE {{ <{iri}> ?p ?o{number} }}"


@dataclass(frozen=True)
class Asked:
    """What one request took, by the clock and by all processes of the server, in seconds."""

    seconds: float
    processor: float


@dataclass(frozen=True)
class Asking:
    """A graph whose things are asked for: the folder that `serving` takes its snapshots from, its content,
    and things by kind."""

    folder: Path
    content: Path
    things: Mapping[str, Sequence[str]]

    def costs(self) -> dict[str, Asked]:
        """Ask a server that has answered nothing yet; return what each kind of request costs."""
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        # The server's content has nothing to build from: its snapshot was not validated.
        with serving(self.folder, "--content", str(self.content), "--dumps", "nq") as server:
            return _ask(server, self.things)


def article(folder: Path, checkout: Content) -> Asking:
    """Make a snapshot of the article alone in the folder; return how to ask for what it speaks of."""
    content = folder / "content"
    shutil.rmtree(folder, ignore_errors=True)
    for place in ("ontology", "shapes", "data"):
        shutil.copytree(checkout.root / place, content / place)
    for path in (content / "data" / "sources").glob("*.ttl"):
        if path.stem != ARTICLE:
            path.unlink()
    (content / "data" / "adjudications.ttl").unlink()
    build_unvalidated(Content(content), folder / "snapshots", "nq")
    made = SnapshotFolder(folder / "snapshots").current()
    assert made is not None
    graph = ox.NamedNode(Names(BASE).source_graph(ARTICLE))
    spoken = {
        each.value
        for quad in made.open_store().quads_for_pattern(None, None, None, graph)
        for each in (quad.subject, quad.object)
        if isinstance(each, ox.NamedNode)
    }
    prefixes = {kind: Names(BASE).thing(kind, "") for kind in KINDS}
    things = {
        kind: [iri for iri in sorted(spoken) if iri.startswith(prefix)][:_EACH]
        for kind, prefix in prefixes.items()
    }
    return Asking(folder, content, things)


def generated(folder: Path, agreements: int) -> Asking:
    """Return how to ask for things of content that was generated, from the best known to the least."""
    there = {
        "agreement": agreements,
        "organization": max(40, agreements // 4),
        "person": max(20, agreements // 10),
    }
    things = {
        kind: [Names(BASE).thing(kind, f"{kind}-{1 + turn * there[kind] // _EACH}") for turn in range(_EACH)]
        for kind in KINDS
    }
    return Asking(folder, folder / "content", things)


def compared(*places: Asking) -> list[dict[str, Asked]]:
    """Ask places in turn, three rounds of all, since a machine is quicker at one time than at another; return
    the middle cost of each kind of request in each place."""
    rounds = [[place.costs() for place in places] for _ in range(_ROUNDS)]
    return [
        {name: _middle([costs[name] for costs in turns]) for name in turns[0]}
        for turns in zip(*rounds, strict=True)
    ]


def _middle(costs: Sequence[Asked]) -> Asked:
    return Asked(
        statistics.median(each.seconds for each in costs), statistics.median(each.processor for each in costs)
    )


def _ask(server: Server, things: Mapping[str, Sequence[str]]) -> dict[str, Asked]:
    """Ask for things by a query and for their pages; return the cost of one of either, the kinds of things
    counting alike."""
    for path in _WARMING:  # what is made once is no part of a page
        server.get(path)
    server.staffed(3)
    numbers = iter(range(sys.maxsize))

    def query(iri: str) -> tuple[str, dict[str, str]]:
        return "/sparql", {"query": _POINT.format(number=next(numbers), iri=iri)}

    def page(iri: str) -> tuple[str, dict[str, str]]:
        return f"{iri.replace(f'{BASE}id/', '/doc/')}.html", {}

    found = {}
    for name, request in (("point query", query), ("page", page)):
        costs = [_cost(server, iris, request) for iris in things.values()]
        found[name] = Asked(
            statistics.mean(each.seconds for each in costs), statistics.mean(each.processor for each in costs)
        )
    return found


def _cost(server: Server, iris: Sequence[str], request: Callable[[str], tuple[str, dict[str, str]]]) -> Asked:
    """What the middle one of some requests took by the clock, and what each took on average otherwise."""
    took, before = [], server.processor()
    for iri in iris:
        path, parameters = request(iri)
        began = time.monotonic()
        status = server.get(path, **parameters).status
        assert status == 200, (path, status)
        took.append(time.monotonic() - began)
    return Asked(statistics.median(took), (server.processor() - before) / len(iris))

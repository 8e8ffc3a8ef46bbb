"""What pages read, from an engine: the same few patterns as plain queries, many of them answered by one.

A page looks at one thing again and again: at its names, its types, at what points at it by each property. So
all that is said of a thing comes with the first look, and all that points at it, where that is little.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from ...graph.believing.digest import DEFAULT
from ...graph.names import BELIEVED, Names
from ...graph.patterns import GraphName
from ...graph.terms import DEFAULT_GRAPH, TYPE, Subject, Term
from ..answering.bounded import Bounded
from ..errors import DataExchanged, EngineSlow
from ..loops import wait
from . import results
from .fuse import Fuse
from .record import Holding, Recorder
from .service import Service

#: Statements that are asked for at first; where there are more, ten times as many the next time.
_STEP, _GROWTH = 500, 10
#: Statements of a named graph that are asked for at once, where that is all of them.
_WHOLE = 60_000
#: Seconds in which an engine may answer one look, however little is left of a page's: that it did not answer
#: in less says nothing of it.
_LEAST = 2.0
#: Bytes that one answer may have.
_MOST = 64 << 20
#: The graph whose statements have blank nodes.
SHAPES = "shapes"
#: The graph that is asked about each thing in a list.
ADJUDICATIONS = "adjudications"
#: Statements that are remembered, and the most that one entry has.
_REMEMBERED, _LONGEST = 200_000, 5_000
_NAMES = ("s", "p", "o", "g")

#: Subject, property, value, graph; None is anything.
Pattern = tuple[Subject | None, ox.NamedNode | None, Term | None, GraphName | None]
#: All quads that fit; None where these are too many.
_Known = tuple[tuple[ox.Quad, ...] | None]


class ExternalQuads:
    """The statements that an engine holds of one publication of a snapshot, for the threads that make pages.

    `publication` is its name, "" where it is not known; `seconds` is how long one page may take before its
    last look.
    """

    def __init__(
        self,
        service: Service,
        loop: asyncio.AbstractEventLoop,
        names: Names,
        holding: Holding,
        publication: str,
        sizes: Mapping[str, int],
        seconds: float,
    ) -> None:
        self._service, self._loop, self._holding, self._seconds = service, loop, holding, seconds
        self._recorder, self._publication = Recorder(names.base), publication
        self._sizes = {name: size for name, size in sizes.items() if name != DEFAULT}
        self._believed, self._shapes, self._decisions = (
            ox.NamedNode(names.graph(each)) for each in (BELIEVED, SHAPES, ADJUDICATIONS)
        )
        self._fuse = Fuse()
        self._lock = threading.Lock()
        self._known = Bounded[Pattern, _Known](_REMEMBERED)
        self._page = threading.local()

    def begin(self) -> None:
        """Begin a page in this thread."""
        self._page.until = time.monotonic() + self._seconds

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        object: Term | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit, over all graphs where no graph is named.

        Raises EngineError; DataExchanged where the engine holds another publication meanwhile.
        """
        self._holding.require()
        pattern: Pattern = (subject, predicate, object, graph_name)
        for wide in self._wider(pattern):
            found = self._few(wide)
            if found is not None:
                return (quad for quad in found if _fits(quad, pattern))
        return self._many(pattern)

    def __contains__(self, quad: ox.Quad, /) -> bool:
        """Whether a quad is there."""
        found = self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name)
        return next(found, None) is not None

    def _wider(self, pattern: Pattern) -> Iterator[Pattern]:
        """Yield the patterns whose statements, where they are few, hold those of a pattern."""
        subject, name, value, graph = pattern
        if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
            # No query can name a blank node; all are in one graph, which is small.
            yield (None, None, None, graph if isinstance(graph, ox.NamedNode) else self._shapes)
            return
        if graph == self._decisions and name is not None:
            # A page asks of each thing that it lists whether anything was decided on it, and on what.
            yield (None, name, None, graph)
        if subject is not None:
            yield (subject, None, None, None)
        elif isinstance(value, ox.NamedNode) and name != TYPE:
            yield (None, None, value, graph)
        yield pattern

    def _few(self, pattern: Pattern) -> tuple[ox.Quad, ...] | None:
        """Return all quads that fit, where that is few; None where there are more."""
        with self._lock:
            known = self._known.get(pattern)
        if known is not None:
            return known[0]
        found, complete = self._fetch(pattern, self._first_step(pattern))
        few = tuple(found) if complete else None
        self._remember(pattern, few)
        return few

    def _first_step(self, pattern: Pattern) -> int:
        graph = pattern[3]
        if pattern[:3] == (None, None, None) and isinstance(graph, ox.NamedNode):
            # All in one answer: a blank node's name may mean nothing in the next.
            return min(_WHOLE, self._sizes.get(graph.value, _STEP) + 1)
        return _STEP

    def _remember(self, pattern: Pattern, found: tuple[ox.Quad, ...] | None) -> None:
        if found is not None and len(found) > _LONGEST:
            return
        with self._lock:
            self._known.put(pattern, (found,), len(found or ()) + 1)

    def _many(self, pattern: Pattern) -> Iterator[ox.Quad]:
        """Yield many quads, asked for in growing numbers: in what order they come is the engine's affair."""
        told: set[ox.Quad] = set()
        limit, complete = self._first_step(pattern), False
        while not complete:
            limit *= _GROWTH
            found, complete = self._fetch(pattern, limit)
            for quad in found:
                if quad not in told:
                    told.add(quad)
                    yield quad

    def _fetch(self, pattern: Pattern, limit: int) -> tuple[list[ox.Quad], bool]:
        """Return the first quads that fit, and whether these are all."""
        graph = self._believed if pattern[3] == DEFAULT_GRAPH else pattern[3]
        parts = (*pattern[:3], graph)
        free = [place for place, part in enumerate(parts) if part is None]
        s, p, o, g = (f"?{_NAMES[place]}" if part is None else str(part) for place, part in enumerate(parts))
        wanted = " ".join(f"?{_NAMES[place]}" for place in free) or "(1 AS ?found)"
        text = f"SELECT {wanted} WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }} LIMIT {limit}"
        rows = self._ask(text, [_NAMES[place] for place in free] or ["found"])
        quads = []
        for row in rows:
            values: list[Any] = list(parts)
            if free:
                for place, value in zip(free, row, strict=True):
                    values[place] = value
            name = self._graph(values[3])
            if name is not None:
                quads.append(ox.Quad(values[0], values[1], values[2], name))
        return quads, len(rows) < limit

    def _graph(self, name: object) -> ox.NamedNode | ox.DefaultGraph | None:
        """Return which graph of the snapshot a graph of the engine is; None for those that are none of it."""
        if not isinstance(name, ox.NamedNode):
            return None
        if name == self._believed:
            return DEFAULT_GRAPH
        return name if name.value in self._sizes else None

    def _ask(self, text: str, variables: Sequence[str]) -> list[tuple[Any, ...]]:
        left = getattr(self._page, "until", time.monotonic() + self._seconds) - time.monotonic()
        if left <= 0:  # which this page's many looks took: the engine has answered all of them
            raise EngineSlow(f"The engine has not answered within {self._seconds:g} s.")
        with self._fuse.guard():
            seconds = max(left, _LEAST)
            asked = self._service.query(self._recorder.beside(text), "select", seconds, most=_MOST)
            body = wait(asked, self._loop)
            # Here, not on the loop, which many wait for.
            held, rows = results.told(body, self._service.is_odd, variables)
        if held != self._publication:
            raise DataExchanged
        return rows


def _fits(quad: ox.Quad, pattern: Pattern) -> bool:
    return all(
        part is None or part == found
        for part, found in zip(pattern, (*quad.triple, quad.graph_name), strict=True)
    )

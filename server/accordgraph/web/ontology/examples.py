"""Examples of a term from the data: chosen by a rule, the first ones by their addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from ...graph.patterns import Quads
from ...graph.terms import DEFAULT_GRAPH, TYPE, Term
from ..data.display import Cell

#: Examples that a term shows, and statements that are looked at to find them: a large graph costs no more.
_SHOWN, _LOOKED_AT = 3, 1000


@dataclass(frozen=True)
class Examples:
    """A few things of a class, or statements of a property (who, what), and how many there are; `more`: or
    more, since counting stopped."""

    shown: tuple[tuple[Cell, ...], ...]
    count: int
    more: bool


class Finder:
    """Finds examples in what a reader should believe; where there are none, in the named graphs.

    `name` shows a thing by its IRI, `show` any value.
    """

    def __init__(self, store: Quads, name: Callable[[str], Cell], show: Callable[[Term], Cell]) -> None:
        self._store, self._name, self._show = store, name, show

    def things(self, kind: ox.NamedNode) -> Examples:
        """Return things of a class."""
        quads = self._quads(TYPE, kind)
        found = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})
        shown = tuple((self._name(each),) for each in found[:_SHOWN])
        return Examples(shown, len(found), len(quads) >= _LOOKED_AT)

    def statements(self, name: ox.NamedNode) -> Examples:
        """Return statements of a property, each about another thing."""
        quads = self._quads(name, None)
        first: dict[str, Term] = {}
        for quad in sorted(quads, key=lambda each: (str(each.subject), str(each.object))):
            if isinstance(quad.subject, ox.NamedNode):
                first.setdefault(quad.subject.value, quad.object)
        shown = tuple(
            (self._name(subject), self._show(value)) for subject, value in islice(first.items(), _SHOWN)
        )
        return Examples(shown, len({quad.triple for quad in quads}), len(quads) >= _LOOKED_AT)

    def _quads(self, name: ox.NamedNode, value: ox.NamedNode | None) -> list[ox.Quad]:
        for graph in (DEFAULT_GRAPH, None):
            found = list(islice(self._store.quads_for_pattern(None, name, value, graph), _LOOKED_AT))
            if found:
                return found
        return []

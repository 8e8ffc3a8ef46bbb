"""What a document tells of a thing: one description, of which the page and the RDF are both made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..graph.names import FACT_KINDS, Names
from ..graph.portions import Portion
from .data.extents import Extent, extent_of
from .data.listing import Lister
from .data.looking import Look
from .data.proving import Proof
from .data.statements import Statement


@dataclass(frozen=True)
class Description:
    """One page of what the graph says of a thing, at which `look` looked.

    `others` are statements that nobody should believe: overruled, or kept in a graph of their own.
    """

    look: Look
    page: int
    facts: Portion[Statement]
    others: tuple[Statement, ...]
    pointing: Portion[ox.Quad]
    evidence: Portion[Proof]

    @property
    def iri(self) -> str:
        """The thing."""
        return self.look.iri

    @property
    def types(self) -> tuple[str, ...]:
        """The classes of the thing that somebody states."""
        return self.look.types

    @property
    def successors(self) -> list[str] | None:
        """What the thing was replaced by; None but for one that was withdrawn."""
        return self.look.successors

    @cached_property
    def shown(self) -> list[Proof]:
        """The evidence that RDF tells of: of what is believed, where anything is."""
        return [each for each in self.evidence.items if each.believed or not self.believed]

    @property
    def extent(self) -> Extent:
        """How many pages there are."""
        return extent_of(self.facts, self.pointing, self.evidence)

    @property
    def read(self) -> Extent:
        """How many pages there are for people: to them, what points at the thing is told in lists apart."""
        found = extent_of(self.facts, self.evidence)
        return found if self.page <= found.pages else Extent(self.page, exact=False)

    @property
    def believed(self) -> bool:
        """Whether there is anything to believe."""
        return any(each.believed for each in self.facts.items)

    def overruled(self, names: Names) -> bool:
        """Whether all that sources state of the thing is overruled, so that there is no such thing."""
        return not self.believed and bool(self.facts.items) and names.kind(self.iri) in FACT_KINDS


def describe(lister: Lister, look: Look, page: int = 1) -> Description:
    """Read one page of a thing's description; it is empty beyond the last one."""
    facts, others = lister.facts(look, page)
    return Description(look, page, facts, others, lister.pointing_at(look, page), lister.evidence(look, page))

"""A dispute as a page tells it: the rival values, who states each, what is believed, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

import pyoxigraph as ox

from ...graph.believing.disputes import told_apart
from ...graph.terms import iri_text
from ..data.display import Cell
from ..data.listing import Lister
from ..data.reading import Reader
from ..data.statements import Statement, merged
from ..wording import say
from .deciding import Decision, Decisions, differently
from .facts import Fact
from .meanings import BACKWARDS
from .phrases import Phrases
from .proofs import Proofs, Witness
from .voices import READ, Chorus, Voices

#: Rival values of one dispute that are shown, and sources that give none.
_VALUES, _SILENT = 8, 8


@dataclass(frozen=True)
class Silent:
    """A source that takes part in a dispute and gives the thing no value; how many others it names by the
    property, such as funders of a programme."""

    witness: Witness
    pointing: int


@dataclass(frozen=True)
class Dispute:
    """Rival values of a property of a thing, those believed first; without a property, the whole thing.

    `silent` are the sources that take part and give no value; of the whole thing, those not believed.
    Of both the first few are told; `left_out` says how many values and how many sources more there are.
    `place` names the dispute on its page.
    """

    subject: Cell
    about: Cell | None
    place: str
    facts: tuple[Fact, ...]
    silent: tuple[Silent, ...]
    decisions: tuple[Decision, ...]
    left_out: tuple[int, int] = (0, 0)

    @property
    def reasons(self) -> tuple[Decision, ...]:
        """One decision for each reason."""
        return differently(self.decisions)


def place_of_dispute(name: str) -> str:
    """Return what a dispute about a property is called on the page of its thing.

    >>> place_of_dispute("https://w3id.org/accordgraph/ontology#hasAmount"), place_of_dispute("")
    ('dispute-hasAmount', 'dispute')
    """
    local = name.replace("#", "/").rpartition("/")[2]
    return f"dispute-{local}" if local else "dispute"


class Teller:
    """Tells the disputes about one thing."""

    def __init__(
        self, iri: str, decisions: Decisions, proofs: Proofs, chorus: Chorus, reader: Reader
    ) -> None:
        self._iri, self._decisions, self._proofs, self._chorus = iri, decisions, proofs, chorus
        self._reader = reader

    @classmethod
    def of(cls, iri: str, reader: Reader, lister: Lister, phrases: Phrases) -> Teller:
        """Return what tells the disputes about a thing, for a page that tells nothing else of it."""
        decisions = Decisions(iri, phrases)
        chorus = Chorus(iri, decisions, reader, phrases.believed.names)
        return cls(iri, decisions, Proofs(iri, lister, phrases), chorus, reader)

    def all(self, phrases: Phrases) -> tuple[Dispute, ...]:
        """Return all disputes about the thing."""
        return tuple(self.tell(name, phrases) for name in told_apart(self._decisions.properties))

    def tell(self, name: str, phrases: Phrases) -> Dispute:
        """Return the dispute about a property, "" for the one about the whole thing."""
        decisions = self._decisions.about(name)
        taking = frozenset[str]().union(
            *(each.rivals | each.graphs if name else each.graphs for each in decisions)
        )
        stated = self._stated(name, phrases) if name else []
        graphs = sorted(taking.difference(*(each.graphs for each, _ in stated)))
        silent = tuple(
            Silent(self._proofs.witness(graph, ""), self._pointing(name, graph, phrases))
            for graph in graphs[:_SILENT]
        )
        about = phrases.display.property(name) if name else None
        title = BACKWARDS.get(phrases.believed.short(name)) if name else None
        if about is not None and title and not stated and any(each.pointing for each in silent):
            about = replace(about, text=say(title), language=phrases.display.language)
        return Dispute(
            phrases.display.iri(self._iri),
            about,
            place_of_dispute(name),
            tuple(self._fact(each, voices, phrases) for each, voices in stated[:_VALUES]),
            silent,
            decisions,
            (max(0, len(stated) - _VALUES), max(0, len(graphs) - _SILENT)),
        )

    def _pointing(self, name: str, graph: str, phrases: Phrases) -> int:
        """How many things a source's graph leads to this one by a property; a total is none of those that it
        sums."""
        if not name:
            return 0
        here, where = ox.NamedNode(self._iri), ox.NamedNode(graph)
        found = islice(self._reader.quads(None, ox.NamedNode(name), here, where), READ)
        return sum(phrases.believed.names.kind(iri_text(each.subject)) != "total" for each in found)

    def _stated(self, name: str, phrases: Phrases) -> list[tuple[Statement, Voices]]:
        """Return the statements that sources make, those believed first, each with how many make it."""
        quads = islice(self._reader.quads(ox.NamedNode(self._iri), ox.NamedNode(name), None, None), READ)
        found = [(each, voices) for each in merged(quads) if (voices := self._chorus.of(each)).sources]
        found.sort(key=lambda one: (not one[0].believed, -one[1].independent, phrases.stated(one[0]).text))
        return found

    def _fact(self, stated: Statement, voices: Voices, phrases: Phrases) -> Fact:
        reasons = () if stated.believed else self._decisions.on(stated)
        witnesses = self._proofs.of(stated)
        value = phrases.stated(stated)
        return Fact((value,), witnesses, len(stated.graphs), voices, reasons, stated.believed)

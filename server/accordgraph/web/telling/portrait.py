"""A thing as its page tells it: facts by meaning, who says so, what has to do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ...graph.names import Names
from ...graph.terms import COMMENT, LABEL, PREF_LABEL
from ..data.display import Cell, Display
from ..data.listing import Lister
from ..data.proving import Proof
from ..data.reading import Reader
from ..data.statements import Statement
from ..describing import Description
from .believed import Believed
from .deciding import Decision, Decisions
from .disputing import Dispute, Teller, place_of_dispute
from .facts import Fact, Group, Row
from .groups import HIDDEN, LAST, group_of, order_of
from .illustrating import Illustration, Illustrator
from .phrases import Phrases
from .proofs import Proofs, Witness
from .related import Relation, relations
from .sentences import Piece, sentence
from .voices import Chorus, Voices

#: Ends that are told with the beginnings, where both are known.
_ENDS = {"accord:periodEnd": Phrases.period, "accord:spanEnd": Phrases.span}
#: Who states something, how many graphs and sources do, and why it is not believed.
Stated = tuple[tuple[Witness, ...], int, Voices, tuple[Decision, ...], bool]


@dataclass(frozen=True)
class Portrait:
    """What a page tells of a thing beside its name: `groups` first, `last` at the end; disputes, relations
    and pictures on the first page only. Of one that is `overruled`, all is stated and nothing believed."""

    sentence: tuple[Piece, ...]
    overruled: bool
    groups: tuple[Group, ...]
    last: tuple[Group, ...]
    others: tuple[Row, ...]
    disputes: tuple[Dispute, ...]
    relations: tuple[Relation, ...]
    illustrations: tuple[Illustration, ...]


@dataclass(frozen=True)
class _Telling:
    """What tells who states the facts of one thing; `first` is the address of its first page, "" there."""

    proofs: Proofs
    decisions: Decisions
    chorus: Chorus
    first: str

    def of(self, fact: Statement) -> Stated:
        """Return who states a fact, and whether to believe it."""
        reasons = () if fact.believed else self.decisions.on(fact)
        return self.proofs.of(fact), len(fact.graphs), self.chorus.of(fact), reasons, fact.believed


class Painter:
    """Makes portraits for one response."""

    def __init__(self, reader: Reader, lister: Lister, names: Names, display: Display) -> None:
        self._reader, self._lister, self._names = reader, lister, names
        self.phrases = Phrases(display, Believed(reader, names))

    def portray(self, told: Description) -> Portrait:
        """Return the portrait of a thing."""
        proofs = Proofs(told.iri, self._lister, self.phrases, told.evidence)
        decisions = Decisions(told.iri, self.phrases)
        chorus = Chorus(told.iri, decisions, self._reader, self._names)
        first = self.phrases.display.iri(told.iri).href if told.page > 1 else ""
        told_by = _Telling(proofs, decisions, chorus, first)
        groups: dict[str, list[Row]] = {}
        for name, row in self._rows(self._shown(told), told_by):
            groups.setdefault(group_of(name), []).append(row)
        parts = [Group(title, tuple(rows)) for title, rows in groups.items()]
        kind = self._names.kind(told.iri) or ""
        return Portrait(
            sentence(told.iri, kind, self.phrases),
            told.overruled(self._names),
            tuple(each for each in parts if each.title not in LAST),
            tuple(each for each in parts if each.title in LAST),
            tuple(row for _, row in self._rows(told.others, told_by)),
            Teller(told.iri, decisions, proofs, chorus, self._reader).all(self.phrases)
            if told.page == 1
            else (),
            self._relations(told),
            Illustrator(self.phrases).illustrate(told.iri, kind) if told.page == 1 else (),
        )

    def _relations(self, told: Description) -> tuple[Relation, ...]:
        """Return what points at a thing: once, in groups that have pages of their own."""
        groups = self._lister.incoming.groups(told.look) if told.page == 1 else ()
        return tuple(relations(told.iri, groups, self.phrases))

    def _rows(self, statements: Iterable[Statement], telling: _Telling) -> list[tuple[str, Row]]:
        """Return statements by property, in the order of the groups, each with the property's short name."""
        by_name: dict[str, list[Statement]] = {}
        for each in statements:
            name = self.phrases.believed.short(each.property.value)
            whole = _ENDS.get(name)
            if name not in HIDDEN and not (whole and whole(self.phrases, each.subject.value)):
                by_name.setdefault(name, []).append(each)
        found = []
        for name in sorted(by_name, key=order_of):
            same = by_name[name]
            facts: dict[Stated, list[Cell]] = {}
            for each in same:
                stated = telling.of(each)
                is_rival = not each.believed and bool(each.graphs)
                value = (
                    self.phrases.stated(each)
                    if is_rival
                    else self.phrases.value(each.subject.value, name, each.value)
                )
                facts.setdefault(stated, []).append(value)
            cell = self.phrases.display.property(same[0].property.value)
            disputed = telling.decisions.about(same[0].property.value)
            place = f"{telling.first}#{place_of_dispute(same[0].property.value)}" if disputed else ""
            found.append((name, Row(cell, self._facts(facts), place)))
        return found

    def _facts(self, facts: Mapping[Stated, Sequence[Cell]]) -> tuple[Fact, ...]:
        """Sort the values, those in the reader's language first, and the facts by their first values."""

        def order(cell: Cell) -> tuple[bool, str]:
            return self._foreign(cell), cell.text

        found = [Fact(tuple(sorted(cells, key=order)), *stated) for stated, cells in facts.items()]
        return tuple(sorted(found, key=lambda fact: order(fact.values[0])))

    def _shown(self, told: Description) -> list[Statement]:
        """Leave out the name that the page already has, and names that repeat a concept's preferred ones."""
        preferred = {each.value for each in told.facts.items if each.property == PREF_LABEL}
        title = self.phrases.display.iri(told.iri)
        own = ox.Literal(title.text, language=title.language or None)
        return [
            each
            for each in told.facts.items
            if not (each.property == LABEL and each.value in preferred)
            and not (each.property in (LABEL, PREF_LABEL, COMMENT) and each.value == own)
        ]

    def _foreign(self, cell: Cell) -> bool:
        """Whether a value is a text in another language than the reader's."""
        return bool(cell.language) and cell.language != self.phrases.display.language


def evidence_rows(proofs: Sequence[Proof], display: Display, names: Names) -> list[dict[str, Cell | None]]:
    """Return what a page says of each piece of evidence, first of those whose paragraphs are known."""
    found = []
    for proof in sorted(proofs, key=lambda proof: proof.value(names.term("paragraphNumber")) is None):
        shown: dict[str, Cell | None] = {"self": display.iri(proof.iri), "source": display.graph(proof.graph)}
        for name in ("paragraphNumber", "evidenceGrade", "readingNote"):
            value = proof.value(names.term(name))
            shown[name] = display.term(value) if value is not None else None
        prop = proof.value(names.term("supportsProperty"))
        shown["supportsProperty"] = display.property(prop.value) if isinstance(prop, ox.NamedNode) else None
        found.append(shown)
    return found

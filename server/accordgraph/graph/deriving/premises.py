"""What derivations start from: believed statements, those apart on which sources disagree undecided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from ..canonical import exact
from ..names import Names
from ..reading.lines import Lines
from ..reading.ntriples import END
from ..terms import LABEL, TYPE, Term, iri_text

#: A value that is in dispute, or that there is more than one of: nothing is derived from it.
DISPUTED = object()


#: The ontology's properties that derivations ask for: what has others they never see.
PROPERTIES = (
    "aboutProgramme", "accordingTo", "amountValue", "changePercent", "currency", "datePrecision",
    "hasAmount", "hasHost", "hasMeasure", "hasOrigin", "hasPopulation", "hasQualifier", "partOfTotal",
    "periodEnd", "periodStart", "publishedBy", "value",
)  # fmt: skip


#: The ontology's classes whose members are asked for.
CLASSES = ("CombinedTotal", "Statistic")


def premises(stated: Lines, names: Names) -> Iterator[bytes]:
    """The lines of all statements that anything can be derived from."""
    properties = [LABEL, *(ox.NamedNode(names.term(each)) for each in PROPERTIES)]
    facts = stated.outside(f"<{names.thing('evidence', '')}".encode())
    yield from facts.matching(properties)
    for each in CLASSES:
        yield from facts.ending(f"{TYPE} <{names.term(each)}>".encode())


def needed(stated: Iterable[Lines], names: Names) -> Iterator[Lines]:
    """Of premises that several graphs state, those that figures are computed from, in parts that have nothing
    to do with each other: totals with what is part of them, and all statistics; each with all it leads to."""
    part = str(ox.NamedNode(names.term("partOfTotal"))).encode()
    total, statistic = (f" <{names.term(each)}> .\n".encode() for each in CLASSES)
    about: dict[bytes, set[bytes]] = defaultdict(set)
    together = _Together()
    for lines in stated:
        for line in lines.lines():
            subject, prop, value = line.split(b" ", 2)
            about[subject].add(line)
            if prop == part:
                together.join(subject, value[: -len(END)])
            elif line.endswith(total):
                together.join(subject, subject)
            elif line.endswith(statistic):
                together.join(subject, statistic)
        lines.forget()
    for members in together.groups():
        found, ahead = set[bytes](), members
        while ahead:
            subject = ahead.pop()
            found.add(subject)
            ends = {line.split(b" ", 2)[2][: -len(END)] for line in about.get(subject, ())}
            ahead |= {each for each in ends - found if each in about and each not in together.above}
        yield Lines.joined(line for subject in found for line in about.get(subject, ()))


class _Together:
    """What belongs together: each leads, over others, to one of its group."""

    def __init__(self) -> None:
        self.above: dict[bytes, bytes] = {}

    def join(self, one: bytes, other: bytes) -> None:
        """Have two belong together."""
        self.above[self._first(one)] = self._first(other)

    def groups(self) -> list[set[bytes]]:
        """All groups."""
        found: dict[bytes, set[bytes]] = defaultdict(set)
        for each in self.above:
            found[self._first(each)].add(each)
        return list(found.values())

    def _first(self, one: bytes) -> bytes:
        above = self.above
        above.setdefault(one, one)
        while above[one] != one:
            above[one] = one = above[above[one]]
        return one


@dataclass(frozen=True)
class Money:
    """An exact sum in one currency."""

    value: Decimal
    currency: str


class Premises:
    """Believed statements by subject and property; properties and classes are the ontology's, by local
    name."""

    def __init__(
        self, believed: Iterable[ox.Triple], unresolved: Collection[tuple[str, str]], names: Names
    ) -> None:
        """Sort the statements; `unresolved` are subjects and properties on which nothing was decided."""
        self._names, evidence = names, names.thing("evidence", "")
        self._terms = {name: names.term(name) for name in PROPERTIES}
        self._unresolved = frozenset(unresolved)
        self._values: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for triple in believed:
            subject = iri_text(triple.subject)
            if subject.startswith(names.things) and not subject.startswith(evidence):
                self._values[subject, triple.predicate.value].append(triple.object)
                if value := iri_text(triple.object):
                    self._subjects[triple.predicate.value, value].append(subject)

    def instances(self, kind: str) -> list[str]:
        """The things of a class, sorted."""
        return sorted(self._subjects[TYPE.value, self._names.term(kind)])

    def pointing(self, name: str, iri: str) -> list[str]:
        """The things that have a thing as a value of a property, sorted."""
        return sorted(self._subjects[self._terms[name], iri])

    def undecided(self, subject: str, name: str) -> bool:
        """Whether sources disagree on a property of a thing and nothing was decided."""
        return (subject, self._terms[name]) in self._unresolved

    def one(self, subject: str, name: str) -> object:
        """The one value of a property as text, None without one, DISPUTED where it is not for certain."""
        found = self._values[subject, self._terms[name]]
        if self.undecided(subject, name) or len(found) > 1:
            return DISPUTED
        return found[0].value if found and isinstance(found[0], ox.NamedNode | ox.Literal) else None

    def text(self, subject: str, name: str) -> str:
        """The one value of a property as text, "" without one or where it is not for certain."""
        found = self.one(subject, name)
        return found if isinstance(found, str) else ""

    def number(self, subject: str, name: str) -> Decimal | None:
        """The one value of a property as a number; None where there is none that is written right."""
        return exact(self.text(subject, name))

    def money(self, subject: str) -> Money | None:
        """The exact amount of a thing; None where there is none, where it is qualified, or not for
        certain."""
        amount = self.text(subject, "hasAmount")
        value, currency = self.number(amount, "amountValue"), self.text(amount, "currency")
        if value is None or not currency or self.one(amount, "hasQualifier") is not None:
            return None
        return Money(value, currency)

    def label(self, iri: str, language: str) -> str:
        """The name of a thing in a language, "" without one."""
        found = self._values[iri, LABEL.value]
        return next((t.value for t in found if isinstance(t, ox.Literal) and t.language == language), "")

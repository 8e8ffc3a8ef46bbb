"""Mutants: a source's statements with one value swapped, as a curator may mistake it.

A mutant is consistent in itself: an amount of another value has the name of that value, and what is new has a
label. So nothing but the text tells that it is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pyoxigraph as ox

from accordgraph.graph.grounding.evidence import evidence_of
from accordgraph.graph.reading.corpus import Corpus
from accordgraph.graph.terms import ALT_LABEL, LABEL, iri_text, term

_NUMBERS = (term("xsd", "integer"), term("xsd", "decimal"))
_DATE = term("xsd", "date")
#: Kind of mutation -> kind of the things that are swapped.
_THINGS = {"party": "organization", "person": "person", "place": "place", "programme": "programme"}
_QUALIFIERS = ("more-than", "at-least", "up-to", "about")


@dataclass(frozen=True)
class Mutant:
    """What was swapped for what, where, and the statements that are left; `must` says why it has to be
    caught, "" where the text alone cannot tell."""

    slug: str
    kind: str
    what: str
    triples: tuple[ox.Triple, ...]
    must: str
    labels: str = ""


class Source:
    """A source's file, seen as what can be mutated in it."""

    def __init__(self, corpus: Corpus, slug: str, text: Sequence[str]) -> None:
        """Take the source of a slug, with the paragraphs of its text."""
        self.slug, self.names, self.text = slug, corpus.names, text
        (file,) = [each for each in corpus.sources.values() if each.slug == slug]
        self.triples = tuple(dict.fromkeys(file.triples))
        evidence = corpus.names.thing("evidence", "")
        self.facts = [each for each in self.triples if not iri_text(each.subject).startswith(evidence)]
        self._evidence = evidence_of(file, corpus)
        self.known: dict[str, list[ox.NamedNode]] = {}
        self.called: dict[str, list[str]] = {}
        demonym = ox.NamedNode(corpus.names.term("demonym"))
        for file in corpus.files:
            for each in file.triples:
                subject = each.subject
                named = each.predicate in (LABEL, ALT_LABEL, demonym)
                if named and isinstance(subject, ox.NamedNode) and isinstance(each.object, ox.Literal):
                    self.called.setdefault(subject.value, []).append(each.object.value)
                    kind = corpus.names.kind(subject.value) or ""
                    if each.predicate == LABEL and subject not in self.known.setdefault(kind, []):
                        self.known[kind].append(subject)

    def evidence_of(self, triple: ox.Triple) -> list[ox.NamedNode]:
        """The evidence that supports just this statement's property."""
        return [
            each.iri
            for each in self._evidence
            if (each.subject, each.prop) == (triple.subject, triple.predicate)
        ]

    def shown(self, triple: ox.Triple) -> list[str]:
        """What the evidence of a statement shows: its spans, or the paragraphs of its subject."""
        about = (triple.subject, triple.predicate)
        own = [each for each in self._evidence if (each.subject, each.prop) == about]
        spans = [self.text[(each.paragraph or 1) - 1][each.start : each.end] for each in own]
        every = [each for each in self._evidence if each.subject == triple.subject]
        return spans or [self.text[(each.paragraph or 1) - 1] for each in every]

    def with_value(self, old: ox.Triple, new: ox.Triple) -> tuple[ox.Triple, ...]:
        """All statements, one of them swapped."""
        return tuple(new if each == old else each for each in self.triples)


def mutants(sources: Sequence[Source], seed: int, count: int) -> Iterator[Mutant]:
    """Make so many mutants: the same for the same seed."""
    random = Random(seed)  # noqa: S311 - to be repeated
    made, seen = 0, set[tuple[str, str]]()
    while made < count:
        source, kind = random.choice(sources), random.choice(list(_MAKERS))
        mutant = _MAKERS[kind](source, kind, random)
        if mutant is not None and (mutant.slug, mutant.what) not in seen:
            seen.add((mutant.slug, mutant.what))
            made += 1
            yield mutant


def _text(triple: ox.Triple) -> str:
    """The text of a statement's literal."""
    return triple.object.value if isinstance(triple.object, ox.Literal) else ""


def _swapped(
    source: Source, kind: str, old: ox.Triple, value: ox.NamedNode | ox.Literal, must: str
) -> Mutant:
    new = ox.Triple(old.subject, old.predicate, value)
    what = f"{_short(old.predicate)} of {_short(old.subject)}: {_short(old.object)} -> {_short(value)}"
    return Mutant(source.slug, kind, what, source.with_value(old, new), must)


def _thing(source: Source, kind: str, random: Random) -> Mutant | None:
    """Another organization, person, place or programme; most often one that the same source names."""
    wanted = _THINGS[kind]
    statements = [each for each in source.facts if source.names.kind(iri_text(each.object)) == wanted]
    if not statements:
        return None
    old = random.choice(statements)
    near = sorted({iri_text(each.object) for each in statements})
    pool = [ox.NamedNode(iri) for iri in near] if random.random() < 0.7 else source.known[wanted]
    about = (old.subject, old.predicate)
    stated = {each.object for each in source.facts if (each.subject, each.predicate) == about}
    others = [each for each in pool if each not in stated] or [
        each for each in source.known[wanted] if each not in stated
    ]
    value = random.choice(others)
    shown = " ".join(source.shown(old)).casefold()
    is_named = any(name.casefold() in shown for name in source.called.get(value.value, ()))
    return _swapped(source, kind, old, value, "" if is_named else "not named in span or paragraph")


def _number(source: Source, kind: str, random: Random) -> Mutant | None:
    """Another count or percentage: of the same source, or with a digit more, less or changed."""
    amount_value = source.names.term("amountValue")
    statements = [
        each
        for each in source.facts
        if isinstance(each.object, ox.Literal)
        and each.object.datatype in _NUMBERS
        and each.predicate.value != amount_value
    ]
    if not statements:
        return None
    old = random.choice(statements)
    assert isinstance(old.object, ox.Literal)
    number = Decimal(old.object.value)
    near = {Decimal(_text(each)) for each in statements}
    candidates = sorted({*near, number * 10, number + 1, number - 1, -number, number + 100} - {number})
    value = ox.Literal(f"{random.choice(candidates):f}", datatype=old.object.datatype)
    return _swapped(source, kind, old, value, "not in the span")


def _date(source: Source, kind: str, random: Random) -> Mutant | None:
    """Another date: of the same source, or a day, a month or a year off."""
    statements = [
        each for each in source.facts if isinstance(each.object, ox.Literal) and each.object.datatype == _DATE
    ]
    old = random.choice(statements)
    day = date.fromisoformat(_text(old))
    near = {
        date.fromisoformat(each.object.value) for each in statements if isinstance(each.object, ox.Literal)
    }
    off = {day + timedelta(days=days) for days in (-1, 1, -30, 31, -365, 366, 3652)}
    value = ox.Literal(random.choice(sorted((near | off) - {day})).isoformat(), datatype=_DATE)
    return _swapped(source, kind, old, value, "not in the span")


def _precision(source: Source, kind: str, random: Random) -> Mutant | None:
    """A date that is said to be known more or less exactly."""
    prop = source.names.term("datePrecision")
    old = random.choice([each for each in source.facts if each.predicate.value == prop])
    others = [
        value
        for each in ("day", "month", "year")
        if (value := ox.NamedNode(source.names.thing("concept", f"date-precision-{each}"))) != old.object
    ]
    return _swapped(source, kind, old, random.choice(others), "not as exact as the span")


def _amount(source: Source, kind: str, random: Random) -> Mutant | None:
    """Another amount that the same source states."""
    statements = [each for each in source.facts if source.names.kind(iri_text(each.object)) == "amount"]
    old = random.choice(statements)
    others = sorted({iri_text(each.object) for each in statements} - {iri_text(old.object)})
    if not others:
        return None
    return _swapped(source, kind, old, ox.NamedNode(random.choice(others)), "not in the span")


def _value(source: Source, kind: str, random: Random) -> Mutant | None:
    """An amount of another value or in another currency, under its right name throughout."""
    amount, value, currency, qualifier = _some_amount(source, random)
    if random.random() < 0.25:
        currency = random.choice([each for each in ("USD", "EUR", "GBP", "JPY") if each != currency])
    else:
        value = random.choice((value * 10, value / 10, value + 1_000_000, value * 2))
    return _renamed(source, kind, amount, (value, currency, qualifier), "not in the span")


def _qualifier(source: Source, kind: str, random: Random) -> Mutant | None:
    """A qualifier that is changed, added or left out, with the amount under its right name."""
    amount, value, currency, qualifier = _some_amount(source, random)
    new = random.choice([each for each in ("", *_QUALIFIERS) if each != qualifier])
    return _renamed(source, kind, amount, (value, currency, new), "not how the span says it")


def _mixed(source: Source, kind: str, random: Random) -> Mutant | None:
    """Two things that are taken for each other: each gets the other's value, and the evidence for it."""
    single: dict[tuple[object, str], list[ox.Triple]] = {}
    for each in source.facts:
        if source.evidence_of(each) and not iri_text(each.object).startswith(
            source.names.thing("concept", "")
        ):
            single.setdefault((each.subject, each.predicate.value), []).append(each)
    alone = [found[0] for found in single.values() if len(found) == 1]
    one = random.choice(alone)
    others = [each for each in alone if each.predicate == one.predicate and each.object != one.object]
    if not others:
        return None
    other = random.choice(others)
    swaps = {
        one: ox.Triple(one.subject, one.predicate, other.object),
        other: ox.Triple(other.subject, other.predicate, one.object),
    }
    supports = ox.NamedNode(source.names.term("supports"))
    for mine, theirs in ((one, other), (other, one)):
        for evidence in source.evidence_of(mine):
            swaps[ox.Triple(evidence, supports, mine.subject)] = ox.Triple(evidence, supports, theirs.subject)
    what = f"{_short(one.predicate)} of {_short(one.subject)} for that of {_short(other.subject)}"
    return Mutant(source.slug, kind, what, tuple(swaps.get(each, each) for each in source.triples), "")


def _some_amount(source: Source, random: Random) -> tuple[str, Decimal, str, str]:
    stated = sorted(
        {
            iri_text(each.subject)
            for each in source.facts
            if source.names.kind(iri_text(each.subject)) == "amount"
        }
    )
    amount = random.choice(stated)
    said = {_short(each.predicate): each.object for each in source.facts if iri_text(each.subject) == amount}
    value, currency = said["amountValue"], said["currency"]
    assert isinstance(value, ox.Literal)
    assert isinstance(currency, ox.Literal)
    qualifier = iri_text(said.get("hasQualifier")).rpartition("amount-qualifier-")[2]
    return amount, Decimal(value.value), currency.value, qualifier


def _renamed(source: Source, kind: str, amount: str, now: tuple[Decimal, str, str], must: str) -> Mutant:
    names, (value, currency, qualifier) = source.names, now
    text = f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value.to_integral_value():f}"
    name = "-".join(filter(None, [currency.lower(), text.replace(".", "-"), qualifier]))
    old, new = ox.NamedNode(amount), ox.NamedNode(names.thing("amount", name))
    concept = ox.NamedNode(names.thing("concept", f"amount-qualifier-{qualifier}"))
    prop = ox.NamedNode(names.term("hasQualifier"))
    literals = {
        names.term("amountValue"): ox.Literal(text, datatype=_NUMBERS[1]),
        names.term("currency"): ox.Literal(currency),
    }
    # What supports a qualifier goes with it; a rule about evidence would tell otherwise.
    about = {each.subject for each in source.triples if each.object == old}
    gone = {each.subject for each in source.triples if each.object == prop} & about
    found: dict[ox.Triple, None] = {}
    for each in source.triples:
        is_own = each.subject == old
        if is_own and each.predicate == prop:
            continue
        if each.subject in gone and not qualifier:
            continue
        subject = new if is_own else each.subject
        value_ = literals.get(each.predicate.value, each.object) if is_own else each.object
        found[ox.Triple(subject, each.predicate, new if value_ == old else value_)] = None
    if qualifier:
        found[ox.Triple(new, prop, concept)] = None
    labels = "" if new.value in source.called else f'{new} {LABEL} "Mutated"@en .\n'
    what = f"{_short(old)} -> {_short(new)}"
    return Mutant(source.slug, kind, what, tuple(found), must, labels)


def _short(value: object) -> str:
    text = getattr(value, "value", str(value))
    return text.rpartition("#")[2] if "#" in text else text.rpartition("/id/")[2]


_MAKERS: Mapping[str, Callable[[Source, str, Random], Mutant | None]] = {
    "value": _value,
    "amount": _amount,
    "number": _number,
    "date": _date,
    "precision": _precision,
    "party": _thing,
    "person": _thing,
    "place": _thing,
    "programme": _thing,
    "qualifier": _qualifier,
    "mixed up": _mixed,
}

"""What a text speaks of: things of the graph, amounts and dates, and names that no thing has yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..canonical import canonical_decimal
from ..finding.folding import slugged
from ..grounding.paragraphs import paragraph_digest
from ..grounding.periods import Period
from ..grounding.qualifying import qualifier_of
from ..grounding.readings import readings
from ..grounding.values import Money, Reading
from ..names import SLUG
from ..prefixes import shorten
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.labels import labels
from .candidates import is_japanese, longer_names, phrases
from .gazetteer import Mention, gazetteer


@dataclass(frozen=True)
class Suggestion:
    """Something that a paragraph says at a span: what it is, how that is written and called.

    `what` is "thing", "amount" or "date"; `known` whether the content describes it already; `within` a longer
    name that it may be part of, else "".
    """

    paragraph: int
    start: int
    end: int
    text: str
    what: str
    term: str
    iri: str
    label: str
    how: str
    known: bool
    within: str = ""


@dataclass(frozen=True)
class Candidate:
    """A name that no thing has: how it may be written as a slug ("" of a Japanese one), and the paragraphs
    where it stands."""

    text: str
    slug: str
    paragraphs: tuple[int, ...]


@dataclass(frozen=True)
class Suggestions:
    """All that was found, in the order of the text, and the digests of its paragraphs."""

    found: tuple[Suggestion, ...]
    candidates: tuple[Candidate, ...]
    digests: tuple[str, ...]


def suggest(corpus: Corpus, paragraphs: Sequence[str], published: date | None = None) -> Suggestions:
    """Read a text's paragraphs, which were published on a day, for what the content has names for."""
    names = gazetteer(corpus)
    called = labels(corpus.triples(Role.ENTITIES, Role.CONCEPTS), fallback=True)
    found: list[Suggestion] = []
    new: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(paragraphs, start=1):
        mentioned = list(names.find(line))
        longer = dict(longer_names(line, mentioned))
        read = readings(line, published)
        # The US of US$5 is no country.
        money = [(one.start, one.end) for one in read if isinstance(one.value, Money)]
        things = [
            replace(each, within=longer.get(one, ""))
            for one in mentioned
            if not any(start <= one.start and one.end <= end for start, end in money)
            for each in _things(number, line, one, corpus, called)
        ]
        values = [each for one in read if (each := _value(number, line, one, corpus, called))]
        found += sorted((*things, *values), key=lambda each: (each.start, -each.end, each.term))
        for phrase in phrases(_without(line, money), mentioned):
            new[phrase].append(number)
    # A word of a name that is told anyway, such as a surname, is no other one.
    longer_told = (name for name in (*new, *(each.label for each in found)) if " " in name)
    parts = {word for name in longer_told for word in name.split()}
    candidates = tuple(
        Candidate(text, slug, tuple(dict.fromkeys(numbers)))
        for text, numbers in sorted(new.items(), key=lambda item: (-len(item[1]), item[1][0], item[0]))
        if text not in parts
        and (not (slug := "" if is_japanese(text) else slugged(text)) or SLUG.fullmatch(slug))
    )
    return Suggestions(tuple(found), candidates, tuple(paragraph_digest(each) for each in paragraphs))


def _without(line: str, spans: Sequence[tuple[int, int]]) -> str:
    """A line with figures in the place of some spans, so that no word there is a name."""
    for start, end in spans:
        line = f"{line[:start]}{'0' * (end - start)}{line[end:]}"
    return line


def turtle_name(iri: str, corpus: Corpus) -> str:
    """A thing's IRI as the files write it: `organization:nvidia`."""
    found = corpus.names.kind_and_slug(iri)
    return f"{found[0]}:{found[1]}" if found else shorten(iri, corpus.names)


def _things(
    number: int, line: str, mention: Mention, corpus: Corpus, called: dict[str, str]
) -> Iterator[Suggestion]:
    for iri, role in {name.iri: name.role for name in reversed(mention.names)}.items():
        text = line[mention.start : mention.end]
        term = turtle_name(iri, corpus)
        label = called.get(iri, "")
        yield Suggestion(number, mention.start, mention.end, text, "thing", term, iri, label, role, True)


def _value(number: int, line: str, one: Reading, corpus: Corpus, called: dict[str, str]) -> Suggestion | None:
    """An amount or a date that was read; plain numbers are too many to be of use."""
    text = line[one.start : one.end]
    if isinstance(one.value, Money):
        slug = amount_slug(one.value, line, one)
        if not slug:
            return None
        iri = corpus.names.thing("amount", slug)
        label = called.get(iri, "")
        term = f"amount:{slug}"
        return Suggestion(
            number, one.start, one.end, text, "amount", term, iri, label, one.rule, iri in called
        )
    if isinstance(one.value, Period):
        term = f'"{one.value.start.isoformat()}"^^xsd:date'
        label = f"precision: {one.value.precision}"
        if not one.value.single:
            label += f", until {one.value.end.isoformat()}"
        return Suggestion(number, one.start, one.end, text, "date", term, "", label, one.rule, True)
    return None


def amount_slug(money: Money, line: str, one: Reading) -> str:
    """What an amount is named after: currency, value, and the qualifier that stands beside it; "" where no
    qualifier says what the text does."""
    value = canonical_decimal(format(money.value, "f"))
    qualifier = qualifier_of(line, one)
    if not value or len(value) > 30 or (qualifier and not qualifier.name):
        return ""
    slug = f"{money.currency.lower()}-{value.replace('.', '-')}"
    return f"{slug}-{qualifier.name}" if qualifier else slug

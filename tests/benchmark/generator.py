"""Agreements that follow the ontology, as many as wanted: the same seed gives the same statements.

What is generated is a stream of blocks, each about one subject in one graph, in terms as Turtle writes them;
`content` and `snapshots` make files of it.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .blocks import Block, Pair, day, hyphens, text
from .disputes import DISPUTES, Told
from .words import CURRENCIES, FIELDS, FIRST, KINDS_OF_ORGANIZATIONS, LAST, PLACES, SUBJECTS, TYPES

#: Agreements that one source is the first to report.
AGREEMENTS_PER_SOURCE = 40
#: Agreements for each organization there is.
AGREEMENTS_PER_ORGANIZATION = 4
_COUNTRIES = 60
_CITIES = 500
#: How many agreements back a source looks when it repeats what others reported.
_RECENT = 1_000
#: The part of its agreements that a source repeats.
_REPEATED = 1 / 5


@dataclass
class Generator:
    """Generates so many agreements, each source the first to report `per_source` of them."""

    agreements: int
    seed: int = 1
    per_source: int = AGREEMENTS_PER_SOURCE
    _amounts: set[str] = field(default_factory=set)
    _here: set[str] = field(default_factory=set)
    _recent: deque[Told] = field(default_factory=lambda: deque(maxlen=_RECENT))
    _paragraph: int = 0

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)  # noqa: S311 - measurements want the same data each time
        self._organizations = max(40, self.agreements // AGREEMENTS_PER_ORGANIZATION)
        self._persons = max(20, self.agreements // 10)

    def blocks(self) -> Iterator[Block]:
        """All blocks: what is talked about first, then source by source."""
        yield from self._places()
        for number in range(1, self._organizations + 1):
            yield from self._organization(number)
        for number in range(1, self._persons + 1):
            label = f"{self._one_of(FIRST)} {self._one_of(LAST)} {number}"
            yield from self._named(f"person:person-{number}", "Person", "", label)
        for number, first in enumerate(range(1, self.agreements + 1, self.per_source), start=1):
            yield from self._source(number, range(first, min(first + self.per_source, self.agreements + 1)))

    def _one_of(self, words: Sequence[str]) -> str:
        return words[int(self.draw.random() * len(words))]

    def _named(self, subject: str, kind: str, above: str, label: str, *pairs: Pair) -> Iterator[Block]:
        """Describe something; the class above its own follows by entailment."""
        yield Block("entities", subject, (("a", f"accord:{kind}"), text(label), *pairs))
        if above:
            yield Block("inferred", subject, (("a", f"accord:{above}"),))

    def _places(self) -> Iterator[Block]:
        for number in range(1, _COUNTRIES + 1):
            yield from self._named(f"place:country-{number}", "Country", "Place", f"Country {number}")
        for number in range(1, _CITIES + 1):
            inside = ("accord:locatedIn", f"place:country-{self.skewed(_COUNTRIES)}")
            label = f"{PLACES[number % len(PLACES)]} {number}"
            yield from self._named(f"place:city-{number}", "City", "Place", label, inside)

    def _organization(self, number: int) -> Iterator[Block]:
        kind, pattern = self.draw.choice(KINDS_OF_ORGANIZATIONS)
        label = pattern.format(self._one_of(PLACES), number)
        pairs = [
            ("foaf:homepage", f"<https://organization-{number}.example/>"),
            ("accord:locatedIn", f"place:city-{self.skewed(_CITIES)}"),
        ]
        pairs += [("rdfs:label", f'"ベンチマーク機関{number}"@ja')] if number % 5 == 0 else []
        yield from self._named(f"organization:organization-{number}", kind, "Organization", label, *pairs)

    def _source(self, number: int, agreements: range) -> Iterator[Block]:
        slug, title = f"report-{number}", f"Report {number} on agreements"
        graph, one = f"source/{slug}", f"source:{slug}"
        self._here.clear()
        self._paragraph = 0
        pairs = [
            text(title),
            ("accord:publishedBy", f"organization:organization-{self.skewed(self._organizations)}"),
            ("dcterms:language", '"en"'),
            ("foaf:page", f"<https://reports.example/{number}>"),
        ]
        if number % 20 == 0:
            origin = number - 1
            pairs.append(("prov:wasDerivedFrom", f"source:report-{origin}"))
            pairs.append(("skos:note", f'"It says that it repeats report {origin}."@en'))
        yield Block("entities", one, pairs)
        yield Block("entities", f"stated:{slug}", (text(f"What report {number} on agreements states"),))
        yield Block(
            graph, f"stated:{slug}", (("a", "accord:SourceGraph"), ("prov:wasDerivedFrom", f"source:{slug}"))
        )
        yield Block(
            graph,
            one,
            (
                ("a", "accord:Source"),
                ("dcterms:issued", day(self._day())),
                ("dcterms:title", f'"{title}"@en'),
                ("accord:datePrecision", "concept:date-precision-day"),
            ),
        )
        yield self.evidence(graph, one)
        for each in agreements:
            yield from self._agreement(each, graph, each > agreements[0])
        for _ in range(round(len(agreements) * _REPEATED)):
            yield from self._repeated(graph)

    def _agreement(self, number: int, graph: str, can_be_part: bool) -> Iterator[Block]:
        draw = self.draw
        slug, precision = f"agreement-{number}", draw.choices(("day", "month", "year"), (6, 3, 1))[0]
        one = f"agreement:{slug}"
        parties = {self.skewed(self._organizations) for _ in range(2 + min(28, int(draw.expovariate(0.7))))}
        fields = sorted({self.skewed(len(FIELDS)) - 1 for _ in range(1 + int(draw.expovariate(1)))})
        label = f"Agreement {number} on {self._one_of(SUBJECTS)} and {FIELDS[fields[0]].replace('-', ' ')}"
        told = Told(slug, graph, self._day(precision), precision, fields=set(fields))
        told.core = [
            ("a", "accord:CooperationAgreement"),
            ("accord:hasAgreementType", f"concept:agreement-type-{draw.choice(TYPES)}"),
            *(("accord:hasParty", f"organization:organization-{each}") for each in sorted(parties)),
        ]
        yield Block("entities", one, (text(label),))
        pairs = [
            *told.core,
            *(("accord:focusesOn", f"concept:research-field-{FIELDS[f]}") for f in fields),
            *told.dated(told.day, precision),
        ]
        # One in three continues the one before it: chains for property paths.
        if can_be_part and draw.random() < 1 / 3:
            pairs.append(("accord:partOfAgreement", f"agreement:agreement-{number - 1}"))
        yield Block(graph, one, pairs)
        yield self.evidence(graph, one)
        yield self.evidence(graph, one, "accord:date")
        yield from self._signing(told, graph)
        yield from self._funding(told, graph)
        self._recent.append(told)

    def _signing(self, told: Told, graph: str) -> Iterator[Block]:
        for person in sorted({self.skewed(self._persons) for _ in range(int(self.draw.expovariate(1.2)))}):
            name = f"person-{person}-signs-{told.slug}"
            one = f"participation:{name}"
            yield Block("entities", one, (text(f"Person {person} as signatory of {told.slug}"),))
            yield Block(
                graph,
                one,
                (
                    ("a", "accord:Participation"),
                    ("accord:hasParticipant", f"person:person-{person}"),
                    ("accord:hasRole", "concept:role-signatory"),
                    ("accord:participationIn", f"agreement:{told.slug}"),
                ),
            )
            yield self.evidence(graph, one)

    def _funding(self, told: Told, graph: str) -> Iterator[Block]:
        draw = self.draw
        funders = sorted(
            {self.skewed(self._organizations) for _ in range(min(12, int(draw.expovariate(0.6))))}
        )
        told.currency, whole, total = draw.choice(CURRENCIES), 0, f"total:{told.slug}"
        told.total = len(funders) > 1
        given: list[tuple[str, tuple[Pair, ...], int]] = []
        for funder in funders:
            name = f"contribution:organization-{funder}-to-{told.slug}"
            value = self.value() if draw.random() < 0.7 else 0
            whole += value
            about: tuple[Pair, ...] = (
                ("a", "accord:FundingContribution"),
                ("accord:funds", f"agreement:{told.slug}"),
                ("accord:hasFunder", f"organization:organization-{funder}"),
            )
            given.append((name, about, value))
        for name, about, value in given:
            together = (("accord:partOfTotal", total),) if told.total else ()
            yield Block("entities", name, (text(f"{name.partition(':')[2].replace('-', ' ')}"),))
            yield from self.stated(graph, name, (*about, *together), told.currency, value)
            if value:
                told.contributions.append((name, about, value))
        if told.total:
            funds = (("a", "accord:CombinedTotal"), ("accord:funds", f"agreement:{told.slug}"))
            yield Block("entities", total, (text(f"Combined total of {told.slug}"),))
            yield from self.stated(graph, total, funds, told.currency, whole or self.value())

    def stated(
        self, graph: str, subject: str, pairs: Sequence[Pair], currency: str, value: int
    ) -> Iterator[Block]:
        """State something that may have an amount, the amount, and the evidence."""
        if not value:
            yield Block(graph, subject, pairs)
            yield self.evidence(graph, subject)
            return
        amount = f"amount:{currency.lower()}-{value}"
        yield Block(graph, subject, (*pairs, ("accord:hasAmount", amount)))
        yield self.evidence(graph, subject)
        yield self.evidence(graph, subject, "accord:hasAmount")
        yield from self.amount(graph, currency, value)

    def amount(self, graph: str, currency: str, value: int) -> Iterator[Block]:
        """State an amount where its graph does not yet; equal amounts are one thing."""
        one = f"amount:{currency.lower()}-{value}"
        if one in self._here:
            return
        new = one not in self._amounts
        self._here.add(one)
        self._amounts.add(one)
        if new:
            yield Block("entities", one, (text(f"{currency} {value:,}"),))
        pairs = (
            ("a", "accord:MonetaryAmount"),
            ("accord:amountValue", f'"{value}"^^xsd:decimal'),
            ("accord:currency", f'"{currency}"'),
        )
        yield Block(graph, one, pairs, new)
        yield self.evidence(graph, one)

    def _repeated(self, graph: str) -> Iterator[Block]:
        """Say again what another source said first of an agreement, now and then otherwise than it did."""
        told = self._recent[int(self.draw.random() * len(self._recent))]
        if told.graph == graph or told.slug in self._here:
            return
        self._here.add(told.slug)
        yield Block(graph, f"agreement:{told.slug}", told.core, believed=False)
        yield self.evidence(graph, f"agreement:{told.slug}")
        (dispute,) = self.draw.choices([each for each, _ in DISPUTES], [often for _, often in DISPUTES])
        yield from dispute(self, told, graph)

    def evidence(self, graph: str, subject: str, prop: str = "", believed: bool = True) -> Block:
        """Evidence for a subject, or for the value of one of its properties, in the next paragraph."""
        self._paragraph += 1
        kind, _, slug = subject.partition(":")
        what = f"{kind}-{slug}" + (f"-{hyphens(prop.partition(':')[2])}" if prop else "")
        one = f"evidence:{graph.removeprefix('source/')}-p{self._paragraph}-{what}"
        start = int(self.draw.random() * 300)
        span = (
            ("accord:spanEnd", str(start + 4 + int(self.draw.random() * 9))),
            ("accord:spanStart", str(start)),
            ("accord:supports", subject),
            ("accord:supportsProperty", prop),
        )
        return Block(
            graph,
            one,
            (
                ("a", "accord:Evidence"),
                text(f"Paragraph {self._paragraph} on {what.replace('-', ' ')}"),
                ("accord:evidenceGrade", "concept:evidence-grade-located"),
                ("accord:paragraphDigest", f'"{self.draw.getrandbits(256):064x}"'),
                ("accord:paragraphNumber", str(self._paragraph)),
                *(span if prop else span[2:3]),
            ),
            believed,
        )

    def skewed(self, count: int) -> int:
        """Draw from 1 to `count`, each number n as often as 1/n: few take part in much, most in little."""
        return min(count, int((count + 1) ** self.draw.random()))

    def value(self) -> int:
        """Draw an amount of two figures and zeros, mostly some millions."""
        drawn = self.draw.lognormvariate(15, 1.5)
        zeros = max(0, len(str(int(drawn))) - 2)
        unit: int = 10**zeros
        return max(1, round(drawn / unit)) * unit

    def _day(self, precision: str = "day") -> str:
        """Draw a day; a month's or a year's is its first, and no other is."""
        year, month, number = (
            2025 - min(40, int(self.draw.expovariate(0.15))),
            self.draw.randint(1, 12),
            self.draw.randint(2, 28),
        )
        month, number = (1 if precision == "year" else month), (number if precision == "day" else 1)
        return f"{year}-{month:02}-{number:02}"

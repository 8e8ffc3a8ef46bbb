"""Agreements that follow the ontology, as many as wanted: the same seed gives the same statements."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from accordgraph.graph.names import Names
from accordgraph.graph.prefixes import PREFIXES

TYPE, LABEL, XSD = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label", PREFIXES["xsd"]
#: Agreements that one source reports.
AGREEMENTS_PER_SOURCE = 40
#: Agreements for each organization there is.
AGREEMENTS_PER_ORGANIZATION = 4
_COUNTRIES = 60
_CITIES = 500
_ORGANIZATIONS = ("University", "University", "Company", "Company", "Company", "Foundation")
_AGREEMENT_TYPES = ("research-partnership", "university-corporate-partnership")
_FIELDS = (
    "artificial-intelligence", "semiconductor-engineering", "life-sciences", "quantum-computing",
    "workforce-development", "ai-for-robots", "ai-for-scientific-discovery",
    "multimodal-and-multilingual-learning",
)  # fmt: skip
_CURRENCIES = ("USD", "USD", "USD", "EUR", "JPY", "GBP")


@dataclass
class Generator:
    """Writes N-Quads: each statement in its own graph, and in the default graph, which believes all.
    `graphs` counts the statements of each graph, "default" among them, `agreements` the agreements.
    """

    names: Names
    seed: int = 1
    graphs: Counter[str] = field(default_factory=Counter)
    agreements: int = 0
    _amounts: set[tuple[str, str]] = field(default_factory=set)
    _lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - measurements want the same data each time

    def blocks(self, triples: int) -> Iterator[str]:
        """Yield blocks of lines until the default graph has `triples` statements; the last may go beyond."""
        # An agreement with all that belongs to it comes to some 35 statements.
        organizations = max(40, triples // 35 // AGREEMENTS_PER_ORGANIZATION)
        self._places()
        for number in range(1, organizations + 1):
            self._organization(number)
            if number % 1000 == 0:
                yield self._flush()
        yield self._flush()
        source = 0
        while self.graphs["default"] < triples:
            source += 1
            graph = self._source(source)
            for _ in range(AGREEMENTS_PER_SOURCE):
                self.agreements += 1
                self._agreement(self.agreements, graph, organizations)
                if self.graphs["default"] >= triples:
                    break
            yield self._flush()

    def _flush(self) -> str:
        text = "".join(self._lines)
        self._lines.clear()
        return text

    def _say(self, graph: str, subject: str, *pairs: tuple[str, str], known: bool = False) -> None:
        """State pairs of property and object in a graph; `known` where the default graph has them already."""
        for prop, value in pairs:
            statement = f"<{subject}> <{prop}> {value}"
            self._lines.append(f"{statement} <{graph}> .\n")
            if not known:
                self._lines.append(f"{statement} .\n")
        self.graphs[graph] += len(pairs)
        if not known:
            self.graphs["default"] += len(pairs)

    def _places(self) -> None:
        entities, located = self.names.graph("entities"), self.names.term("locatedIn")
        for number in range(1, _COUNTRIES + 1):
            self._typed(entities, "place", f"country-{number}", "Country", "Place", f"Country {number}")
        for number in range(1, _CITIES + 1):
            city = self._typed(entities, "place", f"city-{number}", "City", "Place", f"City {number}")
            country = self.names.thing("place", f"country-{self._skewed(_COUNTRIES)}")
            self._say(entities, city, (located, f"<{country}>"))

    def _organization(self, number: int) -> None:
        entities, kind = self.names.graph("entities"), self._random.choice(_ORGANIZATIONS)
        slug, label = f"organization-{number}", f"{kind} of Benchmark {number}"
        one = self._typed(entities, "organization", slug, kind, "Organization", label)
        city = self.names.thing("place", f"city-{self._skewed(_CITIES)}")
        self._say(entities, one, (self.names.term("locatedIn"), f"<{city}>"))
        if number % 5 == 0:
            self._say(entities, one, (LABEL, f'"ベンチマーク機関{number}"@ja'))

    def _source(self, number: int) -> str:
        names, slug = self.names, f"report-{number}"
        graph, source = names.source_graph(slug), names.thing("source", slug)
        self._say(
            graph,
            graph,
            (TYPE, f"<{names.term('SourceGraph')}>"),
            (PREFIXES["prov"] + "wasDerivedFrom", f"<{source}>"),
        )
        self._label(source, f"Report {number} on agreements")
        self._label(graph, f"What report {number} on agreements states")
        self._say(
            graph,
            source,
            (TYPE, f"<{names.term('Source')}>"),
            (PREFIXES["dcterms"] + "title", f'"Report {number} on agreements"@en'),
            (PREFIXES["dcterms"] + "issued", f'"{self._day()}"^^<{XSD}date>'),
            (names.term("datePrecision"), self._concept("date-precision-day")),
        )
        self._evidence(graph, source, slug, "source")
        return graph

    def _agreement(self, number: int, graph: str, organizations: int) -> None:
        names, draw = self.names, self._random
        slug, precision = f"agreement-{number}", draw.choices(("day", "month", "year"), (6, 3, 1))[0]
        one = names.thing("agreement", slug)
        parties = {self._skewed(organizations) for _ in range(2 + min(28, int(draw.expovariate(0.7))))}
        fields = {self._skewed(len(_FIELDS)) - 1 for _ in range(1 + int(draw.expovariate(1)))}
        self._label(one, f"Agreement {number} on {_FIELDS[min(fields)].replace('-', ' ')}")
        self._say(
            graph,
            one,
            (TYPE, f"<{names.term('CooperationAgreement')}>"),
            (
                names.term("hasAgreementType"),
                self._concept(f"agreement-type-{draw.choice(_AGREEMENT_TYPES)}"),
            ),
            *((names.term("hasParty"), self._iri("organization", each)) for each in sorted(parties)),
            *(
                (names.term("focusesOn"), self._concept(f"research-field-{_FIELDS[f]}"))
                for f in sorted(fields)
            ),
            (names.term("date"), f'"{self._day(precision)}"^^<{XSD}date>'),
            (names.term("datePrecision"), self._concept(f"date-precision-{precision}")),
        )
        # One in three continues the one before it: chains for property paths.
        if number > 1 and draw.random() < 1 / 3:
            self._say(graph, one, (names.term("partOfAgreement"), self._iri("agreement", number - 1)))
        self._evidence(graph, one, slug, "agreement")
        self._funding(one, slug, graph, organizations)

    def _funding(self, agreement: str, slug: str, graph: str, organizations: int) -> None:
        names, draw = self.names, self._random
        funders = sorted({self._skewed(organizations) for _ in range(min(12, int(draw.expovariate(0.6))))})
        currency, whole = draw.choice(_CURRENCIES), 0
        total = names.thing("total", slug)
        together = [(names.term("partOfTotal"), f"<{total}>")] if len(funders) > 1 else []
        funds = (names.term("funds"), f"<{agreement}>")
        for funder in funders:
            name = f"organization-{funder}-to-{slug}"
            one = names.thing("contribution", name)
            self._label(one, f"Contribution of organization {funder} to {slug}")
            amount = []
            if draw.random() < 0.7:
                value = self._value()
                whole += value
                amount = [(names.term("hasAmount"), self._amount(graph, currency, value))]
            self._say(
                graph,
                one,
                (TYPE, f"<{names.term('FundingContribution')}>"),
                (names.term("hasFunder"), self._iri("organization", funder)),
                funds,
                *amount,
                *together,
            )
            self._evidence(graph, one, name, "contribution")
        if together:
            self._label(total, f"Combined total of {slug}")
            amount = [(names.term("hasAmount"), self._amount(graph, currency, whole or self._value()))]
            self._say(graph, total, (TYPE, f"<{names.term('CombinedTotal')}>"), funds, *amount)
            self._evidence(graph, total, slug, "total")

    def _amount(self, graph: str, currency: str, value: int) -> str:
        """State an amount where its graph does not yet; equal amounts are one thing."""
        names, slug = self.names, f"{currency.lower()}-{value}"
        one = names.thing("amount", slug)
        if (graph, slug) not in self._amounts:
            known = ("", slug) in self._amounts
            if not known:
                self._label(one, f"{currency} {value:,}")
            self._say(
                graph,
                one,
                (TYPE, f"<{names.term('MonetaryAmount')}>"),
                (names.term("amountValue"), f'"{value}"^^<{XSD}decimal>'),
                (names.term("currency"), f'"{currency}"'),
                known=known,
            )
            self._evidence(graph, one, f"{graph.removeprefix(names.sources)}-{slug}", "amount")
            self._amounts |= {(graph, slug), ("", slug)}
        return f"<{one}>"

    def _evidence(self, graph: str, subject: str, slug: str, kind: str) -> None:
        one = self.names.thing("evidence", f"{kind}-{slug}")
        self._say(
            graph,
            one,
            (TYPE, f"<{self.names.term('Evidence')}>"),
            (LABEL, f'"Evidence for {kind} {slug}"@en'),
            (self.names.term("evidenceGrade"), self._concept("evidence-grade-cited")),
            (self.names.term("supports"), f"<{subject}>"),
        )

    def _typed(self, graph: str, kind: str, slug: str, own: str, above: str, label: str) -> str:
        """State an entity's class and label; the class above it follows by entailment."""
        one = self.names.thing(kind, slug)
        self._say(graph, one, (TYPE, f"<{self.names.term(own)}>"), (LABEL, f'"{label}"@en'))
        self._say(self.names.graph("inferred"), one, (TYPE, f"<{self.names.term(above)}>"))
        return one

    def _label(self, subject: str, text: str) -> None:
        self._say(self.names.graph("entities"), subject, (LABEL, f'"{text}"@en'))

    def _iri(self, kind: str, number: int) -> str:
        return f"<{self.names.thing(kind, f'{kind}-{number}')}>"

    def _concept(self, slug: str) -> str:
        return f"<{self.names.thing('concept', slug)}>"

    def _skewed(self, count: int) -> int:
        """Draw from 1 to `count`, each number n as often as 1/n: few take part in much, most in little."""
        return min(count, int((count + 1) ** self._random.random()))

    def _value(self) -> int:
        """Draw an amount of two figures and zeros, mostly some millions."""
        drawn = self._random.lognormvariate(15, 1.5)
        zeros = max(0, len(str(int(drawn))) - 2)
        unit: int = 10**zeros
        return max(1, round(drawn / unit)) * unit

    def _day(self, precision: str = "day") -> str:
        """Draw a day; a month's or a year's is its first."""
        draw = self._random
        year, month, day = (
            2025 - min(40, int(draw.expovariate(0.15))),
            draw.randint(1, 12),
            draw.randint(1, 28),
        )
        month, day = (1 if precision == "year" else month), (day if precision == "day" else 1)
        return f"{year}-{month:02}-{day:02}"

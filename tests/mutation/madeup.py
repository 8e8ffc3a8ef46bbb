"""Small made-up sources with their texts, beside the real content: no text of a publisher is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accordgraph.graph.grounding.paragraphs import paragraph_digest

BASE = "https://w3id.org/accordgraph/"
PREFIXES = {
    "accord": f"{BASE}ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "id": f"{BASE}id/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


@dataclass(frozen=True)
class Said:
    """What a paragraph says of a thing by a property; `span` is the text that says it, "" for the whole
    paragraph."""

    thing: str
    prop: str
    value: str
    paragraph: int
    span: str = ""


@dataclass(frozen=True)
class MadeUp:
    """A source: its slug, its paragraphs, the classes of its things, and what it says; `called` are labels of
    its own things, which else are labelled by their names."""

    slug: str
    text: tuple[str, ...]
    types: dict[str, str]
    said: tuple[Said, ...]
    called: dict[str, str] = field(default_factory=dict)

    def turtle(self) -> str:
        """Its file."""
        source = f"<{BASE}id/source/{self.slug}>"
        graph = f"<{BASE}graph/source/{self.slug}>"
        lines = [f"{graph} a accord:SourceGraph ; prov:wasDerivedFrom {source} .\n"]
        lines += [f"{_thing(thing)} a accord:{kind} .\n" for thing, kind in self.types.items()]
        for each in self.said:
            lines.append(f"{_thing(each.thing)} {each.prop} {each.value} .\n")
        return _HEAD + "".join(lines) + "".join(self._evidence())

    def labels(self) -> str:
        """The labels of its things, for data/entities/."""
        things = "".join(
            f'{_thing(thing)} rdfs:label "{self.called.get(thing, thing)}"@en .\n' for thing in self.types
        )
        return f'{_HEAD}{things}<{BASE}graph/source/{self.slug}> rdfs:label "{self.slug}"@en .\n'

    def _evidence(self) -> Iterator[str]:
        for number, each in enumerate(self.said):
            paragraph = self.text[each.paragraph - 1]
            yield (
                f"{_thing(f'evidence/{self.slug}-{number}')} a accord:Evidence ;\n"
                f'    rdfs:label "Evidence {number}"@en ;\n'
                f"    accord:supports {_thing(each.thing)} ; accord:supportsProperty {each.prop} ;\n"
                f"    accord:paragraphNumber {each.paragraph} ;\n"
                f'    accord:paragraphDigest "{paragraph_digest(paragraph)}" ;\n'
                "    accord:evidenceGrade <" + BASE + "id/concept/evidence-grade-located>"
            )
            if each.span:
                start = paragraph.index(each.span)
                yield f" ;\n    accord:spanStart {start} ; accord:spanEnd {start + len(each.span)}"
            yield " .\n"


def _thing(name: str) -> str:
    return f"<{BASE}id/{name}>"


def _day(text: str) -> str:
    return f'"{text}"^^xsd:date'


def _amount(name: str, value: int, paragraph: int, span: str, qualifier: str = "") -> tuple[Said, ...]:
    amount = f"amount/{name}"
    found = (
        Said(amount, "accord:amountValue", f'"{value}"^^xsd:decimal', paragraph, span),
        Said(amount, "accord:currency", f'"{name[:3].upper()}"', paragraph, span),
    )
    said = Said(
        amount, "accord:hasQualifier", _thing(f"concept/amount-qualifier-{qualifier}"), paragraph, span
    )
    return (*found, said) if qualifier else found


_OPENED = "source/made-up-laboratory-2025"
_AGREEMENT = "agreement/made-up-laboratory-2025"
_ANNOUNCED = "event/made-up-laboratory-announcement-2025"
_NVIDIA = "contribution/nvidia-to-made-up-laboratory"
_AMAZON = "contribution/amazon-to-made-up-laboratory"
_STUDENTS = "statistic/made-up-japanese-students-in-us-2023-2024"
_SHAPIRO = "statement/made-up-on-students-2025"
_LABORATORY = MadeUp(
    "made-up-laboratory-2025",
    (
        "Keio University and the University of Washington open a laboratory",
        "March 5 2025",
        "Keio University and the University of Washington signed an agreement on March 3. NVIDIA will pay "
        "more than $12m, and Amazon £700,000; Microsoft and Arm were there.",
        "The agreement was announced in Washington D.C. in February 2025, Fulbright Japan beside it.",
        "In 2023/24 there were 1,204 Japanese students in the US, a 7% decrease from the previous year.",
        "The students are to stay, said Josh Shapiro, who met Gina Raimondo in Pennsylvania.",
    ),
    {
        _OPENED: "Source",
        "agreement/made-up-laboratory-2025": "CooperationAgreement",
        "event/made-up-laboratory-announcement-2025": "Announcement",
        "contribution/nvidia-to-made-up-laboratory": "FundingContribution",
        "contribution/amazon-to-made-up-laboratory": "FundingContribution",
        "amount/usd-12000000-more-than": "MonetaryAmount",
        "amount/gbp-700000": "MonetaryAmount",
        "statistic/made-up-japanese-students-in-us-2023-2024": "Statistic",
        "statement/made-up-on-students-2025": "Statement",
    },
    (
        Said(_OPENED, "dcterms:title",
             '"Keio University and the University of Washington open a laboratory"@en', 1),
        Said(_OPENED, "dcterms:issued", _day("2025-03-05"), 2, "March 5 2025"),
        Said(_OPENED, "accord:datePrecision", _thing("concept/date-precision-day"), 2),
        Said(_AGREEMENT, "accord:hasParty", _thing("organization/keio-university"), 3, "Keio University"),
        Said(_AGREEMENT, "accord:hasParty", _thing("organization/university-of-washington"), 3,
             "University of Washington"),
        Said(_AGREEMENT, "accord:date", _day("2025-03-03"), 3, "March 3"),
        Said(_AGREEMENT, "accord:datePrecision", _thing("concept/date-precision-day"), 3),
        Said(_AGREEMENT, "accord:hasAgreementType", _thing("concept/agreement-type-research-partnership"), 3),
        Said(_ANNOUNCED, "accord:announces", _thing(_AGREEMENT), 4),
        Said(_ANNOUNCED, "accord:announces", _thing("programme/fulbright-japan"), 4, "Fulbright Japan"),
        Said(_ANNOUNCED, "accord:locatedIn", _thing("place/washington-dc"), 4, "Washington D.C."),
        Said(_ANNOUNCED, "accord:date", _day("2025-02-01"), 4, "February 2025"),
        Said(_ANNOUNCED, "accord:datePrecision", _thing("concept/date-precision-month"), 4),
        Said(_NVIDIA, "accord:hasFunder", _thing("organization/nvidia"), 3, "NVIDIA"),
        Said(_NVIDIA, "accord:funds", _thing(_AGREEMENT), 3),
        Said(_NVIDIA, "accord:hasAmount", _thing("amount/usd-12000000-more-than"), 3, "more than $12m"),
        Said(_AMAZON, "accord:hasFunder", _thing("organization/amazon"), 3, "Amazon"),
        Said(_AMAZON, "accord:funds", _thing(_AGREEMENT), 3),
        Said(_AMAZON, "accord:hasAmount", _thing("amount/gbp-700000"), 3, "£700,000"),
        *_amount("usd-12000000-more-than", 12_000_000, 3, "more than $12m", "more-than"),
        *_amount("gbp-700000", 700_000, 3, "£700,000"),
        Said(_STUDENTS, "accord:value", "1204", 5, "1,204"),
        Said(_STUDENTS, "accord:changePercent", '"-7"^^xsd:decimal', 5, "7% decrease"),
        Said(_STUDENTS, "accord:hasOrigin", _thing("place/japan"), 5, "Japanese"),
        Said(_STUDENTS, "accord:hasHost", _thing("place/united-states"), 5, "US"),
        Said(_STUDENTS, "accord:hasMeasure", _thing("concept/measure-students-abroad"), 5),
        Said(_STUDENTS, "accord:hasPopulation", _thing("concept/population-students"), 5),
        Said(_STUDENTS, "accord:periodStart", _day("2023-01-01"), 5, "2023/24"),
        Said(_STUDENTS, "accord:periodEnd", _day("2024-12-31"), 5, "2023/24"),
        Said(_STUDENTS, "accord:datePrecision", _thing("concept/date-precision-year"), 5),
        Said(_SHAPIRO, "accord:gist", '"Those who study are wanted."@en', 6),
        Said(_SHAPIRO, "accord:gist", '"学ぶ者は歓迎されるという。"@ja', 6),
        Said(_SHAPIRO, "accord:hasTopic", _thing("concept/topic-people-to-people-exchange"), 6),
        Said(_SHAPIRO, "accord:hasSpeaker", _thing("person/josh-shapiro"), 6, "Josh Shapiro"),
    ),
)  # fmt: skip

_PLEDGED = "source/made-up-programme-2024"
_GIFT = "contribution/google-to-made-up-programme"
_TARGET = "target/made-up-students-2030"
_PLEDGE = "contribution/ibm-to-made-up-programme"
_PROGRAMME = MadeUp(
    "made-up-programme-2024",
    (
        "A programme for two universities",
        "2 June 2024",
        "IBM pledges up to $4.5 million to Fulbright Japan, at least 30 fellowships a year among them; "
        "Google gives about $900k. The Mansfield Fellowship goes on.",
        "Rahm Emanuel and president Biden spoke of 2,000 Japanese students in the US by 2030.",
    ),
    {
        _PLEDGED: "Source",
        _PLEDGE: "FundingContribution",
        _GIFT: "FundingContribution",
        "amount/usd-4500000-up-to": "MonetaryAmount",
        "amount/usd-900000-about": "MonetaryAmount",
        _TARGET: "PolicyTarget",
    },
    (
        Said(_PLEDGED, "dcterms:title", '"A programme for two universities"@en', 1),
        Said(_PLEDGED, "dcterms:issued", _day("2024-06-02"), 2, "2 June 2024"),
        Said(_PLEDGED, "accord:datePrecision", _thing("concept/date-precision-day"), 2),
        Said(_PLEDGE, "accord:hasFunder", _thing("organization/ibm"), 3, "IBM"),
        Said(_PLEDGE, "accord:funds", _thing("programme/fulbright-japan"), 3, "Fulbright Japan"),
        Said(_PLEDGE, "accord:hasAmount", _thing("amount/usd-4500000-up-to"), 3, "up to $4.5 million"),
        Said(_GIFT, "accord:hasFunder", _thing("organization/google"), 3,
             "Google"),
        Said(_GIFT, "accord:funds", _thing("programme/fulbright-japan"), 3,
             "Fulbright Japan"),
        Said(_GIFT, "accord:hasAmount", _thing("amount/usd-900000-about"), 3,
             "about $900k"),
        *_amount("usd-4500000-up-to", 4_500_000, 3, "up to $4.5 million", "up-to"),
        *_amount("usd-900000-about", 900_000, 3, "about $900k", "about"),
        Said(_TARGET, "accord:value", "2000", 4, "2,000"),
        Said(_TARGET, "accord:hasOrigin", _thing("place/japan"), 4, "Japanese"),
        Said(_TARGET, "accord:hasHost", _thing("place/united-states"), 4, "US"),
        Said(_TARGET, "accord:hasMeasure", _thing("concept/measure-students-abroad"), 4),
        Said(_TARGET, "accord:hasPopulation", _thing("concept/population-students"), 4),
        Said(_TARGET, "accord:deadline", _day("2030-12-31"), 4, "2030"),
        Said(_TARGET, "accord:datePrecision", _thing("concept/date-precision-year"), 4),
    ),
    {
        _PLEDGE: "IBM's contribution to the made-up programme",
        _GIFT: "Google's contribution to the made-up programme",
    },
)  # fmt: skip

#: All of them.
SOURCES: Sequence[MadeUp] = (_LABORATORY, _PROGRAMME)

"""The tables that there are, with the columns of each."""

from __future__ import annotations

from dataclasses import dataclass

IRI = "anyURI"


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its title in the file, where its values are, and of what kind.

    `path` has one or two properties: `accord:hasAmount/accord:amountValue`. With `language`, only texts in it
    count. `many` says that a cell may hold several values.
    """

    name: str
    title: str
    path: str
    datatype: str = "string"
    language: str = ""
    many: bool = False


@dataclass(frozen=True)
class Table:
    """A file with one row for each thing of a class."""

    name: str
    of: str
    english: str
    japanese: str
    columns: tuple[Column, ...]


def _linked(name: str, title: str, path: str, *, many: bool = False) -> tuple[Column, Column]:
    """Two columns for what a thing is linked to: its IRIs, and its English labels in the same order."""
    return (
        Column(name, title, path, IRI, many=many),
        Column(f"{name}_label", f"{title} (label)", f"{path}/rdfs:label", language="en", many=many),
    )


#: What each row begins with after the thing's IRI.
LABELS = (
    Column("label", "Label", "rdfs:label", language="en"),
    Column("label_ja", "Label in Japanese", "rdfs:label", language="ja"),
)

TABLES = (
    Table(
        "agreements.csv", "accord:CooperationAgreement",
        "Table of the agreements: parties, date, research fields", "協定の表。当事者、日付、研究分野",
        (
            *_linked("type", "Type", "accord:hasAgreementType", many=True),
            Column("date", "Date", "accord:date", "date"),
            *_linked("date_precision", "Date precision", "accord:datePrecision"),
            *_linked("party", "Parties", "accord:hasParty", many=True),
            Column("party_count", "Number of parties", "accord:partyCount", "integer"),
            *_linked("field", "Research fields", "accord:focusesOn", many=True),
            *_linked("part_of", "Part of agreement", "accord:partOfAgreement", many=True),
            Column("part_count", "Number of parts", "accord:partCount", "integer"),
        ),
    ),
    Table(
        "organizations.csv", "accord:Organization",
        "Table of the organizations: kinds, other names, identifiers", "組織の表。種類、別名、識別子",
        (
            Column("kind", "Kinds", "rdf:type/rdfs:label", language="en", many=True),
            Column("other_name", "Other names", "skos:altLabel", many=True),
            Column("homepage", "Homepage", "foaf:homepage", IRI, many=True),
            Column("same_as", "Identifiers elsewhere", "skos:exactMatch", IRI, many=True),
            *_linked("located_in", "Located in", "accord:locatedIn", many=True),
            Column("member_count", "Number of members", "accord:memberCount", "integer"),
        ),
    ),
    Table(
        "contributions.csv", "accord:FundingContribution",
        "Table of the contributions: who funds what, and the amount",
        "資金提供の表。誰が何に、いくら提供するか",
        (
            *_linked("funder", "Funder", "accord:hasFunder", many=True),
            *_linked("funds", "Funds", "accord:funds", many=True),
            Column("amount", "Amount", "accord:hasAmount/accord:amountValue", "decimal"),
            Column("currency", "Currency", "accord:hasAmount/accord:currency"),
            Column("qualifier", "Qualifier", "accord:hasAmount/accord:hasQualifier", IRI),
            *_linked("part_of_total", "Part of total", "accord:partOfTotal", many=True),
        ),
    ),
    Table(
        "participations.csv", "accord:Participation",
        "Table of the participations: who took part in what, in which role",
        "参加の表。誰が何に、どの役割で参加したか",
        (
            *_linked("participant", "Participant", "accord:hasParticipant", many=True),
            *_linked("role", "Role", "accord:hasRole", many=True),
            *_linked("participation_in", "Participation in", "accord:participationIn", many=True),
            *_linked("jurisdiction", "Jurisdiction", "accord:hasJurisdiction", many=True),
            Column("date", "Date", "accord:date", "date"),
            *_linked("date_precision", "Date precision", "accord:datePrecision"),
        ),
    ),
    Table(
        "statistics.csv", "accord:Statistic",
        "Table of the statistics: what was counted, when and by whom", "統計の表。何をいつ誰が数えたか",
        (
            *_linked("measure", "Measure", "accord:hasMeasure"),
            *_linked("population", "Population", "accord:hasPopulation", many=True),
            *_linked("origin", "Origin", "accord:hasOrigin", many=True),
            *_linked("host", "Host", "accord:hasHost", many=True),
            Column("value", "Value", "accord:value", "integer"),
            Column("qualifier", "Qualifier", "accord:hasQualifier", IRI),
            Column("change_percent", "Change in percent", "accord:changePercent", "decimal"),
            Column("period_start", "Start of period", "accord:periodStart", "date"),
            Column("period_end", "End of period", "accord:periodEnd", "date"),
            *_linked("date_precision", "Date precision", "accord:datePrecision"),
            *_linked("according_to", "According to", "accord:accordingTo", many=True),
            *_linked("published_by", "Published by", "accord:publishedBy", many=True),
        ),
    ),
    Table(
        "statements.csv", "accord:Statement",
        "Table of the statements: who said what, on which topics",
        "発言の表。誰が何を、どの話題について述べたか",
        (
            *_linked("speaker", "Speakers", "accord:hasSpeaker", many=True),
            *_linked("capacity", "In capacity", "accord:inCapacity", many=True),
            *_linked("topic", "Topics", "accord:hasTopic", many=True),
            Column("gist", "Gist", "accord:gist", language="en", many=True),
            Column("gist_ja", "Gist in Japanese", "accord:gist", language="ja", many=True),
            *_linked("occasion", "On occasion", "accord:onOccasion", many=True),
            *_linked("part_of", "Part of statement", "accord:partOfStatement", many=True),
        ),
    ),
    Table(
        "sources.csv", "accord:Source",
        "Table of the sources: title, publisher, date, page", "出典の表。題名、発行者、日付、ページ",
        (
            Column("title", "Title", "dcterms:title", many=True),
            *_linked("published_by", "Published by", "accord:publishedBy", many=True),
            Column("issued", "Issued", "dcterms:issued", "date"),
            *_linked("date_precision", "Date precision", "accord:datePrecision"),
            Column("language", "Language", "dcterms:language", many=True),
            Column("page", "Page", "foaf:page", IRI, many=True),
        ),
    ),
)  # fmt: skip

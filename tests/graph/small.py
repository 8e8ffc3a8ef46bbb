"""A small valid content: one agreement of two organizations, one contribution, one source with evidence."""

from __future__ import annotations

import shutil
from pathlib import Path

from accordgraph.graph.build import build
from accordgraph.graph.grounding.paragraphs import paragraph_digest
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import Snapshot, SnapshotFolder

BASE = "https://w3id.org/accordgraph/"

TEXT = """Accord at last
April 9 2024

Alpha University and Beta Corp
signed an accord on April 3. Beta Corp will pay more than $25m.
"""

PARAGRAPHS = (
    "Accord at last",
    "April 9 2024",
    "Alpha University and Beta Corp",
    "signed an accord on April 3. Beta Corp will pay more than $25m.",
)

PREFIXES = """@prefix accord: <https://w3id.org/accordgraph/ontology#> .
@prefix accordsh: <https://w3id.org/accordgraph/shapes#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/accordgraph/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

_CLASSES = [
    "Organization",
    "Person",
    "CooperationAgreement",
    "FundingContribution",
    "MonetaryAmount",
    "Source",
    "SourceGraph",
    "Evidence",
    "Adjudication",
]
_PROPERTIES = [
    "hasParty",
    "partyOf",
    "supports",
    "supportsProperty",
    "paragraphNumber",
    "paragraphDigest",
    "spanStart",
    "spanEnd",
    "evidenceGrade",
    "readingNote",
    "date",
    "datePrecision",
    "amountValue",
    "currency",
    "hasQualifier",
    "hasAmount",
    "hasFunder",
    "partyCount",
    "memberCount",
    "changePercent",
    "demonym",
    "overrulesSubject",
    "overrulesProperty",
    "overrulesValue",
    "overrulesGraph",
    "rivalGraph",
    "appliesRule",
    "inFavourOf",
    "reason",
    "involves",
    "publishedBy",
]

ONTOLOGY = (
    PREFIXES
    + f"<{BASE}ontology> a owl:Ontology .\n"
    + "".join(f"accord:{name} a owl:Class .\n" for name in _CLASSES)
    + "".join(f"accord:{name} a owl:ObjectProperty .\n" for name in _PROPERTIES)
    + """accord:Company a owl:Class ;
    rdfs:subClassOf accord:Organization .
accord:Organization owl:disjointWith accord:Person .
accord:hasParty rdfs:subPropertyOf accord:involves .
accord:partyOf owl:inverseOf accord:hasParty .
"""
)

_CONCEPTS = [
    "date-precision-day",
    "date-precision-month",
    "date-precision-year",
    "evidence-grade-located",
    "evidence-grade-cited",
    "amount-qualifier-more-than",
    "amount-qualifier-about",
]

CONCEPTS = PREFIXES + "".join(
    f'<{BASE}id/concept/{name}> a skos:Concept ; rdfs:label "{name}"@en .\n' for name in _CONCEPTS
)

ENTITIES = (
    PREFIXES
    + """<https://w3id.org/accordgraph/id/organization/alpha-university>
    a accord:Organization ;
    rdfs:label "Alpha University"@en .
<https://w3id.org/accordgraph/id/organization/beta>
    a accord:Company ;
    rdfs:label "Beta Corporation"@en ;
    skos:altLabel "beta corp"@en .
<https://w3id.org/accordgraph/id/agreement/alpha-beta>
    rdfs:label "Accord of Alpha and Beta"@en ;
    rdfs:label "アルファとベータの協定"@ja .
"""
)

SHAPES = (
    PREFIXES
    + """accordsh:CooperationAgreement a sh:NodeShape ;
    sh:targetClass accord:CooperationAgreement ;
    sh:property accordsh:CooperationAgreement-date , accordsh:CooperationAgreement-hasParty .
accordsh:CooperationAgreement-date a sh:PropertyShape ;
    sh:path accord:date ;
    sh:minCount 1 ;
    sh:maxCount 1 ;
    sh:datatype xsd:date ;
    sh:message "An agreement has exactly one date."@en .
accordsh:CooperationAgreement-hasParty a sh:PropertyShape ;
    sh:path accord:hasParty ;
    sh:minCount 2 ;
    sh:class accord:Organization ;
    sh:message "An agreement has at least two parties."@en .
accordsh:Adjudication a sh:NodeShape ;
    sh:targetClass accord:Adjudication ;
    sh:property accordsh:Adjudication-reason .
accordsh:Adjudication-reason a sh:PropertyShape ;
    sh:path accord:reason ;
    sh:maxCount 1 ;
    sh:message "An adjudication has one reason."@en .
accordsh:Person a sh:NodeShape ;
    sh:targetClass accord:Person ;
    sh:nodeKind sh:IRI ;
    sh:message "A person has a name."@en .
accordsh:Label a sh:NodeShape ;
    sh:targetClass accord:Organization ;
    sh:property [ sh:path skos:altLabel ; sh:maxCount 3 ;
        sh:severity sh:Warning ; sh:message "Many aliases."@en ] .
accordsh:SourceSubject a sh:NodeShape ;
    sh:property accordsh:SourceSubject-evidence .
accordsh:SourceSubject-evidence a sh:PropertyShape ;
    sh:path [ sh:inversePath accord:supports ] ;
    sh:qualifiedValueShape [ sh:class accord:Evidence ] ;
    sh:qualifiedMinCount 1 ;
    sh:message "Every subject has evidence."@en .
"""
)

DATASET = (
    PREFIXES
    + f"""<{BASE}dataset> a void:Dataset ;
    dcterms:title "Small"@en ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    owl:versionInfo "0.1.0" ;
    void:uriSpace "{BASE}" .
"""
)

QUESTION = """# Who signed what?
# ja: 誰が何に署名したか。
# tags: people, agreements
# columns: agreement thing, party thing
# parameter: party | accord:hasParty | Party | 当事者

PREFIX accord: <https://w3id.org/accordgraph/ontology#>

SELECT ?agreement ?party
WHERE {
  VALUES ?party { UNDEF }
  ?agreement accord:hasParty ?party .
}
ORDER BY ?agreement ?party
"""


def evidence(
    slug: str, subject: str, paragraph: int, prop: str = "", span: tuple[int, int] | None = None
) -> str:
    """One evidence in Turtle."""
    lines = [
        f"<{BASE}id/evidence/{slug}> a accord:Evidence",
        f"accord:supports <{BASE}id/{subject}>",
        f"accord:paragraphNumber {paragraph}",
        f'accord:paragraphDigest "{paragraph_digest(PARAGRAPHS[paragraph - 1])}"',
        f"accord:evidenceGrade <{BASE}id/concept/evidence-grade-located>",
    ]
    lines += [f"accord:supportsProperty {prop}"] if prop else []
    lines += [f"accord:spanStart {span[0]} ; accord:spanEnd {span[1]}"] if span else []
    return " ;\n    ".join(lines) + " .\n"


def source(slug: str, *, day: str = "2024-04-03") -> str:
    """A source's file in Turtle: the agreement, a contribution to it, and evidence for all."""
    return (
        PREFIXES
        + f"""<{BASE}graph/source/{slug}>
    a accord:SourceGraph ;
    prov:wasDerivedFrom <{BASE}id/source/{slug}> .
<{BASE}id/source/{slug}>
    a accord:Source ;
    dcterms:title "Accord at last"@en ;
    dcterms:issued "2024-04-09"^^xsd:date ;
    accord:datePrecision <{BASE}id/concept/date-precision-day> .
<{BASE}id/agreement/alpha-beta>
    a accord:CooperationAgreement ;
    accord:date "{day}"^^xsd:date ;
    accord:hasParty <{BASE}id/organization/alpha-university> ;
    accord:hasParty <{BASE}id/organization/beta> .
<{BASE}id/contribution/beta-to-alpha-beta>
    a accord:FundingContribution ;
    accord:hasFunder <{BASE}id/organization/beta> ;
    accord:hasAmount <{BASE}id/amount/usd-25000000-more-than> .
<{BASE}id/amount/usd-25000000-more-than>
    a accord:MonetaryAmount ;
    accord:amountValue "25000000"^^xsd:decimal ;
    accord:currency "USD" ;
    accord:hasQualifier <{BASE}id/concept/amount-qualifier-more-than> .
"""
        + evidence(f"{slug}-title", f"source/{slug}", 1)
        + evidence(f"{slug}-issued", f"source/{slug}", 2, "dcterms:issued", (0, 12))
        + evidence(f"{slug}-parties", "agreement/alpha-beta", 3)
        + evidence(f"{slug}-date", "agreement/alpha-beta", 4, "accord:date", (20, 27))
        + evidence(f"{slug}-funder", "contribution/beta-to-alpha-beta", 4)
        + evidence(f"{slug}-funded", "contribution/beta-to-alpha-beta", 4, "accord:hasAmount", (58, 62))
        + evidence(f"{slug}-amount", "amount/usd-25000000-more-than", 4)
        + evidence(f"{slug}-value", "amount/usd-25000000-more-than", 4, "accord:amountValue", (58, 62))
    )


def write(root: Path) -> Path:
    """Write the content into a folder."""
    files = {
        "ontology/accordgraph.ttl": ONTOLOGY,
        "ontology/concepts/all.ttl": CONCEPTS,
        "ontology/questions/who-signed.rq": QUESTION,
        "data/dataset.ttl": DATASET,
        "data/entities/all.ttl": ENTITIES,
        "data/sources/first.ttl": source("first"),
        "data/adjudications.ttl": "# none yet\n",
        "shapes/all.ttl": SHAPES,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def made(root: Path) -> Snapshot:
    """Build the content in a folder beside it."""
    return build(Content(root), SnapshotFolder(root.parent / "snapshots"), keep=2)


def copied(root: Path, folder: Path) -> Path:
    """Copy a content and the snapshots beside it into a folder; return the content's copy."""
    shutil.copytree(root.parent, folder, symlinks=True, dirs_exist_ok=True)
    return folder / root.name


def replace(root: Path, name: str, old: str, new: str) -> None:
    """Change one place in a file of the content."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(root: Path, name: str, text: str) -> None:
    """Add to the end of a file of the content, or make it."""
    path = root / name
    before = path.read_text(encoding="utf-8") if path.exists() else PREFIXES
    path.write_text(before + text, encoding="utf-8")

"""The content that these tests serve: the small one, a second source whose date is overruled and which gives
no number of parties, a third one that repeats the first, tombstones."""

from __future__ import annotations

from pathlib import Path

from graph import small

BASE = small.BASE
AGREEMENT = f"{BASE}id/agreement/alpha-beta"

_ADJUDICATION = f"""
<{BASE}id/adjudication/alpha-beta-date>
    a accord:Adjudication ;
    accord:overrulesSubject <{AGREEMENT}> ;
    accord:overrulesProperty accord:date ;
    accord:overrulesValue "2024-04-04"^^xsd:date ;
    accord:overrulesGraph <{BASE}graph/source/second> ;
    accord:inFavourOf <{BASE}graph/source/first> ;
    accord:rivalGraph <{BASE}graph/source/first> ;
    accord:reason "The second source was printed earlier."@en .
<{BASE}id/adjudication/alpha-beta-party-count>
    a accord:Adjudication ;
    accord:overrulesSubject <{AGREEMENT}> ;
    accord:overrulesProperty accord:partyCount ;
    accord:rivalGraph <{BASE}graph/source/first> ;
    accord:rivalGraph <{BASE}graph/source/second> ;
    accord:reason "The second source does not count."@en .
"""

#: Merged into one thing, split into two, and withdrawn without a successor.
_TOMBSTONES = f"""
<{BASE}id/organization/beta-incorporated>
    rdfs:label "Beta Incorporated"@en ;
    rdfs:comment "Another name of the same company."@en ;
    dcterms:isReplacedBy <{BASE}id/organization/beta> ;
    owl:deprecated true .
<{BASE}id/organization/alpha-and-beta>
    rdfs:label "Alpha and Beta"@en ;
    rdfs:comment "Two organizations, not one."@en ;
    dcterms:isReplacedBy <{BASE}id/organization/alpha-university> ;
    dcterms:isReplacedBy <{BASE}id/organization/beta> ;
    owl:deprecated true .
<{BASE}id/organization/gamma>
    rdfs:label "Gamma"@en ;
    rdfs:comment "Nobody has ever stated that it exists."@en ;
    owl:deprecated true .
<{BASE}id/source/first-print>
    rdfs:label "First print"@en ;
    rdfs:comment "The same document as the first."@en ;
    dcterms:isReplacedBy <{BASE}id/source/first> ;
    owl:deprecated true .
<{BASE}id/source/forged>
    rdfs:label "Forged"@en ;
    rdfs:comment "Its publisher never published it."@en ;
    owl:deprecated true .
"""

_PUBLICATION = f"""
<{BASE}dataset>
    dcterms:creator <{BASE}id/organization/alpha-university> ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:modified "2026-11-23"^^xsd:date .
"""


def write(root: Path) -> Path:
    """Write the content into a folder."""
    small.write(root)
    (root / "data/sources/second.ttl").write_text(small.source("second", day="2024-04-04"), encoding="utf-8")
    (root / "data/sources/reprint.ttl").write_text(small.source("reprint"), encoding="utf-8")
    small.append(root, "data/sources/first.ttl", f"<{AGREEMENT}> accord:partyCount 2 .\n")
    small.append(
        root,
        "data/entities/all.ttl",
        f"<{BASE}id/source/reprint> prov:wasDerivedFrom <{BASE}id/source/first> .\n",
    )
    (root / "data/adjudications.ttl").write_text(small.PREFIXES + _ADJUDICATION, encoding="utf-8")
    small.append(root, "data/entities/all.ttl", _TOMBSTONES)
    small.append(root, "data/dataset.ttl", _PUBLICATION)
    return root

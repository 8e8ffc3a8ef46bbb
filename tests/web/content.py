"""The content that these tests serve: the small one, and a second source whose date is overruled."""

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
    accord:reason "The second source was printed earlier."@en .
"""


def write(root: Path) -> Path:
    """Write the content into a folder."""
    small.write(root)
    (root / "data/sources/second.ttl").write_text(small.source("second", day="2024-04-04"), encoding="utf-8")
    (root / "data/adjudications.ttl").write_text(small.PREFIXES + _ADJUDICATION, encoding="utf-8")
    return root

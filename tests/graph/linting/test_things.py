"""Things that are described twice, or as what they cannot both be, are told."""

from __future__ import annotations

from pathlib import Path

from ..changing import ENTITIES, FIRST, Cases, Change, mistakes, more, tell
from ..small import BASE

CASES: Cases = (
    (
        "second label",
        more("data/entities/more.ttl", f'<{BASE}id/organization/beta> rdfs:label "Beta"@en .\n'),
        [
            'data/entities/more.ttl:12:64: organization/beta has its label "Beta"@en here and another in '
            f"{ENTITIES}; keep one."
        ],
    ),
    (
        "defined in two files",
        more("data/entities/more.ttl", f"<{BASE}id/organization/beta> a accord:Company .\n"),
        [
            "data/entities/more.ttl:12:55: organization/beta is described here and in "
            f"{ENTITIES}; keep one, or are they two things?"
        ],
    ),
    (
        "disjoint classes",
        more(FIRST, f"<{BASE}id/organization/beta> a accord:Person .\n"),
        [
            f"{FIRST}:82:55: organization/beta is accord:Person here and accord:Company in "
            f"{ENTITIES}, but nothing is "
            "both accord:Person and accord:Organization; mend one, or are they two things?",
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)

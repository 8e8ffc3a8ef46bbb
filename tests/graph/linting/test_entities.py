"""The entities name things, and state no facts of them."""

from __future__ import annotations

from pathlib import Path

from ..changing import BETA, ENTITIES, PARTY, Cases, Change, mistakes, more, swap, tell
from ..small import BASE

CASES: Cases = (
    (
        "a fact that only the entities state",
        more(ENTITIES, f"<{BASE}id/agreement/alpha-beta> {PARTY}"),
        [f"{ENTITIES}:22:72: accord:hasParty is no name, identifier or place: in data/entities/ it has no "],
    ),
    (
        "a fact in terms of others that only the entities state",
        more(ENTITIES, f"<{BASE}id/agreement/alpha-beta> dcterms:replaces {BETA} ."),
        [f"{ENTITIES}:22:73: dcterms:replaces is no name, identifier or place: in data/entities/ it has no "],
    ),
    (
        "label of a fact that is no more",
        more(ENTITIES, f'<{BASE}id/contribution/old>\n    rdfs:label "Old"@en .\n'),
        [
            f"{ENTITIES}:23:16: contribution/old is labelled, but no source speaks of it; remove the label, "
            "or, where the name was published, make it a tombstone"
        ],
    ),
    (
        "label of a source graph that is no more",
        more(ENTITIES, f'<{BASE}graph/source/old>\n    rdfs:label "Old"@en .\n'),
        [f"{ENTITIES}:23:16: graph/source/old is labelled, but there is no data/sources/old.ttl"],
    ),
    (
        "no label in English",
        swap(ENTITIES, '"Alpha University"@en', '"アルファ大学"@ja'),
        [f"{ENTITIES}:14:16: organization/alpha-university has no label in English; add one, and keep this."],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)

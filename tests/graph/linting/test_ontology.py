"""A version of the ontology has its own address, and says what it changed."""

from __future__ import annotations

from pathlib import Path

from ..changing import Cases, Change, mistakes, more, tell, told
from ..small import BASE, append

ONTOLOGY = "ontology/accordgraph.ttl"
VERSION = f'<{BASE}ontology> owl:versionInfo "0.2.0" ; owl:versionIRI <{BASE}ontology/0.2.0> .\n'
NOTES = f'<{BASE}ontology/0.2.0> skos:changeNote "Said more."@en ; skos:changeNote "増やした。"@ja .\n'

CASES: Cases = (
    (
        "a version with the address of another",
        more(ONTOLOGY, VERSION.replace("ontology/0.2.0", "ontology/0.1.0") + NOTES),
        [
            f"{ONTOLOGY}:58:82: The owl:versionInfo of the ontology is 0.2.0; this is to be "
            f"<{BASE}ontology/0.2.0>, too."
        ],
    ),
    (
        "a version without a word in Japanese of what it changed",
        more(ONTOLOGY, VERSION + NOTES.replace('増やした。"@ja', 'Again."@en')),
        [
            f"{ONTOLOGY}:58:82: Say what this version of the ontology changed: "
            f'<{BASE}ontology/0.2.0> skos:changeNote "…"@ja .'
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


def test_a_version_that_says_what_it_changed_is_right(root: Path) -> None:
    append(root, ONTOLOGY, VERSION + NOTES)
    assert told(root) == []

"""Values that only RDF 1.2 knows are refused, where few programs could read them."""

from __future__ import annotations

from pathlib import Path

from ..changing import ALPHA, BETA, ENTITIES, FIRST, Cases, Change, mistakes, more, swap, tell

DEEP = "<<( <http://x.example/> rdfs:seeAlso " * 20_000
CASES: Cases = (
    (
        "a triple as a value",
        more(ENTITIES, f"{BETA} rdfs:seeAlso <<( {ALPHA} skos:related {BETA} )>> .\n"),
        [f"{ENTITIES}:22:53: A triple as a value is RDF 1.2, which few programs read; let "],
    ),
    (
        "a statement about a triple",
        more(FIRST, f'<< {ALPHA} skos:related {BETA} >> rdfs:comment "So they say."@en .\n'),
        [f"{FIRST}:82:1: A triple as a value is RDF 1.2, which few programs read; let "],
    ),
    (
        "triples in triples, so deep that no parser survives them",
        more(ENTITIES, f"{BETA} rdfs:seeAlso {DEEP} {BETA} {')>> ' * 20_000} .\n"),
        [f"{ENTITIES}:22:66: A triple as a value is RDF 1.2, which few programs read; let "],
    ),
    (
        "a text with a direction",
        swap(ENTITIES, '"Alpha University"@en', '"Alpha University"@en--ltr'),
        [
            f'{ENTITIES}:14:16: A text with a direction ("ltr") is RDF 1.2, which few programs read; '
            "leave the direction out."
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)

"""No two things are said to be one, and none to be another than itself."""

from __future__ import annotations

from pathlib import Path

from ..changing import ALPHA, BETA, ENTITIES, FIRST, PARTY, Cases, Change, mistakes, more, swap, tell
from ..small import BASE

CASES: Cases = (
    (
        "one thing that is said to be another",
        more(ENTITIES, f"{ALPHA} owl:sameAs {BETA} ."),
        [f"{ENTITIES}:22:76: owl:sameAs would merge things, and with them what sources say differently; "],
    ),
    (
        "a thing that is said to be other than itself",
        more(ENTITIES, f"{BETA} owl:differentFrom {BETA} ."),
        [f"{ENTITIES}:22:71: organization/beta is said to have itself as owl:differentFrom; which "],
    ),
    (
        "a thing that is part of itself",
        swap(FIRST, PARTY, f"accord:partyOf <{BASE}id/agreement/alpha-beta> ."),
        [f"{FIRST}:24:20: agreement/alpha-beta is said to have itself as accord:partyOf; which other thing"],
    ),
    (
        "two things with one identifier",
        more(ENTITIES, f"{ALPHA} skos:exactMatch <urn:x:1> . {BETA} skos:exactMatch <urn:x:1> ."),
        [
            f"{ENTITIES}:22:161: organization/beta has the identifier of organization/alpha-university, "
            "<urn:x:1>; which of the two is it"
        ],
    ),
    (
        "identifiers whose check digits do not fit",
        more(
            ENTITIES,
            f"{ALPHA} skos:exactMatch <https://ror.org/05gvnxz36> ; "
            "skos:closeMatch <https://isni.org/isni/0000000122986675> .",
        ),
        [
            f"{ENTITIES}:22:81: <https://ror.org/05gvnxz36> is no identifier: its check digits do not",
            f"{ENTITIES}:22:127: <https://isni.org/isni/0000000122986675> is no identifier: its check",
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)

"""Terms that no vocabulary defines are told, with what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..changing import ENTITIES, FIRST, Cases, Change, mistakes, more, swap, tell, told
from ..small import BASE, append

CASES: Cases = (
    (
        "undefined property",
        swap(FIRST, "accord:hasFunder", "accord:hasFundr"),
        [
            f"{FIRST}:27:5: accord:hasFundr is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:hasFunder?"
        ],
    ),
    (
        "undefined class",
        swap(ENTITIES, "accord:Company", "accord:Compny"),
        [
            f"{ENTITIES}:16:7: accord:Compny is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:Company?",
        ],
    ),
    (
        "a class by the end of its name",
        swap(FIRST, "a accord:CooperationAgreement", "a accord:Agreement"),
        [
            f"{FIRST}:21:7: accord:Agreement is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:CooperationAgreement?"
        ],
    ),
    (
        "a property by the end of its name",
        swap(FIRST, "accord:hasAmount", "accord:amount"),
        [
            f"{FIRST}:28:5: accord:amount is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:hasAmount?"
        ],
    ),
    (
        "a property by the last word of its name",
        swap(FIRST, 'accord:date "', 'accord:signatureDate "'),
        [
            f"{FIRST}:22:5: accord:signatureDate is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:date?"
        ],
    ),
    (
        "a class by the last word of its name",
        swap(FIRST, "a accord:CooperationAgreement", "a accord:ResearchAgreement"),
        [
            f"{FIRST}:21:7: accord:ResearchAgreement is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:CooperationAgreement?"
        ],
    ),
    (
        "a class that is a concept",
        swap(FIRST, "a accord:CooperationAgreement", "a accord:GradeCited"),
        [
            f"{FIRST}:21:7: accord:GradeCited is not defined in ontology/accordgraph.ttl. "
            "It is a concept: concept/evidence-grade-cited."
        ],
    ),
    (
        "a class that is written as a property",
        swap(ENTITIES, "accord:Company", "accord:company"),
        [
            f"{ENTITIES}:16:7: accord:company is not defined in ontology/accordgraph.ttl. "
            "Did you mean accord:Company?"
        ],
    ),
    (
        "term of another vocabulary",
        swap(ENTITIES, "skos:altLabel", "skos:altLable"),
        [f"{ENTITIES}:18:5: skos:altLable is not a term of its vocabulary. Did you mean skos:altLabel?"],
    ),
    (
        "unknown namespace",
        more(ENTITIES, f'<{BASE}id/person/x> <https://www.w3.org/2004/02/skos/core#note> "n" .\n'),
        [
            f"{ENTITIES}:22:44: <https://www.w3.org/2004/02/skos/core#note> is in a namespace of "
            "no vocabulary in "
            "use. Did you mean <http://www.w3.org/2004/02/skos/core#note>?"
        ],
    ),
    (
        "an undefined property of an entity",
        more(ENTITIES, f"<{BASE}id/agreement/alpha-beta> accord:hasParti 1 ."),
        [f"{ENTITIES}:22:56: accord:hasParti is not defined in ontology/accordgraph.ttl."],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("endDate", "accord:periodEnd"),
        ("startDate", "accord:periodStart"),
        ("location", "accord:locatedIn"),
        ("hasLocation", "accord:locatedIn"),
        ("place", "accord:locatedIn"),
        ("hasPartner", "accord:hasParty"),
        ("publicationDate", "dcterms:issued"),
        ("hasDuration", "accord:durationInYears"),
        ("hasCurrency", "accord:currency"),
        ("hasPublisher", "accord:publishedBy"),
        ("organisation", "accord:Organization"),
    ],
)
def test_what_is_written_by_habit_is_known(root: Path, name: str, wanted: str) -> None:
    append(root, ENTITIES, f"<{BASE}id/organization/beta> accord:{name} 1 .\n")
    (only,) = told(root)
    assert f"accord:{name} is not" in only
    assert only.endswith(f"Did you mean {wanted}?")


@pytest.mark.parametrize(
    "name",
    [
        "accord:Foo", "accord:zzqq", "accord:ontology", "skos:zzqq", "accord:hasFoo", "accord:fooOf",
        "accord:hasSource", "accord:hasCount",
    ],
)  # fmt: skip
def test_nothing_is_guessed_for_a_name_that_is_like_none(root: Path, name: str) -> None:
    append(root, ENTITIES, f"<{BASE}id/organization/beta> {name} 1 .\n")
    (only,) = told(root)
    assert (f"{name} is not" in only, "Did you mean" in only) == (True, False)

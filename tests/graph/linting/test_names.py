"""IRIs that are badly formed, lead nowhere or are missing are told, with what may have been meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from accordgraph.graph.linting.names import dangling
from accordgraph.graph.reading.content import Content
from accordgraph.graph.reading.corpus import read
from accordgraph.graph.reading.locate import Locator
from growth import is_linear

from ..changing import BETA, ENTITIES, FIRST, PARTY, Cases, Change, mistakes, more, swap, tell, told
from ..small import BASE, append

TANGLE = "".join(
    f"_:b{one} rdfs:seeAlso _:b{other} .\n" for one in range(9) for other in range(9) if one != other
)
CASES: Cases = (
    (
        "dangling IRI",
        swap(FIRST, PARTY, PARTY.replace("beta", "betta")),
        [
            f"{FIRST}:24:21: organization/betta is used here but described nowhere; "
            "did you mean organization/beta?",
        ],
    ),
    (
        "blank node",
        more(ENTITIES, f'<{BASE}id/person/x> a accord:Person ; rdfs:seeAlso [ rdfs:label "y"@en ] .\n'),
        [
            f"{ENTITIES}:22:75: A blank node, which nobody can refer to; give it an IRI. "
            "Blank nodes stand only in shapes."
        ],
    ),
    (
        "blank nodes that all lead to each other",
        more(ENTITIES, f"{BETA} rdfs:seeAlso _:b0 .\n{TANGLE}"),
        [f"{ENTITIES}:22:66: A blank node, which nobody can refer to; give it an IRI."],
    ),
    (
        "a long list of equal items",
        more(FIRST, f"{BETA} rdfs:seeAlso ( {'1 ' * 1000} ) .\n"),
        [f"{FIRST}:82:66: A blank node, which nobody can refer to; give it an IRI."],
    ),
    (
        "brackets in brackets",
        more(FIRST, f"{BETA} rdfs:seeAlso {'[ rdfs:seeAlso ' * 5_000} {BETA} {'] ' * 5_000} .\n"),
        [f"{FIRST}:82:66: A blank node, which nobody can refer to; give it an IRI."],
    ),
    (
        "blank nodes in shapes that nothing tells apart",
        more("shapes/all.ttl", TANGLE),
        [
            "shapes/all.ttl:48:6: Blank nodes here lead to others that look the same, so that nothing tells "
            "them apart; give them IRIs."
        ],
    ),
    (
        "lists in lists in shapes",
        more("shapes/all.ttl", f"accordsh:Odd rdfs:seeAlso {'( ' * 1000} {') ' * 1000} .\n"),
        ["shapes/all.ttl:48:14: Blank nodes here lead to others that look the same"],
    ),
    (
        "unknown kind",
        more(ENTITIES, f'<{BASE}id/persons/x> a accord:Person ; rdfs:label "X"@en .\n'),
        [f'{ENTITIES}:22:1: "persons" in persons/x is no kind of thing; did you mean person?'],
    ),
    (
        "http for https",
        swap(FIRST, PARTY, PARTY.replace("https:", "http:")),
        [
            f"{FIRST}:24:21: <{BASE.replace('https:', 'http:')}id/organization/beta> begins with http, "
            "and the names here with https; mend it, or the prefix."
        ],
    ),
    (
        "a version of another file",
        more(ENTITIES, f"{BETA} rdfs:seeAlso <{BASE}dataset/9.9.9> .\n"),
        [
            f"{ENTITIES}:22:66: <{BASE}dataset/9.9.9> is a version that this file tells nothing of; "
            "mend its number, or leave it out."
        ],
    ),
    (
        "a version that there is not",
        more(
            "data/dataset.ttl",
            f"<{BASE}dataset> dcterms:source <{BASE}dataset/0.1.0> , <{BASE}ontology/9.9.9> .\n",
        ),
        [f"data/dataset.ttl:16:102: <{BASE}ontology/9.9.9> is a version that this file tells nothing of; "],
    ),
    (
        "a document about a thing",
        more(ENTITIES, f"{BETA} rdfs:seeAlso <{BASE}doc/organization/beta> .\n"),
        [
            f"{ENTITIES}:22:66: <{BASE}doc/organization/beta> names nothing that content speaks of; a thing "
            f"is named <{BASE}id/kind/slug>."
        ],
    ),
    (
        "a file of dumps",
        more(ENTITIES, f"{BETA} rdfs:seeAlso <{BASE}dumps/foo> .\n"),
        [f"{ENTITIES}:22:66: <{BASE}dumps/foo> names nothing that content speaks of; "],
    ),
    (
        "malformed slug",
        more(ENTITIES, f'<{BASE}id/person/Jane_Doe> a accord:Person ; rdfs:label "X"@en .\n'),
        [
            f'{ENTITIES}:22:1: The slug "Jane_Doe" of person/Jane_Doe is not lower-case ASCII '
            "letters and digits "
            "with single hyphens; write person/jane-doe."
        ],
    ),
    (
        "a slug with no letter for it",
        more(ENTITIES, f'<{BASE}id/person/花> a accord:Person ; rdfs:label "X"@en .\n'),
        [
            f'{ENTITIES}:22:1: The slug "花" of person/花 is not lower-case ASCII letters and digits '
            "with single hyphens."
        ],
    ),
    (
        "an organization that only a source speaks of",
        swap(
            FIRST,
            f"accord:hasParty <{BASE}id/organization/beta>",
            f"accord:hasParty <{BASE}id/organization/gamma>",
        ),
        [
            f"{FIRST}:24:21: organization/gamma is used here but described nowhere; "
            "describe it in data/entities/, or mend its name."
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


SCHEME = "{0}concept/kind> a skos:ConceptScheme . {0}concept/kind-fast-and-loose> a skos:Concept ."


#: What is used -> what it may have been meant to be.
MEANT = {
    "concept/kind-fast": "concept/kind-fast-and-loose",
    "concept/kind-other": "",
    "concept/sort-fast-and-loose": "concept/kind-fast-and-loose",
    "concept/kin": "",
    "concept/date-precision-dey": "concept/date-precision-day",
    "organization/Betta": "",
    "organization/betta": "organization/beta",
    "person/beta": "",
}


@pytest.mark.parametrize(("used", "meant"), MEANT.items(), ids=MEANT)
def test_what_is_proposed_may_stand_there(root: Path, used: str, meant: str) -> None:
    append(root, "ontology/concepts/kind.ttl", SCHEME.format(f"<{BASE}id/"))
    append(
        root,
        ENTITIES,
        f"{BETA} skos:closeMatch <{BASE}id/{used}> .\n<{BASE}id/organization/Betta> a accord:Company .\n",
    )
    used_nowhere = [each for each in told(root) if "described nowhere" in each]
    hints = [each.partition("did you mean ")[2].rstrip("?") for each in used_nowhere]
    assert hints == ([] if used == "organization/Betta" else [meant])


def test_of_a_concept_that_is_not_there_it_is_told_which_its_scheme_has(root: Path) -> None:
    append(root, "ontology/concepts/kind.ttl", SCHEME.format(f"<{BASE}id/"))
    append(root, ENTITIES, f"{BETA} skos:closeMatch <{BASE}id/concept/kind-other> .\n")
    (only,) = told(root)
    assert only.endswith("kind-other is used here but described nowhere; its scheme has fast-and-loose.")


def test_many_names_that_lead_nowhere_are_told_quickly_where_many_things_are_described(root: Path) -> None:
    entities = (root / ENTITIES).read_text("utf-8")

    def prepare(size: int) -> Callable[[], object]:
        said = (f"id:x{each} rdfs:seeAlso id:y{each} .\n" for each in range(size))
        kind = f"@prefix id: <{BASE}id/person/> .\n"
        (root / ENTITIES).write_text(entities + kind + "".join(said), encoding="utf-8")
        corpus, _ = read(Content(root))
        assert corpus is not None
        locator = Locator(corpus.files)
        assert len(list(dangling(corpus, locator))) == size
        return lambda: list(dangling(corpus, locator))

    assert is_linear(prepare, 500)

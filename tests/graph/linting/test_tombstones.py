"""A thing that was withdrawn or merged keeps its IRI, and nothing goes on using it."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.build import build
from accordgraph.graph.finding.search import find
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import SnapshotFolder

from ..changing import told
from ..small import BASE, append, replace

ENTITIES = "data/entities/all.ttl"
OLD, OTHER, BETA, ALPHA, NONE = (
    f"<{BASE}id/organization/{name}>"
    for name in ("old-beta", "older-beta", "beta", "alpha-university", "none")
)
FUND = f"<{BASE}id/programme/beta-fund>"
SOURCE = "data/sources/first.ttl"
FAULTY = f"{OTHER} owl:deprecated"
REASON = 'rdfs:comment "One and the same company."@en'
NAME = 'rdfs:label "Old Beta"@en'
TOMBSTONE = f"{OLD} owl:deprecated true ; {NAME} ; {REASON}"
MERGED = f"{TOMBSTONE} ; dcterms:isReplacedBy {BETA} .\n"


@pytest.mark.parametrize(
    "text",
    [
        MERGED,
        f"{TOMBSTONE} .\n",
        f'{TOMBSTONE} ; rdfs:label "旧ベータ"@ja .\n',
        f"{TOMBSTONE} ; dcterms:isReplacedBy {BETA} , {ALPHA} .\n",
        f'{TOMBSTONE} ; dcterms:isReplacedBy {FUND} .\n{FUND} rdfs:label "Beta Fund"@en .\n',
        TOMBSTONE.replace(OLD, f"<{BASE}id/agreement/old-beta>") + " .\n",
    ],
    ids=["merged", "withdrawn", "with its name in Japanese", "split", "of another kind", "a fact"],
)
def test_a_tombstone_is_valid(root: Path, text: str) -> None:
    append(root, ENTITIES, text)
    assert told(root) == []


@pytest.mark.parametrize(
    ("file", "text", "place", "words"),
    [
        (SOURCE, f"<{BASE}id/agreement/alpha-beta> accord:hasParty {OLD} .", "82:72",
         "organization/old-beta was withdrawn, so nothing may use it; use organization/beta, or remove"),
        (ENTITIES, f"{OLD} a accord:Company .", "23:59",
         "and nothing else anywhere. Remove this, or say it of organization/beta."),
        (SOURCE, f'{OLD} rdfs:label "Old"@en .', "82:68", "in data/entities/, and nothing else"),
        (ENTITIES, f"{FAULTY} true ; {REASON} ; dcterms:isReplacedBy {OLD} .", "23:148",
         "organization/older-beta is replaced by organization/old-beta, which was itself withdrawn; "
         "name what stands at the end: organization/beta."),
        (ENTITIES, f"{FAULTY} true ; {REASON} ; dcterms:isReplacedBy {OTHER} .", "23:148",
         "is replaced by organization/older-beta, and that leads back to organization/older-beta: a circle"),
        (ENTITIES, f"{FAULTY} true ; {REASON} .\n{NONE} owl:deprecated true ; {REASON} ; "
         f"dcterms:isReplacedBy {OTHER} .", "24:142",
         "is replaced by organization/older-beta, which was itself withdrawn, and nothing took its place"),
        (ENTITIES, f"{FAULTY} true ; {REASON} ; dcterms:isReplacedBy {OLD} .\n"
         f"{BETA} rdfs:seeAlso {OTHER} .", "24:66",
         "organization/older-beta was withdrawn, so nothing may use it; use organization/beta, or remove"),
        (ENTITIES, f"{FAULTY} true .", "23:74", "withdrawn without a word; say why in rdfs:comment, in"),
        (ENTITIES, f'{FAULTY} true ; rdfs:comment "同じ会社である。"@ja .', "23:74",
         "withdrawn without a word; say why in rdfs:comment, in English."),
        (ENTITIES, f"{FAULTY} true ; {REASON} .", "23:74", "has no name any more; keep its rdfs:label"),
        (ENTITIES, f"{FAULTY} true ; {NAME} ; {REASON} ; dcterms:isReplacedBy id:place\\/x .", "23:175",
         "is replaced by place/x, which is of another kind; name what it is one and the same with"),
        (ENTITIES, f"{FAULTY} false ; {REASON} .", "23:74", "owl:deprecated is `true` or left out"),
        (ENTITIES, f"{BETA} dcterms:isReplacedBy {ALPHA} .", "23:74", "is replaced, but not withdrawn"),
        (ENTITIES, f"{FAULTY} true ; {REASON} ; dcterms:isReplacedBy {NONE} .", "23:148",
         "organization/none is used here but described nowhere"),
        (ENTITIES, f"{FAULTY} true ; {REASON} ; dcterms:isReplacedBy <http://www.wikidata.org/entity/Q1> .",
         "23:148", "can only be replaced by another thing of this graph"),
    ],
    ids=["used", "described", "in a source", "chain", "circle", "no end", "end of a chain", "no reason",
         "reason in Japanese", "no name", "another kind", "false", "in use", "nobody", "elsewhere"],
)  # fmt: skip
def test_a_faulty_tombstone_is_told_with_its_place(
    root: Path, file: str, text: str, place: str, words: str
) -> None:
    append(root, ENTITIES, MERGED)
    append(root, file, text + "\n")
    (found,) = [each for each in told(root) if words in each]
    assert found.startswith(f"{file}:{place}: ")


def test_what_was_withdrawn_is_not_found_by_search(root: Path) -> None:
    replace(root, ENTITIES, f"{BETA}\n", f"{TOMBSTONE.replace('Old Beta', 'Zeta')} .\n{BETA}\n")
    snapshot = build(Content(root), SnapshotFolder(root.parent / "snapshots"), keep=2)
    texts = {said.text for hit in find(snapshot.search_path, "Zeta").hits for said in hit.texts}
    assert "Zeta" not in texts
    assert find(snapshot.search_path, "Beta Corporation").hits != ()

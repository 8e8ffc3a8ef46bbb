"""Each file says what it is about: a fact that the ontology states would be believed, though no source
says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.terms import COMMENT, LABEL, TYPE, term

from ..changing import BETA, ENTITIES, FIRST, PARTY, told
from ..small import BASE, append

ONTOLOGY, CONCEPTS, SHAPES = "ontology/accordgraph.ttl", "ontology/concepts/all.ttl", "shapes/all.ttl"
DATASET, ADJUDICATIONS = "data/dataset.ttl", "data/adjudications.ttl"
ANNOTATION = term("owl", "AnnotationProperty")
FILES = (ONTOLOGY, CONCEPTS, SHAPES, DATASET, ADJUDICATIONS, ENTITIES, FIRST)

#: What something is said of, the files that may say it, and where the others are to say it.
SUBJECTS = (
    ("id/agreement/alpha-beta", (ENTITIES, FIRST), "the file of the source that states it"),
    ("id/organization/beta", (ENTITIES, FIRST), "the file of the source that states it"),
    ("id/concept/evidence-grade-cited", (CONCEPTS, ENTITIES), "ontology/concepts/"),
    ("id/adjudication/one", (ADJUDICATIONS, ENTITIES), "data/adjudications.ttl"),
    ("id/question/who-signed", (ENTITIES,), "the head of its file in ontology/questions/"),
    ("graph/source/first", (ENTITIES, FIRST), "the file of its source"),
    ("ontology#hasParty", (ONTOLOGY,), "ontology/accordgraph.ttl or ontology/alignments.ttl"),
    ("ontology", (ONTOLOGY,), "ontology/accordgraph.ttl or ontology/alignments.ttl"),
    ("shapes#Person", (SHAPES,), "shapes/"),
    ("dataset", (DATASET,), "data/dataset.ttl"),
    ("dataset#method", (DATASET,), "data/dataset.ttl"),
)


@pytest.mark.parametrize(("subject", "files", "where"), SUBJECTS, ids=[subject for subject, *_ in SUBJECTS])
def test_only_the_files_that_are_about_something_speak_of_it(
    root: Path, subject: str, files: tuple[str, ...], where: str
) -> None:
    for name in FILES:
        append(root, name, f'<{BASE}{subject}> {COMMENT} "Said here."@en .\n')
    found = [line for line in told(root) if "is not what this file is about" in line]
    assert [line.partition(":")[0] for line in found] == sorted(set(FILES) - set(files))
    assert all(f"say it in {where}" in line for line in found), found


def test_a_fact_in_the_ontology_is_told_with_its_place(root: Path) -> None:
    line = (root / ONTOLOGY).read_text("utf-8").count("\n") + 1
    append(root, ONTOLOGY, f"<{BASE}id/agreement/alpha-beta> {PARTY}\n")
    wanted = f"{ONTOLOGY}:{line}:1: agreement/alpha-beta is not what this file is about"
    assert any(each.startswith(wanted) for each in told(root))


def test_the_publisher_is_described_with_the_dataset(root: Path) -> None:
    append(root, DATASET, f"<{BASE}dataset> dcterms:publisher {BETA} .\n{BETA} dcterms:type {LABEL} .\n")
    assert told(root) == []


def test_a_term_of_others_is_declared_in_the_ontology_and_nothing_else_is_said_of_it(root: Path) -> None:
    for name in FILES:
        append(root, name, f'{LABEL} {TYPE} {ANNOTATION} ; {COMMENT} "Said here."@en .\n')
    found = [line for line in told(root) if "rdfs:label is a name of others, who say" in line]
    assert [line.partition(":")[0] for line in found] == sorted(set(FILES) - {DATASET})


def test_a_subject_is_told_once_and_what_is_wrong_with_what_is_said_of_it_is_not(root: Path) -> None:
    line = (root / FIRST).read_text("utf-8").count("\n") + 1
    said = "<https://x.example/a>\n    a accord:Person ;\n    accord:hasParty <https://x.example/b> ;\n.\n"
    append(root, FIRST, said)
    assert told(root) == [
        f"{FIRST}:{line}:1: <https://x.example/a> is a name of others, who say what there is to say of it; "
        f"say this of a name under {BASE}."
    ]

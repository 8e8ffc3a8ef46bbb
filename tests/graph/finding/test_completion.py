"""What the editor completes from: the figures of the dataset itself, and names, in bounded number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accordgraph.graph.build import build
from accordgraph.graph.finding import completion
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder

from ..small import BASE

ONTOLOGY = f"{BASE}ontology#"


def index(root: Path, folder: Path) -> Any:  # noqa: ANN401 - JSON
    """The index of a content's snapshot."""
    snapshot = build(find_content(root), SnapshotFolder(folder), keep=2)
    return json.loads(snapshot.completion_path.read_text(encoding="utf-8"))


@pytest.fixture
def made(root: Path, tmp_path: Path) -> Any:  # noqa: ANN401 - JSON
    """The index of the small content."""
    return index(root, tmp_path / "snapshots")


def test_a_class_has_its_properties_with_counts_and_the_classes_of_their_values(made: Any) -> None:  # noqa: ANN401
    names = [each["iri"] for each in made["classes"]]
    agreement = next(each for each in made["classes"] if each["iri"] == f"{ONTOLOGY}CooperationAgreement")
    assert agreement["count"] == 1
    inside = {
        made["properties"][place]["iri"]: (count, [names[value] for value in values])
        for place, count, values in agreement["properties"]
    }
    count, values = inside[f"{ONTOLOGY}hasParty"]
    assert count == 2
    assert f"{ONTOLOGY}Organization" in values
    counts = [count for _, count, _ in agreement["properties"]]
    assert counts == sorted(counts, reverse=True)


def test_terms_and_things_have_their_names(made: Any) -> None:  # noqa: ANN401
    things = {iri: (names, kinds) for iri, names, kinds in made["things"]}
    names, kinds = things[f"{BASE}id/organization/alpha-university"]
    assert names["en"] == "Alpha University"
    assert f"{ONTOLOGY}Organization" in [made["classes"][kind]["iri"] for kind in kinds]
    assert not [iri for iri in things if "/id/evidence/" in iri]
    assert made["whole"] is True
    assert made["spaces"]["organization"] == f"{BASE}id/organization/"
    assert made["prefixes"]["accord"] == ONTOLOGY


def test_all_terms_of_the_ontology_are_listed_used_or_not(made: Any) -> None:  # noqa: ANN401
    assert {"hasParty", "Organization", "overrulesSubject"} <= set(made["terms"])
    assert not [each for each in made["terms"] if ":" in each or "#" in each]


def test_of_many_things_the_first_of_each_kind_are_listed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completion, "THINGS", 1)
    made = index(root, tmp_path / "snapshots")
    kinds = [iri.removeprefix(f"{BASE}id/").partition("/")[0] for iri, _, _ in made["things"]]
    assert len(kinds) == len(set(kinds))
    assert "organization" in kinds
    assert made["whole"] is False

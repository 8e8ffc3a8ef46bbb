"""A value that is not in its span is caught, whatever was swapped for what."""

from __future__ import annotations

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.reading.content import Content

from .mutants import Source, mutants
from .place import Place, prepare
from .running import run, table

SEED, COUNT = 7, 40


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The content with the made-up sources, and the article's text where it is at hand."""
    return prepare(tmp_path_factory.mktemp("mutation") / "content")


def test_nothing_is_wrong_before_anything_is_swapped(place: Place) -> None:
    checked = check(Content(place.root), place.texts)
    assert [str(each) for each in checked.problems if each.severity == "error"] == []
    assert all(row.values == row.found > 15 for row in checked.grounded)


def test_what_is_not_in_its_span_is_caught(place: Place) -> None:
    results = list(run(place, SEED, COUNT))
    assert len(results) == COUNT
    assert len({each.mutant.kind for each in results}) > 7
    assert len([each for each in results if each.mutant.must]) > COUNT / 2
    missed = [each.mutant.what for each in results if each.mutant.must and not each.caught]
    assert missed == [], table(results)


def test_the_same_seed_makes_the_same_mutants(place: Place) -> None:
    made = [
        [mutant.what for mutant in mutants(sources, seed, 20)]
        for seed in (1, 1, 2)
        for sources in [[Source(place.corpus, slug, place.paragraphs(slug)) for slug in sorted(place.texts)]]
    ]
    assert made[0] == made[1] != made[2]

"""What is kept as long as there is room."""

from __future__ import annotations

import pytest

from accordgraph.engine.answering.bounded import Bounded


@pytest.fixture
def kept() -> Bounded[str, str]:
    found = Bounded[str, str](10)
    for key in "abc":
        assert found.put(key, key.upper(), 3) == []
    return found


def test_what_was_not_used_for_longest_goes_first(kept: Bounded[str, str]) -> None:
    assert kept.get("a") == "A"
    assert kept.put("d", "D", 3) == ["b"]
    assert [kept.get(key) for key in "abcd"] == ["A", None, "C", "D"]
    assert kept.size == 9


def test_looking_whether_something_is_there_is_no_use_of_it(kept: Bounded[str, str]) -> None:
    assert "a" in kept
    assert kept.put("d", "D", 3) == ["a"]
    assert "a" not in kept


def test_what_is_put_again_counts_once_and_as_new(kept: Bounded[str, str]) -> None:
    assert kept.put("a", "A again", 4) == []
    assert (kept.get("a"), kept.size) == ("A again", 10)
    assert kept.put("d", "D", 1) == ["b"]


def test_what_is_dropped_makes_room(kept: Bounded[str, str]) -> None:
    kept.drop("b")
    kept.drop("b")
    assert (kept.get("b"), kept.size) == (None, 6)
    kept.clear()
    assert (kept.get("a"), kept.size) == (None, 0)


def test_what_would_send_too_many_others_away_does_not_fit(kept: Bounded[str, str]) -> None:
    assert kept.fits(2)
    assert not kept.fits(3)


def test_what_is_larger_than_all_room_is_not_kept(kept: Bounded[str, str]) -> None:
    assert kept.put("d", "D", 11) == ["a", "b", "c", "d"]
    assert kept.size == 0

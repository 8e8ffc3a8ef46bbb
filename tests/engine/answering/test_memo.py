"""Results that are kept, of what is short."""

from __future__ import annotations

from accordgraph.engine.answering.memo import memoized


def test_results_are_kept_of_what_is_short_and_of_nothing_longer() -> None:
    asked = []

    @memoized(2, len, 3)
    def upper(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert [upper(text) for text in ("abc", "abc", "abcd", "abcd")] == ["ABC", "ABC", "ABCD", "ABCD"]
    assert asked == ["abc", "abcd", "abcd"]

"""An amount is named by its value."""

from __future__ import annotations

from pathlib import Path

from ..changing import FIRST, Cases, Change, mistakes, swap, tell, told
from ..small import replace

CASES: Cases = (
    (
        "amount named for another value",
        swap(FIRST, '"25000000"^^xsd', '"26000000"^^xsd'),
        [
            f"{FIRST}:31:5: amount/usd-25000000-more-than is said to be USD 26000000 more than, so "
            "its name is "
            "amount/usd-26000000-more-than; mend the name or the amount."
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)


def test_a_currency_that_is_none_names_no_amount(root: Path) -> None:
    replace(root, FIRST, 'accord:currency "USD"', 'accord:currency "US$"')
    assert told(root) == []

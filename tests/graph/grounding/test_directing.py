"""Whether a percentage rises or falls is read from the words around it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accordgraph.graph.grounding.phrases import FALL, RISE
from accordgraph.graph.grounding.readings import readings
from accordgraph.graph.grounding.values import Percent

#: A text, and which way the percentage goes that is read last; 0 where the text does not say so, or both.
DIRECTIONS: tuple[tuple[str, int], ...] = (
    ("8 percent fewer than", FALL),
    ("down 8 percent", FALL),
    ("a fall of 8 percent", FALL),
    ("fell by about 8 percent", FALL),
    ("decreased by 8 percent", FALL),
    ("a decline in the number of students of 8 percent", FALL),
    ("dropped in 2023 by 8 percent", FALL),
    ("an 8-percent annual decline", FALL),
    ("8% lower than", FALL),
    ("-8 percent", FALL),
    ("\u22128%", FALL),
    ("minus 8 percent", FALL),
    ("8 percent more than", RISE),
    ("up 8 percent this fall", RISE),
    ("rose by more than 8 percent", RISE),
    ("rose 8 percent in the fall", RISE),
    ("+8%", RISE),
    ("8 percent of students", 0),
    ("made up 8 percent of students", 0),
    ("rose to 8 percent", 0),
    ("up to 8 percent", 0),
    ("did not fall 8 percent", 0),
    ("grew 5-8 percent", 0),
    ("5 to 8 percent growth", 0),
    ("rose 3 points, 8 percent", 0),
    ("8 percent", 0),
    ("8%の減少", FALL),
    ("8パーセント下回る", FALL),
    ("マイナス8%", FALL),
    ("▲8%", FALL),
    ("8%ほど増えた", RISE),
    ("8%上回る", RISE),
    ("8%の増減", 0),
    ("8%の学生", 0),
)


@pytest.mark.parametrize(("text", "wanted"), DIRECTIONS, ids=[text for text, _ in DIRECTIONS])
def test_a_percentage_rises_or_falls_where_the_text_says_so(text: str, wanted: int) -> None:
    found = readings(text, None)[-1].value
    assert isinstance(found, Percent)
    assert found == Percent(Decimal(8), wanted)

"""What follows from a mistake at one place is not told beside it."""

from __future__ import annotations

import pytest

from accordgraph.graph.checking.echoes import without_echoes
from accordgraph.graph.problems import Problem

SHAPE = "Evidence-paragraphDigest:PatternConstraintComponent"
#: The rule that tells the cause, and what follows from it on its line.
CAUSES = (
    ("paragraph-digest", SHAPE),
    ("paragraph", SHAPE),
    ("misplaced", SHAPE),
    ("span", "Evidence-spanStart:LessThanConstraintComponent"),
    ("language", "label"),
    ("iri-form", "dangling"),
)


@pytest.mark.parametrize(("cause", "echo"), CAUSES)
def test_a_cause_is_told_and_not_what_follows_from_it(cause: str, echo: str) -> None:
    told = [Problem("x.ttl", 3, 5, rule, f"{rule} is broken.") for rule in (cause, echo)]
    elsewhere = Problem("x.ttl", 4, 5, echo, "Broken elsewhere.")
    assert without_echoes([*told, elsewhere]) == [told[0], elsewhere]
    assert without_echoes([told[1]]) == [told[1]]

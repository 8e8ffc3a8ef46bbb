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
    ("Agreement-date:DatatypeConstraintComponent", "not-grounded"),
    ("fill-in", "dangling"),
)
#: What is found in files, by file, line, rule and message, and the places of what of that is told.
FOUND = (
    (
        "what has no place follows from what has no name",
        [("x", 3, "blank-node", ""), ("x", None, "undefined-term", ""), ("y", None, "undefined-term", "")],
        [0, 2],
    ),
    (
        "all in a file follows from a prefix that stands for something else",
        [("x", 1, "declaration", ""), ("x", 9, "dangling", ""), ("y", 9, "dangling", "")],
        [0, 2],
    ),
    (
        "what follows from a word to be filled in may stand elsewhere",
        [("x", 3, "fill-in", ""), ("y", 3, "dangling", "concept/fill-in is described nowhere")],
        [0],
    ),
    ("what belongs elsewhere is told once", [("x", 3, "misplaced", ""), ("x", 7, "misplaced", "")], [0]),
    ("all else is told where it is", [("x", 3, "dangling", ""), ("x", 7, "dangling", "")], [0, 1]),
)


@pytest.mark.parametrize(("cause", "echo"), CAUSES)
def test_a_cause_is_told_and_not_what_follows_from_it(cause: str, echo: str) -> None:
    told = [Problem("x.ttl", 3, 5, rule, f"{rule} is broken.") for rule in (cause, echo)]
    elsewhere = Problem("x.ttl", 4, 5, echo, "Broken elsewhere.")
    assert without_echoes([*told, elsewhere]) == [told[0], elsewhere]
    assert without_echoes([told[1]]) == [told[1]]


@pytest.mark.parametrize(("found", "told"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_what_follows_is_not_told(found: list[tuple[str, int | None, str, str]], told: list[int]) -> None:
    problems = [Problem(file, line, line, rule, message) for file, line, rule, message in found]
    assert without_echoes(problems) == [problems[place] for place in told]

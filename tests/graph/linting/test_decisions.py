"""What is overruled is disputed: a rival graph disagrees with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.kept import Kept
from accordgraph.graph.reading.content import Content

from .. import small
from ..small import BASE, append, replace

FIRST, SECOND, THIRD = (f"<{BASE}graph/source/{slug}>" for slug in ("first", "second", "third"))
AGREEMENT = f"accord:overrulesSubject <{BASE}id/agreement/alpha-beta>"
DATE = f'{AGREEMENT} ; accord:overrulesProperty accord:date ; accord:overrulesValue "2024-04-02"^^xsd:date'
COUNT = f"{AGREEMENT} ; accord:overrulesProperty accord:partyCount"
PARTY = f"{AGREEMENT} ; accord:overrulesProperty accord:hasParty ; accord:overrulesValue"
BETA = f"<{BASE}id/organization/beta>"
#: A second source, which has a number of parties, is overruled in some way.
OVERRULED = f"accord:overrulesGraph {SECOND}"
SILENT = f"{COUNT} ; accord:overrulesValue 2 ; {OVERRULED} ; accord:rivalGraph {FIRST}"


@pytest.fixture
def three(root: Path) -> Path:
    """Three sources, of which the second has another date and a number of parties; the third repeats the
    second's date, and gives one party."""
    for slug in ("second", "third"):
        path = root / f"data/sources/{slug}.ttl"
        path.write_text(small.source(slug, day="2024-04-02"), encoding="utf-8")
    append(root, "data/sources/second.ttl", f"<{BASE}id/agreement/alpha-beta> accord:partyCount 2 .\n")
    replace(root, "data/sources/third.ttl", f"    accord:hasParty {BETA} .", "    accord:partOf id:x .")
    replace(root, "data/sources/third.ttl", " ;\n    accord:partOf id:x .", " .")
    return root


def told(root: Path, *decisions: str, kept: Kept | None = None) -> list[str]:
    """What check says of the rivals of some adjudications."""
    nodes = (
        f"<{BASE}id/adjudication/a{n}> a accord:Adjudication ; {each} .\n" for n, each in enumerate(decisions)
    )
    (root / "data/adjudications.ttl").write_text(small.PREFIXES + "".join(nodes), encoding="utf-8")
    problems = check(Content(root), kept=kept).problems
    return [str(each) for each in problems if each.rule == "rival-graph"]


NONE, OTHERWISE, ITSELF = (
    "names no rival graph: ",
    "names no rival graph that says otherwise: ",
    "as a rival, too",
)
#: The adjudications -> what is told of the first of them, "" where it is right.
DECISIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "a rival with another value": ((f"{DATE} ; {OVERRULED} ; accord:rivalGraph {FIRST}",), ""),
    "two rivals, of which one has": ((f"{DATE} ; {OVERRULED} ; accord:rivalGraph {FIRST} , {THIRD}",), ""),
    "no rival": ((f"{DATE} ; {OVERRULED}",), NONE),
    "a rival with the same value": ((f"{DATE} ; {OVERRULED} ; accord:rivalGraph {THIRD}",), OTHERWISE),
    "itself": ((f"{DATE} ; {OVERRULED} ; accord:rivalGraph {SECOND}",), ITSELF),
    "itself and a rival": ((f"{DATE} ; {OVERRULED} ; accord:rivalGraph {FIRST} , {SECOND}",), ITSELF),
    "stated by one source alone": ((SILENT,), OTHERWISE),
    "left out, which an adjudication says": (
        (SILENT, f"{COUNT} ; accord:rivalGraph {FIRST} , {SECOND}"),
        "",
    ),
    "left out by others than the rival": (
        (SILENT, f"{COUNT} ; accord:rivalGraph {THIRD} , {SECOND}"),
        OTHERWISE,
    ),
    "of which the rival does not speak": (
        (
            SILENT.replace("agreement/alpha-beta", "agreement/other"),
            f"{COUNT} ; accord:rivalGraph {FIRST} , {SECOND}".replace("alpha-beta", "other"),
        ),
        OTHERWISE,
    ),
    "one of several values": ((f"{PARTY} {BETA} ; {OVERRULED} ; accord:rivalGraph {THIRD}",), ""),
    "a thing, without rivals": ((f"{AGREEMENT} ; {OVERRULED}",), ""),
    "a thing, and itself": ((f"{AGREEMENT} ; {OVERRULED} ; accord:rivalGraph {SECOND}",), ITSELF),
    "nothing overruled": ((f"{COUNT} ; accord:rivalGraph {FIRST} , {SECOND}",), ""),
}


@pytest.mark.parametrize(("decisions", "expected"), DECISIONS.values(), ids=DECISIONS)
def test_an_adjudication_decides_what_is_disputed(
    decisions: tuple[str, ...], expected: str, three: Path
) -> None:
    found = told(three, *decisions)
    assert len(found) == bool(expected), found
    for each in found:
        assert each.startswith("data/adjudications.ttl:12:1: The adjudication adjudication/a0 ")
        assert expected in each


def test_a_rival_that_changes_is_looked_at_again(three: Path, tmp_path: Path) -> None:
    decision = f"{DATE} ; {OVERRULED} ; accord:rivalGraph {FIRST}"
    first, right, wrong = "data/sources/first.ttl", '"2024-04-03"', '"2024-04-02"'
    for old, new, expected in ((right, right, 0), (right, wrong, 1), (wrong, right, 0)):
        replace(three, first, old, new)
        assert len(told(three, decision, kept=Kept(tmp_path / "kept"))) == expected


OTHER = DATE.replace("2024-04-02", "2024-04-03")
A_RIVAL = f"accord:rivalGraph {FIRST}"
#: The adjudications -> what is told of which of them.
TOGETHER: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "one statement, twice": (
        (f"{DATE} ; {OVERRULED} ; {A_RIVAL}", f"{DATE} ; {OVERRULED} ; {A_RIVAL} , {THIRD}"),
        {"a1": "overrules what adjudication/a0 overrules already; keep one of the two."},
    ),
    "one thing, twice": (
        (f"{AGREEMENT} ; {OVERRULED}", f"{AGREEMENT} ; {OVERRULED} ; {A_RIVAL}"),
        {"a1": "overrules what adjudication/a0 overrules already"},
    ),
    "each other, while a third source states the value": (
        (
            f"{DATE} ; {OVERRULED} ; {A_RIVAL}",
            f"{OTHER} ; accord:overrulesGraph {FIRST} ; accord:rivalGraph {SECOND}",
        ),
        {},
    ),
    "every value": (
        (
            f"{DATE} ; {OVERRULED} ; {A_RIVAL}",
            f"{DATE} ; accord:overrulesGraph {THIRD} ; {A_RIVAL}",
            f"{OTHER} ; accord:overrulesGraph {FIRST} ; accord:rivalGraph {SECOND}",
        ),
        dict.fromkeys(("a0", "a1", "a2"), "overrule every accord:date of agreement/alpha-beta"),
    ),
    "every value, over a thing": (
        (
            f"{DATE} ; {OVERRULED} ; {A_RIVAL}",
            f"{AGREEMENT} ; accord:overrulesGraph {FIRST}",
            f"{AGREEMENT} ; accord:overrulesGraph {THIRD}",
        ),
        {"a0": "overrule every accord:date of agreement/alpha-beta"},
    ),
}


@pytest.mark.parametrize(("decisions", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_adjudications_fit_together(
    decisions: tuple[str, ...], expected: dict[str, str], three: Path
) -> None:
    found = told(three, *decisions)
    assert len(found) == len(expected), found
    for each in found:
        name = each.partition("adjudication/")[2].partition(" ")[0]
        assert expected[name] in each

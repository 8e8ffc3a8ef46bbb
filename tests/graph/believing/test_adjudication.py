"""Adjudications take out of the default graph what a reader should not believe, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.believing.dataset import CompiledDataset
from accordgraph.graph.checking.check import Checked, check
from accordgraph.graph.reading.content import Content
from accordgraph.graph.terms import TYPE

from .. import small
from ..small import BASE, append, replace

SECOND = f"{BASE}graph/source/second"
DATE = f"""accord:overrulesSubject <{BASE}id/agreement/alpha-beta> ;
    accord:overrulesProperty accord:date ;
    accord:overrulesValue "2024-04-02"^^xsd:date"""
FIRST = SECOND.replace("second", "first")
ALONE = f"{DATE} ; accord:overrulesGraph <{SECOND}>"
STATEMENT = f"{ALONE} ;\n    accord:rivalGraph <{FIRST}>"
OMISSION = f"""accord:overrulesSubject <{BASE}id/agreement/alpha-beta> ;
    accord:overrulesProperty accord:hasParty ;
    accord:rivalGraph <{SECOND}>"""
THING = f"accord:overrulesSubject <{BASE}id/agreement/alpha-beta> ; accord:overrulesGraph <{SECOND}>"


@pytest.fixture
def disputed(root: Path) -> Path:
    """Content with two sources that disagree on a date."""
    text = small.source("second", day="2024-04-02").removeprefix(small.PREFIXES)
    append(root, "data/sources/second.ttl", text)
    return root


def adjudicated(root: Path, parts: str) -> Checked:
    """Check with one adjudication."""
    node = f"<{BASE}id/adjudication/one> a accord:Adjudication ; {parts} .\n"
    (root / "data/adjudications.ttl").write_text(small.PREFIXES + node, encoding="utf-8")
    return check(Content(root))


def valid(checked: Checked) -> CompiledDataset:
    """The dataset of content without problems."""
    assert checked.problems == ()
    assert checked.dataset
    return checked.dataset


def about(triples: Iterable[ox.Triple], iri: str) -> list[ox.Triple]:
    """The statements with a thing as subject or object."""
    node = ox.NamedNode(f"{BASE}id/{iri}")
    return [triple for triple in triples if node in (triple.subject, triple.object)]


def test_an_overruled_statement_goes_with_its_evidence(disputed: Path) -> None:
    dataset = valid(adjudicated(disputed, STATEMENT))
    days = [t.object for t in dataset.default if t.predicate.value.endswith("#date")]
    assert [day.value for day in days if isinstance(day, ox.Literal)] == ["2024-04-03"]
    assert about(dataset.default, "evidence/second-date") == []
    assert about(dataset.default, "evidence/first-date") != []
    assert about(dataset.default, "evidence/second-parties") != []
    assert about(dataset.graphs[SECOND], "evidence/second-date") != []


def test_an_overruled_thing_stays_where_another_source_states_it(disputed: Path) -> None:
    dataset = valid(adjudicated(disputed, THING))
    assert about(dataset.default, "evidence/second-parties") == []
    labels = [
        t for t in about(dataset.default, "agreement/alpha-beta") if t.predicate.value.endswith("#label")
    ]
    assert len(labels) == 2


def test_an_overruled_thing_loses_its_label_where_no_source_is_left(disputed: Path) -> None:
    (disputed / "data/sources/second.ttl").unlink()
    dataset = valid(adjudicated(disputed, THING.replace("second", "first")))
    assert about(dataset.default, "agreement/alpha-beta") == []
    assert about(dataset.graphs[f"{BASE}graph/entities"], "agreement/alpha-beta") != []


def test_an_entity_of_which_a_source_says_nothing_any_more_keeps_its_label(root: Path) -> None:
    beta = f"<{BASE}id/organization/beta>"
    evidence = small.evidence("first-beta", "organization/beta", 3)
    append(root, "data/sources/first.ttl", f"{beta} a accord:Organization .\n{evidence}")
    parts = f"accord:overrulesSubject {beta} ; accord:overrulesGraph <{FIRST}>"
    dataset = adjudicated(root, parts).dataset
    assert dataset
    assert about(dataset.default, "evidence/first-beta") == []
    labels = [t for t in about(dataset.default, "organization/beta") if t.predicate.value.endswith("#label")]
    assert len(labels) == 1


@pytest.mark.parametrize(("number", "left"), [(2, True), (3, False)])
def test_evidence_without_a_property_goes_with_the_last_statement_of_a_thing(
    number: int, left: bool, disputed: Path
) -> None:
    said = (
        f"{TYPE} ; accord:overrulesValue accord:FundingContribution",
        f"accord:hasFunder ; accord:overrulesValue <{BASE}id/organization/beta>",
        f"accord:hasAmount ; accord:overrulesValue <{BASE}id/amount/usd-25000000-more-than>",
    )
    first, *others = (
        f"accord:overrulesSubject <{BASE}id/contribution/beta-to-alpha-beta> ; "
        f"accord:overrulesGraph <{SECOND}> ; accord:overrulesProperty {each}"
        for each in said[:number]
    )
    more = (
        f" .\n<{BASE}id/adjudication/more-{place}> a accord:Adjudication ; {each}"
        for place, each in enumerate(others)
    )
    dataset = adjudicated(disputed, "".join([first, *more])).dataset
    assert dataset
    assert bool(about(dataset.default, "evidence/second-funder")) == left


def test_an_omission_overrules_nothing(disputed: Path) -> None:
    replace(disputed, "data/sources/second.ttl", "2024-04-02", "2024-04-03")
    before = valid(check(Content(disputed))).default
    assert valid(adjudicated(disputed, f"{OMISSION} , <{FIRST}>")).default == before


@pytest.mark.parametrize(
    ("parts", "message", "line"),
    [
        (STATEMENT.replace("04-02", "04-01"), "matches nothing that graph/source/second states", 12),
        (
            STATEMENT.replace("source/second", "source/third"),
            "graph/source/third, which is the graph of no source",
            14,
        ),
        (THING.replace("agreement/alpha-beta", "organization/none"), "matches nothing", 12),
        (DATE, "is incomplete; give subject, property, value and graph", 12),
        (f"accord:overrulesGraph <{SECOND}>", "is incomplete", 12),
        (OMISSION, "is incomplete; give subject, property, value and graph", 12),
        (
            f"{OMISSION} , <{BASE}graph/source/third>",
            "names graph/source/third, which is the graph of no source; name one that is there, or remove",
            14,
        ),
    ],
)
def test_an_adjudication_that_fits_nothing_is_told(
    disputed: Path, parts: str, message: str, line: int
) -> None:
    found = [problem for problem in adjudicated(disputed, parts).problems if problem.rule == "adjudication"]
    assert len(found) == 1
    assert message in found[0].message
    assert (found[0].file, found[0].line) == ("data/adjudications.ttl", line)


def test_a_rival_whose_source_was_withdrawn_is_told_where_it_stands(disputed: Path) -> None:
    checked = adjudicated(disputed, f"{STATEMENT} ;\n    accord:rivalGraph <{BASE}graph/source/third>")
    told = [str(problem) for problem in checked.problems if problem.rule == "adjudication"]
    assert told == [
        "data/adjudications.ttl:16:23: The adjudication adjudication/one names the rival graph/source/third, "
        "which is the graph of no source; name one that is there, or remove this line."
    ]
    assert not [problem for problem in checked.problems if problem.rule == "dispute"]


def test_where_the_only_rival_is_withdrawn_the_adjudication_is_told(disputed: Path) -> None:
    checked = adjudicated(disputed, f"{ALONE} ;\n    accord:rivalGraph <{BASE}graph/source/third>")
    (told,) = (str(problem) for problem in checked.problems if problem.rule == "adjudication")
    assert told.startswith("data/adjudications.ttl:15:23: The adjudication adjudication/one names graph/")
    assert "or remove the adjudication where its source was withdrawn" in told


def test_adjudications_are_validated_too(disputed: Path) -> None:
    checked = adjudicated(disputed, f'{STATEMENT} ; accord:reason "Two"@en , "Three"@en')
    assert "An adjudication has one reason." in "".join(str(problem) for problem in checked.problems)

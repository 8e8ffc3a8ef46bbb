"""The competency questions: each gives, through the running endpoint, the answer that the sources give."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

from tools import ROOT

QUESTIONS = sorted((ROOT / "ontology" / "questions").glob("*.rq"))
BASE = "https://w3id.org/accordgraph/"

PREFIXES = f"""
@base <{BASE}id/> .
@prefix : <{BASE}id/> .
@prefix accord: <{BASE}ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix graph: <{BASE}graph/source/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
#: What the graph does not hold yet, and may: a question, statements, what it answers.
CASES = {
    "an organization of no special kind": (
        "count-organizations-by-kind",
        "accord:University rdfs:subClassOf accord:Organization .\n"
        ":one a accord:Organization , accord:University . :two a accord:Organization .",
        ["accord:Organization | 1", "accord:University | 1"],
    ),
    "a place in a place in a place in a place": (
        "list-agreements-of-country",
        ":one a accord:Organization ; accord:locatedIn :room . :room accord:locatedIn :house .\n"
        ":house accord:locatedIn :city . :city accord:locatedIn :region . :region accord:locatedIn :land .\n"
        ":land a accord:Country . :accord a accord:CooperationAgreement ; accord:hasParty :one .",
        ["land | accord | one | accord:hasParty | accord"],
    ),
    "a target that is only about so much": (
        "list-replaced-targets",
        ":one a accord:PolicyTarget ; accord:value 400 ; accord:hasQualifier :about ;\n"
        "dcterms:replaces :old ."
        ":old accord:value 300 . :two a accord:PolicyTarget ; accord:value 450 ; dcterms:replaces :old .",
        ["one | 400 | old | 300 | - | about | -", "two | 450 | old | 300 | 150 | - | -"],
    ),
    "a contribution with a date of its own": (
        "list-organization-timeline",
        ":gift accord:hasFunder <organization/keio-university> ; accord:funds :fellowship ;\n"
        "accord:date 2 ; accord:datePrecision :day .\n"
        ":membership accord:hasParticipant <organization/keio-university> ; accord:hasRole :member ;\n"
        "accord:participationIn :league ; accord:date 1 ; accord:datePrecision :day .\n"
        ":other accord:funds :fellowship ; accord:date 3 ; accord:datePrecision :day .",
        ["1 | - | day | league | member | membership", "2 | - | day | fellowship | accord:hasFunder | gift"],
    ),
    "money with several dates": (
        "list-funding",
        ":gift a accord:FundingContribution ; accord:hasFunder :funder ; accord:funds :accord ;\n"
        "accord:date '2021-05-01' ; accord:datePrecision :month .\n"
        ":accord accord:date '2022-01-02' ; accord:datePrecision :day .\n"
        ":news accord:announces :accord ; accord:date '2022-01-01' ; accord:datePrecision :day .\n"
        ":again accord:announces :accord ; accord:date '2022-01-02' ; accord:datePrecision :day .\n"
        ":more a accord:FundingContribution ; accord:hasFunder :other ; accord:funds :accord .",
        [
            "funder | accord | - | - | - | 2021-05-01 | month | - | gift",
            "other | accord | - | - | - | 2022-01-01 | day | - | more",
        ],
    ),
    "an amount that two sources call the same, of different things": (
        "list-agreeing-sources",
        "graph:one { graph:one prov:wasDerivedFrom <source/pie-news-us-japan-ai-2024> .\n"
        ":this accord:hasAmount :about-1 . :about-1 accord:currency 'USD' ; accord:hasQualifier :about . }\n"
        "graph:two { graph:two prov:wasDerivedFrom <source/other> . :this accord:date 2 .\n"
        ":that accord:hasAmount :about-1 . :about-1 accord:currency 'USD' ; accord:hasQualifier :about . }\n"
        "graph:three { graph:three prov:wasDerivedFrom <source/third> .\n"
        ":this accord:hasAmount :about-1 . :about-1 accord:currency 'USD' ; accord:hasQualifier :about . }",
        ["source/third | 1"],
    ),
}


@dataclass
class Answer:
    """What a question must answer: these rows in this order; where it is open, others may stand among them,
    but never those that are ruled out."""

    open: bool
    rows: list[list[str]] = field(default_factory=list)
    ruled_out: list[list[str]] = field(default_factory=list)


def expected_answers() -> dict[str, Answer]:
    """The expected answer of each question, by its name."""
    answers: dict[str, Answer] = {}
    for line in (ROOT / "tests" / "expected_answers.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            name, _, more = line.removeprefix("## ").partition(" ")
            assert name not in answers, name
            answer = answers[name] = Answer(more == "…")
        elif line.startswith("! "):
            answer.ruled_out.append(line.removeprefix("! ").split(" | "))
        elif line and not line.startswith("#"):
            answer.rows.append(line.split(" | "))
    return answers


def fits(found: list[str], wanted: list[str]) -> bool:
    """Whether a row is the one that is wanted, "*" standing for any cell."""
    return len(found) == len(wanted) and all(
        want in ("*", cell) for cell, want in zip(found, wanted, strict=True)
    )


def missing(found: list[list[str]], wanted: list[list[str]]) -> list[list[str]]:
    """The wanted rows from the first on that is not found, or found only before the row that it follows."""
    left = iter(found)
    return next(
        (wanted[at:] for at, row in enumerate(wanted) if not any(fits(each, row) for each in left)), []
    )


def short(term: dict[str, str] | None) -> str:
    """A term as the expected answers write it."""
    if term is None:
        return "-"
    return term["value"].replace(BASE + "id/", "").replace(BASE + "ontology#", "accord:")


@dataclass
class Found:
    """What the endpoint answers."""

    names: list[str]
    rows: list[list[str]]


def ask(endpoint: str, query: str) -> Found:
    """Ask the endpoint."""
    data = urlencode({"query": query}).encode()
    request = Request(f"{endpoint}/sparql", data, {"Accept": "application/sparql-results+json"})
    with urlopen(request, timeout=120) as response:
        answer = json.load(response)
    names = answer["head"]["vars"]
    rows = [[short(row.get(name)) for name in names] for row in answer["results"]["bindings"]]
    return Found(names, rows)


def test_there_are_at_least_thirty_and_each_has_its_answer() -> None:
    assert len(QUESTIONS) >= 30
    assert {path.stem for path in QUESTIONS} == set(expected_answers())


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_question(path: Path, endpoint: str) -> None:
    expected = expected_answers()[path.stem]
    found = ask(endpoint, path.read_text("utf-8")).rows
    assert missing(found, expected.rows) == []
    assert [row for row in found if any(fits(row, not_wanted) for not_wanted in expected.ruled_out)] == []
    if not expected.open:
        assert len(found) == len(expected.rows)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_rows_have_one_order_only(path: Path, endpoint: str) -> None:
    text = path.read_text("utf-8")
    *_, order = re.findall(r"^ORDER BY (.*)$", text, re.MULTILINE)
    answer = ask(endpoint, text)
    keys = [[row[answer.names.index(name)] for name in re.findall(r"\?(\w+)", order)] for row in answer.rows]
    assert [row for row, key in zip(answer.rows, keys, strict=True) if keys.count(key) > 1] == []


@pytest.mark.parametrize(("question", "statements", "rows"), CASES.values(), ids=CASES)
def test_a_question_answers_what_may_be_said_one_day(question: str, statements: str, rows: list[str]) -> None:
    store = ox.Store()
    store.load(f"{PREFIXES}{statements}".encode(), ox.RdfFormat.TRIG)
    (path,) = (each for each in QUESTIONS if each.stem == question)
    answer = store.query(path.read_text("utf-8"))
    assert isinstance(answer, ox.QuerySolutions)
    found = json.loads(answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    names, bindings = found["head"]["vars"], found["results"]["bindings"]
    assert [" | ".join(short(row.get(name)) for name in names) for row in bindings] == rows


def test_an_answer_lacks_a_row_that_is_not_there_or_not_in_its_place() -> None:
    found = [["a", "1"], ["b", "2"], ["c", "3"]]
    assert missing(found, [["a", "1"], ["c", "*"]]) == []
    assert missing(found, [["a", "1"], ["d", "*"]]) == [["d", "*"]]
    assert missing(found, [["b", "2"], ["a", "1"]]) == [["a", "1"]]
    assert missing(found, [["a"]]) == [["a"]]


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_form(path: Path) -> None:
    text = path.read_text("utf-8")
    header, _, body = text.partition("\n\n")
    question, japanese, tags, columns, *parameters = header.splitlines()
    assert re.fullmatch(r"# [A-Z].*\?", question)
    assert re.fullmatch(r"# ja: .*。", japanese)
    assert re.fullmatch(r"# tags: [a-z]+(, [a-z]+)*", tags)
    assert re.fullmatch(r"# columns: [a-zA-Z]+ [a-z]+(, [a-zA-Z]+ [a-z]+)*", columns)
    for each in parameters:
        assert re.fullmatch(r"# parameter: [a-zA-Z]+ \| \S+ \| [A-Z][^|]* \| [^|]+( \| required)?", each)
    assert "ORDER BY" in body
    if "amountValue ?" in body and "derivedBy" not in body:  # "more than" and the like belong to an amount
        assert "hasQualifier" in body
    if "amountValue ?" in body:
        assert "currency" in body
    for name in re.findall(r"(\w+) (?:date|value)\b", columns):  # a year is written by one of its days
        assert {"precision", f"{name}Precision"} & set(re.findall(r"(\w+) thing", columns)), name
    declared = re.findall(r"^PREFIX (\w+): ", body, re.MULTILINE)
    assert declared == sorted(declared)
    assert [prefix for prefix in declared if not re.search(rf"(?<![\w]){prefix}:(?! <)", body)] == []

"""The competency questions: each gives, through the running endpoint, the answer that the sources give."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tools import ROOT

QUESTIONS = sorted((ROOT / "ontology" / "questions").glob("*.rq"))
BASE = "https://w3id.org/accordgraph/"


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
    for name in re.findall(r"(\w+) date\b", columns):  # a year is written by one of its days
        assert {"precision", f"{name}Precision"} & set(re.findall(r"(\w+) thing", columns)), name
    declared = re.findall(r"^PREFIX (\w+): ", body, re.MULTILINE)
    assert declared == sorted(declared)
    assert [prefix for prefix in declared if not re.search(rf"(?<![\w]){prefix}:(?! <)", body)] == []

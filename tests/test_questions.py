"""The competency questions: each gives, through the running endpoint, the answer that the article gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[1]
QUESTIONS = sorted((ROOT / "ontology" / "questions").glob("*.rq"))
BASE = "https://w3id.org/accordgraph/"


def expected_answers() -> dict[str, list[list[str]]]:
    """The expected rows of each question, by its name."""
    answers: dict[str, list[list[str]]] = {}
    for line in (ROOT / "tests" / "expected_answers.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            rows = answers[line.removeprefix("## ")] = []
        elif line and not line.startswith("#"):
            rows.append(line.split(" | "))
    return answers


def short(term: dict[str, str] | None) -> str:
    """A term as the expected answers write it."""
    if term is None:
        return "-"
    return term["value"].replace(BASE + "id/", "").replace(BASE + "ontology#", "accord:")


def ask(endpoint: str, query: str) -> list[list[str]]:
    """The rows that the endpoint answers."""
    data = urlencode({"query": query}).encode()
    request = Request(f"{endpoint}/sparql", data, {"Accept": "application/sparql-results+json"})
    with urlopen(request, timeout=60) as response:
        answer = json.load(response)
    names = answer["head"]["vars"]
    return [[short(row.get(name)) for name in names] for row in answer["results"]["bindings"]]


def test_there_are_at_least_thirty_and_each_has_its_answer() -> None:
    assert len(QUESTIONS) >= 30
    assert {path.stem for path in QUESTIONS} == set(expected_answers())


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_question(path: Path, endpoint: str) -> None:
    expected = expected_answers()[path.stem]
    found = ask(endpoint, path.read_text("utf-8"))
    for row, wanted in zip(found, expected, strict=False):
        row[:] = ["*" if want == "*" else cell for cell, want in zip(row, wanted, strict=True)]
    assert found == expected


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
    declared = re.findall(r"^PREFIX (\w+): ", body, re.MULTILINE)
    assert declared == sorted(declared)
    assert [prefix for prefix in declared if not re.search(rf"(?<![\w]){prefix}:(?! <)", body)] == []

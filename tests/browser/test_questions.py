"""Every guided question, asked by its form as somebody would who chooses something in each field."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page

from .conftest import Visiting

QUESTIONS = Path(__file__).parents[2] / "ontology" / "questions"
WITH_FIELDS = sorted(
    path.stem for path in QUESTIONS.glob("*.rq") if "# parameter:" in path.read_text("utf-8")
)
_LAST = 2


def fill(field: Locator) -> str:
    """Choose something in a field: not what stands there, where there is anything else."""
    if field.evaluate("each => each.tagName") == "SELECT":
        values: list[str] = field.locator("option").evaluate_all("all => all.map(each => each.value)")
        chosen = [each for each in values if each][:_LAST][-1]
        field.select_option(chosen)
        return chosen
    listed: list[str] = field.evaluate("each => [...(each.list?.options ?? [])].map(({ value }) => value)")
    if field.get_attribute("type") == "date":
        listed = ["2024-04-10"]
    field.fill(listed[0] if listed else "2024")
    return field.input_value()


def loaded(page: Page, place: int) -> bytes:
    """Return what a spreadsheet gets from the address that one of the page's downloads has."""
    link = page.locator(".take .formats a").nth(place).get_attribute("href")
    response = page.request.get(urljoin(page.url, str(link)))
    assert response.status == 200, response.text()
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    return response.body()


@pytest.mark.parametrize("name", WITH_FIELDS)
def test_a_question_is_answered_by_its_form(look: Visiting, name: str) -> None:
    here = look(f"/questions/{name}")
    page, form = here.page, here.page.locator("form.fill")
    chosen = {str(each.get_attribute("name")): fill(each) for each in form.locator("[name]").all()}
    with page.expect_navigation() as answered:
        form.get_by_role("button").click()
    response = answered.value
    assert response is not None
    assert response.status == 200
    assert all(f"{field}=" in page.url for field in chosen)
    shown = page.locator("table.answer tbody tr").count()
    plain = loaded(page, 0)
    rows = list(csv.reader(io.StringIO(plain.decode(), newline="")))
    assert len(rows) == shown + 1
    assert rows[0] == [each for each in rows[0] if re.fullmatch(r"[a-z]\w*", each)]
    assert loaded(page, 1).startswith(b"\xef\xbb\xbf")


def test_who_comes_back_finds_the_fields_that_were_answered(visit: Visiting) -> None:
    here = visit("/questions/list-itemized-contributions?funder=nvidia")
    field = here.page.get_by_label("Funder")
    field.select_option("amazon")
    here.follow(here.page.get_by_role("button", name="Answer"))
    here.page.go_back()
    assert "NVIDIA" in here.page.inner_text("table.answer")
    assert field.input_value() == "nvidia"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("list-itemized-contributions?funder=nvidea", ("There is no “nvidea” to choose here.", "NVIDIA")),
        ("list-itemized-contributions?fundr=nvidia", ("no parameter “fundr”",)),
        ("list-timeline?from=soon", ("“soon” is no year", "2024")),
    ],
)
def test_a_wrong_parameter_says_what_to_do(visit: Visiting, asked: str, words: tuple[str, ...]) -> None:
    here = visit(f"/questions/{asked}")
    assert here.status == 400
    told = here.page.inner_text("main")
    assert [each for each in words if each not in told] == []
    name, _, parameters = asked.partition("?")
    problem = here.page.request.get(f"{here.site}/questions/{name}.csv?{parameters}")
    assert (problem.status, problem.headers["content-type"]) == (400, "application/problem+json")
    assert words[0] in problem.json()["detail"]
    if "NVIDIA" in words:
        here.follow(here.page.get_by_role("link", name="NVIDIA", exact=True).first)
        assert "25,000,000" in here.page.inner_text("table.answer")

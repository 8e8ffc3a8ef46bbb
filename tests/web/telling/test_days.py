"""How a page says dates and periods, as exactly as they are known."""

from __future__ import annotations

import re
from datetime import date

import pyoxigraph as ox
import pytest
from flask import Flask

from accordgraph.graph.names import Names
from accordgraph.web.data.display import Display
from accordgraph.web.data.reading import Reader
from accordgraph.web.responding.context import lend
from accordgraph.web.telling.believed import Believed
from accordgraph.web.telling.days import day
from accordgraph.web.telling.illustrating import known_span
from accordgraph.web.telling.phrases import Phrases

from ..conftest import Whole
from ..content import BASE

NAMES = Names(BASE)


@pytest.mark.parametrize(("text", "precision", "english", "japanese"), [
    ("2024-04-09", "day", "9 April 2024", "2024年4月9日"),
    ("2024-04-01", "month", "April 2024", "2024年4月"),
    ("2023-01-01", "year", "2023", "2023年"),
    ("some day", "day", "some day", "some day"),
    ("2024-13-01", "month", "2024-13-01", "2024-13-01"),
])  # fmt: skip
def test_of_a_date_is_said_what_is_known(
    app: Flask, text: str, precision: str, english: str, japanese: str
) -> None:
    for tongue, words in (("en", english), ("ja", japanese)):
        with app.test_request_context("/", headers={"Accept-Language": tongue}):
            assert day(text, precision) == words


@pytest.mark.parametrize(("start", "end", "precision", "first", "last"), [
    ("2024-02-09", "2024-04-09", "day", (2024, 2, 9), (2024, 4, 9)),
    ("2023-12-01", "2024-02-01", "month", (2023, 12, 1), (2024, 2, 29)),
    ("2023-04-30", "2023-04-30", "month", (2023, 4, 1), (2023, 4, 30)),
    ("2023-01-01", "2024-12-31", "year", (2023, 1, 1), (2024, 12, 31)),
    ("2023-04-01", "2023-04-01", "year", (2023, 1, 1), (2023, 12, 31)),
])  # fmt: skip
def test_a_time_is_drawn_from_the_first_to_the_last_day_that_it_may_mean(
    start: str, end: str, precision: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert known_span(start, end, precision) == (date(*first), date(*last))


@pytest.mark.parametrize("ends", [("2024-04-09", ""), ("", "2024-04-09"), ("2024-04-31", "2024-05-01")])
def test_a_time_of_which_an_end_is_not_known_is_not_drawn(ends: tuple[str, str]) -> None:
    assert known_span(*ends, "day") is None


def test_dates_in_tables_are_not_broken(whole: Whole) -> None:
    """In Japanese they have no spaces, and would break anywhere."""
    page = whole.client.get(
        "/doc/organization/university-of-tokyo.html", headers={"Accept-Language": "ja"}
    ).text
    tables = "".join(re.findall(r'<table class="stacked">(.*?)</table>', page, re.DOTALL))
    dates = re.findall(r"<td([^>]*)><span[^>]*>\d{4}年", tables)
    assert dates
    assert all('class="date"' in each for each in dates), dates


def test_a_period_of_which_one_end_is_known_is_told_as_that_end(app: Flask) -> None:
    store, visit = ox.Store(), f"{BASE}id/event/visit"
    begins = ox.Literal("2024-04-08", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    store.add(ox.Quad(ox.NamedNode(visit), ox.NamedNode(NAMES.term("periodStart")), begins))
    with app.test_request_context("/"):
        lend()
        phrases = Phrases(Display(), Believed(Reader(store, NAMES), NAMES))
        assert phrases.period(visit) == ""
        assert phrases.value(visit, "accord:periodStart", begins).text == "8 April 2024"

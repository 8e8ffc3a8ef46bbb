"""How a page says amounts and numbers of people, with what qualifies them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from accordgraph.web.data.display import Display
from accordgraph.web.responding.context import lend
from accordgraph.web.telling.amounts import amount_of, money

from ..conftest import Whole


@pytest.mark.parametrize(("value", "currency", "words"), [
    ("25000000", "USD", "US$25,000,000"),
    ("1000000000", "JPY", "¥1,000,000,000"),
    ("12.5", "CHF", "CHF 12.5"),
])  # fmt: skip
def test_amounts_have_their_currency(value: str, currency: str, words: str) -> None:
    assert money(Decimal(value), currency) == words


@pytest.mark.parametrize(("value", "currency", "words"), [
    ("25000000", "USD", "US$25,000,000"),
    ("25000000", "", None),
    ("", "USD", None),
    ("NaN", "USD", None),
    ("Infinity", "USD", None),
])  # fmt: skip
def test_a_sum_is_drawn_only_where_value_and_currency_are_known(
    app: Flask, value: str, currency: str, words: str | None
) -> None:
    with app.test_request_context("/"):
        lend()
        found = amount_of(value, currency, "", Display())
    assert (found and found.words) == words


def test_amounts_and_qualifiers_are_said_in_words(client: FlaskClient) -> None:
    page = client.get("/doc/organization/beta.html").text
    assert "more than US$25,000,000" in page
    japanese = client.get("/doc/organization/beta.html", headers={"Accept-Language": "ja"}).text
    assert "US$25,000,000 超" in japanese


@pytest.mark.parametrize(("path", "english", "japanese"), [
    ("target/students-in-ibm-universities-quantum-education", "up to 40,000", "最大 40,000"),
    ("statistic/japanese-students-abroad-2017", "about 200,000", "約 200,000"),
    ("statistic/us-students-in-japan-2021-2022", "678", "678"),
    ("statistic/value-before-japanese-students-in-the-united-states-2022-2023", "about 13,491", "約 13,491"),
])  # fmt: skip
def test_a_number_of_people_is_said_with_its_qualifier(
    whole: Whole, path: str, english: str, japanese: str
) -> None:
    for tongue, words in (("en", english), ("ja", japanese)):
        page = whole.client.get(f"/doc/{path}.html", headers={"Accept-Language": tongue}).text
        number = words.rpartition(" ")[2]
        assert re.findall(rf"[^<>]*(?<!,){number}(?!,)[^<>]*(?=</)", page.partition("<main")[2])[:2] == [
            words,
            words,
        ]


@pytest.mark.parametrize(("path", "english", "japanese"), [
    ("statistic/international-students-in-japan-2019", "310,000 (students abroad) in Japan, 2019.",
     "日本、2019年"),
    ("statistic/japanese-students-abroad-2017", "about 200,000 (students sent abroad) from Japan, 2017.",
     "日本から、2017年"),
    ("target/international-students-in-japan", "400,000 (students abroad) in Japan by 2033.",
     "日本で 2033年までに 400,000"),
    ("target/japanese-students-abroad", "500,000 (students sent abroad) from Japan by 2033.",
     "日本から 2033年までに 500,000"),
    ("target/officials-in-mansfield-fellowship", "up to 10 (participants) from United States in Japan.",
     "アメリカ合衆国から日本へ 最大 10"),
])  # fmt: skip
def test_a_number_of_people_is_said_with_whence_and_where(
    whole: Whole, path: str, english: str, japanese: str
) -> None:
    for tongue, words in (("en", english), ("ja", japanese)):
        page = whole.client.get(f"/doc/{path}.html", headers={"Accept-Language": tongue}).text
        lead = LexborHTMLParser(page).css_first("main p.lead")
        assert lead is not None
        assert " ".join(lead.text().split()).startswith(words)


def test_a_list_of_figures_has_the_number_of_each(whole: Whole) -> None:
    table = LexborHTMLParser(whole.client.get("/browse/kind/statistic").text).css_first("main table")
    assert table is not None
    rows = [[each.text(strip=True) for each in row.css("td")] for row in table.css("tbody tr")]
    assert len(rows) > 20
    assert all(any(row) for row in rows)


@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_a_goal_of_money_is_said_like_an_amount(whole: Whole, tongue: str) -> None:
    headers = {"Accept-Language": tongue}
    page = whole.client.get("/doc/total/mineta-ambassadors-program.html", headers=headers).text
    assert "US$10,000,000</a>" in page
    assert "US$10 million</a>" not in page


def test_numbers_stand_below_each_other_by_their_last_digits(whole: Whole) -> None:
    page = whole.client.get("/doc/place/japan.html").text
    assert re.search(r'<th scope="col" class="number"[^>]*>number</th>', page)
    assert re.search(r'<td class="number"[^>]*>\s*<span[^>]*>310,000</span>', page)

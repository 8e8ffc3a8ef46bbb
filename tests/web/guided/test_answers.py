"""Answers as data and on pages: their languages, formats, validators and pictures, and what they say."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from ..conftest import Whole
from ..content import BASE
from .asked import HTML, rows


@pytest.mark.parametrize(("given", "name"), [
    ("", "who-signed"), ("?party=alpha-university", "who-signed-alpha-university"),
])  # fmt: skip
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_an_answer_is_saved_by_what_was_asked_and_by_its_snapshot(
    client: FlaskClient, given: str, name: str, ending: str
) -> None:
    snapshot = json.loads(client.get("/ready").data)["snapshot"][:8]
    response = client.get(f"/questions/who-signed.{ending}{given}")
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}-{snapshot}.{ending}"'
    page = client.get(f"/questions/who-signed{given}", headers=HTML)
    assert "Content-Disposition" not in page.headers
    assert page.text.count(" download>") == 3  # each is named by the server


def test_the_downloads_are_led_to_before_a_long_answer(client: FlaskClient) -> None:
    page = client.get("/questions/who-signed", headers=HTML).text
    assert page.index('href="#take"') < page.index('<table class="answer') < page.index('id="take"')


def test_names_are_in_the_language_that_the_address_names(whole: Whole) -> None:
    address = "/questions/list-agreement-parties.csv?party=keio-university"
    assert {row["partyLabel"] for row in rows(whole.client, address)} == {"Keio University"}
    found = rows(whole.client, f"{address}&language=ja")
    assert {row["partyLabel"] for row in found} == {"慶應義塾大学"}


#: Questions that select texts, the column that these stand in, and whether all have a Japanese one.
TEXTS = [
    ("find-why-not-believed", "reason", True),
    ("list-disputes-without-overruling", "reason", True),
    ("list-overruled-statements", "reason", True),
    ("list-statements", "gist", True),
    ("list-itemized-contributions", "funderLabel", False),
    ("list-derived-sources", "note", False),
    ("list-reading-notes-on-funding", "note", False),
    ("find-evidence-of-thing", "note", False),
]


@pytest.mark.parametrize(("name", "column", "all_of_them"), TEXTS)
def test_texts_are_in_the_language_that_the_address_names_or_in_the_one_there_is(
    whole: Whole, name: str, column: str, all_of_them: bool
) -> None:
    english, japanese = (
        [row[column] for row in rows(whole.client, f"/questions/{name}.csv?language={tongue}")]
        for tongue in ("en", "ja")
    )
    assert len(english) == len(japanese) > 0
    assert [each == "" for each in english] == [each == "" for each in japanese]
    kana = re.compile("[ぁ-ヿ]")
    assert not any(map(kana.search, english))
    if all_of_them:
        assert all(map(kana.search, japanese))
    page = whole.client.get(f"/questions/{name}", headers={**HTML, "Accept-Language": "ja"}).text
    assert "VALUES ?language { &#34;ja&#34; }" in page


def test_each_overruling_is_listed_once(whole: Whole) -> None:
    found = rows(whole.client, "/questions/list-overruled-statements.csv")
    overruled = [tuple(row[name] for name in ("subject", "property", "value", "overruled")) for row in found]
    assert len(set(overruled)) == len(overruled)


@pytest.mark.parametrize(("ending", "accept"), [(".json", "*/*"), ("", "application/json"), (".csv", "*/*")])
@pytest.mark.parametrize("named", ["", "&language=en", "&language=ja"])
def test_data_at_one_address_are_the_same_for_all(whole: Whole, ending: str, accept: str, named: str) -> None:
    address = f"/questions/list-totals{ending}?currency=USD{named}"
    answers = [
        whole.client.get(address, headers={"Accept": accept, "Accept-Language": tongue})
        for tongue in ("en", "ja", "fr")
    ]
    assert len({(answer.headers["ETag"], answer.data) for answer in answers}) == 1
    if answers[0].content_type == "application/json":
        found = answers[0].get_json()
        assert found["query"].startswith(f"# {found['question']}\n")
        assert ("総額" in found["question"]) == ("ja" in named)


def test_excel_gets_a_byte_order_mark_only_where_it_is_asked_for(client: FlaskClient) -> None:
    plain = client.get("/questions/who-signed.csv").data
    assert client.get("/questions/who-signed.csv?bom=1").data == b"\xef\xbb\xbf" + plain
    assert client.get("/questions/who-signed.csv?bom=0").data == plain


def test_json_has_numbers_and_says_what_was_asked(whole: Whole) -> None:
    response = whole.client.get("/questions/list-itemized-contributions.json?funder=nvidia")
    found: dict[str, Any] = json.loads(response.data)
    assert response.content_type == "application/json"
    assert (found["count"], len(found["rows"])) == (1, 1)
    row = found["rows"][0]
    assert (row["funderLabel"], row["value"], row["currency"]) == ("NVIDIA", 25_000_000, "USD")
    assert found["parameters"] == {
        "funder": f"{BASE}id/organization/nvidia", "funded": None, "currency": None
    }  # fmt: skip
    assert found["dataset"].startswith(f"{BASE}dataset/")
    assert "organization/nvidia" in found["query"]


@pytest.mark.parametrize("ending", ["", ".html", ".csv", ".json"])
def test_answers_have_validators_and_are_open_to_all(client: FlaskClient, ending: str) -> None:
    first = client.get(f"/questions/who-signed{ending}?party=beta")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert ("Accept" in first.headers.get("Vary", "").split(", ")) == (ending == "")
    again = client.get(
        f"/questions/who-signed{ending}?party=beta", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    if not ending:
        assert first.headers["Content-Location"] == "who-signed.html?party=beta"


@pytest.mark.parametrize(
    ("address", "pictures"),
    [
        ("list-funding", ["flow-jpy", "flow-usd", "timeline"]),
        ("list-funding?funder=nvidia", []),
        ("list-contributions-without-amount", []),
        ("list-timeline", ["timeline"]),
        ("list-organization-timeline?organization=government-of-japan", ["timeline"]),
        ("find-partners?until=2000", ["timeline", "network"]),
        ("find-partners?until=1900", []),
    ],
)
def test_answers_have_pictures_where_these_say_something(
    whole: Whole, address: str, pictures: list[str]
) -> None:
    page = whole.client.get(f"/questions/{address}", headers=HTML).text
    assert re.findall(r'<title id="(\S+)-wide-title">', page) == pictures
    assert ('<a href="#rows">' in page) == bool(pictures)  # which stand before the rows


def test_what_the_graph_does_not_answer_is_not_denied(whole: Whole) -> None:
    page = whole.client.get("/questions/find-partners?until=1900", headers=HTML).text
    assert "The graph has no answer to this." in page


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("list-disputes", "en", {"true": "believed", "false": "not believed"}),
        ("list-disputes", "ja", {"true": "採用", "false": "不採用"}),
        ("list-firsts", "ja", {"true": "採用", "false": "不採用"}),
    ],
)
def test_what_is_believed_is_told_in_words(
    whole: Whole, question: str, language: str, said: dict[str, str]
) -> None:
    page = whole.client.get(f"/questions/{question}", headers={**HTML, "Accept-Language": language}).text
    for value, words in said.items():
        assert f'title="{value}">{words}</span></td>' in page
        assert f">{value}</span></td>" not in page


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("list-sources-of-totals", "en", ">more than US$11,000,000</a>"),
        ("list-sources-of-totals", "ja", ">US$11,000,000 超</a>"),
        ("list-disputes", "en", '<th scope="col">believed?</th>'),
        ("list-overruled-and-believed", "en", '<th scope="col">believed</th>'),
        ("list-overruled-and-believed", "ja", '<th scope="col">採用</th>'),
        ("list-disputes", "en", ' title="2023-05-01">May 2023</span>'),
        ("list-overruled-and-believed", "ja", ' title="2024-04-01">2024年4月</span>'),
    ],
)
def test_answers_say_things_as_pages_do(whole: Whole, question: str, language: str, words: str) -> None:
    page = whole.client.get(f"/questions/{question}", headers={**HTML, "Accept-Language": language}).text
    assert words in page


def test_dates_and_numbers_are_shown_as_far_as_they_are_known(whole: Whole) -> None:
    page = whole.client.get("/questions/list-timeline", headers=HTML).text
    for words in ("1975", "2023", "9 April 2024"):
        assert f">{words}</span></td>" in page
    assert "exact to the</th>" not in page
    assert "8 April 2024 to 14 April 2024" in page
    for address, shown, false in (
        ("list-replaced-agreements", "2014", "1 January 2014"),
        ("list-sources?publisher=kyodo-news", "April 2024", "1 April 2024"),
        ("list-programme-numbers", "1987", "31 December 1987"),
    ):
        page = whole.client.get(f"/questions/{address}", headers=HTML).text
        assert (f">{shown}</span></td>" in page, false in page) == (True, False), address
    assert ">25,000,000</span></td>" in whole.client.get("/questions/list-funding", headers=HTML).text
    japanese = whole.client.get("/questions/list-timeline", headers={**HTML, "Accept-Language": "ja"}).text
    assert ">2023年</span></td>" in japanese
    assert ">2024年4月9日</span></td>" in japanese


#: Questions whose rows tell of a thing that they may not name, and the column that leads to it.
FACTS = [
    ("compare-derived-with-stated-change", "figure"),
    ("count-sources-of-signatories", "participation"),
    ("find-partnership-of-contribution", "contribution"),
    ("list-administrators", "participation"),
    ("list-agreements-of-country", "fact"),
    ("list-announcers", "participation"),
    ("list-contributions-without-amount", "contribution"),
    ("list-funders", "contribution"),
    ("list-funding", "contribution"),
    ("list-itemized-contributions", "contribution"),
    ("list-offices", "participation"),
    ("list-organization-timeline", "fact"),
    ("list-participations", "participation"),
    ("list-programme-sponsors", "contribution"),
    ("list-remainders-of-totals", "figure"),
    ("list-shares-of-totals", "figure"),
    ("list-signatories", "participation"),
    ("list-visits", "participation"),
]


@pytest.mark.parametrize(("name", "column"), FACTS)
def test_each_row_leads_to_the_page_that_says_who_says_so(whole: Whole, name: str, column: str) -> None:
    found = rows(whole.client, f"/questions/{name}.csv")
    page = whole.client.get(f"/questions/{name}", headers=HTML).text
    assert '<th scope="col" class="fact">Who says so</th>' in page
    leading = set(map(html.unescape, re.findall('aria-label="details: ([^"]*)">details</a>', page)))
    assert leading == {row[f"{column}Label"] for row in found}
    place = found[0][column].removeprefix(f"{BASE}id/")
    assert f'href="../doc/{place}#evidence"' in page
    told = whole.client.get(f"/doc/{place}", headers=HTML).text
    assert told.count('id="evidence"') == 1
    assert 'class="says"' in told
    assert 'class="place"' in told or "derived: " in told


@pytest.mark.parametrize(
    ("question", "words"),
    [("list-overruled-and-believed", "party"), ("list-agreements-of-country", "funder")],
)
def test_properties_are_called_as_on_the_pages_of_things(whole: Whole, question: str, words: str) -> None:
    page = whole.client.get(f"/questions/{question}", headers=HTML).text
    assert f">{words}</a></td>" in page
    assert f">has {words}<" not in page

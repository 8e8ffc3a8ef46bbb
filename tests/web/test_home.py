"""The first page: what the graph holds at a glance, in the reader's language."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from .conftest import Whole

HTML = {"Accept": "text/html"}


def _text(page: str) -> str:
    """The words of a page's main part."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.partition("<main")[2])).split())


def test_agreements_have_parties_dates_and_stated_totals(whole: Whole) -> None:
    page = whole.client.get("/", headers=HTML).text
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL)
    told = [_text(f"<main>{row}") for row in rows]
    assert len(told) == 8  # a few of them, the weightiest first
    whole_of_it = [row for row in told if "US$110,000,000" in row]
    # A total stands with what it is the total of, and with none of its parts.
    assert len(whole_of_it) == 1
    assert "Keio University" in whole_of_it[0]
    assert "9 April 2024" in whole_of_it[0]
    assert [row for row in told if row.endswith("not stated")]
    assert not [row for row in told if "\u2013" in row]


def test_pictures_have_their_numbers_beside_them(whole: Whole) -> None:
    page = whole.client.get("/", headers=HTML).text
    assert page.count('<figure class="picture">') == page.count("<summary>As a table</summary>") >= 2
    for words in ("Who cooperates with whom", "Where money goes", "US$25,000,000", "not stated"):
        assert words in page


@pytest.mark.parametrize(("language", "words"), [
    ("en", ("Begin with a question", "Agreements", "Cite it", "Download it")),
    ("ja", ("質問から始める", "協定", "誰と誰が協力しているか", "資金の流れ", "引用する")),
])  # fmt: skip
def test_the_first_page_speaks_the_readers_language(
    whole: Whole, language: str, words: tuple[str, ...]
) -> None:
    page = whole.client.get("/", headers={**HTML, "Accept-Language": language}).text
    assert f'<html lang="{language}">' in page
    for each in words:
        assert each in page


def test_what_is_counted_is_called_what_it_is(whole: Whole) -> None:
    page = _text(whole.client.get("/", headers=HTML).text)
    assert re.search(r"\d+ statistics and derived figures", page)  # as all that is listed there is


def test_five_questions_to_start_from(whole: Whole) -> None:
    page = whole.client.get("/", headers=HTML).text
    begun = page.partition('<ul class="questions">')[2].partition("</ul>")[0]
    places = re.findall(r'href="\./(questions/[a-z-]+)"', begun)
    assert len(places) == 5
    for place in places:
        assert whole.client.get(f"/{place}", headers=HTML).status_code == 200


def test_a_small_graph_has_a_first_page_too(client: FlaskClient) -> None:
    page = client.get("/", headers=HTML).text
    assert "Accord of Alpha and Beta" in page
    assert "3 April 2024" in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/doc/contribution/nvidia-to-us-japan-ai-research-partnerships-2024",
            "NVIDIA gives US$25,000,000 to",
        ),
        ("/doc/organization/nvidia", "NVIDIA \N{EN DASH} What"),
        ("/doc/organization/ibm", "IBM \N{EN DASH} What"),
    ],
)
def test_a_page_is_described_by_what_it_tells(whole: Whole, path: str, words: str) -> None:
    assert f'<meta name="description" content="{words}' in whole.client.get(path, headers=HTML).text


@pytest.mark.parametrize("path", ["/doc/organization/nvidia", "/dumps/", "/nowhere"])
def test_each_page_says_what_the_site_is_and_under_which_licence_its_data_are(
    whole: Whole, path: str
) -> None:
    page = whole.client.get(path, headers=HTML).text
    words = "What published sources say about international cooperation agreements."
    assert re.search(f'<meta name="description" content="[^"]+ \N{EN DASH} {words}', page)
    footer = page.partition("<footer")[2]
    assert words in footer
    assert '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a>' in footer

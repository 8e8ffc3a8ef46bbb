"""Sources: the list of all, and what each states, paragraph by paragraph."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from accordgraph.graph.names import Names
from accordgraph.graph.portions import PAGE_SIZE
from accordgraph.web.data.extents import COUNTED
from accordgraph.web.data.reading import Reader
from accordgraph.web.data.stating import Stating
from tools import ROOT

from ..conftest import Whole
from ..content import BASE

NAMES = Names(BASE)
PAGE = {"Accept": "text/html"}


def test_all_sources_are_listed_with_what_they_state(whole: Whole) -> None:
    page = whole.client.get("/sources", headers=PAGE).text
    assert "16 April 2024" in page
    assert 'href="./sources/pie-news-us-japan-ai-2024"' in page
    dates = re.findall(r"<time datetime=\"(\S+?)\"", page) or re.findall(r"\b\d{1,2} \w+ (\d{4})\b", page)
    assert dates == sorted(dates, reverse=True), "the newest first"
    japanese = whole.client.get("/sources", headers={**PAGE, "Accept-Language": "ja"}).text
    assert "2024年4月16日" in japanese
    assert "段落ごとに見る" in japanese


def test_a_source_is_told_paragraph_by_paragraph(whole: Whole) -> None:
    seen: list[int] = []
    pages = 1
    while True:
        page = whole.client.get(f"/sources/pie-news-us-japan-ai-2024?page={pages}", headers=PAGE).text
        seen += map(int, re.findall(r'<li value="(\d+)">', page))
        if 'rel="next"' not in page:
            break
        pages += 1
    assert pages == 3
    assert seen == sorted(seen)
    assert set(seen) <= set(range(1, 26))
    first = whole.client.get("/sources/pie-news-us-japan-ai-2024", headers=PAGE).text
    japanese = whole.client.get(
        "/sources/pie-news-us-japan-ai-2024", headers={**PAGE, "Accept-Language": "ja"}
    ).text
    for page, words in ((first, "evidence"), (japanese, "証拠")):
        assert re.search(rf'<a class="where" [^>]+>{words}</a>', page)
    assert "US$110,000,000" in first
    assert "characters 19 to 23" in first
    text = (ROOT / "data" / "sources" / "pie-news-us-japan-ai-2024.ttl").read_text("utf-8")
    assert re.search(rf"located</a> {text.count('a accord:Evidence ;')}\b", first)
    assert "https://thepienews.com/" in first


def test_a_source_that_gives_the_year_only_is_told_to_give_the_year(whole: Whole) -> None:
    """What is believed, 21 May 2023, is known to the day."""
    pages = [
        whole.client.get(f"/sources/pie-news-us-japan-ai-2024?page={page}", headers=PAGE).text
        for page in (1, 2, 3)
    ]
    said = next(page for page in pages if "US-Japan university-corporate partnerships of 2023" in page)
    assert re.search(r">2023<", said)
    assert "1 January 2023" not in "".join(pages)


def test_what_a_source_states_and_no_reader_should_believe_is_marked(whole: Whole) -> None:
    pages = [
        whole.client.get(f"/sources/pie-news-us-japan-ai-2024?page={page}", headers=PAGE).text
        for page in (1, 2, 3)
    ]
    said = " ".join(re.sub(r"<[^>]+>", " ", "".join(pages)).split())
    assert "Size of the Mineta Ambassadors Program · amount: US$11,000,000 (not believed)" in said
    assert "US$110,000,000 (not" not in said
    japanese = {**PAGE, "Accept-Language": "ja"}
    assert "(不採用)" in whole.client.get("/sources/pie-news-us-japan-ai-2024", headers=japanese).text


def test_the_page_of_a_source_begins_with_what_it_states(whole: Whole) -> None:
    page = whole.client.get("/doc/source/pie-news-us-japan-ai-2024.html").text
    assert "Paragraph 2" in page
    assert "../../sources/pie-news-us-japan-ai-2024?page=2" in page
    unread = whole.client.get("/doc/source/open-doors.html")
    assert (unread.status_code, "Paragraph" in unread.text) == (200, False)


@pytest.mark.parametrize(
    "path", ["/sources/nowhere", "/sources/first?page=99", "/sources?page=2", "/sources/A"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers=PAGE).status_code == 404


def test_of_a_source_without_end_a_bounded_part_is_read() -> None:
    store, graph = ox.Store(), ox.NamedNode(NAMES.source_graph("long"))
    for number in range(COUNTED + 500):
        evidence = ox.NamedNode(f"{BASE}id/evidence/e{number}")
        supports, place = (ox.NamedNode(NAMES.term(each)) for each in ("supports", "paragraphNumber"))
        store.add(ox.Quad(evidence, supports, ox.NamedNode(f"{BASE}id/event/v"), graph))
        store.add(ox.Quad(evidence, place, ox.Literal(number + 1), graph))
    stating = Stating(Reader(store, NAMES), NAMES)
    first, last = stating.stated(graph.value, 1), stating.stated(graph.value, COUNTED // PAGE_SIZE)
    assert (first.total, first.counted, len(first.items), len(last.items)) == (
        COUNTED,
        False,
        PAGE_SIZE,
        PAGE_SIZE,
    )
    assert stating.stated(graph.value, last.pages + 1).items == ()


def test_a_thing_can_be_read_as_turtle_on_a_page(client: FlaskClient) -> None:
    page = client.get("/doc/agreement/alpha-beta.html?view=rdf").text
    assert "accord:hasParty" in page
    assert "&lt;https://w3id.org/accordgraph/" in page
    assert 'alpha-beta.html?view=rdf"' in client.get("/doc/agreement/alpha-beta.html").text

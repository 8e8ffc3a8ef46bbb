"""How a page says who states a fact, and where."""

from __future__ import annotations

import re
from html import unescape

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from accordgraph.graph.names import Names
from accordgraph.graph.portions import PAGE_SIZE
from accordgraph.web.data.display import Display
from accordgraph.web.data.listing import Lister
from accordgraph.web.data.looking import Look
from accordgraph.web.data.reading import Reader
from accordgraph.web.describing import describe
from accordgraph.web.responding.context import lend
from accordgraph.web.telling.believed import Believed
from accordgraph.web.telling.phrases import Phrases
from accordgraph.web.telling.proofs import Proofs

from ..conftest import Whole
from ..content import BASE

NAMES = Names(BASE)
_PIE = "US & Japan launch $110m AI partnerships (The PIE News, 16 April 2024)"
_LOCATED = "pie-news-us-japan-ai-2024-p12-amount-usd-25000000-amount-value"
_CITED = "goconnect-mineta-ambassadors-2024-participation-biden-announces-mineta-ambassadors-program"


def test_each_fact_leads_to_source_paragraph_and_span(client: FlaskClient) -> None:
    page = client.get("/doc/agreement/alpha-beta.html").text
    date = page.partition("3 April 2024")[2].partition("</tr>")[0]
    assert "2 sources agree (1 independent), 1 differs" in date
    assert ">paragraph 4</a>" in date
    assert "../../doc/source/first" in date
    assert "../../doc/evidence/first-date" in date
    assert "characters " in date


def test_evidence_begins_with_paragraphs_and_says_for_what_as_pages_call_it(whole: Whole) -> None:
    page = whole.client.get("/doc/contribution/nvidia-to-us-japan-ai-research-partnerships-2024.html").text
    evidence = page.partition('id="evidence"')[2]
    places = re.findall(r'<td data-head="Paragraph"><a [^>]*>([^<]*)</a>', evidence)
    assert {"12", "the page"} <= set(places)
    assert places == sorted(places, key="the page".__eq__)
    told = set(re.findall(r'<td data-head="For"><\w+ ?[^>]*>([^<]*)<', evidence))
    assert {"funder", "amount", "for"} <= told


def test_of_many_sources_those_whose_paragraphs_are_known_are_named_first(whole: Whole) -> None:
    page = whole.client.get("/doc/contribution/amazon-to-us-japan-ai-research-partnerships-2024.html").text
    amount = page.partition(">US$25,000,000</a></td>")[2].partition("</tr>")[0]
    assert re.findall(r">(paragraph \d+|the page)</a>", amount)[:2] == ["paragraph 12", "the page"]
    assert '<a href="#evidence">2 more state it: see the evidence.</a>' in amount
    assert 'id="evidence"' in page


def test_what_is_stated_of_a_thing_is_had_as_a_table(whole: Whole) -> None:
    page = whole.client.get("/doc/organization/nvidia", headers={"Accept": "text/html"}).text
    (address,) = re.findall(r'href="\.\./\.\./(questions/[^"]*thing=[^"]*)"', page)
    answer = whole.client.get(f"/{unescape(address)}", headers={"Accept": "text/html"})
    assert (answer.status_code, "CSV for Excel" in answer.text) == (200, True)


@pytest.mark.parametrize("path", ["/doc/agreement/us-japan-ai-research-partnerships-2024.html", "/disputes"])
def test_links_to_places_in_sources_have_names_that_tell_them_apart(whole: Whole, path: str) -> None:
    page = LexborHTMLParser(whole.client.get(path, headers={"Accept": "text/html"}).text)
    led: dict[str, set[str]] = {}
    for link in page.css(".says .place > a:first-child, .says a[rel=external]"):
        name = link.attributes.get("aria-label") or link.text(strip=True)
        source = link.parent.parent.css_first("a") if link.parent and link.parent.parent else None
        assert source is not None
        led.setdefault(name, set()).add(source.text(strip=True))
    assert len(led) > 10
    assert all(len(sources) == 1 for sources in led.values())


@pytest.mark.parametrize(("tongue", "evidence", "words"), [
    ("en", _LOCATED, f"Paragraph 12 of {_PIE} supports what is stated of US$25,000,000"),
    ("ja", _LOCATED, f"{_PIE}の第 12 段落が、US$25,000,000について"),
    ("en", _CITED, "(GoConnect, 13 April 2024) supports what is stated of"),
])  # fmt: skip
def test_evidence_says_first_in_which_source_it_is(
    whole: Whole, tongue: str, evidence: str, words: str
) -> None:
    page = whole.client.get(f"/doc/evidence/{evidence}.html", headers={"Accept-Language": tongue}).text
    lead = LexborHTMLParser(page).css_first("main p.lead")
    assert lead is not None
    assert words in " ".join(lead.text().split())
    source = lead.css_first("a")
    assert source is not None
    assert "/doc/source/" in str(source.attributes["href"])


@pytest.mark.parametrize(("tongue", "who"), [("en", "the curators"), ("ja", "編集者")])
def test_what_the_curators_add_is_said_to_be_theirs(whole: Whole, tongue: str, who: str) -> None:
    page = whole.client.get("/doc/organization/ibm.html", headers={"Accept-Language": tongue}).text
    told = {each.text(strip=True) for each in LexborHTMLParser(page).css(".says > a")}
    assert told == {who}


@pytest.mark.parametrize(("path", "address"), [
    (f"evidence/{_LOCATED}", "https://thepienews.com/"),
    ("source/pie-news-us-japan-ai-2024", "https://thepienews.com/"),
    ("organization/keio-university", ""),
])  # fmt: skip
def test_where_a_source_can_be_read_is_said_first(whole: Whole, path: str, address: str) -> None:
    page = whole.client.get(f"/doc/{path}.html").text.partition("<table")[0]
    found = re.search('<a href="([^"]*)" rel="external">the source&#39;s own page</a>', page)
    assert (found[1] if found else "").startswith(address)
    assert bool(found) == bool(address)


@pytest.mark.parametrize(("tongue", "words"), [("en", "about its who"), ("ja", "対象の項目 誰が")])
def test_evidence_says_in_words_what_it_is_about(whole: Whole, tongue: str, words: str) -> None:
    path = f"/doc/evidence/{_CITED}-has-participant.html"
    page = LexborHTMLParser(whole.client.get(path, headers={"Accept-Language": tongue}).text)
    assert any(words in each.text(separator=" ", strip=True) for each in page.css("main .facts tr"))


def test_where_a_source_says_something_is_found_however_much_is_said_of_the_thing(app: Flask) -> None:
    """The evidence stands on a later page than the fact."""
    store, hub, supports = (
        ox.Store(),
        ox.NamedNode(f"{BASE}id/place/hub"),
        ox.NamedNode(NAMES.term("supports")),
    )
    fact, number = ox.NamedNode(NAMES.term("holds")), ox.NamedNode(NAMES.term("paragraphNumber"))
    for slug, count in (("first", 2 * PAGE_SIZE), ("second", 1)):
        graph, event = ox.NamedNode(NAMES.source_graph(slug)), ox.NamedNode(f"{BASE}id/event/{slug}")
        store.extend([ox.Quad(hub, fact, event), ox.Quad(hub, fact, event, graph)])
        for place in range(1, count + 1):
            evidence = ox.NamedNode(f"{BASE}id/evidence/{slug}-{place}")
            of = ox.Literal(str(place + 3), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
            store.extend([ox.Quad(evidence, supports, hub, graph), ox.Quad(evidence, number, of, graph)])
    with app.test_request_context("/"):
        lend()
        reader = Reader(store, NAMES)
        lister = Lister(reader, NAMES)
        phrases = Phrases(Display(), Believed(reader, NAMES))
        for page in (1, 2, 3):
            told = describe(lister, Look(reader, hub.value), page)
            assert told.evidence.pages == 3
            proofs = Proofs(hub.value, lister, phrases, told.evidence)
            for slug, paragraphs in (("first", 5), ("second", 1)):
                places = proofs.places(NAMES.source_graph(slug), fact.value)
                assert len(places) == paragraphs, (page, slug)
            assert [each.paragraph for each in places] == ["4"]


def test_a_place_in_a_paragraph_is_told_in_the_same_counting_everywhere(client: FlaskClient) -> None:
    def told(path: str, language: str = "en") -> str:
        response = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
        return " ".join(re.sub(r"<[^>]+>|\|", " ", response.text).split())

    assert "characters 21 to 27" in told("/doc/agreement/alpha-beta")
    assert "place of the words characters 21 to 27" in told("/doc/evidence/first-date")
    assert "語句の位置 21\uff5e27 文字目" in told("/doc/evidence/first-date", "ja")

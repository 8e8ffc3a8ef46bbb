"""How a page says what the graph holds: amounts, dates, who says so, what has to do with a thing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from accordgraph.graph.names import Names
from accordgraph.graph.portions import PAGE_SIZE
from accordgraph.graph.prefixes import shorten
from accordgraph.graph.terms import LABEL
from accordgraph.web.data.display import Display
from accordgraph.web.data.listing import Lister
from accordgraph.web.data.looking import Look
from accordgraph.web.data.reading import Reader
from accordgraph.web.data.texts import Text, pick
from accordgraph.web.describing import describe
from accordgraph.web.pictures.flow import DRAWN
from accordgraph.web.responding.context import lend, live
from accordgraph.web.telling import meanings
from accordgraph.web.telling.amounts import amount_of, money
from accordgraph.web.telling.believed import Believed
from accordgraph.web.telling.days import day
from accordgraph.web.telling.groups import GROUPS, PLACES, REST, group_of
from accordgraph.web.telling.illustrating import Illustrator, known_span
from accordgraph.web.telling.phrases import Phrases
from accordgraph.web.telling.plain import PLAIN, WORDS
from accordgraph.web.telling.portrait import Painter
from accordgraph.web.telling.proofs import Proofs
from accordgraph.web.telling.registers import registered

from ..conftest import Whole
from ..content import BASE

NAMES = Names(BASE)


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


@pytest.mark.parametrize(("languages", "wanted", "chosen"), [
    (["en", "ja"], "ja", "ja"),
    (["en", "ja"], "ja-JP", "ja"),
    (["de-AT", "de", "en"], "de-AT", "de-AT"),
    (["de", "en"], "de-CH-1996", "de"),
    (["de-AT", "en"], "de", "de-AT"),
    (["fr", "en-GB"], "ja", "en-GB"),
    (["fr", ""], "ja", ""),
    (["fr", "it"], "ja", "fr"),
])  # fmt: skip
def test_a_text_falls_back_by_one_rule(languages: list[str], wanted: str, chosen: str) -> None:
    assert pick([Text(each, each) for each in languages], wanted).language == chosen


def test_each_property_has_one_group() -> None:
    assert group_of("accord:hasAmount") == "Money"
    assert group_of("accord:drawsOn") == "What it is", "a place is no money"
    assert group_of("ex:unknown") == REST
    assert len(set(PLACES.values())) == len(PLACES)
    assert {row for row, _ in PLACES.values()} == set(range(len(GROUPS)))


@pytest.mark.parametrize(("iri", "words"), [
    ("https://ror.org/05x2bcf33", "ROR 05x2bcf33"),
    ("http://www.wikidata.org/entity/Q190080", "Wikidata Q190080"),
    ("https://orcid.org/0000-0002-1825-0097", "ORCID 0000-0002-1825-0097"),
    ("https://example.org/1", ""),
])  # fmt: skip
def test_other_names_are_known_by_their_registers(iri: str, words: str) -> None:
    assert registered(iri) == words


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


@pytest.mark.parametrize(("tongue", "words"), [("en", "English"), ("ja", "英語")])
def test_the_language_of_a_source_is_named(whole: Whole, tongue: str, words: str) -> None:
    told = {"Accept": "text/html", "Accept-Language": tongue}
    page = whole.client.get("/doc/source/pie-news-us-japan-ai-2024", headers=told).text
    assert f'<td><span title="en">{words}</span></td>' in page
    page = whole.client.get("/questions/list-sources", headers=told).text
    assert f'<option value="en">{words}</option>' in page


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


def test_a_graph_lists_its_things_by_kind_as_search_does(whole: Whole) -> None:
    page = whole.client.get("/graph/source/pie-news-us-japan-ai-2024", headers={"Accept": "text/html"}).text
    heads = [" ".join(each.text().split()) for each in LexborHTMLParser(page).css("main h2")]
    assert heads[:3] == ["other 1", "agreements 4", "amounts 4"]


@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_a_goal_of_money_is_said_like_an_amount(whole: Whole, tongue: str) -> None:
    headers = {"Accept-Language": tongue}
    page = whole.client.get("/doc/total/mineta-ambassadors-program.html", headers=headers).text
    assert "US$10,000,000</a>" in page
    assert "US$10 million</a>" not in page


@pytest.mark.parametrize(("path", "words"), [
    ("organization/nvidia", ["Money given by this funder", "US$25,000,000", "Wikidata Q182477"]),
    ("agreement/us-japan-ai-research-partnerships-2024", ["Money given to it", "US$110,000,000"]),
    ("person/kishida", ["Takes part in", "prime minister", "What was said"]),
    ("programme/japan-internationalisation-policy", ["Targets", "400,000"]),
    ("place/japan", ["Numbers of people there", "124"]),
    ("total/us-japan-ai-research-partnerships-2024", ["Contributions counted in it", "Amazon"]),
])  # fmt: skip
def test_what_points_at_a_thing_is_told_by_meaning(whole: Whole, path: str, words: list[str]) -> None:
    page = whole.client.get(f"/doc/{path}.html").text
    for each in words:
        assert each in page


_PIE = "US & Japan launch $110m AI partnerships (The PIE News, 16 April 2024)"
_LOCATED = "pie-news-us-japan-ai-2024-p12-amount-usd-25000000-amount-value"
_CITED = "goconnect-mineta-ambassadors-2024-participation-biden-announces-mineta-ambassadors-program"


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


@pytest.mark.parametrize(("path", "named"), [
    ("person/mineta", True),  # "mayor" alone does not say that he was the first
    ("organization/nvidia", False),
    ("total/us-japan-ai-research-partnerships-2024", False),
])  # fmt: skip
def test_a_row_whose_parts_do_not_say_it_all_begins_with_its_name(
    whole: Whole, path: str, named: bool
) -> None:
    table = LexborHTMLParser(whole.client.get(f"/doc/{path}.html").text).css_first(".related table")
    assert table is not None
    heads = [each.text(strip=True) for each in table.css("thead th")]
    assert (heads[0] == "Name", heads[-1] == "Who says so") == (named, not named)
    if named:
        names = [each.text(strip=True) for each in table.css("tbody th")]
        assert "First Asian American mayor of a major US city" in names


def test_the_most_telling_links_come_first_however_many_there_are() -> None:
    store, hub = ox.Store(), ox.NamedNode(f"{BASE}id/organization/hub")
    metadata = ox.NamedNode(NAMES.graph("metadata"))
    for local, count in (("holds", 500), ("hasFunder", 3)):
        name = ox.NamedNode(NAMES.term(local))
        partition = ox.NamedNode("http://rdfs.org/ns/void#property")
        store.add(ox.Quad(ox.NamedNode(f"{BASE}dataset#{local}"), partition, name, metadata))
        store.extend(ox.Quad(ox.NamedNode(f"{BASE}id/event/{local}{n}"), name, hub) for n in range(count))
    store.add(ox.Quad(hub, LABEL, ox.Literal("Hub", language="en")))
    reader = Reader(store, NAMES)
    lister, look = Lister(reader, NAMES), Look(reader, hub.value)
    first = lister.pointing_at(look, 1)
    led = [quad.predicate.value for quad in first.items[:4]]
    assert led == [NAMES.term("hasFunder")] * 3 + [NAMES.term("holds")]
    assert first.total == 503
    found = {each.property: each for each in lister.incoming.groups(look)}
    assert {name: (each.kind, each.total, each.counted) for name, each in found.items()} == {
        NAMES.term("hasFunder"): ("event", 3, True),
        NAMES.term("holds"): ("event", 500, True),
    }
    pages = [lister.incoming.page(hub.value, NAMES.term("holds"), "event", 50 * n, 50) for n in range(11)]
    things = [each for page in pages for each in page.things]
    assert (len(things), len(set(things)), pages[10].things) == (500, 500, ())


def test_every_property_has_plain_words_forwards_and_backwards(whole: Whole) -> None:
    """All properties that occur with things of the dataset, in both languages, however rare they are."""
    follower = whole.client.application.extensions["accordgraph"].follower
    snapshot = follower.take()
    try:
        reader = snapshot.reader
        wordless: dict[str, set[str]] = {"forwards": set(), "backwards": set()}
        for quad in reader.quads(None, None, None, None):
            value, short = quad.object, shorten(quad.predicate.value, NAMES)
            if not isinstance(quad.subject, ox.NamedNode) or not NAMES.kind(quad.subject.value):
                continue
            plain = short in WORDS or short in PLAIN
            languages = {text.language for _, text in reader.names_of(quad.predicate.value)}
            if not plain and not {"en", "ja"} <= languages:
                wordless["forwards"].add(short)
            if isinstance(value, ox.NamedNode) and NAMES.kind(value.value):
                wordless["backwards"] |= {short} - meanings.BACKWARDS.keys()
    finally:
        follower.give_back(snapshot)
    assert wordless == {"forwards": set(), "backwards": set()}


@pytest.mark.parametrize(
    ("tongue", "name", "words"),
    [("en", "hasParty", "party"), ("en", "hasFunder", "funder"), ("ja", "hasParty", "当事者")],
)
def test_a_property_is_called_what_its_values_are(whole: Whole, tongue: str, name: str, words: str) -> None:
    with whole.client.application.test_request_context("/", headers={"Accept-Language": tongue}):
        lend()
        assert Display().property(NAMES.term(name)).text == words


def test_numbers_stand_below_each_other_by_their_last_digits(whole: Whole) -> None:
    page = whole.client.get("/doc/place/japan.html").text
    assert re.search(r'<th scope="col" class="number"[^>]*>number</th>', page)
    assert re.search(r'<td class="number"[^>]*>\s*<span[^>]*>310,000</span>', page)


def test_what_points_at_a_thing_is_counted_by_group_and_has_pages(whole: Whole) -> None:
    page = whole.client.get("/doc/concept/evidence-grade-located.html").text
    groups = re.findall(r'<a href="([^"]+)">All ([\d,]+)</a>', page)
    assert groups
    for link, number in groups:
        things, total, place = set[str](), int(number.replace(",", "")), link.replace("&amp;", "&")
        for each in range(1, -(-total // 50) + 1):
            listed = whole.client.get(urljoin("/doc/concept/", f"{place}&page={each}"))
            assert listed.status_code == 200
            main = listed.text.partition("<main")[2]
            things |= set(re.findall(r'(?:<li>|<th scope="row">|<td class="quiet">)<a href="([^"]+)"', main))
        assert len(things) == total, link


@pytest.mark.parametrize(("query", "status"), [
    ("by=accord:hasHost&kind=statistic", 200),
    ("by=accord:hasHost&kind=statistic&page=99", 404),
    ("by=accord:hasHost&kind=dragon", 404),
    ("by=accord:supports&kind=evidence", 404),
    ("by=<b>&kind=statistic", 404),
    ("by=rdf:type&kind=place", 404),
    ("", 404),
])  # fmt: skip
def test_a_list_of_what_points_there_is_asked_for_by_property_and_kind(
    whole: Whole, query: str, status: int
) -> None:
    page = whole.client.get(f"/related/place/japan?{query}", headers={"Accept": "text/html"})
    assert (page.status_code, "<b>" in page.text) == (status, False)


@pytest.mark.parametrize(("path", "pictures"), [
    ("agreement/us-japan-ai-research-partnerships-2024", ["Money in USD"]),
    ("organization/nvidia", []),
    ("person/kishida", ["What happened when"]),
    ("statistic/us-students-in-japan-2020-2021", ["The number and its neighbours in time"]),
    ("statistic/japanese-students-in-the-united-states-2022-2023", ["The number and its neighbours in time"]),
    ("place/pennsylvania", []),
])  # fmt: skip
def test_a_picture_stands_where_there_is_something_to_draw(
    whole: Whole, path: str, pictures: list[str]
) -> None:
    page = whole.client.get(f"/doc/{path}.html").text
    assert re.findall(r"<figcaption>([^<]+?)\s*</figcaption>", page) == pictures


def test_money_for_the_parts_of_an_agreement_is_drawn_with_its_own(whole: Whole) -> None:
    page = whole.client.get("/doc/agreement/us-japan-ai-research-partnerships-2024.html").text
    picture = page.partition("<figcaption>Money in USD")[2].partition("</figure>")[0]
    for each in ("NVIDIA", "US$25,000,000", "US$50,000,000", "US$110,000,000", "Consortium of nine Japanese"):
        assert each in picture, each


def test_dates_in_tables_are_not_broken(whole: Whole) -> None:
    """In Japanese they have no spaces, and would break anywhere."""
    page = whole.client.get(
        "/doc/organization/university-of-tokyo.html", headers={"Accept-Language": "ja"}
    ).text
    tables = "".join(re.findall(r'<table class="stacked">(.*?)</table>', page, re.DOTALL))
    dates = re.findall(r"<td([^>]*)><span[^>]*>\d{4}年", tables)
    assert dates
    assert all('class="date"' in each for each in dates), dates


@pytest.mark.parametrize("path", ["event/japan-visit-to-the-united-states-2024", "person/kishida"])
def test_a_timeline_shows_periods_too(whole: Whole, path: str) -> None:
    page = whole.client.get(f"/doc/{path}.html").text
    picture = page.partition("<figcaption>What happened when")[2].partition("</figure>")[0]
    assert "8 April 2024 to 14 April 2024" in picture


def test_there_is_no_picture_of_a_part_that_would_look_like_the_whole(app: Flask) -> None:
    store, hub = ox.Store(), f"{BASE}id/organization/hub"
    for number in range(101):
        one = ox.NamedNode(f"{BASE}id/contribution/c{number}")
        store.add(ox.Quad(one, ox.NamedNode(NAMES.term("hasFunder")), ox.NamedNode(hub)))
        store.add(ox.Quad(one, ox.NamedNode(NAMES.term("funds")), ox.NamedNode(f"{BASE}id/agreement/a")))
    with app.test_request_context("/"):
        lend()
        illustrator = Illustrator(Phrases(Display(), Believed(Reader(store, NAMES), NAMES)))
        assert illustrator.illustrate(hub, "organization") == ()
        store.remove(ox.Quad(one, ox.NamedNode(NAMES.term("hasFunder")), ox.NamedNode(hub)))
        assert [each.picture.left_out for each in illustrator.illustrate(hub, "organization")] == [
            100 - DRAWN
        ]


def test_a_period_of_which_one_end_is_known_is_told_as_that_end(app: Flask) -> None:
    store, visit = ox.Store(), f"{BASE}id/event/visit"
    begins = ox.Literal("2024-04-08", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    store.add(ox.Quad(ox.NamedNode(visit), ox.NamedNode(NAMES.term("periodStart")), begins))
    with app.test_request_context("/"):
        lend()
        phrases = Phrases(Display(), Believed(Reader(store, NAMES), NAMES))
        assert phrases.period(visit) == ""
        assert phrases.value(visit, "accord:periodStart", begins).text == "8 April 2024"


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


@pytest.mark.parametrize(("tongue", "others"), [("en", ["日本"]), ("ja", ["Japan"])])
def test_the_name_that_a_page_has_is_not_told_again_among_its_names(
    whole: Whole, tongue: str, others: list[str]
) -> None:
    with whole.client.application.test_request_context("/", headers={"Accept-Language": tongue}):
        lend()
        opened = live()
        painter = Painter(opened.reader, opened.lister, NAMES, Display())
        portrait = painter.portray(describe(opened.lister, Look(opened.reader, f"{BASE}id/place/japan")))
        name = Display().property(LABEL.value)
    rows = [row for group in portrait.last for row in group.rows if row.property == name]
    assert [cell.text for row in rows for fact in row.facts for cell in fact.values] == others


def test_a_place_in_a_paragraph_is_told_in_the_same_counting_everywhere(client: FlaskClient) -> None:
    def told(path: str, language: str = "en") -> str:
        response = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
        return " ".join(re.sub(r"<[^>]+>|\|", " ", response.text).split())

    assert "characters 21 to 27" in told("/doc/agreement/alpha-beta")
    assert "place of the words characters 21 to 27" in told("/doc/evidence/first-date")
    assert "語句の位置 21\uff5e27 文字目" in told("/doc/evidence/first-date", "ja")

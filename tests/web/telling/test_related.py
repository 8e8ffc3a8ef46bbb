"""What has to do with a thing: all that points at it, by meaning."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from selectolax.lexbor import LexborHTMLParser

from accordgraph.graph.names import Names
from accordgraph.graph.terms import LABEL
from accordgraph.web.data.listing import Lister
from accordgraph.web.data.looking import Look
from accordgraph.web.data.reading import Reader

from ..conftest import Whole
from ..content import BASE

NAMES = Names(BASE)


def test_a_graph_lists_its_things_by_kind_as_search_does(whole: Whole) -> None:
    page = whole.client.get("/graph/source/pie-news-us-japan-ai-2024", headers={"Accept": "text/html"}).text
    heads = [" ".join(each.text().split()) for each in LexborHTMLParser(page).css("main h2")]
    assert heads[:3] == ["other (1)", "agreements (4)", "amounts (4)"]


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


@pytest.mark.parametrize(("tongue", "end"), [("en", ", and more"), ("ja", "、ほか")])
def test_a_cell_that_names_some_says_that_there_are_more(whole: Whole, tongue: str, end: str) -> None:
    headers = {"Accept-Language": tongue}
    page = whole.client.get("/doc/organization/carnegie-mellon-university.html", headers=headers).text
    cells = [" ".join(each.text().split()) for each in LexborHTMLParser(page).css(".related td")]
    assert [each for each in cells if each.endswith(end)]


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

"""Who agrees, who differs, what is believed and why: on the pages of things and on that of all disputes."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from accordgraph.graph.believing.disputes import told_apart

from ..conftest import Whole
from ..content import BASE

PAGE = {"Accept": "text/html"}
AGREEMENT = "/doc/agreement/alpha-beta.html"


def told(client: FlaskClient, path: str, language: str = "en") -> str:
    """A page's text: without markup, each run of white space as one space."""
    page = client.get(path, headers={**PAGE, "Accept-Language": language})
    assert page.status_code == 200
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", f"<main{main}")).split())


def test_a_fact_says_how_many_sources_agree_and_how_many_of_them_are_independent(client: FlaskClient) -> None:
    page = told(client, AGREEMENT)
    parties = page.partition("accord:hasParty ")[2]
    assert "3 sources agree (2 independent)" in parties.partition("accord:partyCount")[0]
    assert "3 件の出典が一致" in told(client, AGREEMENT, "ja")


def test_a_disputed_fact_says_who_differs_and_leads_to_the_decision(client: FlaskClient) -> None:
    page = told(client, AGREEMENT)
    assert "date disputed 3 April 2024 2 sources agree (1 independent) , 1 differs" in page.replace(
        "),", ") ,"
    )
    raw = client.get(AGREEMENT).text
    assert '<a class="disputed" href="#dispute-date">' in raw
    assert '<section class="dispute" id="dispute-date">' in raw
    assert "Not believed: The second source was printed earlier." in page


@pytest.mark.parametrize("path", [AGREEMENT, "/disputes"])
def test_a_dispute_tells_rival_values_with_their_sources_and_why(client: FlaskClient, path: str) -> None:
    page = told(client, path).partition("Where sources disagree")[2]
    believed = page.partition("3 April 2024")[2]
    assert believed.startswith(" believed 2 sources agree (1 independent)")
    rival = page.partition("4 April 2024")[2]
    assert rival.startswith(" not believed ")
    assert "Why: The second source was printed earlier. · the decision" in page


def test_all_disputes_are_listed_in_both_languages(client: FlaskClient) -> None:
    page = told(client, "/disputes")
    assert page.startswith("Where sources disagree (2) ")
    assert "Accord of Alpha and Beta : accord:date" in page
    assert "アルファとベータの協定 \N{FULLWIDTH COLON} accord:date" in told(client, "/disputes", "ja")
    assert "不採用" in told(client, "/disputes", "ja")


def test_a_dispute_that_overrules_nothing_says_who_is_silent(client: FlaskClient) -> None:
    page = told(client, "/disputes").partition("Accord of Alpha and Beta : number of parties")[2]
    assert page.startswith(" Value Believed? Who says so 2 believed Accord at last ")
    assert "gives no value" in page
    assert "Nothing is overruled: The second source does not count." in page


@pytest.mark.parametrize(("source", "number"), [("first", 2), ("second", 2), ("reprint", 1)])
def test_disputes_can_be_narrowed_to_a_source(client: FlaskClient, source: str, number: int) -> None:
    page = told(client, f"/disputes?source={source}")
    assert page.startswith(f"Where sources disagree ({number}) ")
    assert "Disputes in which this source takes part" in page


@pytest.mark.parametrize("query", ["?source=nobody", "?source=../x", "?page=2", "?source=first&page=2"])
def test_what_is_not_there_is_not_found(client: FlaskClient, query: str) -> None:
    assert client.get(f"/disputes{query}", headers=PAGE).status_code == 404


def test_sources_lead_to_their_disputes(client: FlaskClient) -> None:
    assert 'href="./disputes"' in client.get("/sources", headers=PAGE).text
    page = told(client, "/sources/second")
    assert "Disputes that it takes part in: 2; in which it is overruled: 1." in page
    assert '<span class="number">2</span> disputes' in client.get("/", headers=PAGE).text


def test_the_page_has_its_rules_and_its_data(whole: Whole) -> None:
    page = whole.client.get("/disputes", headers=PAGE).text
    for each in ("primary over secondary", "questions/list-disputes.csv", "questions/list-disputes.json"):
        assert each in page
    rows = whole.client.get("/questions/list-disputes.csv").text
    assert "Norman Mineta" in rows
    assert rows.count("true") >= 4


@pytest.mark.parametrize(
    ("organization", "disputed"),
    [
        ("kddi", []),
        (
            "aflac",
            ["contribution/aflac-to-mineta-ambassadors-program", "total/mineta-ambassadors-program"],
        ),
        (
            "microsoft",
            [
                "contribution/microsoft-to-us-japan-ai-research-partnerships-2024",
                "total/microsoft-university-grants-2024",
                "total/us-japan-ai-research-partnerships-2024",
            ],
        ),
        ("university-of-tsukuba", ["agreement/university-of-washington-university-of-tsukuba-ai-2024"]),
    ],
)
def test_disputes_about_one_organization_are_asked_for(
    whole: Whole, organization: str, disputed: list[str]
) -> None:
    page = whole.client.get("/disputes", headers=PAGE).text
    assert '<a href="./questions/list-disputes">Those about one organization</a>' in page
    rows = whole.client.get(f"/questions/list-disputes.json?organization={organization}").get_json()["rows"]
    assert sorted({row["subject"] for row in rows}) == [f"{BASE}id/{each}" for each in disputed]


#: A page -> what it lists on which sources disagree, and on what about it.
MARKED = {
    "doc/organization/kddi": {},
    "doc/organization/nvidia": {
        "agreement/university-of-washington-university-of-tsukuba-ai-2024": "date",
        "contribution/nvidia-to-us-japan-ai-research-partnerships-2024": "for",
    },
    "doc/agreement/us-japan-ai-research-partnerships-2024": {
        "agreement/carnegie-mellon-university-keio-university-ai-2024": "field",
        "agreement/university-of-washington-university-of-tsukuba-ai-2024": "date",
        "contribution/japanese-company-consortium-to-us-japan-ai-research-partnerships-2024": "for",
        "event/announcement-of-us-japan-ai-research-partnerships-2024": "date",
        "total/us-japan-ai-research-partnerships-2024": "draws on",
    },
    "": {
        "agreement/carnegie-mellon-university-keio-university-ai-2024": "field",
        "agreement/ibm-university-of-chicago-university-of-tokyo-quantum-2023": "date",
        "agreement/university-of-washington-university-of-tsukuba-ai-2024": "date",
        "agreement/upwards-for-the-future-2023": "date, party",
        "agreement/us-japan-university-corporate-partnerships-2023": "date",
        "total/university-of-washington-university-of-tsukuba-ai-2024": "amount",
        "total/us-japan-ai-research-partnerships-2024": "draws on",
        "total/us-japan-university-corporate-partnerships-2023": "amount",
    },
    "browse/kind/programme": {"programme/mineta-ambassadors-program": "Money given to it"},
    "search?q=nvidia": {"contribution/nvidia-to-us-japan-ai-research-partnerships-2024": "for"},
    "questions/list-itemized-contributions?funder=nvidia": {
        "contribution/nvidia-to-us-japan-ai-research-partnerships-2024": "for",
    },
    "related/organization/micron?by=accord:hasFunder&kind=contribution": {
        "contribution/micron-to-us-japan-university-corporate-partnerships-2023": "amount, for",
    },
    "related/organization/nvidia?by=accord:hasFunder&kind=contribution": {
        "contribution/nvidia-to-us-japan-ai-research-partnerships-2024": "for",
    },
}


@pytest.mark.parametrize(("path", "marked"), MARKED.items())
def test_what_sources_disagree_on_is_marked_where_other_pages_list_it(
    whole: Whole, path: str, marked: dict[str, str]
) -> None:
    link = r'<a class="disputed" href="[^"]*/doc/([^"#]+)#decisions" aria-label="(.+?) \([^"]+\)">\2</a>'
    found = {}
    for language, words in ("en", "disputed: "), ("ja", "食い違いあり\uff1a"):
        page = whole.client.get(f"/{path}", headers={**PAGE, "Accept-Language": language}).text
        told = dict(re.findall(link, page))
        assert page.count('class="disputed"') == len(told)
        assert all(each.startswith(words) for each in told.values())
        found[language] = {thing: each.removeprefix(words) for thing, each in told.items()}
    assert found["en"] == marked
    assert found["ja"].keys() == marked.keys()
    for each in marked:
        assert '<section id="decisions">' in whole.client.get(f"/doc/{each}", headers=PAGE).text


@pytest.mark.parametrize(("language", "title", "rows", "reason"), [
    (
        "en",
        "Named in statements that are not believed (5)",
        ("Amazon's contribution", "Arm's contribution"),
        "the partners of the University of Washington",
    ),
    (
        "ja",
        "これを挙げる記述のうち採用されていないもの (5)",
        ("Amazonによる", "Armによる"),
        "ワシントン大学側の当事者は",
    ),
])  # fmt: skip
def test_why_statements_are_not_believed_is_told_on_the_page_of_their_value(
    whole: Whole, language: str, title: str, rows: tuple[str, str], reason: str
) -> None:
    page = told(whole.client, "/doc/agreement/us-japan-ai-research-partnerships-2024", language)
    first = page.partition(title)[2].partition(rows[0])[2].partition(rows[1])[0]
    assert reason in first


@pytest.mark.parametrize(
    ("language", "title", "number"),
    [
        ("en", ": Money given to it", "a list of 20 believed"),
        ("ja", "\N{FULLWIDTH COLON} 受ける資金", "20件の一覧 採用"),
    ],
)
def test_a_dispute_on_what_points_at_a_thing_is_named_from_there(
    whole: Whole, language: str, title: str, number: str
) -> None:
    page = told(whole.client, "/disputes", language)
    assert f"{title} " in page[: page.index(number)][-120:]


def test_a_rival_date_is_as_exact_as_its_source_knows_it(whole: Whole) -> None:
    page = told(whole.client, "/doc/event/announcement-of-mineta-ambassadors-program-2024.html")
    dispute = page.partition("Where sources disagree date ")[2].partition("Why:")[0]
    assert " 10 April 2024 believed " in dispute
    assert " April 2024 not believed " in dispute
    assert " 1 April 2024" not in page
    assert page.count("Not believed: Specific over vague") == 1


def test_a_decision_says_what_it_overrules_as_its_source_says_it(whole: Whole) -> None:
    name = "agreement-university-of-washington-university-of-tsukuba-ai-2024"
    address = f"/doc/adjudication/{name}-date-of-gifu-shimbun-tsukuba-ai-hub-2025"
    page = told(whole.client, f"{address}.html")
    assert "not believed as its value April 2024 " in page
    assert "2024-04-01" not in page
    assert "2024-04-01" in whole.client.get(f"{address}.ttl").text


@pytest.mark.parametrize(("properties", "left"), [
    (["x#date", "x#datePrecision"], ["x#date"]),
    (["x#datePrecision"], ["x#datePrecision"]),
    (["x#value", "", "x#value"], ["", "x#value"]),
])  # fmt: skip
def test_how_exactly_a_date_is_known_is_told_with_the_date(properties: list[str], left: list[str]) -> None:
    assert told_apart(properties) == left


@pytest.mark.parametrize(("path", "words"), [
    ("total/us-japan-ai-research-partnerships-2024", "US$60,000,000"),
    ("contribution/nvidia-to-us-japan-ai-research-partnerships-2024", "22.73 %"),
    ("statistic/us-students-in-japan-2020-2021", "446.77 %"),
])  # fmt: skip
def test_derived_figures_are_marked_where_they_are_shown(whole: Whole, path: str, words: str) -> None:
    page = told(whole.client, f"/doc/{path}.html")
    figures = page.partition("Derived figures")[2]
    assert words in figures
    assert "Derived: " in figures
    assert "算出値" in told(whole.client, f"/doc/{path}.html", "ja")


def test_a_derived_figure_says_by_what_and_from_what(whole: Whole) -> None:
    path = "/doc/statistic/remainder-of-us-japan-ai-research-partnerships-2024"
    page = told(whole.client, f"{path}.html")
    assert "US$60,000,000 , derived: remainder of a total ." in page
    said = page.partition("derived: remainder of a total , from ")[2].partition("Cite and reuse")[0]
    assert said.startswith("Amazon's contribution")
    assert "prov:wasDerivedFrom" in whole.client.get(f"{path}.ttl").text
    assert whole.client.get("/graph/derived.ttl").status_code == 200
    assert "rounded to two decimals" in told(whole.client, "/doc/concept/derivation-share-of-total.html")


def test_the_sentence_on_what_is_overruled_as_a_whole_says_that_it_is_not_believed(whole: Whole) -> None:
    path = "/doc/total/microsoft-university-grants-2024"
    assert "Stated, but not believed: US$10,000,000 in all for" in told(whole.client, path)
    assert "述べられているが採用されていない" in told(whole.client, path, "ja")
    believed = told(whole.client, "/doc/total/us-japan-ai-research-partnerships-2024")
    assert "believed: US$" not in believed


def test_nobody_differs_on_what_no_side_of_a_dispute_states(whole: Whole) -> None:
    page = told(whole.client, "/doc/agreement/carnegie-mellon-university-keio-university-ai-2024")
    facts = page.partition("Where sources disagree")[0]
    voices = {
        field: facts.partition(f" {field} ")[2].partition(" independent)")[2][:11]
        for field in ("autonomous AI symbiosis with humans", "workforce development")
    }
    assert voices["autonomous AI symbiosis with humans"] == ", 1 differs"
    assert "differ" not in voices["workforce development"]

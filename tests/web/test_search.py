"""Search and browsing as a reader and a browser's script meet them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from accordgraph.graph.finding.facets import FACETS, property_of, steps
from accordgraph.graph.finding.search import MOST
from accordgraph.graph.names import Names
from accordgraph.web.views.browse import FACET_WORDS

from .conftest import Whole
from .content import AGREEMENT, BASE

HTML = {"Accept": "text/html"}
BAD = [
    {"q": "\x00\x01"},
    {"q": '"'},
    {"q": "NEAR(a b)"},
    {"q": "x" * 10_000},
    {"q": "東" * 5_000},
    {"q": "<script>alert(1)</script>"},
    {"q": "a", "page": "999"},
    {"q": "a", "page": "0"},
    {"q": "a", "page": "-1"},
    {"q": "a", "page": "x"},
    {"q": "a", "kind": "dragon"},
    {"q": "a", "kind": '" OR 1'},
    {"page": "2"},
]


@pytest.mark.parametrize("arguments", BAD)
def test_bad_input_is_answered(client: FlaskClient, arguments: dict[str, str]) -> None:
    page = client.get("/search", query_string=arguments, headers=HTML)
    assert page.status_code in (200, 400, 404)
    assert "<script>alert" not in page.text
    asked: dict[str, Any] = {**arguments, "limit": arguments.get("page", "5")}
    assert client.get("/suggest.json", query_string=asked).status_code in (200, 400)


@pytest.mark.parametrize(
    "limit", ["", "0", "21", "x", "-1", "\uff11", "9" * 50, "0000000010", "00000001" * 1000]
)
def test_a_limit_that_is_none_is_refused(client: FlaskClient, limit: str) -> None:
    assert client.get("/suggest.json", query_string={"q": "a", "limit": limit}).status_code == 400


def test_a_source_is_found_by_its_name_which_has_its_title(whole: Whole) -> None:
    page = whole.client.get("/search?q=110m+AI+partnerships&kind=source", headers=HTML).text
    told = re.sub("<[^>]*>", "", page)
    title = "US &amp; Japan launch $110m AI partnerships"
    assert told.count(title) == told.count(f"{title} (The PIE News, 16 April 2024)") == 1


def test_bytes_that_are_no_text_are_answered(client: FlaskClient) -> None:
    assert client.get("/search?q=%ff%fe", headers=HTML).status_code == 200
    assert client.get("/suggest.json?q=%ff%fe").status_code == 200


def test_what_was_found_is_marked_and_linked(client: FlaskClient) -> None:
    page = client.get("/search?q=alph", headers=HTML)
    assert (page.status_code, page.headers["Content-Language"]) == (200, "en")
    assert (
        '<a href="./doc/organization/alpha-university" lang="en">'
        '<mark role="none">Alph</mark>a University</a>' in page.text
    )
    assert 'value="alph"' in page.text
    assert (
        client.get("/search?q=alph", headers={**HTML, "If-None-Match": page.headers["ETag"]}).status_code
        == 304
    )


def test_a_slip_is_told(client: FlaskClient) -> None:
    page = client.get("/search?q=univresity", headers=HTML).text
    assert 'search?q=university">university</a>' in page
    assert "Alpha" in page


def test_results_speak_the_readers_language(client: FlaskClient) -> None:
    headers = {**HTML, "Accept-Language": "ja"}
    page = client.get("/search?q=accord&kind=agreement", headers=headers).text
    assert 'lang="ja">アルファとベータの協定</a>' in page
    assert '<mark role="none">Accord</mark> of Alpha and Beta' in page
    assert "検索結果" in page


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("nvidia share", "en", [("en", ["share", "NVIDIA"])]),
        ("nvidia 割合", "en", [("en", ["NVIDIA"]), ("ja", ["NVIDIA", "割合"])]),
        ("nvidia 割合", "ja", [("ja", ["NVIDIA", "割合"])]),
    ],
)
def test_a_name_in_another_language_is_told_where_it_has_words_that_the_readers_has_not(
    whole: Whole, text: str, language: str, told: list[tuple[str, list[str]]]
) -> None:
    given = {"Accept-Language": language}
    page = whole.client.get("/search", query_string={"q": text}, headers=given).text
    found = re.search(r'<h2><a href="[^"]*/doc/statistic/.*?</li>', page, re.DOTALL)
    assert found is not None
    names = re.findall(r'<(?:a|p)\b[^>]* lang="(..)">(.*)</(?:a|p)>', found[0])
    assert [(each, re.findall('<mark role="none">(.*?)</mark>', name)) for each, name in names] == told


def test_without_words_the_page_says_what_to_do(client: FlaskClient) -> None:
    for query in ("", "?q=", "?q=++"):
        assert "Or browse" in client.get(f"/search{query}", headers=HTML).text


def test_suggestions_name_what_a_script_needs(client: FlaskClient) -> None:
    response = client.get("/suggest.json?q=alph")
    assert response.content_type == "application/json"
    assert response.headers["Vary"] == "Accept-Language, Cookie, Accept-Encoding"
    assert response.json is not None
    first = response.json["suggestions"][0]
    assert first == {
        "iri": f"{BASE}id/organization/alpha-university",
        "label": "Alpha University",
        "language": "en",
        "kind": "organization",
        "kindLabel": first["kindLabel"],
        "href": "./doc/organization/alpha-university",
    }
    assert client.get(urljoin("/suggest.json", first["href"])).status_code == 200
    assert client.get("/suggest.json?q=zzzz").json == {"suggestions": []}
    assert len(client.get("/suggest.json?q=a&limit=1").json["suggestions"]) == 1  # type: ignore[index]


def test_suggestions_in_japanese_tell_what_was_typed(client: FlaskClient) -> None:
    answer = client.get("/suggest.json?q=accord+of", headers={"Accept-Language": "ja"}).json
    assert answer is not None
    told = {"iri": AGREEMENT, "label": "アルファとベータの協定", "matched": "Accord of Alpha and Beta"}
    assert told.items() <= answer["suggestions"][0].items()


def _figures(page: str) -> dict[str, int]:
    """Address of a value -> its count, of a page of browsing."""
    found = re.findall(
        r'<li><a href="([^"]+)"[^>]*>[^<]*</a> <span class="number quiet">([\d,]+)</span>', page
    )
    return {address: int(count.replace(",", "")) for address, count in found}


#: A thing in a list or in a table, by its name or, where its parts say it all, by the link to its details.
_THING = r'(?:<li>|<th scope="row">|<td class="fact" data-head="Who says so">)<a href="([^"]+)"'


def test_every_value_has_as_many_things_as_it_says(whole: Whole) -> None:
    client, seen = whole.client, 0
    for facet in FACET_WORDS:
        place = f"/browse/{facet}"
        figures = _figures(client.get(place, headers=HTML).text)
        assert figures, facet
        for address, count in figures.items():
            value, things, page = urljoin(place, address), set[str](), 1
            while len(things) < count:
                text = client.get(f"{value}?page={page}", headers=HTML).text.partition("<main")[2]
                things |= set(re.findall(_THING, text))
                page += 1
                assert page < 100, value
            assert len(things) == count, value
            seen += 1
    assert seen > 40


PARTNERSHIPS = "agreement/us-japan-ai-research-partnerships-2024"
NVIDIA_FUNDS = "agreement/university-of-washington-university-of-tsukuba-ai-2024"
PLACES = [
    ("country/united-states", ["organization/carnegie-mellon-university", "place/pennsylvania"]),
    ("country/united-states", ["agreement/carnegie-mellon-university-keio-university-ai-2024"]),
    ("field/research-field-artificial-intelligence", [PARTNERSHIPS]),
    ("year/2024", [PARTNERSHIPS, "source/pie-news-us-japan-ai-2024"]),
    ("year/2023", ["agreement/us-japan-university-corporate-partnerships-2023"]),
    ("funder/nvidia", ["contribution/nvidia-to-us-japan-ai-research-partnerships-2024", NVIDIA_FUNDS]),
    ("kind/person", ["person/mineta"]),
]


@pytest.mark.parametrize(("place", "things"), PLACES)
def test_things_stand_where_a_reader_looks_for_them(whole: Whole, place: str, things: list[str]) -> None:
    page = whole.client.get(f"/browse/{place}", headers=HTML).text
    for thing in things:
        assert re.search(f'href="../../doc/{thing}(#evidence)?"', page), thing


def _main(page: str) -> str:
    return page.partition("<main")[2]


@pytest.mark.parametrize(("text", "thing"), [
    ("UW", "organization/university-of-washington"),
    ("CMU", "organization/carnegie-mellon-university"),
    ("UTokyo", "organization/university-of-tokyo"),
    ("AI", "concept/research-field-artificial-intelligence"),
    ("東京", "place/tokyo"),
    ("つくば", "place/tsukuba"),
    ("広島", "place/hiroshima"),
    ("シカゴ", "place/chicago"),
])  # fmt: skip
def test_what_people_call_a_thing_finds_it(whole: Whole, text: str, thing: str) -> None:
    page = whole.client.get("/search", query_string={"q": text}, headers=HTML).text
    assert f"./doc/{thing}" in re.findall(r'<h2><a href="([^"]+)"', page)[:3]


def test_a_funder_is_told_by_what_it_gave_to_what(whole: Whole) -> None:
    """Each amount for itself, with its currency; the total that it is counted in apart."""
    main = _main(whole.client.get("/browse/funder/nvidia", headers=HTML).text)
    gifts, _, others = main.partition("</section>")
    assert "Money given by this funder" in gifts
    assert NVIDIA_FUNDS in gifts
    assert re.findall(r"US\$[\d,]+", gifts) == ["US$25,000,000"]
    assert "Totals that its contributions are counted in" in others
    assert "US$110,000,000" in others.partition("Totals that")[2]


@pytest.mark.parametrize(("having", "there", "not_there"), [
    ("micro", "microsoft", "nvidia"),
    ("SOFT micro", "microsoft", "nvidia"),
    ("zzqq", "", "nvidia"),
    ("%", "nvidia", ""),
    ("_' OR 1=1 --<b>", "", "nvidia"),
    ("x" * 1000, "", "nvidia"),
])  # fmt: skip
def test_a_long_list_of_values_is_narrowed(whole: Whole, having: str, there: str, not_there: str) -> None:
    page = whole.client.get("/browse/funder", query_string={"having": having}, headers=HTML)
    values = [address.rpartition("/")[2] for address in _figures(page.text)]
    assert page.status_code == 200
    assert not there or there in values
    assert not not_there or not_there not in values
    assert "<b>" not in _main(page.text)
    assert '<form class="having"' in page.text


def test_values_are_narrowed_by_their_names_in_any_language(whole: Whole) -> None:
    page = whole.client.get("/browse/field", query_string={"having": "人工知能"}, headers=HTML)
    assert [each.rpartition("/")[2] for each in _figures(page.text)] == [
        "research-field-artificial-intelligence"
    ]


@pytest.mark.parametrize(("place", "having", "there"), [
    ("kind/organization", "keio", ["organization/keio-university"]),
    ("kind/organization", "univresity washington", ["organization/university-of-washington"]),
    ("kind/organization", "慶應", ["organization/keio-university"]),
    ("country/united-states", "carnegie", ["organization/carnegie-mellon-university"]),
    ("year/2024", "zzqqzzqq", []),
    ("year/2024", "\" OR facets : f1", []),
])  # fmt: skip
def test_a_long_list_of_things_is_narrowed(whole: Whole, place: str, having: str, there: list[str]) -> None:
    page = whole.client.get(f"/browse/{place}", query_string={"having": having}, headers=HTML)
    found = {address.partition("/doc/")[2] for address in re.findall(_THING, _main(page.text))}
    every = _main(whole.client.get(f"/browse/{place}", headers=HTML).text)
    assert page.status_code == 200
    assert set(there) <= found
    assert len(found) < 100
    if "country" in place:
        assert all(each in every for each in found)


AI = "field/research-field-artificial-intelligence"


@pytest.mark.parametrize(("place", "having", "other"), [
    (AI, "South Korea", "country/south-korea"),
    (AI, "イギリス", "country/united-kingdom"),
    (AI, "2019", "year/2019"),
    ("funder/microsoft", "人工知能", AI),
    ("country/south-korea", "united states 2024", "year/2024"),
])  # fmt: skip
def test_a_list_is_narrowed_by_the_name_of_another_value(
    whole: Whole, place: str, having: str, other: str
) -> None:
    def things(name: str, **narrowed: str) -> set[str]:
        page = whole.client.get(f"/browse/{name}", query_string=narrowed, headers=HTML)
        return set(re.findall(_THING, _main(page.text)))

    found, both = things(place, having=having), things(place) & things(other)
    assert both <= found
    assert 0 < len(both) <= len(found) < len(things(place))


def test_who_narrows_to_nothing_is_told_so_and_what_to_do(whole: Whole) -> None:
    page = _main(whole.client.get("/browse/funder/microsoft?having=zeppelin", headers=HTML).text)
    assert "Nothing was found." in page
    assert "Fewer words find more." in page
    assert "Shown:" not in page


def test_evidence_is_found_only_by_whoever_looks_for_it(whole: Whole) -> None:
    main = _main(whole.client.get("/search?q=nvidia", headers=HTML).text)
    assert "doc/organization/nvidia" in main
    assert "doc/evidence/" not in main
    assert "kind=evidence" in main  # where there is more of it
    assert main.index("kind=organization") < main.index("kind=evidence")
    assert "doc/evidence/" in _main(whole.client.get("/search?q=nvidia&kind=evidence", headers=HTML).text)
    assert "doc/evidence/" in _main(whole.client.get("/search?q=paragraph+12+on+nvidia", headers=HTML).text)


def test_how_many_there_are_of_a_kind_is_told_where_it_is_known(whole: Whole) -> None:
    def chip(page: str, kind: str) -> str:
        link = re.search(rf"<a [^>]*kind={kind}\"[^>]*>.*?</a>", page)
        return re.sub("<[^>]+>", "", link[0]) if link else ""

    every, programmes = (
        _main(whole.client.get(f"/search?q=AI{narrowed}", headers=HTML).text)
        for narrowed in ("", "&kind=programme")
    )
    assert "add a word to narrow them down" in every
    assert "Things found: 2<" in programmes
    assert "add a word" not in programmes
    assert (chip(every, "programme"), chip(programmes, "programme")) == ("programmes 2+", "programmes 2")
    assert chip(every, "evidence") == chip(programmes, "evidence")
    assert chip(every, "evidence").endswith("+")


def test_a_narrower_field_counts_in_the_broader_one(whole: Whole) -> None:
    figures = _figures(whole.client.get("/browse/field", headers=HTML).text)
    by_slug = {address.rpartition("/")[2]: count for address, count in figures.items()}
    assert by_slug["research-field-artificial-intelligence"] >= by_slug["research-field-ai-for-robots"] > 0


def test_facets_name_only_what_there_is(whole: Whole) -> None:
    names = Names(BASE)
    for facet in FACETS:
        assert {property_of(step, names) for step in steps(facet) if ":" not in step} <= set(whole.iris)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/browse/colour", 404),
        ("/browse/kind/dragon", 404),
        ("/browse/kind/agreement?page=2", 404),
        ("/browse/kind?page=2", 404),
        ("/browse/kind?page=x", 400),
        ("/browse/kind/%00", 404),
        ("/browse/kind/%3Cb%3E", 404),
    ],
)
def test_what_cannot_be_browsed_is_not_found(client: FlaskClient, path: str, status: int) -> None:
    page = client.get(path, headers=HTML)
    assert (page.status_code, "<b>" in page.text) == (status, False)


def test_what_was_withdrawn_is_not_listed(client: FlaskClient) -> None:
    listed = client.get("/browse/kind/organization", headers=HTML).text.lower()
    assert ("beta corp" in listed, "gamma" in listed) == (True, False)
    assert MOST >= 100


@pytest.mark.parametrize(("path", "sought", "found"), [
    ("/doc/organization/nvidai.html", "nvidai", "organization/nvidia"),
    ("/id/agreement/us-japan-ai-research", "us japan ai research", "us-japan-ai-research-partnerships-2024"),
    ("/browse/funder/nvida", "nvida", "organization/nvidia"),
    ("/dataset/9.9.9", "", ""),
    ("/nowhere", "", ""),
])  # fmt: skip
def test_an_address_that_is_not_there_offers_to_search_for_what_it_names(
    whole: Whole, path: str, sought: str, found: str
) -> None:
    page = whole.client.get(path, headers=HTML, follow_redirects=True)
    assert page.status_code == 404
    assert (f">Search for “{sought}”</a>" in page.text) == bool(sought)
    offer = re.search(r'href="([^"]*search\?[^"]*)"', _main(page.text))
    if offer:
        assert found in whole.client.get(urljoin(path, offer[1]), headers=HTML).text

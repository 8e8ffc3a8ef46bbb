"""Guided questions: pages with forms, addresses for spreadsheets, and values that can only be values."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from accordgraph.graph.reading.parameters import default
from accordgraph.graph.reading.questions import header
from accordgraph.web.guided.asking import FAULTS
from accordgraph.web.guided.choices import Choices
from accordgraph.web.guided.headings import heading
from accordgraph.web.japanese import JAPANESE
from accordgraph.web.responding.context import follower

from ..conftest import Whole
from ..content import BASE

HTML = {"Accept": "text/html"}
ALPHA = f"{BASE}id/organization/alpha-university"


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    response = client.get(address)
    assert response.status_code == 200, response.text
    assert response.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.data.decode(), newline="")))


def test_the_list_has_every_question_and_finds_by_words(client: FlaskClient) -> None:
    page = client.get("/questions/", headers=HTML)
    assert (page.status_code, "Who signed what?" in page.text) == (200, True)
    assert 'href="../questions/who-signed"' in page.text
    assert "Who signed what?" in client.get("/questions/?q=SIGNED+who").text
    assert "No question has the words" in client.get("/questions/?q=%3Cb%3Edragons").text
    assert "<b>dragons" not in client.get("/questions/?q=%3Cb%3Edragons").text
    japanese = client.get("/questions/", headers={"Accept-Language": "ja"}).text
    assert "誰が何に署名したか。" in japanese
    assert '<html lang="ja">' in japanese


@pytest.mark.parametrize(
    "given", ["", "?party=", "?party=alpha-university", "?party=organization/alpha-university",
              "?party=id/organization/alpha-university", f"?party={ALPHA}", "?party=Alpha+University",
              "?party=+alpha-university+"],
)  # fmt: skip
def test_a_value_is_a_slug_an_iri_or_a_name(client: FlaskClient, given: str) -> None:
    found = rows(client, f"/questions/who-signed.csv{given}")
    parties = {row["party"] for row in found}
    assert ALPHA in parties
    assert (parties == {ALPHA}) == ("alpha" in given.lower())
    assert [list(row) for row in found[:1]] == [["agreement", "agreementLabel", "party", "partyLabel"]]
    assert {row["partyLabel"] for row in found if row["party"] == ALPHA} == {"Alpha University"}


HOSTILE = [
    "} } SELECT * WHERE { ?s ?p ?o",
    "> } UNION { ?s ?p ?o } #",
    "https://x.example/> } ?s ?p ?o . { <https://x.example/",
    'alpha" } INSERT DATA { <x:a> <x:b> <x:c> } #',
    "UNDEF",
    "?party",
    "organization/../../sparql",
    "<script>alert(1)</script>",
    "alpha-university\u0000",
    "alpha-university' OR 1=1",
    "a" * 5000,
    "\\u003e",
    "%7B%7D",
    "\n} #",
    "x:y",
    "_:b",
    "//organization/alpha-university",
    f"{BASE}id/organization/nobody",
    f"{BASE}id/agreement/alpha-beta",
    "https://",
]


@pytest.mark.parametrize("given", HOSTILE)
@pytest.mark.parametrize("ending", [".csv", ".json", ".html", ""])
def test_nothing_but_a_value_gets_into_a_query(client: FlaskClient, given: str, ending: str) -> None:
    response = client.get(f"/questions/who-signed{ending}", query_string={"party": given})
    assert response.status_code == 400
    assert ("<script>alert" in response.text) <= (response.mimetype == "application/problem+json")
    assert len(response.text) < 30_000
    if ending in (".csv", ".json"):
        problem = json.loads(response.data)
        assert problem["type"] == f"{BASE}problem/bad-parameter"
        assert [each["name"] for each in problem["parameters"]] == ["party"]
    else:
        assert 'id="party-fault"' in response.text
        assert "<table" not in response.text


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


def test_mistakes_are_told_beside_the_field_with_what_may_have_been_meant(client: FlaskClient) -> None:
    page = client.get("/questions/who-signed?party=alpa-university", headers=HTML)
    assert page.status_code == 400
    assert 'aria-invalid="true" aria-describedby="party-fault"' in page.text
    assert '<a href="?party=alpha-university">Alpha University</a>' in page.text
    problem = json.loads(client.get("/questions/who-signed.csv?party=alpa-university").data)
    near = [{"value": "alpha-university", "label": "Alpha University"}]
    assert problem["parameters"][0]["near"] == near
    assert "Did you mean alpha-university?" in problem["detail"]


def test_what_else_was_chosen_stays_where_a_mistake_is_mended(whole: Whole) -> None:
    page = whole.client.get("/questions/list-funding?funder=nvidia&field=robots", headers=HTML).text
    assert '<a href="?funder=nvidia&amp;field=research-field-ai-for-robots">' in page


def test_money_is_chosen_by_field_and_years_together(whole: Whole) -> None:
    address = "/questions/list-funding.csv?field=research-field-quantum-science-and-technology"
    quantum = {row["funder"].rpartition("/")[2] for row in rows(whole.client, f"{address}&from=2022")}
    assert {"ibm", "google"} <= quantum
    assert "nvidia" not in quantum
    assert rows(whole.client, f"{address}&until=2018") == []
    page = whole.client.get("/questions/list-funding?funder=ibm&from=2023", headers=HTML).text
    assert "21 May 2023" in page


def test_sources_are_chosen_by_their_language(whole: Whole) -> None:
    every = rows(whole.client, "/questions/list-sources.csv")
    japanese = rows(whole.client, "/questions/list-sources.csv?writtenIn=ja")
    assert 0 < len(japanese) < len(every)
    assert {row["source"].rpartition("/")[2] for row in japanese} >= {
        "ee-times-japan-nec-university-of-tokyo-2016"
    }


def test_values_are_found_by_parts_of_their_names(whole: Whole) -> None:
    address = "/questions/list-funding/values.json?parameter=funder"
    found = json.loads(whole.client.get(f"{address}&q=nvid").data)["values"]
    assert found == [{"value": "nvidia", "label": "NVIDIA"}]
    assert json.loads(whole.client.get(f"{address}&q=").data)["values"] == []
    assert whole.client.get("/questions/list-funding/values.json?parameter=x&q=a").status_code == 404


def test_what_is_too_much_to_list_is_typed(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    with whole.client.application.app_context():
        live = follower()._live
    few = Choices(live.reader, live.names, live.snapshot.search_path)
    monkeypatch.setattr(live, "choices", few)
    monkeypatch.setattr("accordgraph.web.guided.choices.MOST", 3)
    page = whole.client.get("/questions/list-funding?bom=0", headers=HTML).text
    assert re.search(r'<input id="funder"[^>]* list="funder-values"[^>]* data-more>', page)
    assert page.count("<option") < 20
    for given in ("organization/nvidia", "nvidia", "NVIDIA", "nvidia ", f"{BASE}id/organization/nvidia"):
        found = rows(whole.client, f"/questions/list-funding.csv?funder={given}&bom=0")
        assert [row["funderLabel"] for row in found] == ["NVIDIA"], given
    problem = whole.client.get("/questions/list-funding.json?funder=nvidea")
    assert "Did you mean organization/nvidia?" in json.loads(problem.data)["detail"]
    schemas = json.loads(whole.client.get("/openapi.json?fresh").data)["components"]["schemas"]
    assert "enum" not in schemas["Value.accord.hasFunder"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("partie=x", "This question has no parameter “partie”. Did you mean party?"),
        ("party=alpha-university&party=beta", "This is given more than once; give it once."),
        ("language=de", "language: There is no “de” to choose here. Did you mean en, ja?"),
        ("bom=yes", "bom: There is no “yes” to choose here. Did you mean 0, 1?"),
        ("language=ja&language=en", "language: This is given more than once; give it once."),
        ("party=%ff", "The address holds bytes that are not UTF-8."),
    ],
)
def test_what_else_can_be_wrong_is_said(client: FlaskClient, query: str, said: str) -> None:
    response = client.get(f"/questions/who-signed.json?{query}")
    assert response.status_code == 400
    assert said in json.loads(response.data)["detail"]


@pytest.mark.parametrize(
    ("years", "status"),
    [("from=2030&until=2000", 400), ("from=2000&until=2000", 200), ("from=2030&until=", 200)],
)
def test_what_begins_after_its_end_is_refused(whole: Whole, years: str, status: int) -> None:
    address = "/questions/list-organization-timeline"
    page = whole.client.get(f"{address}?{years}", headers=HTML)
    data = whole.client.get(f"{address}.json?{years}")
    assert (page.status_code, data.status_code) == (status, status)
    if status == 400:
        assert 'id="from-fault">This lies after the end, 2000.' in page.text
        assert "from: This lies after the end, 2000." in json.loads(data.data)["detail"]


def test_a_page_has_form_answer_downloads_query_and_addresses(client: FlaskClient) -> None:
    page = client.get("/questions/who-signed?party=beta", headers=HTML).text
    assert '<select id="party" name="party">' in page
    assert '<option value="beta" lang="en" selected>' in page or 'value="beta" selected>' in page
    assert "1 row" in page
    assert 'href="../questions/who-signed.csv?party=beta"' in page
    assert 'href="../questions/who-signed.csv?party=beta&amp;bom=1"' in page
    assert 'href="../questions/who-signed.json?party=beta"' in page
    assert f"{BASE}questions/who-signed.csv?party=beta" in page
    assert "VALUES ?party { &lt;" in page
    assert 'href="../sparql?query=' in page
    for nothing in ("nothing", "nothing.csv", "{x}", "%3C", "a%20b", "nothing/values.json"):
        assert client.get(f"/questions/{nothing}").status_code == 404
    assert client.get("/questions/who-signed.docx").status_code == 404


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


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Carnegie Mellon University"), ("ja", "カーネギーメロン大学")]
)
def test_a_field_to_type_in_says_by_name_what_was_chosen(whole: Whole, language: str, name: str) -> None:
    """Its list of values is too long to pick from, so that the field holds but a word of an address."""
    address = "/questions/find-evidence-of-thing?thing=carnegie-mellon-university"
    page = whole.client.get(address, headers={**HTML, "Accept-Language": language}).text
    field = page.partition('<label for="thing">')[2].partition("<datalist")[0]
    assert f">{name}</a>" in field
    assert 'href="../doc/organization/carnegie-mellon-university"' in field


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


#: The checkout's questions: name to query.
QUESTIONS = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).parents[3] / "ontology/questions").glob("*.rq"))
}


def test_all_questions_answer_with_what_their_headers_say(whole: Whole) -> None:
    for name in QUESTIONS:
        answer = json.loads(whole.client.get(f"/questions/{name}.json").data)
        kinds = {each["name"]: each["type"] for each in answer["columns"]}
        for row in answer["rows"]:
            for column, value in row.items():
                if value is None:
                    continue
                kind = kinds[column]
                assert isinstance(value, int | float) == (kind == "number"), (name, column)
                if kind in ("thing", "fact", "link"):
                    assert value.startswith(BASE) == (kind != "link"), (name, column)
                if kind in ("thing", "fact"):
                    assert row[f"{column}Label"], (name, column)
        page = whole.client.get(f"/questions/{name}", headers=HTML)
        assert page.status_code == 200, name


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
    assert 'class="place"' in told or 'class="derived"' in told


@pytest.mark.parametrize(
    ("question", "words"),
    [("list-overruled-and-believed", "party"), ("list-agreements-of-country", "funder")],
)
def test_properties_are_called_as_on_the_pages_of_things(whole: Whole, question: str, words: str) -> None:
    page = whole.client.get(f"/questions/{question}", headers=HTML).text
    assert f">{words}</a></td>" in page
    assert f">has {words}<" not in page


def test_queries_are_shown_as_people_write_them_and_answer_the_same(whole: Whole) -> None:
    def ask(query: str) -> object:
        answer = whole.client.post("/sparql", data={"query": query, "format": "csv"})
        assert answer.status_code == 200
        return answer.data

    for name, query in QUESTIONS.items():
        shown = json.loads(whole.client.get(f"/questions/{name}.json").data)["query"]
        assert "UNDEF" not in shown
        assert "# parameter" not in shown
        assert shown.startswith(f"# {header(query).english}\n\nPREFIX ")
        assert ask(shown) == ask(query), name
    page = whole.client.get("/questions/find-partners?from=2024", headers=HTML).text
    assert "VALUES ?from { 2024 }" in page
    assert "FILTER(!BOUND(?from) || YEAR(?date) &gt;= ?from)" in page
    assert "?until" not in page
    examples = whole.client.get("/sparql", headers=HTML).text
    assert "UNDEF" not in examples


def test_every_choice_of_every_parameter_is_answered(whole: Whole) -> None:
    document = json.loads(whole.client.get("/openapi.json").data)
    schemas, shared = document["components"]["schemas"], document["components"]["parameters"]
    asked = 0
    for path, item in document["paths"].items():
        if not path.endswith(".csv"):
            continue
        for reference in item["get"]["parameters"]:
            parameter = shared[reference["$ref"].rpartition("/")[2]]
            schema = parameter.get("schema", {})
            first = schema.get("anyOf", [schema])[0]
            told = schemas[first["$ref"].rpartition("/")[2]] if "$ref" in first else {}
            slugs = told.get("enum", [])
            every = (
                rows(whole.client, f"{path}?{parameter['name']}=") if slugs and "anyOf" in schema else None
            )
            asked += len(slugs)
            for slug in slugs:
                found = rows(whole.client, f"{path}?{parameter['name']}={slug}")
                assert every is None or all(row in every for row in found), (path, slug)
    assert asked > 100


def test_every_heading_and_tag_has_its_japanese() -> None:
    words = set(FAULTS.values()) | {"other"}
    for query in QUESTIONS.values():
        said = header(query)
        words |= set(said.tags) | {
            heading(*column) for column in said.columns if not column[0].endswith("Label")
        }
        assert all(default(query, each.name) is not None for each in said.parameters if each.required)
    assert words - set(JAPANESE) == set()


#: Things that sources state something of: those that are overruled wholly, and one other.
OVERRULED = """PREFIX accord: <https://w3id.org/accordgraph/ontology#>
SELECT DISTINCT ?thing {
  GRAPH ?graph { ?evidence accord:supports ?thing }
  FILTER NOT EXISTS { ?believed accord:supports ?thing }
}"""
BELIEVED = "SELECT ?thing { ?evidence <https://w3id.org/accordgraph/ontology#supports> ?thing } LIMIT 1"


@pytest.mark.parametrize(("query", "offered"), [(OVERRULED, False), (BELIEVED, True)])
def test_a_page_offers_a_table_of_facts_where_that_can_be_asked_for(
    whole: Whole, query: str, offered: bool
) -> None:
    found = whole.client.get("/sparql", query_string={"query": query, "format": "csv"})
    names = [iri.partition("/id/")[2] for iri in found.text.split()[1:]]
    assert names
    for name in names:
        page = whole.client.get(f"/doc/{name}", headers=HTML).text
        assert ("Its facts as a table for a spreadsheet" in page) is offered
        asked = whole.client.get("/questions/count-sources-of-facts", query_string={"thing": name})
        assert (asked.status_code == 200) is offered


def test_what_leads_to_a_parameter_finds_it(whole: Whole) -> None:
    page = whole.client.get("/doc/question/list-organization-timeline", headers=HTML).text
    places = set(re.findall(r'href="[^"]*/dataset#([^"]+)"', page))
    assert places == {
        f"parameter-list-organization-timeline-{each}" for each in ("organization", "from", "until")
    }
    described = whole.client.get("/dataset", headers=HTML).text
    assert places <= set(re.findall(r'id="([^"]+)"', described))

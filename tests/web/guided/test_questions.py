"""Guided questions: what there is to ask, and the pages that ask it."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from accordgraph.graph.reading.parameters import default
from accordgraph.graph.reading.questions import header
from accordgraph.web.guided.asking import FAULTS
from accordgraph.web.guided.headings import heading
from accordgraph.web.japanese import JAPANESE

from ..conftest import Whole
from ..content import BASE
from .asked import HTML, QUESTIONS


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

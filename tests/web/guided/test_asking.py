"""What is chosen: values that can only be values, what may have been meant, and what is refused."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from accordgraph.web.guided.choices import Choices
from accordgraph.web.responding.context import follower

from ..conftest import Whole
from ..content import BASE
from .asked import ALPHA, HTML, rows


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
        ("foo=x", "This question has no parameter “foo”. Did you mean party?"),  # what there is
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

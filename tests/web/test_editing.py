"""What the scripts of the query page ask for."""

from __future__ import annotations

import gzip
import json
from urllib.request import Request, urlopen

import pytest
from flask.testing import FlaskClient

from accordgraph.web.views.editing import LONGEST_IRI, MOST

from .content import AGREEMENT, BASE


def test_the_index_of_completion_is_the_snapshots_own(client: FlaskClient) -> None:
    plain = client.get("/completion.json", buffered=True)
    assert plain.content_type == "application/json"
    told = {"prefixes", "spaces", "classes", "properties", "things", "whole", "terms"}
    assert told == json.loads(plain.data).keys()
    packed = client.get("/completion.json", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    again = client.get("/completion.json", headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304


def test_a_real_server_reads_the_list_of_things_whose_names_are_asked_for(endpoint: str) -> None:
    iri = f"{BASE}id/organization/nvidia"
    headers = {"Content-Type": "application/json"}
    request = Request(f"{endpoint}/labels.json", json.dumps({"iris": [iri]}).encode(), headers)
    with urlopen(request, timeout=60) as response:
        assert json.load(response)["labels"][iri]["text"] == "NVIDIA"


def test_names_are_told_with_the_pages_they_lead_to(client: FlaskClient) -> None:
    iris = [
        AGREEMENT,
        f"{BASE}ontology#hasParty",
        "http://elsewhere.example/x",
        "urn:x",
        "javascript:alert(1)",
    ]
    found = client.post("/labels.json", json={"iris": iris})
    assert found.status_code == 200
    labels = found.get_json()["labels"]
    assert labels.keys() == set(iris)
    assert labels[AGREEMENT]["href"] == f"./doc/{AGREEMENT.removeprefix(f'{BASE}id/')}"
    assert labels[AGREEMENT]["text"]
    assert labels["http://elsewhere.example/x"]["href"] == "http://elsewhere.example/x"
    assert labels["javascript:alert(1)"]["href"] == ""
    assert "Accept-Language" in found.headers["Vary"]


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", '"x"', "{}", '{"iris": "urn:x"}', '{"iris": [1]}', '{"iris": ["no iri"]}',
        '{"iris": ["urn:<script>"]}', json.dumps({"iris": ["urn:x"] * (MOST + 1)}),
        json.dumps({"iris": ["urn:" + "x" * LONGEST_IRI]}), "[" * 100_000, '{"iris":' * 20_000,
        '{"iris": ["http://x/\\ud800"]}', '{"iris": ["http://[x"]}', '{"iris": ["urn:%zz"]}',
        '{"iris": ["http://x/#a#b"]}', '{"iris": ["http://x/\\ufffe"]}', '{"iris": ["x"]}',
    ],
)  # fmt: skip
def test_what_is_no_list_of_iris_is_refused(client: FlaskClient, body: str) -> None:
    answer = client.post("/labels.json", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "iris" in json.loads(answer.data)["detail"]


def test_the_query_page_works_and_is_told_apart_with_and_without_a_query(client: FlaskClient) -> None:
    accept = {"Accept": "text/html"}
    for path, asked in (("/sparql", False), ("/sparql?query=ASK%7B%7D", True)):
        page = client.get(path, headers=accept).text
        assert (" asked>" in page) is asked
        assert '<textarea id="query" name="query"' in page
    wrong = client.get("/sparql?query=ASK%7B%22%3Cscript%3E", headers=accept)
    assert wrong.status_code == 400
    assert 'data-line="1"' in wrong.text
    assert "<script>" not in wrong.text


def test_the_query_page_speaks_japanese_and_so_do_its_scripts(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html", "Accept-Language": "ja"}).text
    assert '<html lang="ja">' in page
    words = json.loads(page.partition('id="words">')[2].partition("</script>")[0])
    assert words["Running …"] == "実行中…"
    assert words["The query took too long"]
    english = client.get("/sparql", headers={"Accept": "text/html"}).text
    assert 'id="words">{}</script>' in english

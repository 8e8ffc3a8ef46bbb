"""A thousand sources, and an agreement that all of them speak of: each page and each document that describes
the dataset has a limit, which does not depend on how many there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.names import Names
from accordgraph.graph.reading.content import Content, find_content
from accordgraph.web.config import WebConfig
from applications import application
from benchmark.building import build_unvalidated
from benchmark.content import write_content
from benchmark.generator import Generator
from benchmark.snapshots import BASE
from test_questions import QUESTIONS

SOURCES = 1_000
KILOBYTE = 1_000
#: What a page may have. Those of the second table hold what the vocabulary has, or so many rows of an answer.
LIMIT = 200 * KILOBYTE
LIMITS = {
    "/ontology": 480 * KILOBYTE,
    "/ontology.<extension>": 480 * KILOBYTE,
    "/ontology/<version>": 480 * KILOBYTE,
    "/questions/<name>": 510 * KILOBYTE,
    "/sparql": 510 * KILOBYTE,
}
#: Documents that describe the whole -> their limits: again what the vocabulary and the questions make of it.
DOCUMENTS = {
    ("/openapi.json", "application/json"): 440,
    ("/sparql", "text/turtle"): 700,
    ("/sparql", "application/ld+json"): 780,
    ("/dataset", "text/turtle"): 750,
    ("/dataset", "application/ld+json"): 880,
    ("/.well-known/api-catalog", "application/linkset+json"): 20,
    ("/sources", "text/html"): 60,
    ("/dataset.linkset.json", "*/*"): 60,
    ("/sitemap.xml", "*/*"): 20,
    ("/history.atom", "*/*"): 20,
    ("/prefixes.json", "*/*"): 10,
    ("/doc/agreement/everybody", "text/turtle"): 200,
    ("/doc/agreement/everybody", "application/ld+json"): 230,
    ("/doc/concept/research-field-artificial-intelligence", "text/turtle"): 100,
}
#: The questions, without those whose answers have tens of thousands of rows here.
ASKED = [path for path in QUESTIONS if path.stem not in ("find-partners", "list-omitted-parties")]
#: Pages of one kind that are opened, and where to begin beside the first page.
_EACH = 3
_SEEDS = (
    "/doc/agreement/everybody",
    "/doc/agreement/everybody?page=2",
    "/doc/agreement/everybody.html?view=rdf",
    "/doc/concept/research-field-artificial-intelligence",
    "/doc/concept/date-precision-day",
    "/doc/place/country-1",
    "/doc/organization/organization-1",
    "/doc/organization/organization-2",
    "/doc/person/person-1",
    "/disputes",
    "/search?q=report",
    "/search?q=agreement",
    "/questions/list-agreement-parties",
    "/questions/list-sources",
    "/questions/list-disputes",
    "/questions/list-funding",
    "/graph/inferred",
    "/graph/source/report-7",
    "/history/0.1.0",
)
_HEAD = """
<{base}id/agreement/everybody>
    a accord:CooperationAgreement ;
    accord:hasAgreementType concept:agreement-type-memorandum-of-understanding ;
    accord:focusesOn concept:research-field-artificial-intelligence ;
    accord:hasParty <{base}id/organization/organization-{party}> ;
    accord:date "{day}"^^xsd:date ;
    accord:datePrecision concept:date-precision-day ;
.
<{base}id/evidence/report-{number}-everybody>
    a accord:Evidence ;
    rdfs:label "Where report {number} speaks of it"@en ;
    accord:evidenceGrade concept:evidence-grade-cited ;
    accord:paragraphNumber 9 ;
    accord:supports <{base}id/agreement/everybody> ;
.
"""
_OVERRULED = """
<{base}id/adjudication/everybody-{number}>
    a accord:Adjudication ;
    accord:overrulesSubject <{base}id/agreement/everybody> ;
    accord:overrulesProperty accord:date ;
    accord:overrulesValue "{day}"^^xsd:date ;
    accord:overrulesGraph <{base}graph/source/report-{number}> ;
    accord:appliesRule concept:adjudication-rule-primary-over-secondary ;
    accord:rivalGraph <{base}graph/source/report-1> ;
    accord:reason "Report {number} was printed from memory."@en ;
    accord:reason "報告書{number}は記憶に頼って印刷された。"@ja ;
.
"""


def _day(number: int) -> str:
    return "2024-04-09" if number % 2 else f"2024-05-{1 + number % 27:02}"


@dataclass(frozen=True)
class Opened:
    """A page that was opened: its path, its kind, which is the rule that made it, its size."""

    path: str
    kind: str
    size: int


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Flask]:
    """The checkout's content with a thousand sources more, served; what checks it has been told elsewhere."""
    folder = tmp_path_factory.mktemp("scale")
    content = folder / "content"
    write_content(content, find_content(root), Names(BASE), Generator(SOURCES, per_source=1))
    for number in range(1, SOURCES + 1):
        with (content / f"data/sources/report-{number}.ttl").open("a", encoding="utf-8") as file:
            file.write(_HEAD.format(base=BASE, number=number, party=1 + number % 240, day=_day(number)))
    with (content / "data/adjudications.ttl").open("a", encoding="utf-8") as file:
        for number in range(2, SOURCES + 1, 2):
            file.write(_OVERRULED.format(base=BASE, number=number, day=_day(number)))
    with next((content / "data/entities").glob("agreement-*.ttl")).open("a", encoding="utf-8") as file:
        file.write(f'<{BASE}id/agreement/everybody> rdfs:label "The accord of everybody"@en .\n')
    build_unvalidated(Content(content), folder / "snapshots")
    with application(WebConfig(folder / "snapshots", PoolLimits(1, 30), 256 << 20)) as made:
        yield made


def _kind(app: Flask, path: str) -> str:
    """The rule that a path fits, "" where there is none."""
    try:
        rule, _ = app.url_map.bind("localhost").match(urlsplit(path).path, return_rule=True)
    except HTTPException:
        return ""
    return str(rule.rule)


@pytest.fixture(scope="module")
def opened(app: Flask) -> list[Opened]:
    """Pages of each kind, as links lead to them."""
    client, found, seen, count = app.test_client(), list[Opened](), set[str](), Counter[str]()
    waiting = ["/", *_SEEDS]
    for path in waiting:
        kind = _kind(app, path)
        # With what is asked for a page may be another one: a second page, those of one source.
        sort = (
            f"{kind}?{'&'.join(sorted(part.partition('=')[0] for part in urlsplit(path).query.split('&')))}"
        )
        if path in seen or not kind or (count[sort] >= _EACH and path not in _SEEDS):
            continue
        seen.add(path)
        response = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert response.status_code < 500, path
        if response.mimetype != "text/html" or response.status_code != 200:
            continue
        count[sort] += 1
        found.append(Opened(path, kind, len(response.data)))
        place = response.request.path
        for link in re.findall(r'href="([^"]*)"', response.text):
            target = urlsplit(urljoin(f"http://localhost{place}", unescape(link)))
            if target.netloc == "localhost" and not target.path.startswith("/dumps/"):
                waiting.append(target._replace(scheme="", netloc="", fragment="").geturl())
    return found


def test_every_page_stays_small(opened: list[Opened]) -> None:
    assert len({each.kind for each in opened}) >= 28
    large = [each for each in opened if each.size > LIMITS.get(each.kind, LIMIT)]
    assert not large


@pytest.mark.parametrize(("path", "accept"), DOCUMENTS, ids=lambda value: value)
def test_documents_about_the_whole_stay_small(app: Flask, path: str, accept: str) -> None:
    response = app.test_client().get(path, headers={"Accept": accept}, follow_redirects=True)
    assert response.status_code == 200
    assert len(response.data) <= DOCUMENTS[path, accept] * KILOBYTE


def test_what_is_too_much_to_list_is_found_at_the_address_that_the_description_gives(app: Flask) -> None:
    client = app.test_client()
    shared = client.get("/openapi.json").get_json()["components"]["parameters"]
    places = {name: each["x-values"] for name, each in shared.items() if "x-values" in each}
    assert len(places) > 20
    found = client.get(f"{places['list-funders.funder']}robotics").get_json()["values"]
    assert found
    assert client.get(f"/questions/list-funders.json?funder={found[0]['value']}").status_code == 200


@pytest.mark.parametrize("path", ["/", "/dataset", "/doc/agreement/everybody", "/sources", "/graph/entities"])
def test_headers_stay_small(app: Flask, path: str) -> None:
    response = app.test_client().get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert sum(len(name) + len(value) for name, value in response.headers) < 8_000


def test_sources_that_are_told_of_together_have_their_place_on_the_page_of_the_dataset(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/sparql", headers={"Accept": "text/html"}).text
    assert 'id="graph-entities"' in page
    assert 'id="graph-source-' not in page
    assert re.search(r'<a href="./sources">1,\d{3} sources</a>', page)
    assert "dataset#sources" in client.get("/dataset.nt").text
    assert '<tr id="sources"><td><a href="./sources"' in client.get("/dataset.html").text


def test_what_many_sources_say_is_counted_where_it_is_not_listed(app: Flask) -> None:
    page = app.test_client().get("/doc/agreement/everybody.html").text
    assert re.search(r"\d+ more values are stated\.", page)
    assert "500 sources agree (500 independent)" in page
    # Of facts too, where hundreds of statements speak of the thing.
    assert "1,000 sources agree (950 independent)" in page
    assert "500 sources agree (500 independent), 500 differ" in page


@pytest.mark.parametrize("question", ASKED, ids=lambda path: path.stem)
def test_every_question_is_answered_in_time(app: Flask, question: Path) -> None:
    query = {"query": question.read_text("utf-8")}
    assert app.test_client().post("/sparql", data=query, headers={"Accept": "text/csv"}).status_code == 200

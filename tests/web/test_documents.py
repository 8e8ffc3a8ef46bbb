"""Things, documents, graphs, dumps: what a linked-data client and a reader find."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import count
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import FOAF, PROV, RDFS

from accordgraph.engine.formats import GRAPHS

from .content import AGREEMENT, BASE

#: Documents of what was merged, split, withdrawn; the graph that tells of them links to them.
TOMBSTONES = {
    "/doc/organization/beta-incorporated": 301,
    "/doc/organization/alpha-and-beta": 410,
    "/doc/organization/gamma": 410,
    "/doc/source/first-print": 301,
    "/doc/source/forged": 410,
}
HTML = {"Accept": "text/html"}

#: Addresses that are documents, each in all formats.
DOCUMENTS = [
    "/doc/agreement/alpha-beta",
    "/doc/organization/beta",
    "/doc/source/first",
    "/doc/evidence/first-date",
    "/doc/adjudication/alpha-beta-date",
    "/doc/question/who-signed",
    "/doc/concept/date-precision-day",
    "/doc/amount/usd-25000000-more-than",
    "/ontology",
    "/shapes",
    "/dataset",
    "/graph/entities",
    "/graph/inferred",
    "/graph/metadata",
    "/graph/source/first",
]


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.startswith("/doc/")])
def test_a_document_is_the_same_whether_or_not_the_framework_answers(client: FlaskClient, path: str) -> None:
    """What has anything behind a question mark is the framework's to answer; nothing here is kept."""
    numbers = count()
    for address, accept in [*((f"{path}.{each.extension}", "*/*") for each in GRAPHS), (path, "text/turtle")]:
        for condition in ({"If-None-Match": "*"}, {"If-Match": '"another"'}, {}):
            for method in ("HEAD", "GET"):
                asked = {"Accept": accept, "Accept-Language": f"x-like-{next(numbers)}", **condition}
                before = client.open(f"{address}?like=that", method=method, headers=asked)
                found = client.open(address, method=method, headers=asked)
                assert (found.status_code, found.data) == (before.status_code, before.data)
                assert sorted(found.headers) == sorted(before.headers), (address, asked, method)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_says_the_same_in_every_format(client: FlaskClient, path: str) -> None:
    graphs = []
    for each in GRAPHS:
        response = client.get(path, headers={"Accept": each.media_type})
        direct = client.get(f"{path}.{each.extension}")
        assert response.status_code == direct.status_code == 200
        assert response.content_type == direct.content_type == each.content_type
        assert response.data == direct.data
        assert urljoin(path, response.headers["Content-Location"]) == f"{path}.{each.extension}"
        assert response.headers["Vary"] == "Accept, Accept-Language, Cookie, Accept-Encoding"
        graphs.append(_canonical(response.data, each.media_type, path))
    assert len(graphs[0]) > 0
    assert all(graph == graphs[0] for graph in graphs)


def _canonical(data: bytes, media_type: str, path: str) -> ox.Dataset:
    """Return what a document says to whoever expects a graph, as Comunica does, which prefers formats that
    have names for graphs: its default graph. Only a graph's own document names it."""
    quads = ox.parse(data, format=ox.RdfFormat.from_media_type(media_type))
    graphs = {ox.DefaultGraph(), ox.NamedNode(f"{BASE}{path[1:]}")}
    found = ox.Dataset(ox.Quad(*quad.triple) for quad in quads if quad.graph_name in graphs)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.parametrize(("extension", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")])
def test_other_peoples_parsers_read_the_documents(client: FlaskClient, extension: str, parser: str) -> None:
    for path in DOCUMENTS:
        assert len(Graph().parse(data=client.get(f"{path}.{extension}").data, format=parser)) > 0


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_a_page_for_people(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=HTML)
    assert (page.status_code, page.content_type) == (200, "text/html; charset=utf-8")
    assert '<html lang="en">' in page.text
    # A script element holds data only, or leads to one of the program's own files.
    for script in re.findall(r"<script[^>]*>", page.text):
        own = re.fullmatch(r'<script type="module" src="[./]*static/built/\w+\.js\?v=\w+">', script)
        assert own or re.fullmatch(r'<script type="application/(ld\+)?json"( id="words")?>', script)
    assert page.text.count("<h1") == 1
    assert client.get(f"{path}.html").data == page.data
    links = page.headers.getlist("Link")
    for each in GRAPHS:
        name = f"{path.rpartition('/')[2]}.{each.extension}"
        assert f'<{name}>; rel="alternate"; type="{each.media_type}"' in links
        assert f'<a href="{name}" rel="alternate">{each.label}</a>' in page.text


@pytest.mark.parametrize("path", [*DOCUMENTS, "/browse/kind/agreement"])
def test_json_ld_is_had_without_links_to_other_formats(client: FlaskClient, path: str) -> None:
    """PyLD, the processor of most who read JSON-LD in Python, fails at several links to alternates."""
    for asked, accept in ((path, "application/ld+json"), (f"{path}.jsonld", "*/*")):
        response = client.get(asked, headers={"Accept": accept})
        assert response.content_type == "application/ld+json"
        links = response.headers.getlist("Link")
        assert any('rel="linkset"' in each for each in links)
        assert not any('rel="alternate"' in each for each in links)
    named = client.get(f"{path}.linkset.json").json
    assert named
    anchored = {each["anchor"].rpartition(".")[2]: each for each in named["linkset"]}
    assert "alternate" not in anchored["jsonld"]
    assert len(anchored["ttl"]["alternate"]) > 1


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
def test_a_document_that_the_client_has_is_not_sent_again(
    client: FlaskClient, path: str, accept: str
) -> None:
    first = client.get(path, headers={"Accept": accept})
    assert first.headers["Cache-Control"] == "no-cache"
    assert not first.headers["ETag"].startswith("W/")
    again = client.get(path, headers={"Accept": accept, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = client.get(
        path, headers={"Accept": "application/rdf+xml", "If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 200


def test_every_internal_link_of_every_page_leads_somewhere(client: FlaskClient) -> None:
    """Follow all links from the first page."""
    seen, ahead = set(), ["/"]
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path, headers=HTML, buffered=True)
        if path.startswith(("/language?", "/colours?")):
            assert response.status_code == 303
            ahead.append(urljoin(path, response.headers["Location"]))
            continue
        assert response.status_code == TOMBSTONES.get(path.partition(".")[0], 200), path
        if not response.content_type.startswith("text/html"):
            continue
        for piece in response.text.split('href="')[1:]:
            address = piece.partition('"')[0].replace("&amp;", "&")
            if not address.startswith(("http:", "https:")):
                ahead.append(urljoin(path, address).partition("#")[0])
    assert "/doc/agreement/alpha-beta" in seen
    assert "/dumps/0.1.0/SHA256SUMS" in seen
    assert len(seen) > 60


def test_a_thing_leads_to_its_document(client: FlaskClient) -> None:
    for method in (client.get, client.head):
        response = method("/id/agreement/alpha-beta", headers={"Host": "evil.example"})
        assert response.status_code == 303
        assert response.headers["Location"] == "../../doc/agreement/alpha-beta"
        assert response.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/id/agreement/nowhere", "says nothing about"),
        ("/doc/agreement/nowhere", "says nothing about"),
        ("/doc/agreement/nowhere.ttl", "says nothing about"),
        ("/doc/agreement/alpha-beta.pdf", "says nothing about"),
        ("/doc/agreement/%3Cb%3E", "says nothing about"),
        ("/id/agreement/Alpha-Beta", "names of things are of lower-case letters"),
        ("/id/agreement/alpha-beta.ttl", "only documents, below /doc/, have endings such as .ttl"),
        ("/id/dragon/smaug", "no kind of thing called 'dragon'"),
        ("/graph/nowhere", "There is no graph"),
        ("/graph/source/nowhere.ttl", "There is no graph"),
        ("/ontology.pdf", "no format .pdf"),
        ("/ontology/9.9.9", "Version '9.9.9' of the ontology is not here"),
        ("/dataset/9.9.9", "Version '9.9.9' of the dataset is not here"),
        ("/dumps/nowhere", "There is no dump 'nowhere' of version 0.1.0; the list is at dumps/."),
        ("/dumps/latest/accordgraph.nq", "the list is at dumps/. Did you mean accordgraph.nq.gz?"),
        (
            "/questions/who-signd",
            "There is no question who-signd; /questions/ lists all. Did you mean who-signed?",
        ),
        ("/questions/nowhere.csv", "There is no question nowhere; /questions/ lists all."),
        ("/dumps/..%2fmanifest.json", ""),
        ("/nowhere", ""),
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str, detail: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.content_type) == (404, "application/problem+json")
    assert detail in json.loads(response.data)["detail"]
    page = client.get(path, headers=HTML)
    assert (page.status_code, page.content_type) == (404, "text/html; charset=utf-8")
    assert "<b>" not in page.text


def test_a_document_in_no_acceptable_format_says_which_there_are(client: FlaskClient) -> None:
    response = client.get("/doc/agreement/alpha-beta", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in json.loads(response.data)["offered"]
    assert response.headers["Vary"].startswith("Accept, Accept-Language")


def test_a_description_holds_what_to_believe_names_and_who_says_it(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/doc/agreement/alpha-beta.ttl").data, format="turtle")
    thing, paper = URIRef(AGREEMENT), URIRef(f"{BASE}doc/agreement/alpha-beta")
    dates = [str(date) for date in graph.objects(thing, URIRef(f"{BASE}ontology#date"))]
    assert dates == ["2024-04-03"]
    assert str(graph.value(URIRef(f"{BASE}id/organization/beta"), RDFS.label)) == "Beta Corporation"
    assert graph.value(paper, FOAF.primaryTopic) == thing
    assert URIRef(f"{BASE}graph/source/first") in graph.objects(paper, PROV.wasDerivedFrom)
    assert BASE in client.get("/doc/agreement/alpha-beta.nt", headers={"Host": "evil.example"}).text
    assert "evil" not in client.get("/doc/agreement/alpha-beta.nt", headers={"Host": "evil.example"}).text


def test_a_page_shows_facts_sources_evidence_and_what_is_overruled(client: FlaskClient) -> None:
    page = client.get("/doc/agreement/alpha-beta.html").text
    believed, _, overruled = page.partition("Stated, but not believed")
    assert "3 April 2024" in believed
    assert "4 April 2024" not in believed
    assert "4 April 2024" in overruled
    assert ">Beta Corporation</a>" in believed
    assert ">Evidence <" in overruled
    assert "../../doc/source/first" in believed
    assert 'href="#dispute-date">disputed</a>' in believed
    assert "The second source was printed earlier." in overruled


def test_names_are_shown_in_the_readers_language(client: FlaskClient) -> None:
    page = client.get("/doc/agreement/alpha-beta.html", headers={"Accept-Language": "ja-JP, en;q=0.5"})
    assert '<h1 lang="ja">アルファとベータの協定</h1>' in page.text
    assert page.headers["Vary"] == "Accept-Language, Cookie, Accept-Encoding"
    for words in ("事実", "証拠", "出典", '<html lang="ja">'):
        assert words in page.text
    assert "&lt;a" not in page.text
    english = client.get("/doc/agreement/alpha-beta.html")
    assert english.headers["ETag"] != page.headers["ETag"]


def test_dumps_fit_their_checksums(client: FlaskClient) -> None:
    sums = client.get("/dumps/latest/SHA256SUMS", buffered=True).text.splitlines()
    assert sums
    for line in sums:
        digest, name = line.split()
        response = client.get(f"/dumps/latest/{name.lstrip('*')}", buffered=True)
        assert hashlib.sha256(response.data).hexdigest() == digest
        assert response.headers["ETag"]


def test_a_part_of_a_dump_can_be_had(client: FlaskClient) -> None:
    response = client.get("/dumps/latest/SHA256SUMS", headers={"Range": "bytes=0-9"}, buffered=True)
    assert (response.status_code, len(response.data)) == (206, 10)


def test_the_first_page_has_counts_and_questions(client: FlaskClient) -> None:
    page = client.get("/", headers=HTML).text
    assert "Who signed what?" in page
    assert '<a href="./browse/kind/agreement"><span class="number">1</span> agreement</a>' in page
    assert client.get("/", headers={"Accept": "text/turtle"}).content_type == "text/turtle; charset=utf-8"


def test_health_and_readiness(client: FlaskClient) -> None:
    assert client.get("/health").json == {"status": "ok"}
    ready = client.get("/ready").json
    assert ready is not None
    assert (ready["status"], ready["stale"]) == ("ready", False)


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/nowhere", "/id/agreement/alpha-beta", "/health", "/static/style.css"]
)
def test_everything_is_open_to_all_sites(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Origin": "https://elsewhere.example", **HTML}, buffered=True)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Location" in response.headers["Access-Control-Expose-Headers"]


def test_under_a_sub_path_links_stay_right(client: FlaskClient) -> None:
    page = client.get("/doc/agreement/alpha-beta.html", environ_overrides={"SCRIPT_NAME": "/kg"}).text
    assert 'href="../../static/style.css?v=' in page
    assert 'href="/' not in page


def test_problem_types_are_explained(client: FlaskClient) -> None:
    for kind, title in (
        ("query-timeout", "The query took too long"),
        ("worker-died", "The process that ran the query ended unexpectedly"),
        ("bad-parameter", "A parameter cannot be understood"),
        ("answer-too-long", "The answer is too long for this address"),
    ):
        page = client.get(f"/problem/{kind}")
        assert title in page.text
        assert (page.headers["Content-Language"], page.headers["Cache-Control"]) == ("en", "no-cache")
        assert "Accept-Language" in page.headers["Vary"]
        assert (
            client.get(f"/problem/{kind}", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
        )
    assert client.get("/problem/nowhere").status_code == 404

"""Whatever is asked for, with whatever headers: a right status and a helpful text, never a 500."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urljoin

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordgraph.engine.formats import FORMATS, LINKSETS, PAGE
from accordgraph.graph.names import KINDS

from .conftest import Whole

SETTINGS = settings(
    max_examples=600,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
#: What a path may be answered with: nobody may be asked to try again, and nothing may break.
EXPECTED = {200, 204, 206, 301, 302, 303, 304, 400, 404, 405, 406, 410, 412, 416, 501}
STEPS = st.one_of(
    st.sampled_from(
        (*KINDS, "id", "doc", "graph", "source", "ontology", "shapes", "dataset", "dumps", "context",
         "questions", "who-signed", "0.1.0",
         "alpha-beta", "first", "beta", "gamma", "beta-incorporated", "usd-25000000-more-than", "robots.txt",
         ".well-known", "api-catalog", "security.txt", "void", "sitemap.xml", "sitemap-1.xml", "static", "..",
         ".", "", "latest", "SHA256SUMS", "problem", "query-timeout", "prefixes.json", "search",
         "suggest.json", "browse", "country", "year", "2024", "kind", "language",
         "about", "%2e%2e", "Ä", "岸田")
    ),
    st.text(max_size=8),
    st.text(st.characters(categories=["Cs"]), max_size=2),
)  # fmt: skip
#: Half of the addresses begin like one that there is.
PLACES = st.one_of(
    st.lists(STEPS, max_size=4),
    st.sampled_from(
        ("id/agreement/alpha-beta", "doc/agreement/alpha-beta", "id/organization/gamma", "ontology", "shapes",
         "doc/organization/beta-incorporated", "graph/source/first", "graph/entities", "dataset",
         "dataset/0.1.0", "dumps", "sitemap-1.xml", ".well-known/api-catalog", "context/1", "robots.txt",
         "dumps/latest/SHA256SUMS", "search", "suggest.json", "browse/year/2024", "browse/kind", "about")
    ).map(lambda path: path.split("/")),
)  # fmt: skip
ENDINGS = st.sampled_from(("", "", ".", "/", *(f".{each.extension}" for each in (*FORMATS, *LINKSETS, PAGE))))
QUERIES = st.one_of(
    st.just(""),
    st.integers(-3, 10**30).map(lambda number: f"page={number}"),
    st.binary(max_size=8).map(lambda data: "page=" + quote(data)),
    st.binary(max_size=12).map(lambda data: "q=" + quote(data)),
    st.text(max_size=12).map(lambda text: "q=" + quote(text, errors="replace")),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12),
)
VALUES = st.one_of(
    st.sampled_from(
        ("text/html", "*/*", "text/turtle;q=0.5, */*;q=0", "application/linkset+json", "", ",;", "q=",
         "ja, *;q=0", '"x"', 'W/"x", *', "*", "bytes=0-", "bytes=9999999999-", "-",
         "Tue, 31 Feb 2026 99:99:99 GMT")
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=20),
)  # fmt: skip
NAMES = st.sampled_from(
    ("Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Match", "If-Modified-Since",
     "Range", "If-Range", "Host", "X-Forwarded-For", "X-Forwarded-Prefix", "Forwarded", "Origin", "Cookie",
     "Content-Type", "Content-Length", "Query-Id")
)  # fmt: skip


def test_any_address_with_any_headers(client: FlaskClient) -> None:
    @SETTINGS
    @given(
        st.sampled_from(("GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PROPFIND")),
        PLACES,
        ENDINGS,
        QUERIES,
        st.dictionaries(NAMES, VALUES, max_size=4),
    )
    def check(method: str, steps: list[str], ending: str, query: str, headers: dict[str, str]) -> None:
        path = "/".join(("", *steps)) + ending if steps else "/"
        # As a server hands it on: bytes, whatever they are, one character each.
        place = {"PATH_INFO": path.encode("utf-8", "surrogatepass").decode("latin-1")}
        response = client.open(
            method=method, query_string=query, headers=headers, environ_overrides=place, buffered=True
        )
        assert response.status_code in EXPECTED, (path, response.text)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        for word in ("Traceback", "site-packages", 'File "'):
            assert word not in response.text
        if response.content_type == "application/problem+json" and response.data:
            problem = json.loads(response.data)
            assert (problem["status"], len(problem["detail"]) > 10) == (response.status_code, True)
        if response.status_code in (301, 302, 303):
            target = response.headers["Location"]
            assert not target.startswith(("/", "http:", "https:")), target
            # What a redirect leads to is there, or gone; never nothing.
            there = client.get(urljoin(path, target), buffered=True)
            assert there.status_code in (200, 301, 302, 303, 410), (path, target)

    check()
    assert client.get("/doc/agreement/alpha-beta").status_code == 200


def test_a_page_for_an_address_of_many_steps_is_hardly_longer_than_the_address(client: FlaskClient) -> None:
    path = "/" * 100_000
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert len(response.data) < 2 * len(path)


def test_a_name_that_no_file_can_have_is_that_of_nothing(client: FlaskClient) -> None:
    rules = [rule for rule in client.application.url_map.iter_rules() if rule.arguments]
    for path in sorted({re.sub("<[^>]+>", "a" * 300, rule.rule) for rule in rules}):
        assert client.get(path).status_code in EXPECTED, path


#: Pages that a reader may have open beside each other; their titles are what tells them apart.
BESIDE = [
    "/", "/dataset", "/dataset/0.1.0", "/history", "/history/0.1.0", "/history/0.1.0?kind=person",
    "/browse/kind/evidence", "/browse/kind/evidence?page=2", "/browse/kind/evidence?page=3",
    "/disputes", "/disputes?page=2", "/disputes?source=pie-news-us-japan-ai-2024",
    "/sources", "/sources?page=2", "/sources/pie-news-us-japan-ai-2024",
    "/doc/source/pie-news-us-japan-ai-2024", "/graph/source/pie-news-us-japan-ai-2024",
    "/graph/ontology", "/graph/ontology?page=2", "/ontology",
    "/doc/organization/amazon", "/browse/funder/amazon", "/history/organization/amazon",
    "/doc/organization/amazon.html?view=rdf",
    "/doc/place/japan", "/doc/place/japan?page=2", "/related/place/japan?by=accord%3AlocatedIn&kind=place",
    "/search", "/search?q=AI", "/search?q=AI&kind=programme", "/search?q=AI&page=2", "/sparql",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
def test_titles_tell_pages_apart(whole: Whole, language: str) -> None:
    paths: dict[str, list[str]] = {}
    for path in BESIDE:
        page = whole.client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
        found = re.search("<title>(.*?)</title>", page.text)
        if page.status_code == 200 and found:  # not all of them have a second page
            paths.setdefault(found[1], []).append(path)
    assert sum(map(len, paths.values())) > len(BESIDE) - 6
    assert [same for same in paths.values() if len(same) > 1] == []

"""Conditions and ranges of requests, as RFC 9110 has them (sections 13 and 14)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accordgraph.engine.formats import GRAPHS, PAGE
from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.config import WebConfig
from applications import application

QUERY = "/sparql?query=ASK%7B%7D"
DOCUMENT = "/doc/agreement/alpha-beta.ttl"
#: An address of each kind that has a tag: answer, page, document, graph, dump, prefixes, program's file.
TAGGED = [
    QUERY,
    f"{QUERY}&format=html",
    DOCUMENT,
    "/doc/agreement/alpha-beta.html",
    "/graph/source/first",
    "/dumps/latest/SHA256SUMS",
    "/prefixes.json",
    "/static/style.css",
]
PAST, FUTURE = "Sat, 01 Jan 2000 00:00:00 GMT", "Sat, 01 Jan 2050 00:00:00 GMT"

#: Headers, "TAG" standing for the tag of what is there -> status.
CONDITIONS: list[tuple[dict[str, str], int]] = [
    ({"If-Match": "TAG"}, 200),
    ({"If-Match": "*"}, 200),
    ({"If-Match": '"other", TAG'}, 200),
    ({"If-Match": '"other"'}, 412),
    ({"If-Match": "W/TAG"}, 412),  # compared strongly
    ({"If-None-Match": "TAG"}, 304),
    ({"If-None-Match": "W/TAG"}, 304),  # compared weakly
    ({"If-None-Match": '"other", TAG'}, 304),
    ({"If-None-Match": "*"}, 304),
    ({"If-None-Match": '"other"'}, 200),
    ({"If-Match": "TAG", "If-None-Match": "TAG"}, 304),
    ({"If-Match": '"other"', "If-None-Match": "TAG"}, 412),  # If-Match comes first
    # Nothing here has a date of its last change, so conditions on it do not count.
    ({"If-Modified-Since": FUTURE}, 200),
    ({"If-Unmodified-Since": PAST}, 200),
    ({"If-None-Match": '"other"', "If-Modified-Since": FUTURE}, 200),
    ({"If-None-Match": "TAG", "If-Modified-Since": PAST}, 304),
]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("path", TAGGED)
@pytest.mark.parametrize(("conditions", "status"), CONDITIONS)
def test_conditions_are_met_or_not(
    client: FlaskClient, path: str, conditions: dict[str, str], status: int, encoding: str
) -> None:
    reads = {"Accept-Encoding": encoding}
    first = client.get(path, headers=reads, buffered=True)
    assert "Last-Modified" not in first.headers
    tag = first.headers["ETag"]
    headers = reads | {name: value.replace("TAG", tag) for name, value in conditions.items()}
    for method in ("GET", "HEAD"):
        response = client.open(path, method=method, headers=headers, buffered=True)
        assert response.status_code == status
        if status == 304:
            assert (response.data, response.headers["ETag"]) == (b"", tag)
            assert response.headers.get("Vary") == first.headers.get("Vary")
            assert response.headers["Cache-Control"] == first.headers["Cache-Control"]
        elif status == 412:
            assert response.content_type == "application/problem+json"
            assert method == "HEAD" or json.loads(response.data)["status"] == 412
        else:
            if method == "GET" or "Content-Encoding" not in first.headers:  # which HEAD does not find out
                assert response.headers["Content-Length"] == str(len(first.data))
            assert response.data == (b"" if method == "HEAD" else first.data)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_head_tells_of_a_page_that_nobody_asked_for_what_get_tells(
    client: FlaskClient, encoding: str
) -> None:
    path, reads = f"/search?q=alpha+{encoding}", {"Accept-Encoding": encoding}
    told = dict(client.head(path, headers=reads).headers)
    sent = dict(client.get(path, headers=reads).headers)
    assert sent.get("Content-Encoding", "identity") == encoding
    if encoding != "identity":
        del sent["Content-Length"]  # which HEAD does not find out
    assert told == sent


@pytest.fixture(scope="module")
def other(snapshots: Path) -> Iterator[Flask]:
    """The application with other limits on the same snapshot."""
    with application(WebConfig(snapshots, PoolLimits(1, 7), 128 << 20)) as made:
        yield made


@pytest.mark.parametrize("kind", [each.media_type for each in (PAGE, *GRAPHS)])
@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/ontology", "/doc/agreement/alpha-beta", "/search?q=alpha"]
)
def test_what_says_something_else_has_another_tag(
    client: FlaskClient, other: Flask, path: str, kind: str
) -> None:
    found = dict[str, bytes]()
    for asked in (client, other.test_client()):
        for prefix in ("", "/kg", "/other"):
            headers = {"Accept": kind}
            response = asked.get(path, headers=headers, environ_overrides={"SCRIPT_NAME": prefix})
            assert found.setdefault(response.headers.get("ETag", ""), response.data) == response.data


def test_a_query_by_its_own_method_has_conditions_too(client: FlaskClient) -> None:
    asked: dict[str, Any] = {
        "method": "QUERY",
        "data": "ASK {}",
        "content_type": "application/sparql-query",
    }
    tag = client.open("/sparql", **asked).headers["ETag"]
    for _ in range(2):  # the second answer is the kept one
        assert client.open("/sparql", **asked, headers={"If-None-Match": tag}).status_code == 304
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/nowhere", "/id/agreement/alpha-beta"])
def test_conditions_do_not_change_what_is_no_success(client: FlaskClient, path: str) -> None:
    plain = client.get(path)
    assert client.get(path, headers={"If-Match": '"other"'}).status_code == plain.status_code


#: Files, and what is made when it is asked for.
FILES = ["/dumps/latest/SHA256SUMS", "/static/style.css", "/sitemap.xml"]
MADE = [QUERY, DOCUMENT, "/quality.csv"]
#: Range, If-Range -> status, Content-Range, the part.
RANGES: list[tuple[str, str | None, int, str | None, slice]] = [
    ("bytes=0-9", None, 206, "bytes 0-9/SIZE", slice(0, 10)),
    ("bytes=5-", None, 206, "bytes 5-LAST/SIZE", slice(5, None)),
    ("bytes=-7", None, 206, "bytes FROM7-LAST/SIZE", slice(-7, None)),
    ("bytes=0-999999", None, 206, "bytes 0-LAST/SIZE", slice(None)),
    ("bytes=-999999", None, 206, "bytes 0-LAST/SIZE", slice(None)),
    ("Bytes=0-0", None, 206, "bytes 0-0/SIZE", slice(0, 1)),
    ("bytes=0-9", "TAG", 206, "bytes 0-9/SIZE", slice(0, 10)),
    ("bytes=0-9", '"other"', 200, None, slice(None)),
    ("bytes=0-9", "W/TAG", 200, None, slice(None)),
    ("bytes=0-9", FUTURE, 200, None, slice(None)),
    ("bytes=999999-", None, 416, "bytes */SIZE", slice(0)),
    ("bytes=-0", None, 416, "bytes */SIZE", slice(0)),
    # What is not understood is passed over, and several parts at once are not offered.
    ("items=0-5", None, 200, None, slice(None)),
    ("bytes=9-5", None, 200, None, slice(None)),
    ("bytes=x", None, 200, None, slice(None)),
    ("bytes=-", None, 200, None, slice(None)),
    ("bytes=" + "9" * 5000 + "-", None, 200, None, slice(None)),
    ("bytes=0-1,4-5", None, 200, None, slice(None)),
    ("nonsense", None, 200, None, slice(None)),
]


@pytest.mark.parametrize("path", [*FILES, *MADE])
@pytest.mark.parametrize(("wanted", "condition", "status", "told", "part"), RANGES)
def test_a_part_of_what_is_there(
    client: FlaskClient,
    path: str,
    wanted: str,
    condition: str | None,
    status: int,
    told: str | None,
    part: slice,
) -> None:
    whole = client.get(path, buffered=True)
    size = len(whole.data)
    assert whole.headers.get("Accept-Ranges", "") == ("bytes" if path in FILES else "")
    headers = {"Range": wanted}
    if condition is not None:
        headers["If-Range"] = condition.replace("TAG", whole.headers["ETag"])
    response = client.get(path, headers=headers, buffered=True)
    assert response.status_code == status
    if told is not None:
        told = told.replace("SIZE", str(size)).replace("LAST", str(size - 1)).replace("FROM7", str(size - 7))
    assert response.headers.get("Content-Range") == told
    if status == 416:
        problem = json.loads(response.data)
        assert (problem["status"], problem["title"]) == (416, "Range Not Satisfiable")
    else:
        assert response.data == whole.data[part]
        assert response.headers["Content-Length"] == str(len(response.data))
        assert response.headers["ETag"] == whole.headers["ETag"]
    head = client.head(path, headers=headers)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(size))  # only GET has parts


@pytest.mark.parametrize("path", ["/doc/agreement/alpha-beta.html", "/static/style.css"])
def test_a_part_of_what_is_sent_compressed(client: FlaskClient, path: str) -> None:
    packed = {"Accept-Encoding": "gzip"}
    whole = client.get(path, headers=packed)
    part = client.get(path, headers={**packed, "Range": "bytes=9-99", "If-Range": whole.headers["ETag"]})
    assert whole.headers["Content-Encoding"] == part.headers["Content-Encoding"] == "gzip"
    assert (part.status_code, part.data) == (206, whole.data[9:100])


def test_a_condition_comes_before_a_range(client: FlaskClient) -> None:
    headers = {"Range": "bytes=0-9"}
    tag = client.get("/dumps/latest/SHA256SUMS", buffered=True).headers["ETag"]
    for condition, value, status in (("If-None-Match", tag, 304), ("If-Match", '"other"', 412)):
        assert (
            client.get("/dumps/latest/SHA256SUMS", headers={**headers, condition: value}).status_code
            == status
        )


def test_a_files_type_names_its_encoding_once(client: FlaskClient) -> None:
    response = client.get("/dumps/latest/SHA256SUMS", buffered=True)
    assert response.content_type == "text/plain; charset=utf-8"

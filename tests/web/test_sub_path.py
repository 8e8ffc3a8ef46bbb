"""Behind proxies, under a path, over https: links lead right, and what is published stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.web.config import DoorLimits, WebConfig
from accordgraph.web.serving.clients import Proxies
from applications import application

HTML = {"Accept": "text/html"}
REDIRECTS = (301, 302, 303, 308)
HOSTILE = {
    "Host": "evil.example",
    "Forwarded": "host=evil.example;proto=gopher",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Port": "1",
    "X-Original-URL": "/nowhere",
    "X-Rewrite-URL": "/nowhere",
}
#: Peer, X-Forwarded-Prefix -> the prefix that counts; 10.0.0.0/8 is trusted.
PREFIXES = [
    ("10.0.0.1", "/kg", "/kg"),
    ("10.0.0.1", "/kg/", "/kg"),
    ("10.0.0.1", " /data , /kg ", "/data/kg"),
    ("10.0.0.1", "", ""),
    ("10.0.0.1", "/", ""),
    ("10.0.0.1", "kg", ""),
    ("10.0.0.1", "//evil.example", ""),
    ("10.0.0.1", "/kg, https://evil.example", ""),
    ("10.0.0.1", '/k"g', ""),
    ("10.0.0.1", "/..", ""),
    ("192.0.2.1", "/kg", ""),
]


@pytest.mark.parametrize(("peer", "sent", "prefix"), PREFIXES)
def test_only_known_proxies_name_a_prefix(peer: str, sent: str, prefix: str) -> None:
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_PREFIX": sent}
    assert Proxies.named("10.0.0.0/8", "X-Forwarded-For").prefix(environ) == prefix
    assert Proxies().prefix(environ) == ""


@pytest.fixture(scope="module")
def proxied(snapshots: Path) -> Iterator[Flask]:
    """The application behind a proxy that it trusts."""
    door = DoorLimits(proxies=Proxies.named("127.0.0.1", "X-Forwarded-For"))
    with application(WebConfig(snapshots, PoolLimits(1, 10), 256 << 20, door=door)) as app:
        yield app


@pytest.fixture(scope="module")
def rooted(snapshots: Path) -> Iterator[Flask]:
    """The application under a path of its own."""
    with application(
        WebConfig(snapshots, PoolLimits(1, 10), 256 << 20, door=DoorLimits(root_path="/kg"))
    ) as made:
        yield made


def _all_links_lead_somewhere(client: FlaskClient, start: str, strip: str, headers: dict[str, str]) -> int:
    """Follow the links of pages as a browser does, from an address outside; return how many there were."""
    seen, ahead = set(), [start]
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        assert address.startswith("https://public.example/kg"), address
        path = address.removeprefix("https://public.example").removeprefix(strip) or "/"
        response = client.get(path, headers={**headers, **HTML}, buffered=True)
        if response.status_code in REDIRECTS:
            ahead.append(urljoin(address, response.headers["Location"]))
            continue
        assert response.status_code in (200, 410), address  # what was removed says so
        if response.mimetype == "text/html" and len(seen) < 60:
            for piece in response.text.split('href="')[1:]:
                link = urljoin(address, piece.partition('"')[0].replace("&amp;", "&"))
                if link.startswith("https://public.example"):
                    ahead.append(link.partition("#")[0])
    return len(seen)


@pytest.mark.parametrize("start", ["https://public.example/kg", "https://public.example/kg/"])
@pytest.mark.parametrize("strip", ["/kg", ""], ids=["taken off", "left on"])
def test_links_lead_right_behind_a_proxy_that_names_its_prefix(
    proxied: Flask, start: str, strip: str
) -> None:
    headers = {"X-Forwarded-Prefix": "/kg", "X-Forwarded-Proto": "https"}
    assert _all_links_lead_somewhere(proxied.test_client(), start, strip, headers) > 50


@pytest.mark.parametrize("start", ["https://public.example/kg", "https://public.example/kg/?x=%20y"])
def test_links_lead_right_under_a_path_that_is_set(rooted: Flask, start: str) -> None:
    assert _all_links_lead_somewhere(rooted.test_client(), start, "", {}) > 50


def test_the_bare_path_leads_to_the_one_with_a_slash(rooted: Flask) -> None:
    response = rooted.test_client().get("/kg?a=%20b")
    assert (response.status_code, response.headers["Location"]) == (308, "kg/?a=%20b")
    assert rooted.test_client().get("/kgx").status_code == 404


def test_a_stranger_cannot_name_a_prefix(client: FlaskClient) -> None:
    page = client.get("/", headers={**HTML, "X-Forwarded-Prefix": "/evil"}).text
    assert ("static/style.css" in page, "evil" in page) == (True, False)
    assert client.get("/evil/sparql", headers={"X-Forwarded-Prefix": "/evil"}).status_code == 404


@pytest.mark.parametrize("script", ["", "/kg"])
@pytest.mark.parametrize(
    "path",
    [
        "/doc/agreement/alpha-beta.nt",
        "/sparql",
        "/dataset.ttl",
        "/graph/source/first.ttl",
        "/id/agreement/alpha-beta",
    ],
)
def test_no_header_changes_what_is_published(client: FlaskClient, path: str, script: str) -> None:
    plain = client.get(path, headers={"Accept": "text/turtle"})
    hostile = client.get(
        path, headers={"Accept": "text/turtle", **HOSTILE}, environ_overrides={"SCRIPT_NAME": script}
    )
    assert (hostile.status_code, hostile.data) == (plain.status_code, plain.data)
    assert "evil" not in str(hostile.headers)
    assert hostile.headers.get("Location") == plain.headers.get("Location")

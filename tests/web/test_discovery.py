"""What programs look for at fixed places."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from accordgraph.graph.cataloguing.sitemap import ENTRIES, write_sitemap
from accordgraph.graph.checking.check import check
from accordgraph.graph.reading.content import find_content
from graph import small

from . import content
from .content import BASE

_SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CATALOG = "/.well-known/api-catalog"
PLACES = [CATALOG, "/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/.well-known/security.txt"]


@pytest.mark.parametrize("path", PLACES)
def test_what_programs_look_for_is_there_and_kept(client: FlaskClient, path: str) -> None:
    got, head = client.get(path, buffered=True), client.head(path)
    assert (got.status_code, head.status_code, head.data) == (200, 200, b"")
    assert sorted(head.headers) == sorted(got.headers)
    again = client.get(path, headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.post(path).status_code == 405


def test_the_catalogue_lists_what_programs_can_use(client: FlaskClient) -> None:
    response = client.get(CATALOG)
    assert response.content_type.startswith("application/linkset+json; profile=")
    assert response.headers["Link"] == '<api-catalog>; rel="api-catalog"'
    contexts = {urljoin(CATALOG, each.pop("anchor")): each for each in json.loads(response.data)["linkset"]}
    listed = {urljoin(CATALOG, each["href"]) for each in contexts[CATALOG]["item"]}
    assert listed == contexts.keys() - {CATALOG} == {"/sparql", "/questions/", "/dumps/"}
    for found in contexts.values():
        for relation, targets in found.items():
            for target in targets:
                place = urljoin(CATALOG, target["href"])
                answer = client.get(place, headers={"Accept": target.get("type", "*/*")})
                assert answer.status_code == 200, place
                assert answer.mimetype == target.get("type", answer.mimetype), (place, relation)
    plain = client.get(CATALOG, headers={"Accept": "application/linkset"})
    assert plain.mimetype == "application/linkset"
    assert '<../sparql>; rel="item"; anchor="api-catalog"' in plain.text


def test_the_first_page_leads_programs_on(client: FlaskClient) -> None:
    links = client.head("/").headers.getlist("Link")
    assert '<.well-known/api-catalog>; rel="api-catalog"; type="application/linkset+json"' in links
    assert '<sparql>; rel="service-desc"; type="text/turtle"' in links


def test_the_sitemap_lists_every_document_that_is_there(client: FlaskClient) -> None:
    index = ET.fromstring(client.get("/sitemap.xml", buffered=True).data)  # noqa: S314 - our own
    assert index.tag == f"{_SPACE}sitemapindex"
    parts = [each.text or "" for each in index.iter(f"{_SPACE}loc")]
    places = []
    for part in parts:
        tree = ET.fromstring(client.get("/" + part.removeprefix(BASE), buffered=True).data)  # noqa: S314
        places += [each.text or "" for each in tree.iter(f"{_SPACE}loc")]
    assert {BASE, f"{BASE}dataset", f"{BASE}doc/agreement/alpha-beta", f"{BASE}graph/source/first"} <= set(
        places
    )
    assert len(places) == len(set(places)) > 20
    for place in places:
        assert client.get("/" + place.removeprefix(BASE)).status_code == 200, place


@pytest.mark.parametrize(("folder", "days"), [(content, {"2026-11-23"}), (small, set())], ids=["told", "not"])
def test_a_sitemap_tells_when_the_dataset_was_changed_where_that_is_known(
    folder: ModuleType, days: set[str], tmp_path: Path
) -> None:
    dataset = check(find_content(folder.write(tmp_path / "content"))).dataset
    assert dataset is not None
    write_sitemap(dataset, [f"{BASE}id/organization/beta"], tmp_path, None)
    for name in ("sitemap.xml", "sitemap-1.xml"):
        assert set(re.findall("<lastmod>(.*?)</lastmod>", (tmp_path / name).read_text("utf-8"))) == days


def test_a_sitemap_is_cut_into_parts(tmp_path: Path) -> None:
    dataset = check(find_content(content.write(tmp_path / "content"))).dataset
    assert dataset is not None
    iris = [f"{BASE}id/organization/o-{number:06}" for number in range(ENTRIES)]
    write_sitemap(dataset, iris, tmp_path, None)
    parts = sorted(tmp_path.glob("sitemap-*.xml"))
    sizes = [path.read_text().count("<url>") for path in parts]
    assert len(parts) == 2
    assert sizes[0] == ENTRIES < sum(sizes)
    assert (tmp_path / "sitemap.xml").read_text().count("<sitemap>") == len(parts)


def test_a_part_that_the_sitemap_does_not_have_is_not_found(client: FlaskClient) -> None:
    for part in ("0", "99", "x", "9" * 400, "9" * 9000, "%2e%2e%2fx", "%00"):
        response = client.get(f"/sitemap-{part}.xml")
        assert response.status_code == 404
    assert "lists the sitemap's parts" in json.loads(client.get("/sitemap-99.xml").data)["detail"]


def test_robots_are_led_to_the_sitemap_and_not_to_queries(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert f"Sitemap: {BASE}sitemap.xml\n" in text
    assert "Disallow: /sparql?\n" in text


def test_weaknesses_can_be_told_to_somebody_for_less_than_a_year(client: FlaskClient) -> None:
    fields = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())
    assert re.fullmatch(r"(https://|mailto:).+", fields["Contact"])
    expires = date.fromisoformat(fields["Expires"].removesuffix("T00:00:00Z"))
    assert timedelta() < expires - date(2026, 11, 23) < timedelta(days=365)
    assert fields["Canonical"] == f"{BASE}.well-known/security.txt"

"""Signposts (https://signposting.org/FAIR/), read as their clients read them: from headers and link sets."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from signposting import find_signposting_html, find_signposting_http, find_signposting_linkset

from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.graph.versions.releasing import release
from accordgraph.web.config import WebConfig
from applications import application

from .. import content
from ..conftest import Whole
from ..content import AGREEMENT, BASE

_LINK = re.compile(r'<([^<>]*)>((?:; [a-z]+="[^"]*")*)')
_PARAMETER = re.compile(r'; ([a-z]+)="([^"]*)"')

#: Landing pages, and the one IRI that each asks to be cited by.
LANDINGS = {
    "/doc/agreement/alpha-beta": AGREEMENT,
    "/doc/source/first": f"{BASE}id/source/first",
    "/doc/question/who-signed": f"{BASE}id/question/who-signed",
    "/ontology": f"{BASE}ontology",
    "/shapes": f"{BASE}shapes",
    "/dataset": f"{BASE}dataset",
    "/graph/source/first": f"{BASE}graph/source/first",
}
Links = set[tuple[str, str, str]]


def read(path: str, values: list[str]) -> Links:
    """Read Link headers: relation, address, media type; every value must be well formed (RFC 8288)."""
    found = set()
    for value in values:
        match = _LINK.fullmatch(value)
        assert match is not None, value
        parameters = dict(_PARAMETER.findall(match.group(2)))
        found.add((parameters["rel"], urljoin(path, match.group(1)), parameters.get("type", "")))
    assert len(found) == len(values)
    return found


def links(client: FlaskClient, path: str) -> Links:
    """Return the links of an address as a client finds them that sends no Accept header and wants no body."""
    response = client.head(path)
    assert response.status_code == 200, path
    return read(path, response.headers.getlist("Link"))


@pytest.mark.parametrize("path", LANDINGS)
def test_a_landing_page_has_the_signposts_of_level_one(client: FlaskClient, path: str) -> None:
    found = links(client, path)
    assert [each[1] for each in found if each[0] == "cite-as"] == [LANDINGS[path]]
    types = {each[1] for each in found if each[0] == "type"}
    assert "https://schema.org/AboutPage" in types
    assert len(types) > 1 or path == "/shapes"
    assert [each[1] for each in found if each[0] == "license"] == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    assert [each[1] for each in found if each[0] == "author"] == [f"{BASE}id/organization/alpha-university"]
    assert {each[2] for each in found if each[0] == "describedby"} >= {
        "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json",
    }  # fmt: skip
    assert any(each[0] == "collection" for each in found) == (path != "/dataset")
    assert links(client, f"{path}.html") == found


@pytest.mark.parametrize("path", LANDINGS)
def test_metadata_lead_back_to_the_landing_page(client: FlaskClient, path: str) -> None:
    metadata = [address for relation, address, _ in links(client, path) if relation == "describedby"]
    assert metadata
    for address in metadata:
        found = links(client, address)
        assert (path, "text/html") in [each[1:] for each in found if each[0] == "describes"]
        assert not any(each[0] in ("cite-as", "describedby") for each in found)


@pytest.mark.parametrize("path", LANDINGS)
def test_every_link_within_leads_to_what_it_promises(client: FlaskClient, path: str) -> None:
    within = [each for each in links(client, path) if each[1].startswith("/")]
    assert within
    for relation, address, media_type in within:
        response = client.get(address, headers={"Accept": media_type} if media_type else {})
        assert response.status_code == 200, (relation, address)
        assert response.mimetype == (media_type or response.mimetype)


@pytest.mark.parametrize("path", LANDINGS)
def test_link_sets_say_what_the_headers_say(client: FlaskClient, path: str) -> None:
    """Level two: both formats, all addresses."""
    as_json = client.get(f"{path}.linkset.json")
    assert as_json.content_type == "application/linkset+json"
    contexts = json.loads(as_json.data)["linkset"]
    assert {urljoin(path, each["anchor"]) for each in contexts} >= {path, f"{path}.ttl", f"{path}.html"}
    for each in contexts:
        anchor = urljoin(path, each.pop("anchor"))
        said = {
            (relation, urljoin(path, target["href"]), target.get("type", ""))
            for relation, targets in each.items()
            for target in targets
        }
        assert said == links(client, anchor)
    plain = client.get(f"{path}.linkset")
    assert plain.content_type == "application/linkset"
    lines = plain.text.strip().split(",\n")
    for anchor in (path, f"{path}.ttl"):
        short = anchor.rpartition("/")[2]
        values = [
            line.replace(f'; anchor="{short}"', "") for line in lines if line.endswith(f'; anchor="{short}"')
        ]
        assert read(path, values) == links(client, anchor)


def test_the_types_of_a_thing_are_those_that_are_stated(client: FlaskClient) -> None:
    found = {each[1] for each in links(client, "/doc/organization/beta") if each[0] == "type"}
    assert found == {"https://schema.org/AboutPage", f"{BASE}ontology#Company"}


def test_a_source_leads_to_its_graph(client: FlaskClient) -> None:
    found = {each[1:] for each in links(client, "/doc/source/first") if each[0] == "item"}
    assert found == {
        ("/graph/source/first.nq", "application/n-quads"),
        ("/graph/source/first.trig", "application/trig"),
    }


def test_the_page_has_the_same_links_as_its_headers(client: FlaskClient) -> None:
    page = client.get("/doc/agreement/alpha-beta.html")
    tags = re.findall(r'<link rel="([^"]*)" href="([^"]*)"(?: type="([^"]*)")?>', page.text)
    there = {
        (relation, urljoin("/doc/agreement/", place), kind)
        for relation, place, kind in tags
        if relation not in ("stylesheet", "canonical")
    }
    assert there == links(client, "/doc/agreement/alpha-beta")


def test_a_file_leads_to_the_page_of_the_dataset(client: FlaskClient) -> None:
    items = {address for relation, address, _ in links(client, "/dataset") if relation == "item"}
    assert items
    for item in items:
        found = links(client, item)
        assert [each[1:] for each in found if each[0] == "collection"] == [("/dataset", "text/html")]
        assert [each[1] for each in found if each[0] == "cite-as"] == [f"{BASE}dataset/0.1.0"]
        assert {"license", "author", "type"} <= {relation for relation, _, _ in found}


def test_a_client_made_for_signposts_finds_the_same_everywhere(endpoint: str) -> None:
    """In the headers from the thing's own address on, in the page, and in both link sets."""
    page = f"{endpoint}/doc/person/mineta"
    led = find_signposting_http(f"{endpoint}/id/person/mineta")
    sets = [find_signposting_linkset(str(each.target)).for_context(page) for each in led.linksets]
    assert len(sets) == 2
    for found in (led, find_signposting_html(page), *sets):
        assert found.citeAs is not None
        assert str(found.citeAs.target) == f"{BASE}id/person/mineta"
        assert {str(each.target) for each in found.types} == {
            "https://schema.org/AboutPage", f"{BASE}ontology#Person",
        }  # fmt: skip
        assert {str(each.type) for each in found.describedBy} == {
            "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json",
        }  # fmt: skip
        assert found.license is not None
        assert str(found.license.target) == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/doc/organization/nvidia", "nvidia"),
        ("/doc/organization/nvidia.html", "nvidia"),
        ("/doc/organization/nvidia.html?view=rdf", "nvidia"),
        ("/questions/list-funding.html", "list-funding"),
        ("/questions/list-funding?funder=nvidia", None),
        ("/search?q=keio", None),
    ],
)
def test_of_several_addresses_a_page_names_one_and_keeps_what_was_asked(
    whole: Whole, path: str, canonical: str | None
) -> None:
    page = whole.client.get(path, headers={"Accept": "text/html"}).text
    found = re.search('<link rel="canonical" href="([^"]*)">', page)
    assert (found and found[1]) == canonical


def test_a_version_and_its_files_lead_to_each_other_and_to_the_licence_that_they_had(tmp_path: Path) -> None:
    root, folder = content.write(tmp_path / "content"), SnapshotFolder(tmp_path / "snapshots")
    release(build(find_content(root), folder, keep=2), tmp_path / "releases")
    described = root / "data/dataset.ttl"
    changes = {"by/4.0": "by-sa/4.0", '"0.1.0"': '"0.2.0"'}
    for old, new in changes.items():
        described.write_text(described.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    build(find_content(root), folder, keep=2)
    with application(
        WebConfig(folder.root, PoolLimits(1, 10), 256 << 20, releases=tmp_path / "releases")
    ) as app:
        client = app.test_client()
        for version, licence in (("0.1.0", "by/4.0"), ("0.2.0", "by-sa/4.0")):
            landing = f"/dataset/{version}"
            files = [each[1] for each in links(client, landing) if each[0] == "item"]
            assert f"/dumps/{version}/accordgraph.nq.gz" in files
            for address in (landing, *files):
                found = {relation: target for relation, target, _ in links(client, address)}
                assert found["license"] == f"https://creativecommons.org/licenses/{licence}/"
                pages = links(client, found["collection"])
                assert address == landing or address in [each[1] for each in pages if each[0] == "item"]

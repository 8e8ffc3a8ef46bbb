"""The addresses of the dumps: each version's own, the newest, and what is released for good."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, Literal, Namespace, URIRef

from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.dumping.package import read_checksums
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.graph.versions.releases import Releases
from accordgraph.graph.versions.releasing import release
from accordgraph.web.config import WebConfig
from applications import application
from graph import small

from . import content
from .content import BASE

HTML = {"Accept": "text/html"}
NAME = "accordgraph.nq.gz"
#: Which version is the current one, as the metadata graph has it.
CURRENT = "SELECT ?version { GRAPH ?graph { ?dataset dcat:hasCurrentVersion ?version } }"


@pytest.fixture(scope="module")
def kept(snapshots: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the current version, released, as 0.1.0."""
    current = SnapshotFolder(snapshots).current()
    assert current
    folder = tmp_path_factory.mktemp("releases")
    release(current, folder)
    return folder


@pytest.fixture(scope="module")
def released_app(snapshots: Path, kept: Path) -> Iterator[Flask]:
    """An application with a release."""
    with application(WebConfig(snapshots, PoolLimits(1, 10), 256 << 20, releases=kept)) as made:
        yield made


@pytest.fixture
def released(released_app: Flask) -> FlaskClient:
    """A client of it."""
    return released_app.test_client()


#: Path -> where it leads, relative to the path.
LEADS = {
    "/dumps/latest": "../dumps/",
    "/dumps/0.1.0": "../dumps/",
    "/dumps/0.1.0/": "../../dumps/",
    "/dumps/latest/": "../../dumps/",
}


@pytest.mark.parametrize(("path", "target"), LEADS.items())
def test_short_addresses_lead_on(client: FlaskClient, path: str, target: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (302, target)


@pytest.mark.parametrize("path", ["/dumps/9.9.9/README.md", "/dumps/9.9.9/", "/dumps/0.1.0/nothing.gz"])
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "There is no" in response.get_json(force=True)["detail"]


def test_the_shortest_address_sends_the_newest_file(client: FlaskClient) -> None:
    newest = client.get("/dumps/accordgraph.nq.gz", buffered=True)
    latest = client.get("/dumps/latest/accordgraph.nq.gz", buffered=True)
    assert (newest.status_code, newest.data) == (200, latest.data)
    assert newest.headers["Content-Location"] == "latest/accordgraph.nq.gz"
    assert newest.headers["ETag"] == latest.headers["ETag"]


@pytest.mark.parametrize("version", ["latest", "0.1.0"])
def test_each_file_is_there_under_its_version_and_as_the_newest(client: FlaskClient, version: str) -> None:
    sums = client.get(f"/dumps/{version}/SHA256SUMS", buffered=True).text.splitlines()
    assert len(sums) >= 8
    for line in sums:
        digest, name = line.split("  ")
        got = client.get(f"/dumps/{version}/{name}", buffered=True)
        assert hashlib.sha256(got.data).hexdigest() == digest
        assert got.headers["ETag"] == f'"{digest}"'
        assert got.headers["Cache-Control"] == "no-cache"
        head = client.head(f"/dumps/{version}/{name}")
        assert int(head.headers["Content-Length"]) == len(got.data)
        assert head.headers["ETag"] == got.headers["ETag"]


#: File -> its content type: compressed files are files.
TYPES = {
    NAME: "application/gzip",
    "README.md": "text/markdown; charset=utf-8",
    "SHA256SUMS": "text/plain; charset=utf-8",
    "datapackage.json": "application/json",
    "agreements.csv": "text/csv; charset=utf-8",
    "tables-metadata.json": "application/csvm+json",
}


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_files_say_what_they_are(client: FlaskClient, name: str, kind: str) -> None:
    response = client.head(f"/dumps/latest/{name}")
    assert response.headers["Content-Type"] == kind
    assert "Content-Encoding" not in response.headers


def test_files_carry_signposts(client: FlaskClient) -> None:
    found = client.head(f"/dumps/0.1.0/{NAME}").headers.getlist("Link")
    assert '<../../dataset>; rel="collection"; type="text/html"' in found
    assert '<https://w3id.org/accordgraph/dataset/0.1.0>; rel="cite-as"' in found


@pytest.mark.parametrize("place", ["", "latest/", "0.1.0/"])
def test_a_table_leads_to_the_description_of_its_columns(client: FlaskClient, place: str) -> None:
    """https://www.w3.org/TR/tabular-data-model/#link-header."""
    address = f"/dumps/{place}agreements.csv"
    found = client.head(address).headers.getlist("Link")
    assert '<tables-metadata.json>; rel="describedby"; type="application/csvm+json"' in found
    description = client.get(urljoin(address, "tables-metadata.json"), buffered=True)
    assert "agreements.csv" in {each["url"] for each in json.loads(description.text)["tables"]}
    assert "describedby" not in " ".join(client.head(f"/dumps/{place}{NAME}").headers.getlist("Link"))


def test_parts_of_a_dump_join_to_the_whole(client: FlaskClient) -> None:
    whole = client.get(f"/dumps/0.1.0/{NAME}", buffered=True)
    first = client.get(f"/dumps/0.1.0/{NAME}", headers={"Range": "bytes=0-99"}, buffered=True)
    rest = {"Range": "bytes=100-", "If-Range": first.headers["ETag"]}
    second = client.get(f"/dumps/0.1.0/{NAME}", headers=rest, buffered=True)
    assert (first.status_code, second.status_code) == (206, 206)
    assert first.data + second.data == whole.data
    other = client.get(f"/dumps/0.1.0/{NAME}", headers={**rest, "If-Range": '"other"'}, buffered=True)
    assert (other.status_code, other.data) == (200, whole.data)


def test_released_files_may_be_kept_for_good_and_the_newest_not(released: FlaskClient, kept: Path) -> None:
    digest = read_checksums(kept / "0.1.0" / "dumps")[NAME]
    got = released.get(f"/dumps/0.1.0/{NAME}", buffered=True)
    assert hashlib.sha256(got.data).hexdigest() == digest
    assert got.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = released.get(f"/dumps/0.1.0/{NAME}", headers={"If-None-Match": f'"{digest}"'})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, got.headers["Cache-Control"])
    assert released.head(f"/dumps/latest/{NAME}").headers["Cache-Control"] == "no-cache"


def test_the_rdf_of_a_released_version_may_be_kept_for_good(
    client: FlaskClient, released: FlaskClient
) -> None:
    for path, kept in (
        *(("/dataset/0.1.0", True), ("/dataset/0.1.0.ttl", True), ("/dataset/0.1.0.jsonld", True)),
        *(("/dataset/0.1.0.html", False), ("/dataset.ttl", False)),
    ):
        got = released.get(path)
        assert ("immutable" in got.headers["Cache-Control"], client.get(path).headers["Cache-Control"]) == (
            kept,
            "no-cache",
        )
        again = released.get(path, headers={"If-None-Match": got.headers["ETag"]})
        assert (again.status_code, again.headers["Cache-Control"]) == (304, got.headers["Cache-Control"])


@pytest.mark.parametrize(("language", "words"), [("en", "may still change"), ("ja", "変わることがあります")])
def test_the_list_tells_sizes_checksums_and_purposes(client: FlaskClient, language: str, words: str) -> None:
    page = client.get("/dumps/", headers={**HTML, "Accept-Language": language})
    assert words in page.text
    sums = client.get("/dumps/0.1.0/SHA256SUMS", buffered=True).text
    digest = next(line.split()[0] for line in sums.splitlines() if line.endswith(NAME))
    assert digest in page.text
    assert f"0.1.0/{NAME}" in page.text
    unchanged = client.get(
        "/dumps/", headers={**HTML, "Accept-Language": language, "If-None-Match": page.headers["ETag"]}
    )
    assert (unchanged.status_code, unchanged.data) == (304, b"")


def test_a_release_made_while_serving_is_found(snapshots: Path, tmp_path: Path) -> None:
    current = SnapshotFolder(snapshots).current()
    assert current
    with application(WebConfig(snapshots, PoolLimits(1, 10), 256 << 20, releases=tmp_path)) as app:
        client = app.test_client()
        assert "Not released yet" in client.get("/dumps/", headers=HTML).text
        release(current, tmp_path)
        assert "Released; these files never change." in client.get("/dumps/", headers=HTML).text


def test_a_folder_of_releases_that_goes_away_takes_only_the_releases_along(
    snapshots: Path, tmp_path: Path
) -> None:
    with application(WebConfig(snapshots, PoolLimits(1, 10), 256 << 20, releases=tmp_path / "gone")) as app:
        assert app.test_client().get(f"/dumps/latest/{NAME}", buffered=True).status_code == 200
        assert app.test_client().get("/dumps/", headers=HTML).status_code == 200


def test_a_released_version_is_described_as_it_was_released_though_fewer_dumps_are_built(
    tmp_path: Path,
) -> None:
    root, folder = content.write(tmp_path / "content"), SnapshotFolder(tmp_path / "snapshots")
    made, _ = release(build(find_content(root), folder, keep=2), tmp_path / "releases")
    build(find_content(root), folder, keep=2, dumps="nq")
    with application(
        WebConfig(folder.root, PoolLimits(1, 10), 256 << 20, releases=tmp_path / "releases")
    ) as app:
        told = app.test_client().get("/dataset/0.1.0.nt").text
        assert {each.name for each in made.distributed if each.sha256 not in told} == set()


def test_released_versions_of_dataset_and_ontology_are_described(tmp_path: Path) -> None:
    root = content.write(tmp_path / "content")
    head = "ontology> a owl:Ontology"
    small.replace(root, "ontology/accordgraph.ttl", head, f'{head} ; owl:versionInfo "0.1.0"')
    folder = SnapshotFolder(tmp_path / "snapshots")
    release(build(find_content(root), folder, keep=2), tmp_path / "releases")
    for name in ("ontology/accordgraph.ttl", "data/dataset.ttl"):
        small.replace(root, name, 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')
    build(find_content(root), folder, keep=2)
    with application(
        WebConfig(folder.root, PoolLimits(1, 10), 256 << 20, releases=tmp_path / "releases")
    ) as app:
        client = app.test_client()
        for name in ("dataset", "ontology"):
            for version in ("0.1.0", "0.2.0"):
                answer = client.get(f"/{name}/{version}.nt")
                assert answer.status_code == 200
                assert f'versionInfo> "{version}"' in answer.text
                # https://www.rfc-editor.org/rfc/rfc5829#section-3.2
                page = client.get(f"/{name}/{version}", headers=HTML)
                newest = f'<../{name}>; rel="latest-version"; type="text/html"'
                assert (newest in page.headers.getlist("Link")) == (version == "0.1.0")
                history = '<../history>; rel="version-history"; type="text/html"'
                assert (history in page.headers.getlist("Link")) == (name == "dataset")
                assert ("This is an earlier version" in page.text) == (version == "0.1.0")
            assert client.get(f"/{name}/9.9.9").status_code == 404
        assert client.get(f"/dumps/0.1.0/{NAME}", buffered=True).status_code == 200


def test_what_versions_say_beside_each_other_is_true_of_each(tmp_path: Path) -> None:
    root, releases = content.write(tmp_path / "content"), tmp_path / "releases"
    small.replace(root, "data/dataset.ttl", '"Small"@en', '"Smaller"@en')
    folder = SnapshotFolder(tmp_path / "snapshots")
    release(build(find_content(root), folder, keep=2), releases)
    small.replace(root, "data/dataset.ttl", '"Smaller"@en', '"Small"@en')
    small.replace(root, "data/dataset.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')
    build(find_content(root), folder, keep=2, releases=Releases(releases))
    with application(WebConfig(folder.root, PoolLimits(1, 10), 256 << 20, releases=releases)) as app:
        client, found = app.test_client(), Graph()
        for name in ("dataset", "dataset/0.1.0", "dataset/0.2.0"):
            found.parse(data=client.get(f"/{name}.nt").data, format="nt")
    dcat, whole = Namespace(str(DCAT)), URIRef(f"{BASE}dataset")
    first, second = URIRef(f"{whole}/0.1.0"), URIRef(f"{whole}/0.2.0")
    assert set(found.objects(whole, dcat.hasVersion)) == {first, second}
    assert set(found.objects(whole, dcat.hasCurrentVersion)) == {second}
    for each, title in ((whole, "Small"), (first, "Smaller"), (second, "Small")):
        assert set(found.objects(each, DCTERMS.title)) == {Literal(title, "en")}
        assert len(set(found.objects(each, dcat.version))) == 1
        assert len(set(found.objects(each, VOID.triples))) == 1
        files = list(found.objects(each, DCAT.distribution))
        assert files
        for file in files:
            assert (file, RDF.type, DCAT.Distribution) in found
            (place,) = found.objects(file, DCAT.downloadURL)
            assert f"/dumps/{'0.1.0' if each == first else '0.2.0'}/" in str(place)


def test_a_file_that_is_kept_does_not_call_its_version_the_current_one(tmp_path: Path) -> None:
    root, releases = content.write(tmp_path / "content"), tmp_path / "releases"
    folder = SnapshotFolder(tmp_path / "snapshots")
    release(build(find_content(root), folder, keep=2), releases)
    small.replace(root, "data/dataset.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')
    build(find_content(root), folder, keep=2, releases=Releases(releases))
    current = f"<{BASE}dataset> <{DCAT}hasCurrentVersion> "
    with application(WebConfig(folder.root, PoolLimits(1, 10), 256 << 20, releases=releases)) as app:
        client = app.test_client()
        for version in ("0.1.0", "0.2.0", "latest"):
            kept = gzip.decompress(client.get(f"/dumps/{version}/metadata.nq.gz").data).decode()
            assert f"<{BASE}dataset> <{DCAT}hasVersion> " in kept
            assert current not in kept
        said = client.get("/dataset.nt").text
        assert said.count(current) == 1
        assert f"{current}<{BASE}dataset/0.2.0> ." in said
        asked = client.get("/sparql", query_string={"query": CURRENT}, headers={"Accept": "text/csv"}).text
        assert asked.split() == ["version", f"{BASE}dataset/0.2.0"]


@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_a_released_version_of_the_ontology_has_a_page_that_tells_what_it_said(
    tmp_path: Path, tongue: str
) -> None:
    root, file = content.write(tmp_path / "content"), "ontology/accordgraph.ttl"
    head = "ontology> a owl:Ontology"
    small.replace(root, file, head, f'{head} ; owl:versionInfo "0.1.0"')
    small.append(root, file, 'accord:Person skos:definition "A human being."@en .\n')
    folder, releases = SnapshotFolder(tmp_path / "snapshots"), tmp_path / "releases"
    release(build(find_content(root), folder, keep=2), releases)
    for name in (file, "data/dataset.ttl"):
        small.replace(root, name, 'owl:versionInfo "0.1.0"', 'owl:versionInfo "0.2.0"')
    small.replace(root, file, "A human being.", "One of us.")
    build(find_content(root), folder, keep=2)
    with application(WebConfig(folder.root, PoolLimits(1, 10), 256 << 20, releases=releases)) as app:
        wanted = {**HTML, "Accept-Language": tongue}
        before, now = (
            app.test_client().get(f"/ontology/{each}", headers=wanted) for each in ("0.1.0", "0.2.0")
        )
        ways = [app.test_client().get(f"/ontology/{each}.ttl") for each in ("0.1.0", "0.2.0")]
    assert ["immutable" in each.headers["Cache-Control"] for each in ways] == [True, False]
    assert (before.status_code, before.content_type) == (200, "text/html; charset=utf-8")
    assert 'id="hasParty"' in before.text
    told = "A human being.", "One of us.", "doc/agreement/", "shapes#"
    assert [each in before.text for each in told] == [True, False, False, False]
    assert [each in now.text for each in told] == [False, True, True, True]

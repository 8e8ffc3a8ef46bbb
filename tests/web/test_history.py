"""What changed between versions: pages and feeds of the dataset and of each thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser
import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef

from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.reading.content import Content
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.graph.versions.releases import Releases
from accordgraph.graph.versions.releasing import release
from accordgraph.web.config import WebConfig
from applications import application
from graph import small

from . import content
from .content import BASE

HTML = {"Accept": "text/html"}
JAPANESE = {**HTML, "Accept-Language": "ja"}
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script> & \\u202E ]]>"
FEEDS = ("/history.atom", "/history/agreement/alpha-beta.atom", "/history/organization/delta.atom")

#: What one source states alone, and no reader should believe any more.
DECIDED = f"""<{BASE}id/adjudication/alpha-beta-party-count-of-first>
    a accord:Adjudication ;
    accord:overrulesSubject <{BASE}id/agreement/alpha-beta> ;
    accord:overrulesProperty accord:partyCount ;
    accord:overrulesValue 2 ;
    accord:overrulesGraph <{BASE}graph/source/first> ;
    accord:rivalGraph <{BASE}graph/source/second> .
"""


def count_up(root: Path, number: int) -> None:
    """Give the dataset its next version, a day later."""
    for old, new in ((f'"0.{number}.0"', f'"0.{number + 1}.0"'), (f"11-{22 + number}", f"11-{23 + number}")):
        small.replace(root, "data/dataset.ttl", old, new)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of three versions: two are released, the last is not."""
    folder = tmp_path_factory.mktemp("history")
    root, releases = content.write(folder / "content"), folder / "releases"

    def made() -> None:
        snapshot = build(
            Content(root), SnapshotFolder(folder / "snapshots"), keep=9, releases=Releases(known)
        )
        release(snapshot, releases)

    known = None
    made()
    known = releases
    small.append(
        root,
        "data/dataset.ttl",
        f'<{BASE}dataset> <http://www.w3.org/ns/adms#versionNotes> "More."@en , "追加。"@ja .\n',
    )
    count_up(root, 1)
    entity = f'<{BASE}id/organization/delta> a accord:Organization ; rdfs:label "{HOSTILE}"@en .\n'
    small.append(root, "data/entities/all.ttl", entity)
    small.replace(root, "data/entities/all.ttl", "Accord of Alpha", f"{HOSTILE} of Alpha")
    (root / "data/sources/third.ttl").write_text(small.source("third"), encoding="utf-8")
    small.append(root, "data/adjudications.ttl", DECIDED)
    made()
    count_up(root, 2)
    small.replace(
        root, "data/entities/all.ttl", f"a accord:Organization ; rdfs:label \"{HOSTILE}\"@en",
        'rdfs:label "Delta"@en ; rdfs:comment "It never was."@en ; owl:deprecated true',
    )  # fmt: skip
    build(Content(root), SnapshotFolder(folder / "snapshots"), keep=9, releases=Releases(releases))
    with application(WebConfig(folder / "snapshots", PoolLimits(1, 10), 256 << 20, releases=releases)) as app:
        yield app.test_client()


def main(client: FlaskClient, path: str, headers: dict[str, str] = HTML) -> str:
    """The main part of a page."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200, path
    return response.text.partition("<main")[2].partition("</main>")[0]


def words(text: str) -> str:
    """A page's text without its tags."""
    return " ".join(re.sub("<[^>]*>", " ", text).split())


def test_all_versions_are_listed_with_what_is_new(reader: FlaskClient) -> None:
    page = main(reader, "/history")
    assert re.findall(r'<h2 id="([^"]+)"', page) == ["0.3.0", "0.2.0", "0.1.0"]
    told = words(page)
    assert "Version 0.3.0 not released yet More." in told
    new = "New 1 organization, 1 source, 8 cited passages, 1 adjudication Changed"
    assert f"Version 0.2.0 24 November 2026 More. {new}" in told
    assert "Withdrawn 1 organization" in told
    japanese = words(main(reader, "/history", JAPANESE))
    assert "0.2.0 版 2026年11月24日 追加。 新規 1 組織" in japanese


def test_where_nothing_was_released_the_page_says_so(client: FlaskClient) -> None:
    assert "No version has been released yet" in main(client, "/history")
    assert "まだどの版も公開されていない" in main(client, "/history", JAPANESE)
    assert "No version has been released yet" in main(client, "/history/0.1.0")
    assert "No released version has it yet" in main(client, "/history/agreement/alpha-beta")
    assert "In the graph since" not in main(client, "/doc/agreement/alpha-beta")
    parsed = feedparser.parse(client.get("/history.atom").data)
    assert (parsed.bozo, parsed.entries) == (False, [])


def test_a_version_tells_thing_by_thing_what_it_changed(reader: FlaskClient) -> None:
    told = words(main(reader, "/history/0.2.0"))
    assert "Compared with Version 0.1.0" in told
    assert "agreements Changed" in told
    assert "name Accord of Alpha and Beta" in told
    parties, date = told.index("number of parties 2"), told.index("2024-04-03")
    assert parties < date, "what to believe comes first"
    assert "adjudications · what sources state stays the same" in told[parties:date]
    assert "Accord at last · what to believe stays the same" in told[date:]
    assert "organizations New" in told
    assert words(main(reader, "/history/0.2.0?kind=organization")).count("organizations New") == 1
    assert "agreements Changed" not in words(main(reader, "/history/0.2.0?kind=organization"))
    assert "what it states that is not believed included" in words(main(reader, "/history/0.3.0"))
    assert "organizations Withdrawn" in words(main(reader, "/history/0.3.0"))


def test_a_thing_tells_its_own_history(reader: FlaskClient) -> None:
    page = main(reader, "/history/agreement/alpha-beta")
    assert re.findall(r'<h2 id="([^"]+)"', page) == ["0.2.0", "0.1.0"]
    about = main(reader, "/doc/agreement/alpha-beta")
    assert 'id="history"' in about
    assert 'href="../../history/agreement/alpha-beta"' in about
    assert "In the graph since: Version 0.1.0 23 November 2026" in words(
        main(reader, "/doc/organization/beta")
    )
    gone = reader.get("/doc/organization/delta", headers=HTML)
    assert gone.status_code == 410
    assert "Withdrawn" in words(gone.text)


def test_a_feed_tells_what_changed_no_belief(reader: FlaskClient) -> None:
    (entry, _) = feedparser.parse(reader.get("/history/agreement/alpha-beta.atom").data).entries
    lines = entry.content[0].value.splitlines()
    assert "accord:date: now: 2024-04-03 (Accord at last; what to believe stays the same)" in lines
    assert "number of parties: before: 2 (adjudications; what sources state stays the same)" in lines
    (named,) = (each for each in lines if each.startswith("name: "))
    assert named.endswith("(the curators)")


def test_names_never_become_markup(reader: FlaskClient) -> None:
    for path in ("/history/0.2.0", "/history/agreement/alpha-beta", "/doc/agreement/alpha-beta"):
        page = reader.get(path, headers=HTML).text
        assert ("&lt;script&gt;alert" in page, "<script>alert" in page) == (True, False), path


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/history?page=2", 404),
        ("/history?page=x", 400),
        ("/history.pdf", 404),
        ("/history/9.9.9", 404),
        ("/history/0.2.0?page=9", 404),
        ("/history/0.2.0?kind=dragon", 200),
        ("/history/dragon/x", 404),
        ("/history/agreement/nowhere", 404),
        ("/history/agreement/alpha-beta?page=9", 404),
        ("/history/agreement/Alpha", 404),
    ],
)
def test_what_is_not_there_is_not_found(reader: FlaskClient, path: str, status: int) -> None:
    assert reader.get(path, headers=HTML).status_code == status


@pytest.mark.parametrize("path", ["/history", "/history/0.2.0", "/history/agreement/alpha-beta", *FEEDS])
def test_what_a_reader_has_is_not_sent_again(reader: FlaskClient, path: str) -> None:
    accept = {"Accept": "*/*" if path in FEEDS else "text/html"}
    english, japanese = (
        reader.get(path, headers={**accept, "Accept-Language": each}) for each in ("en", "ja")
    )
    assert english.headers["ETag"] != japanese.headers["ETag"]
    assert (english.headers["Content-Language"], japanese.headers["Content-Language"]) == ("en", "ja")
    assert "Accept-Language" in english.headers["Vary"]
    assert reader.get(path, headers={**accept, "If-None-Match": english.headers["ETag"]}).status_code == 304


def test_versions_are_data_too(reader: FlaskClient) -> None:
    found = Graph().parse(data=reader.get("/history.ttl").data, format="turtle")
    dcat = "http://www.w3.org/ns/dcat#"
    second, first = (URIRef(f"{BASE}dataset/{each}") for each in ("0.2.0", "0.1.0"))
    assert (second, URIRef(f"{dcat}version"), Literal("0.2.0")) in found
    assert (second, URIRef(f"{dcat}previousVersion"), first) in found
    assert (second, URIRef("http://www.w3.org/ns/prov#wasRevisionOf"), first) in found
    versions = set(found.objects(URIRef(f"{BASE}dataset"), URIRef(f"{dcat}hasVersion")))
    assert versions == {first, second}  # the third is not released


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_feeds_are_valid_atom(reader: FlaskClient, path: str, tongue: str) -> None:
    """The rules of RFC 4287, sections 3 and 4, for what our feeds hold."""
    response = reader.get(path, headers={"Accept-Language": tongue})
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    root = ElementTree.fromstring(response.data)  # noqa: S314 - our own
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == tongue
    entries = root.findall(f"{ATOM}entry")
    assert entries
    for each in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = each.findall(f"{ATOM}{name}")
            assert found.text
            assert found.text.strip() == found.text or name == "title"
        assert (each.findtext(f"{ATOM}id") or "").startswith(BASE)
        moment = each.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
        links = [
            (one.get("rel"), one.get("type"), one.get("hreflang")) for one in each.findall(f"{ATOM}link")
        ]
        assert len([one for one in links if one[0] == "alternate"]) == 1
        assert len(links) == len(set(links))
    assert len(root.findall(f"{ATOM}author")) >= 1
    assert all(person.findtext(f"{ATOM}name") for person in root.findall(f"{ATOM}author"))
    assert [one.get("rel") for one in root.findall(f"{ATOM}link")].count("self") == 1
    identities = [each.findtext(f"{ATOM}id") for each in entries]
    assert len(identities) == len(set(identities))
    assert all(each.find(f"{ATOM}content") is not None for each in entries)
    assert root.findtext(f"{ATOM}updated") == max(each.findtext(f"{ATOM}updated") or "" for each in entries)
    known = {"id", "title", "updated", "link", "author", "rights", "entry", "content", "name", "uri"}
    assert {each.tag.removeprefix(ATOM) for each in root.iter()} <= known | {"feed"}


@pytest.mark.parametrize("path", FEEDS)
def test_a_reader_of_feeds_reads_them(reader: FlaskClient, path: str) -> None:
    response = reader.get(path)
    place = f"https://host.example/below{path}"
    parsed = feedparser.parse(
        response.data, response_headers={"content-type": response.content_type, "content-location": place}
    )
    assert not parsed.bozo
    assert parsed.version == "atom10"
    for each in parsed.entries:
        there = urljoin(place, each.link).removeprefix("https://host.example/below")
        assert reader.get(there, headers=HTML).status_code == 200
        assert [one.type for one in each.content] == ["text/plain"]  # so no reader takes it for markup
    assert "0.3.0" not in response.text  # what is not released may still change


def test_the_feed_tells_what_is_new_and_the_same_each_time(reader: FlaskClient) -> None:
    parsed = feedparser.parse(reader.get("/history.atom").data)
    assert [each.id for each in parsed.entries] == [f"{BASE}dataset/0.2.0", f"{BASE}dataset/0.1.0"]
    assert parsed.entries[0].content[0].value.startswith("More.\nNew: 1 organization")
    assert parsed.entries[0].updated == "2026-11-24T00:00:00Z"
    assert reader.get("/history.atom").data == reader.get("/history.atom").data
    assert reader.get("/history", headers={"Accept": "application/atom+xml"}).data == (
        reader.get("/history.atom").data
    )


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("/", ["./history.atom"]),
        ("/dataset", ["./history.atom"]),
        ("/history", ["./history.atom"]),
        ("/doc/agreement/alpha-beta", ["../../history.atom", "../../history/agreement/alpha-beta.atom"]),
    ],
)
def test_pages_name_their_feeds(reader: FlaskClient, path: str, feeds: list[str]) -> None:
    head = reader.get(path, headers=HTML).text.partition("</head>")[0]
    found = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', head
    )
    assert found == feeds


def test_a_dataset_without_dates_has_no_feed(tmp_path: Path) -> None:
    root = small.write(tmp_path / "content")
    build(Content(root), SnapshotFolder(tmp_path / "snapshots"), keep=2)
    with application(WebConfig(tmp_path / "snapshots", PoolLimits(1, 10), 256 << 20)) as app:
        response = app.test_client().get("/history.atom")
        assert response.status_code == 404
        assert "on which day it was last changed" in response.text

"""The dataset's page: how to cite it, what search engines read in it, and where crawlers look for it."""

from __future__ import annotations

import hashlib
import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient
from pybtex.database import parse_string
from rdflib import PROV, RDF, Graph, Namespace, URIRef

from accordgraph.engine.workers.pool import PoolLimits
from accordgraph.graph.build import build
from accordgraph.graph.cataloguing.citation import Citation as Cited
from accordgraph.graph.cataloguing.citation import as_bibtex, as_csl, as_text
from accordgraph.graph.reading.content import find_content
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.web.config import WebConfig
from applications import application
from graph import small

from . import content
from .conftest import Whole
from .content import BASE

HTML = {"Accept": "text/html"}
SCHEMA = Namespace("https://schema.org/")
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ODD = Cited(
    f"{BASE}dataset/1_0",
    'A & B: 100% of "{x}" #1_2 ~ \\ ^ $',
    "1_0",
    "2026-11-23",
    ("Ä & Ö", "日本"),
    "Ä & Ö",
)


@pytest.fixture
def reader(whole: Whole) -> FlaskClient:
    """A client of the checkout's own content."""
    return whole.client


def structured(client: FlaskClient, path: str) -> dict[str, Any]:
    """The data that a page has for search engines."""
    (found,) = _DATA.findall(client.get(path, headers=HTML).text)
    data = json.loads(found)
    assert isinstance(data, dict)
    return data


def test_the_well_known_place_leads_to_the_description(client: FlaskClient) -> None:
    response = client.get("/.well-known/void")
    assert (response.status_code, response.headers["Location"]) == (302, "../dataset")
    place = urljoin("/.well-known/void", response.headers["Location"])
    found = client.get(place, headers={"Accept": "text/turtle"})
    assert found.content_type == "text/turtle; charset=utf-8"
    described = Graph().parse(data=found.data, format="turtle")
    assert (None, RDF.type, URIRef("http://rdfs.org/ns/void#DatasetDescription")) in described


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("json", "application/vnd.citationstyles.csl+json"),
        ("txt", "text/plain; charset=utf-8"),
    ],
)
def test_each_citation_has_an_address_that_page_and_headers_name(
    reader: FlaskClient, ending: str, content_type: str
) -> None:
    address = f"dataset/0.1.0/cite.{ending}"
    response = reader.get(f"/{address}")
    assert (response.status_code, response.content_type) == (200, content_type)
    assert f"{BASE}dataset/0.1.0" in response.text
    assert reader.get(f"/{address}", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    page = reader.get("/dataset", headers=HTML)
    assert f'href="./{address}"' in page.text
    assert f'<./{address}>; rel="describedby"' in ", ".join(page.headers.getlist("Link"))
    assert reader.get("/dataset/9.9.9/cite.bib").status_code == 404
    assert "cite.bib, cite.json, cite.txt" in reader.get("/dataset/0.1.0/cite.ris").text


def test_citation_cff_says_the_same(reader: FlaskClient, root: Path) -> None:
    file = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    (item,) = json.loads(reader.get("/dataset/0.1.0/cite.json").data)
    assert item["title"] == file["title"]
    assert item["version"] == file["version"]
    assert item["author"] == [{"literal": each["name"]} for each in file["authors"]]
    assert item["issued"]["date-parts"] == [[int(part) for part in str(file["date-released"]).split("-")]]
    assert item["URL"] == file["identifiers"][0]["value"]
    assert item["type"] == file["type"]
    assert set(file["keywords"]) == set(structured(reader, "/dataset")["keywords"])


def test_bibtex_is_read_as_it_was_meant() -> None:
    (entry,) = parse_string(as_bibtex(ODD), "bibtex").entries.values()
    assert [str(each) for each in entry.persons["author"]] == [r"{Ä \& Ö}", "{日本}"]
    assert entry.fields["year"] == "2026"
    assert entry.fields["url"] == ODD.iri
    tex = entry.fields["title"]
    assert tex.startswith("{A \\& B: 100\\% of ")
    assert tex.count("{") == tex.count("}")


def test_reference_managers_write_a_reference_from_the_csl_json() -> None:
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False),
        CiteProcJSON(json.loads(as_csl(ODD))),
        formatter.plain,
    )
    (item,) = json.loads(as_csl(ODD))
    bibliography.register(Citation([CitationItem(item["id"])]))
    (written,) = (unescape(str(each)) for each in bibliography.bibliography())
    for part in ("Ä & Ö", "日本", "2026", ODD.title):
        assert part in written


def test_a_publisher_that_is_the_author_is_named_once() -> None:
    assert as_text(ODD) == f"Ä & Ö; 日本 (2026). {ODD.title} (version 1_0) [data set]. Ä & Ö. {ODD.iri}"
    own = Cited(ODD.iri, "T", "1", "2026-11-23", ("A",), "A")
    assert as_text(own) == f"A (2026). T (version 1) [data set]. {ODD.iri}"


@pytest.mark.parametrize(("day", "creators", "publisher", "written"), [
    ("", (), "", "T (version 1) [data set]. IRI"),
    ("2026-11-23", (), "P", "(2026). T (version 1) [data set]. P. IRI"),
    ("", ("A",), "", "A. T (version 1) [data set]. IRI"),
])  # fmt: skip
def test_a_citation_leaves_out_what_the_dataset_does_not_say(
    day: str, creators: tuple[str, ...], publisher: str, written: str
) -> None:
    cited = Cited("IRI", "T", "1", day, creators, publisher)
    assert as_text(cited) == written
    told = {"author": creators, "issued": day, "publisher": publisher}
    known = {name for name, value in told.items() if value}
    assert json.loads(as_csl(cited))[0].keys() & told.keys() == known
    (entry,) = parse_string(as_bibtex(cited), "bibtex").entries.values()
    assert ("author" in entry.persons, "year" in entry.fields, "publisher" in entry.fields) == (
        bool(creators), bool(day), bool(publisher),
    )  # fmt: skip


def test_search_engines_find_all_that_they_want(reader: FlaskClient) -> None:
    data = structured(reader, "/dataset")
    assert data == structured(reader, "/")
    assert 50 <= len(data["description"]) <= 5000
    assert data["@id"] == data["url"] == f"{BASE}dataset"
    wanted = {
        "name", "license", "creator", "identifier", "keywords", "isAccessibleForFree", "distribution",
        "temporalCoverage", "spatialCoverage", "variableMeasured", "measurementTechnique", "version",
        "includedInDataCatalog", "dateModified", "datePublished", "publisher", "creditText", "isBasedOn",
    }  # fmt: skip
    assert wanted <= set(data)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", data["temporalCoverage"])
    for each in data["distribution"]:
        assert each["contentUrl"].startswith(f"{BASE}dumps/0.1.0/")
        packed = each["contentUrl"].endswith(".gz")
        assert ("application/gzip" in each["encodingFormat"]) == packed
    for each in data["spatialCoverage"]:
        south, west, north, east = map(float, each["geo"]["box"].split())
        assert south < north
        assert west < east


def test_the_data_names_some_sources_and_says_how_many_there_are(reader: FlaskClient) -> None:
    *named, all_of_them = structured(reader, "/")["isBasedOn"]
    described = Graph().parse(data=reader.get("/dataset.nt").data, format="nt")
    known = {str(each) for each in described.objects(URIRef(f"{BASE}dataset"), PROV.wasDerivedFrom)}
    assert len(named) == len(known & set(named)) == 50
    assert all_of_them["@type"] == "Collection"
    assert all_of_them["collectionSize"] == len(known)
    assert all_of_them["url"] == f"{BASE}sources"


def test_the_data_is_rdf_that_agrees_with_the_description(reader: FlaskClient) -> None:
    data = structured(reader, "/dataset")
    # The context of schema.org is on the network; for these terms it is what this says.
    text = json.dumps({**data, "@context": {"@vocab": str(SCHEMA)}})
    lines = ox.serialize(ox.parse(text, format=ox.RdfFormat.JSON_LD), format=ox.RdfFormat.N_QUADS)
    graph = Graph().parse(data=lines, format="nt")
    described = Graph().parse(data=reader.get("/dataset.nt").data, format="nt")
    iri = URIRef(f"{BASE}dataset")
    assert (iri, RDF.type, SCHEMA.Dataset) in graph
    terms = Namespace("http://purl.org/dc/terms/")
    for name, property_ in (("name", "title"), ("description", "description"), ("dateModified", "modified")):
        assert {str(each) for each in graph.objects(iri, SCHEMA[name])} <= {
            str(each) for each in described.objects(iri, terms[property_])
        }


def test_what_the_data_says_cannot_become_a_script(tmp_path: Path) -> None:
    root = content.write(tmp_path / "content")
    evil = "</script><script>alert(1)</script><!--"
    small.replace(root, "data/dataset.ttl", '"Small"@en', f'"{evil}"@en')
    build(find_content(root), SnapshotFolder(tmp_path / "snapshots"), keep=2)
    with application(WebConfig(tmp_path / "snapshots", PoolLimits(1, 10), 256 << 20)) as app:
        client = app.test_client()
        page = client.get("/dataset", headers=HTML)
        assert page.text.count('<script type="application/') == 1
        assert evil not in page.text
        assert structured(client, "/dataset")["name"] == evil
        # A data block is no script to a browser, so the policy that forbids all scripts leaves it alone.
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
        assert "alert(1)" in client.get("/dataset/0.1.0/cite.bib").text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_speaks_the_readers_language_and_has_the_places_that_the_description_names(
    reader: FlaskClient, language: str
) -> None:
    page = reader.get("/dataset", headers={**HTML, "Accept-Language": language}).text
    assert f'<html lang="{language}">' in page
    for place in ("corrections", "method", "questions", "graphs", "citation", "files"):
        assert f'id="{place}"' in page
    assert ("There is no mailbox behind this page." in page) == (language == "en")
    assert "International issues" in page
    countries = re.findall(r"geonames[^<>]*>([^<]+)<", page)
    assert {"en": "Belgium", "ja": "ベルギー"}[language] in countries
    assert countries == sorted(countries)


def test_the_page_stays_small_where_there_are_many_sources(tmp_path: Path) -> None:
    root = small.write(tmp_path / "content")
    for number in range(120):
        name = f"source-{number}"
        (root / f"data/sources/{name}.ttl").write_text(small.source(name), encoding="utf-8")
    build(find_content(root), SnapshotFolder(tmp_path / "snapshots"), keep=2)
    with application(WebConfig(tmp_path / "snapshots", PoolLimits(1, 10), 256 << 20)) as app:
        client = app.test_client()
        page = client.get("/dataset", headers=HTML).text
        assert page.count("graph/source/") < 250
        assert "more; the description in RDF has all of them." in page
        assert client.get("/dataset.nt").text.count("#subset> <") == 121 + 6


def test_each_download_is_what_the_description_says(reader: FlaskClient) -> None:
    downloads = structured(reader, "/dataset")["distribution"]
    assert downloads
    for each in downloads:
        response = reader.get("/" + each["contentUrl"].removeprefix(BASE), buffered=True)
        assert response.status_code == 200, each["contentUrl"]
        assert len(response.data) == int(each["contentSize"])
        assert hashlib.sha256(response.data).hexdigest() in each["sha256"]


@pytest.mark.parametrize("page", ["dataset", "dataset/0.1.0"])
def test_what_the_description_names_below_its_own_name_is_a_place_on_its_page(
    reader: FlaskClient, page: str
) -> None:
    described = Graph().parse(data=reader.get(f"/{page}.nt").data, format="nt")
    begins = f"{BASE}{page}#"
    own = {str(each).removeprefix(begins) for each in described.subjects() if str(each).startswith(begins)}
    # By the kinds of the values as well, the properties of a class are counted in the files alone.
    listed = {each for each in own if not re.search(r"^class-.*-property-.*-(class|datatype)-", each)}
    assert any(re.search(r"^class-.*-property-", each) for each in listed)
    kinds = {"authority", "build", "checksum", "class", "file", "links", "prefix", "program", "property"}
    assert {re.split("[-/]", each)[0] for each in listed} > {*kinds, "parameter"}
    found = re.findall(r' id="([^"]*)"', reader.get(f"/{page}.html").text)
    assert len(found) == len(set(found))
    assert listed - set(found) == set()

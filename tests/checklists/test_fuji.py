"""F-UJI 0.8: the scored assertions of its active metrics, for the dataset.

The program itself asks registries and portals, so its assertions are made here again, without them.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from rdflib import DCAT, DCTERMS, PROV, RDF, Graph, URIRef

from .site import BASE, DATASET, TURTLE, Page, Site
from .site import RDF as RDF_TYPES
from .test_dataset_search import data  # noqa: F401 - a fixture

WHOLE = URIRef(DATASET)
#: Terms that say who may have it: of the EU and of COAR.
ACCESS = re.compile(
    r"http://publications\.europa\.eu/resource/authority/access-right/(PUBLIC|RESTRICTED|NON_PUBLIC)"
    r"|http://purl\.org/coar/access_right/c_(abf2|16ec|14cb|f1cf)"
)
#: Vocabularies that LOV lists.
REGISTERED = (
    "http://purl.org/dc/terms/", "http://www.w3.org/ns/dcat#", "http://www.w3.org/ns/prov#",
    "http://rdfs.org/ns/void#", "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2004/02/skos/core#",
)  # fmt: skip
#: Formats for the long term, open and documented (the list of F-UJI has all RDF forms).
LONG_TERM = {
    "text/turtle",
    "application/n-triples",
    "application/n-quads",
    "application/trig",
    "application/ld+json",
    "application/csvm+json",
    "text/csv",
}


@pytest.fixture(scope="session")
def page(site: Site) -> Page:
    """The landing page."""
    return site.page(DATASET)


def check(name: str, text: str) -> pytest.MarkDecorator:
    """Mark the test of an assertion."""
    return pytest.mark.check(f"fuji.{name}", text)


@check("F1-01MD-1", "The identifier has the syntax of a unique one (URL)")
@check("F1-02MD-1", "The identifier has the syntax of a persistent one (w3id, purl, doi)")
def test_the_identifier_is_well_formed(site: Site) -> None:
    (link,) = site.follow(DATASET, "text/html").related("cite-as")
    assert re.fullmatch(r"https://(w3id\.org|purl\.org|doi\.org)/[\w./-]+", link.target)


@check("F2-01M-2", "Core metadata for citation: creator, title, identifier, date, publisher, type")
def test_core_metadata(data: dict[str, Any]) -> None:  # noqa: F811
    assert [
        name
        for name in ("creator", "name", "identifier", "datePublished", "publisher", "@type")
        if not data[name]
    ] == []


@check("F2-01M-3", "Core metadata for discovery: summary and keywords")
def test_summary_and_keywords(data: dict[str, Any]) -> None:  # noqa: F811
    assert len(data["description"].split()) > 10
    assert len(set(data["keywords"])) > 2


@check("F3-01M-2", "The metadata give the addresses of the data")
@check("A1-02MD-2", "The data are retrieved at these addresses")
def test_the_data_are_where_the_metadata_say(site: Site, data: dict[str, Any]) -> None:  # noqa: F811
    assert data["distribution"]
    for file in data["distribution"]:
        reply = site.follow(file["contentUrl"])
        assert (reply.status, str(len(reply.body))) == (200, file["contentSize"])


@check("F4-01M-1", "Search engines find the metadata in the page")
@check("I1-01M-1", "The metadata are in the page as JSON-LD")
def test_metadata_are_in_the_page(page: Page) -> None:
    assert "Dataset" in [each["@type"] for each in page.scripts("application/ld+json")]


@check("A1-01M-1", "The level of access is stated with a term for it")
def test_the_access_is_stated(described: Graph) -> None:
    (right,) = described.objects(WHOLE, DCTERMS.accessRights)
    assert ACCESS.fullmatch(str(right))


@check("A1-02MD-1", "The metadata are retrieved by the identifier")
@check("I1-01M-2", "The metadata are had as RDF by content negotiation, by typed links and by SPARQL")
def test_metadata_are_had_in_three_ways(site: Site) -> None:
    for media_type in RDF_TYPES:
        assert (WHOLE, RDF.type, DCAT.Dataset) in site.graph(DATASET, media_type)
    linked = {link.media_type: link.target for link in site.get(DATASET).related("describedby")}
    assert (WHOLE, RDF.type, DCAT.Dataset) in site.graph(linked[TURTLE], "*/*")
    assert site.ask(f"SELECT ?g {{ GRAPH ?g {{ <{DATASET}> a <{DCAT.Dataset}> }} }}")


@check("A1.1-01MD-1", "The metadata are had by an open protocol")
@check("A1.1-01MD-2", "The data are had by an open protocol")
@check("A1.2-01MD-1", "The protocol of the metadata can protect and authenticate")
@check("A1.2-01MD-2", "The protocol of the data can protect and authenticate")
def test_addresses_are_https(data: dict[str, Any]) -> None:  # noqa: F811
    addresses = [data["url"], *(file["contentUrl"] for file in data["distribution"])]
    assert [each for each in addresses if not each.startswith("https://")] == []


@check("I2-01M-2", "The metadata use vocabularies that are registered")
def test_vocabularies_are_registered(described: Graph) -> None:
    used = {str(name) for name in described.predicates(WHOLE)} | {
        str(each) for each in described.objects(WHOLE, RDF.type)
    }
    assert {space for space in REGISTERED if any(name.startswith(space) for name in used)} >= set(
        REGISTERED[:4]
    )


@check("I3-01M-1", "Related resources are named")
@check("I3-01M-2", "Related resources are linked so that machines follow")
def test_related_resources_are_linked(
    site: Site,
    data: dict[str, Any],  # noqa: F811
    described: Graph,
) -> None:
    named = [each for each in data["isBasedOn"] if isinstance(each, str)]
    assert named
    for each in named:
        assert any(site.graph(each).triples((URIRef(each), None, None)))
        assert (WHOLE, PROV.wasDerivedFrom, URIRef(each)) in described


@check("R1-01M-1", "The type of the resource is stated")
def test_the_type_is_stated(described: Graph) -> None:
    assert DCAT.Dataset in described.objects(WHOLE, RDF.type)


@check("R1-01M-2", "Size and type of each file, and address and protocol of the service, are stated")
def test_sizes_and_types_are_stated(described: Graph) -> None:
    for file in described.objects(WHOLE, DCAT.distribution):
        assert int(str(described.value(file, DCAT.byteSize))) > 0
        assert str(described.value(file, DCAT.mediaType)).startswith(
            "https://www.iana.org/assignments/media-types/"
        )
    (service,) = described.subjects(DCAT.servesDataset, WHOLE)
    assert described.value(service, DCAT.endpointURL) == URIRef(f"{BASE}sparql")
    assert URIRef("https://www.w3.org/TR/sparql11-protocol/") in described.objects(
        service, DCTERMS.conformsTo
    )


@check("R1.1-01M-1", "The licence is one that SPDX lists")
def test_the_licence_is_listed(data: dict[str, Any], described: Graph) -> None:  # noqa: F811
    spdx = {
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    }
    assert data["license"] in spdx
    assert {str(each) for each in described.objects(WHOLE, DCTERMS.license)} == {data["license"]}


@check("R1.2-01M-1", "Who made it, when, and from what, is stated")
def test_provenance_is_stated(described: Graph) -> None:
    for name in (DCTERMS.creator, DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, DCTERMS.provenance):
        assert (WHOLE, name, None) in described, name


@check("R1.2-01M-2", "Provenance is stated with PROV")
def test_provenance_uses_prov(described: Graph) -> None:
    (activity,) = described.objects(WHOLE, PROV.wasGeneratedBy)
    assert (activity, PROV.used, None) in described
    assert (activity, PROV.wasAssociatedWith, None) in described


@check("R1.3-01M-3", "Metadata follow general standards: DCAT, Dublin Core, schema.org")
def test_metadata_follow_standards(data: dict[str, Any], described: Graph) -> None:  # noqa: F811
    assert data["@type"] == "Dataset"
    for name in (DCTERMS.title, DCTERMS.description, DCAT.distribution, DCAT.keyword):
        assert (WHOLE, name, None) in described, name


@check("R1.3-02D-1", "The files are in open formats for the long term")
def test_files_are_in_open_formats(data: dict[str, Any]) -> None:  # noqa: F811
    assert data["distribution"]
    for file in data["distribution"]:
        assert set(file["encodingFormat"]) & LONG_TERM, file

"""DCAT-AP 3.0.1: what it demands (each sh:minCount 1 of its shapes) and what it recommends."""

from __future__ import annotations

import hashlib

import pytest
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, SKOS, Graph, Namespace, URIRef

from .site import DATASET, Site

ADMS, SPDX = Namespace("http://www.w3.org/ns/adms#"), Namespace("http://spdx.org/rdf/terms#")
DCATAP, DCAT3 = Namespace("http://data.europa.eu/r5r/"), Namespace(str(DCAT))
WHOLE = URIRef(DATASET)

#: Class -> properties that each of its things must have.
DEMANDED: dict[URIRef, tuple[URIRef, ...]] = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCAT.accessURL,),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name,),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
    SKOS.ConceptScheme: (DCTERMS.title,),
    SKOS.Concept: (SKOS.prefLabel,),
}
#: The same for what is recommended.
RECOMMENDED: dict[URIRef, tuple[URIRef, ...]] = {
    DCAT.Catalog: (
        FOAF.homepage, DCTERMS.language, DCTERMS.license, DCTERMS.issued, DCTERMS.modified, DCTERMS.spatial,
        DCAT.themeTaxonomy, DCAT.dataset, DCAT.service,
    ),
    DCAT.Dataset: (
        DCAT.contactPoint, DCAT.distribution, DCAT.keyword, DCTERMS.publisher, DCTERMS.spatial,
        DCTERMS.temporal, DCAT.theme,
    ),
    DCAT.Distribution: (DCTERMS.description, DCTERMS["format"], DCTERMS.license, DCATAP.availability),
    DCAT.DataService: (DCAT.endpointDescription, DCAT.servesDataset),
}  # fmt: skip
#: What the description has beyond that.
MORE = (
    DCAT3.version, DCAT3.hasVersion, DCAT3.hasCurrentVersion, ADMS.versionNotes, DCTERMS.accrualPeriodicity,
    DCTERMS.accessRights, DCTERMS.conformsTo, PROV.qualifiedAttribution, PROV.wasGeneratedBy,
)  # fmt: skip


def lacking(described: Graph, table: dict[URIRef, tuple[URIRef, ...]]) -> list[tuple[str, str]]:
    """Return the things and the properties that they should have and lack; each class must have things."""
    for kind in table:
        assert (None, RDF.type, kind) in described, kind
    return [
        (str(thing), str(name))
        for kind, names in table.items()
        for thing in described.subjects(RDF.type, kind)
        for name in names
        if (thing, name, None) not in described
    ]


@pytest.mark.check(
    "dcat-ap.1", "Whatever the shapes demand is stated of each catalogue, dataset, file and service"
)
def test_what_is_demanded_is_stated(described: Graph) -> None:
    assert lacking(described, DEMANDED) == []


@pytest.mark.check("dcat-ap.2", "Whatever the shapes recommend is stated, too")
def test_what_is_recommended_is_stated(described: Graph) -> None:
    assert lacking(described, RECOMMENDED) == []


@pytest.mark.check(
    "dcat-ap.3", "Version, frequency, access, what it conforms to, who is responsible, how it was made"
)
def test_more_is_stated(described: Graph) -> None:
    assert [name for name in MORE if (WHOLE, name, None) not in described] == []


@pytest.mark.check(
    "dcat-ap.4", "Each file answers at its dcat:downloadURL, with the size and the SHA-256 that are stated"
)
def test_each_file_is_as_it_is_described(site: Site, described: Graph) -> None:
    files = list(described.objects(WHOLE, DCAT.distribution))
    assert files
    for file in files:
        reply = site.follow(str(described.value(file, DCAT.downloadURL)))
        assert reply.status == 200, file
        assert len(reply.body) == int(str(described.value(file, DCAT.byteSize)))
        stated = described.value(described.value(file, SPDX.checksum), SPDX.checksumValue)
        assert hashlib.sha256(reply.body).hexdigest() == str(stated)


@pytest.mark.check("dcat-ap.5", "The service's description is at its dcat:endpointDescription")
def test_the_service_is_described(site: Site, described: Graph) -> None:
    (service,) = described.subjects(RDF.type, DCAT.DataService)
    descriptions = list(described.objects(service, DCAT.endpointDescription))
    assert descriptions
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    graphs = [site.graph(str(each)) for each in descriptions]
    assert any((None, RDF.type, sd.Service) in graph for graph in graphs)

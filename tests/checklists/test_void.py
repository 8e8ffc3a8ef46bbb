"""Vocabulary of Interlinked Datasets: the description is where programs look, and its figures are right."""

from __future__ import annotations

import gzip
import re

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, VOID

from .site import BASE, DATASET, TURTLE, Site

WHOLE = URIRef(DATASET)


@pytest.fixture(scope="session")
def void(site: Site) -> Graph:
    """The description, from where programs look for it."""
    return site.graph("/.well-known/void")


@pytest.mark.check("void.1", "/.well-known/void leads to RDF that describes a void:Dataset")
def test_the_well_known_address_answers(site: Site) -> None:
    for accept in (TURTLE, "application/rdf+xml", None):
        reply = site.follow("/.well-known/void", accept)
        assert reply.status == 200
        assert (WHOLE, RDF.type, VOID.Dataset) in reply.graph


@pytest.mark.check("void.2", "The description is a void:DatasetDescription whose topic is the dataset")
def test_the_description_says_what_it_is(void: Graph) -> None:
    descriptions = list(void.subjects(RDF.type, VOID.DatasetDescription))
    assert len(descriptions) == 1
    assert WHOLE in void.objects(descriptions[0], FOAF.primaryTopic)


@pytest.mark.check("void.3", "Every document about a thing says that it is in the dataset (void:inDataset)")
def test_every_document_is_in_the_dataset(site: Site) -> None:
    for thing in site.things:
        reply = site.follow(thing, TURTLE)
        assert (URIRef(reply.address), VOID.inDataset, WHOLE) in reply.graph, thing


@pytest.mark.check("void.4.endpoint", "void:sparqlEndpoint answers queries")
def test_the_endpoint_answers(site: Site, void: Graph) -> None:
    endpoints = [str(each) for each in void.objects(WHOLE, VOID.sparqlEndpoint)]
    assert endpoints == [f"{BASE}sparql"]
    assert site.get(f"{endpoints[0]}?query=ASK%20%7B%7D&format=json").json["boolean"] is True


@pytest.mark.check("void.4.dumps", "Each void:dataDump is there and loads")
def test_each_dump_loads(site: Site, void: Graph) -> None:
    dumps = [str(each) for each in void.objects(None, VOID.dataDump)]
    assert dumps
    for dump in dumps:
        reply = site.follow(dump)
        assert reply.status == 200, dump
        body = gzip.decompress(reply.body) if dump.endswith(".gz") else reply.body
        ending = dump.removesuffix(".gz").rpartition(".")[2]
        found = ox.RdfFormat.from_extension(ending)
        assert found is not None, dump
        assert sum(1 for _ in ox.parse(body, format=found)) > 0, dump


@pytest.mark.check(
    "void.4.uris", "void:uriSpace or void:uriRegexPattern covers the IRI of everything described"
)
def test_the_space_of_uris_covers_all(site: Site, void: Graph) -> None:
    spaces = [re.escape(str(each)) for each in void.objects(WHOLE, VOID.uriSpace)]
    patterns = [str(each) for each in void.objects(WHOLE, VOID.uriRegexPattern)]
    assert spaces + patterns
    for pattern in (*(f"{space}.*" for space in spaces), *patterns):
        assert all(re.search(f"^(?:{pattern})", iri) for iri in site.things), pattern
        assert not re.search(pattern, "https://example.org/id/organization/nvidia")


@pytest.mark.check(
    "void.8",
    "Title, description, licence, creator, publisher, dates and sources (by prov:wasDerivedFrom) are stated",
)
def test_the_dataset_is_described(void: Graph) -> None:
    for name in ("title", "description", "license", "creator", "publisher", "issued", "modified"):
        assert any(void.objects(WHOLE, DCTERMS[name])), name
    # Not by dcterms:source, which DCAT-AP keeps for sources that are themselves datasets.
    assert any(void.objects(WHOLE, PROV.wasDerivedFrom))
    for name in ("title", "description"):
        assert {each.language for each in void.objects(WHOLE, DCTERMS[name])} >= {"en", "ja"}  # type: ignore[attr-defined]


@pytest.mark.check(
    "void.9", "The description is also in the endpoint, and the service description leads to it"
)
def test_the_description_is_in_the_endpoint(site: Site) -> None:
    found = site.ask(f"SELECT ?g {{ GRAPH ?g {{ <{DATASET}> a <{VOID.Dataset}> ; <{VOID.triples}> ?n }} }}")
    assert [row["g"] for row in found] == [f"{BASE}graph/metadata"]
    service = site.graph("/sparql")
    assert any(service.triples((None, None, WHOLE)))

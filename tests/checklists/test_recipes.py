"""Best Practice Recipes for Publishing RDF Vocabularies: recipe 3, extended (hash namespace, negotiation)."""

from __future__ import annotations

from urllib.parse import urldefrag

import pytest
from rdflib import OWL, RDF, URIRef

from .site import BROWSER, HTML, ONTOLOGY, TERMS, TURTLE, Site
from .site import RDF as RDF_TYPES


@pytest.mark.check(
    "recipes.1", "The ontology's IRI gives RDF/XML, Turtle, N-Triples and JSON-LD that say the same"
)
def test_the_ontology_is_had_in_every_form(site: Site) -> None:
    said = set()
    for media_type in RDF_TYPES:
        reply = site.follow(ONTOLOGY, media_type)
        assert (reply.status, reply.media_type) == (200, media_type)
        assert (URIRef(ONTOLOGY), RDF.type, OWL.Ontology) in reply.graph
        said.add(frozenset(reply.graph))
    assert len(said) == 1


@pytest.mark.check(
    "recipes.2", "A browser that opens the IRI of a term gets a page with the place of that term"
)
def test_a_browser_gets_to_the_term(site: Site) -> None:
    assert len(site.terms) > 50
    for term in site.terms:
        reply = site.follow(term, BROWSER)
        assert reply.media_type == HTML
        assert urldefrag(term).fragment in reply.page.anchors, term


@pytest.mark.check("recipes.3", "Who names no wish gets RDF, always, and the ontology's page says so")
def test_who_names_no_wish_gets_rdf(site: Site) -> None:
    found = {site.follow(ONTOLOGY, accept).media_type for accept in (None, "*/*", "")}
    assert found <= set(RDF_TYPES)
    assert len(found) == 1
    assert "Who names no format gets Turtle" in site.page(ONTOLOGY).words
    assert found == {TURTLE}


@pytest.mark.check(
    "recipes.5", "The content type is that of the form, with the character set where it is text"
)
def test_content_types_are_right(site: Site) -> None:
    for media_type in (HTML, *RDF_TYPES):
        stated = site.follow(ONTOLOGY, media_type).header("Content-Type")
        text = media_type.startswith("text/") or media_type.endswith("+xml")
        assert stated == (f"{media_type}; charset=utf-8" if text else media_type)


@pytest.mark.check("recipes.6", "The IRI of a version gives that version, as RDF and as a page")
def test_the_version_is_had_by_its_iri(site: Site) -> None:
    versions = list(site.graph(ONTOLOGY).objects(URIRef(ONTOLOGY), OWL.versionIRI))
    assert len(versions) == 1
    graph = site.graph(str(versions[0]), "application/rdf+xml")
    assert (URIRef(ONTOLOGY), OWL.versionIRI, versions[0]) in graph
    assert set(graph) == set(site.graph(ONTOLOGY))
    assert site.follow(str(versions[0]), HTML).status == 200


@pytest.mark.check("recipes.7", "The page has a place for each term, and each term says where it is defined")
def test_every_term_has_its_place(site: Site) -> None:
    graph = site.graph(ONTOLOGY)
    defined = {str(each) for each in graph.subjects(predicate=None, object=URIRef(ONTOLOGY))}
    assert set(site.terms) <= defined
    assert {urldefrag(term).fragment for term in site.terms} <= site.page(ONTOLOGY).anchors
    assert all(term.startswith(TERMS) for term in site.terms)

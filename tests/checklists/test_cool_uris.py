"""Cool URIs for the Semantic Web."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from rdflib import URIRef
from rdflib.namespace import FOAF

from .site import BASE, BROWSER, HTML, RDF, TURTLE, Site


@pytest.mark.check(
    "cool-uris.1", "A thing and the document about it have different URIs, and the document says so"
)
def test_things_are_not_documents(site: Site) -> None:
    for thing in site.things:
        reply = site.follow(thing, TURTLE)
        topic = ox.Triple(ox.NamedNode(reply.address), ox.NamedNode(FOAF.primaryTopic), ox.NamedNode(thing))
        assert topic in reply.triples
        assert reply.address != thing


@pytest.mark.check("cool-uris.2", "A thing answers 303 See Other, its document 200")
def test_a_thing_answers_303(site: Site) -> None:
    for thing in site.samples:
        for accept in (None, HTML, TURTLE):
            first = site.get(thing, accept)
            assert (first.status, first.header("Location") != "") == (303, True)
            assert site.get(urljoin(thing, first.header("Location")), accept).status == 200


@pytest.mark.check("cool-uris.3", "Accept decides between HTML and each form of RDF")
def test_accept_decides(site: Site) -> None:
    for thing in site.samples:
        assert site.follow(thing, BROWSER).media_type == HTML
        for media_type in RDF:
            assert site.follow(thing, media_type).media_type == media_type
        assert (
            site.follow(thing, "text/html;q=0.4, application/rdf+xml;q=0.8").media_type
            == "application/rdf+xml"
        )
        assert site.follow(thing, "image/png").status == 406


@pytest.mark.check(
    "cool-uris.4", "Content-Location names the address of the form that was chosen, and it is that form"
)
def test_each_form_has_an_address(site: Site) -> None:
    for address in site.documents:
        for accept in (HTML, *RDF):
            chosen = site.follow(address, accept)
            direct = site.get(urljoin(chosen.address, chosen.header("Content-Location")), "*/*")
            assert direct.address != chosen.address
            assert (direct.status, direct.media_type, direct.body) == (200, accept, chosen.body)


@pytest.mark.check("cool-uris.5", "Vary names Accept wherever Accept decides")
def test_vary_names_accept(site: Site) -> None:
    for thing in site.samples:
        for accept in (HTML, TURTLE, "image/png"):
            for reply in (site.get(thing, accept), site.follow(thing, accept)):
                assert "accept" in re.split(r"\s*,\s*", reply.header("Vary").lower()), (reply.address, accept)


@pytest.mark.check("cool-uris.6", "Pages link to their RDF, and the RDF names its topic")
def test_pages_and_rdf_are_linked(site: Site) -> None:
    for thing in site.samples:
        page = site.page(thing)
        links = {
            (each.get("type"), urljoin(page.address, each.get("href", "")))
            for each in page.all("link", rel="alternate")
        }
        assert {media_type for media_type, _ in links} >= set(RDF)
        for media_type, target in links:
            assert site.get(target).media_type == media_type
        assert URIRef(thing) in site.graph(thing).objects(URIRef(page.address), FOAF.primaryTopic)


@pytest.mark.check("cool-uris.7", "URIs of things hold no file endings, queries or names of technology")
def test_uris_tell_nothing_of_technology(site: Site) -> None:
    for thing in site.things:
        local = thing.removeprefix(BASE)
        assert not re.search(r"[?#&=]|\.\w+$", local), thing
        assert not re.search(r"(^|/)(cgi-bin|flask|php|py|rdf|sparql|ttl|turtle|owl|wsgi)(/|$)", local), thing


@pytest.mark.check("cool-uris.8", "URIs of things are lower-case, short, and the same for everybody")
def test_uris_are_short_and_the_same_for_everybody(site: Site) -> None:
    for thing in site.things:
        assert re.fullmatch(r"id/[a-z]+/[a-z0-9]+(-[a-z0-9]+)*", thing.removeprefix(BASE)), thing
        assert len(thing) < 200, thing
    thing = site.samples[0]
    stranger = site.get(thing, TURTLE, User_Agent="somebody-else/1.0", Cookie="session=1")
    assert stranger.header("Location") == site.get(thing, TURTLE).header("Location")
    assert not any(site.follow(each, HTML).header("Set-Cookie") for each in site.samples)


@pytest.mark.check("cool-uris.9", "What is unknown answers 404 itself, and leads nowhere")
def test_what_is_unknown_is_not_found(site: Site) -> None:
    for thing in site.samples:
        for accept in (HTML, TURTLE):
            assert site.get(f"{thing}-that-never-was", accept).status == 404
            assert (
                site.get(f"{site.get(thing).address}-that-never-was".replace("/id/", "/doc/"), accept).status
                == 404
            )


@pytest.mark.check("cool-uris.10", "One canonical host: the data name the same URIs whatever host was asked")
def test_the_host_that_is_asked_changes_nothing(site: Site) -> None:
    for address in site.documents:
        usual = site.follow(address, TURTLE)
        other = site.get(usual.address, TURTLE, Host="other.example", X_Forwarded_Proto="http")
        assert (other.status, other.body) == (200, usual.body)
        assert "other.example" not in f"{other.headers}{other.text}"

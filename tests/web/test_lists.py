"""Lists of things: where shortened addresses lead, and what programs read there."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, RDF, RDFS, VOID, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from .conftest import Whole
from .content import BASE

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
#: What only begins addresses -> where those that begin so are listed.
BEGINNINGS = [
    ("/id", "./browse/kind"),
    ("/doc", "./browse/kind"),
    ("/id/agreement", "../browse/kind/agreement"),
    ("/doc/organization", "../browse/kind/organization"),
    ("/id/adjudication", "../graph/adjudications"),
    ("/graph", "./dataset"),
    ("/graph/source", "../browse/kind/source"),
]


@pytest.mark.parametrize(("path", "place"), BEGINNINGS)
def test_an_address_that_was_shortened_leads_to_the_list_of_what_begins_so(
    client: FlaskClient, path: str, place: str
) -> None:
    response, slash = client.get(path), client.get(f"{path}/")
    assert (response.status_code, response.headers["Location"]) == (302, place)
    for wanted in ("text/html", "text/turtle"):
        there = client.get(urljoin(path, place), headers={"Accept": wanted})
        assert (there.status_code, there.mimetype) == (200, wanted)
    assert slash.status_code == 301
    assert urljoin(f"{path}/", slash.headers["Location"]) == path


@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_each_named_graph_is_told_what_it_holds(client: FlaskClient, tongue: str) -> None:
    described = Graph().parse(data=client.get("/dataset.nt").data, format="nt")
    graphs = [each for each in described.subjects(RDF.type, VOID.Dataset) if f"{BASE}graph/" in str(each)]
    own = [each for each in graphs if f"{BASE}graph/source/" not in str(each)]
    assert len(own) > 4
    for graph in own:
        titles = [each for each in described.objects(graph, DCTERMS.title) if isinstance(each, Literal)]
        assert sorted(str(each.language) for each in titles) == ["en", "ja"]
        asked = {"Accept": "text/html", "Accept-Language": tongue}
        page = client.get(str(graph).removeprefix(BASE.rstrip("/")), headers=asked).text
        assert [str(each) in page for each in titles] == [each.language == tongue for each in titles]


@pytest.mark.parametrize("path", ["/browse/kind/evidence", "/graph/entities"])
def test_a_later_page_leads_to_itself_in_other_formats(path: str, whole: Whole) -> None:
    for query in ("", "?page=2"):
        page = whole.client.get(f"{path}{query}", headers={"Accept": "text/html"}).text
        shown = page.partition('<p class="formats">')[2].partition("</p>")[0]
        found = re.findall(r'href="([^"]+)" rel="alternate"', shown)
        assert found
        assert all(re.fullmatch(r"[^?]+\.\w+" + re.escape(query), each) for each in found), found


def test_a_list_is_rdf_that_leads_to_each_thing_by_name(client: FlaskClient) -> None:
    shelf, member = URIRef(f"{BASE}browse/kind/organization"), HYDRA.member
    response = client.get("/browse/kind/organization", headers={"Accept": "text/turtle"})
    found = Graph().parse(data=response.data, format="turtle")
    shown = client.get("/browse/kind/organization", headers={"Accept": "text/html"}).text
    listed = list(found.objects(None, member))
    assert len(listed) > 1
    for thing in listed:
        assert str(thing).replace(f"{BASE}id/", "../../doc/") in shown
        assert found.value(thing, RDFS.label)
    assert found.value(shelf, DCTERMS.license)
    kinds = Graph().parse(data=client.get("/browse/kind.nt").data, format="nt")
    assert shelf in kinds.objects(None, member)
    narrowed = client.get("/browse/kind/organization?having=beta", headers={"Accept": "text/turtle"})
    assert narrowed.mimetype == "text/html"


def test_a_long_list_has_pages_as_rdf_too(whole: Whole) -> None:
    address, seen, totals = f"{BASE}browse/kind/evidence", set[Node](), set[Node]()
    while address:
        path = address.removeprefix(BASE.rstrip("/"))
        data = whole.client.get(path, headers={"Accept": "application/n-triples"}).data
        page = Graph().parse(data=data, format="nt")
        members = set(page.objects(None, HYDRA.member))
        assert members
        assert not members & seen
        seen |= members
        totals |= set(page.objects(None, HYDRA.totalItems))
        address = str(page.value(URIRef(address), HYDRA.next) or "")
    assert totals == {Literal(len(seen))}
    assert {str(each) for each in seen} <= set(whole.iris)

"""Linked Data principles and five stars of open data."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from rdflib import BNode, URIRef
from rdflib.namespace import DCTERMS

from .site import BASE, DATASET, HTML, TERMS, TURTLE, Site

#: Open licences (https://opendefinition.org/licenses/), by their IRIs.
OPEN_LICENCE = re.compile(r"https://creativecommons\.org/(licenses/by(-sa)?/4\.0|publicdomain/zero/1\.0)/")
#: Formats with an open specification and free software that reads them; compression does not count.
OPEN_FORMATS = {"csv", "html", "json", "jsonld", "md", "nq", "nt", "rdf", "srx", "trig", "tsv", "ttl", "xml"}
#: Authority -> what its identifiers look like.
AUTHORITIES = {
    "http://www.wikidata.org/": r"http://www\.wikidata\.org/entity/Q[1-9]\d*",
    "https://ror.org/": r"https://ror\.org/0[a-hj-km-np-tv-z\d]{6}\d\d",
    "https://sws.geonames.org/": r"https://sws\.geonames\.org/[1-9]\d*/",
    "http://publications.europa.eu/": r"http://publications\.europa\.eu/resource/authority/[a-z-]+/\w+",
    "https://www.grid.ac/": r"https://www\.grid\.ac/institutes/grid\.\d+\.\w+",
    "http://id.loc.gov/": r"http://id\.loc\.gov/[\w/]+",
    "https://isni.org/": r"https://isni\.org/isni/\d{15}[\dX]",
    "https://viaf.org/": r"https://viaf\.org/viaf/\d+",
}
MATCHES = "skos:exactMatch|skos:closeMatch|schema:sameAs"


@pytest.mark.check("five-stars.1", "On the web under an open licence that RDF, HTTP headers and pages name")
def test_an_open_licence_is_named_everywhere(site: Site) -> None:
    licences = [str(each) for each in site.graph(DATASET).objects(URIRef(DATASET), DCTERMS.license)]
    assert len(licences) == 1
    assert OPEN_LICENCE.fullmatch(licences[0])
    for address in site.documents:
        for accept in (HTML, TURTLE):
            reply = site.follow(address, accept)
            assert [link.target for link in reply.related("license")] == licences, (address, accept)
        page = site.page(address)
        assert set(page.targets("a", rel="license") + page.targets("link", rel="license")) == set(licences), (
            address
        )
    assert licences[0] in site.follow("/dumps/README.md").text


@pytest.mark.check(
    "five-stars.2", "Structured data that a machine reads: CSV of any query, with a row for each answer"
)
def test_answers_are_tables(site: Site) -> None:
    query = (
        f"SELECT ?s ?label {{ ?s a <{TERMS}CooperationAgreement> ; rdfs:label ?label }} ORDER BY ?s ?label"
    )
    rows = list(
        csv.reader(io.StringIO(site.get(f"/sparql?{urlencode({'query': query, 'format': 'csv'})}").text))
    )
    assert rows[0] == ["s", "label"]
    assert rows[1:] == [[row["s"], row["label"]] for row in site.ask(query)]
    assert len(rows) > 2


@pytest.mark.check(
    "five-stars.3", "Formats that belong to nobody: every dump and every alternate of every document"
)
def test_formats_are_open(site: Site) -> None:
    names = [link.rpartition("/")[2] for link in site.page("/dumps/").targets("a") if "/dumps/" in link]
    names += [
        link.target.rpartition("/")[2]
        for each in site.documents
        for link in site.follow(each, HTML).related("alternate")
    ]
    endings = {re.sub(r"\.(gz|zst|bz2)$", "", name).rpartition(".")[2] for name in names if "." in name}
    assert {"nt", "nq", "ttl", "html"} <= endings
    assert endings - {"zip"} <= OPEN_FORMATS


@pytest.mark.check("five-stars.4", "URIs name things: each leads by 303 to RDF that says something about it")
def test_every_thing_is_described_where_it_leads(site: Site) -> None:
    assert len(site.things) > 100
    for thing in site.things:
        assert site.get(thing, TURTLE).status == 303, thing
        assert ox.NamedNode(thing) in {each.subject for each in site.follow(thing, TURTLE).triples}, thing


#: Class -> the least share of its things that are linked to other people's data.
LINKED = {"Place": 0.8, "Person": 0.2, "University": 0.9, "Organization": 0.2}


@pytest.mark.check(
    "five-stars.5",
    "Links to other people's data: of places most, of universities nine in ten, of persons and of all "
    "organizations two in ten, wherever an identifier was verified; each well formed as its authority has it",
)
def test_things_are_linked_to_other_data(site: Site) -> None:
    def matched(kind: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in site.ask(f"SELECT ?s ?o {{ ?s a <{TERMS}{kind}> OPTIONAL {{ ?s {MATCHES} ?o }} }}"):
            found.setdefault(row["s"], set()).update({row["o"]} if "o" in row else ())
        return found

    linked = {kind: matched(kind) for kind in LINKED}
    for kind, things in linked.items():
        assert things, kind
        assert sum(map(bool, things.values())) >= len(things) * LINKED[kind], kind
    for target in {each for things in linked.values() for targets in things.values() for each in targets}:
        patterns = [form for start, form in AUTHORITIES.items() if target.startswith(start)]
        assert patterns, f"no known authority: {target}"
        assert re.fullmatch(patterns[0], target), target


@pytest.mark.check("five-stars.6", "Names are HTTP URIs: every IRI in the data")
def test_every_name_is_an_http_uri(site: Site) -> None:
    rows = site.ask(
        "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x } "
        "FILTER(ISIRI(?x)) FILTER(!REGEX(STR(?x), '^https?://[^/ ]+')) }"
    )
    assert rows == []
    assert site.count("?s ?p ?o") > 1000


@pytest.mark.check(
    "five-stars.7", "Who looks a thing up learns what it points at, what points at it, and all names"
)
def test_a_description_has_links_in_both_directions(site: Site) -> None:
    linked = site.ask(
        f"SELECT ?s (SAMPLE(?from) AS ?in) (SAMPLE(?to) AS ?out) {{ ?from ?p ?s . ?s ?q ?to "
        f'FILTER(STRSTARTS(STR(?s), "{BASE}id/organization/") && STRSTARTS(STR(?from), "{BASE}id/")'
        " && ISIRI(?to)) } GROUP BY ?s ORDER BY ?s"
    )
    assert len(linked) > 10
    for row in linked:
        thing, graph = URIRef(row["s"]), site.graph(row["s"])
        assert any(graph.triples((URIRef(row["in"]), None, thing))), thing
        assert any(graph.triples((thing, None, URIRef(row["out"])))), thing
        mentioned = {each for each in graph.objects(thing) if str(each).startswith(f"{BASE}id/")}
        named = {
            each for each in mentioned if any("label" in str(name).lower() for name in graph.predicates(each))
        }
        assert mentioned == named, thing


@pytest.mark.check("five-stars.8", "No islands of nameless nodes: no blank nodes in the facts")
def test_facts_have_no_blank_nodes(site: Site) -> None:
    assert site.count("?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o))") == 0
    for address in site.documents:
        if not address.endswith("shapes"):
            assert not [node for node in site.graph(address).all_nodes() if isinstance(node, BNode)], address

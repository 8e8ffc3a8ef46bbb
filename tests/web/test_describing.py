"""What a document tells of a thing; however much there is, it reads and shows a bounded part at a time."""

from __future__ import annotations

from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from accordgraph.graph.names import Names
from accordgraph.graph.portions import PAGE_SIZE
from accordgraph.graph.terms import LABEL, TYPE
from accordgraph.web.data import listing
from accordgraph.web.data.display import Display
from accordgraph.web.data.extents import COUNTED
from accordgraph.web.data.listing import GLANCE, Lister
from accordgraph.web.data.looking import Look
from accordgraph.web.data.reading import Reader
from accordgraph.web.describing import Description, describe
from accordgraph.web.editions import Edition
from accordgraph.web.responding.context import lend
from accordgraph.web.telling.portrait import Painter
from accordgraph.web.triples import graph_of, quads_of
from accordgraph.web.views import graphs

from .conftest import Whole
from .content import AGREEMENT, BASE
from .data.counting import Counting

NAMES = Names(BASE)
UNDESCRIBED = Edition(NAMES, "1.0.0", (), ())
_NT = ox.RdfFormat.N_TRIPLES
HYDRA = "http://www.w3.org/ns/hydra/core#"
HUB = NAMES.thing("place", "hub")
SOURCE = ox.NamedNode(NAMES.source_graph("first"))


def node(local: str) -> ox.NamedNode:
    """Return a name below the base."""
    return ox.NamedNode(BASE + local)


def store_of(pointing: int, evidence: int, facts: int) -> ox.Store:
    """Return a store in which many statements point at a thing, support it, and are about it."""
    store, hub = ox.Store(), ox.NamedNode(HUB)

    def say(subject: ox.NamedNode, name: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> None:
        store.add(ox.Quad(subject, name, value))
        store.add(ox.Quad(subject, name, value, SOURCE))

    say(hub, TYPE, node("ontology#Place"))
    say(hub, LABEL, ox.Literal("Hub", language="en"))
    for number in range(pointing):
        say(node(f"id/organization/o{number}"), node("ontology#locatedIn"), hub)
        say(node(f"id/organization/o{number}"), LABEL, ox.Literal(f"O {number}", language="en"))
    for number in range(evidence):
        say(node(f"id/evidence/e{number}"), node("ontology#supports"), hub)
    for number in range(facts):
        say(hub, node("ontology#holds"), node(f"id/event/v{number}"))
    return store


def page_of(store: ox.Store, page: int) -> tuple[Description, list[ox.Quad]]:
    """Return a page of the description of the thing that much points at, and the same as RDF."""
    reader = Reader(store, NAMES)
    told = describe(Lister(reader, NAMES), Look(reader, HUB), page)
    return told, quads_of(told, graph_of(told, reader, UNDESCRIBED), NAMES)


def test_the_pages_together_tell_everything_once() -> None:
    store = store_of(pointing=120, evidence=70, facts=160)
    first, _ = page_of(store, 1)
    assert first.extent.pages == 4
    assert (first.pointing.total, first.evidence.total, first.facts.total) == (120, 70, 162)
    found: list[object] = []
    for page in range(1, first.extent.pages + 1):
        told, rdf = page_of(store, page)
        assert len(told.pointing.items) <= PAGE_SIZE
        assert len(rdf) < 1000
        found += [(row.subject, row.predicate) for row in told.pointing.items]
        found += [proof.iri for proof in told.evidence.items] + [fact.value for fact in told.facts.items]
    assert len(found) == len(set(found)) == 120 + 70 + 162
    assert page_of(store, 5)[0].pointing.items == ()


def test_every_page_says_what_the_thing_is_and_where_the_other_pages_are() -> None:
    store = store_of(pointing=120, evidence=0, facts=0)
    paper = node("doc/place/hub")
    said = {quad.triple for quad in page_of(store, 2)[1]}
    assert ox.Triple(ox.NamedNode(HUB), TYPE, node("ontology#Place")) in said
    view = ox.NamedNode(f"{paper.value}?page=2")
    for name, value in (
        ("first", paper),
        ("previous", paper),
        ("last", ox.NamedNode(f"{paper.value}?page=3")),
    ):
        assert ox.Triple(view, ox.NamedNode(HYDRA + name), value) in said
    total = ox.Literal("120", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    assert ox.Triple(node("doc/place/hub#pointing"), ox.NamedNode(f"{HYDRA}totalItems"), total) in said


def _hydra(rdf: list[ox.Quad], subject: ox.NamedNode, name: str) -> list[str]:
    """Return the values of a property of Hydra's, as IRIs."""
    wanted = (subject, ox.NamedNode(HYDRA + name))
    values = [quad.object for quad in rdf if (quad.subject, quad.predicate) == wanted]
    return [each.value for each in values if isinstance(each, ox.NamedNode)]


def test_a_collection_leads_to_its_members_and_to_its_pages() -> None:
    store, paper = store_of(pointing=120, evidence=70, facts=0), node("doc/place/hub")
    members: dict[str, list[str]] = {"pointing": [], "evidence": []}
    shown = {"pointing": 3, "evidence": 2}
    for page in (1, 2, 3):
        _, rdf = page_of(store, page)
        view = f"{paper.value}?page={page}" if page > 1 else paper.value
        for part, found in members.items():
            collection = node(f"doc/place/hub#{part}")
            found += _hydra(rdf, collection, "member")
            assert _hydra(rdf, collection, "view") == ([view] if page <= shown[part] else [])
        assert _hydra(rdf, paper, "view") == []
        views = {quad.subject for quad in rdf if quad.object == ox.NamedNode(f"{HYDRA}PartialCollectionView")}
        assert views == {ox.NamedNode(view)}
    assert sorted(members["pointing"]) == sorted(f"{BASE}id/organization/o{each}" for each in range(120))
    assert sorted(members["evidence"]) == sorted(f"{BASE}id/evidence/e{each}" for each in range(70))


def test_what_fits_on_one_page_is_no_view() -> None:
    _, rdf = page_of(store_of(pointing=2, evidence=1, facts=0), 1)
    assert len(_hydra(rdf, node("doc/place/hub#pointing"), "member")) == 2
    assert len(_hydra(rdf, node("doc/place/hub#evidence"), "member")) == 1
    assert not any("View" in str(quad.object) or quad.predicate.value == f"{HYDRA}view" for quad in rdf)


def test_what_points_there_in_several_ways_is_one_member() -> None:
    store = store_of(pointing=2, evidence=0, facts=0)
    store.add(ox.Quad(node("id/organization/o1"), node("ontology#operatesIn"), ox.NamedNode(HUB)))
    _, rdf = page_of(store, 1)
    totals = [quad.object for quad in rdf if quad.predicate.value == f"{HYDRA}totalItems"]
    assert [each.value for each in totals if isinstance(each, ox.Literal)] == ["2"]


@pytest.mark.parametrize(("pointing", "page", "last"), [
    (120, 1, 3),
    (GLANCE + 10, 1, None),
    (GLANCE + 10, GLANCE // PAGE_SIZE, GLANCE // PAGE_SIZE + 1),
    (COUNTED + 10, 30, None),
    (COUNTED + 10, COUNTED // PAGE_SIZE, COUNTED // PAGE_SIZE),
])  # fmt: skip
def test_the_last_page_is_named_where_it_is_known(pointing: int, page: int, last: int | None) -> None:
    told, rdf = page_of(store_of(pointing, evidence=0, facts=0), page)
    paper = f"{BASE}doc/place/hub"
    view = ox.NamedNode(f"{paper}?page={page}" if page > 1 else paper)
    assert _hydra(rdf, view, "last") == ([f"{paper}?page={last}"] if last else [])
    assert told.extent.neighbours(page).get("last") == last
    following = [f"{paper}?page={page + 1}"] if page != last else []
    assert _hydra(rdf, view, "next") == following


@pytest.mark.parametrize("part", ["pointing", "evidence", "facts"])
@pytest.mark.parametrize(("page", "counted"), [
    (1, GLANCE), (GLANCE // PAGE_SIZE, GLANCE + PAGE_SIZE), (COUNTED // PAGE_SIZE, COUNTED),
])  # fmt: skip
def test_counting_ends_soon_after_the_page_and_says_so(part: str, page: int, counted: int) -> None:
    store = store_of(**{"pointing": 0, "evidence": 0, "facts": 0} | {part: COUNTED + 10})
    told, rdf = page_of(store, page)
    portion = getattr(told, part)
    assert (portion.total, portion.counted, portion.pages) == (counted, False, counted // PAGE_SIZE)
    assert len(portion.items) == PAGE_SIZE
    assert not any(quad.predicate.value == f"{HYDRA}totalItems" for quad in rdf)


def test_who_states_a_fact_is_told_of_a_thing_with_thousands_too() -> None:
    told, _ = page_of(store_of(pointing=0, evidence=0, facts=2000), 1)
    assert {fact.graphs for fact in told.facts.items} == {(SOURCE.value,)}


def test_a_document_holds_names_evidence_sources_and_what_it_is_itself(client: FlaskClient) -> None:
    data = client.get("/doc/agreement/alpha-beta.nt").data
    said = {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)}
    paper, thing = node("doc/agreement/alpha-beta"), ox.NamedNode(AGREEMENT)
    evidence, source = node("id/evidence/first-date"), node("id/source/first")
    dcterms, rdfs = "http://purl.org/dc/terms/", "http://www.w3.org/2000/01/rdf-schema#"
    foaf, void = "http://xmlns.com/foaf/0.1/", "http://rdfs.org/ns/void#"
    for subject, name, value in (
        (paper, f"{foaf}primaryTopic", thing),
        (paper, f"{void}inDataset", node("dataset")),
        (paper, f"{dcterms}license", ox.NamedNode("https://creativecommons.org/licenses/by/4.0/")),
        (paper, f"{dcterms}source", source),
        (evidence, f"{BASE}ontology#supports", thing),
        (evidence, f"{BASE}ontology#supportsProperty", node("ontology#date")),
        (evidence, f"{rdfs}isDefinedBy", SOURCE),
        (source, f"{dcterms}title", ox.Literal("Accord at last", language="en")),
        (node("id/organization/beta"), f"{rdfs}label", ox.Literal("Beta Corporation", language="en")),
        (node("id/organization/beta"), f"{BASE}ontology#partyOf", thing),
    ):
        assert ox.Triple(subject, ox.NamedNode(name), value) in said
    assert not any("second-date" in str(each) for each in said), "evidence of what is overruled"


def test_of_what_is_overruled_as_a_whole_a_document_states_nothing(whole: Whole) -> None:
    path, thing = "/doc/total/microsoft-university-grants-2024", "id/total/microsoft-university-grants-2024"
    data = whole.client.get(f"{path}.nq").data
    said = {quad for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS) if quad.subject == node(thing)}
    source = node("graph/source/capacity-microsoft-japan-2024")
    amounts = [quad.graph_name for quad in said if quad.predicate == node("ontology#hasAmount")]
    assert amounts == [source]
    believed = {quad.predicate.value for quad in said if quad.graph_name == ox.DefaultGraph()}
    assert believed == {"http://www.w3.org/2000/01/rdf-schema#label"}
    triples = whole.client.get(f"{path}.nt").text
    assert f"<{BASE}ontology#overrulesSubject> <{BASE}{thing}>" in triples
    assert f"<{BASE}{thing}> <{BASE}ontology#hasAmount>" not in triples


def _links(response: TestResponse) -> dict[str, str]:
    """Return where the Link headers of an answer lead, by the rest of the header."""
    return {
        link.partition(";")[2].strip(): link[1:].partition(">")[0]
        for link in response.headers.getlist("Link")
    }


def test_a_thing_with_many_pages_leads_from_one_to_the_next(whole: Whole) -> None:
    path, subjects, number = "/doc/concept/evidence-grade-located.nt", set[str](), 0
    while path:
        number += 1
        data = whole.client.get(path)
        query = f"?page={number}" if number > 1 else ""
        negotiated = whole.client.get(path.replace(".nt", ""), headers={"Accept": "application/n-triples"})
        assert negotiated.headers["Content-Location"] == f"evidence-grade-located.nt{query}"
        assert negotiated.data == data.data
        subjects |= {line.split()[0] for line in data.text.splitlines() if "#evidenceGrade>" in line}
        links = _links(data)
        assert ('rel="prev"' in links) == (number > 1)
        following = links.get('rel="next"')
        path = urljoin(path, following) if following else ""
    assert number > 2
    assert len(subjects) > 140
    assert whole.client.get(f"/doc/concept/evidence-grade-located?page={number + 1}").status_code == 404


def test_people_are_led_to_pages_that_tell_them_something(whole: Whole) -> None:
    """What points at a thing is in its RDF page by page; people find it in a list of its own."""
    path = "/doc/concept/evidence-grade-located"
    page = whole.client.get(path, headers={"Accept": "text/html"})
    assert "related/concept/evidence-grade-located?by=accord%3AevidenceGrade" in page.text
    assert {'rel="next"', 'rel="last"'}.isdisjoint(_links(page))
    assert 'rel="next"' not in page.text
    beyond = whole.client.get(f"{path}?page=2", headers={"Accept": "text/html"})
    assert beyond.status_code == 200
    assert 'rel="prev">Previous page' in beyond.text
    assert 'rel="prev"' in _links(beyond)
    assert {'rel="next"', 'rel="last"'}.isdisjoint(_links(beyond))


def test_everything_that_a_document_mentions_has_its_names_in_it(whole: Whole) -> None:
    """Only what the graph has no name for goes without."""
    client, named, mentioned = whole.client, set[str](), set[str]()
    for iri in whole.iris:
        if not iri.startswith(f"{BASE}id/") or "/evidence/" in iri:
            continue
        data = client.get(iri.replace("/id/", "/doc/").removeprefix(BASE.rstrip("/")) + ".nt").data
        said = [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
        here = {str(t.subject) for t in said if "abel>" in str(t.predicate) or "title>" in str(t.predicate)}
        for triple in said:
            for each in triple:
                if isinstance(each, ox.NamedNode) and each.value.startswith(
                    (f"{BASE}id/", f"{BASE}ontology#")
                ):
                    mentioned.add(each.value)
                    if str(each) in here:
                        named.add(each.value)
                    else:
                        assert each.value not in named, (iri, each.value)
    assert len(mentioned) > 300
    assert mentioned - named == set()


def test_nothing_is_said_twice(client: FlaskClient) -> None:
    for extension in ("nt", "nq"):
        lines = client.get(f"/doc/agreement/alpha-beta.{extension}").text.splitlines()
        assert len(lines) == len(set(lines)) > 10
    turtle = client.get("/doc/agreement/alpha-beta.ttl").text
    assert ("accord:Evidence" in turtle, "accord:Evidence , accord:Evidence" in turtle) == (True, False)


def test_an_adjudication_points_at_what_it_overrules(client: FlaskClient) -> None:
    page = client.get("/doc/agreement/alpha-beta.html").text
    assert "../../doc/adjudication/alpha-beta-date" in page.partition("Where sources disagree")[2]
    data = client.get("/doc/agreement/alpha-beta.nt").text
    assert f"<{BASE}id/adjudication/alpha-beta-date> <{BASE}ontology#overrulesSubject> <{AGREEMENT}>" in data


def test_a_graph_too_large_for_one_document_comes_in_pages(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {quad.triple for quad in ox.parse(client.get("/graph/source/first.nt").data, format=_NT)}
    path = "/graph/source/first.nt?page=1"  # an address that nothing else asks for: answers are kept
    monkeypatch.setattr(graphs, "WHOLE", 5)
    monkeypatch.setattr(listing, "SUBJECTS", 5)
    seen: set[ox.Triple] = set()
    pages = 0
    while path:
        pages += 1
        said = {quad.triple for quad in ox.parse(client.get(path).data, format=_NT)}
        following = next((t.object for t in said if t.predicate.value == f"{HYDRA}next"), None)
        query = following.value.partition("?")[2] if isinstance(following, ox.NamedNode) else ""
        path = f"/graph/source/first.nt?{query}" if query else ""
        seen |= said
    assert pages > 2
    subjects = ox.NamedNode(f"{SOURCE.value}#subjects")
    about = {t for t in seen if subjects in (t.subject, t.object)}
    members = {t.object for t in about if t.predicate.value == f"{HYDRA}member"}
    assert members == {t.subject for t in whole}
    assert {t.object for t in about if t.predicate.value == f"{HYDRA}view"} == {
        ox.NamedNode(SOURCE.value + (f"?page={number}" if number > 1 else ""))
        for number in range(1, pages + 1)
    }
    seen -= about
    added = {t for t in seen if t.predicate.value.startswith((HYDRA, "http://rdfs.org/ns/void#"))}
    assert whole == {t for t in seen - added if not str(t.object).startswith(f"<{HYDRA}")}
    quads = list(ox.parse(client.get("/graph/source/first.nq?page=2").data, format=ox.RdfFormat.N_QUADS))
    assert SOURCE in {quad.graph_name for quad in quads}
    assert client.get("/graph/source/first?page=99").status_code == 404


def _crowded(size: int) -> ox.Store:
    """A hub that very many things point at, that very many sources speak of, and about which many differ."""
    store, hub = ox.Store(), node("id/organization/hub")
    decisions = ox.NamedNode(NAMES.graph("adjudications"))

    def term_(local: str) -> ox.NamedNode:
        return ox.NamedNode(NAMES.term(local))

    quads = [ox.Quad(hub, LABEL, ox.Literal("Hub", language="en"))]
    for number in range(size):
        gift, event, proof = (node(f"id/{kind}/x{number}") for kind in ("contribution", "event", "evidence"))
        graph = ox.NamedNode(f"{NAMES.sources}s{number % 1000}")
        amount = node(f"id/amount/usd-{number}")
        quads += [
            ox.Quad(gift, term_("hasFunder"), hub),
            ox.Quad(gift, term_("hasAmount"), amount),
            ox.Quad(event, term_("locatedIn"), hub),
            ox.Quad(node(f"id/agreement/x{number}"), term_("hasParty"), hub),
            ox.Quad(proof, term_("supports"), hub, graph),
            ox.Quad(hub, term_("focusesOn"), node(f"id/concept/research-field-x{number % 1500}")),
            ox.Quad(hub, term_("focusesOn"), node("id/concept/research-field-x1"), graph),
            ox.Quad(node(f"id/adjudication/x{number}"), term_("overrulesSubject"), hub, decisions),
        ]
    store.extend(quads)
    return store


def test_a_page_reads_a_bounded_number_of_statements_however_many_there_are(app: Flask) -> None:
    def read(size: int, page: int) -> int:
        reader = Counting(_crowded(size), NAMES)
        lister = Lister(reader, NAMES)
        with app.test_request_context("/"):
            lend()
            told = describe(lister, Look(reader, f"{BASE}id/organization/hub"), page)
            portrait = Painter(reader, lister, NAMES, Display()).portray(told)
        assert page > 1 or len(portrait.relations) >= 3
        return reader.read

    for page in (1, 2):
        few, many = read(12_000, page), read(24_000, page)
        assert many <= 1.05 * few, (page, few, many)
        assert many < 150_000

"""Every IRI that the project mints answers, with RDF that says something about it."""

from __future__ import annotations

from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from accordgraph.engine.formats import GRAPHS, PAGE

from .conftest import Whole
from .content import AGREEMENT, BASE

#: Formats that quick tests over everything ask for; the others are made from the same statements.
QUICK = [each for each in GRAPHS if each.name in ("nt", "jsonld")]


def test_every_iri_answers_and_its_document_speaks_of_it(whole: Whole) -> None:
    client, iris = whole.client, whole.iris
    assert len(iris) > 600
    assert {iri.removeprefix(BASE).partition("/")[0].partition("#")[0] for iri in iris} >= {
        "id", "graph", "ontology", "shapes", "dataset", "dumps", "sparql",
    }  # fmt: skip
    documents: dict[str, list[str]] = {}
    for iri in iris:
        documents.setdefault("/" + iri.removeprefix(BASE).partition("#")[0], []).append(iri)
    for address, named in documents.items():
        for each in QUICK:
            path = address
            response = client.get(path, headers={"Accept": each.media_type}, buffered=True)
            if path.startswith("/id/"):
                assert response.status_code == 303, path
            while response.status_code in (302, 303):
                path = urljoin(path, response.headers["Location"])
                response = client.get(path, headers={"Accept": each.media_type}, buffered=True)
            if path.startswith("/dumps/") or path.endswith(".html"):
                continue
            assert response.status_code == 200, (address, path)
            assert response.content_type == each.content_type
            # A namespace is only how names begin.
            parts = [iri for iri in named if "#" in iri and not iri.endswith("#")]
            wanted = {ox.NamedNode(iri) for iri in (named if path.startswith("/doc/") else parts)}
            if wanted:
                said = ox.parse(response.data, format=ox.RdfFormat.from_media_type(each.media_type))
                assert wanted - {quad.subject for quad in said} == set()


def test_every_thing_has_a_page_whose_links_stay_small(whole: Whole) -> None:
    for iri in whole.iris:
        if iri.startswith(f"{BASE}id/"):
            page = whole.client.get(iri.replace(f"{BASE}id/", "/doc/"), headers={"Accept": PAGE.media_type})
            assert page.status_code == 200, iri
            assert sum(len(value) + 8 for value in page.headers.getlist("Link")) < 4096, iri


def test_a_graph_is_its_own_dump(client: FlaskClient) -> None:
    name = ox.NamedNode(f"{BASE}graph/source/first")
    for extension, form in (("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)):
        quads = list(ox.parse(client.get(f"/graph/source/first.{extension}").data, format=form))
        assert {quad.graph_name for quad in quads} == {name}
        triples = ox.parse(client.get("/graph/source/first.nt").data, format=ox.RdfFormat.N_TRIPLES)
        assert {quad.triple for quad in quads} == {quad.triple for quad in triples}


def test_quads_say_which_source_states_what(client: FlaskClient) -> None:
    quads = list(ox.parse(client.get("/doc/agreement/alpha-beta.nq").data, format=ox.RdfFormat.N_QUADS))
    date = ox.NamedNode(f"{BASE}ontology#date")
    found = {
        (str(quad.graph_name), quad.object.value)
        for quad in quads
        if quad.subject == ox.NamedNode(AGREEMENT) and quad.predicate == date
    }
    stating = {f"<{BASE}graph/source/{slug}>" for slug in ("first", "reprint")}
    assert found == {(graph, "2024-04-03") for graph in ("DEFAULT", *stating)}


@pytest.mark.parametrize("ending", ["", ".ttl", ".html"])
def test_the_name_of_what_is_believed_leads_to_what_is_told_of_it(client: FlaskClient, ending: str) -> None:
    """Dumps and queries know the default graph by this name, though the store has it without one."""
    for method in (client.get, client.head):
        response = method(f"/graph/believed{ending}")
        assert (response.status_code, response.headers["Location"]) == (303, f"../dataset{ending}")
        assert method(f"/dataset{ending}").status_code == 200


@pytest.mark.parametrize("path", ["/id/agreement/alpha-beta", "/doc/agreement/alpha-beta", "/ontology"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_documents_cannot_be_written(client: FlaskClient, path: str, method: str) -> None:
    response = client.open(path, method=method)
    assert response.status_code == 405
    assert {each.strip() for each in response.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", ["/", "/dataset", "/sparql", "/sparql?query=ASK{}", "/nowhere", "/health"])
@pytest.mark.parametrize("method", ["get", "Head", "post", "options", "PROPFIND", "BREW"])
def test_methods_that_the_server_does_not_know_are_not_implemented(
    client: FlaskClient, path: str, method: str
) -> None:
    """Methods are told apart by capital letters; those that it knows are refused with 405 (RFC 9110, 9.1)."""
    for known, status in ((method, 501), ("PATCH", 404 if path == "/nowhere" else 405)):
        response = client.open(path, environ_overrides={"REQUEST_METHOD": known})
        assert response.status_code == status
        assert ("Allow" in response.headers) == (status == 405)


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "PUT", "DELETE", "PATCH", "QUERY"])
def test_a_folder_is_asked_alike_with_its_slash_and_without(app: Flask, method: str) -> None:
    client, folders = app.test_client(), {each.rule for each in app.url_map.iter_rules()}
    paths = [each.replace("<version>", "1.0.0") for each in folders if each.endswith("/") and each != "/"]
    assert {"/dumps/", "/questions/"} <= set(paths)
    for path in paths:
        one, other = client.open(path, method=method), client.open(path.rstrip("/"), method=method)
        assert one.status_code == other.status_code == (204 if method == "OPTIONS" else 405)
        assert one.headers["Allow"] == other.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path",
    [
        "/id/agreement/alpha-beta",
        "/doc/agreement/alpha-beta",
        "/doc/agreement/alpha-beta.html",
        "/doc/agreement/alpha-beta.ttl",
        "/doc/agreement/alpha-beta.linkset.json",
        "/ontology",
        "/dataset.rdf",
        "/graph/source/first.trig",
        "/nowhere",
    ],
)
def test_a_head_request_gets_the_same_headers(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.data == b""
    assert (head.status_code, sorted(head.headers)) == (got.status_code, sorted(got.headers))


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("/id/agreement/%61lpha-beta", "/id/agreement/alpha-beta"),
        ("/doc/%61greement/alpha%2Dbeta.ttl", "/doc/agreement/alpha-beta.ttl"),
        ("/%64ataset", "/dataset"),
    ],
)
def test_an_address_that_escapes_plain_letters_is_the_same_address(
    client: FlaskClient, path: str, same: str
) -> None:
    """RFC 3986, section 6.2.2.2: the two are equivalent, so the server answers and need not redirect."""
    one, other = client.get(path), client.get(same)
    assert (one.status_code, one.data, list(one.headers)) == (
        other.status_code,
        other.data,
        list(other.headers),
    )
    assert one.status_code < 400


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/id/agreement/alpha-beta/", "../alpha-beta"),
        ("/doc/agreement/alpha-beta.ttl/", "../alpha-beta.ttl"),
        ("/doc/agreement/alpha-beta/?page=1", "../alpha-beta?page=1"),
        ("/ontology/", "../ontology"),
        ("/graph/source/first/", "../first"),
    ],
)
def test_a_slash_too_many_leads_to_the_address_without_it(client: FlaskClient, path: str, place: str) -> None:
    """Left alone, the relative links of the answer would lead nowhere."""
    for method in (client.get, client.head):
        response = method(path)
        assert (response.status_code, response.headers["Location"]) == (301, place)
        assert method(urljoin(path, place)).status_code in (200, 303)


@pytest.mark.parametrize(
    "path",
    ["/id/agreement/nowhere/", "/id/agreement/岸田", "/id/agreement/%E5%B2%B8", "/id/agreement/%FF%FE",
     "/id/Agreement/alpha-beta", "/id/agreement/Alpha-Beta", "/id/dragon/", "/id/dragon", "/doc//alpha",
     "/id/agreement/alpha-beta//"],
)  # fmt: skip
def test_what_was_never_named_is_not_found_and_leads_nowhere(client: FlaskClient, path: str) -> None:
    response = client.get(path, follow_redirects=True)
    assert response.status_code == 404
    assert client.get(path).status_code in (301, 404)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", ["//", "//sparql", "//id/agreement/alpha-beta", "///dataset"])
def test_an_address_with_two_slashes_before_it_is_another_one(
    client: FlaskClient, path: str, method: str
) -> None:
    """The framework would take it for the one with one, and relative links would lead nowhere."""
    response = client.open(
        "/", method=method, query_string="query=ASK{}", environ_overrides={"PATH_INFO": path}
    )
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("page", "status"), [("1", 200), ("2", 404), ("0", 400), ("-1", 400), ("x", 400), ("٣", 400)]
)
def test_pages_are_numbered_from_one(client: FlaskClient, page: str, status: int) -> None:
    response = client.get("/doc/agreement/alpha-beta", query_string={"page": page})
    assert response.status_code == status


ENDINGS = ["", *(f".{each.extension}" for each in (*GRAPHS, PAGE))]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_merged_leads_to_what_it_is_part_of_now(client: FlaskClient, ending: str) -> None:
    path = f"/doc/organization/beta-incorporated{ending}"
    for method in (client.get, client.head):
        response = method(path)
        assert response.status_code == 301
        assert urljoin(path, response.headers["Location"]) == f"/doc/organization/beta{ending}"
    response = client.get("/id/organization/beta-incorporated")
    assert (response.status_code, response.headers["Location"]) == (301, "../../id/organization/beta")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("slug", "reason", "successors"),
    [("gamma", "Nobody has ever", []), ("alpha-and-beta", "Two organizations", ["alpha-university", "beta"])],
    ids=["withdrawn", "split"],
)
def test_what_was_withdrawn_is_gone_and_says_why(
    client: FlaskClient, ending: str, slug: str, reason: str, successors: list[str]
) -> None:
    response = client.get(f"/doc/organization/{slug}{ending}")
    assert response.status_code == 410
    assert reason in response.text
    for each in successors:
        assert f"organization/{each}" in response.text
    again = client.get(
        f"/doc/organization/{slug}{ending}", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 410


def test_a_withdrawn_thing_needs_no_redirect_to_say_so(client: FlaskClient) -> None:
    page = client.get("/id/organization/alpha-and-beta", headers={"Accept": "text/html"})
    assert (page.status_code, page.content_type) == (410, "text/html; charset=utf-8")
    assert "owl:deprecated" not in page.text
    for name in ("alpha-university", "beta"):
        assert f'href="../../doc/organization/{name}"' in page.text
    response = client.get("/id/organization/gamma", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.content_type) == (410, "text/turtle; charset=utf-8")
    assert response.headers["Content-Location"] == "../../doc/organization/gamma.ttl"


@pytest.mark.parametrize(
    "name", ["/graph/source/{}", "/doc/evidence/{}-p1-source-title"], ids=["graph", "evidence"]
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_graph_of_a_source_and_its_evidence_go_with_it(
    client: FlaskClient, name: str, ending: str
) -> None:
    gone = client.get(name.format("forged") + ending)
    assert gone.status_code == 410
    assert "Its publisher never published it." in gone.text
    path = name.format("first-print") + ending
    merged = client.get(path)
    assert merged.status_code == 301
    assert urljoin(path, merged.headers["Location"]) == f"/doc/source/first{ending}"
    for other in ("never-there", "first"):
        assert client.get(name.format(f"{other}-x") + ending).status_code == 404


def test_evidence_of_a_withdrawn_source_needs_no_redirect_to_say_so(client: FlaskClient) -> None:
    gone = client.get("/id/evidence/forged-p1", headers={"Accept": "text/turtle"})
    assert (gone.status_code, gone.content_type) == (410, "text/turtle; charset=utf-8")
    assert client.get(gone.headers["Content-Location"].removeprefix("../..")).status_code == 410

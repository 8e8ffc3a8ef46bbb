"""FAIR Signposting profile, both levels, for the dataset and one thing of each kind."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from .site import BASE, DATASET, HTML, RDF, Link, Reply, Site, parse_links

ABOUT_PAGE = "https://schema.org/AboutPage"


@pytest.fixture(scope="session")
def landings(site: Site) -> list[Reply]:
    """The landing pages, as who sends no Accept header and wants no body finds them."""
    return [site.get(address, method="HEAD") for address in site.landing_pages]


def targets(reply: Reply, relation: str) -> list[str]:
    """Return where the links of a relation lead."""
    return [link.target for link in reply.related(relation)]


@pytest.mark.check(
    "signposting.1.cite-as", "Each landing page has exactly one cite-as: the IRI of what it is about"
)
def test_one_iri_to_cite(site: Site, landings: list[Reply]) -> None:
    assert len(landings) > 10
    for landing, thing in zip(landings, [DATASET, *site.samples], strict=True):
        assert targets(landing, "cite-as") == [thing]


@pytest.mark.check(
    "signposting.1.type", "Each landing page has the types AboutPage and that of what it is about"
)
def test_types(landings: list[Reply]) -> None:
    for landing in landings:
        found = targets(landing, "type")
        assert ABOUT_PAGE in found
        assert len(set(found)) > 1, landing.address


@pytest.mark.check("signposting.1.author", "Authors are IRIs that lead somewhere")
def test_authors(site: Site, landings: list[Reply]) -> None:
    authors = {author for landing in landings for author in targets(landing, "author")}
    assert authors
    for author in authors:
        assert site.follow(author, HTML).status == 200


@pytest.mark.check("signposting.1.license", "Each landing page has one licence")
def test_licence(landings: list[Reply]) -> None:
    for landing in landings:
        assert len(targets(landing, "license")) == 1


@pytest.mark.check(
    "signposting.1.describedby", "Each landing page has describedby with its type for each form of RDF"
)
def test_metadata_are_linked(site: Site, landings: list[Reply]) -> None:
    for landing in landings:
        found = landing.related("describedby")
        assert {link.media_type for link in found} >= set(RDF)
        for link in found:
            reply = site.get(link.target)
            assert (reply.status, reply.media_type) == (200, link.media_type)


@pytest.mark.check(
    "signposting.1.item", "The dataset's landing page has an item with its type for each file of data"
)
def test_files_are_linked(site: Site) -> None:
    found = site.get(DATASET).related("item")
    # The metadata are what the landing page itself says; their file cannot hold its own size and digest.
    listed = {
        each
        for each in site.page("/dumps/").targets("a")
        if each.endswith(".gz") and not each.endswith("/metadata.nq.gz")
    }
    assert (
        {link.target.rpartition("/")[2] for link in found}
        >= {each.rpartition("/")[2] for each in listed}
        != set()
    )
    for link in found:
        reply = site.follow(link.target)
        assert (reply.status, reply.media_type) == (200, link.media_type)


@pytest.mark.check(
    "signposting.1.collection", "Each landing page of a thing leads to the collection: the dataset"
)
def test_things_are_part_of_the_dataset(landings: list[Reply]) -> None:
    assert targets(landings[0], "collection") == []
    for landing in landings[1:]:
        assert targets(landing, "collection") == [DATASET]


@pytest.mark.check("signposting.1.describes", "Metadata lead back to the landing page by describes")
def test_metadata_lead_back(site: Site, landings: list[Reply]) -> None:
    for landing in landings:
        for link in landing.related("describedby"):
            if link.media_type in RDF:
                assert targets(site.get(link.target), "describes") == [landing.address]


@pytest.mark.check(
    "signposting.1.content", "Each file leads to its landing page by collection, and names its licence"
)
def test_files_lead_back(site: Site) -> None:
    items = site.get(DATASET).related("item")
    assert items
    for link in items:
        reply = site.follow(link.target, method="HEAD")
        assert DATASET in targets(reply, "collection"), link.target
        assert len(targets(reply, "license")) == 1, link.target


@pytest.mark.check(
    "signposting.1.page", "The page itself has the same links, for who does not see the headers"
)
def test_the_page_has_the_same_links(site: Site, landings: list[Reply]) -> None:
    for landing in landings:
        page = site.page(landing.address)
        for relation in (
            "cite-as",
            "type",
            "author",
            "describedby",
            "license",
            "item",
            "collection",
            "linkset",
        ):
            assert page.targets("link", rel=relation) == targets(landing, relation), (
                landing.address,
                relation,
            )


def _of_json(reply: Reply) -> set[Link]:
    """Read a link set in JSON (RFC 9264): anchors and targets are relative to the document."""
    found = set()
    for context in reply.json["linkset"]:
        anchor = urljoin(reply.address, context.pop("anchor"))
        for relation, each in context.items():
            found |= {
                Link(anchor, relation, urljoin(reply.address, to["href"]), to.get("type", "")) for to in each
            }
    return found


@pytest.mark.check("signposting.2.linkset", "Each landing page leads to its link set, in JSON and as text")
@pytest.mark.check(
    "signposting.2.equal", "Both link sets say what the headers of the page and of its metadata say"
)
def test_link_sets_say_what_the_headers_say(site: Site, landings: list[Reply]) -> None:
    for landing in landings:
        places = {link.media_type: link.target for link in landing.related("linkset")}
        assert set(places) == {"application/linkset+json", "application/linkset"}
        for media_type, place in places.items():
            reply = site.get(place)
            assert (reply.status, reply.media_type) == (200, media_type)
        as_json = _of_json(site.get(places["application/linkset+json"]))
        plain = site.get(places["application/linkset"])
        assert set(parse_links(" ".join(plain.text.split()), plain.address)) == as_json
        anchors = {link.anchor for link in as_json}
        metadata = {link.target for link in landing.related("describedby") if link.media_type in RDF}
        assert anchors >= {landing.address, *metadata}
        for anchor in anchors:
            told = {link for link in as_json if link.anchor == anchor}
            assert told == set(site.get(anchor, method="HEAD").links), anchor


@pytest.mark.check(
    "signposting.catalog", "/.well-known/api-catalog lists endpoint and dumps (FAIRiCat, RFC 9727)"
)
def test_the_catalogue_lists_what_programs_use(site: Site) -> None:
    reply = site.get("/.well-known/api-catalog")
    assert (reply.status, reply.media_type) == (200, "application/linkset+json")
    links = _of_json(reply)
    assert {link.target for link in links if link.relation == "item"} >= {f"{BASE}sparql", f"{BASE}dumps/"}
    for link in links:
        found = site.follow(link.target, link.media_type or None)
        assert found.status == 200, link
        assert link.media_type in ("", found.media_type), link
    assert {link.relation for link in links if link.anchor == f"{BASE}sparql"} >= {
        "service-desc",
        "service-doc",
    }

"""The pages of the ontology and of the shapes, as a real server sends them for the real content."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from functools import cache
from itertools import pairwise
from urllib.parse import urldefrag, urljoin
from xml.etree.ElementTree import Element

import html5rdf  # type: ignore[import-untyped]
import owlready2  # type: ignore[import-untyped]
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from ..tongues import JAPANESE

BASE = "https://w3id.org/accordgraph/"
TERMS, SHAPES = f"{BASE}ontology#", f"{BASE}shapes#"
#: What a browser sends (Firefox 128).
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
PAGES = [
    (path, language) for path in ("/ontology", "/ontology/0.1.0", "/shapes") for language in ("en", "ja")
]


class Page:
    """A page as a browser that runs no scripts reads it."""

    def __init__(self, address: str, text: str) -> None:
        self.address, self.text = address, text
        # Strict: what is not well-formed HTML fails here.
        self.root = html5rdf.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.ids = [each.get("id") for each in self.root.iter() if each.get("id")]

    def at(self, anchor: str) -> Element:
        """The element with an id."""
        return next(each for each in self.root.iter() if each.get("id") == anchor)

    def hrefs(self, within: Element | None = None) -> list[str]:
        """Where the links lead, as they are written."""
        found = (within if within is not None else self.root).iter("a")
        return [each.get("href", "") for each in found]

    def language(self, element: Element) -> str:
        """The language that an element's text is said to be in."""
        while "lang" not in element.attrib:
            element = self.parents[element]
        return element.attrib["lang"]


def words(element: Element) -> str:
    """An element's text, white space as one space."""
    return " ".join(" ".join(element.itertext()).split())


@cache
def fetched(address: str, accept: str, language: str) -> tuple[str, str]:
    """The content type and the text at an address."""
    request = urllib.request.Request(address, headers={"Accept": accept, "Accept-Language": language})
    with urllib.request.urlopen(request, timeout=120) as response:
        return response.headers["Content-Type"], response.read().decode()


@cache
def page(address: str, language: str = "en") -> Page:
    """The page at an address, asked for as a browser does."""
    content_type, text = fetched(address, BROWSER, language)
    assert content_type == "text/html; charset=utf-8"
    return Page(address, text)


@pytest.fixture(scope="module")
def ontology(endpoint: str) -> Graph:
    """The ontology, as the server gives it to programs."""
    return Graph().parse(data=fetched(f"{endpoint}/ontology", "text/turtle", "")[1], format="turtle")


@pytest.fixture(scope="module")
def shapes(endpoint: str) -> Graph:
    """The shapes, as the server gives them to programs."""
    return Graph().parse(data=fetched(f"{endpoint}/shapes", "text/turtle", "")[1], format="turtle")


def terms(ontology: Graph) -> list[str]:
    """The names of the ontology's own terms."""
    own = ontology.subjects(RDFS.isDefinedBy, URIRef(f"{BASE}ontology"))
    return sorted(str(term).removeprefix(TERMS) for term in own)


def classes(ontology: Graph) -> set[str]:
    """The ontology's own classes."""
    return {each for each in map(str, ontology.subjects(RDF.type, OWL.Class)) if each.startswith(TERMS)}


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_each_place_is_there_once(endpoint: str, path: str, language: str) -> None:
    found = page(endpoint + path, language)
    assert len(found.ids) == len(set(found.ids))
    inside = [href[1:] for href in found.hrefs() if href.startswith("#")]
    assert len(inside) > 20
    assert set(inside) <= set(found.ids)


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.1.0"])
def test_every_term_has_its_place(endpoint: str, ontology: Graph, path: str) -> None:
    assert len(terms(ontology)) > 80
    assert set(terms(ontology)) <= set(page(endpoint + path).ids)


def test_every_shape_has_its_place(endpoint: str, shapes: Graph) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape)
    named = {
        shape
        for kind in kinds
        for shape in map(str, shapes.subjects(RDF.type, kind))
        if shape.startswith(SHAPES)
    }
    assert len(named) > 140
    assert {shape.removeprefix(SHAPES) for shape in named} <= set(page(f"{endpoint}/shapes").ids)


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.1.0", "/shapes"])
def test_every_link_leads_somewhere(endpoint: str, path: str) -> None:
    addresses = {urljoin(endpoint + path, href) for href in page(endpoint + path).hrefs()}
    inside = sorted(each for each in addresses if each.startswith(endpoint))
    assert all(each.startswith(("http://", "https://")) for each in addresses)
    assert len(inside) > 100
    for address in inside:
        place, fragment = urldefrag(address)
        content_type, text = fetched(place, BROWSER, "en")
        if fragment and place.endswith(("/ontology", "/ontology/0.1.0", "/shapes", "/dataset")):
            assert f'id="{fragment}"' in text, address
        assert content_type


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_nothing_is_asked_of_others_and_nothing_needs_a_script(
    endpoint: str, path: str, language: str
) -> None:
    root = page(endpoint + path, language).root
    # Of scripts there are only the program's own, which no page needs.
    loaded = [each.get("src", "") for each in root.iter() if each.get("src") and each.tag != "script"]
    scripts = [each.get("src", "") for each in root.iter("script")]
    sheets = [each.get("href", "") for each in root.iter("link") if each.get("rel") == "stylesheet"]
    icons = [each.get("href", "") for each in root.iter("link") if each.get("rel") == "icon"]
    assert sheets
    assert icons
    sheets += icons
    assert all(urljoin(endpoint + path, each).startswith(endpoint) for each in loaded + sheets)
    for each in loaded + sheets:
        assert fetched(urljoin(endpoint + path, each), "*/*", "")[1]
    assert all(re.match(r"[./]*static/built/", each) for each in scripts)
    names = {name for each in root.iter() for name in each.attrib}
    assert not [name for name in names if name == "style" or name.startswith("on")]


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_headings_come_in_order(endpoint: str, path: str, language: str) -> None:
    root = page(endpoint + path, language).root
    levels = [int(each.tag[1]) for each in root.iter() if re.fullmatch("h[1-6]", str(each.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(words(each) for each in root.iter() if re.fullmatch("h[1-6]", str(each.tag)))


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_japanese_is_said_to_be_japanese(endpoint: str, path: str, language: str) -> None:
    found = page(endpoint + path, language)
    for each in found.root.iter():
        texts = [each.text or "", *(child.tail or "" for child in each)]
        if any(JAPANESE.search(text) for text in texts):
            assert found.language(each) == "ja", texts


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_whoever_cannot_see_is_told(endpoint: str, path: str, language: str) -> None:
    found = page(endpoint + path, language)
    for each in found.root.iter():
        labelled = each.get("aria-labelledby", "").split()
        assert set(labelled) <= set(found.ids)
        if each.tag == "nav" or each.get("role") in ("region", "img"):
            assert labelled or each.get("aria-label"), each.attrib
        if each.tag == "a":
            assert words(each) or each.get("aria-label"), each.attrib
        if each.get("tabindex") == "0":
            assert each.get("role") == "region"
    for table in found.root.iter("table"):
        assert all(cell.get("scope") for cell in table.iter("th"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_term_is_defined_in_both_languages_the_readers_first(
    endpoint: str, ontology: Graph, language: str
) -> None:
    found = page(f"{endpoint}/ontology", language)
    for name in terms(ontology):
        defined = {
            str(text.language): str(text)
            for text in ontology.objects(URIRef(TERMS + name), SKOS.definition)
            if isinstance(text, Literal)
        }
        shown = [(each.get("lang"), words(each)) for each in found.at(name).iter("p") if each.get("lang")]
        order = [language, "ja" if language == "en" else "en"]
        assert shown[:2] == [(each, defined[each]) for each in order], name


def test_a_version_of_the_page_leads_to_its_own_files(endpoint: str) -> None:
    found = page(f"{endpoint}/ontology/0.1.0")
    hrefs = found.hrefs()
    assert f"Address to cite {BASE}ontology/0.1.0 " in words(found.root)
    assert "0.1.0.ttl" in hrefs
    assert "#Person" in hrefs


def test_the_hierarchy_is_drawn_and_listed(endpoint: str, ontology: Graph) -> None:
    found = page(f"{endpoint}/ontology")
    section = found.parents[found.at("section-hierarchy")]
    (drawing,) = (each for each in section.iter() if str(each.tag).endswith("svg"))
    drawn = {each.text for each in drawing.iter() if str(each.tag).endswith("text")}
    (listed,) = (each for each in section.iter("div") if each.get("class") == "tree")
    assert {f"#{each.removeprefix(TERMS)}" for each in classes(ontology)} == set(found.hrefs(listed))
    assert drawn == {words(each) for each in listed.iter("a")}
    assert drawing.get("role") == "img"


#: Term -> what its part of the page says: rules in plain words, alignments, examples by rule, what uses it.
SAID = [
    ("CooperationAgreement", "part count", "at most one", "Each value is at least 2 ."),
    ("CooperationAgreement", "is close to", "gist/Agreement"),
    ("CooperationAgreement", "Never also anything of another class at the top"),
    ("CooperationAgreement", "Several agreements presented as one"),
    ("Company", "Broader organization", "as every organization", "located in"),
    ("Organization", "Narrower", "university", "Value of", "has party"),
    ("hasAmount", "Said of combined total , funding contribution", "Values monetary amount", "at most one"),
    ("hasMeasure", "Each value is a concept of measures"),
    ("buildsOn", "Each value is of one of the classes programme , statement"),
    ("datePrecision", "everything that has date", "exactly one"),
    ("periodStart", "No value is more than that of period end", "are the two swapped?"),
    ("currency", "USD"),
    ("City", "Chicago Hiroshima"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, *said in SAID])
def test_a_term_tells_what_it_is_used_for(endpoint: str, name: str, said: list[str]) -> None:
    text = words(page(f"{endpoint}/ontology").at(name))
    assert [each for each in said if each not in text] == [], text


def test_examples_are_the_first_by_address(endpoint: str) -> None:
    found = page(f"{endpoint}/ontology")
    (examples,) = (each for each in found.at("University").iter("ul") if each.get("class") == "examples")
    query = "SELECT ?x WHERE { ?x a <https://w3id.org/accordgraph/ontology#University> } ORDER BY ?x LIMIT 3"
    address = f"{endpoint}/sparql?query={urllib.parse.quote(query)}"
    expected = fetched(address, "text/csv", "")[1].split()[1:]
    shown = [href.replace("./doc/", f"{BASE}id/") for href in found.hrefs(examples)]
    assert shown == expected


def test_the_rules_of_a_term_lead_to_the_shapes(endpoint: str) -> None:
    hrefs = page(f"{endpoint}/ontology").hrefs(page(f"{endpoint}/ontology").at("periodStart"))
    assert "./shapes#Statistic-periodStart" in hrefs


#: Shape -> what its part of the page says.
ASKED = [
    ("Statistic", "every statistic", "(violation)", "Its IRI matches", "does its kind not fit its class?"),
    ("Statistic-closed", "It has no other properties than kind , name , comment , value"),
    ("Statistic-hasHost", "has host : at most one (violation)", "Each value is of the class place"),
    ("Thing-label", "at least one", "The language of each value is one of en , ja"),
    ("LocatedEvidence", "At least one of these holds:", "Of evidence grade :", "One of the values is cited"),
    ("SourceSubject", "what points here by supports", "At least 1 of the values fit this:",
     "The program applies it"),
    ("Dated", "everything that has date , everything that has deadline"),
    ("Adjudication-overrulesGraph", f"Each value begins with {BASE}graph/source/"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, *said in ASKED])
def test_a_shape_says_in_words_what_it_asks_for(endpoint: str, name: str, said: list[str]) -> None:
    text = words(page(f"{endpoint}/shapes").at(name))
    assert [each for each in said if each not in text] == [], text


def test_every_message_of_a_shape_is_shown(endpoint: str, shapes: Graph) -> None:
    text = words(page(f"{endpoint}/shapes").root)
    messages = [" ".join(str(each).split()) for each in shapes.objects(None, SH.message)]
    assert messages
    assert [each for each in messages if each not in text] == []


def test_no_parameter_of_a_shape_is_left_without_words(endpoint: str) -> None:
    for language in ("en", "ja"):
        assert not re.search(r"\bsh:\w+: ", words(page(f"{endpoint}/shapes", language).root))


def test_the_lists_of_concepts_are_counted(endpoint: str) -> None:
    found = page(f"{endpoint}/ontology")
    section = found.parents[found.at("section-schemes")]
    query = (
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT ?s (COUNT(?c) AS ?n) WHERE { ?c skos:inScheme ?s } GROUP BY ?s"
    )
    address = f"{endpoint}/sparql?query={urllib.parse.quote(query)}"
    rows = dict(line.split(",") for line in fetched(address, "text/csv", "")[1].split()[1:])
    shown = {
        found.hrefs(row)[0].replace("./doc/", f"{BASE}id/"): words(row).rpartition(" ")[2]
        for row in list(section.iter("tr"))[1:]
    }
    assert shown == rows


def test_it_tells_version_citation_prefix_and_licence(endpoint: str) -> None:
    found = page(f"{endpoint}/ontology")
    text = words(found.root)
    for said in (
        "Version 0.1.0",
        "Prefix accord:",
        f"Namespace {TERMS}",
        "Status draft",
        "Licence CC BY 4.0",
    ):
        assert said in text
    assert "ontology, version 0.1.0." in words(found.parents[found.at("section-citation")])
    assert "The first version" in words(found.parents[found.at("section-versions")])


@pytest.mark.parametrize("accept", ["", "*/*"])
def test_who_names_no_wish_gets_turtle_as_everywhere(endpoint: str, accept: str) -> None:
    assert fetched(f"{endpoint}/ontology", accept, "")[0] == "text/turtle; charset=utf-8"


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", ["ontology", "ontology/0.1.0", "ontology.rdf"])
def test_owlready2_loads_it_by_its_address(endpoint: str, ontology: Graph, path: str) -> None:
    world = owlready2.World()
    loaded = world.get_ontology(f"{endpoint}/{path}").load()
    own = {str(each.iri) for each in world.classes() if str(each.iri).startswith(TERMS)}
    assert own == classes(ontology)
    assert loaded.base_iri == TERMS


def test_rdflib_loads_it_by_its_address(endpoint: str, ontology: Graph) -> None:
    assert len(Graph().parse(f"{endpoint}/ontology")) == len(ontology)

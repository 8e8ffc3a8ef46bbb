"""HTTP and web pages: what standards ask of any server and any page."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from rdflib import DCTERMS, URIRef

from .site import BASE, DATASET, HTML, TURTLE, Site

STYLE = Path(__file__).parents[2] / "server" / "accordgraph" / "web" / "static" / "style.css"
FORM_ELEMENTS = ("input", "select", "textarea")


@pytest.fixture(scope="session")
def addresses(site: Site) -> list[str]:
    """The addresses of all sorts of pages."""
    return [BASE, *site.documents, f"{BASE}sparql", f"{BASE}dumps/", f"{BASE}quality"]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour #rrggbb (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.check(
    "web.etag", "Strong ETags, a different one for each form; If-None-Match gives 304 (RFC 9110)"
)
def test_what_a_client_has_is_not_sent_again(site: Site) -> None:
    for address in site.documents:
        tags = set()
        for accept in (HTML, TURTLE):
            reply = site.follow(address, accept)
            tag = reply.header("ETag")
            assert re.fullmatch(r'"[^"]+"', tag), address
            again = site.get(reply.address, accept, If_None_Match=tag)
            assert (again.status, again.body, again.header("ETag")) == (304, b"", tag)
            assert site.get(reply.address, accept, If_None_Match='"another"').status == 200
            tags.add(tag)
        assert len(tags) == 2


@pytest.mark.check("web.head", "HEAD gives the headers of GET, and no body")
def test_head_is_get_without_its_body(site: Site, addresses: list[str]) -> None:
    for address in addresses:
        whole, head = site.follow(address, HTML), site.follow(address, HTML, method="HEAD")
        assert (head.status, head.body) == (whole.status, b"")
        for name in ("Content-Type", "Content-Length", "ETag", "Link", "Vary", "Cache-Control"):
            assert head.header(name) == whole.header(name), (address, name)


@pytest.mark.check(
    "web.methods", "What is not allowed is refused with 405 and Allow; OPTIONS tells it, and CORS"
)
def test_methods_that_are_not_allowed_are_refused(site: Site) -> None:
    for address in (*site.documents, f"{BASE}dumps/"):
        refused = site.get(address, method="DELETE")
        assert refused.status == 405
        assert {"GET", "HEAD"} <= set(re.split(r"\s*,\s*", refused.header("Allow")))
        told = site.get(address, method="OPTIONS", Origin="https://example.org")
        assert told.status == 204
        assert told.header("Access-Control-Allow-Origin") == "*"
        assert told.header("Allow") == refused.header("Allow")


@pytest.mark.check("web.problem", "Errors are problem+json for programs and pages for people (RFC 9457)")
def test_errors_are_problems(site: Site) -> None:
    places = {
        "/id/organization/nobody": 404,
        "/nowhere": 404,
        "/sparql?query=SELEC": 400,
        "/dataset/9.9.9": 404,
    }
    for place, status in places.items():
        reply = site.get(place, "application/json")
        assert (reply.status, reply.media_type) == (status, "application/problem+json")
        assert reply.json["status"] == status
        assert reply.json["title"]
        assert len(reply.json["detail"].split()) > 3
        page = site.get(place, HTML)
        assert (page.status, page.media_type) == (status, HTML)
        assert len(page.page.all("h1")) == 1


@pytest.mark.check("web.link", "Every Link header is well formed (RFC 8288)")
def test_link_headers_are_well_formed(site: Site, addresses: list[str]) -> None:
    found = [site.follow(address, accept).links for address in addresses for accept in (HTML, TURTLE, None)]
    assert sum(map(len, found)) > 100
    for link in (each for links in found for each in links):
        assert re.fullmatch(r"https?://\S+", link.target), link
        assert re.fullmatch(r"[a-z][a-z0-9.-]*", link.relation), link


@pytest.mark.check("web.robots", "robots.txt keeps crawlers from queries, not from documents (RFC 9309)")
def test_robots_may_read_documents(site: Site) -> None:
    reply = site.get("/robots.txt")
    assert (reply.status, reply.media_type) == (200, "text/plain")
    refused = re.findall(r"^Disallow:\s*(\S+)", reply.text, re.MULTILINE)
    assert any("/sparql?query=".startswith(each) for each in refused)
    for address in site.documents:
        assert not any(f"/{address.removeprefix(BASE)}".startswith(each) for each in refused)


@pytest.mark.check(
    "web.sitemap", "The sitemap is valid, within its limits, dated, and lists documents that are there"
)
def test_the_sitemap_is_valid(site: Site) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    (place,) = re.findall(r"^Sitemap: (\S+)$", site.get("/robots.txt").text, re.MULTILINE)
    index = ElementTree.fromstring(site.get(place).body)  # noqa: S314 - our own
    parts = (
        [str(each.text) for each in index.iter(f"{space}loc")]
        if index.tag == f"{space}sitemapindex"
        else [place]
    )
    pages = []
    for part in parts:
        root = ElementTree.fromstring(site.get(part).body)  # noqa: S314 - our own
        assert root.tag == f"{space}urlset"
        entries = list(root.iter(f"{space}url"))
        assert 0 < len(entries) <= 50_000
        for entry in entries:
            datetime.fromisoformat(str(entry.findtext(f"{space}lastmod")))
            pages.append(str(entry.findtext(f"{space}loc")))
    assert len(pages) == len(set(pages)) > 100
    for page in pages:
        assert site.get(page, HTML).status == 200, page


@pytest.mark.check(
    "web.security", "security.txt has a contact, and ends within a year of the data's last change (RFC 9116)"
)
def test_weaknesses_can_be_told(site: Site) -> None:
    reply = site.get("/.well-known/security.txt")
    assert (reply.status, reply.header("Content-Type")) == (200, "text/plain; charset=utf-8")
    fields = dict(re.findall(r"^([\w-]+): (\S.*)$", reply.text, re.MULTILINE))
    assert re.match(r"(https|mailto|tel):", fields["Contact"])
    changed = site.graph(DATASET).value(URIRef(DATASET), DCTERMS.modified)
    ends = datetime.fromisoformat(fields["Expires"]) - datetime.fromisoformat(f"{changed}T00:00:00Z")
    assert timedelta(0) < ends < timedelta(days=365)


@pytest.mark.check("web.openapi", "An OpenAPI description that validates")
def test_the_description_for_programs_is_valid(site: Site) -> None:
    validate(json.loads(site.get(f"{BASE}openapi.json").body), cls=OpenAPIV31SpecValidator)


@pytest.mark.check("web.csp", "A strict Content-Security-Policy, and nosniff, on every page")
def test_pages_are_guarded(site: Site, addresses: list[str]) -> None:
    for address in addresses:
        reply = site.follow(address, HTML)
        policy = reply.header("Content-Security-Policy")
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy
        assert "http:" not in policy
        assert "https:" not in policy
        assert reply.header("X-Content-Type-Options") == "nosniff"


@pytest.mark.check("web.own", "Pages load nothing from other sites")
def test_pages_load_nothing_from_elsewhere(site: Site, addresses: list[str]) -> None:
    for address in addresses:
        page = site.page(address)
        loaded = [
            each.get("src", "") for name in ("script", "img", "iframe", "video") for each in page.all(name)
        ]
        loaded += [each.get("href", "") for each in page.all("link", rel="stylesheet")]
        assert any(loaded)
        for each in filter(None, loaded):
            assert urljoin(page.address, each).startswith(BASE), (address, each)
            assert not re.match(r"\w+:|//", each), (address, each)
    assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", STYLE.read_text("utf-8"))


@pytest.mark.check(
    "web.scripts", "Pages say the same without scripts: names, facts and addresses are in the HTML"
)
def test_pages_need_no_scripts(site: Site) -> None:
    for thing in site.samples:
        page, graph = site.page(thing), site.graph(thing)
        labels = {
            str(each) for name, each in graph.predicate_objects(None) if str(name).lower().endswith("label")
        }
        assert thing in page.words
        assert any(label in page.words for label in labels)
        assert len(page.words) > 200


@pytest.mark.check("web.wcag.language", "The language of each page is stated, in both languages (WCAG 3.1.1)")
def test_pages_state_their_language(site: Site, addresses: list[str]) -> None:
    for address in addresses:
        for language in ("en", "ja"):
            reply = site.get(site.follow(address, HTML).address, HTML, Accept_Language=language)
            assert reply.page.root.get("lang") == language, address


@pytest.mark.check(
    "web.wcag.headings", "One first heading, no level left out, and a title (WCAG 1.3.1, 2.4.2, 2.4.6)"
)
def test_headings_are_in_order(site: Site, addresses: list[str]) -> None:
    for address in addresses:
        page = site.page(address)
        levels = [int(each.tag[1]) for each in page.root.iter() if re.fullmatch("h[1-6]", str(each.tag))]
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(after - before <= 1 for before, after in pairwise(levels)), address
        (title,) = page.all("title")
        assert len("".join(title.itertext())) > 10


@pytest.mark.check(
    "web.wcag.labels",
    "Every field has a label, every image a text, every link words (WCAG 1.1.1, 2.4.4, 4.1.2)",
)
def test_everything_has_a_name(site: Site, addresses: list[str]) -> None:
    for address in addresses:
        page = site.page(address)
        labelled = {each.get("for") for each in page.all("label")}
        for field in (each for name in FORM_ELEMENTS for each in page.all(name)):
            if field.get("type") not in ("hidden", "submit"):
                assert field.get("id") in labelled or field.get("aria-label"), address
        assert all(each.get("alt") is not None for each in page.all("img"))
        for each in page.all("a"):
            assert "".join(each.itertext()).strip() or each.get("aria-label"), address


@pytest.mark.check(
    "web.wcag.tables", "Tables have headers, and scroll by keyboard within a named region (WCAG 1.3.1, 2.1.1)"
)
def test_tables_have_headers(site: Site, addresses: list[str]) -> None:
    tables = 0
    for address in addresses:
        page = site.page(address)
        for table in page.all("table"):
            tables += 1
            assert [each for each in table.iter("th") if each.get("scope")], address
        for box in page.all("div", **{"class": "scroll"}):
            assert box.get("tabindex") == "0", address
            assert box.get("aria-label") or box.get("aria-labelledby") in page.anchors, address
    assert tables > 10


@pytest.mark.check("web.wcag.skip", "A link past the navigation, and landmarks (WCAG 2.4.1)")
def test_the_navigation_can_be_skipped(site: Site, addresses: list[str]) -> None:
    for address in addresses:
        page = site.page(address)
        assert page.all("a", **{"class": "skip"})[0].get("href", "").lstrip("#") in page.anchors, address
        assert [len(page.all(name)) for name in ("main", "header", "footer")] == [1, 1, 1], address


@pytest.mark.check("web.wcag.contrast", "Text has a contrast of 4.5 to 1, by light and by dark (WCAG 1.4.3)")
def test_text_has_contrast() -> None:
    pairs = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", STYLE.read_text("utf-8"))
    colours = {name: shades for name, *shades in pairs}
    for ground in ("surface", "raised"):
        for name in ("text", "quiet", "link", "alert"):
            for one, other in zip(colours[ground], colours[name], strict=True):
                low, high = sorted((luminance(one), luminance(other)))
                assert (high + 0.05) / (low + 0.05) >= 4.5, (ground, name, one, other)


@pytest.mark.check("web.zoom", "Pages may be zoomed and fit narrow screens (WCAG 1.4.4, 1.4.10)")
def test_pages_may_be_zoomed(site: Site, addresses: list[str]) -> None:
    for address in addresses:
        (viewport,) = [each for each in site.page(address).all("meta") if each.get("name") == "viewport"]
        assert viewport.get("content", "").startswith("width=device-width")
        assert "maximum-scale" not in viewport.get("content", "")
        assert "user-scalable" not in viewport.get("content", "")

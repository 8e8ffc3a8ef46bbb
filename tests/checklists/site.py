"""The running server as a stranger sees it: addresses, headers, links, graphs and pages."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5rdf  # type: ignore[import-untyped]
import pyoxigraph as ox
from rdflib import Graph

BASE = "https://w3id.org/accordgraph/"
ONTOLOGY, DATASET = f"{BASE}ontology", f"{BASE}dataset"
TERMS = f"{ONTOLOGY}#"
HTML, TURTLE = "text/html", "text/turtle"
#: What a browser sends (Firefox 128).
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
#: The forms of RDF that clients ask for most.
RDF = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")

# RFC 8288, section 3: the whole of a Link header's value, item by item.
_NAME = r"[!#$%&'*+.^`|~\w-]+"
_LINK = re.compile(
    rf'\s*<(?P<target>[^<>"\s]*)>(?P<parameters>(?:\s*;\s*{_NAME}\s*=\s*(?:"(?:[^"\\]|\\.)*"|{_NAME}))*)\s*(?:,|$)'
)
_PARAMETER = re.compile(rf';\s*({_NAME})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|({_NAME}))')


@dataclass(frozen=True)
class Link:
    """One typed link: where it leads from and to, both absolute, what it is, and the type of the target."""

    anchor: str
    relation: str
    target: str
    media_type: str = ""


@dataclass(frozen=True)
class Reply:
    """What the server answered at an address; `address` is absolute and as it is published."""

    address: str
    status: int
    headers: Message
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, all its lines joined; "" where it is missing."""
        return ", ".join(self.headers.get_all(name, []))

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.header("Content-Type").partition(";")[0].strip()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @cached_property
    def links(self) -> list[Link]:
        """The links of the Link headers; fails where they are not well formed."""
        return [link for line in self.headers.get_all("Link", []) for link in parse_links(line, self.address)]

    def related(self, relation: str) -> list[Link]:
        """Return the links of one relation."""
        return [link for link in self.links if link.relation == relation]

    @property
    def triples(self) -> list[ox.Triple]:
        """The statements that the body makes."""
        format_ = ox.RdfFormat.from_media_type(self.media_type)
        assert format_ is not None, (self.address, self.status, self.media_type)
        return [quad.triple for quad in ox.parse(self.body, format=format_, base_iri=self.address)]

    @cached_property
    def graph(self) -> Graph:
        """The graph that the body says."""
        data = ox.serialize(self.triples, format=ox.RdfFormat.N_TRIPLES)
        return Graph().parse(data=data, format="nt")

    @cached_property
    def page(self) -> Page:
        """The page that the body is."""
        assert self.media_type == HTML, self.media_type
        return Page(self.address, html5rdf.parse(self.text, namespaceHTMLElements=False))

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the server sends
        """The value that the body is."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Page:
    """A page as a browser that runs no scripts reads it."""

    address: str
    root: Element

    def all(self, name: str, **attributes: str) -> list[Element]:
        """Return the elements with a name and with attributes; each attribute may hold other words, too."""
        return [
            each
            for each in self.root.iter(name)
            if all(value in each.get(key, "").split() for key, value in attributes.items())
        ]

    def targets(self, name: str, **attributes: str) -> list[str]:
        """Return where these elements lead, absolute."""
        return [urljoin(self.address, each.get("href", "")) for each in self.all(name, **attributes)]

    @property
    def anchors(self) -> set[str]:
        """The places on the page that an address can name."""
        return {found for each in self.root.iter() if (found := each.get("id"))}

    @property
    def words(self) -> str:
        """The text of the page's body."""
        return " ".join(" ".join(text.split()) for each in self.all("body") for text in each.itertext())

    def scripts(self, media_type: str) -> list[Any]:
        """Return the JSON that the page carries in script elements of a type."""
        found = [each for each in self.root.iter("script") if each.get("type") == media_type]
        return [json.loads("".join(each.itertext())) for each in found]


@dataclass
class Site:
    """The server at a URL. Addresses may be paths or published IRIs; what is asked twice is fetched once."""

    url: str
    _kept: dict[tuple[object, ...], Reply] = field(default_factory=dict)

    def get(self, address: str, accept: str | None = None, method: str = "GET", **headers: str) -> Reply:
        """Ask for an address; no redirect is followed. Underscores in names of headers stand for hyphens."""
        published = urljoin(BASE, address.removeprefix("/")) if address.startswith("/") else address
        assert published.startswith(BASE), published
        key = (published, accept, method, *sorted(headers.items()))
        if key not in self._kept:
            self._kept[key] = self._fetch(published, accept, method, headers)
        return self._kept[key]

    def follow(self, address: str, accept: str | None = None, method: str = "GET") -> Reply:
        """Ask for an address, and wherever it leads to."""
        for _ in range(6):
            reply = self.get(address.partition("#")[0], accept, method)
            if reply.status not in (301, 302, 303, 307, 308):
                return reply
            address = urljoin(reply.address, reply.header("Location"))
        raise AssertionError(f"{address} leads on and on")

    def graph(self, address: str, accept: str = TURTLE) -> Graph:
        """Return the graph at an address."""
        reply = self.follow(address, accept)
        assert reply.status == 200, (address, reply.status)
        return reply.graph

    def page(self, address: str) -> Page:
        """Return the page at an address."""
        reply = self.follow(address, HTML)
        assert reply.status == 200, (address, reply.status)
        return reply.page

    def ask(self, query: str) -> list[dict[str, str]]:
        """Return the rows of a query's answer as text."""
        form = urlencode({"query": query, "format": "json"})
        answer = self.get(f"/sparql?{form}").json
        return [{name: cell["value"] for name, cell in row.items()} for row in answer["results"]["bindings"]]

    def count(self, pattern: str, what: str = "*") -> int:
        """Count the solutions of a pattern, or the distinct values of a variable."""
        counted = "*" if what == "*" else f"DISTINCT {what}"
        return int(self.ask(f"SELECT (COUNT({counted}) AS ?n) WHERE {{ {pattern} }}")[0]["n"])

    @cached_property
    def things(self) -> list[str]:
        """The IRIs of all things that are talked about, in whichever graph."""
        rows = self.ask(
            "SELECT DISTINCT ?s WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } "
            f'FILTER(STRSTARTS(STR(?s), "{BASE}id/")) }} ORDER BY ?s'
        )
        return [row["s"] for row in rows]

    @cached_property
    def samples(self) -> list[str]:
        """One thing of each kind."""
        return list({thing.removeprefix(BASE).split("/")[1]: thing for thing in self.things}.values())

    @cached_property
    def documents(self) -> list[str]:
        """The addresses of documents of every sort, each of which is a page and a graph."""
        samples = [self.follow(thing, TURTLE).address.removesuffix(".ttl") for thing in self.samples]
        graphs = [row["g"] for row in self.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { } } ORDER BY ?g")]
        return [*samples, ONTOLOGY, f"{BASE}shapes", DATASET, *graphs]

    @cached_property
    def terms(self) -> list[str]:
        """The IRIs of the ontology's own terms."""
        graph = self.graph(ONTOLOGY)
        return sorted({str(subject) for subject in graph.subjects() if str(subject).startswith(TERMS)})

    @cached_property
    def landing_pages(self) -> list[str]:
        """The pages that stand for something to cite: the dataset's and those of things."""
        return [DATASET, *(self.follow(thing, HTML).address for thing in self.samples)]

    def _fetch(self, published: str, accept: str | None, method: str, headers: dict[str, str]) -> Reply:
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if accept is not None:
            sent["Accept"] = accept
        try:
            connection.request(method, f"/{published.removeprefix(BASE)}", headers=sent)
            response = connection.getresponse()
            return Reply(published, response.status, response.headers, response.read())
        finally:
            connection.close()


def parse_links(value: str, address: str) -> Iterator[Link]:
    """Read the value of a Link header, or a link set like it (RFC 8288, RFC 9264); fails if ill-formed."""
    place = 0
    while place < len(value.rstrip()):
        found = _LINK.match(value, place)
        assert found is not None, f"no link begins at: {value[place : place + 80]!r}"
        place = found.end()
        parameters = {
            name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(found["parameters"])
        }
        assert "rel" in parameters, f"a link without rel: {found.group()}"
        anchor = urljoin(address, parameters.get("anchor", ""))
        for relation in parameters["rel"].split():
            yield Link(anchor, relation, urljoin(address, found["target"]), parameters.get("type", ""))

"""The links of a document, made once for its headers, its page and its link sets (https://signposting.org/FAIR/).

A document has an address of its own, its landing page, and one for each format. What an address links to does
not depend on what was negotiated there, JSON-LD apart: clients that follow signposts send no Accept header.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from ...engine.formats import LINKSETS, PAGE, Format
from ..data.extents import ONE_PAGE, Extent
from ..serving.wsgi import Headers

#: The type that all landing pages have.
ABOUT_PAGE = "https://schema.org/AboutPage"
#: The type of a file to download.
DOWNLOAD = "https://schema.org/DataDownload"
#: The ending of JSON-LD, with which no other formats are named: PyLD, which looks among these for JSON-LD
#: whatever it has (https://www.w3.org/TR/json-ld11/#alternate-document-location), fails at several.
_JSON_LD = "jsonld"
#: Relations of pages that are registered by other names than Hydra's.
_RELATIONS = {"previous": "prev"}


@dataclass(frozen=True)
class Link:
    """A typed link (RFC 8288); its target is a URI or relative to the address that has the link."""

    relation: str
    target: str
    media_type: str = ""

    def header(self, anchor: str | None = None) -> str:
        """Write it as the value of a Link header; `anchor` names the address that has it, in link sets."""
        media_type = f'; type="{self.media_type}"' if self.media_type else ""
        place = f'; anchor="{anchor}"' if anchor is not None else ""
        return f'<{self.target}>; rel="{self.relation}"{media_type}{place}'


@dataclass(frozen=True)
class Landing:
    """What is told of a document by its links.

    `cites` is the one persistent IRI to cite, `types` are classes of what is described, `collection` is a
    link to what it is part of, `items` are links to its contents with their media types, `described` those
    to descriptions of other kinds than its formats; `latest` leads from an earlier version to the newest,
    `history` to the list of all (https://www.rfc-editor.org/rfc/rfc5829);
    `page` counts from 1, `extent` says how many there are, `data` how many of the document as RDF, where
    these are others.
    """

    cites: str
    types: tuple[str, ...]
    license: str
    authors: tuple[str, ...]
    collection: str
    items: tuple[tuple[str, str], ...] = ()
    described: tuple[tuple[str, str], ...] = ()
    latest: str = ""
    history: str = ""
    page: int = 1
    extent: Extent = ONE_PAGE
    data: Extent | None = None


@dataclass(frozen=True)
class Signposts:
    """All links of a document that `name` leads to and that can be had in the formats."""

    name: str
    landing: Landing
    formats: Sequence[Format]

    def at(self, ending: str = "", sent: str = "") -> list[Link]:
        """Return the links of one address: of the document, or of one format by its ending; `sent` is the
        ending of what is sent from there.

        The page is the document itself, at whichever of the two addresses it is read.
        """
        return list(self._at("" if ending == PAGE.extension else ending, sent))

    def headers(self, chosen: Format, negotiated: bool) -> Headers:
        """Return the Link headers of a format that was `negotiated`, or that its address names."""
        found = self.at("" if negotiated else chosen.extension, chosen.extension)
        return [("Link", each.header()) for each in found]

    def linkset(self, chosen: Format) -> bytes:
        """Write the links of all addresses."""
        endings = ("", *(each.extension for each in self.formats))
        return linkset({self.address(ending): self.at(ending) for ending in endings}, chosen)

    def address(self, ending: str = "", page: int | None = None) -> str:
        """Return the link from the document to one of its addresses; `page` is this one unless given."""
        number = self.landing.page if page is None else page
        query = f"?page={number}" if number > 1 else ""
        return self._place + (f".{ending}" if ending else "") + query

    @cached_property
    def _place(self) -> str:
        return quote(self.name)

    def _at(self, ending: str, sent: str) -> Iterator[Link]:
        landing = self.landing
        if not ending:
            yield Link("cite-as", landing.cites)
            yield Link("type", ABOUT_PAGE)
            yield from (Link("type", each) for each in landing.types)
            yield from (Link("author", each) for each in landing.authors)
            # Formats that name graphs say the same; links to them twice would only make the headers long.
            for each in self.formats:
                if each.kind == "graph" and not each.quads:
                    yield Link("describedby", self.address(each.extension), each.media_type)
            yield from (Link("describedby", *each) for each in landing.described)
            yield from (Link("item", *each) for each in landing.items)
            if landing.latest:
                yield Link("latest-version", landing.latest, PAGE.media_type)
            if landing.history:
                yield Link("version-history", landing.history, PAGE.media_type)
        else:
            yield Link("describes", self.address(), PAGE.media_type)
        if landing.license:
            yield Link("license", landing.license)
        if landing.collection:
            yield Link("collection", landing.collection, PAGE.media_type)
        for each in self.formats if _JSON_LD not in (ending, sent) else ():
            if each.extension != ending:
                yield Link("alternate", self.address(each.extension), each.media_type)
        for each in LINKSETS:
            yield Link("linkset", self.address(each.extension), each.media_type)
        yield from self._neighbours(ending)

    def _neighbours(self, ending: str) -> Iterator[Link]:
        """The other pages of a document that has several."""
        extent = (ending and self.landing.data) or self.landing.extent
        for place, number in extent.neighbours(self.landing.page).items():
            yield Link(_RELATIONS.get(place, place), self.address(ending, number))


def of_content(landing: Landing) -> list[Link]:
    """Return the links of a file that `landing.collection` is the landing page of."""
    return [
        Link("cite-as", landing.cites),
        Link("type", DOWNLOAD),
        *(Link("author", each) for each in landing.authors),
        *([Link("license", landing.license)] if landing.license else ()),
        Link("collection", landing.collection, PAGE.media_type),
        *(Link("describedby", *each) for each in landing.described),
    ]


def linkset(contexts: Mapping[str, Sequence[Link]], chosen: Format) -> bytes:
    """Write links by the address that has them, as a set of links (RFC 9264).

    Anchors and targets are relative, as in the headers: so the two are equal wherever the server is.
    """
    if chosen.name == "linkset":
        written = (link.header(anchor) for anchor, links in contexts.items() for link in links)
        return (",\n".join(written) + "\n").encode()
    found = [_context(anchor, links) for anchor, links in contexts.items()]
    return (json.dumps({"linkset": found}, indent=1) + "\n").encode()


def _context(anchor: str, links: Sequence[Link]) -> dict[str, object]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for link in links:
        media_type = {"type": link.media_type} if link.media_type else {}
        found[link.relation].append({"href": link.target, **media_type})
    return {"anchor": anchor, **found}

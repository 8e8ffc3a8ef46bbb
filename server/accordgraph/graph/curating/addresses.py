"""Addresses of pages: which of them lead to one page, and which source has which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import pyoxigraph as ox

from ..names import Names
from ..terms import PAGE, iri_text

#: How a fragment begins that is part of a page's address, since a script reads it.
_ROUTES = ("!", "/")
#: How parameters begin that tell a site where its readers come from, and nothing of the page.
_TRACKING = ("utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=")


def same_page(address: str) -> str:
    """What all addresses of one page have in common: they may differ in http or https, in a slash at the
    end, in a place within the page, in the case of the server's name, and in where the reader came from.

    >>> same_page("https://Beta.example/news/1/#top") == same_page("http://beta.example/news/1")
    True
    >>> same_page("https://beta.example/?id=1") == same_page("https://beta.example/?id=2")
    False
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    scheme = "" if parts.scheme in ("http", "https") else parts.scheme
    asked = "&".join(each for each in parts.query.split("&") if not each.startswith(_TRACKING))
    query = f"?{asked}" if asked else ""
    route = f"#{parts.fragment}" if parts.fragment.startswith(_ROUTES) else ""
    return f"{scheme}//{parts.netloc.lower()}{parts.path.rstrip('/')}{query}{route}"


def pages_of_sources(triples: Iterable[ox.Triple], names: Names) -> Iterator[tuple[str, ox.Triple]]:
    """The statements that give a source its page, each with what that page's addresses have in common."""
    for triple in triples:
        source, address = iri_text(triple.subject), iri_text(triple.object)
        if triple.predicate == PAGE and names.kind(source) == "source" and address:
            yield same_page(address), triple

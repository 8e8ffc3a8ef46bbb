"""What programs look for at fixed places: the API catalogue, the sitemap, robots.txt, security.txt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, Response, abort, request

from ...engine.formats import LINKSETS
from ...graph.snapshot import SITEMAP
from ..responding.context import links, live
from ..responding.files import send_file
from ..responding.negotiation import negotiate
from ..responding.responses import entity_tag, tagged
from ..responding.signposting import Link, linkset

area = Blueprint("discovery", __name__)

#: The profile of an API catalogue (RFC 9727, section 4.2).
_CATALOG = "https://www.rfc-editor.org/info/rfc9727"
_TEXT, _XML = "text/plain; charset=utf-8", "application/xml"
#: How long after the dataset's last change its contact is taken to hold; RFC 9116 wants less than a year.
_VALID = timedelta(days=360)
#: What the catalogue says: place -> relation, place, media type.
_APIS: dict[str, Sequence[tuple[str, str, str]]] = {
    "sparql": (
        ("service-desc", "sparql", "text/turtle"),
        ("service-doc", "sparql", "text/html"),
        ("service-meta", "dataset", "text/turtle"),
        ("status", "ready", "application/json"),
    ),
    "questions/": (
        ("service-desc", "openapi.json", "application/json"),
        ("service-doc", "questions/", "text/html"),
        ("service-meta", "dataset", "text/turtle"),
        ("status", "ready", "application/json"),
    ),
    "dumps/": (("service-doc", "dumps/", "text/html"), ("service-meta", "dataset", "text/turtle")),
}


@area.get("/.well-known/api-catalog")
def catalog() -> Response:
    """List what programs can use here (RFC 9727), as a set of links."""
    chosen = negotiate(request.headers.get("Accept"), LINKSETS) or LINKSETS[0]
    own = request.path.rpartition("/")[2]
    contexts = {
        own: [
            *(Link("item", links().to(place)) for place in _APIS),
            Link("describedby", links().to("dataset"), "text/turtle"),
        ]
    }
    for place, told in _APIS.items():
        contexts[links().to(place)] = [Link(name, links().to(to), kind) for name, to, kind in told]
    response = tagged(linkset(contexts, chosen), f'{chosen.media_type}; profile="{_CATALOG}"')
    response.vary.add("Accept")
    response.headers.add("Link", Link("api-catalog", own).header())
    return response


@area.get(f"/{SITEMAP}")
@area.get("/sitemap-<part>.xml")
def sitemap(part: str | None = None) -> Response:
    """Send the sitemap's index, or one of its parts."""
    name = SITEMAP if part is None else f"sitemap-{part}.xml"
    found = {path.name: path for path in live().snapshot.sitemap_path.glob("*.xml")}
    if name not in found:
        abort(404, f"There is no {name}; {SITEMAP} lists the sitemap's parts.")
    return send_file(found[name], _XML, entity_tag(_XML))


@area.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers where the sitemap is, and to ask no queries (RFC 9309)."""
    place = f"{live().names.base}{SITEMAP}"
    refused = "".join(f"Disallow: /{each}?\n" for each in ("sparql", "language", "colours"))
    return tagged(f"User-agent: *\n{refused}\nSitemap: {place}\n", _TEXT)


@area.get("/.well-known/security.txt")
def security() -> Response:
    """Tell whom to write to about a weakness (RFC 9116): the dataset's contact, else where it is described.

    It expires a while after the last change of the dataset, so no clock is needed to write it, and a contact
    that nobody looks after ends by itself.
    """
    names, about = live().names, live().edition
    try:
        expires = date.fromisoformat(about.modified) + _VALID
    except ValueError:
        abort(
            404, "Nobody is named: data/dataset.ttl does not say on which day the dataset was last changed."
        )
    lines = (
        f"Contact: {about.contact or names.dataset}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: en, ja",
        f"Canonical: {names.base}.well-known/security.txt",
    )
    return tagged("\n".join(lines) + "\n", _TEXT)

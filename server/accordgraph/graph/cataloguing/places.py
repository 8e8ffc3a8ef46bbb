"""The countries that the data speaks of: what harvesters know them by, and where they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ..names import Names
from .statements import Facts, node, say, typed

#: Who knows countries: what their IRIs begin with, the one that harvesters know best first.
_GAZETTEERS = ("http://publications.europa.eu/resource/authority/country/", "https://sws.geonames.org/")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def known_countries(entities: Facts, names: Names) -> dict[str, str]:
    """Each country among the entities, and the IRI that harvesters know it by, else its own."""
    found = {}
    for country in entities.instances(names.term("Country")):
        known = entities.iris(country, "skos:exactMatch")
        likely = (iri for start in _GAZETTEERS for iri in known if iri.startswith(start))
        found[country] = next(likely, country)
    return found


def describe_places(about: Facts, entities: Facts, names: Names) -> Iterator[ox.Triple]:
    """Describe the countries: their names, and the middle of the box that data/dataset.ttl, which `about`
    holds, draws around each."""
    for country, iri in known_countries(entities, names).items():
        boxes = about.texts(iri, "dcat:bbox")
        yield from say(
            iri,
            {
                "rdf:type": node("dcterms:Location"),
                "rdfs:label": entities.values(country, "rdfs:label"),
                "dcat:centroid": [typed(middle(box), "geo:wktLiteral") for box in boxes],
            },
        )


def middle(box: str) -> str:
    """The point in the middle of a polygon's extent, both as WKT.

    >>> middle("POLYGON((0 1,0 4,3 4,3 1,0 1))")
    'POINT(1.5 2.5)'
    """
    return f"POINT({' '.join(map(_halfway, corners(box)))})"


def _halfway(numbers: Sequence[float]) -> str:
    return f"{(min(numbers) + max(numbers)) / 2:.4f}".rstrip("0").rstrip(".")


def corners(box: str) -> tuple[list[float], list[float]]:
    """How far east and how far north the corners of a polygon in WKT lie, in degrees."""
    numbers = [float(each) for each in _NUMBER.findall(box)]
    return numbers[::2], numbers[1::2]

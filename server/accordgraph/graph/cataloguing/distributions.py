"""The files of the dumps as DCAT distributions (https://www.w3.org/TR/vocab-dcat-3/#Class:Distribution)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..dumping.package import DumpFile
from ..names import Names
from .statements import Table, label, node, say, typed

IANA = "https://www.iana.org/assignments/media-types/"
_EU = "http://publications.europa.eu/resource/authority/"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_STABLE = f"{_EU}planned-availability/STABLE"
#: Media type -> the EU's name for the file type (http://publications.europa.eu/resource/authority/file-type).
_FILE_TYPES: Mapping[str, str] = {
    "application/ld+json": "JSON_LD",
    "application/n-quads": "RDF_N_QUADS",
    "application/n-triples": "RDF_N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "RDF_TRIG",
    "application/zip": "ZIP",
    "text/csv": "CSV",
    "text/turtle": "RDF_TURTLE",
}


def part(names: Names, file: DumpFile) -> str:
    """The IRI of the distribution that a file is."""
    return names.part(f"file-{file.key}")


def distributions(
    names: Names, files: Iterable[DumpFile], version: str, common: Table
) -> Iterator[ox.Triple]:
    """Describe each file: where it is, its size, type and digest. `common` holds for each of them."""
    for each in files:
        media_type = IANA + each.media_type
        packed = [f"{IANA}application/gzip"] if each.compression else []
        file_type = _FILE_TYPES.get(each.media_type)
        formats = [f"{_EU}file-type/{file_type}"] if file_type else []
        own: Table = {
            "dcat:downloadURL": ox.NamedNode(names.dump(version, each.name)),
            "dcat:mediaType": ox.NamedNode(media_type),
            "dcat:compressFormat": [ox.NamedNode(one) for one in packed],
            "dcterms:format": [ox.NamedNode(one) for one in formats or [media_type]],
        }
        yield from _distribution(names, each, {**common, **own})
        yield from _vocabulary((media_type, *packed), formats)


def _distribution(names: Names, file: DumpFile, more: Table) -> Iterator[ox.Triple]:
    """Describe a file and its checksum."""
    checksum = names.part(f"checksum-{file.key}")
    yield from say(
        part(names, file),
        {
            **more,
            "rdf:type": node("dcat:Distribution"),
            "dcterms:title": ox.Literal(file.name),
            "dcterms:description": [label(words, tongue) for tongue, words in file.what.items()],
            "dcat:accessURL": ox.NamedNode(f"{names.base}dumps/"),
            "dcat:byteSize": typed(file.size, "xsd:nonNegativeInteger"),
            "dcatap:availability": ox.NamedNode(_STABLE),
            "spdx:checksum": ox.NamedNode(checksum),
        },
    )
    yield from say(
        checksum,
        {
            "rdf:type": node("spdx:Checksum"),
            "spdx:algorithm": ox.NamedNode(_SHA256),
            "spdx:checksumValue": typed(file.sha256, "xsd:hexBinary"),
        },
    )


def _vocabulary(media_types: Iterable[str], formats: Iterable[str]) -> Iterator[ox.Triple]:
    """Say of what class each value is: harvesters check that, and do not fetch the lists that say so."""
    for each in media_types:
        yield from say(each, {"rdf:type": [node("dcterms:MediaType"), node("dcterms:MediaTypeOrExtent")]})
    for each in formats:
        yield from say(each, {"rdf:type": node("dcterms:MediaTypeOrExtent")})
    yield from say(_SHA256, {"rdf:type": node("spdx:ChecksumAlgorithm")})
    yield from say(
        _STABLE,
        {"rdf:type": node("skos:Concept"), "skos:prefLabel": label("stable"), "rdfs:label": label("stable")},
    )

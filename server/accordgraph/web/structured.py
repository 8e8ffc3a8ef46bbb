"""The dataset in the words of search engines: a schema.org Dataset, from the metadata graph.

https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

from typing import Any

from ..graph.cataloguing.distributions import IANA
from ..graph.cataloguing.places import corners
from ..graph.cataloguing.statements import Facts
from .data.reading import Reader
from .editions import Edition

#: Sources that are named; the metadata graph has all.
_NAMED = 50


def structured_dataset(edition: Edition, iri: str, reader: Reader) -> dict[str, Any]:
    """Return the dataset or a version of it, by its IRI, as JSON-LD; what the metadata do not say is left
    out."""
    facts = edition.facts
    period = next(iter(facts.iris(iri, "dcterms:temporal")), "")
    dates = [facts.text(period, name) for name in ("dcat:startDate", "dcat:endDate")]
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": iri,
        "url": iri,
        "name": facts.text(iri, "dcterms:title"),
        "description": facts.text(iri, "dcterms:description"),
        "identifier": edition.iri,
        "version": edition.version,
        "license": next(iter(facts.iris(iri, "dcterms:license")), ""),
        "isAccessibleForFree": True,
        "keywords": facts.texts(iri, "dcat:keyword"),
        "creator": [_agent(facts, each) for each in facts.iris(iri, "dcterms:creator")],
        "publisher": [_agent(facts, each) for each in facts.iris(iri, "dcterms:publisher")],
        "datePublished": facts.text(iri, "dcterms:issued"),
        "dateModified": facts.text(iri, "dcterms:modified"),
        "temporalCoverage": "/".join(dates) if all(dates) else "",
        "spatialCoverage": [_place(facts, each) for each in facts.iris(iri, "dcterms:spatial")],
        "variableMeasured": [_variable(reader, *each) for each in edition.classes],
        "measurementTechnique": [
            facts.text(each, "rdfs:label") for each in facts.iris(iri, "dcterms:provenance")
        ],
        # Not `citation`: that is for articles about the dataset.
        "creditText": facts.text(iri, "dcterms:bibliographicCitation"),
        "isBasedOn": _sources(facts.iris(iri, "prov:wasDerivedFrom"), edition.names.base),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": edition.names.part("catalog"),
            "name": facts.text(edition.names.part("catalog"), "dcterms:title"),
            "url": edition.names.base,
        },
        "distribution": [_download(facts, each) for each in facts.iris(iri, "dcat:distribution")],
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def _sources(every: list[str], base: str) -> list[str | dict[str, Any]]:
    """Return the first sources; where there are more, behind these how many, and where they are listed."""
    whole = {"@type": "Collection", "name": "Sources", "url": f"{base}sources", "collectionSize": len(every)}
    return [*every[:_NAMED], *([whole] if len(every) > _NAMED else [])]


def _agent(facts: Facts, iri: str) -> dict[str, str]:
    return {"@type": "Organization", "@id": iri, "name": facts.text(iri, "foaf:name"), "url": iri}


def _place(facts: Facts, iri: str) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": facts.text(iri, "rdfs:label"), "sameAs": iri}
    east, north = corners(facts.text(iri, "dcat:bbox"))
    if east:
        box = f"{min(north):g} {min(east):g} {max(north):g} {max(east):g}"
        place["geo"] = {"@type": "GeoShape", "box": box}
    return place


def _variable(reader: Reader, iri: str, members: int) -> dict[str, Any]:
    """Return a class as what is measured: how many members it has."""
    return {"@type": "PropertyValue", "name": reader.label(iri).value, "url": iri, "value": members}


def _download(facts: Facts, iri: str) -> dict[str, Any]:
    types = [*facts.iris(iri, "dcat:mediaType"), *facts.iris(iri, "dcat:compressFormat")]
    return {
        "@type": "DataDownload",
        "name": facts.text(iri, "dcterms:title"),
        "description": facts.text(iri, "dcterms:description"),
        "contentUrl": next(iter(facts.iris(iri, "dcat:downloadURL")), ""),
        "contentSize": facts.text(iri, "dcat:byteSize"),
        "encodingFormat": [each.removeprefix(IANA) for each in types],
        "sha256": [facts.text(each, "spdx:checksumValue") for each in facts.iris(iri, "spdx:checksum")],
    }

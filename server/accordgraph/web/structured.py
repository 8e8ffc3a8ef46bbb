"""The dataset in the words of search engines: a schema.org Dataset, from the metadata graph.

https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .live import Live

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_IANA = "https://www.iana.org/assignments/media-types/"
#: Sources that a page names; the metadata graph has all.
_NAMED = 50


def structured_dataset(live: Live) -> dict[str, Any]:
    """Return the dataset as JSON-LD; what the metadata do not say is left out."""
    facts, iri = live.facts, live.names.dataset
    version = live.snapshot.manifest.version
    period = next(iter(facts.iris(iri, "dcterms:temporal")), "")
    dates = [facts.text(period, name) for name in ("dcat:startDate", "dcat:endDate")]
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": iri,
        "url": iri,
        "name": facts.text(iri, "dcterms:title"),
        "description": facts.text(iri, "dcterms:description"),
        "identifier": live.names.dataset_version(version),
        "version": version,
        "license": next(iter(facts.iris(iri, "dcterms:license")), ""),
        "isAccessibleForFree": True,
        "keywords": facts.texts(iri, "dcat:keyword"),
        "creator": [_agent(live, each) for each in facts.iris(iri, "dcterms:creator")],
        "publisher": [_agent(live, each) for each in facts.iris(iri, "dcterms:publisher")],
        "datePublished": facts.text(iri, "dcterms:issued"),
        "dateModified": facts.text(iri, "dcterms:modified"),
        "temporalCoverage": "/".join(dates) if all(dates) else "",
        "spatialCoverage": [_place(live, each) for each in facts.iris(iri, "dcterms:spatial")],
        "variableMeasured": list(_variables(live)),
        "measurementTechnique": [
            facts.text(each, "rdfs:label") for each in facts.iris(iri, "dcterms:provenance")
        ],
        # Not `citation`: that is for articles about the dataset.
        "creditText": facts.text(iri, "dcterms:bibliographicCitation"),
        "isBasedOn": facts.iris(iri, "prov:wasDerivedFrom")[:_NAMED],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": live.names.part("catalog"),
            "name": facts.text(live.names.part("catalog"), "dcterms:title"),
            "url": live.names.base,
        },
        "distribution": [_download(live, each) for each in facts.iris(iri, "dcat:distribution")],
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def _agent(live: Live, iri: str) -> dict[str, str]:
    return {"@type": "Organization", "@id": iri, "name": live.facts.text(iri, "foaf:name"), "url": iri}


def _place(live: Live, iri: str) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": live.facts.text(iri, "rdfs:label"), "sameAs": iri}
    numbers = [float(each) for each in _NUMBER.findall(live.facts.text(iri, "dcat:bbox"))]
    if numbers:
        east, north = numbers[::2], numbers[1::2]
        box = f"{min(north):g} {min(east):g} {max(north):g} {max(east):g}"
        place["geo"] = {"@type": "GeoShape", "box": box}
    return place


def _variables(live: Live) -> Iterator[dict[str, Any]]:
    """The classes of the ontology's own that have members, and how many."""
    for iri, members in own_classes(live):
        yield {
            "@type": "PropertyValue",
            "name": live.reader.label(iri).value,
            "url": iri,
            "value": members,
        }


def own_classes(live: Live) -> list[tuple[str, int]]:
    """Return the ontology's classes that have members, the largest first, and how many they have."""
    facts = live.facts
    found = [
        (iri, int(facts.text(part, "void:entities")))
        for part in facts.iris(live.names.dataset, "void:classPartition")
        for iri in facts.iris(part, "void:class")
        if iri.startswith(live.names.ontology_namespace)
    ]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _download(live: Live, iri: str) -> dict[str, Any]:
    facts = live.facts
    types = [*facts.iris(iri, "dcat:mediaType"), *facts.iris(iri, "dcat:compressFormat")]
    return {
        "@type": "DataDownload",
        "name": facts.text(iri, "dcterms:title"),
        "description": facts.text(iri, "dcterms:description"),
        "contentUrl": next(iter(facts.iris(iri, "dcat:downloadURL")), ""),
        "contentSize": facts.text(iri, "dcat:byteSize"),
        "encodingFormat": [each.removeprefix(_IANA) for each in types],
        "sha256": [facts.text(each, "spdx:checksumValue") for each in facts.iris(iri, "spdx:checksum")],
    }

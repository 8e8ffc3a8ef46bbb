"""The dataset is described in a form of which addresses and citations can be made."""

from __future__ import annotations

from pathlib import Path

from ..changing import Cases, Change, mistakes, more, swap, tell
from ..small import BASE


def gone(name: str) -> Change:
    """A change that removes a file."""
    return lambda root: (root / name).unlink()


CASES: Cases = (
    (
        "no dataset",
        gone("data/dataset.ttl"),
        [
            "data/dataset.ttl: This file is missing; it states the dataset's title, licence, "
            "version and base "
            "(void:uriSpace)."
        ],
    ),
    (
        "no base",
        swap("data/dataset.ttl", "void:uriSpace", "rdfs:comment"),
        [
            "data/dataset.ttl: A void:Dataset with exactly one void:uriSpace is wanted here: "
            "the base of all published IRIs."
        ],
    ),
    (
        "a base of what is no dataset",
        swap(
            "data/dataset.ttl",
            "void:uriSpace",
            'rdfs:comment "x"@en .\n<http://x.example/> a void:Linkset ;\n    void:uriSpace',
        ),
        [
            "data/dataset.ttl: A void:Dataset with exactly one void:uriSpace is wanted here: "
            "the base of all published IRIs."
        ],
    ),
    (
        "a base that is none",
        swap("data/dataset.ttl", f'void:uriSpace "{BASE}"', 'void:uriSpace "accordgraph"'),
        [
            'data/dataset.ttl: void:uriSpace "accordgraph" is no base; '
            "give an absolute http or https IRI that ends in a slash."
        ],
    ),
    (
        "a base that is no IRI",
        swap("data/dataset.ttl", f'void:uriSpace "{BASE}"', 'void:uriSpace "https://w3id.org/a\\u0016/"'),
        ["data/dataset.ttl: The dataset is to be named <https://w3id.org/a\x16/dataset>, after its "],
    ),
    (
        "a version that is no step of an address",
        swap("data/dataset.ttl", 'owl:versionInfo "0.1.0"', 'owl:versionInfo "1.0 / beta"'),
        [
            "data/dataset.ttl:14:21: The value of owl:versionInfo cannot be used: "
            'a version is a step of an address; write it like "0.2.0".'
        ],
    ),
    (
        "two versions of the dataset, and days that are none",
        swap(
            "data/dataset.ttl",
            'owl:versionInfo "0.1.0"',
            'owl:versionInfo "0.1.0" , "0.2.0" ; dcterms:issued "soon" ; dcterms:modified dcterms:issued',
        ),
        [
            "data/dataset.ttl:14:5: The dataset has 2 values of owl:versionInfo; keep one.",
            "data/dataset.ttl:14:56: The value of dcterms:issued cannot be used: "
            'write a day like "2026-11-23"^^xsd:date.',
            "data/dataset.ttl:14:82: The value of dcterms:modified cannot be used: "
            'write a day like "2026-11-23"^^xsd:date.',
        ],
    ),
    (
        "nothing that names the dataset, nor terms to use it by",
        swap("data/dataset.ttl", 'dcterms:title "Small"@en ; dcterms:license', "rdfs:seeAlso"),
        [
            "data/dataset.ttl:12:1: The dataset has no dcterms:title; without it nobody can cite or "
            "reuse it.",
            "data/dataset.ttl:12:1: The dataset has no dcterms:license; without it nobody can cite or "
            "reuse it.",
        ],
    ),
    (
        "a box that is none",
        more(
            "data/dataset.ttl",
            '<https://sws.geonames.org/1861060/> <http://www.w3.org/ns/dcat#bbox> "Japan" .\n',
        ),
        [
            "data/dataset.ttl:16:70: The value of dcat:bbox cannot be used: write a box by its corners, "
            'east before north: "POLYGON((1 2,1 4,3 4,3 2,1 2))"^^geo:wktLiteral.'
        ],
    ),
)


@mistakes(CASES)
def test_mistakes_are_told_with_their_place(root: Path, change: Change, wanted: list[str]) -> None:
    tell(root, change, wanted)

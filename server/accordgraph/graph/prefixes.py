"""Prefixes: one table for what is written, shown and published."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pyoxigraph as ox

from .names import KINDS, Names

#: The vocabularies in use, by the prefix that each is known by.
PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "spex": "https://purl.expasy.org/sparql-examples/ontology#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def prefixes(names: Names) -> dict[str, str]:
    """The vocabularies' prefixes and those of the project itself, sorted."""
    own = {
        "accord": names.ontology_namespace,
        "accordsh": names.shapes_namespace,
        "graph": names.graph(""),
    }
    return dict(sorted({**PREFIXES, **own}.items()))


def of_kinds(names: Names) -> dict[str, str]:
    """The prefixes of things, by their kinds: a query and a file have to declare these."""
    return {kind: names.thing(kind, "") for kind in KINDS}


def declarable(names: Names) -> dict[str, str]:
    """What a file may declare by the name that everybody uses: prefixes, and kinds of things."""
    return {**prefixes(names), **of_kinds(names)}


@cache
def _table(names: Names) -> tuple[tuple[str, str], ...]:
    """The prefixes as they are looked up, which is often."""
    return tuple(prefixes(names).items())


def shorten(iri: str, names: Names) -> str:
    """Write an IRI as a person would: `accord:hasAmount`, `amount/usd-25000000`, `graph/source/x`, or in
    full."""
    if iri.startswith(names.things):
        return iri.removeprefix(names.things)
    for prefix, namespace in _table(names):
        if prefix != "graph" and iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(names.base) if iri.startswith(names.base) and iri != names.base else f"<{iri}>"


def lengthen(name: str, names: Names) -> str:
    """Write in full what `shorten` made of a vocabulary's term: `accord:hasAmount`."""
    prefix, _, local = name.partition(":")
    return dict(_table(names))[prefix] + local


def show(term: object, names: Names) -> str:
    """Write any RDF term of pyoxigraph as a person would."""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, names)
    if isinstance(term, ox.Literal):
        return f'"{term.value}"' + (f"@{term.language}" if term.language else "")
    return "a blank node"

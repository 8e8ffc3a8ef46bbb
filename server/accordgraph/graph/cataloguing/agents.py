"""Publisher and creators of the dataset, by the names that the entities have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from ..names import Names
from ..terms import Term
from .statements import Facts, node, say

_CUSTODIAN = "http://inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole/custodian"


def describe_agents(about: Facts, entities: Facts, names: Names) -> Iterator[ox.Triple]:
    """Name the dataset's agents, and say that its publisher is in charge of it."""
    for iri, found in _named(about, entities, names).items():
        yield from say(iri, {"rdf:type": node("foaf:Agent"), "foaf:name": found})
    for publisher in about.iris(names.dataset, "dcterms:publisher")[:1]:
        yield from say(
            names.part("attribution"),
            {
                "rdf:type": node("prov:Attribution"),
                "prov:agent": ox.NamedNode(publisher),
                "dcat:hadRole": ox.NamedNode(_CUSTODIAN),
            },
        )
        yield from say(_CUSTODIAN, {"rdf:type": node("dcat:Role")})


def with_names(about: Facts, entities: Facts, names: Names) -> Facts:
    """The dataset's own statements and the names of its agents."""
    named = _named(about, entities, names)
    return about.plus(triple for iri, found in named.items() for triple in say(iri, {"foaf:name": found}))


def _named(about: Facts, entities: Facts, names: Names) -> Mapping[str, list[Term]]:
    agents = {
        iri for name in ("dcterms:creator", "dcterms:publisher") for iri in about.iris(names.dataset, name)
    }
    return {iri: entities.values(iri, "rdfs:label") for iri in sorted(agents)}

"""The dataset, its versions and its endpoint for catalogues: DCAT 3, as DCAT-AP 3.0.1 wants it.

https://www.w3.org/TR/vocab-dcat-3/, https://semiceu.github.io/DCAT-AP/releases/3.0.1/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ..dumping.package import DumpFile
from ..names import METADATA, Names
from ..terms import Term
from . import provenance
from .agents import describe_agents, with_names
from .citation import as_text, citation
from .distributions import distributions, part
from .places import describe_places, known_countries
from .statements import Facts, Table, label, node, say, typed

_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
#: What is told of an earlier version; its own description says more.
_OF_EARLIER = (
    "adms:versionNotes", "dcat:contactPoint", "dcat:keyword", "dcat:theme", "dcterms:description",
    "dcterms:license", "dcterms:modified", "dcterms:publisher", "dcterms:title",
)  # fmt: skip
#: What data/dataset.ttl says of the dataset as a whole, and not of a version of it.
_OF_THE_WHOLE = ("rdf:type", "void:uriSpace")
#: What it says of the version alone: what is before the dataset as a whole is no version of that.
PREVIOUS = "dcat:previousVersion"


@dataclass(frozen=True)
class Described:
    """What is described: `about` is data/dataset.ttl, `entities` the entities that it or the catalogue names.

    `dates` are the first and the last day that the data speaks of, `sources` the IRIs of the sources, `files`
    the dumps, `earlier` what other versions that were released say of the dataset as a whole and of
    themselves, by version.
    """

    names: Names
    version: str
    about: Facts
    entities: Facts
    dates: tuple[str, str] | None
    sources: Sequence[str]
    files: Sequence[DumpFile]
    earlier: Mapping[str, Facts]

    def shared(self, *properties: str) -> dict[str, list[Term]]:
        """What data/dataset.ttl says of the dataset by these properties, for whatever says the same."""
        return {name: self.about.values(self.names.dataset, name) for name in properties}


def dcat(told: Described) -> Iterator[ox.Triple]:
    """Describe catalogue, dataset, version, distributions, endpoint, and all that these name."""
    names = told.names
    version = names.dataset_version(told.version)
    computed = _computed(told)
    yield from say(names.dataset, computed)
    yield from say(
        names.dataset,
        {
            "dcterms:identifier": ox.Literal(names.dataset),
            "dcat:landingPage": ox.NamedNode(f"{names.dataset}.html"),
            "dcat:hasVersion": list(map(ox.NamedNode, _versions(told))),
        },
    )
    yield from say(version, computed)
    of_version: Table = {"dcterms:issued": _released(told.about, names)}
    yield from _version(names, told.version, of_version)
    whole = {node(name).value for name in (*_OF_THE_WHOLE, *of_version)}
    for name, values in told.about.of(names.dataset).items():
        for value in values if name not in whole else ():
            yield ox.Triple(ox.NamedNode(version), ox.NamedNode(name), value)
    common = {**told.shared("dcterms:modified", "dcterms:license"), **of_version}
    for number, facts in told.earlier.items():
        said: Table = {name: facts.values(names.dataset, name) for name in _OF_EARLIER}
        own: Table = {
            "dcterms:issued": _released(facts, names),
            "dcat:version": ox.Literal(number),
            PREVIOUS: facts.values(names.dataset_version(number), PREVIOUS),
        }
        yield from _version(names, number, {**said, **own})
    yield from distributions(names, told.files, told.version, common)
    yield from _catalogue(told)
    yield from _service(told)
    yield from _parts(told)
    yield from describe_agents(told.about, told.entities, names)
    yield from describe_places(told.about, told.entities, names)


def current(names: Names, version: str) -> ox.Triple:
    """State which version is the current one: that is so for a time only, and files, which are kept, leave
    it out."""
    return ox.Triple(
        ox.NamedNode(names.dataset),
        node("dcat:hasCurrentVersion"),
        ox.NamedNode(names.dataset_version(version)),
    )


def _versions(told: Described) -> list[str]:
    return [told.names.dataset_version(each) for each in (told.version, *told.earlier)]


def _version(names: Names, number: str, table: Table) -> Iterator[ox.Triple]:
    """State that something is a version of the dataset, and of it what a table says."""
    iri = names.dataset_version(number)
    yield from say(
        iri,
        {
            **table,
            "rdf:type": node("dcat:Dataset"),
            "dcterms:identifier": ox.Literal(iri),
            "dcat:isVersionOf": ox.NamedNode(names.dataset),
            "dcat:landingPage": ox.NamedNode(f"{iri}.html"),
        },
    )


def _released(facts: Facts, names: Names) -> list[Term]:
    """The day of a version, not that of the first one."""
    return facts.values(names.dataset, "dcterms:modified") or facts.values(names.dataset, "dcterms:issued")


def _computed(told: Described) -> Table:
    """What holds for the dataset and for its version, and is not written by hand."""
    names, facts = told.names, told.about
    cited = citation(
        with_names(facts, told.entities, names),
        names.dataset,
        told.version,
        names.dataset_version(told.version),
    )
    return {
        "dcat:version": ox.Literal(told.version),
        "dcat:distribution": [ox.NamedNode(part(names, each)) for each in told.files],
        "dcterms:bibliographicCitation": ox.Literal(as_text(cited)),
        "dcterms:conformsTo": [ox.NamedNode(names.ontology), ox.NamedNode(f"{names.base}shapes")],
        "dcterms:spatial": _spatial(told),
        "dcterms:temporal": [ox.NamedNode(names.part("period"))] if told.dates else [],
        "prov:qualifiedAttribution": [
            ox.NamedNode(names.part("attribution"))
            for _ in facts.iris(names.dataset, "dcterms:publisher")[:1]
        ],
        "prov:wasDerivedFrom": [ox.NamedNode(iri) for iri in told.sources],
        "prov:wasGeneratedBy": ox.NamedNode(provenance.build(names)),
    }


def _catalogue(told: Described) -> Iterator[ox.Triple]:
    names = told.names
    yield from say(
        names.part("catalog"),
        {
            **told.shared(
                "dcterms:creator", "dcterms:description", "dcterms:issued", "dcterms:language",
                "dcterms:license", "dcterms:modified", "dcterms:publisher", "dcterms:title",
            ),
            "rdf:type": node("dcat:Catalog"),
            "dcat:dataset": [ox.NamedNode(iri) for iri in (names.dataset, *_versions(told))],
            "dcat:service": ox.NamedNode(names.endpoint),
            "dcat:resource": ox.NamedNode(names.ontology),
            "dcat:themeTaxonomy": [
                value
                for theme in told.about.iris(names.dataset, "dcat:theme")
                for value in told.about.values(theme, "skos:inScheme")
            ],
            "dcterms:spatial": _spatial(told),
            "dcterms:temporal": [ox.NamedNode(names.part("period"))] if told.dates else [],
            "foaf:homepage": ox.NamedNode(names.base),
        },
    )  # fmt: skip


def _service(told: Described) -> Iterator[ox.Triple]:
    names = told.names
    yield from say(
        names.endpoint,
        {
            **told.shared(
                "dcat:contactPoint", "dcat:keyword", "dcat:theme", "dcterms:accessRights", "dcterms:license",
                "dcterms:publisher",
            ),
            # The shapes of DCAT-AP demand rdfs:Resource of an endpoint, and validators do not infer it.
            "rdf:type": [node("dcat:DataService"), node("rdfs:Resource")],
            "rdfs:label": [label("SPARQL endpoint"), label("SPARQLエンドポイント", "ja")],
            "dcat:endpointDescription": ox.NamedNode(names.endpoint),
            "dcat:endpointURL": ox.NamedNode(names.endpoint),
            "dcat:servesDataset": ox.NamedNode(names.dataset),
            "dcterms:conformsTo": ox.NamedNode(_PROTOCOL),
            "dcterms:title": [label("SPARQL endpoint"), label("SPARQLエンドポイント", "ja")],
        },
    )  # fmt: skip


def _parts(told: Described) -> Iterator[ox.Triple]:
    """Documents, standards, the period: what the descriptions point to."""
    names = told.names
    pages = (f"{iri}.html" for iri in (names.dataset, *_versions(told)))
    for iri in (names.base, *pages):
        yield from say(iri, {"rdf:type": node("foaf:Document")})
    standards = {
        names.ontology: "the ontology",
        f"{names.base}shapes": "the shapes",
        _PROTOCOL: "SPARQL 1.1 Protocol",
    }
    for iri, title in standards.items():
        yield from say(iri, {"rdf:type": node("dcterms:Standard"), "dcterms:title": label(title)})
    graph = names.graph(METADATA)
    yield from say(
        graph,
        {
            **told.shared("dcterms:creator", "dcterms:issued", "dcterms:license", "dcterms:modified"),
            "rdf:type": node("void:DatasetDescription"),
            "dcterms:title": [label("Description of the dataset"), label("データセットの記述", "ja")],
            "foaf:primaryTopic": ox.NamedNode(names.dataset),
        },
    )
    if told.dates:
        yield from say(
            names.part("period"),
            {
                "rdf:type": node("dcterms:PeriodOfTime"),
                "dcat:startDate": typed(told.dates[0], "xsd:date"),
                "dcat:endDate": typed(told.dates[1], "xsd:date"),
            },
        )


def _spatial(told: Described) -> list[Term]:
    return [ox.NamedNode(iri) for iri in known_countries(told.entities, told.names).values()]

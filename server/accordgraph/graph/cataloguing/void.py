"""The dataset in figures: VoID (https://www.w3.org/TR/void/), and the partitions that editors complete from.

Everything that is counted is the default graph: what a query without GRAPH sees.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ..believing.digest import DEFAULT
from ..dumping.package import DumpFile
from ..names import Names
from ..prefixes import PREFIXES, shorten
from ..surveying.survey import Counts
from ..terms import Term
from .statements import label, node, say, typed

#: The formats that each document can be had in: media type -> local name (https://www.w3.org/ns/formats/).
FEATURES: Mapping[str, str] = {
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
}
FORMATS = "http://www.w3.org/ns/formats/"
#: Sources that descriptions name one by one; where there are more, they are told of together.
LISTED = 300
#: What graphs that are no source's hold; of the metadata graph, `dcat` tells it.
_HOLDING: Mapping[str, tuple[str, str]] = {
    "adjudications": (
        "Which statements are overruled where sources disagree, and why",
        "出典の食い違いについての裁定と理由",
    ),
    "concepts": ("The lists of concepts by which things are classified", "分類に用いる概念の一覧"),
    "derived": (
        "Figures that are computed from stated ones, with their premises",
        "出典の値から算出された値とその前提",
    ),
    "entities": (
        "Who and what is talked about: names, kinds, identifiers",
        "述べられる人や物事の名称、種類、識別子",
    ),
    "inferred": ("What follows from what is believed", "採用された記述から推論されること"),
    "ontology": (
        "The ontology, and what its terms match elsewhere",
        "オントロジーと、その用語の他の語彙との対応",
    ),
    "shapes": ("What must hold of the data, in SHACL", "SHACLで書かれた、データが満たすべき条件"),
}
_SHORT = re.compile(r"([\w-]+):([\w-]+)")


def void(
    names: Names,
    counts: Counts,
    graphs: Mapping[str, int],
    roots: Iterable[str],
    files: Iterable[DumpFile],
    version: str,
) -> Iterator[ox.Triple]:
    """Describe the dataset: figures, partitions, links to others, and where to begin.

    `graphs` says how many triples each graph has, `roots` are the things that lead to all others, `files` are
    the dumps of this version.
    """
    yield from say(
        names.dataset,
        {
            "void:triples": _integer(counts.triples),
            "void:entities": _integer(counts.entities),
            "void:classes": _integer(len(counts.classes)),
            "void:properties": _integer(len(counts.properties)),
            "void:distinctSubjects": _integer(counts.subjects),
            "void:distinctObjects": _integer(counts.objects),
            "void:uriRegexPattern": ox.Literal(f"^{re.escape(names.things)}"),
            "void:sparqlEndpoint": ox.NamedNode(names.endpoint),
            "void:dataDump": [
                ox.NamedNode(names.dump(version, each.name))
                for each in files
                if ox.RdfFormat.from_media_type(each.media_type)
            ],
            "void:exampleResource": [ox.NamedNode(iri) for iri in counts.examples.values()],
            "void:rootResource": [ox.NamedNode(iri) for iri in roots],
            "void:vocabulary": [
                ox.NamedNode(space) for space in namespaces([*counts.classes, *counts.properties])
            ],
            "void:feature": [ox.NamedNode(FORMATS + name) for name in FEATURES.values()],
        },
    )
    yield from _graphs(names, graphs)
    yield from _partitions(names, counts)
    yield from _linksets(names, counts)


def together_of(names: Names, graphs: Iterable[str]) -> frozenset[str]:
    """The graphs of sources where there are too many to name each in a description, else none."""
    found = frozenset(graph for graph in graphs if graph.startswith(names.sources))
    return found if len(found) > LISTED else frozenset()


def _graphs(names: Names, graphs: Mapping[str, int]) -> Iterator[ox.Triple]:
    """Each named graph as a subset, with its triples; those of very many sources as one."""
    together = together_of(names, graphs)
    for graph in graphs.keys() - together - {DEFAULT}:
        yield from say(names.dataset, {"void:subset": ox.NamedNode(graph)})
        yield from say(graph, {"rdf:type": node("void:Dataset"), "void:triples": _integer(graphs[graph])})
        held = _HOLDING.get(graph.removeprefix(names.graph("")), ())
        yield from say(graph, {"dcterms:title": map(label, held, ("en", "ja"))})
    if together:
        whole = names.part("sources")
        yield from say(names.dataset, {"void:subset": ox.NamedNode(whole)})
        yield from say(
            whole,
            {
                "rdf:type": [node("void:Dataset"), node("prov:Collection")],
                "rdfs:label": [
                    label(f"{len(together):,} sources"),
                    label(f"出典 {len(together):,} 件", "ja"),
                ],
                "void:uriSpace": ox.Literal(names.sources),
                "void:triples": _integer(sum(graphs[graph] for graph in together)),
                "foaf:page": ox.NamedNode(f"{names.base}sources"),
            },
        )


def _partitions(names: Names, counts: Counts) -> Iterator[ox.Triple]:
    """By class, by property, by property within a class, and these by the class or datatype of the value."""

    def part(whole: str, kind: str, iri: str, told: Mapping[str, Term], prefix: str = "void") -> str:
        """The IRI of the part of `whole` that has to do with a class, a property or a datatype."""
        stem = whole if "#" in whole else f"{whole}#"
        joint = "-" if "#" in whole else ""
        name = f"{stem}{joint}{kind}-{_key(iri, names)}"
        found.extend(say(whole, {f"{prefix}:{kind}Partition": ox.NamedNode(name)}))
        found.extend(say(name, {f"{prefix}:{kind}": ox.NamedNode(iri), **told}))
        return name

    found: list[ox.Triple] = []
    by_class = {
        iri: part(names.dataset, "class", iri, {"void:entities": _integer(members)})
        for iri, members in counts.classes.items()
    }
    for iri, triples in counts.properties.items():
        part(names.dataset, "property", iri, {"void:triples": _integer(triples)})
    inside = {
        (kind, iri): part(by_class[kind], "property", iri, {"void:triples": _integer(triples)})
        for (kind, iri), triples in counts.inside.items()
    }
    for (kind, iri, value), triples in counts.classed.items():
        part(inside[kind, iri], "class", value, {"void:triples": _integer(triples)})
    for (kind, iri, value), triples in counts.typed.items():
        part(inside[kind, iri], "datatype", value, {"void:triples": _integer(triples)}, "void-ext")
    yield from found


def _linksets(names: Names, counts: Counts) -> Iterator[ox.Triple]:
    """The links to the same thing elsewhere, by property and by the dataset that they lead to."""
    for (prop, address), triples in counts.links.items():
        host = re.sub(r"\W+", "-", address.partition("://")[2]).strip("-")
        other = names.part(f"authority-{host}")
        linkset = names.part(f"links-{_key(prop, names)}-{host}")
        yield from say(names.dataset, {"void:subset": ox.NamedNode(linkset)})
        yield from say(
            linkset,
            {
                "rdf:type": node("void:Linkset"),
                "void:linkPredicate": ox.NamedNode(prop),
                "void:subjectsTarget": ox.NamedNode(names.dataset),
                "void:objectsTarget": ox.NamedNode(other),
                "void:triples": _integer(triples),
            },
        )
        yield from say(other, {"rdf:type": node("void:Dataset"), "void:uriSpace": ox.Literal(address)})


def _key(iri: str, names: Names) -> str:
    """A term's part in the IRI of a partition: its short name, else a digest."""
    found = _SHORT.fullmatch(shorten(iri, names))
    return f"{found[1]}-{found[2]}" if found else hashlib.sha256(iri.encode()).hexdigest()[:12]


def _integer(number: int) -> ox.Literal:
    return typed(number, "xsd:integer")


def namespaces(iris: Iterable[str]) -> Iterator[str]:
    """The namespaces of some terms, sorted: known ones, else what stands before the last # or /."""
    known = sorted(PREFIXES.values(), key=len, reverse=True)
    yield from sorted(
        {
            next((space for space in known if iri.startswith(space)), "")
            or iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
            for iri in iris
        }
    )

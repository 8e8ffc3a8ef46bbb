"""Versions of the dataset, each as its own description tells it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..graph.cataloguing.citation import Citation, citation
from ..graph.cataloguing.distributions import part
from ..graph.cataloguing.statements import Facts, node
from ..graph.dumping.package import DumpFile
from ..graph.names import Names
from .data.texts import Text, pick

#: What is so of the dataset as a whole, and of none of its versions.
_OF_WHOLE = (
    "dcat:hasCurrentVersion", "dcat:hasVersion", "dcat:landingPage", "dcterms:identifier", "dcterms:issued",
)  # fmt: skip
#: How a contact is reached (https://www.w3.org/TR/vcard-rdf/), best first.
_REACHED = ("vcard:hasEmail", "vcard:hasURL")


@dataclass(frozen=True)
class Edition:
    """One version: what its metadata graph says, and its files."""

    names: Names
    version: str
    triples: tuple[ox.Triple, ...]
    files: tuple[DumpFile, ...]

    @cached_property
    def facts(self) -> Facts:
        """The metadata graph, to look things up in."""
        return Facts(self.triples)

    @property
    def iri(self) -> str:
        """The version's IRI."""
        return self.names.dataset_version(self.version)

    @property
    def own(self) -> list[ox.Triple]:
        """What the document of the version itself says, which stays true when a newer one comes: of the
        version what the description says of the dataset as a whole, and of the parts, such as files, of which
        each version has its own, by the version's names for them."""
        whole, version = self.names.dataset, self.iri
        of_whole = {node(name) for name in _OF_WHOLE}

        def named(iri: str) -> ox.NamedNode:
            own = iri.startswith(f"{whole}#")
            return ox.NamedNode(version + iri.removeprefix(whole) if own else iri)

        found: dict[ox.Triple, None] = {}
        for subject, name, value in self.triples:
            if isinstance(subject, ox.NamedNode) and not (subject.value == whole and name in of_whole):
                about = version if subject.value == whole else subject.value
                told = named(value.value) if isinstance(value, ox.NamedNode) else value
                found[ox.Triple(named(about), name, told)] = None
        return [*found]

    @property
    def distributed(self) -> list[DumpFile]:
        """The files that hold the data."""
        return [each for each in self.files if self.facts.of(part(self.names, each))]

    @property
    def creators(self) -> tuple[str, ...]:
        """The IRIs of who made the data."""
        return tuple(self.facts.iris(self.names.dataset, "dcterms:creator"))

    @property
    def modified(self) -> str:
        """The day on which the data was last changed; "" where it does not say."""
        return self.facts.text(self.names.dataset, "dcterms:modified")

    @property
    def contact(self) -> str:
        """How to reach whoever answers for the data: by mail or a page; "" where nobody is named."""
        points = self.facts.iris(self.names.dataset, "dcat:contactPoint")
        reached = (self.facts.iris(each, name) for each in points for name in _REACHED)
        return next(itertools.chain.from_iterable(reached), "")

    @property
    def licence(self) -> str:
        """The IRI of the data's licence; "" where none is stated."""
        return next(iter(self.facts.iris(self.names.dataset, "dcterms:license")), "")

    @property
    def licence_name(self) -> str:
        """What the data's licence is called; its IRI where it has no name."""
        return self.facts.text(self.licence, "rdfs:label") or self.licence

    @property
    def citation(self) -> Citation:
        """What a reference to this version names."""
        return citation(self.facts, self.names.dataset, self.version, self.iri)

    @property
    def graphs(self) -> list[tuple[str, int]]:
        """The named graphs and how many triples each has, by name."""
        linksets = set(self.facts.instances(node("void:Linkset").value))
        subsets = set(self.facts.iris(self.names.dataset, "void:subset")) - linksets
        return sorted((graph, self.number(graph, "void:triples")) for graph in subsets)

    @property
    def classes(self) -> list[tuple[str, int]]:
        """The ontology's classes that have members, the largest first, and how many they have."""
        found = self.partitions("class", "void:entities")
        return [(iri, count) for _, iri, count in found if iri.startswith(self.names.ontology_namespace)]

    def partitions(self, kind: str, figure: str, whole: str = "") -> list[tuple[str, str, int]]:
        """The parts of the dataset, or of one of these, by "class" or by "property": each part's IRI, what it
        is a part by and a figure, the largest first."""
        found = [
            (part, iri, self.number(part, figure))
            for part in self.facts.iris(whole or self.names.dataset, f"void:{kind}Partition")
            for iri in self.facts.iris(part, f"void:{kind}")
        ]
        return sorted(found, key=lambda each: (-each[2], each[1]))

    @property
    def linked(self) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
        """The datasets that it links to: IRI, what their names begin with, and of each way of linking there
        the IRI, the property and how many links."""
        found = defaultdict[str, list[tuple[str, str, int]]](list)
        for each in self.facts.instances(node("void:Linkset").value):
            for prop in self.facts.iris(each, "void:linkPredicate"):
                for other in self.facts.iris(each, "void:objectsTarget"):
                    found[other].append((each, prop, self.number(each, "void:triples")))
        return [(other, self.facts.text(other, "void:uriSpace"), ways) for other, ways in found.items()]

    @property
    def programs(self) -> list[tuple[str, str]]:
        """The programs that made it: IRI and name."""
        agents = self.facts.instances(node("prov:SoftwareAgent").value)
        return [(each, self.facts.text(each, "rdfs:label")) for each in agents]

    @property
    def prefixes(self) -> list[tuple[str, str, str]]:
        """The prefixes that it declares: IRI, prefix and namespace."""
        return [
            (each, self.facts.text(each, "sh:prefix"), self.facts.text(each, "sh:namespace"))
            for each in self.facts.instances(node("sh:PrefixDeclaration").value)
        ]

    def texts(self, iri: str, name: str) -> list[Text]:
        """What the description says of something by a property, in all languages."""
        values = self.facts.values(iri, name)
        return [Text(each.value, each.language or "") for each in values if isinstance(each, ox.Literal)]

    def text(self, iri: str, name: str, language: str) -> Text | None:
        """The same in a reader's language, as far as there is such a text."""
        found = self.texts(iri, name)
        return pick(found, language) if found else None

    def number(self, subject: str, name: str) -> int:
        """A figure of the description; 0 where it has none."""
        text = self.facts.text(subject, name)
        return int(text) if text.isdecimal() else 0

"""The IRIs that are published, all built from one base, which the content states."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

#: The closed list of kinds of things.
KINDS = (
    "organization",
    "person",
    "place",
    "agreement",
    "programme",
    "contribution",
    "total",
    "amount",
    "participation",
    "event",
    "statement",
    "statistic",
    "target",
    "source",
    "evidence",
    "adjudication",
    "question",
    "concept",
)

#: Kinds that are described once, in data/entities/; the other things are facts that sources state.
ENTITY_KINDS = ("organization", "person", "place", "programme")
#: Kinds of what is said by sources, of things that are there only where a source speaks of them.
FACT_KINDS = tuple(
    kind
    for kind in KINDS
    if kind not in (*ENTITY_KINDS, "source", "evidence", "adjudication", "question", "concept")
)

#: The metadata graph describes the dumps, so it is in none of them, nor in the digest.
METADATA = "metadata"
#: The name of the default graph's statements where a format, an engine or a query wants one.
BELIEVED = "believed"

#: Graphs that are not a source's.
GRAPHS = (
    "ontology",
    "entities",
    "concepts",
    "inferred",
    "derived",
    "adjudications",
    "shapes",
    METADATA,
    BELIEVED,
)

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: A version's number, which is a folder's name and a step of an address.
VERSION_NUMBER = re.compile(r"[0-9][0-9A-Za-z.+-]*")


def in_words(name: str) -> str:
    """The local name of a term in words.

    >>> in_words("https://w3id.org/accordgraph/ontology#hasAmount"), in_words("setBy")
    ('has amount', 'set by')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", re.split("[#/]", name)[-1]).lower()


def source_of_evidence(slug: str, is_source: Callable[[str], bool]) -> str | None:
    """The slug of the source whose evidence has a slug, which begins with it; the longest of several.

    >>> source_of_evidence("times-2024-p1-title", {"times", "times-2024"}.__contains__)
    'times-2024'
    """
    while slug := slug.rpartition("-")[0]:
        if is_source(slug):
            return slug
    return None


@dataclass(frozen=True)
class Names:
    """The published names under one base IRI, which ends in a slash."""

    base: str

    @property
    def ontology(self) -> str:
        """The ontology's own IRI."""
        return f"{self.base}ontology"

    @property
    def ontology_namespace(self) -> str:
        """The namespace of the ontology's terms."""
        return f"{self.base}ontology#"

    @property
    def shapes_namespace(self) -> str:
        """The namespace of the shapes."""
        return f"{self.base}shapes#"

    @property
    def dataset(self) -> str:
        """The dataset's own IRI."""
        return f"{self.base}dataset"

    @property
    def endpoint(self) -> str:
        """The SPARQL endpoint's IRI."""
        return f"{self.base}sparql"

    @property
    def things(self) -> str:
        """What all IRIs of things begin with."""
        return f"{self.base}id/"

    @property
    def documents(self) -> str:
        """What the IRIs of all documents about things begin with."""
        return f"{self.base}doc/"

    @property
    def sources(self) -> str:
        """What the IRIs of all graphs of sources begin with."""
        return f"{self.base}graph/source/"

    def term(self, local: str) -> str:
        """The IRI of a term of the ontology."""
        return self.ontology_namespace + local

    def shape(self, local: str) -> str:
        """The IRI of a shape."""
        return self.shapes_namespace + local

    def graph(self, name: str) -> str:
        """The IRI of a named graph: "entities", "source/<slug>"."""
        return f"{self.base}graph/{name}"

    def source_graph(self, slug: str) -> str:
        """The IRI of the graph that holds what one source says."""
        return self.sources + slug

    def thing(self, kind: str, slug: str) -> str:
        """The IRI of a thing."""
        return f"{self.things}{kind}/{slug}"

    def document(self, kind: str, slug: str) -> str:
        """The IRI of the document about a thing."""
        return f"{self.documents}{kind}/{slug}"

    def part(self, local: str) -> str:
        """The IRI of a part of the dataset's description: "dataset#build"."""
        return f"{self.dataset}#{local}"

    def dataset_version(self, version: str) -> str:
        """The IRI of one version of the dataset."""
        return f"{self.dataset}/{version}"

    def ontology_version(self, version: str) -> str:
        """The IRI of one version of the ontology."""
        return f"{self.ontology}/{version}"

    def dump(self, version: str, name: str) -> str:
        """The address of one file of the dumps of a version."""
        return f"{self.base}dumps/{version}/{name}"

    def kind_and_slug(self, iri: str) -> tuple[str, str] | None:
        """The kind and the slug in a thing's IRI; None where `iri` names no thing.

        >>> Names("https://w3id.org/accordgraph/").kind_and_slug("https://w3id.org/accordgraph/id/person/mineta")
        ('person', 'mineta')
        """
        if not iri.startswith(self.things):
            return None
        kind, slash, slug = iri.removeprefix(self.things).partition("/")
        return (kind, slug) if slash else None

    def kind(self, iri: str) -> str | None:
        """The kind in a thing's IRI; None where `iri` names no thing."""
        found = self.kind_and_slug(iri)
        return found[0] if found else None

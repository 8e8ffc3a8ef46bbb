"""Terms of other vocabularies that the program itself relies on."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from .prefixes import PREFIXES

#: What an RDF statement's three places may hold.
Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def term(prefix: str, local: str) -> ox.NamedNode:
    """The term `local` of a vocabulary in the table of prefixes."""
    return ox.NamedNode(PREFIXES[prefix] + local)


#: The graph of what a reader should believe.
DEFAULT_GRAPH = ox.DefaultGraph()

TYPE = term("rdf", "type")
#: As it stands in lines of N-Triples.
TYPE_WRITTEN = str(TYPE).encode()
DATE = term("xsd", "date")
LABEL = term("rdfs", "label")
COMMENT = term("rdfs", "comment")
SUBCLASS = term("rdfs", "subClassOf")
SUBPROPERTY = term("rdfs", "subPropertyOf")
INVERSE = term("owl", "inverseOf")
DISJOINT = term("owl", "disjointWith")
SAME = term("owl", "sameAs")
DIFFERENT = term("owl", "differentFrom")
VERSION = term("owl", "versionInfo")
#: A thing with `owl:deprecated true` is a tombstone; `dcterms:isReplacedBy` names what took its place.
DEPRECATED = term("owl", "deprecated")
TRUE = ox.Literal("true", datatype=term("xsd", "boolean"))
REPLACED = term("dcterms", "isReplacedBy")
LICENSE = term("dcterms", "license")
MODIFIED = term("dcterms", "modified")
ISSUED = term("dcterms", "issued")
LANGUAGE = term("dcterms", "language")
TITLE = term("dcterms", "title")
DESCRIPTION = term("dcterms", "description")
DERIVED = term("prov", "wasDerivedFrom")
PAGE = term("foaf", "page")
DATASET = term("void", "Dataset")
URI_SPACE = term("void", "uriSpace")
PREF_LABEL = term("skos", "prefLabel")
ALT_LABEL = term("skos", "altLabel")
EXACT_MATCH = term("skos", "exactMatch")
DEFINITION = term("skos", "definition")
IN_SCHEME = term("skos", "inScheme")
CONCEPT = term("skos", "Concept")
SCHEME = term("skos", "ConceptScheme")
MIN_COUNT = term("sh", "minCount")


def iri_text(term: object) -> str:
    """The IRI of a named node, else the empty string."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def literal_text(term: object) -> str:
    """The text of a literal, else the empty string."""
    return term.value if isinstance(term, ox.Literal) else ""


def is_english(term: object) -> bool:
    """Whether a term is a text in English."""
    return isinstance(term, ox.Literal) and term.language == "en"


def version_of(triples: Iterable[ox.Triple], subject: str) -> str:
    """The owl:versionInfo that triples state of an IRI; "" where there is none."""
    found = {
        triple.object.value
        for triple in triples
        if triple.predicate == VERSION
        and triple.subject == ox.NamedNode(subject)
        and isinstance(triple.object, ox.Literal)
    }
    return min(found, default="")

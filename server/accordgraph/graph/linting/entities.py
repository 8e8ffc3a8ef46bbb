"""What data/entities/ may say of things: names, identifiers and places, but nothing that sources state."""

from __future__ import annotations

from collections.abc import Iterator

from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import (
    ALT_LABEL,
    COMMENT,
    DEPRECATED,
    DERIVED,
    DIFFERENT,
    EXACT_MATCH,
    LABEL,
    LANGUAGE,
    PAGE,
    REPLACED,
    TYPE,
    iri_text,
    term,
)

#: What the curator adds, by properties of other vocabularies.
_ADDED = frozenset(
    (
        TYPE,
        LABEL,
        ALT_LABEL,
        COMMENT,
        PAGE,
        DERIVED,
        DIFFERENT,
        DEPRECATED,
        EXACT_MATCH,
        LANGUAGE,
        REPLACED,
        term("dcterms", "identifier"),
        term("dcterms", "source"),
        term("foaf", "homepage"),
        term("rdfs", "seeAlso"),
        term("skos", "closeMatch"),
        term("skos", "note"),
    )
)
#: And by properties of the ontology.
_ADDED_OWN = ("demonym", "locatedIn", "publishedBy")


def facts_without_source(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find facts in data/entities/, which would be believed though no source states them."""
    if file.role is not Role.ENTITIES:
        return
    added = {each.value for each in _ADDED} | {corpus.names.term(each) for each in _ADDED_OWN}
    written = {f"<{each}>".encode() for each in added}
    if all(line.split(b" ", 2)[1] in written for line in file.lines.lines()):
        return
    for triple in file.triples:
        if iri_text(triple.predicate) not in added:
            place = locator.within(file.path, *triple)
            message = (
                f"{shorten(triple.predicate.value, corpus.names)} is no name, identifier or place: in "
                "data/entities/ it has no source. Say it in the file of the source that states it, with "
                "evidence."
            )
            yield place.problem("unsourced", message)

"""Source files: each names its graph after itself, and its evidence supports what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ..names import SLUG
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..terms import DERIVED, TYPE, iri_text
from .things import closure


def no_source(corpus: Corpus, _locator: Locator) -> Iterator[Problem]:
    """Warn of content without any source: a vocabulary may be published, but facts come from sources."""
    if not corpus.sources:
        message = "There is no source, so the graph states no facts; CONTRIBUTING.md says how to add one."
        yield Problem("data/sources", None, None, "no-source", message, "warning")


def source_graphs(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find source files whose graph is not typed, not named after the file, or not derived from its
    source."""
    names = corpus.names
    kind = ox.NamedNode(names.term("SourceGraph"))
    for file in corpus.of(Role.SOURCES):
        if not SLUG.fullmatch(file.slug):
            message = (
                f'The file\'s name "{file.slug}" names its graph, so it is lower-case ASCII letters '
                "and digits with single hyphens; rename the file."
            )
            yield Problem(file.path, None, None, "source-graph", message)
            continue
        graph = ox.NamedNode(corpus.graph(file))
        source = ox.NamedNode(names.thing("source", file.slug))
        name = shorten(graph.value, names)
        for triple in file.triples:
            if triple.predicate == TYPE and triple.object == kind and triple.subject != graph:
                place = locator.within(file.path, triple.subject)
                message = (
                    f"{shorten(iri_text(triple.subject), names)} stands in the file of {name}; mend the "
                    "IRI or the file's name."
                )
                yield Problem(file.path, place.line, place.column, "source-graph", message)
            elif triple.predicate == DERIVED and triple.subject == graph and triple.object != source:
                place = locator.within(file.path, triple.subject, triple.predicate, triple.object)
                message = f"{name} is to be derived from source/{file.slug}, which its file is named after."
                yield Problem(file.path, place.line, place.column, "source-graph", message)
        said = set(file.triples)
        for wanted, text in (
            (ox.Triple(graph, TYPE, kind), f"<{graph.value}> a accord:SourceGraph"),
            (ox.Triple(graph, DERIVED, source), f"<{graph.value}> prov:wasDerivedFrom <{source.value}>"),
        ):
            if wanted not in said:
                message = f"This source file does not say `{text}`; add it."
                yield Problem(file.path, None, None, "source-graph", message)


def repeated_sources(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find sources that are said to repeat what is no source, or, over others, themselves."""
    names = corpus.names
    stated = {
        (iri_text(triple.subject), iri_text(triple.object)): (file, triple)
        for file in corpus.of(Role.SOURCES, Role.ENTITIES)
        for triple in file.triples
        if triple.predicate == DERIVED and names.kind(iri_text(triple.subject)) == "source"
    }
    above = closure(stated)
    for (source, origin), (file, triple) in stated.items():
        name = shorten(source, names)
        if names.kind(origin) != "source":
            message = f"{name} is said to repeat what is no source; name another source of data/entities."
        elif source in above[source] and source in (origin, *above.get(origin, ())):
            message = f"{name} repeats itself, over {shorten(origin, names)}; which of them came first?"
        else:
            continue
        place = locator.within(file.path, triple.subject, triple.predicate, triple.object)
        yield Problem(file.path, place.line, place.column, "repeated-source", message)


def useless_evidence(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find evidence for statements that its own graph does not make."""
    supports = ox.NamedNode(corpus.names.term("supports"))
    supports_property = ox.NamedNode(corpus.names.term("supportsProperty"))
    for file in corpus.of(Role.SOURCES):
        subjects = {triple.subject for triple in file.triples}
        pairs = {(triple.subject, triple.predicate) for triple in file.triples}
        supported = {triple.subject: triple.object for triple in file.triples if triple.predicate == supports}
        for triple in file.triples:
            if triple.predicate == supports and triple.object not in subjects:
                what = f"says nothing of {shorten(iri_text(triple.object), corpus.names)}"
            elif (
                triple.predicate == supports_property
                and triple.subject in supported
                and supported[triple.subject] in subjects
                and (supported[triple.subject], triple.object) not in pairs
            ):
                subject = shorten(iri_text(supported[triple.subject]), corpus.names)
                what = f"states no {shorten(iri_text(triple.object), corpus.names)} of {subject}"
            else:
                continue
            place = locator.within(file.path, triple.subject, triple.predicate, triple.object)
            message = f"This is evidence, but the file {what}; state it, or mend or remove the evidence."
            yield Problem(file.path, place.line, place.column, "useless-evidence", message)

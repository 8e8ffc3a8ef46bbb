"""Source files: each names its graph after itself, and its evidence supports what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ..closure import closure
from ..names import Names
from ..prefixes import shorten
from ..problems import Place, Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.lines import Lines
from ..reading.locate import Locator
from ..reading.ntriples import parsed
from ..reading.turtle import TurtleFile
from ..terms import DERIVED, TYPE, iri_text
from .terms import is_undefined

#: The rule of what a file of a source is named after.
MISNAMED = "source-graph"
#: The rule of where it stands.
MISPLACED = "source-folder"


def no_source(corpus: Corpus, _locator: Locator) -> Iterator[Problem]:
    """Warn of content without any source: a vocabulary may be published, but facts come from sources."""
    if not corpus.sources:
        message = "There is no source, so the graph states no facts; CONTRIBUTING.md says how to add one."
        yield Place("data/sources").problem("no-source", message, "warning")


def source_graphs(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find source files that stand elsewhere, or whose graph is not typed, not named after the file, or not
    derived from its source."""
    names = corpus.names
    kind = ox.NamedNode(names.term("SourceGraph"))
    if file.role is not Role.SOURCES:
        yield from _elsewhere(file, kind, names, locator)
        return
    graph = ox.NamedNode(corpus.graph(file))
    source = ox.NamedNode(names.thing("source", file.slug))
    name = shorten(graph.value, names)
    typed, derived = (
        file.lines.ending(f"{TYPE} {kind}".encode()),
        file.lines.starting(f"{graph} {DERIVED} ".encode()),
    )
    told: set[ox.NamedNode] = set()
    for triple in parsed(b"".join([*typed, *derived])):
        if triple.predicate == TYPE and triple.subject != graph:
            told |= {TYPE, DERIVED}
            place = locator.within(file.path, triple.subject)
            message = (
                f"{shorten(iri_text(triple.subject), names)} stands in the file of {name}; mend the "
                "IRI or the file's name."
            )
            yield place.problem(MISNAMED, message)
        elif triple.predicate == DERIVED and triple.object != source:
            told.add(DERIVED)
            place = locator.within(file.path, *triple)
            message = f"{name} is to be derived from source/{file.slug}, which its file is named after."
            yield place.problem(MISNAMED, message)
    for wanted, text in (
        (ox.Triple(graph, TYPE, kind), f"<{graph.value}> a accord:SourceGraph"),
        (ox.Triple(graph, DERIVED, source), f"<{graph.value}> prov:wasDerivedFrom <{source.value}>"),
    ):
        if wanted not in file.lines and wanted.predicate not in told:
            message = f"This source file does not say `{text}`; add it."
            yield Place(file.path).problem(MISNAMED, message)


def _elsewhere(file: TurtleFile, kind: ox.NamedNode, names: Names, locator: Locator) -> Iterator[Problem]:
    """Tell of the graph of a source that a file of another folder states."""
    for triple in parsed(b"".join(file.lines.ending(f"{TYPE} {kind}".encode()))):
        slug = iri_text(triple.subject).removeprefix(names.sources)
        message = f"This is what a source states; it stands in a file of its own, data/sources/{slug}.ttl."
        yield locator.within(file.path, *triple).problem(MISPLACED, message)


def repeated_sources(corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find sources that are said to repeat what is no source, or, over others, themselves."""
    names = corpus.names
    stated = {
        (iri_text(triple.subject), iri_text(triple.object)): (file, triple)
        for file in corpus.of(Role.SOURCES, Role.ENTITIES)
        for triple in corpus.outlines[file.path].marked(DERIVED)
        if names.kind(iri_text(triple.subject)) == "source"
    }
    above = closure(stated)
    for (source, origin), (file, triple) in stated.items():
        name = shorten(source, names)
        if not origin:
            continue  # the shape of sources tells of a text
        if names.kind(origin) != "source":
            message = f"{name} is said to repeat what is no source; name another source of data/entities."
        elif source == origin:
            message = f"{name} is said to repeat itself; name the source that it repeats, or remove this."
        elif source in above[source] and source in (origin, *above.get(origin, ())):
            message = f"{name} repeats itself, over {shorten(origin, names)}; which of them came first?"
        else:
            continue
        place = locator.within(file.path, *triple)
        yield place.problem("repeated-source", message)


def useless_evidence(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find evidence for statements that its own graph does not make."""
    supports = ox.NamedNode(corpus.names.term("supports"))
    supports_property = ox.NamedNode(corpus.names.term("supportsProperty"))
    if file.role is not Role.SOURCES or _useful(file.lines, supports, supports_property):
        return
    subjects = {triple.subject for triple in file.triples}
    pairs = {(triple.subject, triple.predicate) for triple in file.triples}
    supported = {triple.subject: triple.object for triple in file.triples if triple.predicate == supports}
    # Of a misspelt property, that is told.
    misspelt = {each.subject for each in file.triples if is_undefined(each.predicate.value, corpus)}
    for triple in file.triples:
        if triple.predicate == supports and triple.object not in subjects:
            what = f"says nothing of {shorten(iri_text(triple.object), corpus.names)}"
        elif (
            triple.predicate == supports_property
            and triple.subject in supported
            and supported[triple.subject] in subjects - misspelt
            and (supported[triple.subject], triple.object) not in pairs
        ):
            subject = shorten(iri_text(supported[triple.subject]), corpus.names)
            what = f"states no {shorten(iri_text(triple.object), corpus.names)} of {subject}"
        else:
            continue
        place = locator.within(file.path, *triple)
        message = f"This is evidence, but the file {what}; state it, or mend or remove the evidence."
        yield place.problem("useless-evidence", message)


def _useful(lines: Lines, supports: ox.NamedNode, supports_property: ox.NamedNode) -> bool:
    """Whether all evidence is for statements that are made."""
    pairs = {tuple(line.split(b" ", 2)[:2]) for line in lines.lines()}
    subjects = {subject for subject, _ in pairs}
    supported: dict[bytes, bytes] = {}
    for item, _, subject in lines.split([str(supports).encode()]):
        supported[item] = subject
        if subject not in subjects:
            return False
    of_properties = lines.split([str(supports_property).encode()])
    return all(item not in supported or (supported[item], prop) in pairs for item, _, prop in of_properties)

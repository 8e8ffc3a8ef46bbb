"""Statements in files that are not about what these state: there nobody looks for them, and no rule asks who
says so."""

from __future__ import annotations

from collections.abc import Iterator

from ..cataloguing.statements import node
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import iri_text

#: How names go on after the base, the files that speak of what is so named, and where to speak of it instead.
#: The first row that fits counts. What was withdrawn has its tombstone among the entities, whatever it is.
_FILES: tuple[tuple[str, tuple[Role, ...], str], ...] = (
    ("id/concept/", (Role.CONCEPTS, Role.ENTITIES), "ontology/concepts/"),
    ("id/adjudication/", (Role.ADJUDICATIONS, Role.ENTITIES), "data/adjudications.ttl"),
    ("id/question/", (Role.ENTITIES,), "the head of its file in ontology/questions/"),
    (
        "id/",
        (Role.SOURCES, Role.ENTITIES),
        "the file of the source that states it, with evidence; its names and identifiers in data/entities/",
    ),
    ("graph/source/", (Role.SOURCES, Role.ENTITIES), "the file of its source"),
    ("ontology", (Role.ONTOLOGY,), "ontology/accordgraph.ttl or ontology/alignments.ttl"),
    ("shapes", (Role.SHAPES,), "shapes/"),
    ("", (Role.DATASET,), "data/dataset.ttl"),
)
#: Who is described with the dataset, too: catalogues ask what kind of publisher they are.
_AGENTS = (node("dcterms:creator"), node("dcterms:publisher"))


def misplaced(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find statements about what another file of the content is about."""
    names = corpus.names
    instead = {
        subject: where
        for subject in (each[1:-1].decode() for each in corpus.outlines[file.path].subjects)
        if subject.startswith(names.base)
        if (where := _instead(subject.removeprefix(names.base), file.role))
    }
    if not instead:
        return
    agents = {iri_text(triple.object) for triple in file.lines.having(*_AGENTS)}
    for triple in file.triples:
        subject = iri_text(triple.subject)
        if subject in instead and not (file.role is Role.DATASET and subject in agents):
            message = (
                f"{shorten(subject, names)} is not what this file is about, so nobody would look for this "
                f"here; say it in {instead[subject]}."
            )
            yield locator.within(file.path, *triple).problem("misplaced", message)


def _instead(rest: str, role: Role) -> str:
    """Where to say what is said of a name, by what follows the base in it; "" where a file may say it."""
    roles, where = next((roles, where) for start, roles, where in _FILES if rest.startswith(start))
    return "" if role in roles else where

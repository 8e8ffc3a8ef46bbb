"""Statements in files that are not about what these state: there nobody looks for them, and no rule asks who
says so."""

from __future__ import annotations

from collections.abc import Iterator

from ..cataloguing.statements import node
from ..names import Names
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Role
from ..reading.corpus import Corpus
from ..reading.locate import Locator
from ..reading.turtle import TurtleFile
from ..terms import SUBPROPERTY, TYPE, iri_text

#: The rule of what a file has nothing to say of.
ELSEWHERE = "misplaced"
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

#: What the ontology says of a term of others, as OWL 2 DL wants it: what kind it is, and what it specializes.
_DECLARED = frozenset((TYPE, SUBPROPERTY))


def misplaced(file: TurtleFile, corpus: Corpus, locator: Locator) -> Iterator[Problem]:
    """Find statements about what another file of the content is about, or what is not of this content."""
    names = corpus.names
    subjects = (each[1:-1].decode() for each in corpus.outlines[file.path].subjects if each.startswith(b"<"))
    faults = {subject: fault for subject in subjects if (fault := _fault(subject, file.role, names))}
    if not faults:
        return
    agents = {iri_text(triple.object) for triple in file.lines.having(*_AGENTS)}
    for triple in file.triples:
        subject = iri_text(triple.subject)
        with_dataset = file.role is Role.DATASET and subject in agents
        of_others = file.role is Role.ONTOLOGY and not subject.startswith(names.base)
        declared = of_others and triple.predicate in _DECLARED
        if subject in faults and not with_dataset and not declared:
            # At each statement, so that it is known of what is found there; it is told where it stands first.
            for key in (tuple(triple), *(() if of_others else ((triple.subject,),))):
                yield locator.within(file.path, *key).problem(ELSEWHERE, faults[subject])


def _fault(subject: str, role: Role, names: Names) -> str:
    """Say what is wrong with speaking of something in a file; "" where nothing is."""
    if not subject.startswith(names.base):
        if role is Role.DATASET:
            return ""
        return (
            f"{shorten(subject, names)} is a name of others, who say what there is to say of it; say this of "
            f"a name under {names.base}."
        )
    rest = subject.removeprefix(names.base)
    roles, where = next((roles, where) for start, roles, where in _FILES if rest.startswith(start))
    if role in roles:
        return ""
    return (
        f"{shorten(subject, names)} is not what this file is about, so nobody would look for this here; say "
        f"it in {where}."
    )

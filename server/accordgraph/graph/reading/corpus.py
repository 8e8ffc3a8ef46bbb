"""The whole content, read: its names, its files and its questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from ..allocator import give_back
from ..kept import Kept
from ..names import Names
from ..problems import Place, Problem
from ..terms import CONCEPT, DATASET, LABEL, TYPE, URI_SPACE, iri_text
from .content import DATASET_FILE, Content, Role
from .keeping import recalled
from .labels import labels
from .lines import Lines
from .mistakes import mistakes
from .outline import Outline, outline
from .turtle import TurtleFile, read_all, read_text

_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|^`\\#?]+/")


@dataclass(frozen=True)
class Question:
    """A competency question: one .rq file."""

    path: str
    slug: str
    text: str


@dataclass(frozen=True)
class Corpus:
    """All files of the content that could be read, and the names that its base gives; what was found out of
    the same files before is `kept`."""

    names: Names
    files: tuple[TurtleFile, ...]
    questions: tuple[Question, ...]
    kept: Kept = field(compare=False)

    def of(self, *roles: Role) -> tuple[TurtleFile, ...]:
        """The Turtle files that play one of the roles."""
        return tuple(file for file in self.files if file.role in roles)

    def paths(self, *roles: Role) -> list[str]:
        """The paths of the Turtle files that play one of the roles."""
        return [file.path for file in self.of(*roles)]

    def graph(self, file: TurtleFile) -> str:
        """The IRI of the named graph that a file's statements go into."""
        if file.role is Role.SOURCES:
            return self.names.source_graph(file.slug)
        return self.names.graph(file.role.value)

    def triples(self, *roles: Role) -> frozenset[ox.Triple]:
        """All statements of the files that play one of the roles."""
        return frozenset(triple for file in self.of(*roles) for triple in file.triples)

    def said(self, role: Role) -> Lines:
        """All statements of the files that play a role, as sorted text."""

        def find() -> bytes:
            text = Lines.union(file.lines for file in self.of(role)).text
            # Each file names its blank nodes by itself.
            return Lines.of(self.triples(role)).text if b"_:" in text else text

        key = self.kept.key("said", role.value, *(file.digest for file in self.of(role)))
        return recalled(self.kept, key, find)

    @cached_property
    def entities(self) -> Lines:
        """All statements of the entities, as sorted text."""
        return self.said(Role.ENTITIES)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The English labels of the entities by their IRIs; another one where there is none."""
        return labels(self.entities.having(LABEL), fallback=True)

    @cached_property
    def japanese_labels(self) -> dict[str, str]:
        """The Japanese labels of the entities, and of the terms, by their IRIs."""
        return labels((*self.entities.having(LABEL), *self.triples(Role.ONTOLOGY)), "ja")

    @cached_property
    def defined(self) -> frozenset[str]:
        """What ontology/accordgraph.ttl defines; alignments only link what is defined there."""
        files = (file for file in self.of(Role.ONTOLOGY) if file.slug != "alignments")
        stated = (triple for file in files for triple in file.triples)
        return frozenset(iri_text(triple.subject) for triple in stated if triple.predicate == TYPE)

    @cached_property
    def concepts(self) -> Mapping[str, str]:
        """All concepts, sorted, with the files that they stand in."""
        files = self.of(Role.CONCEPTS)
        found = {iri: file.path for file in files for iri in file.lines.having_value(TYPE, CONCEPT)}
        return dict(sorted(found.items()))

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """What other files need to know of each file, by its path."""
        return {file.path: self._outline(file) for file in self.files}

    @cached_property
    def described(self) -> set[bytes]:
        """All that the content describes, as its lines write it: what has a name there leads somewhere."""
        questions = (self.names.thing("question", question.slug) for question in self.questions)
        others = (*questions, *self.sources, self.names.shapes_namespace)
        nodes = (each.described for each in self.outlines.values())
        return {f"<{iri}>".encode() for iri in others}.union(*nodes)

    def forget(self, *, outlines: bool = False) -> None:
        """Let go of the text of all lines, and of the outlines, which take a third of it, when files were
        looked through or compared: it is read again when it is asked for."""
        for file in self.files:
            file.lines.forget()
        if outlines:
            for found in ("outlines", "described"):
                self.__dict__.pop(found, None)
        give_back()

    def _outline(self, file: TurtleFile) -> Outline:
        key = self.kept.key("outline with marks", self.names.base, file.role.value, file.lines.own_digest)
        found = self.kept.known(key)
        if found is not None:
            return Outline.from_bytes(found)
        made = outline(file.lines, file.role, self.names)
        file.lines.forget()
        self.kept.keep(made.to_bytes(), key)
        return made

    @cached_property
    def sources(self) -> dict[str, TurtleFile]:
        """The source files by the IRI of their graph."""
        return {self.graph(file): file for file in self.of(Role.SOURCES)}


def read(
    content: Content, roles: Iterable[Role] = Role, kept: Kept | None = None
) -> tuple[Corpus | None, list[Problem]]:
    """Read the files of the content that play these roles, all of them unless said otherwise; what was read
    before is `kept`.

    None where its base is not known, which the role DATASET gives, since then nothing can be named.
    """
    problems: list[Problem] = []
    questions: list[Question] = []
    wanted = frozenset(roles)
    kept = kept or Kept()
    there = [(role, path) for role, path in content.files if role in wanted]
    for path in (path for role, path in there if role is Role.QUESTIONS):
        text, found = read_text(content.root, path)
        problems += found
        if not found:
            questions.append(Question(path, path.rpartition("/")[2].removesuffix(".rq"), text))
    files: list[TurtleFile] = []
    turtle = [(role, path) for role, path in there if role is not Role.QUESTIONS]
    for file, found in read_all(content.root, turtle, kept):
        problems += found
        files += [file] if file else []
    problems += [Place(path).problem("stray-file", content.why_stray(path)) for path in content.strays]
    broken = [file for file in files if file.broken]
    base, fault = _base(content, files, bool(problems or broken))
    problems += [Place(DATASET_FILE).problem("dataset", fault)] if fault else []
    names = Names(base) if base else None
    problems += (each for file in broken for each in mistakes(file.path, file.text, names))
    if names is None:
        return None, problems
    return Corpus(names, tuple(files), tuple(questions), kept), problems


def _base(content: Content, files: Iterable[TurtleFile], broken: bool) -> tuple[str, str]:
    """The base IRI that data/dataset.ttl states, "" where it is not known; and what is wrong there, "" where
    nothing is, or where another problem tells of it."""
    if DATASET_FILE not in {path for _, path in content.files}:
        return "", (
            "This file is missing; it states the dataset's title, licence, version and base (void:uriSpace)."
        )
    dataset = next((file for file in files if file.role is Role.DATASET), None)
    if dataset is None:
        return "", ""
    subjects = {
        triple.subject for triple in dataset.triples if triple.predicate == TYPE and triple.object == DATASET
    }
    spaces = [
        (triple.subject, triple.object.value)
        for triple in dataset.triples
        if triple.subject in subjects
        and triple.predicate == URI_SPACE
        and isinstance(triple.object, ox.Literal)
    ]
    if len(spaces) != 1:
        wanted = (
            "A void:Dataset with exactly one void:uriSpace is wanted here: the base of all published IRIs."
        )
        return "", "" if broken else wanted
    subject, base = spaces[0]
    if not _ABSOLUTE.fullmatch(base):
        return "", (
            f'void:uriSpace "{base}" is no base; give an absolute http or https IRI that ends in a slash.'
        )
    if iri_text(subject) != f"{base}dataset":
        return "", f"The dataset is to be named <{base}dataset>, after its void:uriSpace."
    return base, ""

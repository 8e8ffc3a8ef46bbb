"""The beginning of a source: its file and its entry, from what the document says of itself."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ...errors import AccordGraphError
from ..disk import is_folder, is_there
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Content, Role
from ..reading.corpus import Corpus, read
from ..reading.locate import Locator
from ..reading.turtle import parse
from ..terms import PAGE, iri_text
from .addresses import pages_of_sources, same_page
from .blocks import joined
from .documents import Document
from .drafts import Draft
from .slugs import publisher_of, source_slug
from .together import write_once

_ENTITIES = "data/entities/sources.ttl"


class ScaffoldError(AccordGraphError):
    """The source cannot be begun."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        """Say why, and which problems of the content stand in the way."""
        super().__init__(message)
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Scaffold:
    """A source that was begun: its slug, the files that were written, and what is to be filled in."""

    slug: str
    files: tuple[Path, ...]
    missing: tuple[str, ...]


def new_source(content: Content, document: Document, slug: str = "", text: Path | None = None) -> Scaffold:
    """Begin a source; write its file, its entry and, where a path is given, the document's text.

    Nothing is overwritten, and nothing is written where anything is in the way; raises ScaffoldError and
    SlugError.
    """
    corpus, problems = read(content, (Role.DATASET, Role.ENTITIES))
    if corpus is None or problems:
        raise ScaffoldError("The content has mistakes that are to be mended first.", problems)
    _refuse_double(corpus, document)
    publisher, label = publisher_of(corpus, document)
    chosen = source_slug(document, slug, label)
    file = f"data/sources/{chosen}.ttl"
    source = Draft(chosen, corpus.names, document, publisher, label)
    iri = ox.NamedNode(corpus.names.thing("source", chosen))
    if is_there(content.root / file) or any(t.subject == iri for t in corpus.triples(Role.ENTITIES)):
        raise ScaffoldError(f"There is a source {chosen} already; name this one with --slug.")
    if text is not None and is_there(text):
        raise ScaffoldError(
            f"{text} is there already; nothing is overwritten. Name another file with --text."
        )
    old = next((each.text for each in corpus.files if each.path == _ENTITIES), "")
    new = {
        content.root / file: source.file(),
        content.root / _ENTITIES: joined(old, list(source.entry()), source.names),
    }
    _verify(new, old, content, iri)
    if text is not None:
        new[text] = document.text
    write_once(new, {content.root / _ENTITIES: old})
    return Scaffold(chosen, tuple(new), tuple(source.missing()))


def _refuse_double(corpus: Corpus, document: Document) -> None:
    """Raise ScaffoldError where a source has the document's page already."""
    wanted = same_page(document.told.page)
    for file in corpus.of(Role.ENTITIES):
        for page, triple in pages_of_sources(file.lines.having(PAGE), corpus.names):
            if page == wanted:
                place = Locator(corpus.files).within(
                    file.path, triple.subject, triple.predicate, triple.object
                )
                raise ScaffoldError(
                    f"{shorten(iri_text(triple.subject), corpus.names)} has the page {document.told.page} "
                    f"already ({file.path}:{place.line}); go on with that source. Where this is another "
                    "document, its head names a wrong address: save its text as a plain text file, and begin "
                    "the source from that."
                )


def _verify(new: Mapping[Path, str], old: str, content: Content, iri: ox.NamedNode) -> None:
    """Make sure that what is to be written is Turtle, and tells of the source beside what was told before."""
    for path, text in new.items():
        name = path.relative_to(content.root).as_posix()
        file, problems = parse(name, Role.ENTITIES, text)
        before, _ = parse(name, Role.ENTITIES, old if name == _ENTITIES else "")
        tells = any(triple.subject == iri for triple in file.triples)
        if problems or not tells or not set(before.triples) <= set(file.triples):
            raise ScaffoldError(
                f"{name} is laid out so that no entry can be added; lay it out as CONTRIBUTING.md says.",
                problems,
            )


def writable(content: Content) -> None:
    """Raise ScaffoldError for a content that is not a person's own: the copy in the installed program, or
    what may not be changed."""
    package = Path(__file__).resolve().parents[2]
    if content.root.resolve().is_relative_to(package):
        raise ScaffoldError(
            "This content is the installed program's; name the folder of yours with --content."
        )
    for folder in ("data/sources", "data/entities"):
        place = content.root / folder
        if is_folder(place) and not os.access(place, os.W_OK | os.X_OK):
            raise ScaffoldError(f"{place} may not be written to; change its permissions.")

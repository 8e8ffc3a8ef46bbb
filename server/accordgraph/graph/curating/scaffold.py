"""The beginning of a source: its file and its entry, from what the document says of itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ...errors import AccordGraphError
from ..grounding.mentions import mentions
from ..grounding.readings import readings
from ..grounding.values import Period
from ..names import Names
from ..prefixes import shorten
from ..problems import Problem
from ..reading.content import Content, Role
from ..reading.corpus import Corpus, read
from ..reading.locate import Locator
from ..reading.turtle import parse
from ..terms import PAGE, iri_text
from .addresses import pages_of_sources, same_page
from .blocks import block, evidence_block, joined, prefixed, string
from .documents import Document
from .placeholders import LANGUAGE, WORDS
from .placeholders import SLUG as FILL
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


@dataclass(frozen=True)
class _Source:
    """What the two files are written from."""

    slug: str
    names: Names
    document: Document
    publisher: str
    publisher_label: str

    @property
    def label(self) -> str:
        """The source's label in English."""
        return f"{self.title or WORDS}{self.origin}"

    @property
    def title(self) -> str:
        """Its title, where that is in English."""
        told = self.document.told
        return told.title if told.language == "en" else ""

    @property
    def origin(self) -> str:
        """Its publisher and its day, as far as they are known, in brackets."""
        known = ", ".join(each for each in (self.publisher_label, self.day) if each)
        return f" ({known})" if known else ""

    @property
    def day(self) -> str:
        """The day of issue in words, as precise as it is known."""
        told = self.document.told
        if not told.issued:
            return ""
        on = date.fromisoformat(told.issued)
        form = {"day": f"{on.day} {on:%B %Y}", "month": f"{on:%B %Y}"}
        return form.get(told.precision, f"{on.year}")


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
    source = _Source(chosen, corpus.names, document, publisher, label)
    iri = ox.NamedNode(corpus.names.thing("source", chosen))
    if (content.root / file).exists() or any(t.subject == iri for t in corpus.triples(Role.ENTITIES)):
        raise ScaffoldError(f"There is a source {chosen} already; name this one with --slug.")
    if text is not None and text.exists():
        raise ScaffoldError(
            f"{text} is there already; nothing is overwritten. Name another file with --text."
        )
    old = next((each.text for each in corpus.files if each.path == _ENTITIES), "")
    entry = list(_entry(source))
    new = {
        content.root / file: _source_file(source),
        content.root / _ENTITIES: joined(old, entry, source.names),
    }
    _verify(new, old, content, iri)
    if text is not None:
        new[text] = document.text
    write_once(new, {content.root / _ENTITIES: old})
    return Scaffold(chosen, tuple(new), tuple(_missing(source)))


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


def _entry(source: _Source) -> Iterator[tuple[str, str]]:
    """The entry in data/entities/sources.ttl: each block by its subject."""
    told = source.document.told
    graph = f"<{source.names.source_graph(source.slug)}>"
    title = source.title
    states = f"What “{title}”{source.origin} states" if title else f"{WORDS} ({source.slug})"
    yield graph, block(graph, f"rdfs:label {string(states)}@en")
    labels = [f"rdfs:label {string(source.label)}@en"]
    if told.title and told.language == "ja":
        labels.append(f"rdfs:label {string(told.title)}@ja")
    subject = f"source:{source.slug}"
    yield (
        subject,
        block(
            subject,
            *labels,
            f"accord:publishedBy organization:{source.publisher}",
            f"dcterms:language {string(told.language or LANGUAGE)}",
            f"foaf:page {_address(told.page) or f'source:{FILL}'}",
        ),
    )


def _address(address: str) -> str:
    """An address as an IRI in Turtle; "" where it is none."""
    try:
        return str(ox.NamedNode(address)) if address else ""
    except ValueError:
        return ""


def _source_file(source: _Source) -> str:
    """The source's own file: its graph, itself, and evidence for what is said of it."""
    told = source.document.told
    graph = f"<{source.names.source_graph(source.slug)}>"
    subject = f"source:{source.slug}"
    head = block(graph, "a accord:SourceGraph", f"prov:wasDerivedFrom {subject}")
    about = block(
        subject,
        "a accord:Source",
        f"accord:datePrecision concept:date-precision-{told.precision or 'day'}",
        f'dcterms:issued "{told.issued or WORDS}"^^xsd:date',
        f"dcterms:title {string(told.title or WORDS)}@{told.language or LANGUAGE}",
    )
    proofs = "\n".join(_evidence(source))
    body = f"{head}\n## The document itself\n\n{about}\n## Evidence\n\n{proofs}"
    return prefixed("", body, source.names)


def _evidence(source: _Source) -> Iterator[str]:
    """Evidence for the title and the day of issue: where they stand in the text, else the page."""
    told, found = source.document.told, source.document.paragraphs
    places: dict[str, tuple[int, int, int]] = {}
    for number, line in enumerate(found, start=1):
        for span in mentions(line, told.title)[:1] if told.title else ():
            places.setdefault("title", (number, *span))
        for one in readings(line, None) if told.issued and len(line) < 200 else ():
            if isinstance(one.value, Period) and one.value.single and one.value.precision == told.precision \
                    and one.value.start.isoformat() == told.issued:  # fmt: skip
                places.setdefault("issued", (number, one.start, one.end))
    names = {"title": ("title", "dcterms:title"), "issued": ("date of issue", "dcterms:issued")}
    for what, (number, start, end) in sorted(places.items(), key=lambda item: (item[1][0], item[0])):
        words, prop = names[what]
        yield evidence_block(
            f"evidence:{source.slug}-p{number}-source-{what}",
            f"Paragraph {number} on {source.slug}: {words}",
            f"source:{source.slug}",
            prop,
            (number, found[number - 1]),
            (start, end),
        )
    missing = [words for what, (words, _) in names.items() if what not in places]
    if missing:
        yield block(
            f"evidence:{source.slug}-source",
            "a accord:Evidence",
            f"rdfs:label {string(f'The page of {source.slug}: ' + ' and '.join(missing))}@en",
            "accord:evidenceGrade concept:evidence-grade-cited",
            f"accord:supports source:{source.slug}",
            *([f"accord:supportsProperty {names[what][1]}" for what in names if what not in places][:1]
              if len(missing) == 1 else []),
        )  # fmt: skip


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


def _missing(source: _Source) -> Iterator[str]:
    """What is left to be filled in, in words."""
    told = source.document.told
    if source.publisher == FILL:
        yield "its publisher"
    elif source.publisher.startswith(f"{FILL}-"):
        yield f"its publisher ({told.publisher}, which is no organization of the graph yet)"
    given = {
        "its title": told.title,
        "its day of issue": told.issued,
        "its language": told.language,
        "its page": _address(told.page),
    }
    yield from (name for name, value in given.items() if not value)
    if not told.title or told.language != "en":
        yield "its labels in English"


def writable(content: Content) -> None:
    """Refuse a content that is not a person's own: the copy in the installed program, or what may not be
    changed."""
    package = Path(__file__).resolve().parents[2]
    if content.root.resolve().is_relative_to(package):
        raise ScaffoldError(
            "This content is the installed program's; name the folder of yours with --content."
        )
    for folder in ("data/sources", "data/entities"):
        place = content.root / folder
        if place.is_dir() and not os.access(place, os.W_OK | os.X_OK):
            raise ScaffoldError(f"{place} may not be written to; change its permissions.")

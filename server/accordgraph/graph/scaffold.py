"""The beginning of a source: its file and its entry, from what the document says of itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from ..errors import AccordGraphError
from .content import Content, Role
from .corpus import Corpus, read
from .documents import Document
from .folding import fold
from .mentions import mentions
from .names import SLUG, Names
from .paragraphs import paragraph_digest
from .placeholders import LANGUAGE, WORDS
from .placeholders import SLUG as FILL
from .prefixes import PREFIXES
from .problems import Problem
from .readings import readings
from .terms import ALT_LABEL, LABEL, iri_text, term
from .together import write_once
from .turtle import parse
from .values import Period

_ENTITIES = "data/entities/sources.ttl"
#: Words of a title, and characters of a slug, at most; words that say nothing in a slug.
_TOPIC, _LONGEST = 4, 80
_EMPTY = "a an and are as at by for from has have in into is its of on or our the this to with"
#: A subject that stands alone, and the notes above it.
_BLOCK = re.compile(r"(?:^# .*\n)*^(?P<subject><[^<>\s]*>|[\w-]+:[\w./-]*)$", re.MULTILINE)


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
        told = self.document.told
        title = told.title if told.title and told.language == "en" else WORDS
        return (
            f"{title} ({', '.join(each for each in (self.publisher_label, self.day) if each)})".removesuffix(
                " ()"
            )
        )

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

    Nothing is overwritten, and nothing is written where anything is in the way; raises ScaffoldError.
    """
    corpus, problems = read(content, (Role.DATASET, Role.ENTITIES))
    if corpus is None or problems:
        raise ScaffoldError("The content has mistakes that are to be mended first.", problems)
    publisher, label = _publisher(corpus, document)
    chosen = _slug(document, slug, label)
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
        content.root / _ENTITIES: _joined(old, entry, source),
    }
    _verify(new, old, content, iri)
    if text is not None:
        new[text] = document.text
    write_once(new, {content.root / _ENTITIES: old})
    return Scaffold(chosen, tuple(new), tuple(_missing(source)))


def _publisher(corpus: Corpus, document: Document) -> tuple[str, str]:
    """The slug of the organization that publishes a document, and its label; a name alone where it is new."""
    told = document.told
    prefix = corpus.names.thing("organization", "")
    labels = {
        iri_text(t.subject): t.object.value
        for t in sorted(corpus.triples(Role.ENTITIES), key=str, reverse=True)
        if t.predicate == LABEL and isinstance(t.object, ox.Literal)
        and iri_text(t.subject).startswith(prefix) and t.object.language == "en"
    }  # fmt: skip
    site, host = _bare(told.publisher), _host(told.page)
    for triple in sorted(corpus.triples(Role.ENTITIES), key=str):
        iri = iri_text(triple.subject)
        if not iri.startswith(prefix) or iri not in labels:
            continue
        name = triple.object.value if isinstance(triple.object, ox.Literal) else ""
        named = triple.predicate in (LABEL, ALT_LABEL) and site and _bare(name) == site
        at_home = triple.predicate == term("foaf", "homepage")
        if named or (at_home and host and not site and _host(iri_text(triple.object)) == host):
            return iri.removeprefix(prefix), labels[iri]
    return (f"{FILL}-{slug}" if (slug := _slugged(told.publisher)) else FILL), told.publisher


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _slugged(text: str) -> str:
    """The words of a text as a slug, as far as they are ASCII.

    >>> _slugged("The Łódź Times")
    'lodz-times'
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(text).replace("'", "").replace("\u2019", "")).strip("-")
    return words.removeprefix("the-")


def _slug(document: Document, wanted: str, publisher: str) -> str:
    """The slug that was asked for, else publisher, topic and year."""
    if wanted:
        if not SLUG.fullmatch(wanted) or len(wanted) > _LONGEST:
            raise ScaffoldError(
                f"The slug {wanted!r} is to be lower-case ASCII letters and digits with single hyphens, "
                f"at most {_LONGEST} characters: publisher, topic and year, like pie-news-us-japan-ai-2024."
            )
        return wanted
    told = document.told
    who = _slugged(publisher) or _slugged(_host(told.page).partition(".")[0])
    words = [
        each
        for each in _slugged(told.title).split("-")
        if each not in _EMPTY.split() and each not in who.split("-")
    ]
    year = told.issued[:4]
    parts = [who, *words[:_TOPIC]]
    if year and year not in parts:
        parts.append(year)
    made = "-".join(each for each in parts if each)[:_LONGEST].strip("-")
    if not re.search(r"[a-z]", made) or not (who or words):
        raise ScaffoldError(
            "Neither the title nor the publisher gives a slug; name it with --slug: publisher, topic and "
            "year, such as keio-ai-center-2024."
        )
    return made


def _string(text: str) -> str:
    """A literal in Turtle, on one line."""
    return str(ox.Literal(text))


def _block(subject: str, *lines: str) -> str:
    return "\n".join([subject, *(f"    {line} ;" for line in lines), ".\n"])


def _entry(source: _Source) -> Iterator[tuple[str, str]]:
    """The entry in data/entities/sources.ttl: each block by its subject."""
    told = source.document.told
    graph = f"<{source.names.source_graph(source.slug)}>"
    title = f"\u201c{told.title}\u201d" if told.title and told.language == "en" else WORDS
    origin = ", ".join(each for each in (source.publisher_label, source.day) if each)
    states = (
        f"What {title} ({origin}) states".replace(" ()", "") if title != WORDS else f"{WORDS} ({source.slug})"
    )
    yield graph, _block(graph, f"rdfs:label {_string(states)}@en")
    labels = [f"rdfs:label {_string(source.label)}@en"]
    if told.title and told.language == "ja":
        labels.append(f"rdfs:label {_string(told.title)}@ja")
    subject = f"source:{source.slug}"
    yield (
        subject,
        _block(
            subject,
            *labels,
            f"accord:publishedBy organization:{source.publisher}",
            f"dcterms:language {_string(told.language or LANGUAGE)}",
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
    head = _block(graph, "a accord:SourceGraph", f"prov:wasDerivedFrom {subject}")
    about = _block(
        subject,
        "a accord:Source",
        f"accord:datePrecision concept:date-precision-{told.precision or 'day'}",
        f'dcterms:issued "{told.issued or WORDS}"^^xsd:date',
        f"dcterms:title {_string(told.title or WORDS)}@{told.language or LANGUAGE}",
    )
    proofs = "\n".join(_evidence(source))
    body = f"{head}\n## The document itself\n\n{about}\n## Evidence\n\n{proofs}"
    return _prefixed("", body, source.names)


def _evidence(source: _Source) -> Iterator[str]:
    """Evidence for the title and the day of issue: where they stand in the text, else the page."""
    told, found = source.document.told, source.document.paragraphs
    places: dict[str, tuple[int, int, int]] = {}
    for number, line in enumerate(found, start=1):
        for span in mentions(line, told.title)[:1] if told.title else ():
            places.setdefault("title", (number, *span))
        for one in readings(line, None) if told.issued and len(line) < 200 else ():
            if isinstance(one.value, Period) and one.value.precision == told.precision \
                    and one.value.start.isoformat() == told.issued:  # fmt: skip
                places.setdefault("issued", (number, one.start, one.end))
    names = {"title": ("title", "dcterms:title"), "issued": ("date of issue", "dcterms:issued")}
    for what, (number, start, end) in sorted(places.items(), key=lambda item: (item[1][0], item[0])):
        words, prop = names[what]
        yield _block(
            f"evidence:{source.slug}-p{number}-source-{what}",
            "a accord:Evidence",
            f"rdfs:label {_string(f'Paragraph {number} on {source.slug}: {words}')}@en",
            "accord:evidenceGrade concept:evidence-grade-located",
            f'accord:paragraphDigest "{paragraph_digest(found[number - 1])}"',
            f"accord:paragraphNumber {number}",
            f"accord:spanEnd {end}",
            f"accord:spanStart {start}",
            f"accord:supports source:{source.slug}",
            f"accord:supportsProperty {prop}",
        )
    missing = [words for what, (words, _) in names.items() if what not in places]
    if missing:
        yield _block(
            f"evidence:{source.slug}-source",
            "a accord:Evidence",
            f"rdfs:label {_string(f'The page of {source.slug}: ' + ' and '.join(missing))}@en",
            "accord:evidenceGrade concept:evidence-grade-cited",
            f"accord:supports source:{source.slug}",
            *([f"accord:supportsProperty {names[what][1]}" for what in names if what not in places][:1]
              if len(missing) == 1 else []),
        )  # fmt: skip


def _prefixed(old: str, body: str, names: Names) -> str:
    """A body of Turtle after the prefixes that it uses and those of the old text, sorted."""
    lines = dict(re.findall(r"^@prefix ([\w-]*): (.*)$", old, re.MULTILINE))
    plain = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", body)
    for prefix in set(re.findall(r"(?<![\w-])([a-z]+):", plain)):
        if prefix not in lines:
            own = {"accord": names.ontology_namespace}
            iri = own.get(prefix) or PREFIXES.get(prefix) or names.thing(prefix, "")
            lines[prefix] = f"<{iri}> ."
    return "".join(f"@prefix {prefix}: {lines[prefix]}\n" for prefix in sorted(lines)) + f"\n{body}"


def _joined(old: str, entry: Sequence[tuple[str, str]], source: _Source) -> str:
    """The file of sources with the new blocks in their places, everything else as it was."""
    body = re.sub(r"\A(?:@prefix .*\n|[ \t]*\n)*", "", old)
    for subject, block in entry:
        after = next(
            (match.start() for match in _BLOCK.finditer(body) if match["subject"] > subject),
            None,
        )
        if after is None:
            body = f"{body.rstrip()}\n\n{block}".lstrip("\n")
        else:
            body = f"{body[:after]}{block}\n{body[after:]}"
    return _prefixed(old, body, source.names)


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
    package = Path(__file__).resolve().parents[1]
    if content.root.resolve().is_relative_to(package):
        raise ScaffoldError(
            "This content is the installed program's; name the folder of yours with --content."
        )
    for folder in ("data/sources", "data/entities"):
        place = content.root / folder
        if place.is_dir() and not os.access(place, os.W_OK | os.X_OK):
            raise ScaffoldError(f"{place} may not be written to; change its permissions.")

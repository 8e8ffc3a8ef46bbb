"""The commands of those who write the content: `new-source`, `suggest` and `diff`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import AccordGraphError
from .offering import with_settings
from .options import Day, File, Name, reported
from .settings import Settings
from .terminal import show_json, show_problems, show_rows

if TYPE_CHECKING:
    from .graph.curating.documents import Document
    from .graph.curating.suggesting import Suggestions
    from .graph.reading.corpus import Corpus


class ContentBroken(AccordGraphError):
    """The content cannot be read."""


@click.command("new-source")
@click.argument("document", metavar="URL-or-FILE", type=File(readable=False, path_type=str))
@click.option(
    "--slug", type=Name(), metavar="SLUG", help="The source's name; else publisher, topic and year."
)
@click.option(
    "--text",
    type=File(readable=False, path_type=Path),
    metavar="FILE",
    help="Write the document's text there as well.",
)
@with_settings("content")
def new_source(document: str, slug: str | None, text: Path | None, settings: Settings) -> None:
    """Begin a source from what a page or a text says of itself.

    Its file is written, and its entry. What the document does not say is marked by FILL IN; `check` tells
    what to write there.
    """
    from .fetching import is_address
    from .graph.curating.scaffold import ScaffoldError, writable
    from .graph.curating.scaffold import new_source as begin
    from .graph.reading.content import find_content

    content = find_content(settings.content)
    writable(content)
    found = _document(document)
    try:
        made = begin(content, found, slug or "", text)
    except ScaffoldError as error:
        show_problems(error.problems)
        raise
    for path in made.files:
        click.echo(str(path))
    if made.missing:
        click.echo(f"To be filled in: {', '.join(made.missing)}.", err=True)
    given = "FILE" if text is None and is_address(document) else shlex.quote(str(text or document))
    grounded = given if text is not None or found.plain else "FILE"
    # The text that was written does not say its day, by which "yesterday" is read.
    day = f" --published {found.told.issued}" if text is not None and found.told.issued else ""
    there = f" --content {shlex.quote(str(settings.content))}" if settings.content is not None else ""
    click.echo(f"Next: accordgraph suggest {given}{day}{there}", err=True)
    click.echo(f"Then: accordgraph check --text {made.slug}={grounded}{there}", err=True)


@click.command()
@click.argument("file", metavar="FILE", type=File(readable=False, path_type=Path))
@click.option("--new", is_flag=True, help="Name capitalised phrases, too, that no thing is called.")
@click.option(
    "--published",
    type=Day(),
    metavar="DAY",
    help="The day of publication, for dates such as “last year”; else what the document says.",
)
@click.option(
    "--evidence",
    "slug",
    type=Name(),
    metavar="SLUG",
    help="Print the evidence, ready to paste, for what the source's file states and gives none for yet.",
)
@reported
@with_settings("content")
def suggest(
    file: Path, new: bool, published: date | None, slug: str | None, shape: str, settings: Settings
) -> None:
    """List what a text speaks of, with names to paste.

    These are things, amounts and dates, paragraph by paragraph.
    """
    from .graph.curating.documents import read_document
    from .graph.curating.suggesting import suggest as suggest_for
    from .graph.reading.content import Role

    document = read_document(file)
    if slug:
        _prove(document, slug, shape, settings)
        return
    corpus = _corpus(settings, (Role.DATASET, Role.ENTITIES, Role.CONCEPTS))
    told = document.told.issued
    on = published or (date.fromisoformat(told) if told else None)
    found = suggest_for(corpus, document.paragraphs, on)
    if shape == "json":
        show_json(_suggested(found, document, new))
        return
    rows = [
        (
            str(each.paragraph),
            f"{each.start}-{each.end}",
            each.text,
            each.term,
            (each.label if each.known else "not in the content yet")
            + (f" (in “{each.within}”)" if each.within else ""),
        )
        for each in found.found
    ]
    show_rows(("paragraph", "span", "words", "name", "label"), rows)
    if new:
        show_rows(
            ("no thing is called", "slug", "paragraphs"),
            [(each.text, each.slug, ", ".join(map(str, each.paragraphs))) for each in found.candidates],
        )


def _prove(document: Document, slug: str, shape: str, settings: Settings) -> None:
    """Print evidence for a source's statements; tell what is left to its author."""
    from .graph.curating.proving import proofs
    from .graph.guesses import meant
    from .graph.reading.content import Role

    corpus = _corpus(settings, (Role.DATASET, Role.ENTITIES, Role.CONCEPTS, Role.SOURCES))
    files = [each for each in corpus.sources.values() if each.slug == slug]
    if not files:
        near = meant(slug, [each.slug for each in corpus.sources.values()])
        hint = f"did you mean {near}?" if near else "`accordgraph new-source` begins one."
        raise ContentBroken(f"There is no source {slug}; {hint}")
    found = proofs(corpus, files[0], document.paragraphs)
    if shape == "json":
        show_json(asdict(found))
        return
    click.echo("\n".join(found.blocks), nl=False)
    for each in found.left:
        click.echo(f"Left to you: {each}.", err=True)


@click.command()
@reported
@with_settings("content", "snapshots")
def diff(shape: str, settings: Settings) -> None:
    """Tell what the content changes of what a reader believes.

    It is compared with the current snapshot.
    """
    from .changes import told
    from .graph.curating.difference import difference
    from .graph.reading.content import Role
    from .graph.snapshot import SnapshotFolder

    corpus = _corpus(settings, [role for role in Role if role not in (Role.QUESTIONS, Role.SHAPES)])
    snapshot = SnapshotFolder(settings.snapshots).current()
    if snapshot is not None and snapshot.manifest.base != corpus.names.base:
        raise ContentBroken(
            f"The snapshot's names begin with {snapshot.manifest.base}, the content's with "
            f"{corpus.names.base}, so everything changes; is it the right folder of snapshots?"
        )
    found, problems = difference(corpus, snapshot)
    if shape == "json":
        report = {"snapshot": snapshot.identity if snapshot else None, **asdict(found)}
        show_json(report)
    elif snapshot is None:
        click.echo(
            f"There is no snapshot in {settings.snapshots} to compare with, so everything is new: "
            f"{found.added:,} statements of {len(found.sources['added'])} sources. "
            "`accordgraph build` makes one."
        )
    else:
        for line in told(found):
            click.echo(line)
    show_problems(problems)


def _document(given: str) -> Document:
    """Fetch an address, or read a file."""
    from .fetching import fetch, is_address
    from .graph.curating.documents import read_document

    return fetch(given) if is_address(given) else read_document(Path(given))


def _corpus(settings: Settings, roles: Iterable[object]) -> Corpus:
    """Read the parts of the content that a command needs; show what is wrong with them before the error."""
    from .graph.reading.content import Role, find_content
    from .graph.reading.corpus import read

    corpus, problems = read(
        find_content(settings.content), [each for each in roles if isinstance(each, Role)]
    )
    if corpus is None or problems:
        show_problems(problems)
        raise ContentBroken("The content cannot be read; mend what is told above.")
    return corpus


def _suggested(found: Suggestions, document: Document, new: bool) -> dict[str, object]:
    """The suggestions for programs."""
    by_paragraph: list[dict[str, Any]] = [
        {"number": number, "digest": digest, "found": []}
        for number, digest in enumerate(found.digests, start=1)
    ]
    for each in found.found:
        row = asdict(each)
        by_paragraph[row.pop("paragraph") - 1]["found"].append(row)
    report: dict[str, object] = {"document": asdict(document.told), "paragraphs": by_paragraph}
    if new:
        report["new"] = [asdict(each) for each in found.candidates]
    return report

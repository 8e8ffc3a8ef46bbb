"""The command that answers a query without a server."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .building import built
from .engine.formats import FORMATS, GRAPHS, RESULTS, Format, by_name, named
from .errors import AccordGraphError
from .offering import with_settings
from .settings import Settings
from .terminal import show_table

if TYPE_CHECKING:
    from .graph.snapshot import Snapshot

_FORMATS = ("table", *(each.name for each in FORMATS))


@click.command()
@click.argument("query", metavar="FILE-or-TEXT")
@click.option(
    "--format",
    "shape",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="How to write the answer.",
)
@with_settings("content", "snapshots", "releases", "cache", "query_timeout", "query_memory", "dumps", "keep")
def query(query: str, shape: str, settings: Settings) -> None:
    """Answer a SPARQL query without a server.

    It is asked of the current snapshot. Where --content names a content, or there is no snapshot yet, it is
    built first. `-` reads the query from standard input. The graph's prefixes need not be
    declared but for those of things, such as organization:.
    """
    from .assembly import answer as answer_query
    from .engine.errors import EngineError, NotAcceptable
    from .engine.query import Query, Wish
    from .graph.names import Names
    from .graph.snapshot import SnapshotFolder

    text, file = _query_text(query)
    kept = SnapshotFolder(settings.snapshots).current() if settings.content is None else None
    snapshot = kept or built(settings, closely=False)
    wish = Wish() if shape == "table" else Wish(_media_type(shape, RESULTS), _media_type(shape, GRAPHS))
    try:
        answer = answer_query(snapshot, settings, Query(text), wish)
    except NotAcceptable as refused:
        fitting = [by_name(each) for each in refused.offered]
        names = ", ".join(each.name for each in fitting if each is not None)
        raise click.UsageError(
            f"This query's answer cannot be written as {shape}; choose --format {names}."
        ) from refused
    except EngineError as error:
        raise AccordGraphError(f"{file}: {error}" if file else str(error)) from error
    for each in _misnamed(text, snapshot):
        click.echo(each, err=True)
    if shape == "table" and answer.form != "graph":
        show_table(answer.body, Names(snapshot.manifest.base))
    else:
        click.echo(answer.body, nl=not answer.body.endswith(b"\n"))


def _misnamed(text: str, snapshot: Snapshot) -> Iterator[str]:
    """Tell which terms of a query the ontology does not have: nothing fits them, and an answer does not say
    why."""
    from .graph.names import Names
    from .graph.prefixes import prefixes
    from .graph.reading.tokens import names_in

    names = Names(snapshot.manifest.base)
    terms, told = frozenset(json.loads(snapshot.completion_path.read_bytes())["terms"]), set[str]()
    for token, iri in names_in(text, prefixes(names)):
        if iri is None or iri in told or not iri.startswith(names.ontology_namespace):
            continue
        term = iri.removeprefix(names.ontology_namespace)
        if term and term not in terms:
            from .graph.linting.terms import meant_by

            told.add(iri)
            near = meant_by(iri, terms, names, len(told))
            yield f"The ontology has no {token.text}: nothing fits it.{near}"


def _media_type(shape: str, formats: Iterable[Format]) -> str | None:
    """Return the media type that a name means among formats, None where none of them is meant: `json` is
    JSON-LD of a graph, and `xml` RDF/XML, as of a server."""
    found = named(shape, formats)
    return found.media_type if found else None


def _query_text(given: str) -> tuple[str, str | None]:
    """Return the query and the file that has it: that file's text where one has that name, else what was
    given."""
    from .graph.disk import is_folder, is_there

    try:
        if given == "-":
            return sys.stdin.buffer.read().decode(), None
        path = Path(given)
        short = 0 < len(given) < 1000 and "\n" not in given
        if short and is_folder(path):
            raise AccordGraphError(f"{given} is a folder; name a file in it.")
        if short and is_there(path):  # what a shell makes of <(...) is a pipe
            return path.read_bytes().decode(), given
        if short and not any(sign in given for sign in " {?"):
            raise AccordGraphError(f"There is no file {given}, and it is no query either.")
    except UnicodeDecodeError as error:
        raise AccordGraphError(
            f"{given} is not a text file in UTF-8: byte {error.start + 1} is wrong."
        ) from error
    except OSError as error:
        raise AccordGraphError(f"{given} cannot be read: {error.strerror}.") from error
    if any("\ud800" <= sign <= "\udfff" for sign in given):
        raise AccordGraphError("The query is not UTF-8; is the terminal's encoding another one?")
    return given, None

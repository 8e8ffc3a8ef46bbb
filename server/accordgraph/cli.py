"""The front door: `accordgraph check`, `build`, `release`, `serve`, `publish` and `query`; `curating` and
`operating` have the others.

Imports that take long stand where they are needed, so that a server whose content has not changed starts at
once.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accordgraph import __version__, curating, operating
from accordgraph.engine.formats import FORMATS
from accordgraph.errors import AccordGraphError
from accordgraph.settings import Settings, with_settings
from accordgraph.terminal import progress_display, show_problems, show_summary, show_table

if TYPE_CHECKING:
    from accordgraph.graph.checking.check import Checked
    from accordgraph.graph.snapshot import Snapshot

_FORMATS = ("table", *(each.name for each in FORMATS))


class _Group(click.Group):
    """A group whose expected failures are a message and exit code 1, never a traceback."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        try:
            return super().invoke(context)
        except AccordGraphError as error:
            click.echo(f"Error: {error}", err=True)
            context.exit(1)
        except OSError as error:
            if error.filename is not None:
                raise
            # No file of ours: it is the output that cannot be written, to a full disk for example.
            click.echo(f"Error: The output cannot be written: {error.strerror}.", err=True)
            context.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="accordgraph")
def main() -> None:
    """Accord Graph: a knowledge graph of international cooperation agreements, and its server."""


for _command in (
    curating.new_source,
    curating.suggest,
    curating.diff,
    operating.snapshots,
    operating.rollback,
):
    main.add_command(_command)


@main.command()
@click.option(
    "--text", "texts", multiple=True, metavar="SLUG=FILE", help="A source's text, to ground its graph in."
)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@with_settings("content", "releases", "cache")
def check(texts: tuple[str, ...], shape: str, settings: Settings) -> None:
    """Check the content: syntax, terms, shapes, adjudications, and grounding in the sources' texts."""
    from accordgraph.graph.checking.check import check as check_content
    from accordgraph.graph.kept import Kept
    from accordgraph.graph.reading.content import find_content
    from accordgraph.graph.versions.releases import Releases

    content = find_content(settings.content)
    kept, releases = Kept(settings.cache), Releases(settings.releases)
    with progress_display() as progress:
        checked = check_content(content, _text_files(texts), progress, releases, kept)
    summary = _summary(checked, len(content.files))
    if shape == "json":
        problems = [asdict(each) for each in checked.problems]
        click.echo(
            json.dumps({"ok": checked.ok, **summary, "problems": problems}, ensure_ascii=False, indent=2)
        )
    else:
        show_problems(checked.problems)
        if checked.ok:
            show_summary(summary)
    if not checked.ok:
        raise SystemExit(1)


@main.command()
@with_settings("content", "snapshots", "releases", "cache", "dumps", "keep")
def build(settings: Settings) -> None:
    """Build a snapshot of the content, and make it the current one."""
    snapshot = _build(settings)
    triples = sum(snapshot.manifest.graphs.values())
    click.echo(
        f"Snapshot {snapshot.identity}: {len(snapshot.manifest.graphs)} graphs, {triples:,} statements."
    )
    click.echo(str(snapshot.path))


@main.command()
@with_settings("content", "snapshots", "releases", "cache", "dumps", "keep")
def release(settings: Settings) -> None:
    """Release the current version: keep its dumps, ontology and names for good. Builds it first."""
    from accordgraph.graph.versions.releases import ReleaseError
    from accordgraph.graph.versions.releasing import prepare
    from accordgraph.graph.versions.releasing import release as release_snapshot

    if settings.releases is None:
        raise ReleaseError("Say where the released versions are kept, with --releases DIR.")
    prepare(settings.releases)
    snapshot = _build(settings)
    made, new = release_snapshot(snapshot, settings.releases)
    click.echo(f"Version {made.version} {'is released' if new else 'was released already, the same'}.")
    click.echo(str(made.path))


@main.command()
@with_settings(*(each.name for each in fields(Settings)))
def serve(settings: Settings) -> None:
    """Serve the graph; build it first where the content has changed. Stop with Ctrl-C, SIGTERM or SIGHUP.

    With --engine, nothing is built: the snapshot that was published in the engine is served from there.
    """
    from accordgraph.assembly import web_config
    from accordgraph.graph.build import BuildFailed, ContentInvalid
    from accordgraph.graph.snapshot import SnapshotFolder
    from accordgraph.web.server import reserve
    from accordgraph.web.server import serve as serve_web

    address = reserve(settings.host, settings.port)
    stale = False
    try:
        if settings.engine is None:
            _build(settings)
    except (ContentInvalid, BuildFailed) as error:
        if SnapshotFolder(settings.snapshots).current() is None:
            raise
        click.echo(f"Error: {error}", err=True)
        click.echo("Serving the last snapshot that was built; /ready says that it is stale.", err=True)
        stale = True
    serve_web(address, web_config(settings, stale), lambda url: click.echo(f"Listening on {url}"))


@main.command()
@with_settings(
    "content",
    "snapshots",
    "releases",
    "dumps",
    "keep",
    *(
        each.name
        for each in fields(Settings)
        if each.name.startswith("engine") and each.name != "engine_answer"
    ),
)
@click.option(
    "--snapshot",
    "identity",
    metavar="NAME",
    help="One that `accordgraph snapshots` lists, not the content's.",
)
def publish(settings: Settings, identity: str | None) -> None:
    """Load the graph, which it builds first, into a SPARQL engine: what differs there, exchanged at once."""
    from accordgraph.assembly import engine_setting
    from accordgraph.engine.external.publishing import publish as publish_snapshot
    from accordgraph.graph.snapshot import SnapshotFolder

    setting = engine_setting(settings)
    if setting is None:
        raise click.UsageError("Say where the engine is, with --engine URL.")
    kept = SnapshotFolder(settings.snapshots)
    snapshot = operating.named(kept.snapshots(), identity) if identity else _build(settings)
    snapshot.require_layout()
    with progress_display() as progress:
        done = publish_snapshot(snapshot, setting, progress)
    if not done.loaded and not done.removed:
        click.echo(f"The engine holds snapshot {snapshot.identity} already: {done.statements:,} statements.")
        return
    click.echo(
        f"Snapshot {snapshot.identity} is published: {len(done.loaded)} graphs loaded, {len(done.removed)} "
        f"taken away, {done.statements:,} statements, counted."
    )


@main.command()
@click.argument("query", metavar="FILE-or-TEXT")
@click.option(
    "--format", "shape", type=click.Choice(_FORMATS), default="table", help="How to write the answer."
)
@with_settings("content", "snapshots", "cache", "query_timeout", "query_memory", "dumps", "keep")
def query(query: str, shape: str, settings: Settings) -> None:
    """Answer a SPARQL query on the current snapshot, without a server. `-` reads the query from standard
    input."""
    from accordgraph.assembly import answer as answer_query
    from accordgraph.engine.errors import NotAcceptable
    from accordgraph.engine.formats import by_name
    from accordgraph.engine.query import Query, Wish
    from accordgraph.graph.names import Names
    from accordgraph.graph.snapshot import SnapshotFolder

    text = _query_text(query)
    snapshot = SnapshotFolder(settings.snapshots).current() or _build(settings)
    found = by_name(shape)
    wish = Wish()
    if found is not None:
        wish = Wish(found.media_type, None) if found.kind == "results" else Wish(None, found.media_type)
    try:
        answer = answer_query(snapshot, settings, Query(text), wish)
    except NotAcceptable as refused:
        fitting = [by_name(each) for each in refused.offered]
        names = ", ".join(each.name for each in fitting if each is not None)
        raise click.UsageError(
            f"This query's answer cannot be written as {shape}; choose --format {names}."
        ) from refused
    if shape == "table" and answer.form != "graph":
        show_table(answer.body, Names(snapshot.manifest.base))
    else:
        sys.stdout.buffer.write(answer.body if answer.body.endswith(b"\n") else answer.body + b"\n")


def _build(settings: Settings) -> Snapshot:
    """Build, with a progress display; show what is wrong before the error goes on."""
    from accordgraph.graph.build import ContentInvalid
    from accordgraph.graph.build import build as build_snapshot
    from accordgraph.graph.reading.content import find_content
    from accordgraph.graph.snapshot import SnapshotFolder
    from accordgraph.graph.versions.releases import Releases

    content = find_content(settings.content)
    folder, releases = SnapshotFolder(settings.snapshots), Releases(settings.releases)
    try:
        with progress_display() as progress:
            return build_snapshot(
                content,
                folder,
                keep=settings.keep,
                progress=progress,
                releases=releases,
                cache=settings.cache,
                dumps=settings.dumps,
            )
    except ContentInvalid as error:
        show_problems(error.problems)
        raise


def _summary(checked: Checked, files: int) -> dict[str, Any]:
    graphs = checked.dataset.graphs if checked.dataset is not None else {}
    return {
        "files": files,
        "graphs": len(graphs),
        "statements": sum(len(each) for each in graphs.values()),
        "grounded": [asdict(each) for each in checked.grounded],
    }


def _text_files(texts: tuple[str, ...]) -> dict[str, Path]:
    """Read the `--text SLUG=FILE` options."""
    files = {}
    for each in texts:
        slug, equals, name = each.partition("=")
        if not equals or not slug or not name:
            raise click.BadParameter(f"{each!r} is not SLUG=FILE.", param_hint="--text")
        if not Path(name).is_file():
            raise click.BadParameter(f"There is no file {name}.", param_hint="--text")
        files[slug] = Path(name)
    return files


def _query_text(given: str) -> str:
    """Return the query: the file's text where a file has that name, else what was given."""
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode()
        path = Path(given)
        short = len(given) < 1000 and "\n" not in given
        if short and path.is_file():
            return path.read_bytes().decode()
        if short and not any(sign in given for sign in " {?"):
            raise click.BadParameter(
                f"There is no file {given}, and it is no query either.", param_hint="FILE-or-TEXT"
            )
    except UnicodeDecodeError as error:
        raise AccordGraphError(
            f"{given} is not a text file in UTF-8: byte {error.start + 1} is wrong."
        ) from error
    except OSError as error:
        raise AccordGraphError(f"{given} cannot be read: {error.strerror}.") from error
    if any("\ud800" <= sign <= "\udfff" for sign in given):
        raise AccordGraphError("The query is not UTF-8; is the terminal's encoding another one?")
    return given

"""The commands: `accordgraph check`, `build`, `release` and `serve`; `curating`, `operating` and `querying`
have the others.

Imports that take long stand where they are needed, so that a server whose content has not changed starts at
once.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__, curating, operating, querying
from .building import built, ended_by_signals
from .errors import AccordGraphError, counted
from .offering import with_settings
from .options import reported
from .settings import Settings
from .streams import lead_nowhere
from .terminal import progress_display, show_json, show_problems, show_summary

if TYPE_CHECKING:
    from .graph.checking.check import Checked

#: Seconds in which the threads of a server that has ended have to end.
_LAST_THREADS = 2.0


class _Group(click.Group):
    """A group whose expected failures are a message and exit code 1, never a traceback.

    A command line that will not do as it is written has exit code 2, which click gives it.
    """

    def make_context(self, *arguments: Any, **keywords: Any) -> click.Context:  # noqa: ANN401 - as click does
        with _told():
            return super().make_context(*arguments, **keywords)

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        with _told():
            return super().invoke(context)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except AccordGraphError as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(1) from error
    except BrokenPipeError as error:
        # Whoever reads the output has had enough: the exit code is a shell's, as other programs have it.
        lead_nowhere(sys.stdout.fileno())
        raise SystemExit(128 + signal.SIGPIPE) from error
    except OSError as error:
        # Without a file's name it is the output that cannot be written, to a full disk for example.
        place = error.filename if error.filename is not None else "The output cannot be written"
        click.echo(f"Error: {place}: {error.strerror}.", err=True)
        raise SystemExit(1) from error


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
    operating.publish,
    querying.query,
):
    main.add_command(_command)


@main.command()
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="SLUG=FILE",
    help="A source's text, to ground its graph in; once for each source.",
)
@reported
@with_settings("content", "releases", "cache")
def check(texts: tuple[str, ...], shape: str, settings: Settings) -> None:
    """Check the content, and tell every mistake with its place.

    Syntax, terms, shapes and adjudications are checked, and with --text whether the sources' texts say so.
    A warning, as of how a file is laid out, is no error: it leaves the exit code 0, and the content is built.
    """
    from .graph.checking.check import STEPS
    from .graph.checking.check import check as check_content
    from .graph.kept import Kept
    from .graph.progress import Steps
    from .graph.reading.content import find_content
    from .graph.versions.releases import Releases

    content = find_content(settings.content)
    kept, releases = Kept(settings.cache), Releases(settings.releases)
    with progress_display() as progress:
        steps = Steps(progress, None, STEPS)
        checked = check_content(content, _text_files(texts), steps, releases, kept, layout=True)
    summary = _summary(checked, len(content.files))
    if shape == "json":
        problems = [asdict(each) for each in checked.problems]
        show_json({"ok": checked.ok, **summary, "problems": problems})
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
    snapshot = built(settings)
    graphs = snapshot.manifest.graphs
    triples = sum(graphs.values())
    click.echo(
        f"Snapshot {snapshot.identity}: {counted(len(graphs), 'graph')}, {counted(triples, 'statement')}."
    )
    click.echo(str(snapshot.path))


@main.command()
@with_settings("content", "snapshots", "releases", "cache", "dumps", "keep")
def release(settings: Settings) -> None:
    """Release the current version, which is kept for good.

    What is kept are its dumps, ontology and names. It is built first, and again where it is new, so that what
    is served tells of it as released.
    """
    from .graph.reading.content import find_content
    from .graph.versions.releasing import prepare, refuse_out_of_turn
    from .graph.versions.releasing import release as release_snapshot

    if settings.releases is None:
        raise click.UsageError("Say where the released versions are kept, with --releases DIR.")
    prepare(settings.releases)
    refuse_out_of_turn(find_content(settings.content), settings.releases)
    snapshot = built(settings)
    with ended_by_signals():
        made, new = release_snapshot(snapshot, settings.releases)
    click.echo(f"Version {made.version} {'is released' if new else 'was released already, the same'}.")
    click.echo(str(made.path))
    if new:
        built(settings)


@main.command()
@with_settings(*(each.name for each in fields(Settings)))
def serve(settings: Settings) -> None:
    """Serve the graph; build it first where the content has changed. Stop with Ctrl-C, SIGTERM or SIGHUP.

    With --engine, nothing is built: the snapshot that was published in the engine is served from there.
    """
    from .assembly import web_config
    from .graph.build import BuildFailed, ContentInvalid
    from .graph.snapshot import SnapshotFolder
    from .web.serving.server import reserve
    from .web.serving.server import serve as serve_web

    address = reserve(settings.host, settings.port)
    stale = False
    try:
        if settings.engine is None:
            built(settings, closely=False)
    except (ContentInvalid, BuildFailed) as error:
        if SnapshotFolder(settings.snapshots).current() is None:
            raise
        click.echo(f"Error: {error}", err=True)
        stale = True

    def announce(url: str) -> None:
        click.echo(f"Listening on {url}")
        if stale:  # not before it is served: it may be one that cannot be
            click.echo("Serving the last snapshot that was built; /ready says that it is stale.", err=True)

    serve_web(address, web_config(settings, stale), announce)
    # At its end Python waits for all threads, and one that reads from a disk that does not answer never ends.
    last = threading.Timer(_LAST_THREADS, os._exit, (0,))
    last.daemon = True
    last.start()


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
    from .graph.disk import is_file

    files: dict[str, Path] = {}
    for each in texts:
        slug, equals, name = each.partition("=")
        if not equals or not slug or not name:
            raise click.BadParameter(f"{each!r} is not SLUG=FILE.", param_hint="--text")
        if not is_file(Path(name)):
            raise AccordGraphError(f"There is no file {name}, which --text names.")
        if slug in files:
            raise click.BadParameter(f"Two texts are given for {slug}; name one.", param_hint="--text")
        files[slug] = Path(name)
    return files

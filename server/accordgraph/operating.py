"""The commands of those who run a server: `snapshots`, `rollback` and `publish`."""

from __future__ import annotations

import time
from dataclasses import fields
from typing import TYPE_CHECKING

import click

from .building import built, ended_by_signals
from .errors import AccordGraphError, counted
from .offering import with_settings
from .options import Name
from .settings import Settings
from .terminal import progress_display, show_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .graph.snapshot import Snapshot, SnapshotFolder

#: Of a snapshot's name what is shown, where it tells it from the others: its beginning is the content's, and
#: its end the description's, which another program writes otherwise.
_SHORT = (slice(12), slice(-8, None))


class NoSuchSnapshot(AccordGraphError):
    """A snapshot that is not there, or not to be told from another one."""


class NotChanged(AccordGraphError):
    """The folder of snapshots could not be changed."""


@click.command()
@with_settings("snapshots")
def snapshots(settings: Settings) -> None:
    """List the snapshots that are kept, and say which is served.

    The newest comes first.
    """
    from .graph.snapshot import SnapshotFolder

    folder = SnapshotFolder(settings.snapshots)
    current, there = folder.current(), _kept(folder)
    rows = [
        (
            _short(each, there),
            each.manifest.version,
            # Not by datetime, for which a zone that is more than a day off, as TZ may have it, is an error.
            time.strftime("%Y-%m-%d %H:%M", time.localtime(each.built.timestamp())),
            f"{sum(each.manifest.graphs.values()):,}",
            "current" if current and each.path == current.path else "",
        )
        for each in there
    ]
    show_rows(("snapshot", "version", "built", "statements", ""), rows)


@click.command()
@click.argument("name", metavar="[NAME]", type=Name(), required=False)
@with_settings("snapshots")
def rollback(name: str | None, settings: Settings) -> None:
    """Serve an older snapshot again.

    It is the one before the current one, or the one that NAME names: the beginning or the end of a name will
    do, as `snapshots` lists it. A running server takes it within a second. The content stays as it is.
    """
    from .graph.disk import explained, locked
    from .graph.snapshot import SnapshotFolder

    folder = SnapshotFolder(settings.snapshots)
    current, there = folder.current(), _kept(folder)
    chosen = _sound(named(there, name) if name else _before(there, current))
    with (
        explained(lambda advice: NotChanged(f"{folder.root} could not be changed: {advice}.")),
        locked(folder.root),
    ):
        folder.switch(chosen)
    click.echo(f"Current is now {chosen.identity}, version {chosen.manifest.version}.")
    click.echo(
        "`build` and `serve` begin with a snapshot of the content as it is: put the older content back "
        "before you start either, or the newer snapshot returns.",
        err=True,
    )


@click.command()
@with_settings(
    "content",
    "snapshots",
    "releases",
    "cache",
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
    type=Name(),
    metavar="NAME",
    help="One that `accordgraph snapshots` lists, not the content's.",
)
def publish(settings: Settings, identity: str | None) -> None:
    """Build the graph, and load it into a SPARQL engine.

    What differs there is exchanged at once.
    """
    from .assembly import engine_setting
    from .engine.external.publishing import publish as publish_snapshot
    from .graph.snapshot import SnapshotFolder

    setting = engine_setting(settings)
    if setting is None:
        raise click.UsageError("Say where the engine is, with --engine URL.")
    kept = SnapshotFolder(settings.snapshots)
    snapshot = _sound(named(_kept(kept), identity)) if identity else built(settings)
    with ended_by_signals(), progress_display() as progress:
        done = publish_snapshot(snapshot, setting, progress)
    if not done.loaded and not done.removed:
        click.echo(f"The engine holds snapshot {snapshot.identity} already: {done.statements:,} statements.")
        return
    click.echo(
        f"Snapshot {snapshot.identity} is published: {counted(len(done.loaded), 'graph')} loaded, "
        f"{len(done.removed)} taken away, {done.statements:,} statements, counted."
    )


def _kept(folder: SnapshotFolder) -> list[Snapshot]:
    """Return the snapshots in a folder, of which there is one at least; raises NoSuchSnapshot."""
    try:
        there = folder.snapshots()
    except PermissionError as error:
        raise NoSuchSnapshot(f"{error.filename} may not be read; change its permissions.") from error
    if not there:
        raise NoSuchSnapshot(f"There is no snapshot in {folder.root}. Make one with `accordgraph build`.")
    return there


def named(there: Sequence[Snapshot], name: str) -> Snapshot:
    """Return the snapshot whose name is this, or begins or ends so; raises NoSuchSnapshot."""
    found = [each for each in there if each.identity == name] or [
        each for each in there if _is_called(each, name)
    ]
    if len(found) == 1:
        return found[0]
    said = (
        f"{len(found)} snapshots have names that begin or end"
        if found
        else "No snapshot's name begins or ends"
    )
    raise NoSuchSnapshot(f"{said} with {name}; `accordgraph snapshots` lists all.")


def _is_called(snapshot: Snapshot, name: str) -> bool:
    return snapshot.identity.startswith(name) or snapshot.identity.endswith(name)


def _sound(chosen: Snapshot) -> Snapshot:
    """Return a snapshot that was chosen; raises SnapshotOutdated, and NoSuchSnapshot where it is damaged."""
    from .graph.soundness import damage

    chosen.require_layout()
    if found := damage(chosen):
        raise NoSuchSnapshot(f"The snapshot {chosen.identity} is damaged: {found}; choose another one.")
    return chosen


def _before(there: Sequence[Snapshot], current: Snapshot | None) -> Snapshot:
    """Return the newest of the snapshots that are older than the current one."""
    places = [place for place, each in enumerate(there) if current and each.path == current.path]
    older = there[places[0] + 1 :] if places else there
    if not older:
        raise NoSuchSnapshot(
            "No snapshot is kept that is older than the current one; `build --keep N` says how many stay."
        )
    return older[0]


def _short(snapshot: Snapshot, there: Sequence[Snapshot]) -> str:
    """Return as much of a snapshot's name as tells it from the others."""
    parts = (snapshot.identity[part] for part in _SHORT)
    alone = (part for part in parts if sum(_is_called(each, part) for each in there) == 1)
    return next(alone, snapshot.identity)

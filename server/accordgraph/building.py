"""Building as commands do it: with a display of how far it is, and the problems of what will not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordgraph.settings import Settings
from accordgraph.terminal import progress_display, show_problems

if TYPE_CHECKING:
    from accordgraph.graph.snapshot import Snapshot


def built(settings: Settings) -> Snapshot:
    """Build a snapshot of the content; show what is wrong with it before the error goes on."""
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

"""Building as commands do it: with a display of how far it is, and the problems of what will not do."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from .settings import Settings
from .terminal import progress_display, show_problems

if TYPE_CHECKING:
    from .graph.snapshot import Snapshot


def built(settings: Settings, closely: bool = True) -> Snapshot:
    """Build a snapshot of the content; show what is wrong with it before the error goes on.

    Whether one that is there is damaged, or of another program, is looked at `closely`, but by commands that
    are to begin at once: these say of what program it is.
    """
    from .graph.build import ContentInvalid, made_as_now
    from .graph.build import build as build_snapshot
    from .graph.reading.content import find_content
    from .graph.snapshot import SnapshotFolder
    from .graph.versions.releases import Releases

    content = find_content(settings.content)
    folder, releases = SnapshotFolder(settings.snapshots), Releases(settings.releases)
    try:
        with ended_by_signals(), progress_display() as progress:
            snapshot = build_snapshot(
                content,
                folder,
                keep=settings.keep,
                progress=progress,
                releases=releases,
                cache=settings.cache,
                dumps=settings.dumps,
                closely=closely,
            )
    except ContentInvalid as error:
        show_problems(error.problems)
        raise
    if not made_as_now(snapshot):
        click.echo(
            f"The snapshot {snapshot.identity[:8]} is of an older or newer program; "
            "`accordgraph build` makes it anew.",
            err=True,
        )
    return snapshot


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Have Ctrl-C, SIGTERM and SIGHUP end the program, once what is half written is removed.

    The exit code is a shell's: 128 and the signal's number; of Ctrl-C, what click makes of it. One that is
    ignored, as SIGHUP under `nohup`, stays so. A second signal does not disturb the removing.
    """
    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
        yield
        return
    received: list[int] = []

    def end(number: int, _: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        received.append(number)
        # Not KeyboardInterrupt: where that comes while a dataclass is made, Python ends by the signal.
        raise SystemExit(128 + number)

    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    before = {each: handler for each, handler in handlers.items() if handler != signal.SIG_IGN}
    for each in before:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        if received:  # a library may have made another error of it
            raise click.Abort if received[0] == signal.SIGINT else SystemExit(128 + received[0])

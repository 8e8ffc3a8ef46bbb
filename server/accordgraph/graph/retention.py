"""Which snapshots stay when a new one is there, and what builds that were killed have left."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .snapshot import BUILDING, CURRENT, Snapshot, SnapshotFolder

_LOG = logging.getLogger(__name__)

#: Seconds after which no server serves any more what is current no more: they look every second.
_FOLLOWED = 2.0


def retain(
    folder: SnapshotFolder, keep: int, current: Snapshot, before: Snapshot | None, since: float
) -> None:
    """Keep the newest; of these are the current one and, for servers that have not left it yet, the one
    before, which was current `since` a time in seconds since 1970: until that is a while ago, servers may
    serve an older one."""
    needed = {current.path, before.path if before else current.path}
    others = [old for old in folder.snapshots() if old.path not in needed]
    going = others[max(keep, 2) - len(needed) :]
    if going:
        time.sleep(min(max(since + _FOLLOWED - time.time(), 0.0), _FOLLOWED))
    for old in going:
        remove(old.path)


def remove(folder: Path) -> None:
    """Remove a snapshot's folder, under a name by which its rest is found, should this build be killed."""
    going = folder.with_name(f"{BUILDING}{folder.name}")
    with _told_where_left(folder):
        folder.rename(going)
    with _told_where_left(going):
        shutil.rmtree(going)


def clear(root: Path) -> None:
    """Remove what killed builds left, half made or half removed; the lock is held: nobody else is at work."""
    for path in root.glob(".*"):
        if path.name.startswith(BUILDING):
            with _told_where_left(path):
                shutil.rmtree(path)
        elif path.name.startswith(f".{CURRENT}-"):
            path.unlink(missing_ok=True)


@contextmanager
def _told_where_left(path: Path) -> Iterator[None]:
    """Go on where something that is to go cannot be removed, and tell of it; it may be gone already."""
    try:
        yield
    except FileNotFoundError:
        pass
    except OSError as error:
        advice = "%s, which is of no use any more, cannot be removed (%s); remove it as the user whose it is."
        _LOG.warning(advice, path, error.strerror)

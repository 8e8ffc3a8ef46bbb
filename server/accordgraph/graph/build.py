"""From content to a snapshot: made beside the old one, switched to only when all of it is there."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..errors import AccordGraphError, counted
from .allocator import rarely_collected
from .disk import explained, locked, put, sync
from .dumping.kinds import ALL
from .kept import Kept
from .manifest import MANIFEST, Manifest
from .problems import Problem
from .progress import Progress, Steps, silent
from .reading.content import Content
from .retention import clear, remove, retain
from .snapshot import BUILDING, BUILT, LAYOUT, STORE, TOOK, Snapshot, SnapshotFolder
from .soundness import note, sound
from .tools import makers
from .versions.releases import Releases

if TYPE_CHECKING:
    from .believing.dataset import CompiledDataset
    from .checking.check import Checked, Checking


class ContentInvalid(AccordGraphError):
    """The content has errors, so nothing was built."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems for whoever shows them."""
        self.problems = problems
        errors = sum(problem.severity == "error" for problem in problems)
        super().__init__(
            f"The content has {counted(errors, 'error')}, so no snapshot was built; mend and build again."
        )


class BuildFailed(AccordGraphError):
    """A snapshot could not be written; the old one is untouched."""


def build(
    content: Content,
    folder: SnapshotFolder,
    *,
    keep: int,
    progress: Progress = silent,
    releases: Releases | None = None,
    cache: Path | None = None,
    checking: Checking | None = None,
    dumps: str = ALL,
    closely: bool = True,
) -> Snapshot:
    """Build a snapshot of the content and make it the current one; the existing one where nothing changed.

    `keep` is how many of the newest snapshots stay, at least the current one and the one before; `releases`
    are what the content is compared with; `cache` is the folder that keeps what checking found; `checking` is
    done instead of the whole check; `dumps` are the kinds of dumps to write; `closely` is how the existing
    one is looked at, see `sound`, and whether releases are, and the program that made it. Raises
    ContentInvalid where check finds errors, BuildFailed where the snapshot cannot be written, and
    ReleaseError where the releases cannot be read.
    """
    releases = releases or Releases(None)
    with Kept(cache) as kept, _failures(folder.root):
        digest = _digest(content, releases, kept)
        there = _there(folder, digest, releases, dumps, closely)
        if there:
            return there
        folder.root.mkdir(parents=True, exist_ok=True)
        with locked(folder.root), rarely_collected(), _temporary(folder.root) as temporary:
            content = Content(content.root)  # which may have been edited while this one waited
            digest = _digest(content, releases, kept)
            there = _there(folder, digest, releases, dumps, closely)
            if there:  # another build has made it meanwhile
                return there
            current, since = folder.current(), folder.switched()
            before = current if current and made_as_now(current) and sound(current) else None
            steps = Steps(progress, before.path / TOOK if before else None)
            parts = _written(content, checking, temporary, before, steps, kept, releases, dumps)
            # Of what was edited meanwhile nobody knows how much was read, so the next build is to look again.
            edited = _digest(Content(content.root), releases, kept) != digest
            manifest = replace(parts, content="" if edited else digest, tools=makers())
            _redate(folder)
            _seal(temporary, manifest, steps, before)
            snapshot = _place(temporary, manifest, folder)
            folder.switch(snapshot)
            retain(folder, keep, snapshot, current, since)
    return snapshot


def _written(
    content: Content,
    checking: Checking | None,
    folder: Path,
    before: Snapshot | None,
    steps: Steps,
    kept: Kept,
    releases: Releases,
    dumps: str,
) -> Manifest:
    """Check content, and write what a snapshot's folder holds of it; raises ContentInvalid."""
    # Validation libraries take most of a second to import, and a start with nothing changed needs none.
    from .checking.check import check
    from .storing import NewStore
    from .writing import write_parts

    if checking is None:
        checking = partial(check, content, progress=steps, releases=releases)
    with NewStore(folder / STORE, before) as store:
        dataset = _valid(checking(kept=kept, when_read=store.begin))
        return write_parts(dataset, folder, store, steps, releases, before, dumps)


def _seal(folder: Path, manifest: Manifest, steps: Steps, before: Snapshot | None) -> None:
    """Write what tells of a snapshot's files, all of which are there, and when it was made."""
    steps.save(folder / TOOK)
    note(folder, before)
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    _date(folder)


def _date(folder: Path) -> None:
    (folder / BUILT).write_text(f"{datetime.now(UTC).isoformat()}\n", encoding="utf-8")


def _redate(folder: SnapshotFolder) -> None:
    """Have what was built by a clock that was ahead be no newer than now: what is built next is newer."""
    for each in reversed(folder.snapshots()):
        if each.built > datetime.now(UTC):
            with suppress(OSError):  # another user's, which this one cannot remove either
                _date(each.path)


def _valid(checked: Checked) -> CompiledDataset:
    """The dataset of content without errors; raises ContentInvalid."""
    if checked.dataset is None or not checked.ok:
        raise ContentInvalid(checked.problems)
    return checked.dataset


@contextmanager
def _temporary(root: Path) -> Iterator[Path]:
    """A folder to build in, which is gone in the end unless it got another name; the lock is held."""
    clear(root)
    temporary = root / f"{BUILDING}{os.getpid()}"
    try:
        temporary.mkdir()
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _there(
    folder: SnapshotFolder, content: str, releases: Releases, dumps: str, closely: bool
) -> Snapshot | None:
    """The current snapshot, where it is what would be built."""
    current = folder.current()
    if current is None:
        return None
    told = current.manifest
    fits = (told.content, told.layout, told.dumps) == (content, LAYOUT, dumps)
    if not fits or (closely and not made_as_now(current)):
        return None
    if not sound(current, closely):  # which reads files: only of what would be taken
        return None
    if closely and any(each.damage() for each in releases.all()):  # which the check tells of
        return None
    with suppress(OSError):  # who may only read can build and serve what is there, too
        os.utime(current.path)  # so that a server that holds it for stale sees that it is not
    return current


def made_as_now(snapshot: Snapshot) -> bool:
    """Whether what a snapshot holds was written as this program writes it."""
    told = snapshot.manifest
    return (told.layout, told.program, told.tools) == (LAYOUT, __version__, makers())


def _digest(content: Content, releases: Releases, kept: Kept) -> str:
    """What tells whether anything changed since the last build: content, or what it is compared with."""
    digest = content.digest(kept)
    released = releases.fingerprint()
    return hashlib.sha256(f"{digest}\n{released}".encode()).hexdigest() if released else digest


def _place(temporary: Path, manifest: Manifest, folder: SnapshotFolder) -> Snapshot:
    """Give the finished folder its name; reuse a snapshot that differs in nothing but how its files were
    written."""
    target = folder.root / manifest.name
    found = folder.named(manifest.name)
    if found and sound(found):
        # Its content came back, or only spaces or comments changed: remember which files these are, so
        # that the next start is quick, and that it is the newest.
        for fresh in (temporary / MANIFEST, temporary / BUILT):
            sync(fresh)
            fresh.replace(target / fresh.name)
        os.utime(target)
    else:
        remove(target)
        put(temporary, target)
    return Snapshot(target, manifest)


def _failures(root: Path) -> AbstractContextManager[None]:
    return explained(
        lambda advice: BuildFailed(
            f"The snapshot could not be written to {root}: {advice}, or choose another folder with "
            "--snapshots DIR. The old snapshot, if there is one, is untouched."
        )
    )

"""From content to a snapshot: made beside the old one, switched to only when all of it is there (design.md
4)."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ..errors import AccordGraphError
from .content import Content
from .problems import Problem
from .progress import Progress, silent
from .provenance import tools
from .snapshot import BUILDING, CURRENT, MANIFEST, Manifest, Snapshot, SnapshotFolder, sync_folder

_LOCK = ".lock"

#: What to do about the ways in which a disk can refuse.
_ADVICE = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "the quota is used up; free some space",
    errno.EFBIG: "a file grew beyond what is allowed; raise the limit on file sizes (ulimit -f)",
    errno.EACCES: "it may not be written to; change its permissions",
    errno.EPERM: "it may not be written to; change its permissions",
    errno.EROFS: "its file system is read-only; mount it for writing",
    errno.ENOTDIR: "it, or a part of its path, is a file and not a folder; move that away",
    errno.EEXIST: "it, or a part of its path, is a file and not a folder; move that away",
}


class ContentInvalid(AccordGraphError):
    """The content has errors, so nothing was built."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems for whoever shows them."""
        self.problems = problems
        errors = sum(problem.severity == "error" for problem in problems)
        super().__init__(
            f"The content has {errors} error{'' if errors == 1 else 's'}, so no snapshot was "
            "built; mend and build again."
        )


class BuildFailed(AccordGraphError):
    """A snapshot could not be written; the old one is untouched."""


def build(content: Content, folder: SnapshotFolder, *, keep: int, progress: Progress = silent) -> Snapshot:
    """Build a snapshot of the content and make it the current one; the existing one where nothing changed.

    `keep` is how many of the newest snapshots stay, at least the current one and the one before. Raises
    ContentInvalid where check finds errors, and BuildFailed where the snapshot cannot be written.
    """
    digest = content.digest()
    current = folder.current()
    if current and current.manifest.content == digest and current.whole:
        with _failures(folder.root):
            os.utime(current.path)  # so that a server that holds it for stale sees that it is not
        return current
    # Validation libraries take most of a second to import, and a start with nothing changed needs none of
    # them.
    from .check import check

    checked = check(content, progress=progress)
    if checked.dataset is None or not checked.ok:
        raise ContentInvalid(checked.problems)
    from .writing import write_parts

    with _failures(folder.root):
        folder.root.mkdir(parents=True, exist_ok=True)
        with _locked(folder.root):
            _remove_leftovers(folder.root)
            temporary = folder.root / f"{BUILDING}{os.getpid()}"
            try:
                temporary.mkdir()
                manifest = replace(
                    write_parts(checked.dataset, temporary, progress), content=digest, tools=tools()
                )
                (temporary / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
                snapshot = _place(temporary, manifest, folder)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
            folder.switch(snapshot)
            _retain(folder, keep, snapshot)
    return snapshot


def _place(temporary: Path, manifest: Manifest, folder: SnapshotFolder) -> Snapshot:
    """Give the finished folder its name; reuse a snapshot that differs in nothing but how its files were
    written."""
    suffix = f"-{manifest.metadata[:8]}"
    number = 0
    while True:
        name = manifest.digest + (suffix if number else "") + (f"-{number}" if number > 1 else "")
        target = folder.root / name
        found = next((one for one in folder.snapshots() if one.path == target), None)
        if found is None or not found.whole:
            shutil.rmtree(target, ignore_errors=True)
            _sync(temporary)
            temporary.rename(target)
            sync_folder(folder.root)
            return Snapshot(target, manifest)
        if replace(found.manifest, content=manifest.content) == manifest:
            # Only spaces or comments changed: remember which files these are, so that the next start is
            # quick.
            fresh = temporary / MANIFEST
            sync_folder(fresh)
            fresh.replace(target / MANIFEST)
            os.utime(target)
            return Snapshot(target, manifest)
        number += 1


def _sync(folder: Path) -> None:
    """Have every file and folder written to the disk before the folder gets its name."""
    for path, _, files in os.walk(folder, topdown=False):
        for name in files:
            sync_folder(Path(path) / name)
        sync_folder(Path(path))


def _retain(folder: SnapshotFolder, keep: int, current: Snapshot) -> None:
    # A server goes on reading the one before until it has taken the new one.
    for old in folder.snapshots()[max(keep, 2) :]:
        if old.path != current.path:
            shutil.rmtree(old.path, ignore_errors=True)


def _remove_leftovers(root: Path) -> None:
    """Remove what killed builds left behind; the lock is held, so nobody else is at work."""
    for path in root.glob(".*"):
        if path.name.startswith(BUILDING):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(f".{CURRENT}-"):
            path.unlink(missing_ok=True)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the folder's lock; another build waits here. The kernel frees it when a process dies."""
    with (root / _LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _failures(root: Path) -> Iterator[None]:
    """Turn what a disk refuses into an error that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        code = getattr(error, "errno", None) or _code(str(error))
        advice = _ADVICE.get(code or 0, f"the system says: {error}")
        raise BuildFailed(
            f"The snapshot could not be written to {root}: {advice}, or choose another folder with "
            "--snapshots DIR. The old snapshot, if there is one, is untouched."
        ) from error


def _code(text: str) -> int | None:
    """The error number that a library's message speaks of; Oxigraph and SQLite give only words."""
    lower = text.lower()
    if "no space left" in lower or "disk is full" in lower:
        return errno.ENOSPC
    return errno.EFBIG if "file too large" in lower else None

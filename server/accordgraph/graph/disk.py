"""Writing folders so that they are there whole or not at all, seeing what is there, and saying what to do
when a disk refuses."""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import AccordGraphError

_LOG = logging.getLogger(__name__)

_LOCK = ".lock"

#: What to do about the ways in which a disk can refuse.
_ADVICE = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "the quota is used up; free some space",
    errno.EFBIG: "a file grew beyond what is allowed; raise the limit on file sizes (ulimit -f)",
    errno.EMFILE: "too few files may be open at once; raise the limit (ulimit -n 1024)",
    errno.EACCES: "it may not be written to; change its permissions",
    errno.EPERM: "it may not be written to; change its permissions",
    errno.EROFS: "its file system is read-only; mount it for writing",
    errno.ENOTDIR: "it, or a part of its path, is a file and not a folder; move that away",
    errno.EILSEQ: "its path is not in UTF-8; rename that",
    errno.EEXIST: "it, or a part of its path, is a file and not a folder; move that away",
}

#: What a system says where nothing has a name, or nothing can have it.
_NOTHING = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG}

#: Words of libraries, in lower case, for errors of the system.
_WORDS = {
    "no space left": errno.ENOSPC,
    "disk is full": errno.ENOSPC,
    "not valid utf-8": errno.EILSEQ,
    "file too large": errno.EFBIG,
    "too many open files": errno.EMFILE,
    "file descriptors": errno.EMFILE,
}


def is_file(path: Path) -> bool:
    """Whether there is a file; raises OSError where that may not be seen, of which `Path.is_file` says, from
    Python 3.14 on, that there is none."""
    return _is(path, stat.S_ISREG)


def is_folder(path: Path) -> bool:
    """Whether there is a folder; raises OSError where that may not be seen, as `is_file` does."""
    return _is(path, stat.S_ISDIR)


def is_there(path: Path) -> bool:
    """Whether there is anything; raises OSError where that may not be seen, as `is_file` does."""
    return _is(path, bool)


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    try:
        return kind(path.stat().st_mode)
    except ValueError:  # a null character
        return False
    except OSError as error:
        if error.errno not in _NOTHING:
            raise
        return False


@contextmanager
def explained(raised: Callable[[str], AccordGraphError]) -> Iterator[None]:
    """Turn what a disk refuses into the error that `raised` makes of the advice."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or error
        raise raised(advice(error) or f"the system says “{said}”; mend that") from error


def advice(error: Exception) -> str | None:
    """What to do about what a disk refused; None where that is not known."""
    code = getattr(error, "errno", None) or _code(str(error).lower())
    return _ADVICE.get(code or 0)


def _code(text: str) -> int | None:
    """The error number that a library's message speaks of; Oxigraph and SQLite give only words."""
    return next((code for words, code in _WORDS.items() if words in text), None)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold a folder's lock; whoever else writes there waits, and tells so. The kernel frees it when a process
    dies."""
    lock = root / _LOCK
    try:
        file = lock.open("a")
    except PermissionError:
        if not is_file(lock):
            raise
        file = lock.open()  # another user's; on most file systems that is enough
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _LOG.warning("Waiting for another command that is at work in %s.", root)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sync(path: Path) -> None:
    """Have the kernel write a folder's or a file's data to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(folder: Path, target: Path) -> None:
    """Give a finished folder its name, when the disk has all that is in it."""
    for path, _, files in os.walk(folder, topdown=False):
        for name in files:
            sync(Path(path) / name)
        sync(Path(path))
    folder.rename(target)
    sync(target.parent)


def linked(source: Path, target: Path) -> None:
    """Have a file that never changes in a second place too; where links are not possible, as a copy."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)

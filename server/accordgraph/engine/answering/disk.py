"""Answers kept in a folder: bounded in bytes, safe on a full disk, and never torn."""

from __future__ import annotations

import logging
import os
import struct
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from xxhash import xxh3_128, xxh3_128_digest, xxh3_128_hexdigest

from ...graph.disk import advice
from .bounded import Bounded
from .large import LARGE, AnswerFile

_LOG = logging.getLogger(__name__)

#: How a file ends: with the length of what is told of its content, and the digest of both.
_END = struct.Struct("<I16s")
#: Of names of files that are being written; such a file is left over only where a process was killed, which
#: nobody knows of another machine's: that it is so many seconds old tells.
_UNFINISHED, _LEFT = ".new-", 3600.0
#: Bytes that are written to see whether something can be.
_TRIAL = 1 << 12


class Entry(NamedTuple):
    """Something that is kept: its content, and a few words that tell what it is."""

    told: bytes
    content: bytes | AnswerFile


class DiskCache:
    """Entries as files named by their key, which is hexadecimal.

    Several processes that share a folder do each other no harm; each counts what it found there and what it
    has put there itself. What cannot be written or read is as if it were not there; the operator is told
    that nothing can be written, at the start already, and once until something is.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._there = Bounded[str, bool](limit)
        self._told = False
        trial = self._unfinished()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._take_stock()
            _write(trial, Entry(b"", bytes(_TRIAL)))
        except OSError as problem:
            self._tell(problem)
        self._unlink([trial.name])

    @property
    def size(self) -> int:
        """The bytes that are kept."""
        return self._there.size

    def __contains__(self, key: str) -> bool:
        return key in self._there

    def get(self, key: str) -> Entry | None:
        """Return what is kept under a key; None where nothing whole is."""
        if key not in self:
            return None
        try:
            found = _read(self._folder / key)
        except FileNotFoundError:
            found = None
        except OSError:  # too many open files, for example: it may be whole all the same
            return None
        if found is None:
            self._drop(key)
            return None
        with self._lock:
            self._there.get(key)
        return found

    def put(self, key: str, entry: Entry) -> None:
        """Keep something under a key; what was not used for longest goes where there is no room.

        A file without a name gets one, so that what is large is not written twice.
        """
        told, content = entry
        length = len(content) if isinstance(content, bytes) else content.size
        size = length + len(told) + _END.size
        if not self._there.fits(size):
            return
        unfinished = self._unfinished()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)  # it may have been cleared away
            _write(unfinished, entry)
            unfinished.replace(self._folder / key)
        except OSError as problem:
            self._unlink([unfinished.name])
            self._tell(problem)
            return
        self._told = False
        with self._lock:
            gone = self._there.put(key, True, size)
        self._unlink(gone)

    def _unfinished(self) -> Path:
        return self._folder / f"{_UNFINISHED}{uuid4().hex}"

    def _tell(self, problem: OSError) -> None:
        if not self._told:
            self._told = True
            _LOG.warning(
                "Nothing can be written to the cache in %s: %s. Queries are answered all the same, but long "
                "answers may be refused.",
                self._folder,
                advice(problem) or problem.strerror,
            )

    def _drop(self, key: str) -> None:
        with self._lock:
            self._there.drop(key)
        self._unlink([key])

    def _unlink(self, keys: Iterable[str]) -> None:
        for key in keys:
            with suppress(OSError):
                (self._folder / key).unlink(missing_ok=True)

    def _take_stock(self) -> None:
        """Learn what earlier processes left, and remove what one left unfinished."""
        found, before = [], time.time() - _LEFT
        for path in self._folder.iterdir():
            try:
                status = path.stat()
                if not path.name.startswith(_UNFINISHED):
                    found.append((status.st_mtime_ns, path.name, status.st_size))
                elif status.st_mtime < before:
                    path.unlink()
            except OSError:
                continue
        for _, name, size in sorted(found):
            self._unlink(self._there.put(name, True, size))


def _write(path: Path, entry: Entry) -> None:
    """Write an entry into a file that is not there yet; raises OSError."""
    told, content = entry
    if isinstance(content, bytes):
        digest = xxh3_128_hexdigest(content)
    else:
        content.name(path)
        digest, content = content.digest, b""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600), "wb") as file:
        file.write(content + told + _END.pack(len(told), _proof(digest, told)))


def _read(path: Path) -> Entry | None:
    """Read an entry, None where the file is not what was written; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    whole = AnswerFile(descriptor, "")
    end = whole.size - _END.size
    if end < 0:
        return None
    length, proof = _END.unpack(b"".join(whole.chunks(end)))
    size = end - length
    if size < 0:
        return None
    told, digest = b"".join(whole.chunks(size, end)), xxh3_128()
    for piece in whole.chunks(0, size):
        digest.update(piece)
    if _proof(digest.hexdigest(), told) != proof:
        return None
    content = AnswerFile(os.dup(descriptor), digest.hexdigest(), size)
    return Entry(told, content if size > LARGE else content.read())


def _proof(digest: str, told: bytes) -> bytes:
    """What shows that content and words are as they were written."""
    return xxh3_128_digest(digest.encode() + told)

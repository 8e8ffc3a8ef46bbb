"""Answers kept in a folder: bounded in bytes, safe on a full disk, and never torn."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size
#: Of names of files that are being written; such a file is left over only where a process was killed.
_UNFINISHED = ".new-"


class DiskCache:
    """Entries as files named by their key, which is hexadecimal; each begins with the digest of the rest.

    Several processes may share a folder. What cannot be written or read is as if it were not there.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder, self._limit = folder, limit
        self._lock = threading.Lock()
        self._sizes: OrderedDict[str, int] = OrderedDict()  # by last use, the oldest first
        self._total = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._take_stock()
        except OSError:
            self._limit = 0

    @property
    def size(self) -> int:
        """The bytes that are kept."""
        return self._total

    def __contains__(self, key: str) -> bool:
        return key in self._sizes

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key; None where nothing whole is."""
        if key not in self:
            return None
        try:
            data = (self._folder / key).read_bytes()
        except OSError:
            data = b""
        content = data[_DIGEST:]
        if hashlib.sha256(content).digest() != data[:_DIGEST]:
            self._drop(key)
            return None
        with self._lock:
            if key in self._sizes:
                self._sizes.move_to_end(key)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep something under a key; what was not used for longest goes where there is no room."""
        size = len(content) + _DIGEST
        if size > self._limit // 4:
            return
        try:
            descriptor, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self._folder)
            unfinished = Path(name)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(hashlib.sha256(content).digest() + content)
                unfinished.replace(self._folder / key)
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise
        except OSError:
            return
        with self._lock:
            self._total += size - self._sizes.pop(key, 0)
            self._sizes[key] = size
        while self._total > self._limit and (oldest := next(iter(self._sizes), None)) is not None:
            self._drop(oldest)

    def _drop(self, key: str) -> None:
        with self._lock:
            self._total -= self._sizes.pop(key, 0)
        try:
            (self._folder / key).unlink(missing_ok=True)
        except OSError:
            return

    def _take_stock(self) -> None:
        """Learn what earlier processes left, and remove what one left unfinished."""
        found = []
        for path in self._folder.iterdir():
            try:
                status = path.stat()
                if path.name.startswith(_UNFINISHED):
                    path.unlink()
                else:
                    found.append((status.st_mtime_ns, path.name, status.st_size))
            except OSError:
                continue
        for _, name, size in sorted(found):
            self._sizes[name] = size
            self._total += size
        while self._total > self._limit and self._sizes:
            self._drop(next(iter(self._sizes)))

"""The digests of files, each read again only where the file system says that it may be another by now."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path

from ..kept import Kept

#: Nanoseconds after which another change of a file has another time: some file systems count in two seconds.
_SETTLED = 3_000_000_000


def state_of(path: Path) -> tuple[int, ...] | None:
    """Return what tells a file from what it was: its number, its size and the times of its last change.

    Whoever writes to it, renames another to its name, or sets its time back, changes one of them. None where
    it changed just now, since it may change once more at the same time. Raises OSError.
    """
    now, told = time.time_ns(), path.stat()
    if max(told.st_mtime_ns, told.st_ctime_ns) >= now - _SETTLED:
        return None
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


class FileDigests:
    """SHA-256 of the files below a folder; what was found before is `kept`.

    A file is taken for the one that was read where its state is the same; one that changed just now is read
    each time.
    """

    def __init__(self, root: Path, kept: Kept) -> None:
        """Know what was found before below this folder."""
        self._root, self._kept = root, kept
        self._place = kept.key("digests of files", os.fsencode(root.resolve()))
        self._known: dict[str, list[int | str]] = json.loads(kept.known(self._place) or b"{}")
        self._news = False

    def of(self, path: str) -> tuple[bytes, bytes | None]:
        """The digest of the file at a path below the folder, and its bytes where it was read for that; raises
        OSError."""
        state = state_of(self._root / path)
        *before, digest = self._known.get(path, (None,))
        if state is not None and before == [*state]:
            return bytes.fromhex(str(digest)), None
        data = (self._root / path).read_bytes()
        found = hashlib.sha256(data)
        if state is not None:
            self._known[path], self._news = [*state, found.hexdigest()], True
        return found.digest(), data

    def save(self) -> None:
        """Keep what was found."""
        if self._news:
            self._kept.keep(json.dumps(self._known).encode(), self._place)
            self._news = False

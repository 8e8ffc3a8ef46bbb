"""What is too large to be held in memory: an open file, closed when nobody holds it any more."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO

#: From so many bytes on an answer is a file.
LARGE = 1 << 20
#: Bytes that are read together.
_CHUNK = 1 << 18


class AnswerFile:
    """The bytes of a large answer or a dump in an open file, which may have no name.

    `digest` names the bytes: for an answer, their XXH3 in hexadecimal. They are the whole file, or its first
    `size` bytes. Several may read it at once.
    """

    def __init__(self, descriptor: int, digest: str, size: int | None = None) -> None:
        weakref.finalize(self, os.close, descriptor)
        self.digest = digest
        self.size = os.fstat(descriptor).st_size if size is None else size
        self._descriptor = descriptor

    def __iter__(self) -> Iterator[bytes]:
        return self.chunks()

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the bytes, or those from `start` to before `stop`, piece by piece."""
        end = self.size if stop is None else stop
        while start < end and (piece := os.pread(self._descriptor, min(_CHUNK, end - start), start)):
            yield piece
            start += len(piece)

    def read(self) -> bytes:
        """Return all bytes."""
        return b"".join(self)

    def name(self, path: Path) -> None:
        """Give the file a name, where there is none yet, without writing it again; raises OSError."""
        # Only where it is given a folder does Python have the system follow the link that leads to the file.
        folder = os.open("/proc/self/fd", os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.link(str(self._descriptor), path, src_dir_fd=folder, follow_symlinks=True)
        finally:
            os.close(folder)


def unnamed(folder: str) -> IO[bytes]:
    """Open a new file without a name, which may get one where the file system lets it; raises OSError.

    The folder is made where it is gone: whoever clears a cache may do so while it is in use.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    try:
        # Not by `tempfile`, whose files never may.
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600), "w+b", buffering=0)
    except OSError:
        return tempfile.TemporaryFile(dir=folder, buffering=0)


def borrow(pid: int, descriptor: int, digest: str) -> AnswerFile:
    """Open another process's file; raises OSError where that process has ended."""
    return AnswerFile(os.open(f"/proc/{pid}/fd/{descriptor}", os.O_RDONLY | os.O_CLOEXEC), digest)

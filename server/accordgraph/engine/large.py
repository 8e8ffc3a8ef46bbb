"""An answer that is too large to be held in memory: an anonymous file, gone when nobody holds it any more."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator

_CHUNK = 1 << 18


class AnswerFile:
    """The bytes of a large answer, in a file that has no name; `digest` is their SHA-256 in hexadecimal.

    Several may read it at once.
    """

    def __init__(self, descriptor: int, digest: str) -> None:
        self.digest = digest
        self.size = os.fstat(descriptor).st_size
        self._descriptor = descriptor
        weakref.finalize(self, os.close, descriptor)

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes, piece by piece."""
        place = 0
        while piece := os.pread(self._descriptor, _CHUNK, place):
            yield piece
            place += len(piece)

    def read(self) -> bytes:
        """Return all bytes."""
        return b"".join(self.chunks())


def borrow(pid: int, descriptor: int, digest: str) -> AnswerFile:
    """Open another process's file; raises OSError where that process has ended."""
    return AnswerFile(os.open(f"/proc/{pid}/fd/{descriptor}", os.O_RDONLY | os.O_CLOEXEC), digest)

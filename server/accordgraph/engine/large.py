"""What is too large to be held in memory: an open file, closed when nobody holds it any more."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator

_CHUNK = 1 << 18


class AnswerFile:
    """The bytes of a large answer or a dump in an open file, which may have no name.

    `digest` names the bytes: for an answer, their XXH3 in hexadecimal. Several may read it at once.
    """

    def __init__(self, descriptor: int, digest: str) -> None:
        self.digest = digest
        self.size = os.fstat(descriptor).st_size
        self._descriptor = descriptor
        weakref.finalize(self, os.close, descriptor)

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the bytes, or those from `start` to before `stop`, piece by piece."""
        end = self.size if stop is None else stop
        while start < end and (piece := os.pread(self._descriptor, min(_CHUNK, end - start), start)):
            yield piece
            start += len(piece)

    def read(self) -> bytes:
        """Return all bytes."""
        return b"".join(self.chunks())


def borrow(pid: int, descriptor: int, digest: str) -> AnswerFile:
    """Open another process's file; raises OSError where that process has ended."""
    return AnswerFile(os.open(f"/proc/{pid}/fd/{descriptor}", os.O_RDONLY | os.O_CLOEXEC), digest)

"""Memory that the program and a query process both see: for answers that no pipe takes at once, and for a
word that has to be heard at once."""

from __future__ import annotations

import fcntl
import mmap
import os

from .large import LARGE

#: What nobody may change of it any more: its size, and that.
_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
#: Where the flag is, behind the bytes of the answer.
_FLAG = LARGE


class Window:
    """Memory as one of the two processes sees it: an answer, while the other one neither writes nor reads,
    and a flag, which the program sets and the process looks at.

    A pipe would take its memory page by page, and have each byte copied by the system on both its ends.
    """

    def __init__(self, descriptor: int) -> None:
        """See what `shared_memory` made; raises OSError."""
        self._bytes = mmap.mmap(descriptor, _FLAG + 1)

    @property
    def is_stopped(self) -> bool:
        """Whether the process is to begin nothing more of what it was asked."""
        return self._bytes[_FLAG] != 0

    @is_stopped.setter
    def is_stopped(self, stopped: bool) -> None:
        self._bytes[_FLAG] = stopped

    def put(self, begin: int, data: bytes) -> None:
        """Write bytes where they have room."""
        self._bytes[begin : begin + len(data)] = data

    def seen(self, size: int) -> memoryview:
        """Return the first bytes, as long as nothing else is written there."""
        return memoryview(self._bytes)[:size]

    def take(self, size: int) -> bytes:
        """Return the first bytes, which are a copy."""
        return self._bytes[:size]

    def close(self) -> None:
        """See it no more."""
        self._bytes.close()


def shared_memory() -> int:
    """Return a descriptor of memory for a small answer, for another process to inherit; raises OSError."""
    descriptor = os.memfd_create("accordgraph-answers", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.ftruncate(descriptor, _FLAG + 1)
        # Were it cut by one process, the other one would be killed where it reads on.
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALS)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor

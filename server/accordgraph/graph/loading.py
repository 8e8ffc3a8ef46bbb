"""Loading a database in a process of its own, which can have another allocator: it takes a fifth less time.

`python -m accordgraph.graph.loading DATABASE` reads N-Quads from its standard input.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from .cores import in_copy
from .helping import SMALL, helper


class Loading:
    """A new database that N-Quads are loaded into: the first of them while the rest is not known yet, where
    that is wanted. Whoever does not finish it is to abandon it."""

    def __init__(self, path: Path) -> None:
        """Load into a database at `path`, where nothing is yet."""
        self._path = path
        self._process: subprocess.Popen[bytes] | None = None
        self._copy = 0

    def begin(self, pieces: Iterable[bytes]) -> None:
        """Have a copy of this process bring the first pieces; see `cores.can_copy`."""
        process = self._started()
        self._copy = in_copy(lambda: _bring(process, pieces))

    def begun(self) -> bool:
        """Whether first pieces were brought, all of them; waits for that."""
        if not self._copy:
            return False
        pid, self._copy = self._copy, 0
        return os.waitpid(pid, 0)[1] == 0

    def finish(self, pieces: Iterator[bytes]) -> None:
        """Load the pieces that are left; raises OSError and RuntimeError where the database cannot be
        written."""
        process = self._process
        if process is None:
            beginning, is_all = _beginning(pieces)
            if is_all:
                everything = b"".join(beginning)
                ox.Store(str(self._path)).bulk_load(everything, format=ox.RdfFormat.N_QUADS, lenient=True)
                return
            process, pieces = self._started(), chain(beginning, pieces)
        _bring(process, pieces)
        if process.stdin is None or process.stderr is None:
            raise AssertionError("a process is talked to over pipes")
        with suppress(BrokenPipeError):
            process.stdin.close()
        said = process.stderr.read().decode(errors="replace").strip()
        with process:
            self._process = None
        if process.returncode:
            raise OSError(said.splitlines()[-1] if said else f"loading ended with {process.returncode}")

    def abandon(self) -> None:
        """End what runs, rather than have it load what is not whole."""
        if self._copy:
            os.kill(self._copy, signal.SIGKILL)
            self.begun()
        if self._process is not None:
            self._process.kill()
            with suppress(BrokenPipeError), self._process:
                self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        self._process = helper(__name__, str(self._path), stderr=subprocess.PIPE)
        return self._process


def _beginning(pieces: Iterator[bytes]) -> tuple[list[bytes], bool]:
    """The first pieces, and whether they are all: so few that a process would take longer to start."""
    found, size = list[bytes](), 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size >= SMALL:
            return found, False
    return found, True


def _bring(process: subprocess.Popen[bytes], pieces: Iterable[bytes]) -> None:
    """Send pieces to a process, which may have ended: why, it has said then."""
    if process.stdin is None:
        raise AssertionError("a process is talked to over pipes")
    with suppress(BrokenPipeError):
        process.stdin.writelines(pieces)
        process.stdin.flush()


def _serve(path: str) -> None:
    """Load what comes in. Through a path: of a file object the database reads a kilobyte at a time."""
    store = ox.Store(path)
    store.bulk_load(path="/dev/stdin", format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    store.optimize()


if __name__ == "__main__":
    _serve(sys.argv[1])

"""Opening an index for reading, an SQLite file of a snapshot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..disk import is_file
from ..snapshot import SnapshotDamaged


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an index for reading.

    Raises SnapshotDamaged where its file is not what was written, by then or while it is read, and OSError
    where it cannot be read.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    if not is_file(path):  # SQLite would wait for whoever writes into a pipe
        raise _damaged(path, "it is no file")
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        # Those of the classes below do not speak of the file: a search was stopped, too many files are open.
        if _has_bytes(path) and type(error) is not sqlite3.DatabaseError:
            raise
        raise _damaged(path, error) from error


def _damaged(path: Path, why: object) -> SnapshotDamaged:
    return SnapshotDamaged(f"{path} is damaged ({why}); `accordgraph build` makes its snapshot anew.")


def _has_bytes(path: Path) -> bool:
    """Whether a file is there and not empty; raises OSError where that cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(1) != b""
    except FileNotFoundError:
        return False

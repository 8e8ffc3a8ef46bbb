"""What was found out before, by the digest of all that it depends on: nobody finds it out twice."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ... import __version__
from ..cataloguing.provenance import tools

#: The file in the cache folder.
FILE = "checked.sqlite"
#: How many findings are kept; those that were of no use for longest go first.
ROOM = 50_000
#: Raise it when the same input leads to other findings within one version of the program.
_EDITION = 1
_SCHEMA = """CREATE TABLE IF NOT EXISTS kept (
    key BLOB PRIMARY KEY, found BLOB, proof BLOB, used INTEGER
) WITHOUT ROWID"""


class Kept:
    """Findings by their keys. A damaged one is found out anew; a file that cannot be used is done without."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep findings in a folder; for as long as this lives where there is none."""
        self._file = folder / FILE if folder is not None else None
        self._known: dict[bytes, bytes] = {}
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._program = " ".join(
            [__version__, str(_EDITION), *sorted(f"{k} {v}" for k, v in tools().items())]
        )
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            rows = database.execute("SELECT key, found, proof FROM kept")
            self._known = {key: found for key, found, proof in rows if proof == _proof(key, found)}

    def key(self, kind: str, *parts: str | bytes) -> bytes:
        """The digest of all that a finding of some kind depends on: these parts, and the program itself."""
        whole = hashlib.sha256(f"{self._program} {kind}".encode())
        for part in parts:
            data = part.encode() if isinstance(part, str) else part
            whole.update(f"\0{len(data)}\0".encode())
            whole.update(data)
        return whole.digest()

    def known(self, key: bytes) -> str | None:
        """The finding that a key leads to."""
        found = self._known.get(key)
        if found is not None:
            self._used.add(key)
        return found.decode() if found is not None else None

    def keep(self, found: str, *keys: bytes) -> str:
        """Have all of the keys lead to a finding."""
        for key in keys:
            self._used.add(key)
            if key not in self._known:
                self._known[key] = self._new[key] = found.encode()
        return found

    def get(self, key: bytes, make: Callable[[], str]) -> str:
        """The finding that a key leads to, else what `make` makes."""
        found = self.known(key)
        return self.keep(make(), key) if found is None else found

    def save(self) -> None:
        """Write what is new, and let go of what was of no use for longest."""
        now = int(time.time())
        rows = [(key, found, _proof(key, found), now) for key, found in self._new.items()]
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
            database.executemany("UPDATE kept SET used = ? WHERE key = ?", ((now, key) for key in self._used))
            (count,) = database.execute("SELECT COUNT(*) FROM kept").fetchone()
            oldest = "DELETE FROM kept WHERE key IN (SELECT key FROM kept ORDER BY used LIMIT ?)"
            database.execute(oldest, (max(0, count - ROOM),))
        self._new.clear()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The database; a file that is none is removed, so that the next one is whole."""
        if self._file is None:
            raise FileNotFoundError
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self._file, timeout=5)) as database, database:
                database.execute(_SCHEMA)
                yield database
        except sqlite3.OperationalError:  # another process holds it, or the disk is full
            raise
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            raise


def _proof(key: bytes, found: bytes) -> bytes:
    """What shows that a row is as it was written."""
    return hashlib.sha256(bytes(key) + bytes(found or b"")).digest()

"""What was found out before, by the digest of all that it depends on: nobody finds it out twice."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import accumulate
from pathlib import Path
from threading import RLock
from typing import Self, TypeVar

from xxhash import xxh3_128_digest
from zlib_ng import zlib_ng

from .tools import makers

#: The file in the cache folder.
FILE = "kept.sqlite"
#: Bytes of what is kept, packed; what was of no use for longest goes first.
ROOM = 1 << 30
#: Where more than this part of something has changed, all of it is made anew: that is quicker.
MUCH = 0.1
#: Bytes that wait until they are written together.
_WAITING = 1 << 25
#: Seconds in which it makes no difference when something was of use.
_LATELY = 3600
_SCHEMA = """CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, found BLOB, proof BLOB, used INTEGER)"""
#: How many bytes of the file hold anything: it never becomes smaller.
_FILLED = """SELECT (page_count - freelist_count) * page_size
FROM pragma_page_count, pragma_freelist_count, pragma_page_size"""
_THERE = "SELECT 1 FROM kept WHERE key = ?"

_Answer = TypeVar("_Answer")


class Kept:
    """Findings by their keys, read when they are asked for; any thread may ask.

    A damaged finding is found out anew; a file that cannot be used is done without.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Keep findings in a folder; for as long as this lives where there is none."""
        self._file = folder / FILE if folder is not None else None
        self._new: dict[bytes, bytes] = {}
        self._waiting = 0
        self._used: set[bytes] = set()
        self._lock = RLock()
        #: By the number of the process, since a copy of a process must not even close what it was given.
        self._databases: dict[int, sqlite3.Connection] = {}

    def key(self, kind: str, *parts: str | bytes) -> bytes:
        """The digest of all that a finding of some kind depends on: these parts, and the program itself."""
        whole = hashlib.sha256(f"{_program()} {kind}".encode())
        for part in parts:
            data = part.encode() if isinstance(part, str) else part
            whole.update(f"\0{len(data)}\0".encode())
            whole.update(data)
        return whole.digest()

    def known(self, key: bytes) -> bytes | None:
        """The finding that a key leads to."""
        with self._lock:
            packed = self._new.get(key)
            if packed is None:
                packed = self._row(key)
            if packed is None:
                return None
            self._used.add(key)
        return zlib_ng.decompress(packed)

    def keep(self, found: bytes, *keys: bytes) -> bytes:
        """Have all of the keys lead to a finding."""
        packed = zlib_ng.compress(found, 1)
        with self._lock:
            for key in keys:
                self._new[key] = packed
                self._waiting += len(packed)
            if self._waiting > _WAITING:
                self._write()
        return found

    def use(self, *keys: bytes) -> None:
        """Tell that findings are of use, though nobody reads them now."""
        with self._lock:
            self._used.update(keys)

    def has(self, key: bytes) -> bool:
        """Whether a key leads to something, which is of use."""
        self.use(key)
        with self._lock:
            return key in self._new or bool(self._ask(lambda it: it.execute(_THERE, (key,)).fetchone()))

    def get(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The finding that a key leads to, else what `make` makes."""
        found = self.known(key)
        return self.keep(make(), key) if found is None else found

    def save(self) -> None:
        """Write what is new, let go of what was of no use for longest, and close the file."""
        with self._lock:
            self._write()
            self._ask(self._marked)
            self._ask(self._tidied)
            self._used.clear()
            self._close()

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is new."""
        self.save()

    def __del__(self) -> None:
        """Close the file where somebody asked after the last `save`: Python 3.13 warns of an open one."""
        self._close()

    def _close(self) -> None:
        database = self._databases.pop(os.getpid(), None)
        if database is not None:
            database.close()

    def _row(self, key: bytes) -> bytes | None:
        select = "SELECT found, proof FROM kept WHERE key = ?"
        for found, proof in self._ask(lambda it: it.execute(select, (key,)).fetchall()) or ():
            if isinstance(found, bytes) and proof == _proof(key, found):
                return found
            self._ask(lambda it: it.execute("DELETE FROM kept WHERE key = ?", (key,)))
        return None

    def _write(self) -> None:
        """Write what waits; what a full disk does not take is forgotten."""
        now = int(time.time())
        rows = [(key, found, _proof(key, found), now) for key, found in self._new.items()]
        if self._file is not None:
            self._ask(lambda it: it.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows))
            self._new.clear()
        self._waiting = 0

    def _marked(self, database: sqlite3.Connection) -> None:
        now = int(time.time())
        lately = ((now, key, now - _LATELY) for key in self._used)
        database.executemany("UPDATE kept SET used = ? WHERE key = ? AND used < ?", lately)

    @staticmethod
    def _tidied(database: sqlite3.Connection) -> None:
        if database.execute(_FILLED).fetchone() <= (ROOM,):
            return
        rows = database.execute("SELECT rowid, LENGTH(found) FROM kept ORDER BY used DESC").fetchall()
        sizes = accumulate(size for _, size in rows)
        gone = [(row,) for (row, _), size in zip(rows, sizes, strict=True) if size > ROOM]
        database.executemany("DELETE FROM kept WHERE rowid = ?", gone)

    def _ask(self, do: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """What the database answers; None where there is none, or where something is wrong with it."""
        if self._file is None:
            return None
        try:
            database = self._databases.get(os.getpid())
            if database is None:
                database = self._databases[os.getpid()] = self._opened(self._file)
            with database:
                return do(database)
        except (sqlite3.OperationalError, OSError):  # another process holds it, or the disk is full
            return None
        except sqlite3.DatabaseError:  # it is none: the next one is whole
            self._close()
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return None

    @staticmethod
    def _opened(file: Path) -> sqlite3.Connection:
        file.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(file, timeout=5, check_same_thread=False)
        try:
            # What is lost with the power is found out anew: each row is proved when it is read.
            database.execute("PRAGMA synchronous = OFF")
            database.execute(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database


@cache
def _program() -> str:
    """What tells the program that makes what is kept from any other."""
    return " ".join(f"{name} {version}" for name, version in makers().items())


def _proof(key: bytes, found: bytes) -> bytes:
    """What shows that a row is as it was written."""
    return xxh3_128_digest(key + found)

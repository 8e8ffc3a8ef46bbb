"""Handing a worker's answer to the program: a small one through the pipe, one that a pipe does not take at
once through memory that both see, a large one as a file without a name."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from typing import IO

from xxhash import xxh3_128

from . import frames
from .large import unnamed
from .window import Window

#: From so many bytes on an answer is a file.
LARGE = 1 << 20
#: So many bytes an answer may have in memory where there is no room for a file.
_WITHOUT_ROOM = 64 << 20
#: Bytes that go to the file together: the native writer hands on a few thousand at a time.
_PIECE = 1 << 18


class TooLong(Exception):
    """An answer that is longer than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class Body:
    """What an answer is written into: memory, and beyond LARGE a file of the folder, where the disk has room.

    It may have `most` bytes, and fewer where the disk has no room. `folder` None: always memory.
    """

    def __init__(self, window: Window, folder: str | None = None, most: int = sys.maxsize) -> None:
        self._window, self._folder, self._most = window, folder, most
        self._file: IO[bytes] | None = None
        self.restart()

    def write(self, data: bytes) -> int:
        """Take more bytes, as a binary file does; raises TooLong."""
        self._waiting.append(data)
        self._length += len(data)
        if self._length > self._enough:
            self._require(self._most)
            self._put_aside()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what waits goes with what comes after it."""

    def restart(self) -> None:
        """Forget what was written."""
        self.close()
        self._waiting: list[bytes] = []
        self._length, self._aside = 0, 0  # bytes that wait, and that the file has
        self._enough = min(self._most, LARGE) if self._folder is not None else self._most
        # What names the bytes; SHA-256 would take a twentieth of the time of a large answer.
        self._digest = xxh3_128()

    def close(self) -> None:
        """Give up the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def send(self, form: str, media_type: str, output: int, acknowledgements: int) -> bool:
        """Send an answer with this body; return whether another one may follow at once, since this one is in
        the pipe as a whole. Raises FrameClosed.

        A file stays open here until the program says, by one byte, that it has opened it too.
        """
        if self._file is not None:
            self._put_aside()
        if self._file is None:
            return self._send_waiting(form, media_type, output)
        about = {"file": self._file.fileno(), "digest": self._digest.hexdigest()}
        frames.send(output, frames.written({"form": form, "media_type": media_type, **about}))
        os.read(acknowledgements, len(frames.SEEN))
        self.close()
        return False

    def _send_waiting(self, form: str, media_type: str, output: int) -> bool:
        """Send what is in memory; return whether it went into the pipe."""
        if frames.SMALL < self._length <= LARGE:
            self._window.put(self._waiting)
            told = {"form": form, "media_type": media_type, "window": self._length}
            frames.send(output, frames.written(told))
            return False
        frames.send(output, _head(form, media_type), self._waiting)
        return True

    def _put_aside(self) -> None:
        """Write what waits to the file; where the disk is full, take all back and go on in memory.

        Raises TooLong where memory would have to hold more than it should.
        """
        waiting = b"".join(self._waiting)
        try:
            if self._file is None:
                self._file = self._opened()
            _write(self._file, waiting)
        except OSError:
            self._most = min(self._most, _WITHOUT_ROOM)
            self._require(self._most)
            self._waiting = [self._taken_back(), waiting]
            self._length, self._aside, self._enough = self._length + self._aside, 0, self._most
            return
        self._digest.update(waiting)
        self._aside += len(waiting)
        self._waiting, self._length, self._enough = [], 0, min(self._most - self._aside, _PIECE)

    def _require(self, most: int) -> None:
        if self._aside + self._length > most:
            raise TooLong(most)

    def _opened(self) -> IO[bytes]:
        if self._folder is None:
            raise AssertionError("what has no folder is never put aside")
        return unnamed(self._folder)

    def _taken_back(self) -> bytes:
        """Return what the file has, and give it up."""
        if self._file is None:
            return b""
        self._file.seek(0)
        taken = self._file.read()[: self._aside]
        self.close()
        return taken


def _write(file: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


@lru_cache(64)
def _head(form: str, media_type: str) -> bytes:
    """Return what is told of an answer in memory: one of a few things."""
    return frames.written({"form": form, "media_type": media_type})

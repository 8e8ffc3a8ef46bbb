"""Handing a worker's answer to the program: a small one through the pipe, one that a pipe does not take at
once through memory that both see, a large one as a file without a name."""

from __future__ import annotations

import io
import os
import sys
from functools import lru_cache
from typing import IO

from xxhash import xxh3_128

from ..workers import frames
from .large import LARGE, unnamed
from .window import Window

#: So many bytes an answer may have in memory where there is no room for a file.
_WITHOUT_ROOM = 64 << 20


class TooLong(Exception):
    """An answer that is longer than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class Body:
    """What an answer is written into: the window, and beyond LARGE a file of the folder, or memory where the
    disk has no room.

    It may have `most` bytes, and fewer where the disk has no room. `folder` None: always memory.
    """

    def __init__(self, window: Window, folder: str | None = None, most: int = sys.maxsize) -> None:
        self._window, self._folder, self._most = window, folder, most
        self._aside: IO[bytes] | None = None
        self.restart()

    def restart(self) -> None:
        """Forget what was written."""
        self.close()
        self._length = 0  # bytes that were written
        self._waiting = 0  # those of them that wait in the window
        self._before = 0  # and those that were put aside
        # What names the bytes; SHA-256 would take a twentieth of the time of a large answer.
        self._digest = xxh3_128()

    def write(self, data: bytes) -> int:
        """Take more bytes, as a binary file does; raises TooLong."""
        self._length += len(data)
        self._require()
        if self._waiting + len(data) > LARGE:
            self._put_aside(self._window.seen(self._waiting))
            self._waiting = 0
        if len(data) > LARGE:
            self._put_aside(data)
        else:
            self._window.put(self._waiting, data)
            self._waiting += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what waits goes with what comes after it."""

    def close(self) -> None:
        """Give up what was put aside."""
        if self._aside is not None:
            self._aside.close()
            self._aside = None

    def send(self, form: str, media_type: str, output: int, acknowledgements: int) -> bool:
        """Send an answer with this body; return whether another one may follow at once, since this one is in
        the pipe as a whole. Raises FrameClosed.

        A file stays open here until the program says, by one byte, that it has opened it too.
        """
        if self._aside is None:
            return self._send_waiting(form, media_type, output)
        self._put_aside(self._window.seen(self._waiting))
        if isinstance(self._aside, io.BytesIO):
            frames.send(output, _head(form, media_type), [self._aside.getvalue()])
        else:
            about = {"file": self._aside.fileno(), "digest": self._digest.hexdigest()}
            frames.send(output, frames.written({"form": form, "media_type": media_type, **about}))
            os.read(acknowledgements, len(frames.SEEN))
        self.close()
        return False

    def _send_waiting(self, form: str, media_type: str, output: int) -> bool:
        """Send what is in the window; return whether it went into the pipe."""
        if self._waiting > frames.SMALL:
            told = {"form": form, "media_type": media_type, "window": self._waiting}
            frames.send(output, frames.written(told))
            return False
        frames.send(output, _head(form, media_type), [self._window.take(self._waiting)])
        return True

    def _put_aside(self, data: bytes | memoryview) -> None:
        """Write bytes to the file; where the disk is full, take all back and go on in memory.

        Raises TooLong where memory would have to hold more than it should.
        """
        try:
            if self._aside is None:
                self._aside = io.BytesIO() if self._folder is None else unnamed(self._folder)
            _write(self._aside, data)
        except OSError:
            self._most = min(self._most, _WITHOUT_ROOM)
            self._require()
            self._aside = self._taken_back()
            self._aside.write(data)
        self._digest.update(data)
        self._before += len(data)

    def _require(self) -> None:
        if self._length > self._most:
            raise TooLong(self._most)

    def _taken_back(self) -> io.BytesIO:
        """Return memory with what the file has, and give that up."""
        memory = io.BytesIO()
        if self._aside is not None:
            self._aside.seek(0)
            memory.write(self._aside.read()[: self._before])
            self.close()
        return memory


def _write(file: IO[bytes], data: bytes | memoryview) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


@lru_cache(64)
def _head(form: str, media_type: str) -> bytes:
    """Return what is told of an answer in memory: one of a few things."""
    return frames.written({"form": form, "media_type": media_type})

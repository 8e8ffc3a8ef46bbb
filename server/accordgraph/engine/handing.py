"""Handing a worker's answer to the program: through the pipe, a large one as a file without a name."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from typing import IO

from xxhash import xxh3_128

from accordgraph.engine import frames

#: From so many bytes on an answer is a file.
LARGE = 1 << 20


class Body:
    """What an answer is written into: memory, and beyond LARGE a file of the folder, where the disk has room.

    `folder` None: always memory.
    """

    def __init__(self, folder: str | None = None) -> None:
        self._folder = folder
        self._memory = bytearray()
        # What names the bytes; SHA-256 would take a twentieth of the time of a large answer.
        self._digest = xxh3_128()
        self._file: IO[bytes] | None = None

    def write(self, data: bytes) -> int:
        """Take more bytes, as a binary file does."""
        if self._file is not None:
            self._put_aside(data)
        else:
            self._memory += data
            if len(self._memory) > LARGE and self._folder is not None:
                self._open(self._folder)
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing waits to be written."""

    def restart(self) -> None:
        """Forget what was written."""
        self._memory, self._digest = bytearray(), xxh3_128()
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()

    def close(self) -> None:
        """Give up what was written."""
        if self._file is not None:
            self._file.close()

    def send(self, form: str, media_type: str, output: int, acknowledgements: int) -> None:
        """Send an answer with this body; raises FrameClosed.

        A file stays open here until the program says, by one byte, that it has opened it too.
        """
        if self._file is None:
            frames.send(output, _head(form, media_type), self._memory)
            return
        with self._file:
            about = {"file": self._file.fileno(), "digest": self._digest.hexdigest()}
            frames.send(output, frames.written({"form": form, "media_type": media_type, **about}))
            os.read(acknowledgements, len(frames.SEEN))

    def _open(self, folder: str) -> None:
        """Go on in a file; without one, in memory."""
        try:
            self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - it outlives this
        except OSError:
            self._folder = None
            return
        begun, self._memory = bytes(self._memory), bytearray()
        self._put_aside(begun)

    def _put_aside(self, data: bytes) -> None:
        """Write to the file; where the disk is full, take back what is there and go on in memory."""
        file = self._file
        if file is None:
            raise AssertionError("there is a file")
        written = 0
        try:
            while written < len(data):
                written += os.write(file.fileno(), data[written:])
            self._digest.update(data)
        except OSError:
            with file:
                os.lseek(file.fileno(), 0, os.SEEK_SET)
                while piece := os.read(file.fileno(), LARGE):
                    self._memory += piece
            self._memory += data[written:]
            self._file = self._folder = None


@lru_cache(64)
def _head(form: str, media_type: str) -> bytes:
    """Return what is told of an answer in memory: one of a few things."""
    return frames.written({"form": form, "media_type": media_type})

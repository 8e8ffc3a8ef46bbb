"""What the server tells on stderr: a thread writes it, so that nothing waits for whoever reads there."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr

_STDERR = 2
#: Bytes that may wait to be written.
_MOST = 1 << 20
#: Seconds between two writes: to wake a thread for each line took as long as to answer a request. So it is
#: tried again where a disk is full or a reader has gone.
_PAUSE = 0.02
#: Seconds in which what waits in the end has to be taken.
_LAST = 1.0


class Log(io.BufferedIOBase):
    """Takes lines at once, whole ones, and has a thread write them.

    Lines for which there is no room, since those before could not be written, are dropped and counted.
    """

    name = "<stderr>"

    def __init__(self) -> None:
        self.dropped = 0
        self._changed = threading.Condition()
        self._begun = b""  # a line that has no end yet
        self._waiting: list[bytes] = []
        self._size = 0  # bytes that wait, those that are being written among them
        self._is_ending = False

    def writable(self) -> bool:
        """Say that it takes something, as files do."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override] # whoever writes here has bytes
        """Take bytes, of any number of lines."""
        with self._changed:
            lines, end, self._begun = (self._begun + data).rpartition(b"\n")
            if end:
                self._take(lines + end)
        return len(data)

    def _take(self, lines: bytes) -> None:
        if self._size + len(lines) > _MOST:
            self.dropped += lines.count(b"\n")
            return
        self._size += len(lines)
        self._waiting.append(lines)
        self._changed.notify()

    def write_out(self) -> None:
        """Write what comes, until it ends: what the thread does."""
        while lines := self._next():
            rest = memoryview(lines)
            while rest:
                try:
                    rest = rest[os.write(_STDERR, rest) :]
                except OSError:
                    if self._is_ending:
                        return
                    time.sleep(_PAUSE)
            with self._changed:
                self._size -= len(lines)

    def _next(self) -> bytes:
        """Wait for lines, and take all that have come a moment later; none in the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_ending)
        time.sleep(_PAUSE)
        with self._changed:
            lines, self._waiting = b"".join(self._waiting), []
        return lines

    def end(self) -> None:
        """Have the thread end when all is written."""
        with self._changed:
            self._is_ending = True
            self._changed.notify()


@contextmanager
def patient_stderr() -> Iterator[Log]:
    """Have all that this process writes to stderr in a block go through a log."""
    log = Log()
    # It may hang in a write for ever, which is to keep nobody from ending.
    thread = threading.Thread(target=log.write_out, name="accordgraph-log", daemon=True)
    thread.start()
    try:
        with redirect_stderr(io.TextIOWrapper(log, "utf-8", "backslashreplace", write_through=True)):
            yield log
    finally:
        log.end()
        thread.join(_LAST)

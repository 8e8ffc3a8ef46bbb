"""The worker protocol: a frame is a JSON header and bytes, each with its length before it; several may come
together."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..answering.memo import memoized

#: How many frames follow that belong together with this one, length of the header and length of the body, all
#: unsigned and big-endian.
_LENGTHS = struct.Struct("!HIQ")
#: Most frames are no longer, in bytes, and a pipe takes one at once.
SMALL = 1 << 16
#: Pieces that one system call may write.
_TOGETHER = os.sysconf("SC_IOV_MAX")
#: What tells a worker that the file that it has named was opened.
SEEN = b"\n"
#: What a worker's reply says of a query that it did not begin.
LEFT = "left"
#: Bytes of a header that is remembered: those that are short are few.
_SHORT = 200


class FrameTimeout(Exception):
    """The deadline passed before a frame was through."""


class FrameClosed(Exception):
    """The other end closed before a frame was through."""


@dataclass(frozen=True)
class Frame:
    """One message between the program and a worker; `head` is its header in JSON, as `written` makes it.

    `more`: how many follow that belong together with it.
    """

    head: bytes
    body: bytes = b""
    more: int = 0

    @property
    def header(self) -> Mapping[str, Any]:
        """What the header says."""
        return _read(self.head)


def written(header: Mapping[str, Any]) -> bytes:
    """Return a header as a frame has it; whoever sends the same one again and again keeps it."""
    return json.dumps(header).encode()


@memoized(256, len, _SHORT)
def _read(head: bytes) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(head)
    return found


def encoded(together: Sequence[Frame]) -> bytes:
    """Return frames that belong together as they are sent."""
    pieces: list[bytes] = []
    for more, frame in zip(range(len(together) - 1, -1, -1), together, strict=True):
        pieces += (_LENGTHS.pack(more, len(frame.head), len(frame.body)), frame.head, frame.body)
    return b"".join(pieces)


class Decoder:
    """Takes in frames as their bytes come."""

    def __init__(self) -> None:
        self._small = memoryview(bytearray(SMALL))
        self._data, self._filled = self._small, 0
        self._ready: deque[Frame] = deque()

    def receive_together(self, descriptor: int) -> list[Frame]:
        """Read the next frames that belong together from a file descriptor; raises FrameClosed."""
        together = [self.receive(descriptor)]
        while together[-1].more:
            together.append(self.receive(descriptor))
        return together

    def receive(self, descriptor: int, deadline: float | None = None) -> Frame:
        """Read the next frame from a file descriptor; `deadline` and errors as for `send`."""
        while not self._ready:
            try:
                length = os.readv(descriptor, [self.space])
            except BlockingIOError:
                _wait(descriptor, select.POLLIN, deadline)
                continue
            if length == 0:
                raise FrameClosed
            self._ready += self.took(length)
        return self._ready.popleft()

    @property
    def space(self) -> memoryview:
        """Where the next bytes are to be read into."""
        return self._data[self._filled :]

    def took(self, length: int) -> list[Frame]:
        """Count what was read into the space; return the frames that it completes."""
        self._filled += length
        found: list[Frame] = []
        start, size = 0, _LENGTHS.size
        while self._filled - start >= _LENGTHS.size:
            more, header_length, body_length = _LENGTHS.unpack_from(self._data, start)
            body = start + _LENGTHS.size + header_length
            size = body + body_length - start
            if self._filled - start < size:
                break
            end = start + size
            found.append(
                Frame(bytes(self._data[body - header_length : body]), bytes(self._data[body:end]), more)
            )
            start, size = end, _LENGTHS.size
        self._keep(start, size)
        return found

    def _keep(self, start: int, size: int) -> None:
        """Have room for a frame of so many bytes, whose first ones begin at `start`."""
        if start == 0 and size <= len(self._data):
            return
        rest = bytes(self._data[start : self._filled])
        self._data = self._small if size <= SMALL else memoryview(bytearray(size))
        self._data[: len(rest)] = rest
        self._filled = len(rest)


def send(descriptor: int, head: bytes, body: Sequence[bytes] = (), deadline: float | None = None) -> None:
    """Write a frame, the body in pieces, to a file descriptor.

    `deadline` is a time of `time.monotonic()` in seconds and needs a non-blocking descriptor; None waits for
    ever. Raises FrameTimeout and FrameClosed.
    """
    lengths = _LENGTHS.pack(0, len(head), sum(map(len, body)))
    rest = [memoryview(piece) for piece in (lengths + head, *body)]
    done = 0
    while done < len(rest):
        try:
            # One system call where the other end has room: for small queries, they are what takes longest.
            written = os.writev(descriptor, rest[done : done + _TOGETHER])
        except BlockingIOError:
            _wait(descriptor, select.POLLOUT, deadline)
            continue
        except BrokenPipeError as closed:
            raise FrameClosed from closed
        while done < len(rest) and written >= len(rest[done]):
            written -= len(rest[done])
            done += 1
        if written:
            rest[done] = rest[done][written:]


def _wait(descriptor: int, event: int, deadline: float | None) -> None:
    """Wait until the descriptor is ready; poll(2) and not select(2), which ends at descriptor 1023."""
    if deadline is None:
        return
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise FrameTimeout

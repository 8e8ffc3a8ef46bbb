"""The worker protocol: a frame is a JSON header and bytes, each with its length before it."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .memo import memoized

#: Length of the header and length of the body, both unsigned and big-endian.
_LENGTHS = struct.Struct("!IQ")
#: Most frames are no longer, in bytes, and a pipe takes one at once.
SMALL = 1 << 16
#: Pieces that one system call may write.
_TOGETHER = os.sysconf("SC_IOV_MAX")
#: What tells a worker that the file that it has named was opened.
SEEN = b"\n"
#: Bytes of a header that is remembered: those that are short are few.
_SHORT = 200


class FrameTimeout(Exception):
    """The deadline passed before a frame was through."""


class FrameClosed(Exception):
    """The other end closed before a frame was through."""


@dataclass(frozen=True)
class Frame:
    """One message between the program and a worker; `head` is its header in JSON, as `written` makes it."""

    head: bytes
    body: bytes = b""

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


def encoded(frame: Frame) -> bytes:
    """Return a frame as it is sent."""
    return b"".join((_LENGTHS.pack(len(frame.head), len(frame.body)), frame.head, frame.body))


class Decoder:
    """Takes in one frame after the other, each of which answers a request, so that none comes before it."""

    def __init__(self) -> None:
        self._small = memoryview(bytearray(SMALL))
        self._data, self._filled = self._small, 0

    def receive(self, descriptor: int, deadline: float | None = None) -> Frame:
        """Read the next frame from a file descriptor; `deadline` and errors as for `send`."""
        while True:
            try:
                length = os.readv(descriptor, [self.space])
            except BlockingIOError:
                _wait(descriptor, select.POLLIN, deadline)
                continue
            if length == 0:
                raise FrameClosed
            frame = self.took(length)
            if frame is not None:
                return frame

    @property
    def space(self) -> memoryview:
        """Where the next bytes are to be read into."""
        return self._data[self._filled :]

    def took(self, length: int) -> Frame | None:
        """Count what was read into the space; return the frame that it completes, if it does."""
        self._filled += length
        if self._filled < _LENGTHS.size:
            return None
        header_length, body_length = _LENGTHS.unpack_from(self._data)
        start = _LENGTHS.size + header_length
        end = start + body_length
        if end > len(self._data):
            whole = memoryview(bytearray(end))
            whole[: self._filled] = self._data[: self._filled]
            self._data = whole
        if self._filled < end:
            return None
        frame = Frame(bytes(self._data[_LENGTHS.size : start]), bytes(self._data[start:end]))
        self._data, self._filled = self._small, 0
        return frame


def send(descriptor: int, head: bytes, body: Sequence[bytes] = (), deadline: float | None = None) -> None:
    """Write a frame, the body in pieces, to a file descriptor.

    `deadline` is a time of `time.monotonic()` in seconds and needs a non-blocking descriptor; None waits for
    ever. Raises FrameTimeout and FrameClosed.
    """
    lengths = _LENGTHS.pack(len(head), sum(map(len, body)))
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

"""The worker protocol: a frame is a JSON header and bytes, each with its length before it."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from dataclasses import dataclass
from typing import Any

#: Length of the header and length of the body, both unsigned and big-endian.
_LENGTHS = struct.Struct("!IQ")
#: More than one pipe can hold; larger reads gain nothing.
_CHUNK = 1 << 20


class FrameTimeout(Exception):
    """The deadline passed before a frame was through."""


class FrameClosed(Exception):
    """The other end closed before a frame was through."""


@dataclass(frozen=True)
class Frame:
    """One message between the program and a worker."""

    header: dict[str, Any]
    body: bytes = b""


def send(descriptor: int, frame: Frame, deadline: float | None = None) -> None:
    """Write a frame to a file descriptor.

    `deadline` is a time of `time.monotonic()` in seconds and needs a non-blocking descriptor; None waits for
    ever. Raises FrameTimeout and FrameClosed.
    """
    header = json.dumps(frame.header).encode()
    start = _LENGTHS.pack(len(header), len(frame.body)) + header
    if len(frame.body) < _CHUNK:
        # One system call: for small queries, they are what takes longest.
        _send_all(descriptor, start + frame.body, deadline)
    else:
        _send_all(descriptor, start, deadline)
        _send_all(descriptor, frame.body, deadline)


def receive(descriptor: int, deadline: float | None = None) -> Frame:
    """Read the next frame from a file descriptor; arguments and errors as for `send`."""
    header_length, body_length = _LENGTHS.unpack(_receive_all(descriptor, _LENGTHS.size, deadline))
    data = _receive_all(descriptor, header_length + body_length, deadline)
    return Frame(json.loads(data[:header_length]), bytes(memoryview(data)[header_length:]))


def is_coming(descriptor: int, patience: float) -> bool:
    """Whether the other end sends something, or closes, within so many seconds."""
    return _is_ready(descriptor, select.POLLIN, patience)


def _send_all(descriptor: int, data: bytes, deadline: float | None) -> None:
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest[:_CHUNK]) :]
        except BlockingIOError:
            _wait(descriptor, select.POLLOUT, deadline)
        except BrokenPipeError as closed:
            raise FrameClosed from closed


def _receive_all(descriptor: int, length: int, deadline: float | None) -> bytearray:
    data = bytearray(length)
    view, filled = memoryview(data), 0
    while filled < length:
        try:
            got = os.readv(descriptor, [view[filled : filled + _CHUNK]])
        except BlockingIOError:
            _wait(descriptor, select.POLLIN, deadline)
            continue
        if got == 0:
            raise FrameClosed
        filled += got
    return data


def _wait(descriptor: int, event: int, deadline: float | None) -> None:
    if deadline is not None and not _is_ready(descriptor, event, deadline - time.monotonic()):
        raise FrameTimeout


def _is_ready(descriptor: int, event: int, seconds: float) -> bool:
    """Wait until the descriptor is ready; poll(2) and not select(2), which ends at descriptor 1023."""
    poll = select.poll()
    poll.register(descriptor, event)
    return bool(poll.poll(max(0.0, seconds) * 1000))

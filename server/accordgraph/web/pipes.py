"""Sending what is too large to be held in memory, as fast as its reader takes it.

The server keeps every piece that it is given until the reader takes it, however many there are. A file it
reads as fast as it can send; so it gets a pipe as a file, and the pipe is filled.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import termios
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..engine.frames import widen
from .wsgi import Headers

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol

#: Seconds in which a reader has to take something; then it is cut off.
_SLOWEST = 60.0
#: Seconds between two looks whether the server has begun to read.
_LOOK = 0.01


class _Stuck(Exception):
    """The reader takes nothing any more, or has gone."""


async def send_pieces(protocol: HTTPProtocol, status: int, headers: Headers, pieces: Iterable[bytes]) -> None:
    """Send a response piece by piece; `pieces` is closed at its end, where it can be.

    Where it ends before its Content-Length, by an error or a reader that is too slow, the connection is cut:
    no part ever looks like the whole.
    """
    output, entry = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        widen(entry)
        protocol.response_file(status, headers, f"/proc/self/fd/{output}")
        for piece in pieces:
            output = await _fill(entry, output, piece)
        if output >= 0:
            await _begun(output)
    except _Stuck:
        return
    finally:
        for each in (entry, output):
            if each >= 0:
                os.close(each)
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


async def _fill(entry: int, output: int, piece: bytes) -> int:
    """Write a piece; return the end that this process reads, -1 as soon as the server has opened its own.

    Only then does the pipe tell that the server has stopped reading.
    """
    rest = memoryview(piece)
    while rest:
        try:
            rest = rest[os.write(entry, rest) :]
        except BlockingIOError:
            await _room(entry)
            if output >= 0:
                os.close(output)
                output = -1
        except BrokenPipeError:
            raise _Stuck from None
    return output


async def _room(entry: int) -> None:
    """Wait until the pipe takes more."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_writer(entry, ready.set)
    try:
        async with asyncio.timeout(_SLOWEST):
            await ready.wait()
    except TimeoutError:
        raise _Stuck from None
    finally:
        loop.remove_writer(entry)


async def _begun(output: int) -> None:
    """Wait until the server has read what is in the pipe, which it has opened then."""
    async with asyncio.timeout(_SLOWEST):
        while struct.unpack("i", fcntl.ioctl(output, termios.FIONREAD, b"\0" * 4))[0]:
            await asyncio.sleep(_LOOK)

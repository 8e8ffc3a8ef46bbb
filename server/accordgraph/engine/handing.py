"""Handing a worker's answer to the program: through the pipe, a large one as a file without a name."""

from __future__ import annotations

import hashlib
import os
import tempfile
from typing import IO

from accordgraph.engine import frames
from accordgraph.engine.frames import Frame

#: From so many bytes on an answer is a file.
LARGE = 1 << 20


def send_reply(output: int, acknowledgements: int, reply: Frame, folder: str | None) -> None:
    """Send a reply; a body that is large goes into a file of the folder, where the disk has room.

    The file stays open here until the program says, by an empty frame, that it has opened it too.
    """
    file = _put_aside(reply.body, folder) if folder is not None and len(reply.body) > LARGE else None
    if file is None:
        frames.send(output, reply)
        return
    with file:
        digest = hashlib.sha256(reply.body).hexdigest()
        frames.send(output, Frame({**reply.header, "file": file.fileno(), "digest": digest}))
        frames.receive(acknowledgements)


def _put_aside(body: bytes, folder: str) -> IO[bytes] | None:
    """Write an answer to a file; None where it cannot be written."""
    try:
        file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - it outlives this function
    except OSError:
        return None
    try:
        rest = memoryview(body)
        while rest:
            rest = rest[os.write(file.fileno(), rest) :]
    except OSError:
        file.close()
        return None
    return file

"""A file on a disk that does not answer: a file system of this one file, by the protocol of FUSE
(`include/uapi/linux/fuse.h`)."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SYSTEM = ctypes.CDLL(None, use_errno=True)
_DETACH = 2
#: A request's length, kind and number; a reply's length, error and number.
_ASKED, _REPLY = struct.Struct("<IIQ16x8x"), struct.Struct("<IiQ")
_FORGET, _ATTRIBUTES, _OPEN, _READ, _BEGIN, _INTERRUPT = 2, 3, 14, 15, 26, 36
_SIZE = 8 << 20
_REPLIES = {
    _BEGIN: struct.pack("<IIIIHHI", 7, 19, 1 << 17, 0, 0, 0, 1 << 17),
    _ATTRIBUTES: struct.pack("<QIIQQQ36x4I4xI4x", 3600, 0, 0, 1, _SIZE, _SIZE >> 9, 0o100444, 1, 0, 0, 4096),
    _OPEN: struct.pack("<QII", 1, 0, 0),
}


@contextmanager
def hanging(path: Path) -> Iterator[threading.Event]:
    """Have a large file at a path that is never read to its end; yield what tells that it was tried."""
    asked = threading.Event()
    path.touch()
    try:
        device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        pytest.skip("file systems in user space are not allowed here")
    try:
        told = f"fd={device},rootmode=100444,user_id=0,group_id=0".encode()
        if _SYSTEM.mount(b"hanging", os.fsencode(path), b"fuse", 0, told):
            pytest.skip("mounting is not allowed here")
        threading.Thread(target=_answer, args=(device, asked), daemon=True).start()
        try:
            yield asked
        finally:
            _SYSTEM.umount2(os.fsencode(path), _DETACH)
    finally:
        os.close(device)


def _answer(device: int, asked: threading.Event) -> None:
    """Answer what the kernel asks, but for what is read; whoever is killed waits no longer."""
    while True:
        try:
            sent = os.read(device, 1 << 18)
        except OSError:  # it is over
            return
        _, kind, number = _ASKED.unpack_from(sent)
        reply, error = _REPLIES.get(kind, b""), 0 if kind in _REPLIES else -errno.ENOSYS
        if kind == _READ:
            asked.set()
            continue
        if kind == _INTERRUPT:
            (number,), error = struct.unpack_from("<Q", sent, _ASKED.size), -errno.EINTR
        if kind != _FORGET:
            os.write(device, _REPLY.pack(_REPLY.size + len(reply), error, number) + reply)

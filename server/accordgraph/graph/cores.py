"""The same work on many things, on all cores: in copies of this process, since threads take turns."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, TypeVar

_Item = TypeVar("_Item")
_SIZE = struct.Struct("<Q")


def spread(do: Callable[[_Item], bytes], items: Sequence[_Item]) -> Iterator[bytes]:
    """What is done to each item, in their order; each copy of this process does every so manieth.

    Where a copy ends before its time, the rest of its work is done here, and fails here. A process with
    several threads is not copied, since its copies lack all threads but one, and what these hold stays held.
    """
    number = min(os.cpu_count() or 1, len(items))
    if number < 2 or threading.active_count() > 1 or not hasattr(os, "fork"):
        yield from map(do, items)
        return
    children: list[tuple[int, BinaryIO]] = []
    try:
        for first in range(number):
            children.append(_copied(do, items[first::number]))
        for place, item in enumerate(items):
            found = _received(children[place % number][1])
            yield do(item) if found is None else found
    finally:
        for _, results in children:
            results.close()
        for pid, _ in children:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _copied(do: Callable[[_Item], bytes], items: Sequence[_Item]) -> tuple[int, BinaryIO]:
    """Begin a copy of this process that sends what it does to items."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, open(reading, "rb")  # noqa: PTH123 - a pipe, closed by who reads it
    try:  # nothing of this process may run on in its copy
        os.close(reading)
        with open(writing, "wb") as results:  # noqa: PTH123
            for item in items:
                found = do(item)
                results.write(_SIZE.pack(len(found)))
                results.write(found)
    finally:
        os._exit(0)


def _received(results: BinaryIO) -> bytes | None:
    """What a copy sent; None where it ended before."""
    head = results.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    found = results.read(size)
    return found if len(found) == size else None

"""The same work on many things, on all cores: the interpreter's in copies of this process, since its threads
take turns; that of native code, which takes none, in threads."""

from __future__ import annotations

import os
import re
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePath
from typing import BinaryIO, TypeVar

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")
_SIZE = struct.Struct("<Q")
#: Work on fewer bytes takes less time than the copies of a process take to begin.
LITTLE = 1 << 22
#: Things that threads work on at the same time; what each takes and gives is in memory then.
_AT_ONCE = 2
#: Where the control groups of version 2 are (cgroups(7)).
_GROUPS = Path("/sys/fs/cgroup")


def usable(groups: Path = _GROUPS) -> int:
    """How many cores this process may use: those that it is bound to, or as many as its control groups let it
    have the time of, as in a container. A machine may have many more, and each copy takes memory."""
    return min([len(os.sched_getaffinity(0)), *_quotas(groups)])


def _quotas(groups: Path) -> Iterator[int]:
    """The cores whose time a process's group, and those above, may take; a part of one is one."""
    try:
        told = os.fsdecode(Path("/proc/self/cgroup").read_bytes())
    except OSError:  # no /proc
        return
    own = map(PurePath, re.findall("^0::/(.*)$", told, re.MULTILINE))
    for group in (each for one in own for each in (one, *one.parents)):
        with suppress(OSError):  # not all have one
            time, period = (groups / group / "cpu.max").read_text("ascii").split()
            if time != "max":
                yield -(-int(time) // int(period))


def spread(do: Callable[[_Item], bytes], items: Sequence[_Item], size: int) -> Iterator[bytes]:
    """What is done to each item, in their order; each copy of this process does every so manieth.

    `size` is how many bytes the work is on: where it is little, all is done here.
    Where a copy ends before its time, the rest of its work is done here, and fails here.
    """
    number = min(usable(), len(items))
    if number < 2 or size < LITTLE or not can_copy():
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


def side_by_side(do: Callable[[_Item], _Found], items: Iterable[_Item]) -> Iterator[_Found]:
    """What native code does to each item, in their order, a few at the same time in threads."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        yield from in_order(threads, do, items, _AT_ONCE)


def in_order(
    threads: ThreadPoolExecutor, do: Callable[[_Item], _Found], items: Iterable[_Item], most: int
) -> Iterator[_Found]:
    """What threads do to each item, in their order, at most so many items ahead of whoever takes it."""
    ahead: deque[Future[_Found]] = deque()
    for item in items:
        ahead.append(threads.submit(do, item))
        if len(ahead) > most:
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def can_copy() -> bool:
    """Whether copies of this process may be made: one with several threads has copies that lack all threads
    but one, and what these hold stays held."""
    return threading.active_count() == 1 and hasattr(os, "fork")


def in_copy(do: Callable[[], object]) -> int:
    """Do something in a copy of this process; return its number. It ends with 0 where nothing went wrong."""
    pid = os.fork()
    if not pid:  # nothing of this process may run on in its copy
        code = 1
        try:
            do()
            code = 0
        finally:
            os._exit(code)
    return pid


def _copied(do: Callable[[_Item], bytes], items: Sequence[_Item]) -> tuple[int, BinaryIO]:
    """Begin a copy of this process that sends what it does to items."""
    reading, writing = os.pipe()

    def send() -> None:
        os.close(reading)
        with open(writing, "wb") as results:  # noqa: PTH123 - a pipe
            for item in items:
                found = do(item)
                results.write(_SIZE.pack(len(found)))
                results.write(found)

    pid = in_copy(send)
    os.close(writing)
    return pid, open(reading, "rb")  # noqa: PTH123 - a pipe, closed by who reads it


def _received(results: BinaryIO) -> bytes | None:
    """What a copy sent; None where it ended before."""
    head = results.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    found = results.read(size)
    return found if len(found) == size else None

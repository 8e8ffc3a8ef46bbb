"""Sorted lines cut into pieces, by what stands there and by nothing else.

So the same statements give the same pieces, whatever was there before, and a change of one statement changes
one piece.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from xxhash import xxh3_128_hexdigest

#: One subject in so many is the last of its piece: pieces have some hundred kilobytes.
_SUBJECTS = 256
_SUBJECT = re.compile(rb"^([^ ]+) .*\n(?:\1 .*\n)*", re.MULTILINE)


class Slice(NamedTuple):
    """Where a piece stands in its graph, and the digest of it."""

    begin: int
    end: int
    digest: str


def cut(text: bytes) -> Iterator[Slice]:
    """Cut sorted lines after some of the subjects, whichever these are by their names."""
    began, whole = 0, memoryview(text)
    for found in _SUBJECT.finditer(text):
        if is_last(found[1]):
            yield _slice(whole, began, found.end())
            began = found.end()
    if began < len(text):
        yield _slice(whole, began, len(text))


def is_last(subject: bytes) -> bool:
    """Whether a subject is the last of its piece, wherever it stands."""
    return zlib.crc32(subject) % _SUBJECTS == 0


def ended(text: bytes) -> int:
    """Where the last subject of some lines ends that is the last of its piece; 0 where there is none."""
    end = len(text)
    while end:
        begin = text.rfind(b"\n", 0, end - 1) + 1
        if is_last(text[begin : text.index(b" ", begin)]):
            break
        end = begin
    return end


def _slice(whole: memoryview, begin: int, end: int) -> Slice:
    return Slice(begin, end, xxh3_128_hexdigest(whole[begin:end]))

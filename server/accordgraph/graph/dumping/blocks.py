"""Gzip files of parts that are compressed each by itself, so that any of them can be taken over.

The parts are blocks of one gzip member: some readers take the first of many members for the whole.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from zlib_ng import zlib_ng

#: The level of zlib-ng after which files grow little smaller and take much more time. It takes two thirds of
#: zlib's time at the same level, and files are a tenth smaller; its bytes are the same on each machine.
_LEVEL = 5
#: What a gzip file begins with: no name and no time. https://www.rfc-editor.org/rfc/rfc1952#section-2.3
BEGIN = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
#: The last block, which holds nothing. https://www.rfc-editor.org/rfc/rfc1951#section-3.2.3
_LAST = b"\x03\0"
_END = struct.Struct("<II")


class Sum(NamedTuple):
    """The CRC-32 of some bytes, and how many they are."""

    check: int
    size: int


class Packed(NamedTuple):
    """What stands in a file for a part, and the sum of what was packed."""

    data: bytes
    sum: Sum


#: A part that is not there.
NOTHING = Packed(b"", Sum(0, 0))


def compress(data: bytes) -> Packed:
    """Compress into blocks that end with a whole byte, need none before them, and are not the last.

    >>> decompress(compress(b"text").data)
    b'text'
    """
    packer = zlib_ng.compressobj(_LEVEL, zlib_ng.DEFLATED, -zlib_ng.MAX_WBITS)
    blocks = packer.compress(data) + packer.flush(zlib_ng.Z_SYNC_FLUSH)
    return Packed(blocks, Sum(zlib_ng.crc32(data), len(data)))


def decompress(blocks: bytes) -> bytes:
    """Read what was compressed; raises zlib.error where it is damaged."""
    return zlib.decompress(blocks + _LAST, -zlib.MAX_WBITS)


def end(parts: Iterable[Sum]) -> bytes:
    """What a gzip file ends with, by the sums of its parts."""
    check = size = 0
    for each in parts:
        check, size = zlib_ng.crc32_combine(check, *each), size + each.size
    return _LAST + _END.pack(check, size & 0xFFFFFFFF)

"""Dumps in pieces: each is a gzip member of its own, made by itself, on all cores, and taken over where an
earlier snapshot has it already.

Where a piece ends depends on what stands there and on nothing else, so that the same statements give the same
bytes, whatever was there before, and a change of one statement changes one piece.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from typing import IO, NamedTuple

import pyoxigraph as ox

from .pretty import write_pretty

#: One subject in so many is the last of its piece: pieces have some hundred kilobytes.
_SUBJECTS = 256
_LEVEL = 6
#: Less than this many bytes are packed here and now: a process takes longer to start.
_SMALL = 1 << 23
_SUBJECT = re.compile(rb"^([^ ]+) .*\n(?:\1 .*\n)*", re.MULTILINE)
_FRAME = struct.Struct("<BQ")
#: How a piece is written: as it is, or as Turtle; TriG needs the name of its graph, so it comes as N-Quads.
PLAIN, TURTLE, TRIG = range(3)
_FORMATS = {
    TURTLE: (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE),
    TRIG: (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG),
}


class Piece(NamedTuple):
    """A part of a dump: how it is written, and its statements as N-Triples or N-Quads."""

    way: int
    text: bytes

    @property
    def digest(self) -> str:
        """What tells its content from that of any other piece."""
        return hashlib.blake2b(self.text, digest_size=16).hexdigest()


def cut(text: bytes) -> Iterator[bytes]:
    """Cut sorted lines after some of the subjects, whichever these are by their names."""
    began = 0
    for found in _SUBJECT.finditer(text):
        if zlib.crc32(found[1]) % _SUBJECTS == 0:
            yield text[began : found.end()]
            began = found.end()
    if began < len(text):
        yield text[began:]


def pack(piece: Piece, table: Mapping[str, str]) -> bytes:
    """Write and compress a piece; no name and no time in its header."""
    text = piece.text
    if piece.way != PLAIN:
        read, write = _FORMATS[piece.way]
        output = BytesIO()
        statements = ox.parse(text, format=read, lenient=True)
        write_pretty(statements, output, write, table, head=False)
        text = output.getvalue()
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    return packer.compress(text) + packer.flush()


def packed(pieces: Iterable[Piece], table: Mapping[str, str]) -> Iterator[bytes]:
    """Pack pieces on all cores, in their order."""
    waiting, rest, size = list[Piece](), iter(pieces), 0
    for piece in rest:
        waiting.append(piece)
        size += len(piece.text)
        if size >= _SMALL:
            break
    if size < _SMALL:
        yield from (pack(piece, table) for piece in waiting)
        return
    with _Helpers(os.cpu_count() or 1, table) as helpers:
        yield from helpers.run(chain(waiting, rest))


class _Helpers:
    """Processes that pack; they end with their input, so with this process, however it ends."""

    def __init__(self, number: int, table: Mapping[str, str]) -> None:
        self._stack, self._number, self._table = ExitStack(), number, table
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()

    def __enter__(self) -> _Helpers:
        command = [sys.executable, "-m", __name__, json.dumps(dict(self._table))]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        for _ in range(self._number):
            process = subprocess.Popen(  # noqa: S603 - this very program
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
            )
            self._idle.put(self._stack.enter_context(process))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(self, pieces: Iterable[Piece]) -> Iterator[bytes]:
        """Pack pieces, a few ahead of what is taken."""
        rest = iter(pieces)
        with ThreadPoolExecutor(self._number) as threads:
            futures: list[Future[bytes]] = [
                threads.submit(self._one, piece) for piece in islice(rest, 2 * self._number)
            ]
            while futures:
                yield futures.pop(0).result()
                futures += [threads.submit(self._one, piece) for piece in islice(rest, 1)]

    def _one(self, piece: Piece) -> bytes:
        process = self._idle.get()
        try:
            if process.stdin is None or process.stdout is None:
                raise AssertionError("a helper is talked to over pipes")
            _send(process.stdin, piece.way, piece.text)
            return _received(process.stdout)[1]
        finally:
            self._idle.put(process)


def _send(output: IO[bytes], way: int, data: bytes) -> None:
    output.write(_FRAME.pack(way, len(data)))
    output.write(data)
    output.flush()


def _received(stream: IO[bytes]) -> tuple[int, bytes]:
    """Read what was sent; raises EOFError at the end."""
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise EOFError
    way, size = _FRAME.unpack(head)
    return way, stream.read(size)


def _serve(table: Mapping[str, str]) -> None:
    """Pack what comes in until nothing comes any more."""
    while True:
        try:
            way, text = _received(sys.stdin.buffer)
        except EOFError:
            return
        _send(sys.stdout.buffer, way, pack(Piece(way, text), table))


class Kept:
    """The pieces of dumps by what they hold: file -> digest -> where it begins, and how long it is.

    `before` is the folder of an earlier snapshot's dumps, and `there` what it said of its pieces.
    """

    def __init__(self, before: Path | None = None, there: Path | None = None) -> None:
        """Read where the pieces of an earlier snapshot are; without one, or where it says nothing, none."""
        self._before = before
        self._there: Mapping[str, Mapping[str, tuple[int, int]]] = {}
        self.found: dict[str, dict[str, tuple[int, int]]] = {}
        if there is not None:
            try:
                self._there = json.loads(there.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                self._there = {}

    def write(
        self,
        name: str,
        pieces: Iterable[Piece],
        output: IO[bytes],
        table: Mapping[str, str],
        head: bytes = b"",
    ) -> None:
        """Write a dump: the head, then its pieces, those that are new packed."""
        old = self._there.get(name, {})
        own = self.found[name] = {}
        with ExitStack() as stack:
            source = stack.enter_context((self._before / name).open("rb")) if self._before and old else None
            order: list[tuple[str, tuple[int, int] | None]] = []

            def new() -> Iterator[Piece]:
                for piece in pieces:
                    digest = piece.digest
                    place = old.get(digest)
                    order.append((digest, place))
                    if place is None:
                        yield piece

            def put(data: bytes, digest: str) -> None:
                own[digest] = (output.tell(), len(data))
                output.write(data)

            def flush(until: int) -> None:
                for digest, place in order[:until]:
                    if source is not None and place is not None:
                        source.seek(place[0])
                        put(source.read(place[1]), digest)
                del order[:until]

            if head:
                packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
                output.write(packer.compress(head) + packer.flush())
            for data in packed(new(), table):
                flush(next(number for number, (_, place) in enumerate(order) if place is None))
                put(data, order.pop(0)[0])
            flush(len(order))

    def save(self, path: Path) -> None:
        """Write where the pieces are, for the next snapshot."""
        path.write_text(json.dumps(self.found, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    _serve(json.loads(sys.argv[1]))

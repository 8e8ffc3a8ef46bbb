"""How pieces are written: each by itself, on all cores, the same bytes for the same statements."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import chain
from queue import SimpleQueue
from typing import IO, NamedTuple

import pyoxigraph as ox

from ..cores import in_order, usable
from ..helping import SMALL, helper
from ..names import Names
from ..prefixes import prefixes
from ..reading.ntriples import parsed, quads
from ..surveying.gathering import gathered
from .blocks import Packed, Sum, compress
from .jsonld import nodes
from .pretty import pretty

_FRAME = struct.Struct("<BQQ")
_PACKED = struct.Struct("<QIQ")


class Piece(NamedTuple):
    """Some statements of a graph, to be written in one of the ways: sorted lines of N-Triples."""

    way: int
    graph: str
    text: bytes


def _plain(piece: Piece, names: Names) -> Packed:
    return compress(quads(piece.text, piece.graph) if piece.graph else piece.text)


def _pretty(piece: Piece, names: Names) -> Packed:
    if piece.graph:
        text, read, write = quads(piece.text, piece.graph), ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG
    else:
        text, read, write = piece.text, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE
    return compress(pretty(ox.parse(text, format=read, lenient=True), write, prefixes(names)))


def _survey(piece: Piece, names: Names) -> Packed:
    return Packed(gathered(piece.text, names).to_bytes(), Sum(0, 0))  # it has a check of its own


def _json_ld(piece: Piece, names: Names) -> Packed:
    # What stands for the graph are the prefixes that the document does without.
    table = {name: space for name, space in prefixes(names).items() if name not in piece.graph.split()}
    return compress(nodes(parsed(piece.text), table).encode())


_WAYS: tuple[Callable[[Piece, Names], Packed], ...] = (_plain, _pretty, _json_ld, _survey)
#: As lines, with prefixes, as nodes of a document, and as what `surveying` makes of it.
PLAIN, PRETTY, JSON_LD, SURVEY = range(len(_WAYS))


def pack(piece: Piece, names: Names) -> Packed:
    """Write a piece."""
    return _WAYS[piece.way](piece, names)


class Packers:
    """Processes that pack, started when there is much to do; they end with their input, so with this
    process, however it ends."""

    def __init__(self, names: Names) -> None:
        """Take the names, by which prefixes are known."""
        self._names, self._stack, self._number = names, ExitStack(), usable()
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None

    def __enter__(self) -> Packers:
        """Start nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        self._stack.close()

    def packed(self, pieces: Iterable[Piece]) -> Iterator[Packed]:
        """Pack pieces in their order: a few here, many on all cores."""
        waiting, rest, size = list[Piece](), iter(pieces), 0
        for piece in rest:
            waiting.append(piece)
            size += len(piece.text)
            if size >= SMALL:
                break
        if size < SMALL:
            yield from (pack(piece, self._names) for piece in waiting)
            return
        yield from in_order(self._started(), self._one, chain(waiting, rest), len(waiting))

    def _started(self) -> ThreadPoolExecutor:
        if self._threads is None:
            for _ in range(self._number):
                process = helper(__name__, self._names.base, stdout=subprocess.PIPE)
                self._stack.enter_context(suppress(BrokenPipeError))  # of what was not sent to one that ended
                self._idle.put(self._stack.enter_context(process))
            self._threads = self._stack.enter_context(ThreadPoolExecutor(self._number))
        return self._threads

    def _one(self, piece: Piece) -> Packed:
        """Pack a piece; here where the process that was to do it ended before its time."""
        if piece.way == PLAIN:  # which takes no interpreter's time, so that a thread does
            return pack(piece, self._names)
        process = self._idle.get()
        try:
            found = _asked(process, piece)
        finally:
            self._idle.put(process)
        return found or pack(piece, self._names)


def _asked(process: subprocess.Popen[bytes], piece: Piece) -> Packed | None:
    """What a process packed; None where it has ended."""
    if process.stdin is None or process.stdout is None:
        raise AssertionError("a helper is talked to over pipes")
    with suppress(BrokenPipeError):
        _send(process.stdin, piece)
        head = process.stdout.read(_PACKED.size)
        if len(head) == _PACKED.size:
            length, *what = _PACKED.unpack(head)
            data = process.stdout.read(length)
            return Packed(data, Sum(*what)) if len(data) == length else None
    return None


def _send(output: IO[bytes], piece: Piece) -> None:
    graph = piece.graph.encode()
    output.write(_FRAME.pack(piece.way, len(graph), len(piece.text)))
    output.write(graph)
    output.write(piece.text)
    output.flush()


def _received(stream: IO[bytes]) -> Piece:
    """Read what was sent; raises EOFError at the end."""
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise EOFError
    way, graph, size = _FRAME.unpack(head)
    return Piece(way, stream.read(graph).decode(), stream.read(size))


def _serve(names: Names) -> None:
    """Pack what comes in until nothing comes any more."""
    while True:
        try:
            piece = _received(sys.stdin.buffer)
        except EOFError:
            return
        data, what = pack(piece, names)
        sys.stdout.buffer.write(_PACKED.pack(len(data), *what) + data)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve(Names(sys.argv[1]))

"""Files in pieces, each of which is made of a piece of a graph, and taken over where an earlier snapshot has
it already.

The same statements give the same pieces, and these the same bytes, whatever was there before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from ..compact import compact
from ..reading.cutting import Slice
from ..reading.lines import Lines
from ..snapshot import PIECES, Snapshot
from .blocks import BEGIN, NOTHING, Sum, compress, end
from .packing import Packers, Piece

#: The pieces of a graph as they are written down: how long each is, and its digest.
_Sizes = list[tuple[int, str]]
#: Where a piece begins in a file, how long it is there, the CRC-32 and the size of what was packed.
_Place = tuple[int, int, int, int]
#: Graph, digest of the piece -> where it is.
_Places = Mapping[str, Mapping[str, _Place]]


class Frame(NamedTuple):
    """What stands before the pieces of a gzip file, between each two, and behind them."""

    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""


class Earlier:
    """The pieces of an earlier snapshot's graphs, and where they are in its files; none where it says
    nothing."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        """Read what the snapshot says of its pieces."""
        self.graphs: Mapping[str, _Sizes] = {}
        self._files: Mapping[str, _Places] = {}
        self._folder = snapshot.path if snapshot else Path()
        if snapshot is not None:
            try:
                told = json.loads((snapshot.path / PIECES).read_text(encoding="utf-8"))
                self.graphs, self._files = told["graphs"], told["files"]
            except (OSError, ValueError, LookupError, TypeError):
                self.graphs, self._files = {}, {}

    def places(self, file: str) -> _Places:
        """Where the pieces are in a file."""
        return self._files.get(file, {})

    def path(self, file: str) -> Path:
        """Where a file is."""
        return self._folder / file

    def pieces(self, file: str, graph: str, digests: Iterable[str]) -> Iterator[bytes]:
        """Read some pieces of a file; raises OSError and LookupError where they are not there."""
        return _read(self.path(file), self.places(file)[graph], digests)


def _read(path: Path, places: Mapping[str, _Place], digests: Iterable[str]) -> Iterator[bytes]:
    with path.open("rb") as source:
        for each in digests:
            begin, size, *_ = places[each]
            source.seek(begin)
            yield source.read(size)


class Cuts:
    """The graphs of a dataset, cut; those that an earlier snapshot had just so, not again."""

    def __init__(self, graphs: Mapping[str, Lines], digests: Mapping[str, str], earlier: Earlier) -> None:
        """Take the graphs and their digests."""
        self._graphs, self.digests, self._earlier = graphs, digests, earlier
        self._found: dict[str, list[Slice]] = {}

    def of(self, graph: str) -> list[Slice]:
        """The pieces of a graph."""
        if graph not in self._found:
            known = self._earlier.graphs.get(self.digests[graph])
            self._found[graph] = list(_placed(known)) if known else self._graphs[graph].slices
        return self._found[graph]

    def text(self, graph: str, piece: Slice) -> bytes:
        """The statements of a piece."""
        return self._graphs[graph].text[piece.begin : piece.end]

    def told(self) -> dict[str, _Sizes]:
        """What the next build needs to know of the graphs, by their digests."""
        return {
            self.digests[graph]: [(each.end - each.begin, each.digest) for each in slices]
            for graph, slices in self._found.items()
        }


def _placed(known: _Sizes) -> Iterator[Slice]:
    begin = 0
    for size, digest in known:
        yield Slice(begin, begin + size, digest)
        begin += size


class PieceFiles:
    """Writes the files of a snapshot that are in pieces."""

    def __init__(self, folder: Path, cuts: Cuts, packers: Packers, earlier: Earlier) -> None:
        """Take the snapshot's folder, what is in its graphs, and who packs."""
        self._folder, self._packers, self.earlier, self.cuts = folder, packers, earlier, cuts
        self._found: dict[str, dict[str, dict[str, _Place]]] = {}

    def write(self, file: str, way: int, graphs: Iterable[tuple[str, str]], frame: Frame | None) -> None:
        """Write a file: the pieces of each graph, which has a name in the file ("" for none), those that are
        new packed. In a frame they are one gzip file; without one, nothing else stands there."""
        old, own = self.earlier.places(file), self._found.setdefault(file, {})
        order = [(graph, name, piece) for graph, name in graphs for piece in self.cuts.of(graph)]
        packed = self._packers.packed(
            Piece(way, name, self.cuts.text(graph, piece))
            for graph, name, piece in order
            if piece.digest not in old.get(name, ())
        )
        with (self._folder / file).open("wb", buffering=0) as output, ExitStack() as stack:
            source = stack.enter_context(self.earlier.path(file).open("rb", buffering=0)) if old else None
            copier = _Copier(source, output)
            head, between, tail = (compress(each) if each else NOTHING for each in frame or Frame())
            copier.write(BEGIN + head.data if frame else b"")
            parts = [head.sum]
            for number, (_, name, piece) in enumerate(order):
                place, gap = old.get(name, {}).get(piece.digest), between if number else NOTHING
                if place is None:
                    copier.write(gap.data)
                    new = next(packed)
                    size, what = copier.write(new.data), new.sum
                else:
                    begin, size, what = place[0], place[1], Sum(*place[2:])
                    copier.copy(gap.data, begin, size)
                own.setdefault(name, {})[piece.digest] = (copier.place - size, size, *what)
                parts += [gap.sum, what]
            copier.write(tail.data + end([*parts, tail.sum]) if frame else b"")
            copier.flush()

    def pieces(self, file: str, graph: str, digests: Iterable[str] | None = None) -> Iterator[bytes]:
        """The pieces of a graph in a file that was written: all of them, or some."""
        places = self._found[file].get(graph, {})
        return _read(self._folder / file, places, places if digests is None else digests)

    def change(self, graph: str, digest: str) -> tuple[list[str], list[Slice]]:
        """The digests of the pieces that a graph had when it had this digest ("" for none) and has no more,
        and those that are new; raises LookupError where that is not known."""
        then = [each for _, each in self.earlier.graphs[digest]] if digest else []
        here = self.cuts.of(graph) if graph in self.cuts.digests else []
        old, new = set(then), {piece.digest for piece in here}
        return [each for each in then if each not in new], [each for each in here if each.digest not in old]

    def save(self) -> None:
        """Write where the pieces are, for the next build."""
        told = {"graphs": self.cuts.told(), "files": self._found}
        (self._folder / PIECES).write_bytes(compact(told))


class _Copier:
    """Writes a file, parts of which stand in another one: those that stand there one after the other are
    copied at once, by the system."""

    def __init__(self, source: FileIO | None, output: FileIO) -> None:
        self.place = 0
        self._source, self._output = source, output
        self._begin = self._end = 0

    def write(self, data: bytes) -> int:
        """Write some bytes; return how many."""
        if data:
            self.flush()
            left = memoryview(data)
            while left:
                left = left[self._output.write(left) :]
            self.place += len(data)
        return len(data)

    def copy(self, gap: bytes, begin: int, size: int) -> None:
        """Write `gap`, and some bytes from the other file, where it stands before them too."""
        if self._begin < self._end and self._end + len(gap) == begin:
            self.place += len(gap)
        else:
            self.write(gap)
            self.flush()
            self._begin = begin
        self._end = begin + size
        self.place += size

    def flush(self) -> None:
        """Copy what waits to be copied."""
        while self._source is not None and self._begin < self._end:
            left = self._end - self._begin
            copied = os.sendfile(self._output.fileno(), self._source.fileno(), self._begin, left)
            if not copied:
                raise OSError(f"{self._source.name!r} is shorter than it was")
            self._begin += copied

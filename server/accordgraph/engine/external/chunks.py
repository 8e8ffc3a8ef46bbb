"""A graph's statements in pieces that an engine takes at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pyoxigraph as ox

#: What names a blank node begins with; where a text holds it too, no harm is done.
_BLANK = b"_:"


@contextmanager
def dumped(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[IO[bytes]]:
    """Write a graph of a store as N-Triples into a file without a name."""
    with tempfile.TemporaryFile() as file:
        store.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=graph)
        file.seek(0)
        yield file


def pieces(file: IO[bytes], size: int) -> Iterator[bytes]:
    """Yield the lines of a file in pieces of about `size` bytes, at least one piece, which may be empty.

    All statements with blank nodes are in the first, however long: a blank node's name means nothing beyond
    its piece.
    """
    beginning = file.read(size + 1)
    if len(beginning) <= size:
        yield beginning
        return
    file.seek(0)
    piece = bytearray(b"".join(line for line in file if _BLANK in line))
    file.seek(0)
    for line in file:
        if _BLANK in line:
            continue
        piece += line
        if len(piece) >= size:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)

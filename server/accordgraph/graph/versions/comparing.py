"""Two dumps compared statement by statement, in one pass over both, with a line of each in memory.

Dumps are sorted: graph by graph, and within a graph as canonical N-Triples. A merge of the two therefore
shows what only one of them has.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from ...errors import AccordGraphError
from ..dumping.package import UNREADABLE

#: What ends a line of N-Quads.
_END = b" .\n"


class DumpUnreadable(AccordGraphError):
    """A dump cannot be compared: it is missing, damaged or not sorted."""


class Line(NamedTuple):
    """One statement of a dump: its graph's IRI, and its three terms as N-Triples has them."""

    graph: str
    statement: str

    @property
    def terms(self) -> tuple[str, str, str]:
        """Subject, property and value."""
        subject, prop, value = self.statement.split(" ", 2)
        return subject, prop, value


#: What is compared: lines of dumps, names.
T = TypeVar("T", Line, str)


def lines(path: Path, wanted: Callable[[str], bool]) -> Iterator[Line]:
    """Read the statements of the wanted graphs from compressed N-Quads, in their order; raises
    DumpUnreadable."""
    last = Line("", "")
    name, graph, is_wanted = b"", "", False
    try:
        with gzip.open(path) as file:
            for number, each in enumerate(file, 1):
                statement, _, place = each.removesuffix(_END).rpartition(b" ")
                if place != name:
                    name, graph = place, place[1:-1].decode()
                    is_wanted = wanted(graph)
                if not is_wanted:
                    continue
                line = Line(graph, statement.decode())
                if line < last:
                    raise DumpUnreadable(f"{path} is not sorted at line {number}, so it cannot be compared.")
                last = line
                yield line
    except (*UNREADABLE, ValueError) as error:
        raise DumpUnreadable(f"{path} cannot be read: {error}.") from error


def iris(path: Path) -> list[str]:
    """Read a compressed file of IRIs, one a line; raises DumpUnreadable."""
    try:
        return gzip.decompress(path.read_bytes()).decode().splitlines()
    except (*UNREADABLE, ValueError) as error:
        raise DumpUnreadable(f"{path} cannot be read: {error}.") from error


def differences(before: Iterable[T], after: Iterable[T]) -> Iterator[tuple[str, T]]:
    """Yield what only the first has as ("-", it), and what only the second has as ("+", it), in order.

    Both are sorted.

    >>> list(differences(["a", "b", "d"], ["b", "c", "d"]))
    [('-', 'a'), ('+', 'c')]
    """
    left, right = iter(before), iter(after)
    old, new = next(left, None), next(right, None)
    while old is not None or new is not None:
        if old == new:
            old, new = next(left, None), next(right, None)
        elif old is not None and (new is None or old < new):
            yield "-", old
            old = next(left, None)
        elif new is not None:
            yield "+", new
            new = next(right, None)

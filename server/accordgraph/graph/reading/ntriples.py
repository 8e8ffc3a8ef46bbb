"""Statements as sorted lines of canonical N-Triples, and these as N-Quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

import pyoxigraph as ox

from .naming import named

END = b" .\n"
#: Bytes of lines that are looked at together.
_PIECE = 1 << 22
_triple = attrgetter("triple")


def in_bulk(text: bytes) -> Iterator[bytes]:
    """Cut lines into pieces of some megabytes, between lines."""
    began = 0
    while began < len(text):
        ended = text.find(b"\n", began + _PIECE) + 1 or len(text)
        yield text[began:ended]
        began = ended


def quads(text: bytes, graph: str) -> bytes:
    """Lines of N-Triples as N-Quads: nothing but the end of a line looks like one."""
    return f" <{graph}> .\n".encode().join(text.split(END))  # which takes less time than to replace


def subject_of(line: bytes) -> bytes:
    """The subject of a line, as it is written."""
    return line[: line.index(b" ")]


def parsed(text: bytes) -> Iterator[ox.Triple]:
    """Read lines of N-Triples that were written here, so that nobody need look whether they are right."""
    return map(_triple, ox.parse(text, format=ox.RdfFormat.N_TRIPLES, lenient=True))


def written(triples: Iterable[ox.Triple]) -> list[bytes]:
    """Write statements as canonical N-Triples, sorted, blank nodes `named` where there are any."""
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    if b"_:" in text:
        text = ox.serialize(named(list(parsed(text))), format=ox.RdfFormat.N_TRIPLES) or b""
    return sorted(set(text.splitlines(keepends=True)))

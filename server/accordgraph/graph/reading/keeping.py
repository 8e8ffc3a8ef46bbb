"""Sorted text that is kept: known by its digest and its size, and read only when somebody asks for it.

What leads to it, such as the digest of a file, leads to these two; they lead to the text. So one text that
many things lead to is kept once, and where nothing changed, none is read at all.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xxhash import xxh3_64_intdigest

from ..cores import spread
from ..kept import Kept
from .lines import Lines

_TOLD = struct.Struct("<32sQ")


def recalled(kept: Kept, key: bytes, make: Callable[[], bytes]) -> Lines:
    """The lines that a key leads to, else those that `make` makes."""
    found = known(kept, key, make)
    return keep(Lines(make()), kept, key, make=make) if found is None else found


class Wanted(NamedTuple):
    """Lines that are asked for: the key that leads to them, and what makes them of so many bytes."""

    key: bytes
    make: Callable[[], bytes]
    size: int


def recalled_all(kept: Kept, wanted: Sequence[Wanted]) -> list[Lines]:
    """The lines that each key leads to, else those that are made: of much, on all cores."""
    found = [known(kept, each.key, each.make) for each in wanted]
    missing = [each for each, one in zip(wanted, found, strict=True) if one is None]
    made = spread(_made, missing, sum(each.size for each in missing))
    return [
        keep(Lines(next(made)), kept, each.key, make=each.make) if one is None else one
        for each, one in zip(wanted, found, strict=True)
    ]


def _made(wanted: Wanted) -> bytes:
    return wanted.make()


def known(kept: Kept, key: bytes, make: Callable[[], bytes]) -> Lines | None:
    """The lines that a key leads to; `make` makes them anew should their text be lost."""
    told = kept.known(key)
    if told is None:
        return None
    digest, size = _TOLD.unpack(told)
    place = kept.key("lines", digest)
    kept.use(place)
    return Lines.known(digest, size, lambda: kept.get(place, make))


def keep(lines: Lines, kept: Kept, *keys: bytes, make: Callable[[], bytes] | None = None) -> Lines:
    """Keep lines, to which these keys lead; they may be let go of where `make` makes them anew."""
    place = kept.key("lines", lines.own_digest)
    if not kept.has(place):
        kept.keep(lines.text, place)
    kept.keep(_TOLD.pack(lines.own_digest, lines.size), *keys)
    return lines if make is None else lines.found_again(lambda: kept.get(place, make))


def node_hash(iri: str) -> int:
    """What stands for a node: eight bytes that two of ten million nodes share once in 300,000 graphs."""
    return xxh3_64_intdigest(f"<{iri}>".encode())


def subject_hashes(lines: Lines, kept: Kept) -> set[int]:
    """What stands for the subjects of some lines."""

    def find() -> bytes:
        return array("Q", set(map(xxh3_64_intdigest, lines.nodes()))).tobytes()

    return set(array("Q", kept.get(kept.key("subjects", lines.own_digest), find)))


def speaking(iris: Iterable[str], graphs: Mapping[str, Lines], kept: Kept) -> Iterator[tuple[str, set[str]]]:
    """The graphs that say something of some IRIs, each with these."""
    wanted = {node_hash(iri): iri for iri in iris}
    for graph, lines in graphs.items() if wanted else ():
        # Hashes tell which graphs need not be looked into: nearly all of them.
        near = [wanted[each] for each in wanted.keys() & subject_hashes(lines, kept)]
        if there := {iri for iri in near if next(lines.starting(f"<{iri}> ".encode()), None)}:
            yield graph, there

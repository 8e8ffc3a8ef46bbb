"""Graphs in pieces: each a document of its own, blank nodes all in one."""

from __future__ import annotations

import io

import pyoxigraph as ox

from accordgraph.engine.external.chunks import pieces

PLAIN = [f'<urn:s{number}> <urn:p> "{number}" .\n'.encode() for number in range(50)]
BLANK = [f"<urn:s{number}> <urn:p> _:b{number % 3} .\n".encode() for number in range(10)]


def parsed(piece: bytes) -> list[ox.Quad | ox.Triple]:
    return list(ox.parse(piece, format=ox.RdfFormat.N_TRIPLES))


def test_what_fits_is_one_piece() -> None:
    content = b"".join((*PLAIN, *BLANK))
    assert list(pieces(io.BytesIO(content), len(content))) == [content]
    assert list(pieces(io.BytesIO(b""), 100)) == [b""]


def test_pieces_hold_each_statement_once() -> None:
    mixed = [*PLAIN[:20], *BLANK[:5], *PLAIN[20:], *BLANK[5:]]
    found = list(pieces(io.BytesIO(b"".join(mixed)), 300))
    assert len(found) > 3
    assert sorted(line for piece in found for line in piece.splitlines(keepends=True)) == sorted(mixed)
    assert sum(len(parsed(piece)) for piece in found) == len(mixed)


def test_blank_nodes_are_all_in_the_first_piece() -> None:
    mixed = [*PLAIN[:20], *BLANK[:5], *PLAIN[20:], *BLANK[5:]]
    first, *others = pieces(io.BytesIO(b"".join(mixed)), 100)
    assert set(BLANK) <= set(first.splitlines(keepends=True))
    assert not any(b"_:" in each for each in others)

"""What is believed, as it is kept: in pieces, each with how many shares state and entail its lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple

from xxhash import xxh3_128_hexdigest

from ..cores import side_by_side
from ..kept import Kept
from ..reading.cutting import Slice, cut
from ..reading.lines import Lines
from .joining import Share, Tally, joined

#: How lines are written down: digest and size.
Told = tuple[str, int]
#: How a share is written down: its name, and its three kinds of lines.
ToldShare = tuple[str, Told, Told, Told]
#: Of what is kept of a piece, the lines, and those that are only entailed.
TEXT, NEWS = 0, 2


class Piece(NamedTuple):
    """A piece, as it is written down: the subject that it begins with, its digest, its size in bytes and in
    lines, and the digests of its tally and of what of it is only entailed."""

    begin: str
    digest: str
    size: int
    lines: int
    tally: str
    news: str


@dataclass(frozen=True)
class Known:
    """What was believed: of which shares, in which pieces, and what of it was only entailed."""

    shares: Counter[ToldShare]
    pieces: list[Piece]
    default: Told
    inferred: Told

    def to_json(self) -> bytes:
        """Write it down."""
        return json.dumps([list(self.shares.elements()), self.pieces, self.default, self.inferred]).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Known:
        """Read what was written."""
        shares, pieces, default, inferred = json.loads(data)
        told = Counter((name, *map(tuple, lines)) for name, *lines in shares)
        return cls(told, [Piece(*each) for each in pieces], tuple(default), tuple(inferred))


def with_slices(default: Lines, pieces: Sequence[Piece]) -> Lines:
    """Say of the default graph what its pieces tell, so that it is not read for that."""
    ends = list(accumulate(piece.size for piece in pieces))
    default.count = sum(piece.lines for piece in pieces)
    default.slices = [Slice(end - p.size, end, p.digest) for p, end in zip(pieces, ends, strict=True)]
    return default


def read_again(pieces: Sequence[Piece], kind: int, shares: Sequence[Share], kept: Kept) -> bytes:
    """What is kept of pieces, one after the other; joined anew where some of it was lost."""
    try:
        return read_pieces(pieces, kind, kept).text
    except LookupError:
        default, inferred = joined(shares)
        return default.text if kind == TEXT else inferred.text


def read_pieces(pieces: Iterable[Piece], kind: int, kept: Kept) -> Lines:
    """What is kept of pieces, one after the other; raises LookupError where some of it was lost."""
    whole, digest = BytesIO(), hashlib.sha256()  # joining would hold all of it twice
    for text in side_by_side(lambda piece: read_key(keys_of(kept, piece)[kind], kept), pieces):
        whole.write(text)
        digest.update(text)
    lines = Lines(whole.getvalue())
    lines.own_digest = digest.digest()
    return lines


def read_key(key: bytes, kept: Kept) -> bytes:
    """What a key leads to; raises LookupError where it was lost."""
    found = kept.known(key)
    if found is None:
        raise LookupError("something was lost")
    return found


def keep_pieces(text: bytes, tally: Tally, kept: Kept) -> Iterator[Piece]:
    """Cut lines into pieces, and keep them."""
    begun = 0
    for each in cut(text):
        piece = text[each.begin : each.end]
        lines = piece.splitlines(keepends=True)
        counts = tally[begun : begun + len(lines)]
        begun += len(lines)
        yield _keep(kept, each.digest, piece, counts, counts.news(lines))


def lines_told(lines: Lines) -> Told:
    """Write down which lines these are."""
    return lines.own_digest.hex(), lines.size


def share_told(share: Share) -> ToldShare:
    """Write down which share this is."""
    return share.name, lines_told(share.lines), lines_told(share.gone), lines_told(share.entailed)


def _keep(kept: Kept, digest: str, text: bytes, tally: Tally, news: bytes) -> Piece:
    """Keep a piece, with its tally and what of it is only entailed."""
    counts = tally.to_bytes()
    piece = Piece(
        text[: text.index(b" ") + 1].decode(),
        digest,
        len(text),
        len(tally.stated),
        xxh3_128_hexdigest(digest.encode() + counts),
        xxh3_128_hexdigest(news),
    )
    for found, key in zip((text, counts, news), keys_of(kept, piece), strict=True):
        kept.keep(found, key)
    return piece


def keys_of(kept: Kept, piece: Piece) -> tuple[bytes, bytes, bytes]:
    """What leads to a piece, to its tally, and to what of it is only entailed."""
    return kept.key("piece", piece.digest), kept.key("tally", piece.tally), kept.key("news", piece.news)

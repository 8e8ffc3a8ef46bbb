"""What is believed, made from what was believed before and from what has changed since.

Kept of it are its pieces, each with how many shares state and entail each of its lines: so it can be told
what is left when a share goes, without a look at all others.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import accumulate, chain
from typing import NamedTuple

from xxhash import xxh3_128_hexdigest

from ..kept import MUCH, Kept
from ..reading.cutting import Slice, cut, is_last
from ..reading.lines import Lines
from .joining import Share, Tally, joined, ranges

#: How lines are written down: digest and size.
_Told = tuple[str, int]
#: How a share is written down: its name, and its three kinds of lines.
_ToldShare = tuple[str, _Told, _Told, _Told]
#: Of what is kept of a piece, the lines, and those that are only entailed.
_TEXT, _NEWS = 0, 2
#: A line -> how many shares state and entail it, or by how much these are more.
_Changes = dict[bytes, list[int]]


class _Piece(NamedTuple):
    """A piece, as it is written down: the subject that it begins with, its digest, its size in bytes and in
    lines, and the digests of its tally and of what of it is only entailed."""

    begin: str
    digest: str
    size: int
    lines: int
    tally: str
    news: str


@dataclass(frozen=True)
class _Known:
    """What was believed: of which shares, in which pieces, and what of it was only entailed."""

    shares: Counter[_ToldShare]
    pieces: list[_Piece]
    default: _Told
    inferred: _Told

    def to_json(self) -> bytes:
        """Write it down."""
        return json.dumps([list(self.shares.elements()), self.pieces, self.default, self.inferred]).encode()

    @classmethod
    def from_json(cls, data: bytes) -> _Known:
        """Read what was written."""
        shares, pieces, default, inferred = json.loads(data)
        told = Counter((name, *map(tuple, lines)) for name, *lines in shares)
        return cls(told, [_Piece(*each) for each in pieces], tuple(default), tuple(inferred))


def believed(shares: Sequence[Share], kept: Kept, name: str) -> tuple[Lines, Lines]:
    """All that shares state and entail, and what is only entailed; `name` tells what is believed here from
    what is believed elsewhere."""
    place = kept.key("believed", name)
    before = kept.known(place)
    if before is not None:
        try:
            return _Following(_Known.from_json(before), kept, place).follow(shares)
        except LookupError:  # something was lost, or too much has changed
            pass
    return _joined(shares, kept, place)


def _joined(shares: Sequence[Share], kept: Kept, place: bytes) -> tuple[Lines, Lines]:
    """What is believed, joined anew, and kept piece by piece: nobody holds all of it beside all shares."""
    pieces, lines, tally = list[_Piece](), list[bytes](), Tally()
    whole, news, size = hashlib.sha256(), hashlib.sha256(), 0
    for told, entailed, counts in ranges(shares):
        whole.update(told)
        news.update(entailed)
        size += len(entailed)
        lines, tally = lines + told.splitlines(keepends=True), tally + counts
        done = next((n for n in range(len(lines), 0, -1) if is_last(_subject(lines[n - 1]))), 0)
        pieces += _cut(lines[:done], tally[:done], kept)
        lines, tally = lines[done:], tally[done:]
    pieces += _cut(lines, tally, kept)
    default = whole.hexdigest(), sum(piece.size for piece in pieces)
    known = _Known(Counter(map(_told, shares)), pieces, default, (news.hexdigest(), size))
    kept.keep(known.to_json(), place)
    found = (
        Lines.known(bytes.fromhex(digest), size, partial(_again, pieces, kind, shares, kept))
        for kind, (digest, size) in ((_TEXT, known.default), (_NEWS, known.inferred))
    )
    return _with_slices(next(found), pieces), next(found)


def _with_slices(default: Lines, pieces: Sequence[_Piece]) -> Lines:
    """Say of the default graph what its pieces tell, so that it is not read for that."""
    ends = list(accumulate(piece.size for piece in pieces))
    default.count = sum(piece.lines for piece in pieces)
    default.slices = [Slice(end - p.size, end, p.digest) for p, end in zip(pieces, ends, strict=True)]
    return default


def _again(pieces: Sequence[_Piece], kind: int, shares: Sequence[Share], kept: Kept) -> bytes:
    """What is kept of pieces, one after the other; joined anew where some of it was lost."""
    try:
        return _read(pieces, kind, kept)
    except LookupError:
        default, inferred, _ = joined(shares)
        return default.text if kind == _TEXT else inferred.text


def _read(pieces: Iterable[_Piece], kind: int, kept: Kept) -> bytes:
    whole = BytesIO()  # joining would hold all of it twice
    for piece in pieces:
        whole.write(_found(_keys(kept, piece)[kind], kept))
    return whole.getvalue()


def _found(key: bytes, kept: Kept) -> bytes:
    found = kept.known(key)
    if found is None:
        raise LookupError("something was lost")
    return found


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]


def _cut(lines: Sequence[bytes], tally: Tally, kept: Kept) -> Iterator[_Piece]:
    """Cut lines into pieces, and keep them."""
    begun, text = 0, b"".join(lines)
    for each in cut(text):
        ended = begun + text.count(b"\n", each.begin, each.end)
        yield _keep(kept, each.digest, lines[begun:ended], tally[begun:ended])
        begun = ended


def _of(lines: Lines) -> _Told:
    return lines.own_digest.hex(), lines.size


def _told(share: Share) -> _ToldShare:
    return share.name, _of(share.lines), _of(share.gone), _of(share.entailed)


def _keep(kept: Kept, digest: str, lines: Sequence[bytes], tally: Tally) -> _Piece:
    """Keep a piece, with its tally and what of it is only entailed."""
    text, counts, news = b"".join(lines), tally.to_bytes(), tally.news(lines)
    piece = _Piece(
        text[: text.index(b" ") + 1].decode(),
        digest,
        len(text),
        len(lines),
        xxh3_128_hexdigest(digest.encode() + counts),
        xxh3_128_hexdigest(news),
    )
    for found, key in zip((text, counts, news), _keys(kept, piece), strict=True):
        kept.keep(found, key)
    return piece


def _keys(kept: Kept, piece: _Piece) -> tuple[bytes, bytes, bytes]:
    """What leads to a piece, to its tally, and to what of it is only entailed."""
    return kept.key("piece", piece.digest), kept.key("tally", piece.tally), kept.key("news", piece.news)


class _Following:
    """Raises LookupError where what was kept is not there any more, or does not fit."""

    def __init__(self, known: _Known, kept: Kept, place: bytes) -> None:
        self._known, self._kept, self._place = known, kept, place

    def follow(self, shares: Sequence[Share]) -> tuple[Lines, Lines]:
        """What is believed now."""
        known, now = self._known, Counter(map(_told, shares))
        pieces = list(self._pieces(self._changes(shares, now)))
        keys = [_keys(self._kept, piece) for piece in pieces]
        self._kept.use(*chain.from_iterable(keys))

        def read(kind: int, told: _Told) -> Lines:
            """The default graph, or what is only entailed: read at once where it is another one now."""
            again = partial(_again, pieces, kind, shares, self._kept)
            if [each[kind] for each in keys] != [_keys(self._kept, piece)[kind] for piece in known.pieces]:
                return Lines(_read(pieces, kind, self._kept)).found_again(again)
            digest, size = told
            return Lines.known(bytes.fromhex(digest), size, again)

        default, inferred = read(_TEXT, known.default), read(_NEWS, known.inferred)
        told = _Known(now, pieces, _of(default), _of(inferred))
        self._kept.keep(told.to_json(), self._place)
        return _with_slices(default, pieces), inferred

    def _changes(self, shares: Sequence[Share], now: Counter[_ToldShare]) -> _Changes:
        """By how much more shares state and entail each line than before.

        What takes the place of a share is mostly the same, so that only lines that differ count as changed.
        """
        before, there = self._known.shares, {_told(share): share for share in shares}
        both: dict[str, tuple[list[_ToldShare], list[_ToldShare]]] = defaultdict(lambda: ([], []))
        for place, told in ((0, now - before), (1, before - now)):
            for each in told.elements():
                both[each[0]][place].append(each)
        changes: _Changes = {}
        left = MUCH * self._known.default[1]
        for come, gone in both.values():
            for kind in (0, 1):
                more = _counted((there[each] for each in come), kind)
                less = _counted(map(self._share, gone), kind)
                for line in {line for line, _ in more.items() ^ less.items()}:
                    row = changes.setdefault(line, [0, 0])
                    left += any(row) * len(line)
                    row[kind] += more[line] - less[line]
                    left -= any(row) * len(line)
            if left < 0:
                raise LookupError("much has changed")
        return {line: more for line, more in changes.items() if any(more)}

    def _share(self, told: _ToldShare) -> Share:
        """A share of before, of which what is asked for is read."""

        def lines(digest: str, size: int) -> Lines:
            key = self._kept.key("lines", bytes.fromhex(digest))
            return Lines.known(bytes.fromhex(digest), size, lambda: _found(key, self._kept) if size else b"")

        name, stated, gone, entailed = told
        return Share(lines(*stated), lines(*gone), lines(*entailed), name)

    def _pieces(self, changes: _Changes) -> Iterator[_Piece]:
        """The pieces as they are now; a piece whose last subject went is one with the next."""
        pieces = self._known.pieces
        if not pieces:
            raise LookupError("there was nothing")
        begins = [piece.begin.encode() for piece in pieces]
        by_piece: dict[int, _Changes] = defaultdict(dict)
        for line, more in changes.items():
            by_piece[max(0, bisect_right(begins, line) - 1)][line] = more
        rows: _Changes = {}
        for number, piece in enumerate(pieces):
            if number not in by_piece and not rows:
                yield piece
                continue
            rows |= self._rows(piece)
            for line, (stated, entailed) in by_piece[number].items():
                row = rows.setdefault(line, [0, 0])
                row[0] += stated
                row[1] += entailed
            rows = {line: row for line, row in rows.items() if any(row)}
            last = max(rows, default=b" ")
            if number == len(pieces) - 1 or is_last(_subject(last)):
                yield from self._cut(rows)
                rows = {}

    def _rows(self, piece: _Piece) -> _Changes:
        text, counts, _ = _keys(self._kept, piece)
        tally = Tally.from_bytes(_found(counts, self._kept))
        lines = _found(text, self._kept).splitlines(keepends=True)
        return {line: [*row] for line, *row in zip(lines, tally.stated, tally.entailed, strict=True)}

    def _cut(self, rows: _Changes) -> Iterator[_Piece]:
        lines = sorted(rows)
        if any(number < 0 for row in rows.values() for number in row):
            raise LookupError("what was kept does not fit")
        tally = Tally(*(array("I", [rows[line][kind] for line in lines]) for kind in (0, 1)))
        yield from _cut(lines, tally, self._kept)


def _counted(shares: Iterable[Share], kind: int) -> Counter[bytes]:
    """How many shares state, or entail, each line."""
    found = Counter[bytes]()
    for share in shares:
        lines = share.entailed if kind else share.lines.less(share.gone.lines())
        found.update(lines.lines())
    return found

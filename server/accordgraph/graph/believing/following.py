"""What is believed, made from what was believed before and from what has changed since.

Kept with each piece of it is how many shares state and entail each of its lines: so it can be told what is
left when a share goes, without a look at all others.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from ..kept import MUCH, Kept
from ..reading.cutting import ended, is_last
from ..reading.lines import Lines
from ..reading.ntriples import subject_of
from .joining import Share, Tally, ranges
from .pieces import (
    NEWS,
    TEXT,
    Known,
    Piece,
    Told,
    ToldShare,
    keep_pieces,
    keys_of,
    lines_told,
    read_again,
    read_key,
    read_pieces,
    share_told,
    with_slices,
)

#: A line -> how many shares state and entail it, or by how much these are more.
_Changes = dict[bytes, list[int]]


def believed(shares: Sequence[Share], kept: Kept, name: str) -> tuple[Lines, Lines]:
    """All that shares state and entail, and what is only entailed; `name` tells what is believed here from
    what is believed elsewhere."""
    place = kept.key("believed", name)
    before = kept.known(place)
    if before is not None:
        try:
            return _Following(Known.from_json(before), kept, place).follow(shares)
        except LookupError:  # something was lost, or too much has changed
            pass
    return _joined(shares, kept, place)


def _joined(shares: Sequence[Share], kept: Kept, place: bytes) -> tuple[Lines, Lines]:
    """What is believed, joined anew, and kept piece by piece: nobody holds all of it beside all shares."""
    pieces, text, tally = list[Piece](), b"", Tally()
    whole, news, size = hashlib.sha256(), hashlib.sha256(), 0
    for told, entailed, counts in ranges(shares):
        whole.update(told)
        news.update(entailed)
        size += len(entailed)
        text, tally = text + told, tally + counts
        end = ended(text)
        done = text.count(b"\n", 0, end)
        pieces += keep_pieces(text[:end], tally[:done], kept)
        text, tally = text[end:], tally[done:]
    pieces += keep_pieces(text, tally, kept)
    default = whole.hexdigest(), sum(piece.size for piece in pieces)
    known = Known(Counter(map(share_told, shares)), pieces, default, (news.hexdigest(), size))
    kept.keep(known.to_json(), place)
    found = (
        Lines.known(bytes.fromhex(digest), size, partial(read_again, pieces, kind, shares, kept))
        for kind, (digest, size) in ((TEXT, known.default), (NEWS, known.inferred))
    )
    return with_slices(next(found), pieces), next(found)


class _Following:
    """Raises LookupError where what was kept is not there any more, or does not fit."""

    def __init__(self, known: Known, kept: Kept, place: bytes) -> None:
        self._known, self._kept, self._place = known, kept, place

    def follow(self, shares: Sequence[Share]) -> tuple[Lines, Lines]:
        """What is believed now."""
        known, now = self._known, Counter(map(share_told, shares))
        pieces = list(self._pieces(self._changes(shares, now)))
        keys = [keys_of(self._kept, piece) for piece in pieces]
        self._kept.use(*chain.from_iterable(keys))

        def read(kind: int, told: Told) -> Lines:
            """The default graph, or what is only entailed: read at once where it is another one now."""
            if [each[kind] for each in keys] != [keys_of(self._kept, piece)[kind] for piece in known.pieces]:
                return read_pieces(pieces, kind, self._kept)
            digest, size = told
            again = partial(read_again, pieces, kind, shares, self._kept)
            return Lines.known(bytes.fromhex(digest), size, again)

        default, inferred = read(TEXT, known.default), read(NEWS, known.inferred)
        told = Known(now, pieces, lines_told(default), lines_told(inferred))
        self._kept.keep(told.to_json(), self._place)
        return with_slices(default, pieces), inferred

    def _changes(self, shares: Sequence[Share], now: Counter[ToldShare]) -> _Changes:
        """By how much more shares state and entail each line than before.

        What takes the place of a share is mostly the same, so that only lines that differ count as changed.
        """
        before, there = self._known.shares, {share_told(share): share for share in shares}
        both: dict[str, tuple[list[ToldShare], list[ToldShare]]] = defaultdict(lambda: ([], []))
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

    def _share(self, told: ToldShare) -> Share:
        """A share of before, of which what is asked for is read."""

        def lines(digest: str, size: int) -> Lines:
            key = self._kept.key("lines", bytes.fromhex(digest))
            return Lines.known(
                bytes.fromhex(digest), size, lambda: read_key(key, self._kept) if size else b""
            )

        name, stated, gone, entailed = told
        return Share(lines(*stated), lines(*gone), lines(*entailed), name)

    def _pieces(self, changes: _Changes) -> Iterator[Piece]:
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
            if number == len(pieces) - 1 or is_last(subject_of(last)):
                yield from self._cut(rows)
                rows = {}

    def _rows(self, piece: Piece) -> _Changes:
        text, counts, _ = keys_of(self._kept, piece)
        tally = Tally.from_bytes(read_key(counts, self._kept))
        lines = read_key(text, self._kept).splitlines(keepends=True)
        return {line: [*row] for line, *row in zip(lines, tally.stated, tally.entailed, strict=True)}

    def _cut(self, rows: _Changes) -> Iterator[Piece]:
        lines = sorted(rows)
        if any(number < 0 for row in rows.values() for number in row):
            raise LookupError("what was kept does not fit")
        tally = Tally(*(array("I", [rows[line][kind] for line in lines]) for kind in (0, 1)))
        yield from keep_pieces(b"".join(lines), tally, self._kept)


def _counted(shares: Iterable[Share], kind: int) -> Counter[bytes]:
    """How many shares state, or entail, each line."""
    found = Counter[bytes]()
    for share in shares:
        lines = share.entailed if kind else share.lines.less(share.gone.lines())
        found.update(lines.lines())
    return found

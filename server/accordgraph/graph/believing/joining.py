"""Many sorted graphs joined into one, range by range, so that few of their lines are objects at a time; on
all cores."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import compress, count, islice, repeat
from operator import ne, not_, sub
from struct import Struct

from ..cores import spread
from ..reading.lines import Lines

#: Bytes of a range, more or less.
_RANGE = 1 << 23
#: Lines that are looked at for each range, to find where ranges begin.
_LOOKS = 16

#: Of a range, bytes of what is believed and of what is only entailed.
_SIZES = Struct("<QQ")

NOTHING = Lines(b"")


@dataclass(frozen=True)
class Share:
    """What one file gives to what is believed: its lines, but for those that are `gone`, and what the others
    entail. By its `name`, what takes its place is known when it changes."""

    lines: Lines
    gone: Lines
    entailed: Lines
    name: str = ""


@dataclass
class Tally:
    """How many shares state and entail each of some lines: two rows of numbers, in their order."""

    stated: array[int] = field(default_factory=lambda: array("I"))
    entailed: array[int] = field(default_factory=lambda: array("I"))

    def __getitem__(self, part: slice) -> Tally:
        """The numbers of some of the lines."""
        return Tally(self.stated[part], self.entailed[part])

    def __add__(self, other: Tally) -> Tally:
        """The numbers with those of the lines that follow."""
        return Tally(self.stated + other.stated, self.entailed + other.entailed)

    def to_bytes(self) -> bytes:
        """Write it down."""
        return self.stated.tobytes() + self.entailed.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Tally:
        """Read what was written."""
        half = len(data) // 2
        return cls(array("I", data[:half]), array("I", data[half:]))

    def news(self, lines: Iterable[bytes]) -> bytes:
        """Of the lines, those that are only entailed."""
        return b"".join(compress(lines, map(not_, self.stated)))


def joined(shares: Sequence[Share]) -> tuple[Lines, Lines]:
    """All that is stated and entailed, and what is only entailed."""
    default, news = BytesIO(), BytesIO()
    for told, more, _ in ranges(shares):
        default.write(told)
        news.write(more)
    return Lines(default.getvalue()), Lines(news.getvalue())


def ranges(shares: Sequence[Share]) -> Iterator[tuple[bytes, bytes, Tally]]:
    """The same range by range, with the tally of the first: no subject stands in two."""
    whole = [(each.lines, frozenset(each.gone.lines()), True) for each in shares]
    whole += [(each.entailed, frozenset(), False) for each in shares]
    graphs = [lines for lines, _, _ in whole]
    ends = _ends(graphs)
    # Looked up and read here, and not in each copy of this process.
    places = [[0, *lines.firsts(ends), lines.size] for lines in graphs]

    def part(number: int) -> bytes:
        both: tuple[list[bytes], list[bytes]] = [], []
        for (graph, gone, stated), bounds in zip(whole, places, strict=True):
            found = graph.text[slice(*bounds[number : number + 2])].splitlines(keepends=True)
            both[not stated].extend((line for line in found if line not in gone) if gone else found)
        known = both[0] + both[1]
        known.sort()  # it finds what is sorted already, and merges it
        new = [True, *map(ne, known, islice(known, 1, None))]  # whether a line is not the one before it
        lines, begins = list(compress(known, new)), [*compress(count(), new), len(known)]
        times = map(sub, islice(begins, 1, None), begins)
        entailed = array("I", map(Counter(both[1]).get, lines, repeat(0)))
        tally = Tally(array("I", map(sub, times, entailed)), entailed)
        parts = b"".join(lines), tally.news(lines), tally.to_bytes()
        return b"".join([_SIZES.pack(*map(len, parts[:2])), *parts])

    for packed in spread(part, range(len(ends) + 1), sum(lines.size for lines in graphs)):
        size, more = _SIZES.unpack_from(packed)
        end = _SIZES.size + size
        counts = Tally.from_bytes(packed[end + more :])
        yield packed[_SIZES.size : end], packed[end : end + more], counts


def _ends(graphs: Sequence[Lines]) -> list[bytes]:
    """Where the ranges end, the last one apart.

    Lines are looked at in even steps, so that about the same number of bytes lies between any two of them.
    """
    looks: list[bytes] = []
    step, place = _RANGE // _LOOKS, 0
    for lines in graphs:
        while place < lines.size:
            start = lines.text.rfind(b"\n", 0, place) + 1
            looks.append(lines.text[start : lines.text.index(b" ", start) + 1])
            place += step
        place -= lines.size
    return [*dict.fromkeys(sorted(looks)[_LOOKS::_LOOKS])]

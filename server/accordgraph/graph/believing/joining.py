"""Many sorted graphs joined into one, range by range, so that few of their lines are objects at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from ..reading.lines import Lines

#: Bytes of a range, more or less.
_RANGE = 1 << 26
#: Lines that are looked at for each range, to find where ranges begin.
_LOOKS = 16


def joined(stated: Sequence[Lines], entailed: Sequence[Lines]) -> tuple[Lines, Lines]:
    """All that is stated and entailed, and what is only entailed."""
    both = [*stated, *entailed]
    default, news = BytesIO(), BytesIO()
    for one, other in zip(_cut(stated, both), _cut(entailed, both), strict=True):
        new = sorted(set(other).difference(one))
        news.write(b"".join(new))
        one += new
        one.sort()  # it finds what is sorted already, and merges it
        default.write(b"".join(dict.fromkeys(one)))
    return Lines(default.getvalue()), Lines(news.getvalue())


def _cut(graphs: Sequence[Lines], whole: Sequence[Lines]) -> Iterator[list[bytes]]:
    """The lines of all graphs range by range; the ranges are those of the whole."""
    begun = [0] * len(graphs)
    for end in _ends(whole):
        found: list[bytes] = []
        for number, lines in enumerate(graphs):
            place = lines.first(end) if end else len(lines.text)
            found += lines.text[begun[number] : place].splitlines(keepends=True)
            begun[number] = place
        yield found


def _ends(graphs: Sequence[Lines]) -> list[bytes]:
    """Where the ranges end; the last one has no end, which is empty.

    Lines are looked at in even steps, so that about the same number of bytes lies between any two of them.
    """
    looks: list[bytes] = []
    step, place = _RANGE // _LOOKS, 0
    for lines in graphs:
        while place < len(lines.text):
            start = lines.text.rfind(b"\n", 0, place) + 1
            looks.append(lines.text[start : lines.text.index(b" ", start) + 1])
            place += step
        place -= len(lines.text)
    return [*dict.fromkeys(sorted(looks)[_LOOKS::_LOOKS]), b""]

"""Many sorted graphs joined into one, range by range, so that few of their lines are objects at a time."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from ..reading.lines import Lines

#: Bytes of a range, more or less.
_RANGE = 1 << 25
#: Lines that are looked at for each range, to find where ranges begin.
_LOOKS = 16


#: Statements, and those of them that do not count.
Less = tuple[Lines, frozenset[bytes]]


def joined(stated: Sequence[Less], entailed: Sequence[Lines]) -> tuple[Lines, Lines]:
    """All that is stated and entailed, and what is only entailed."""
    whole: list[Less] = [*stated, *((lines, frozenset[bytes]()) for lines in entailed)]
    ends = _ends([lines for lines, _ in whole])
    default, news = BytesIO(), BytesIO()
    begun = [0] * len(whole)
    for end in ends:
        one, other = list[bytes](), list[bytes]()
        for number, (lines, gone) in enumerate(whole):
            place = lines.first(end) if end else len(lines.text)
            found = lines.text[begun[number] : place].splitlines(keepends=True)
            begun[number] = place
            into = one if number < len(stated) else other
            into += [line for line in found if line not in gone] if gone else found
        new = sorted(set(other).difference(one))
        news.write(b"".join(new))
        one += new
        one.sort()  # it finds what is sorted already, and merges it
        default.write(b"".join(dict.fromkeys(one)))
    return Lines(default.getvalue()), Lines(news.getvalue())


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

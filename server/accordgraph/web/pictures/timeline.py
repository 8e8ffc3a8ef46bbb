"""What happened when: each thing has a row of its own, so that names never lie on each other.

A day is a dot, a period or a date that is known to the month or the year a bar over all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..data.display import Cell
from .lettering import LINE, broken, width_of
from .shapes import NARROW, Box, Dot, Drawing, Label, Path, Picture, at_both_widths, name_of

#: Moments that one picture draws, the first in time; its table has four times as many at most.
DRAWN = 25
HEADS = ("When", "What", "Name")
#: Room above and below the lines of a name; for a mark below them; for the years at the top.
_AIR, _MARK, _TOP, _EDGE, _RADIUS = 10, 18, 24, 12, 5
#: Lines that a name has at most, where it has the whole width and where it stands beside its mark.
_LINES, _LINES_BESIDE = 5, 3


@dataclass(frozen=True)
class Moment:
    """When something was: first and last day as known, in words, and what it was: "signed", "announced"."""

    start: date
    end: date
    words: str
    thing: Cell
    what: str


def draw_timeline(moments: Sequence[Moment]) -> Picture:
    """Draw moments in the order of time; where none says what it was, nor does the table."""
    ordered = sorted(moments, key=lambda each: (each.start, each.end, each.thing.text))
    heads: tuple[str, ...] = HEADS
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Cell(each.words), Cell(each.what), each.thing) for each in ordered[: 4 * DRAWN]
    )
    if not any(each.what for each in ordered):
        heads, rows = heads[::2], tuple(row[::2] for row in rows)
    shown = ordered[:DRAWN]

    def draw(width: int) -> Drawing:
        return _Layout(shown, width).drawing()

    return at_both_widths(draw, heads, rows, len(ordered) - len(shown))


class _Layout:
    """Years along the top, a row for each moment below."""

    def __init__(self, moments: Sequence[Moment], width: int) -> None:
        self._moments, self._width = moments, width
        self._narrow = width <= NARROW
        self._first = min((each.start for each in moments), default=date.min).year
        self._last = max((each.end for each in moments), default=date.min).year + 1
        days = date(min(self._last, date.max.year), 1, 1) - date(self._first, 1, 1)
        # Names stand beside the marks in wide drawings, so these have part of the width.
        self._scale = (width * (1 if self._narrow else 0.5) - 2 * _EDGE) / max(1, days.days)

    def _x(self, day: date) -> float:
        return _EDGE + (day - date(self._first, 1, 1)).days * self._scale

    def drawing(self) -> Drawing:
        """Return the drawing: each row is as high as its name."""
        boxes, dots, labels = [], [], []
        top = float(_TOP)
        for each in self._moments:
            x, end = self._x(each.start), max(self._x(each.end), self._x(each.start))
            label, height = self._name(each, top, end)
            y = top + height - _MARK / 2 if self._narrow else top + height / 2
            hint = f"{each.words}: {each.thing.text}"
            if each.start == each.end:
                dots.append(Dot(x, y, _RADIUS, "moment", hint, each.thing.language))
            else:
                boxes.append(Box(x, y - 4, max(end - x, 4), 8, "span", hint, 4, each.thing.language))
            labels.append(label)
            top += height
        bottom = round(top) + 6
        paths, years = self._years(bottom)
        return Drawing(self._width, bottom, tuple(paths), tuple(boxes), tuple(dots), (*years, *labels))

    def _name(self, moment: Moment, top: float, end: float) -> tuple[Label, float]:
        """Write a moment's name beside its mark, in narrow drawings above it; return the row's height too."""
        cell = moment.thing
        x, most = (_EDGE - _RADIUS, _LINES) if self._narrow else (end + 12, _LINES_BESIDE)
        lines = broken(cell.text, self._width - x - 4, most)
        height = LINE * len(lines) + _AIR + (_MARK if self._narrow else 0)
        return name_of(cell, x, top + _AIR / 2 + 12, lines), height

    def _years(self, height: int) -> tuple[list[Path], list[Label]]:
        """Draw the years, or every fifth, tenth …, as far as there is room."""
        room = (self._x(date(min(self._last, date.max.year), 1, 1)) - _EDGE) / 48
        years = self._last - self._first
        step = next((n for n in (1, 2, 5, 10, 20, 50, 100, 500) if years / n <= room), 1000)
        paths, labels = [], []
        for year in range(self._first, self._last + 1):
            if year % step == 0 and year <= date.max.year:
                x = self._x(date(year, 1, 1))
                paths.append(Path(f"M{x:.1f} {_TOP - 4}V{height}", "rule"))
                fits = x + width_of(str(year)) / 2 <= self._width
                anchor = "start" if x <= 2 * _EDGE else "middle" if fits else "end"
                labels.append(Label(x, 14, (str(year),), anchor, "tick"))
        return paths, labels

"""Numbers over time: bars for a few, a line for more. Both begin at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..data.display import Cell
from .lettering import broken, width_of
from .shapes import NARROW, Box, Dot, Drawing, Label, Path, Picture, at_both_widths

#: Numbers that one picture has at most, the last in time.
DRAWN = 60
#: More than these are a line.
_BARS = 6
HEADS = ("Period", "Number", "Name")
_ROW, _TALL_ROW, _HEIGHT, _TOP, _BOTTOM, _EDGE = 30, 44, 180, 22, 24, 24


@dataclass(frozen=True)
class Point:
    """A number of a period; `words` are the number's, `when` the period's."""

    start: date
    end: date
    value: Decimal
    words: str
    when: str
    thing: Cell


def draw_series(points: Sequence[Point]) -> Picture:
    """Draw numbers in the order of time; negative ones are left out of the drawing, not of the table."""
    ordered = sorted(points, key=lambda each: (each.start, each.end, each.thing.text))
    rows = tuple((Cell(each.when), Cell(each.words), each.thing) for each in ordered[-DRAWN:])
    shown = [each for each in ordered if each.value >= 0][-DRAWN:]
    draw = _bars if len(shown) <= _BARS else _line
    return at_both_widths(lambda width: draw(shown, width), HEADS, rows, len(ordered) - len(shown))


def _bars(points: Sequence[Point], width: int) -> Drawing:
    narrow = width <= NARROW
    row = _TALL_ROW if narrow else _ROW
    left = 0.0 if narrow else min(width * 0.35, max((width_of(each.when) for each in points), default=0) + 12)
    room = width - left - max((width_of(each.words) for each in points), default=0) - 10
    most = max((each.value for each in points), default=Decimal(0)) or Decimal(1)
    boxes, labels = [], []
    for place, each in enumerate(points):
        y = place * row + (20 if narrow else 5)
        long = float(each.value / most) * room
        boxes.append(Box(left, y, max(long, 1), 18, "bar", f"{each.when}: {each.words}"))
        when = broken(each.when, width if narrow else left, 1)
        labels.append(Label(0, y - 5 if narrow else y + 14, when, "start", "tick"))
        labels.append(Label(left + long + 6, y + 14, (each.words,), "start", "number"))
    return Drawing(width, row * len(points) + 6, (), tuple(boxes), (), tuple(labels))


def _line(points: Sequence[Point], width: int) -> Drawing:
    middles = [(each.start.toordinal() + each.end.toordinal()) / 2 for each in points]
    first, last = middles[0], middles[-1]
    most = max(each.value for each in points) or Decimal(1)

    def place(number: int) -> tuple[float, float]:
        part = (middles[number] - first) / (last - first) if last > first else 0.5
        x = _EDGE + part * (width - 2 * _EDGE)
        return x, _TOP + _HEIGHT * (1 - float(points[number].value / most))

    places = [place(number) for number in range(len(points))]
    course = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    both = list(zip(points, places, strict=True))
    dots = [Dot(x, y, 4, "moment", f"{each.when}: {each.words}") for each, (x, y) in both]
    ground = _TOP + _HEIGHT
    numbers = _spaced([(x, y - 9, each.words) for each, (x, y) in both], "number", width)
    periods = _spaced([(x, ground + 18, each.when) for each, (x, _) in both], "tick", width)
    rule = Path(f"M0 {ground}H{width}", "rule")
    paths = (rule, Path(course, "course"))
    return Drawing(width, ground + _BOTTOM, paths, (), tuple(dots), tuple(numbers + periods))


def _spaced(texts: Sequence[tuple[float, float, str]], look: str, width: int) -> list[Label]:
    """Write the texts for which there is room, from the last one back, which says how it is now."""
    found: list[Label] = []
    free = float(width)
    for x, y, text in reversed(texts):
        half = width_of(text) / 2
        middle = min(max(x, half), width - half)
        if middle + half <= free:
            found.append(Label(middle, y, (text,), "middle", look))
            free = middle - half - 8
    return found

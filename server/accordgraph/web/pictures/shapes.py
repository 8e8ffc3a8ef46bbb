"""What pictures are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..data.display import Cell

#: Widths in units of a drawing, which are pixels where nothing scales it: for wide windows, and for phones.
WIDE, NARROW = 720, 320


@dataclass(frozen=True)
class Path:
    """A line or an area: `look` is its class in the stylesheet, `title` what it shows, in words of `language`
    ("" where that is not known)."""

    course: str
    look: str
    title: str = ""
    language: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    look: str
    title: str = ""
    round: int = 0
    language: str = ""


@dataclass(frozen=True)
class Dot:
    """A circle."""

    x: float
    y: float
    radius: float
    look: str
    title: str
    language: str = ""


@dataclass(frozen=True)
class Label:
    """A text of some lines, `y` being the base of the first, `anchor` start, middle or end of each.

    Without `href` it is no link; `title` is the name that a link has where its lines do not hold all of it.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: str
    look: str
    language: str = ""
    href: str = ""
    title: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture at one width; paths are drawn first, labels last."""

    width: int
    height: int
    paths: tuple[Path, ...]
    boxes: tuple[Box, ...]
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture at all widths, and its numbers: `heads` are the columns' names in English.

    `left_out` says how many things were too many to draw; the rows have them all the same, up to their bound.
    """

    wide: Drawing
    narrow: Drawing
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int

    @property
    def linked(self) -> bool:
        """Whether anything in it leads elsewhere."""
        return any(label.href for label in self.wide.labels)


def name_of(cell: Cell, x: float, y: float, lines: tuple[str, ...], anchor: str = "start") -> Label:
    """Return the name of a thing, broken into lines, as a link to it."""
    cut = bool(lines) and lines[-1].endswith("…")
    return Label(x, y, lines, anchor, "name", cell.language, cell.href, cell.text if cut else "")


def common_language(*names: Cell) -> str:
    """Return the language of names in a text, "" where they have several: no part of a title has its own."""
    found = {each.language for each in names}
    return found.pop() if len(found) == 1 else ""


def at_both_widths(
    draw: Callable[[int], Drawing],
    heads: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    left_out: int,
) -> Picture:
    """Draw a picture for wide windows and for narrow ones."""
    return Picture(draw(WIDE), draw(NARROW), heads, rows, left_out)

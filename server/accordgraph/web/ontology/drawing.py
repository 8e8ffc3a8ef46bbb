"""A hierarchy as a drawing: boxes and lines, for an SVG that needs no script and no styles of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..data.display import Cell

#: Sizes in units of the drawing, which are pixels where nothing scales it.
_WIDTH, _HEIGHT, _GAP, _INDENT = 168, 26, 8, 190
#: Half-width letters that fit into a box.
_LETTERS = 22


@dataclass(frozen=True)
class Branch:
    """A term and what is right below it; a term below two others stands in both places."""

    cell: Cell
    below: tuple[Branch, ...]


@dataclass(frozen=True)
class Box:
    """A box of the drawing with its text."""

    x: int
    y: int
    text: str
    language: str


@dataclass(frozen=True)
class Drawing:
    """What the template draws: boxes of one size, and the paths of the lines between them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    box_width: int = _WIDTH
    box_height: int = _HEIGHT


def draw(branches: Sequence[Branch]) -> Drawing:
    """Lay out trees below one another, and then in two columns what has nothing below it."""
    boxes: list[Box] = []
    lines: list[str] = []
    row = 0
    for branch in branches:
        if branch.below:
            row = _place(branch, 0, row, boxes, lines)
    single = [branch for branch in branches if not branch.below]
    for place, branch in enumerate(single):
        boxes.append(_box(branch, place % 2, row + place // 2))
    return Drawing(
        max((box.x for box in boxes), default=0) + _WIDTH + 2,
        max((box.y for box in boxes), default=0) + _HEIGHT + 2,
        tuple(boxes),
        tuple(lines),
    )


def _place(branch: Branch, depth: int, row: int, boxes: list[Box], lines: list[str]) -> int:
    """Draw a branch from a row on; return the next free row."""
    own = _box(branch, depth, row)
    boxes.append(own)
    if not branch.below:
        return row + 1
    for each in branch.below:
        child = _box(each, depth + 1, row)
        middle = (own.x + _WIDTH + child.x) // 2
        lines.append(f"M{own.x + _WIDTH} {own.y + _HEIGHT // 2}H{middle}V{child.y + _HEIGHT // 2}H{child.x}")
        row = _place(each, depth + 1, row, boxes, lines)
    return row


def _box(branch: Branch, depth: int, row: int) -> Box:
    x, y = 1 + depth * _INDENT, 1 + row * (_HEIGHT + _GAP)
    return Box(x, y, "".join(_fitting(branch.cell.text)), branch.cell.language)


def _fitting(text: str) -> Iterator[str]:
    """Yield the letters that fit into a box; wide ones count twice."""
    used = 0
    for letter in text:
        used += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if used > _LETTERS:
            yield "…"
            return
        yield letter

"""Who is tied to whom: a network that looks the same each time, and whose names never lie on each other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ..data.display import Cell
from .lettering import LINE, broken, width_of
from .shapes import Box, Drawing, Label, Path, Picture, at_both_widths, common_language, name_of

#: Things that one picture draws, those with the most ties first.
DRAWN = 32
#: Rows of its table.
_ROWS = 100
HEADS = ("The one", "The other", "By")
_PADDING, _GAP, _STEPS = 8.0, 12.0, 120


@dataclass(frozen=True)
class Tie:
    """What ties one thing to another, `by` which; `joint` says that the other is of another sort, such as an
    agreement that organizations are parties to."""

    one: Cell
    other: Cell
    by: Cell
    joint: bool = False


@lru_cache(64)
def draw_network(ties: tuple[Tie, ...], drawn: int = DRAWN) -> Picture:
    """Draw the things with the most ties, and the ties between them."""
    kept = _chosen(ties, drawn)
    everything = {cell for tie in ties for cell in (tie.one, tie.other)}
    joints = frozenset(tie.other for tie in ties if tie.joint)
    pairs = {
        (kept.index(tie.one), kept.index(tie.other)): tie
        for tie in ties
        if tie.one in kept and tie.other in kept and tie.one != tie.other
    }
    rows = tuple((tie.one, tie.other, tie.by) for tie in ties[:_ROWS])

    def draw(width: int) -> Drawing:
        return _drawing(kept, joints, pairs, width)

    return at_both_widths(draw, HEADS, rows, len(everything) - len(kept))


def _chosen(ties: Sequence[Tie], drawn: int) -> list[Cell]:
    """Choose what is drawn: what all ties of one sort make, such as an agreement with its parties, is drawn
    whole or not at all, unless nothing fits; then what has the most ties."""
    groups: dict[Cell, dict[Cell, None]] = {}
    for tie in ties:
        groups.setdefault(tie.other if tie.joint else tie.by, {}).update({tie.one: None, tie.other: None})
    kept: dict[Cell, None] = {}
    for group in groups.values():
        if len(kept | group) <= drawn:
            kept |= group
    if kept:
        return list(kept)
    degree = Counter(cell for tie in dict.fromkeys(ties) for cell in (tie.one, tie.other))
    return sorted(degree, key=lambda cell: (-degree[cell], cell.text, cell.href))[:drawn]


class _Card:
    """A thing's place, by its middle, and the lines of its name."""

    def __init__(self, cell: Cell, width: int) -> None:
        self.cell = cell
        self.lines = broken(cell.text, width - 2 * _PADDING, 4)
        self.width = max(map(width_of, self.lines), default=0.0) + 2 * _PADDING
        self.height = LINE * len(self.lines) + _PADDING
        self.x = self.y = 0.0

    def overlap(self, other: _Card) -> tuple[float, float]:
        """Return how far two cards are in each other's way, sideways and downwards."""
        return (
            (self.width + other.width) / 2 + _GAP - abs(self.x - other.x),
            (self.height + other.height) / 2 + _GAP - abs(self.y - other.y),
        )

    def box(self, look: str) -> Box:
        """Return its rectangle."""
        return Box(
            round(self.x - self.width / 2),
            round(self.y - self.height / 2),
            round(self.width),
            round(self.height),
            look,
            self.cell.text,
            5,
            self.cell.language,
        )

    def label(self) -> Label:
        """Return its name, within the rectangle."""
        base = round(self.y - self.height / 2 + _PADDING / 2 + 12)
        return name_of(self.cell, round(self.x), base, self.lines, "middle")


def _drawing(
    cells: Sequence[Cell], joints: frozenset[Cell], pairs: dict[tuple[int, int], Tie], width: int
) -> Drawing:
    cards = [_Card(cell, 130 if width < 500 else 160) for cell in cells]
    _place(cards, list(pairs), width)
    top = min((card.y - card.height / 2 for card in cards), default=0.0) - 4
    for card in cards:
        card.y -= top
    bottom = max((card.y + card.height / 2 for card in cards), default=0.0) + 4
    paths = tuple(
        Path(
            f"M{cards[a].x:.0f} {cards[a].y:.0f}L{cards[b].x:.0f} {cards[b].y:.0f}",
            "tie",
            f"{tie.one.text} — {tie.other.text}: {tie.by.text}",
            common_language(tie.one, tie.other, tie.by),
        )
        for (a, b), tie in pairs.items()
    )
    boxes = tuple(card.box("joint" if card.cell in joints else "card") for card in cards)
    return Drawing(width, math.ceil(bottom), paths, boxes, (), tuple(card.label() for card in cards))


def _place(cards: Sequence[_Card], pairs: Sequence[tuple[int, int]], width: float) -> None:
    """Lay out what hangs together, each by itself, and put the parts beside each other in rows."""
    parts = []
    for members in _parts(len(cards), pairs):
        own = [cards[each] for each in members]
        place = {each: number for number, each in enumerate(members)}
        area = sum((card.width + 2 * _GAP) * (card.height + 2 * _GAP) for card in own)
        broad = min(width, max(max(card.width for card in own) + 4, 1.25 * math.sqrt(1.9 * area)))
        inner = [(place[a], place[b]) for a, b in pairs if a in place]
        _attract(own, inner, broad, max(60.0, 1.9 * area / broad))
        _separate(own, broad)
        _settle(own, broad)
        parts.append((own, _extent(own)))
    x = y = deep = 0.0
    for own, (left, top, right, bottom) in sorted(parts, key=lambda part: part[1][1] - part[1][3]):
        if x and x + right - left > width:
            x, y, deep = 0.0, y + deep + 2 * _GAP, 0.0
        for card in own:
            card.x, card.y = card.x - left + x, card.y - top + y
        x, deep = x + right - left + 3 * _GAP, max(deep, bottom - top)


def _extent(cards: Sequence[_Card]) -> tuple[float, float, float, float]:
    return (
        min(card.x - card.width / 2 for card in cards) - 2,
        min(card.y - card.height / 2 for card in cards),
        max(card.x + card.width / 2 for card in cards) + 2,
        max(card.y + card.height / 2 for card in cards),
    )


def _parts(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the numbers of what hangs together, part by part."""
    part = list(range(count))
    for a, b in pairs:
        old, new = part[a], part[b]
        part = [new if each == old else each for each in part]
    found: dict[int, list[int]] = {}
    for number, each in enumerate(part):
        found.setdefault(each, []).append(number)
    return list(found.values())


def _attract(cards: Sequence[_Card], pairs: Sequence[tuple[int, int]], width: float, height: float) -> None:
    """Let ties pull and all else push, from a circle on, ever less (Fruchterman and Reingold, 1991)."""
    count = max(1, len(cards))
    for place, card in enumerate(cards):
        turn = 2 * math.pi * place / count
        card.x, card.y = width / 2 + width / 3 * math.cos(turn), height / 2 + height / 3 * math.sin(turn)
    ideal = 0.8 * math.sqrt(width * height / count)
    for step in range(_STEPS):
        limit = width / 8 * (1 - step / _STEPS)
        moves = [[0.0, 0.0] for _ in cards]
        for a, b in combinations(range(len(cards)), 2):
            dx, dy = cards[a].x - cards[b].x, cards[a].y - cards[b].y
            square = max(1.0, dx * dx + dy * dy)
            _push(moves, a, b, dx, dy, ideal * ideal / square)
        for a, b in pairs:
            dx, dy = cards[a].x - cards[b].x, cards[a].y - cards[b].y
            _push(moves, a, b, dx, dy, -math.hypot(dx, dy) / ideal)
        for card, (dx, dy) in zip(cards, moves, strict=True):
            far = max(1e-6, math.hypot(dx, dy))
            card.x += dx / far * min(far, limit)
            card.y += dy / far * min(far, limit)
            _inside(card, width)
            card.y = min(max(card.y, card.height / 2), height - card.height / 2)


def _push(moves: list[list[float]], a: int, b: int, dx: float, dy: float, force: float) -> None:
    moves[a][0] += dx * force
    moves[a][1] += dy * force
    moves[b][0] -= dx * force
    moves[b][1] -= dy * force


def _inside(card: _Card, width: float) -> None:
    card.x = min(max(card.x, card.width / 2 + 2), width - card.width / 2 - 2)


def _separate(cards: Sequence[_Card], width: float) -> None:
    """Move cards off each other, each pair by the shorter way."""
    for _ in range(_STEPS):
        moved = False
        for a, b in combinations(cards, 2):
            across, down = a.overlap(b)
            if across <= 0 or down <= 0:
                continue
            moved = True
            if across < down:
                shift = (across if a.x >= b.x else -across) / 2
                a.x, b.x = a.x + shift, b.x - shift
            else:
                shift = (down if a.y >= b.y else -down) / 2
                a.y, b.y = a.y + shift, b.y - shift
            _inside(a, width)
            _inside(b, width)
        if not moved:
            return


def _settle(cards: Sequence[_Card], width: float) -> None:
    """Where cards are still in each other's way, move the lower one down: the drawing grows, names stay
    apart."""
    placed: list[_Card] = []
    for card in sorted(cards, key=lambda card: (card.y, card.x)):
        _inside(card, width)
        for other in sorted(placed, key=lambda other: other.y):
            across, down = card.overlap(other)
            if across > 0 and down > 0:
                card.y = other.y + (card.height + other.height) / 2 + _GAP
        placed.append(card)

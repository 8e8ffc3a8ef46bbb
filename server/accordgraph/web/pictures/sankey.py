"""Two columns of bars, whose heights are amounts, and the bands between them: a Sankey diagram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..data.display import Cell
from .lettering import LINE, broken
from .payments import Payment, Total
from .shapes import Box, Drawing, Label, Path, common_language, name_of

#: Height of the largest column's amounts; of the least band and the least bar, to be seen; between two bars;
#: width of a bar.
_TALL, _LOW, _THIN, _LEAST, _GAP, _BAR = 260.0, 90.0, 1.0, 2.0, 14.0, 10.0
#: Payments whose amounts stand beside the giver's name.
_NOTED = 2


@dataclass(frozen=True)
class _Node:
    """One who gives or receives, with the place of its bar and the lines of its name and of its amount.

    `blank` is what each payment without amount has of the height that the others leave.
    """

    cell: Cell
    top: float
    height: float
    lines: tuple[str, ...]
    note: tuple[str, ...]
    blank: float

    @property
    def room(self) -> float:
        """How high it is with its label."""
        return max(self.height, LINE * (len(self.lines) + len(self.note)))


class Sankey:
    """Payments of one currency, from givers on the left to receivers on the right."""

    def __init__(
        self, payments: Sequence[Payment], totals: Sequence[Total], unstated: str, width: int
    ) -> None:
        self._payments: Sequence[Payment] = payments
        self._unstated, self._width = unstated, width
        self._side = round(width * (0.34 if width > 500 else 0.41))
        self._totals: dict[Cell, Total] = {}
        for each in sorted(totals, key=lambda each: -each.amount.value):
            self._totals.setdefault(each.receiver, each)
        receivers = sorted(
            dict.fromkeys((*(each.receiver for each in payments), *self._totals)),
            key=lambda cell: (-self._worth(cell), cell.text),
        )
        # Those who give to the same stand together, so that few lines cross.
        self._payments = sorted(payments, key=lambda each: receivers.index(each.receiver))
        givers = list(dict.fromkeys(each.giver for each in self._payments))
        largest = max(
            sum((each.value for each in payments), Decimal(0)),
            sum((self._worth(each) for each in receivers), Decimal(0)),
        )
        # Where no part of a total is itemized, its height says nothing.
        tall = _TALL if any(each.amount for each in payments) else _LOW
        self._scale = tall / float(largest) if largest else 0.0
        self.givers = self._column(givers, receiving=False)
        self.receivers = self._column(receivers, receiving=True)

    def _worth(self, receiver: Cell) -> Decimal:
        """What a receiver's bar stands for: its total as stated, or what is itemized where that is more."""
        stated = self._totals.get(receiver)
        itemized = sum((each.value for each in self._payments if each.receiver == receiver), Decimal(0))
        return max(stated.amount.value if stated else Decimal(0), itemized)

    def _words(self, payment: Payment) -> str:
        return payment.amount.words if payment.amount else self._unstated

    def _thick(self, payment: Payment) -> float:
        return max(_THIN, float(payment.amount.value) * self._scale) if payment.amount else 0.0

    def _column(self, cells: Sequence[Cell], *, receiving: bool) -> dict[Cell, _Node]:
        """Place the bars of one side below each other."""
        found, top = {}, 4.0
        for cell in cells:
            own = [each for each in self._payments if (each.receiver if receiving else each.giver) == cell]
            stated = sum(self._thick(each) for each in own)
            height = max(_LEAST, stated)
            if receiving:
                height = max(height, float(self._worth(cell)) * self._scale)
                note = self._totals[cell].amount.words if cell in self._totals else ""
            else:
                note = " + ".join(map(self._words, own)) if len(own) <= _NOTED else ""
            room = self._side - 8
            blank = (height - stated) / max(1, sum(not each.amount for each in own))
            node = _Node(cell, 0, height, broken(cell.text, room, 4), broken(note, room, 3), blank)
            found[cell] = replace(node, top=top + (node.room - height) / 2)
            top += node.room + _GAP
        return found

    def drawing(self) -> Drawing:
        """Return the drawing, the shorter column in the middle of the longer one."""
        ends = [
            max((node.top + (node.height + node.room) / 2 for node in column.values()), default=0.0)
            for column in (self.givers, self.receivers)
        ]
        height = max(ends) + 4
        shifts = [(height - end) / 2 - 2 for end in ends]
        left, right = float(self._side), float(self._width - self._side - _BAR)
        boxes, labels = [], []
        for column, shift, x in ((self.givers, shifts[0], left), (self.receivers, shifts[1], right)):
            for node in column.values():
                framed = node.cell in self._totals and x == right
                look = "frame" if framed else "bar"
                boxes.append(
                    Box(x, node.top + shift, _BAR, node.height, look, node.cell.text, 0, node.cell.language)
                )
                labels += self._labels(node, shift, x, left_side=x == left)
        return Drawing(
            self._width,
            round(height),
            self._bands(shifts, left + _BAR, right),
            tuple(boxes),
            (),
            tuple(labels),
        )

    def _labels(self, node: _Node, shift: float, x: float, *, left_side: bool) -> list[Label]:
        """Write a bar's name and amount on its outer side."""
        place, anchor = (x - 6, "end") if left_side else (x + _BAR + 6, "start")
        count = len(node.lines) + len(node.note)
        y = node.top + shift + node.height / 2 - LINE * count / 2 + 12
        found = [name_of(node.cell, place, y, node.lines, anchor)]
        if node.note:
            found.append(Label(place, y + LINE * len(node.lines), node.note, anchor, "note"))
        return found

    def _bands(self, shifts: Sequence[float], left: float, right: float) -> tuple[Path, ...]:
        """Draw each payment from its giver's bar to its receiver's."""
        used: dict[tuple[str, Cell], float] = {}
        middle = (left + right) / 2
        found = []
        for each in self._payments:
            thick = self._thick(each)
            middles = []
            for side, cell, column, shift in (
                ("giver", each.giver, self.givers, shifts[0]),
                ("receiver", each.receiver, self.receivers, shifts[1]),
            ):
                taken, own = used.get((side, cell), 0.0), thick if each.amount else column[cell].blank
                middles.append(column[cell].top + shift + taken + own / 2)
                used[side, cell] = taken + own
            a, b = middles
            title = f"{each.giver.text} → {each.receiver.text}: {self._words(each)}"
            language = common_language(each.giver, each.receiver)
            if not each.amount:
                course = f"M{left:g} {a:.1f}C{middle:g} {a:.1f} {middle:g} {b:.1f} {right:g} {b:.1f}"
                found.append(Path(course, "unstated", title, language))
                continue
            over = [f"{y - thick / 2:.1f}" for y in (a, b)]
            under = [f"{y + thick / 2:.1f}" for y in (a, b)]
            course = (
                f"M{left:g} {over[0]}C{middle:g} {over[0]} {middle:g} {over[1]} {right:g} {over[1]}"
                f"V{under[1]}C{middle:g} {under[1]} {middle:g} {under[0]} {left:g} {under[0]}Z"
            )
            found.append(Path(course, "band", title, language))
        return tuple(found)

"""Curves on paper with logarithms on both sides, as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 860, 520, 70, 50, 20, 250
#: Colours that people tell apart, whatever kind of colours they see (Okabe and Ito).
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a6d00", "#7f3c8d")


@dataclass(frozen=True)
class Curve:
    """A name and its points, x and y above 0."""

    name: str
    points: Sequence[tuple[float, float]]


def plot(curves: Sequence[Curve], across: str, up: str) -> str:
    """Draw the curves with a grid at the powers of ten."""
    points = [point for curve in curves for point in curve.points]
    (low, high), (least, most) = (_powers([point[axis] for point in points]) for axis in (0, 1))

    def x(value: float) -> float:
        return _LEFT + (math.log10(value) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (math.log10(value) - least) / (most - least) * (_HEIGHT - _BOTTOM - _TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        'font-size="13"><rect width="100%" height="100%" fill="#fff"/>'
    ]
    for power in range(low, high + 1):
        parts.append(_line(x(10**power), y(10**least), x(10**power), y(10**most)))
        parts.append(_text(x(10**power), _HEIGHT - _BOTTOM + 18, f"{10**power:,}", "middle"))
    for power in range(least, most + 1):
        parts.append(_line(x(10**low), y(10**power), x(10**high), y(10**power)))
        parts.append(_text(_LEFT - 6, y(10**power) + 4, f"{10**power:,g}", "end"))
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, across, "middle"))
    parts.append(_text(_LEFT, 14, up, "end"))
    for number, curve in enumerate(curves):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in curve.points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}"/>' for a, b in curve.points]
        height = _TOP + 20 + 22 * number
        parts.append(
            f'<rect x="{_WIDTH - _RIGHT + 20}" y="{height - 10}" width="12" height="12" fill="{colour}"/>'
        )
        parts.append(_text(_WIDTH - _RIGHT + 38, height, curve.name, "start"))
    return "\n".join([*parts, "</svg>\n"])


def _powers(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten that values lie between."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'

"""How long work tells the person how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called when a step begins, moves on or ends."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say that `done` of `total` parts of `step` are done."""


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""

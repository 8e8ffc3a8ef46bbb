"""Results that are kept, but only those of what is short: whatever else a client sends is sent once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
R = TypeVar("R")


def memoized(
    most: int, size: Callable[..., int], longest: int
) -> Callable[[Callable[[*Ts], R]], Callable[[*Ts], R]]:
    """Have a function keep its results for the `most` last arguments whose `size` is at most `longest`."""

    def decorate(function: Callable[[*Ts], R]) -> Callable[[*Ts], R]:
        kept = lru_cache(most)(function)

        @wraps(function)
        def call(*arguments: *Ts) -> R:
            return kept(*arguments) if size(*arguments) <= longest else function(*arguments)

        return call

    return decorate

"""Work that is under way, by key: whoever wants the same waits for it and does not do it again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..errors import EngineError

T = TypeVar("T")


@dataclass
class Outcome(Generic[T]):
    """What some work ended with, for those who waited for it; neither where whoever did it gave it up, or was
    refused on an account of its own."""

    value: T | None = None
    error: EngineError | None = None


class Flights(Generic[T]):
    """Work under way on one event loop."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, asyncio.Future[Outcome[T]]] = {}

    async def join(self, key: Hashable) -> Outcome[T] | None:
        """Wait for work that is under way and return how it ended; None, at once, where there is none."""
        flight = self._flights.get(key)
        return None if flight is None else await asyncio.shield(flight)

    async def lead(self, key: Hashable, work: Awaitable[T]) -> T:
        """Do work of which nobody else does the same now; what goes wrong is told to all who wait, but
        for what concerns its doer alone."""
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        outcome = Outcome[T]()
        try:
            outcome.value = await work
            return outcome.value
        except EngineError as error:
            outcome.error = None if error.of_asker else error
            raise
        finally:
            del self._flights[key]
            flight.set_result(outcome)

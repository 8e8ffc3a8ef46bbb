"""One publication at a time in an engine: whoever publishes leaves a claim there, and renews it to the end.

No engine locks anything for us, nor do all of them look and write in one step. So each claims first and looks
then: of two who began at once, at least one sees the other. A claim that nobody renews was left behind.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TypeVar

import pyoxigraph as ox

from ..errors import EngineError
from .loading import PublishError
from .record import Recorder
from .service import Service

#: Seconds between two renewals, and between two looks at what others do.
BEAT, _LOOK = 5.0, 1.0
#: Seconds in which a claim that somebody holds is renewed, where no long exchange delays it.
PATIENCE = 20.0
#: Seconds that a claim may take: an engine that exchanges graphs lets others wait.
_LONG, _SHORT = 300.0, 5.0

_T = TypeVar("_T")


class Claim:
    """The claim of one publication."""

    def __init__(self, service: Service, recorder: Recorder, snapshot: str) -> None:
        self._service = service
        self._graph = f"{recorder.staging}claims"
        self._mine = f"{self._graph}#{os.urandom(8).hex()}"
        self._who = f"of {snapshot} from {socket.gethostname()}, process {os.getpid()}"

    async def during(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """Do some work alone; raises PublishError where another publication is under way, or takes over."""
        try:
            await self._write(f"INSERT DATA {{ {self._in(self._said(0))} }}")
            if await self._service.has_graph_store():
                # The same once more: that it cannot be loaded is told before anything is done.
                await self._service.load(self._graph, self._said(0).encode(), False, _LONG)
            async with asyncio.TaskGroup() as group:
                renewing = group.create_task(self._renew())
                await self._wait_for_others()
                done = await work()
                renewing.cancel()
        except BaseException:
            with suppress(EngineError):
                await self._leave(_SHORT, insist=False)
            raise
        await self._leave(_LONG, insist=True)
        return done

    async def shows_in_default(self) -> bool:
        """Whether the engine's default graph is the union of the named ones, as the claim in one tells."""
        return await self._service.ask(f"ASK {{ <{self._mine}> ?p ?o }}", _LONG, insist=True)

    async def _wait_for_others(self) -> None:
        """Return when no other claim is left, or those that are were not renewed for a while."""
        first, until = await self._others(), time.monotonic() + PATIENCE
        now: Mapping[str, tuple[str, str]] = first
        while now:
            alive = [who for claim, (beat, who) in now.items() if first.get(claim, ("",))[0] != beat]
            if alive:
                raise PublishError(
                    f"Another publication into this engine is under way: {alive[0]}. Publish again when it "
                    "has ended."
                )
            if time.monotonic() > until:
                for claim, (beat, _) in now.items():
                    # Where it was renewed in the same moment, it stays.
                    held = f"<{claim}> <{self._graph}#beat> {beat} ; ?p ?o"
                    await self._write(
                        f"DELETE {{ {self._in(f'<{claim}> ?p ?o')} }} WHERE {{ {self._in(held)} }}"
                    )
            else:
                await asyncio.sleep(_LOOK)
            now = await self._others()

    async def _renew(self) -> None:
        """Renew the claim for ever; raises PublishError where somebody took it for left behind."""
        number = 0
        while True:
            await asyncio.sleep(BEAT)
            number += 1
            renewal = asyncio.create_task(self._renewed(number))
            try:
                if not await asyncio.shield(renewal):
                    raise PublishError("Another publication into this engine took over; publish again.")
            finally:
                # An engine that did it beside what takes the claim away could leave a part of it.
                await asyncio.wait([renewal], timeout=_SHORT)

    async def _renewed(self, number: int) -> bool:
        """Renew the claim; return whether it is there, as far as is known."""
        gone, there = self._in(f"<{self._mine}> ?p ?o"), self._in(self._said(number))
        with suppress(EngineError):  # of which the work itself will tell, or the next renewal
            await self._service.update(
                f"DELETE {{ {gone} }} INSERT {{ {there} }} WHERE {{ {gone} }}", _LONG, again=False
            )
            return self._mine in await self._claims(insist=False)
        return True

    async def _leave(self, seconds: float, insist: bool) -> None:
        gone = f"DELETE WHERE {{ {self._in(f'<{self._mine}> ?p ?o')} }}"
        await self._service.update(gone, seconds, again=insist)

    async def _others(self) -> dict[str, tuple[str, str]]:
        return {claim: said for claim, said in (await self._claims(True)).items() if claim != self._mine}

    async def _claims(self, insist: bool) -> dict[str, tuple[str, str]]:
        """Return claim -> how often it was renewed, as SPARQL writes it, and whose it is."""
        pattern = self._in(f"?s <{self._graph}#beat> ?beat ; <{self._graph}#who> ?who")
        text = f"SELECT ?s ?beat ?who WHERE {{ {pattern} }}"
        rows = await self._service.select(text, ("s", "beat", "who"), _LONG, insist)
        return {claim.value: (str(beat), who.value) for claim, beat, who in rows}

    async def _write(self, update: str) -> None:
        await self._service.update(update, _LONG, again=True)

    def _said(self, beat: int) -> str:
        """Return the claim's statements, in N-Triples."""
        said = {"beat": str(beat), "who": self._who}
        return "".join(
            f"<{self._mine}> <{self._graph}#{name}> {ox.Literal(value)} .\n" for name, value in said.items()
        )

    def _in(self, content: str) -> str:
        return f"GRAPH <{self._graph}> {{ {content} }}"

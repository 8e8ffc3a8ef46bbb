"""What the workers do: queries that are run, one or several after the other by the same worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile

from ..clock import Clock
from ..errors import EngineError, EngineUnavailable, QueryMemory
from ..query import Answer
from ..refusals import refusal
from .frames import LEFT, Frame
from .line import Line, Turn
from .process import WorkerProcess
from .staff import Staff
from .usage import MUCH, Usage

#: Seconds by the clock up to which a run is not looked at more closely: it used no more than that.
SHORT = 0.02
#: Seconds that a client is taken to have used where a worker has to be started anew on its account, which
#: costs the others as much as a long query: so many that it has used much for a while, though it gave up at
#: once.
_PRICE = 2 * MUCH
#: Queries that a worker has at most at once; and how many more it may have for each that is answered, once it
#: left some.
_MOST, _MORE = 8, 1 / 16
#: Bytes of a query that may follow another one.
_BRIEF = 1 << 12


@dataclass(eq=False, kw_only=True)
class Place(Turn[Answer]):
    """One query's place in the line; while a worker has the query, and after that, it is of a `run`."""

    request: Frame
    run: Run | None = None


@dataclass(eq=False)
class Run:
    """A worker with queries: the first of the `places` is the one that it answers now, the others follow it.

    `since` is when it began with the first, a time of the pool's clock in seconds, and `is_long` whether that
    counts as a long one by now. `preempted`: it was ended in favour of short ones, and is to start anew; one
    that `returns` from there is not ended a second time. `before`: what the worker had used of the processors
    when it began, or about that. `done`: how many it is through with.
    """

    worker: WorkerProcess
    places: deque[Place]
    since: float
    is_long: bool
    preempted: bool = False
    before: float | None = None
    done: int = 0

    @property
    def client(self) -> str:
        """Whose query it answers."""
        return self.places[0].client

    @property
    def returns(self) -> bool:
        """Whether the query was served already, and came back."""
        return self.places[0].returns

    def used(self, now: float) -> float:
        """Return the seconds of processors that the query has used; by the clock, a busy machine would count
        too."""
        clock = now - self.since
        if clock < SHORT:
            return clock
        used = self.worker.processor()
        if used is None:
            return clock
        if self.before is None:
            self.before = used - min(clock, 2 * SHORT)
        return used - self.before

    @property
    def followers(self) -> list[Place]:
        """The queries that wait behind it here, and nowhere else."""
        return [each for each in islice(self.places, 1, None) if each.run is self]

    @property
    def is_unwanted(self) -> bool:
        """Whether nobody waits for it here."""
        return self.places[0].run is not self or self.places[0].reply.done()

    def is_at(self, place: Place) -> bool:
        """Whether the worker answers this place's query now."""
        return bool(self.places) and self.places[0] is place

    def next(self, now: float) -> Place:
        """Return the place of the query that was answered, and go on with the next."""
        self.since, self.before, self.done = now, None, self.done + 1
        answered = self.places.popleft()
        self.is_long = bool(self.places) and self.places[0].is_long
        return answered


class Runs:
    """The runs of a pool's workers, from when they begin until each of their queries has its answer, or waits
    in the line again."""

    def __init__(self, staff: Staff, line: Line[Place], usage: Usage, clock: Clock, memory: int) -> None:
        """Have the idle ones of a staff work, which may use `memory` bytes each."""
        self._staff, self._line, self._usage, self._clock = staff, line, usage, clock
        self._memory = memory
        self._runs: set[Run] = set()
        #: How many queries a worker gets at once, by how many it was through with soon.
        self._together = float(_MOST)

    def __iter__(self) -> Iterator[Run]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)

    def start(self, place: Place) -> None:
        """Give a query to the idle worker that was used last. Those that wait behind it go there too, as many
        as it is soon through with, so that no process is woken for each."""
        idle = self._staff.idle
        places = deque([place])
        if not place.returns:
            share = -(-len(self._line) // len(idle))
            places += takewhile(_is_brief, self._line.after(place, min(share, int(self._together)) - 1))
        run = Run(idle.pop(), places, self._clock.now, place.is_long)
        for each in places:
            self._line.leave(each)
            each.run = run
        self._runs.add(run)
        run.worker.ask([each.request for each in places], partial(self._hear, run), partial(self.end, run))

    def end(self, run: Run, problem: EngineError | None = None) -> None:
        """End a run's first query in its midst, with a problem where somebody waits for it."""
        first, now = run.places.popleft(), self._clock.now
        if first.run is run:
            self._charge(first.client, run.used(now) + _PRICE, now)
            if problem is not None:
                first.fail(problem)
        self._part(run, healthy=False)

    def let_go(self, run: Run) -> None:
        """Have the queries that follow one that turns out to take longer wait for another worker."""
        followers = run.followers
        if followers:
            run.worker.stop()
            for place in followers:
                self._let_back(run, place)

    def _hear(self, run: Run, reply: Frame) -> None:
        """Take a worker's reply to the first of its queries."""
        now = self._clock.now
        if LEFT in reply.header:
            self._together = max(1.0, min(self._together, run.done))
            self._let_back(run, run.next(now))
        else:
            try:
                answer = self._read(run.worker, reply)
            except EngineError as problem:
                self.end(run, problem)
                return
            # One that made room costs a worker, too: else it would be taken for a short one again.
            used = run.used(now) + (_PRICE if run.preempted else 0.0)
            place = run.next(now)
            self._charge(place.client, used, now)
            self._together = min(_MOST, self._together + _MORE)
            if place.run is run:
                place.tell(answer)
        if not run.places or run.preempted:
            self._part(run, healthy=not run.preempted)

    def _charge(self, client: str, seconds: float, now: float) -> None:
        """Count what a query of a client used."""
        self._usage.add(client, seconds, now)
        if seconds >= SHORT:
            self._line.judge(client, now)

    def _read(self, worker: WorkerProcess, reply: Frame) -> Answer | EngineError:
        """Return a reply's answer, or why there is none; raises EngineError where its worker has to go."""
        told = reply.header
        if "error" not in told:
            return Answer(told["form"], told["media_type"], worker.content(reply))
        refused = refusal(told, self._memory)
        if isinstance(refused, QueryMemory):  # a worker that ran into its limit and lived may be in pieces
            raise refused
        return refused

    def _part(self, run: Run, healthy: bool) -> None:
        """Take the worker from a run, whose other queries wait again."""
        for place in run.places:
            self._let_back(run, place)
        run.places.clear()
        self._runs.discard(run)
        self._staff.give_back(run.worker, healthy)

    def _let_back(self, run: Run, place: Place) -> None:
        """Have a query wait again that its worker did not begin."""
        if place.run is not run or place.reply.done():
            return
        if self._staff.closed:
            place.fail(stopping())
            return
        place.run = None
        self._line.rejoin(place)
        self._line.judge(place.client, self._clock.now)


def _is_brief(place: Place) -> bool:
    return len(place.request.body) <= _BRIEF


def stopping() -> EngineUnavailable:
    """Return what is told of a query that no worker will have."""
    return EngineUnavailable("The server is stopping, or has just taken new data. Ask again.")

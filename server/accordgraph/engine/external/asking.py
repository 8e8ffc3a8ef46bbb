"""The second implementation of `QueryEngine`: an engine of other people, behind the same guards."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from ...graph.names import BELIEVED, Names
from ...graph.reading.tokens import LONGEST
from ..answering.writing import write_graph, write_results
from ..errors import (
    LESS,
    AnswerTooLarge,
    DataExchanged,
    EngineDeclined,
    EngineError,
    EngineFailed,
    EngineOverlong,
    EngineSlow,
    QueryTimeout,
    QueryUnsupported,
)
from ..explaining.plain import plain
from ..query import Answer, Form, Query, Wish
from ..workers.columns import with_columns
from ..workers.datasets import naming
from ..workers.gate import Gate
from ..workers.grammar import as_the_engine_reads
from ..workers.pool import PROBE_LIMIT, PoolLimits, WorkerPool
from ..workers.starting import WorkerSetting
from . import results
from .clarity import require_clear
from .record import PUBLISHED, Holding, Recorder, mismatch
from .service import Dataset, Service
from .wording import (
    Chosen,
    dataset,
    selects_within,
    within,
    without_from,
    without_traps,
    worded,
)

#: Graphs that a query is given the names of; where there are more, it is held to what their names begin with:
#: to name a thousand takes an engine seventy times as long as to answer.
LISTED = 200


@dataclass(frozen=True)
class Scope:
    """What an engine is asked about: the snapshot's identity, the name of its publication, "" where that is
    not known, its base, prefixes and named graphs."""

    snapshot: str
    publication: str
    base: str
    prefixes: dict[str, str]
    graphs: Sequence[str]


class ExternalEngine:
    """Answers queries by an engine that speaks SPARQL, once a process of ours has found nothing wrong.

    A query is put to a worker on an empty store first: that refuses what is no SPARQL, what calls other
    endpoints or changes anything, and what would crash a parser; it tells the form of the answer, and whether
    there is a format for it. A query that takes too long with nothing to find takes too long.
    """

    def __init__(
        self,
        service: Service,
        scope: Scope,
        holding: Holding,
        limits: PoolLimits,
        memory: int,
        most: int,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self.limits = limits
        self._service, self._scope, self._holding, self._most = service, scope, holding, most
        self._believed = Names(scope.base).graph(BELIEVED)
        self._graphs = dict.fromkeys(scope.graphs)
        self._recorder = Recorder(scope.base)
        self._union: bool | None = None
        self._gate = Gate(limits.workers, limits.waiting, limits.patience, loop)
        setting = WorkerSetting(None, memory, scope.base, scope.prefixes)
        self._checker = WorkerPool(setting, limits, loop)

    def start(self) -> None:
        """Wait until queries can be checked; raises EngineUnavailable where no process can be started."""
        self._checker.start()

    async def answer(self, query: Query, wish: Wish, client: str = "") -> Answer:
        """Answer one query; see `QueryEngine`. Waiting for a place does not count against the time limit.

        Raises DataExchanged where the engine holds another publication by the end.
        """
        checked = await self._checker.answer(query, wish, client)
        # A long query is read word by word, which takes a while; an escape may spell any of its words.
        query = replace(query, text=await asyncio.to_thread(self._clear, query.text))
        chosen = await self._chosen(query, client)
        text, graphs = await asyncio.to_thread(self._prepared, query, checked, chosen)
        if graphs.named:
            text, graphs = await self._held(text, graphs, chosen is None)
        async with self._gate.place(client):
            self._holding.require()
            body = await self._asked(text, checked.form, graphs)
            # No publication ever returns: one that is still there was there all the while.
            record = await self._recorder.glance(self._service, self.limits.timeout)
            if record.publication != self._scope.publication:
                raise DataExchanged
            # A large answer takes longer to be written than to be given, and as long as it is it counts.
            content = await asyncio.to_thread(self._written, body, checked)
        if isinstance(content, EngineError):
            raise content
        return Answer(checked.form, checked.media_type, content)

    async def probe(self) -> bool:
        """Whether queries are answered; raises the EngineError that says why not."""
        record = await self._recorder.glance(self._service, PROBE_LIMIT)
        if record.snapshot != self._scope.snapshot:
            raise DataExchanged(mismatch(record.snapshot, self._scope.snapshot))
        return await self._checker.probe()

    @property
    def busy(self) -> int:
        """The queries that run."""
        return self._gate.busy

    @property
    def waiting(self) -> int:
        """The queries that wait for a place."""
        return self._gate.waiting + self._checker.waiting

    def close(self) -> None:
        """End the processes that check queries, from any thread; what runs comes to its end."""
        self._checker.close()

    def join(self, seconds: float) -> bool:
        """Wait in another thread until all of them have ended; return whether they have."""
        return self._checker.join(seconds)

    def _clear(self, text: str) -> str:
        read = plain(text)
        require_clear(read, self._scope.prefixes)
        text = without_traps(read)
        # Many an engine is the one by which queries are checked here.
        return as_the_engine_reads(text) if len(text) <= LONGEST else text

    async def _chosen(self, query: Query, client: str) -> Chosen | None:
        """Return the graphs that a request names, else those that its query names; None where none are."""
        if query.default_graphs is not None or query.named_graphs is not None:
            return query.default_graphs or (), query.named_graphs or ()
        named = "from" in query.text.lower()  # most have none, and need no thread to tell
        asked = await asyncio.to_thread(naming, query.text) if named else None
        if asked is None:
            return None
        # The process that checks queries knows what their names stand for; the web's never reads a query.
        told = await self._checker.answer(Query(asked), Wish(), client)
        return results.graphs(told.body)

    def _prepared(self, query: Query, checked: Answer, chosen: Chosen | None) -> tuple[str, Dataset]:
        scope, text = self._scope, query.text
        if checked.form == "select":
            text = with_columns(text, lambda _: results.columns(checked))
        if chosen is not None:
            text = without_from(text)
        graphs = dataset(text, chosen, self._believed, self._graphs)
        return worded(text, scope.base, scope.prefixes), graphs

    async def _held(self, text: str, graphs: Dataset, all_of_them: bool) -> tuple[str, Dataset]:
        """Return a query with GRAPH held to the graphs of the snapshot: where it names others, which some
        engines do not leave out, and where those of the snapshot are too many to be listed.

        The latter only where the engine has what is believed as its default graph: no request can name that
        graph alone and leave the others in reach; and where GRAPH has no SELECT within, for which its name
        is another variable. Raises QueryUnsupported where the engine lets such a SELECT reach other graphs.
        """
        nested = await asyncio.to_thread(selects_within, text)
        if nested and await self._service.strays():
            raise QueryUnsupported(
                "In this engine, a SELECT within “GRAPH ?g” is not held to the graphs of the dataset. Put "
                "GRAPH into that SELECT instead."
            )
        many = all_of_them and len(graphs.named) > LISTED and not nested and not await self._shows_all()
        held = await asyncio.to_thread(within, text, partial(self._condition, many))
        if held is None:
            return text, graphs
        return held, Dataset() if many else graphs

    async def _shows_all(self) -> bool:
        if self._union is None:
            self._union = await self._recorder.shows_in_default(self._service, PROBE_LIMIT)
        return self._union

    def _condition(self, many: bool, term: str) -> str:
        """Return the condition that a graph is one of the snapshot's, not one that a publication keeps; ""
        where that is known."""
        if (term[0] in "?$" and not many) or term[1:-1] in self._graphs:
            return ""
        graphs, recorder = Names(self._scope.base).graph(""), self._recorder
        name = f"STR({term})"
        return (
            f'STRSTARTS({name}, "{graphs}") && !STRSTARTS({name}, "{recorder.staging}") && '
            f'{name} != "{self._believed}" && {name} != "{graphs}{PUBLISHED}"'
        )

    async def _asked(self, text: str, form: Form, graphs: Dataset) -> bytes:
        try:
            return await self._service.query(text, form, self.limits.timeout, graphs, self._most)
        except EngineSlow as slow:
            raise QueryTimeout(f"{slow} {LESS}") from slow
        except EngineDeclined as declined:  # whoever asked may ask for something else
            raise QueryUnsupported(str(declined)) from declined
        except EngineOverlong as long:
            raise AnswerTooLarge(str(long)) from long

    def _written(self, body: bytes, checked: Answer) -> bytes | EngineError:
        """Return an engine's answer in the wished format, or the error that it is.

        An error that went to another thread would take its traceback along, and with it what was being read,
        which must be let go where it was made.
        """
        try:
            return self._write(body, checked)
        except EngineError as error:
            found: EngineError = error
        except (SyntaxError, ValueError, OSError):
            found = EngineFailed("The engine's answer breaks off, or is malformed.")
        found.__cause__ = found.__context__ = None
        return found.with_traceback(None)

    def _write(self, body: bytes, checked: Answer) -> bytes:
        odd = self._service.is_odd
        if checked.form == "graph":
            found = results.triples(body)
            return write_graph(lambda: found, checked.media_type, self._scope.prefixes)
        if checked.form == "ask":
            truth = results.as_boolean(results.truth(body, odd))
            return write_results(lambda: truth, checked.media_type)
        return write_results(results.solutions(body, odd), checked.media_type)

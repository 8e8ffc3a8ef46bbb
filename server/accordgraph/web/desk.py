"""What all requests share, made once for an application."""

from __future__ import annotations

import asyncio
import math
import sys
from collections import Counter

from werkzeug.exceptions import abort

from ..engine.errors import EngineError, kinds
from ..engine.query import Answer, Query, Wish
from ..engine.workers.gate import Gate
from ..graph.versions.releases import Releases
from .config import WebConfig
from .data.backing import CONNECTIONS
from .data.live import Follower, Live
from .running import BadQueryId, Running
from .serving.downloads import Downloads
from .serving.log import Log
from .serving.metrics import Metrics
from .serving.replay import Replay
from .serving.shares import Shares
from .serving.turns import Turns
from .serving.watching import watch
from .serving.wsgi import CLIENT, QUERY_ID, REPEATABLE, Environ

#: Pages and documents that are made at the same time from a snapshot's own database. Python runs one thread
#: at a time, and more of them only take turns at each look into the store: sixteen at once got half as many
#: documents done as two, and held up the event loop. Those from an engine wait for it, and may be as many as
#: it has connections for.
_MADE_HERE = 3
MAKING = CONNECTIONS
#: Requests for dumps that are begun at the same time, and of one client: where the disk of these does not
#: answer, they hold so many threads for as long.
FILES, _FILES_OF_ONE = 8, 2
#: Requests at the endpoint for each query that may run or wait. Some wait for their turn or for the answer to
#: another one, and which queries are too many the line decides, which knows who used little.
_ASKING = 4
#: Bytes of bodies whose queries wait or run: as texts to read and to hand on, they take six times as much.
_QUERIES = 64 << 20


class _Counting:
    """Counts the error that a query gets in a block in place of an answer."""

    def __init__(self, failures: Counter[str]) -> None:
        self._failures = failures

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, EngineError):
            self._failures[error.kind] += 1


class Desk:
    """The snapshot that is followed, the caches, the places for requests, and what is counted.

    Queries are answered on one event loop.
    """

    def __init__(self, config: WebConfig, loop: asyncio.AbstractEventLoop, log: Log) -> None:
        self.config = config
        self.loop = loop
        self.log = log
        self.replay = Replay(config.cache.memory)
        self.metrics = Metrics()
        self.running = Running(loop)
        making = _MADE_HERE if config.engine is None else MAKING
        self.turns = Turns(making - 1, Gate(making, sys.maxsize, math.inf, loop))
        self.file_turns = Turns(_FILES_OF_ONE, Gate(FILES, sys.maxsize, math.inf, loop))
        places = _ASKING * (config.limits.workers + config.limits.waiting)
        self.queries = Shares(places, config.door.query_share, "queries", _QUERIES)
        door = config.door
        self.downloads = Downloads(door.downloads, door.download_share, door.download_disk)
        #: From 0 on: a rate does not see a series that begins with its first failure.
        self.failures = Counter({each.kind: 0 for each in kinds() if "kind" in vars(each)})
        self.counting = _Counting(self.failures)
        self.releases = Releases(config.releases)
        self.follower = Follower(config, loop)

    async def ask(self, live: Live, query: Query, wish: Wish, environ: Environ) -> Answer:
        """Have a snapshot's engine answer a query for the client of a request; raises EngineError.

        The client can stop it by the id that it sends as Query-Id. Aborts with 400 where that will not do.
        """
        try:
            with self.counting, self.running.register(environ.get("HTTP_QUERY_ID")) as name:
                environ[QUERY_ID] = name
                waits = self.follower.busy >= self.config.limits.workers
                with watch(environ, lambda: self.running.stop(name), waits):
                    answer = await live.engine.answer(query, wish, environ.get(CLIENT, ""))
        except BadQueryId as bad:
            abort(400, str(bad))
        if answer.repeatable:
            environ[REPEATABLE] = live.key
        return answer

    def gauges(self) -> dict[str, tuple[str, str, float]]:
        """Return the figures of this moment for `Metrics.text`."""
        hits, kept = "Requests answered from a cache.", "Bytes that a cache holds."
        size = "accordgraph_cache_bytes"
        figures: dict[str, tuple[str, str, float]] = {
            "accordgraph_queries": ("gauge", "Requests at the endpoint.", self.queries.taken),
            "accordgraph_queries_running": ("gauge", "Queries that run.", self.follower.busy),
            "accordgraph_queries_waiting": ("gauge", "Queries that wait.", self.follower.waiting),
            "accordgraph_downloads": ("gauge", "Large responses that are being sent.", self.downloads.taken),
            "accordgraph_download_bytes": ("gauge", "Bytes of the answers among them.", self.downloads.size),
            'accordgraph_cache_hits_total{cache="replay"}': ("counter", hits, self.replay.hits),
            'accordgraph_cache_hits_total{cache="answers"}': ("counter", hits, self.follower.cache.hits),
            "accordgraph_log_lines_dropped_total": (
                "counter",
                "Lines that stderr did not take in time.",
                self.log.dropped,
            ),
            "accordgraph_cache_misses_total": ("counter", "Answers computed.", self.follower.cache.misses),
            f'{size}{{cache="replay"}}': ("gauge", kept, self.replay.size),
            f'{size}{{cache="answers"}}': ("gauge", kept, self.follower.cache.memory),
            f'{size}{{cache="disk"}}': ("gauge", kept, self.follower.cache.disk),
        }
        for kind, number in sorted(self.failures.items()):
            name = f'accordgraph_query_failures_total{{reason="{kind}"}}'
            figures[name] = ("counter", "Queries without an answer; killed ones among them.", number)
        return figures

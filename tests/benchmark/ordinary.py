"""Ordinary readers, in a process of their own: pages, entities and small queries, at an even pace.

`python -m benchmark.ordinary URL AGREEMENTS` asks until its standard input ends, then prints what it got as
JSON: a list of [kind, moment due, seconds from then, status], the moment by the machine's monotonic clock,
status 0 where there was no answer.
"""

from __future__ import annotations

import http.client
import json
import math
import random
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

#: Requests that may wait at the same time; more than a server at a standstill gets in half a minute.
_READERS = 600
#: Seconds from one request to the next: the machine is left some air.
_PACE = 0.02
_LIMIT = 30
_QUERY = "SELECT ?p ?o WHERE {{ <https://w3id.org/accordgraph/id/agreement/agreement-{}> ?p ?o }} LIMIT {}"


@dataclass(frozen=True)
class Request:
    """One request of an ordinary reader: when it was due, how long from then, and what became of it."""

    kind: str
    due: float
    seconds: float
    status: int

    @property
    def failed(self) -> bool:
        """Whether it had no answer, or not the one it should have."""
        return self.status != 200


@dataclass
class Readers:
    """What ordinary readers got; filled when they have stopped."""

    requests: list[Request] = field(default_factory=list)

    def between(self, began: float, ended: float) -> list[Request]:
        """The requests that began within a time."""
        return [each for each in self.requests if began <= each.due < ended]


@contextmanager
def reading(url: str, agreements: int) -> Iterator[Readers]:
    """Let ordinary readers read while a block runs."""
    readers = Readers()
    command = [sys.executable, "-m", "benchmark.ordinary", url, str(agreements)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield readers
        finally:
            output, _ = process.communicate(timeout=_LIMIT + 30)
            readers.requests += [Request(*each) for each in json.loads(output)]


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` of the values do not exceed; not a number where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1)] if ordered else math.nan


def seconds(requests: Iterable[Request]) -> list[float]:
    """How long each took."""
    return [each.seconds for each in requests]


def _kinds(draw: random.Random, agreements: int) -> tuple[tuple[str, str], ...]:
    """What ordinary readers ask for, about some agreement."""
    number = draw.randint(1, agreements)
    query = urllib.parse.quote(_QUERY.format(number, draw.randint(100, 10_000)))
    return (
        ("query", f"/sparql?query={query}"),
        ("entity", f"/doc/agreement/agreement-{number}.ttl"),
        ("page", f"/doc/agreement/agreement-{number}.html"),
        ("health", "/health"),
    )


def _ask(host: str, port: int | None, kind: str, path: str, due: float) -> Request:
    # Readers are many people: each request comes from one of fifty addresses.
    source = (f"127.0.3.{int(due / _PACE) % 50 + 1}", 0)
    connection = http.client.HTTPConnection(host, port, _LIMIT, source)
    try:
        connection.request("GET", path, headers={"Accept": "*/*"})
        reply = connection.getresponse()
        reply.read()
        status = reply.status
    except (OSError, http.client.HTTPException):
        status = 0
    finally:
        connection.close()
    return Request(kind, due, time.monotonic() - due, status)


def _wait_for_the_end(stopped: threading.Event) -> None:
    sys.stdin.read()
    stopped.set()


def _main(url: str, agreements: int) -> None:
    place, draw, stopped = urllib.parse.urlsplit(url), random.Random(1), threading.Event()  # noqa: S311
    host = place.hostname or ""
    threading.Thread(target=_wait_for_the_end, args=(stopped,), daemon=True).start()
    # Each request has a thread of its own: one that waits holds up no other, and nobody asks less for it.
    with ThreadPoolExecutor(_READERS) as readers:
        asked, due = list[Future[Request]](), time.monotonic()
        while not stopped.wait(max(0.0, due - time.monotonic())):
            kind, path = draw.choice(_kinds(draw, agreements))
            asked.append(readers.submit(_ask, host, place.port, kind, path, due))
            due += _PACE
    found = [each.result() for each in asked]
    json.dump([[each.kind, each.due, each.seconds, each.status] for each in found], sys.stdout)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))

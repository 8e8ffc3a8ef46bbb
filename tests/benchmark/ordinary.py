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
from contextlib import contextmanager
from dataclasses import dataclass, field

_READERS = 4
#: Seconds from one request of a reader to the next: the machine is left some air.
_PACE = 0.05
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


def _read(url: str, agreements: int, seed: int, stopped: threading.Event, found: list[Request]) -> None:
    draw, place = random.Random(seed), urllib.parse.urlsplit(url)  # noqa: S311 - no secret
    assert place.hostname is not None
    # Counted from when each request is due: who has to wait must not ask less for it.
    due = time.monotonic()
    while not stopped.wait(max(0.0, due - time.monotonic())):
        number = draw.randint(1, agreements)
        kind, path = draw.choice(
            (
                (
                    "query",
                    "/sparql?query=" + urllib.parse.quote(_QUERY.format(number, draw.randint(100, 10_000))),
                ),
                ("entity", f"/doc/agreement/agreement-{number}.ttl"),
                ("page", f"/doc/agreement/agreement-{number}.html"),
                ("health", "/health"),
            )
        )
        status = 0
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=_LIMIT)
        try:
            connection.request("GET", path, headers={"Accept": "*/*"})
            reply = connection.getresponse()
            reply.read()
            status = reply.status
        except (OSError, http.client.HTTPException):
            status = 0
        finally:
            connection.close()
        found.append(Request(kind, due, time.monotonic() - due, status))
        due += _PACE


def _main(url: str, agreements: int) -> None:
    stopped, found = threading.Event(), list[Request]()
    threads = [
        threading.Thread(target=_read, args=(url, agreements, seed, stopped, found))
        for seed in range(_READERS)
    ]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stopped.set()
    for thread in threads:
        thread.join()
    json.dump([[each.kind, each.due, each.seconds, each.status] for each in found], sys.stdout)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))

"""Sending hostile queries, and judging what comes back."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .hostile import Hostile

#: Refused for now, in good order: the client's share is used up.
_SHARE = 429
_PATIENCE = 30


@dataclass(frozen=True)
class Outcome:
    """What a hostile query got: status (0: none), seconds, what is wrong with the answer ("" for nothing)."""

    name: str
    status: int
    seconds: float
    fault: str

    def within(self, limit: float) -> bool:
        """Whether it was in good order, and there within the time limit plus a second."""
        return not self.fault and self.seconds <= limit + 1


def send(url: str, hostile: Hostile, source: str = "127.0.0.2") -> Outcome:
    """Send a hostile query by POST, from an address of its own, and read the whole answer."""
    place, body = urllib.parse.urlsplit(url), hostile.text.encode()
    assert place.hostname is not None
    headers = {"Content-Type": "application/sparql-query", "Accept": "*/*"}
    connection = http.client.HTTPConnection(place.hostname, place.port, _PATIENCE, source_address=(source, 0))
    began = time.monotonic()
    try:
        # A body that is too large may be refused while it is being sent: the answer may be there.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.request("POST", "/sparql", body, headers)
        reply = connection.getresponse()
        answer = reply.read()
    except (OSError, http.client.HTTPException) as lost:
        return Outcome(hostile.name, 0, time.monotonic() - began, f"no answer: {type(lost).__name__}")
    finally:
        connection.close()
    took = time.monotonic() - began
    return Outcome(hostile.name, reply.status, took, _fault(hostile, reply, answer))


def crowd(url: str, queries: Sequence[Hostile], attackers: int, duration: float) -> Counter[str]:
    """Have several attackers, each with an address of its own, send queries at once for some seconds."""
    until, found, lock = time.monotonic() + duration, Counter[str](), threading.Lock()

    def attacker(number: int) -> None:
        turn = number
        while time.monotonic() < until:
            outcome = send(url, queries[turn % len(queries)], f"127.0.1.{number + 1}")
            turn += attackers
            with lock:
                found[outcome.fault or str(outcome.status)] += 1
            time.sleep(0.05)

    threads = [threading.Thread(target=attacker, args=(number,)) for number in range(attackers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _fault(hostile: Hostile, reply: http.client.HTTPResponse, answer: bytes) -> str:
    if reply.status not in hostile.proper | {_SHARE}:
        return f"status {reply.status}"
    if b"Traceback (most recent call last)" in answer:
        return "a traceback"
    kind = reply.headers.get_content_type()
    if reply.status != 200 and kind != "application/problem+json":
        return f"an error as {kind}"
    return ""

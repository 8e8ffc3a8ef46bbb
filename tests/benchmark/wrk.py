"""Driving wrk (https://github.com/wg/wrk), the client of all measurements."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median_low

#: Signs in a query that wrk replaces: by a number that no other request has, and by one of an agreement.
FRESH, AGREEMENT = "FRESHNUMBER", "AGREEMENTNUMBER"
#: Seconds for an answer where none came within the time of a measurement.
PATIENCE = 180.0
#: Seconds that a request under load may take; most are still under way when the measurement ends.
_LATE = 60
_FEW = 100

#: What the client writes at the end.
_REPORT = """
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency.mean, latency:percentile(50), latency:percentile(99), e.status,
    e.connect + e.read + e.write + e.timeout))
end
"""
#: Another request each time. Each thread counts for itself from a start of its own, so that no two are alike.
_CHANGING = """
local started, count = 0, 0
local head, tail
function setup(thread)
  started = started + 1
  thread:set("first", {seed} * 10000000 + started * 4000037)
end
function init(arguments)
  head, tail = wrk.format("GET", "PATH"):match("^(.-)PATH(.*)$")
end
function request()
  count = count + 1
  local fresh = string.format("%d", first + count)
  local agreement = string.format("%d", (first + count * 7919) % {agreements} + 1)
  return head .. {path} .. tail
end
"""
#: Where a sign begins and ends in a path.
_SIGNS = re.compile(f"({FRESH}|{AGREEMENT})")


@dataclass(frozen=True)
class Measured:
    """Requests per second, and latencies in seconds; `failed` are answers that were not 2xx, or none."""

    rate: float
    p50: float
    p99: float
    failed: int


@dataclass(frozen=True)
class Load:
    """What wrk is to do: how many connections, for how many seconds."""

    connections: int
    seconds: int


def measure(url: str, path: str, accept: str, load: Load, agreements: int) -> Measured | None:
    """Have wrk ask for a path; None where nothing is answered in time.

    The path may hold FRESH and AGREEMENT. The numbers go on from one measurement to the next, by the clock,
    so that a cache never has an answer that a measurement calls a first one.
    """
    script = _script(path, _seed(), agreements)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        threads = min(2, load.connections)
        # An answer that comes late, since the machine stood still, is none that failed.
        sizes = (f"-t{threads}", f"-c{load.connections}", f"-d{load.seconds}s", f"--timeout={_LATE}s")
        command = ["wrk", *sizes, "-s", file.name, "-H", f"Accept: {accept}", f"{url}{path}"]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = next(line for line in output.splitlines() if line.startswith("RESULT")).split()[1:]
    requests, micros, mean, p50, p99, refused, lost = map(int, found)
    if requests == refused:
        return None
    # Of few answers, those that were under way at the end are a large part: the latency says more then.
    rate = (requests - refused) / micros if requests > _FEW else load.connections / mean
    return Measured(rate * 1e6, p50 / 1e6, p99 / 1e6, refused + lost)


def _seed() -> int:
    return int(time.monotonic() * 10) % 1_000_000


def _script(path: str, seed: int, agreements: int) -> str:
    """Return what the client runs: as little as can be, since it takes the processor from the server.

    A request that never changes it makes by itself, once; of others, only what changes is made anew.
    """
    names = {FRESH: "fresh", AGREEMENT: "agreement"}
    parts = [names.get(part, f'"{part}"') for part in _SIGNS.split(path) if part]
    if len(parts) == 1:
        return _REPORT
    return _CHANGING.format(path=" .. ".join(parts), seed=seed, agreements=agreements) + _REPORT


def ask_patiently(url: str, path: str, accept: str, load: Load) -> Measured | None:
    """Ask once on each connection, with patience: what is slow has a rate too; None where it is too slow.

    The server has to be one that does nothing else.
    """
    first = _seed()
    paths = [
        path.replace(FRESH, str(first + number)).replace(AGREEMENT, str(7 + number))
        for number in range(load.connections)
    ]
    with ThreadPoolExecutor(load.connections) as threads:
        found = list(threads.map(lambda each: _took(f"{url}{each}", accept), paths))
    took = [each for each in found if each is not None]
    if len(took) < len(found):
        return None
    return Measured(len(took) ** 2 / sum(took), median_low(took), max(took), 0)


def _took(url: str, accept: str) -> float | None:
    """Return how many seconds an answer takes; None where there is none in time."""
    began = time.monotonic()
    try:
        request = urllib.request.Request(url, headers={"Accept": accept})
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            while reply.read(1 << 20):
                if time.monotonic() - began > PATIENCE:
                    return None
    except (OSError, urllib.error.URLError):
        return None
    return time.monotonic() - began

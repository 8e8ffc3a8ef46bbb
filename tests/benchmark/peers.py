"""Our server beside its peers: same run, same data, same client."""

from __future__ import annotations

import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from accordgraph.settings import Settings
from servers import eventually, serving

from .processes import mib, processor_with_ended, watching
from .snapshots import Made, make
from .tables import show, yes
from .tasks import LARGEST, SUMMED, TASKS, Task
from .wrk import FRESH, PATIENCE, Measured, ask_patiently, measure

OURS, OXIGRAPH, RDFLIB = "accordgraph", "oxigraph", "rdflib-endpoint"
_START = 30
#: Seconds between two looks at the memory while rates are measured: each takes the processor from the server,
#: from one with several processes several times as much.
_SELDOM = 0.5
#: Large answers in a row while the memory is watched.
_LARGE = 8

#: Runs in the peers' own environment.
_RDFLIB_SERVER = """
import sys
import pyoxigraph, uvicorn
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
store = OxigraphStore(store=pyoxigraph.Store.read_only(sys.argv[1]))
app = SparqlEndpoint(graph=Dataset(store=store), path="/")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="critical")
"""


@dataclass(frozen=True)
class Contender:
    """A server that runs: its name, its process, its address, and the path of its endpoint."""

    name: str
    pid: int
    url: str
    endpoint: str


@dataclass(frozen=True)
class Row:
    """One task on one server: `busy` is how many processors it kept busy, `peak` its memory in bytes."""

    measured: Measured | None
    busy: float
    peak: int
    patient: bool = False  # nothing came in the time of a measurement, so that it was asked with patience


@dataclass(frozen=True)
class Large:
    """One answer: its size, and in bytes the memory of the processes' own before it and at most, and all that
    was resident at most."""

    name: str
    size: int
    before: int
    most: int
    resident: int


def compare(data: Path, triples: int, environment: Path, only: str = "", rounds: int = 1) -> None:
    """Measure all tasks, or those with `only` in their name, on all servers, and print the tables.

    The servers take turns in each round, since a machine is quicker at one time than at another.
    """
    made = make(data, triples)
    found: dict[tuple[str, str], list[Row]] = {}
    tasks = [task for task in TASKS if only in task.name]
    for task in tasks:
        for turn in range(rounds):
            for name in (OURS, OXIGRAPH, RDFLIB):
                earlier = found.setdefault((task.name, name), [])
                if turn and earlier[0].patient:  # it takes minutes, and its rate hardly changes
                    continue
                row = _row(name, task, made, environment)
                earlier.append(row)
                click.echo(f"{task.name}, {name}: {', '.join(_figures(row))}", err=True)
    rows = {key: _middle(several) for key, several in found.items()}
    series = []
    if LARGEST in tasks:
        with _running(OURS, made, environment) as ours:
            series = _memory(ours)
    click.echo(f"{made.triples:,} statements in the default graph, {made.agreements:,} agreements.")
    _show(tasks, rows)
    if series:
        _show_memory(series)


def _row(name: str, task: Task, made: Made, environment: Path) -> Row:
    """Measure a task on a server that is started anew, and once more where it answers nothing in time.

    What is left behind, such as a query that nobody waits for any more, must not weigh on what comes next.
    """
    agreements = made.agreements
    with _running(name, made, environment) as one:
        row = _measured(one, task, lambda path: measure(one.url, path, task.accept, task.load, agreements))
    if row.measured is None:
        with _running(name, made, environment) as one:
            row = _measured(one, task, lambda path: ask_patiently(one.url, path, task.accept, task.load))
        row = replace(row, patient=True)
    return row


def _middle(rows: list[Row]) -> Row:
    """Return the row of the median rate."""
    return sorted(rows, key=lambda row: row.measured.rate if row.measured else 0)[len(rows) // 2]


def _running(name: str, made: Made, environment: Path) -> AbstractContextManager[Contender]:
    """Run one of the servers; all have the same store."""
    store = str(made.snapshot.store_path)
    if name == OURS:
        return _ours(made)
    if name == OXIGRAPH:
        command = [str(environment / "bin/oxigraph"), "serve-read-only", "--location", store, "--bind"]
        return _peer(name, lambda port: [*command, f"127.0.0.1:{port}"], "/query")
    python = [str(environment / "bin/python"), "-c", _RDFLIB_SERVER, store]
    return _peer(name, lambda port: [*python, str(port)], "/")


@contextmanager
def _ours(made: Made) -> Iterator[Contender]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cache").mkdir()
        places = ("--snapshots", str(made.folder), "--cache", str(folder / "cache"))
        with serving(folder, *places, "--query-timeout", f"{PATIENCE:.0f}") as server:
            # Query processes that are still being started would count as work, and their memory as its price.
            server.staffed(Settings().query_workers)
            eventually(lambda: "\naccordgraph_queries_running 0\n" in server.get("/metrics").body)
            yield Contender(OURS, server.process.pid, server.url, "/sparql")


@contextmanager
def _peer(name: str, command: Callable[[int], list[str]], endpoint: str) -> Iterator[Contender]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(command(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(f"{url}{endpoint}?query=ASK%20%7B%7D", process)
            yield Contender(name, process.pid, url, endpoint)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:  # it may still be busy with a query that nobody waits for
                process.kill()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if time.monotonic() > until or process.poll() is not None:
                raise
            time.sleep(0.1)


def _measured(one: Contender, task: Task, how: Callable[[str], Measured | None]) -> Row:
    path = f"{one.endpoint}{task.path}"
    if one.name == OURS and task.document is not None:
        path = task.document
    with watching(one.pid, pause=_SELDOM) as watch:
        before, began = processor_with_ended(one.pid), time.monotonic()
        found = how(path)
        busy = (processor_with_ended(one.pid) - before) / (time.monotonic() - began)
    return Row(found, busy, watch.total)


def _memory(ours: Contender) -> list[Large]:
    """Ask for the largest answer again and again, each time for the first time, and look at the memory.

    Before it, for its rows in one: what the engine needs to find them, and keeps of the database, is there
    whatever the size of an answer.
    """
    asked = [(SUMMED, SUMMED.name), *((LARGEST, str(turn)) for turn in range(1, _LARGE + 1))]
    series = list[Large]()
    for task, name in asked:
        size = 0
        with watching(ours.pid, pause=0.01) as watch:
            watch.look()
            before = watch.anonymous
            path = f"{ours.endpoint}{task.path}".replace(FRESH, f"memory{len(series)}")
            with urllib.request.urlopen(f"{ours.url}{path}", timeout=PATIENCE) as reply:
                while part := reply.read(1 << 16):
                    size += len(part)
        series.append(Large(name, size, before, watch.anonymous, watch.total))
    return series


def _show_memory(series: list[Large]) -> None:
    rows = [(one.name, *map(mib, (one.size, one.before, one.most, one.resident))) for one in series]
    head = ("answer", "its size MiB", "own memory before MiB", "at most MiB", "with pages of files MiB")
    show("Memory of accordgraph while it answers 500,000 rows again and again", head, rows)
    summed, *large = series
    rise = max(one.most for one in large) - summed.most
    flat = yes(rise < large[0].size / 4)
    click.echo(
        f"\nOver the same rows in one it rises by {mib(rise)} MiB; less than a quarter of an answer: {flat}."
    )


_HEAD = (
    "work", "server", "requests/s", "p50 ms", "p99 ms", "failed", "processor ms", "peak MiB", "ours to it",
    "wanted", "reached",
)  # fmt: skip


def _show(tasks: list[Task], rows: dict[tuple[str, str], Row]) -> None:
    lines: list[tuple[str, ...]] = []
    for task in tasks:
        ours = rows[task.name, OURS]
        lines.append((task.name, OURS, *_figures(ours), "", "", ""))
        for name, wanted in ((OXIGRAPH, task.to_oxigraph), (RDFLIB, task.to_rdflib)):
            its = rows[task.name, name]
            lines.append(("", name, *_figures(its), *_ratio(ours.measured, its.measured, wanted)))
    show("Our server and its peers", _HEAD, lines)


def _figures(row: Row) -> tuple[str, ...]:
    found = row.measured
    if found is None:
        return "none", "-", "-", "-", "-", mib(row.peak)
    return (
        f"{found.rate:,.2f}",
        f"{found.p50 * 1000:,.2f}",
        f"{found.p99 * 1000:,.2f}",
        str(found.failed),
        f"{row.busy / found.rate * 1000:,.3f}",
        mib(row.peak),
    )


def _ratio(ours: Measured | None, its: Measured | None, wanted: float | None) -> tuple[str, ...]:
    """Compare rates; a peer that answers nothing at all is left behind by whoever answers."""
    aim = "-" if wanted is None else f"{wanted:g}"
    if ours is None or its is None:
        return "-", aim, yes(ours is not None)
    ratio = ours.rate / its.rate
    return f"{ratio:.2f}", aim, "-" if wanted is None else yes(ratio >= wanted)

"""Starting the program as a person starts it, and looking at its processes."""

from __future__ import annotations

import os
import resource
import select
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import IO

#: A query that no limit of the tests lets come to its end.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o FILTER(?c != ?f) }"


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    body: str


@dataclass(frozen=True)
class Server:
    """A running server: its process, its address, the file that takes its stderr."""

    process: subprocess.Popen[str]
    url: str
    log: Path

    def get(self, path: str, **parameters: str) -> Reply:
        """Ask for a path."""
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        try:
            with urllib.request.urlopen(f"{self.url}{path}{query}", timeout=120) as response:
                return Reply(response.status, response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.read().decode())

    def pids(self) -> list[int]:
        """Return the server's processes, its own first."""
        return descendants(self.process.pid)

    def workers(self) -> list[int]:
        """Return the query processes."""
        return [pid for pid in self.pids() if "accordgraph.engine.workers.worker" in command_line(pid)]

    def processor(self) -> float:
        """Return the seconds of processors that the server's processes have used, however busy they were."""
        return sum(map(processor, self.pids()))

    def staffed(self, workers: int = 2) -> bool:
        """Wait until all query processes are ready, the one in reserve too; return whether they are."""
        return eventually(lambda: sum(map(_ready, self.workers())) == workers + 1)


def _ready(pid: int) -> bool:
    """Whether a query process has begun to wait for queries: it limits its memory right before."""
    try:
        return resource.prlimit(pid, resource.RLIMIT_AS) != resource.getrlimit(resource.RLIMIT_AS)
    except ProcessLookupError:
        return False


def places(root: Path) -> list[str]:
    """Return the options that name a content and the snapshots beside it."""
    return ["--content", str(root), "--snapshots", str(root.parent / "snapshots")]


def unprivileged() -> list[str]:
    """Return what a command begins with whose process may do no more than a file's permissions allow."""
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


@contextmanager
def running(
    command: Sequence[str], errors: int | IO[str] = subprocess.PIPE
) -> Iterator[subprocess.Popen[str]]:
    """Run a program; where the test is done with it, or fails, before it has ended, it is killed.

    Without that a test that fails would wait for the end of the program, which may never come.
    """
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(output: IO[str] | None, limit: float = 300) -> str:
    """Return the first line that a program writes within a limit in seconds, "" where it writes none."""
    assert output is not None
    return output.readline() if select.select([output], [], [], limit)[0] else ""


@contextmanager
def meanwhile(do: Callable[[], object], threads: int = 1) -> Iterator[None]:
    """Do something again and again, in so many threads, until the block ends; raise what it raised."""
    over = threading.Event()

    def go_on() -> None:
        while not over.is_set():
            do()

    with ThreadPoolExecutor(threads) as pool:
        begun = [pool.submit(go_on) for _ in range(threads)]
        try:
            yield
        finally:
            over.set()
    for each in begun:
        each.result()


@contextmanager
def serving(folder: Path, *options: str, before: Sequence[str] = ()) -> Iterator[Server]:
    """Run a server on a free port, with its snapshots in the folder, until the test is done with it.

    `before` is what its command begins with.
    """
    log = folder / "server.log"
    command = [*before, sys.executable, "-m", "accordgraph", "serve", "--port", "0"]
    command += ["--snapshots", str(folder / "snapshots"), "--cache", str(folder / "cache"), *options]
    with log.open("w") as errors, running(command, errors) as process:
        try:
            line = first_line(process.stdout)
            assert line.startswith("Listening on http://127.0.0.1:"), log.read_text()
            yield Server(process, line.removeprefix("Listening on ").strip(), log)
        finally:
            process.terminate()
            process.wait(120)


def descendants(pid: int) -> list[int]:
    """Return a process and all that it and they have started."""
    found = [pid]
    for parent in found:
        # The glob of Path fails where a process ends meanwhile.
        for task in glob(f"/proc/{parent}/task/*/children"):  # noqa: PTH207
            with suppress(FileNotFoundError, ProcessLookupError):  # threads come and go
                found += [int(child) for child in Path(task).read_text().split()]
    return found


def command_line(pid: int) -> str:
    """Return a process's command line, "" where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def processor(pid: int) -> float:
    """Return the seconds of processors that a process has used; 0 where it is gone."""
    try:
        return time.clock_gettime((~pid << 3) | 2)  # the clock's number, as clock_getcpuclockid(3) makes it
    except OSError:
        return 0


def alive(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return command_line(pid) != ""  # a zombie has none


def eventually(condition: Callable[[], object], limit: float = 60) -> bool:
    """Whether a condition comes true within a limit in seconds, which a busy machine may need."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False

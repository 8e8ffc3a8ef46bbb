"""What the processes of a server hold: memory, files, sockets."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from servers import command_line, descendants

_MIB = 1 << 20


@dataclass
class Peak:
    """The most that a process has held, in bytes; `limit` is that of its address space, None without one."""

    role: str
    resident: int = 0
    space: int = 0
    limit: int | None = None


#: How many times as long as a look the rest after it is, at least: where gigabytes are shared, a look at what
#: counts once takes tens of milliseconds.
_REST = 20


@dataclass
class Watch:
    """The highest memory of a process and all below it, looked at until it is told to stop.

    `total` is what is resident, `anonymous` what of it is their own: no pages of files, which the kernel
    lends to all who read them. Where it is `proportional`, memory that several of them share, as a process
    and its copies do, counts once in `total`; telling that takes the kernel longer.
    """

    pid: int
    pause: float = 0.05
    proportional: bool = False
    total: int = 0
    anonymous: int = 0
    series: list[tuple[float, int]] = field(default_factory=list)
    peaks: dict[int, Peak] = field(default_factory=dict)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def look(self) -> int:
        """Look once; return the resident memory of all processes together."""
        now = own = 0
        for pid in descendants(self.pid):
            status = _fields(f"/proc/{pid}/status")
            if "VmRSS" not in status:
                continue
            peak = self.peaks.setdefault(pid, Peak(""))
            peak.role = role(pid)  # a child is its parent's double at first
            # The kernel keeps the highest itself, so a short one is not missed.
            fields, wanted = status, "VmRSS"
            if self.proportional:
                fields, wanted = _fields(f"/proc/{pid}/smaps_rollup"), "Pss"
            now += int(fields.get(wanted, "0").split()[0]) * 1024
            own += int(status["RssAnon"].split()[0]) * 1024
            peak.resident = max(peak.resident, int(status["VmHWM"].split()[0]) * 1024)
            peak.limit = _space_limit(pid) or peak.limit
            if peak.limit is not None:  # set when the store is open, which takes more for a moment
                peak.space = max(peak.space, int(status["VmSize"].split()[0]) * 1024)
        self.total, self.anonymous = max(self.total, now), max(self.anonymous, own)
        self.series.append((time.monotonic(), now))
        return now

    def run(self) -> None:
        """Look until stopped, and rest much longer than a look takes: what is looked at waits meanwhile."""
        took = 0.0
        while not self._stopped.wait(max(self.pause, _REST * took)):
            began = time.monotonic()
            self.look()
            took = time.monotonic() - began

    def stop(self) -> None:
        """End `run`."""
        self._stopped.set()


@contextmanager
def watching(pid: int, pause: float = 0.05, *, proportional: bool = False) -> Iterator[Watch]:
    """Watch the memory of a process tree while a block runs."""
    watch = Watch(pid, pause, proportional)
    watch.look()
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        yield watch
    finally:
        watch.stop()
        thread.join()


@dataclass(frozen=True)
class Held:
    """What a process tree holds: processes, open files and sockets, and the threads in it."""

    processes: int
    files: int
    sockets: int
    threads: int


def held(pid: int) -> Held:
    """Count what a process and all below it hold."""
    pids, files, sockets, threads = descendants(pid), 0, 0, 0
    for each in pids:
        threads += len(list(Path(f"/proc/{each}/task").glob("*")))
        for descriptor in Path(f"/proc/{each}/fd").glob("*"):
            try:
                target = str(descriptor.readlink())
            except OSError:
                continue
            files += 1
            sockets += target.startswith("socket:")
    return Held(len(pids), files, sockets, threads)


def processor_with_ended(pid: int) -> float:
    """Return the seconds of processors that a process and all below it have used, those that ended too."""
    ticks = 0
    for each in descendants(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            stat = Path(f"/proc/{each}/stat").read_text(encoding="ascii", errors="replace")
            ticks += sum(map(int, stat.rpartition(")")[2].split()[11:15]))  # see proc_pid_stat(5)
    return ticks / os.sysconf("SC_CLK_TCK")


def role(pid: int) -> str:
    """What a process of the server is there for."""
    return "query worker" if "accordgraph.engine.workers.worker" in command_line(pid) else "main"


def mib(size: float) -> str:
    """A size in MiB, as the tables print it."""
    return f"{size / _MIB:,.0f}"


def _fields(path: str) -> dict[str, str]:
    try:
        lines = Path(path).read_text(encoding="ascii", errors="replace").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return {}
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def _space_limit(pid: int) -> int | None:
    try:
        lines = Path(f"/proc/{pid}/limits").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return None
    found = next((line.split()[3] for line in lines if line.startswith("Max address space")), "unlimited")
    return None if found == "unlimited" else int(found)

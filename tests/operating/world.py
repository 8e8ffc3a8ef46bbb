"""A world in which two versions were built, the program run in it, and readers who ask meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from accordgraph.graph.snapshot import Snapshot, SnapshotFolder
from servers import Server, meanwhile
from tools import tool

#: What readers ask for meanwhile: a query, a document, a page, a search, a dump.
READ = (
    "/sparql?query=ASK%7B%7D",
    "/doc/organization/beta.ttl",
    "/doc/organization/beta.html",
    "/search?q=beta",
    "/dumps/latest/accordgraph.nq.gz",
)
#: What the newer version calls something.
OLD, NEW = "Beta Corporation", "Beta Company"


@dataclass(frozen=True)
class World:
    """A content of which two versions were built; it is the older one again."""

    folder: Path
    content: Path
    old: Snapshot
    new: Snapshot

    @property
    def snapshots(self) -> SnapshotFolder:
        """The folder of both."""
        return SnapshotFolder(self.folder / "snapshots")


def run(*arguments: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run the program as a person runs it; `before` is what its command begins with."""
    command = [*before, sys.executable, "-m", "accordgraph", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def served(server: Server) -> str:
    """Return the snapshot that a server says it serves."""
    return str(json.loads(server.get("/ready").body)["snapshot"])


@contextmanager
def reading(server: Server) -> Iterator[set[tuple[str, int]]]:
    """Have readers ask all the time; yield what they asked for, with the status that they got."""
    seen = set[tuple[str, int]]()

    def read() -> None:
        for path in READ:
            if path.endswith(".gz"):
                done = subprocess.run(
                    [tool("curl"), "-s", "-o", "/dev/null", "-w", "%{http_code}", server.url + path],
                    capture_output=True, text=True, timeout=300, check=True,
                )  # fmt: skip
                seen.add((path, int(done.stdout)))
            else:
                seen.add((path, server.get(path).status))

    with meanwhile(read, threads=3):
        yield seen


#: Commands that are given the name of a snapshot.
CHOOSING = [("rollback",), ("publish", "--engine", "http://127.0.0.1:9", "--snapshot")]

"""Starting a query process: what it is given, and what is left of it in the end."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ...graph.allocator import mimalloc, with_allocator
from ..answering.window import Window, shared_memory


@dataclass(frozen=True)
class WorkerSetting:
    """What a worker is started with: its store, its memory in bytes, base IRI, prefixes to write with."""

    store: Path | None  # None: an empty one, of which nothing is on a disk
    memory: int
    base: str
    prefixes: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None  # for large answers; None: they come as bytes too
    allocator: str | None = field(default_factory=mimalloc)  # a library; None: the system's
    answer: int = 1 << 30  # bytes that one answer may have


class Started:
    """A process of `engine/workers/worker.py`, with its pipes, its window, and what it told in the end.

    The kernel kills it when the thread that started it ends. Raises OSError where the system has no more to
    give; nothing of it is left then.
    """

    def __init__(self, setting: WorkerSetting) -> None:
        # -P: modules in the folder that the program happens to run in must not shadow the program's.
        command = [sys.executable, "-P", "-m", "accordgraph.engine.workers.worker"]
        command += [] if setting.store is None else [str(setting.store)]
        with ExitStack() as held:
            # stderr: read only after a death, so never a full pipe
            self._log = os.memfd_create("accordgraph-worker")
            held.callback(os.close, self._log)
            self.shared = shared_memory()
            try:
                self.window = Window(self.shared)
                held.callback(self.window.close)
                self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._log,
                    bufsize=0,
                    env={**_environment(setting.allocator), "RUST_BACKTRACE": "0"},
                    pass_fds=(self.shared,),
                )
            finally:
                os.close(self.shared)  # the process has one of its own
            self._held = held.pop_all()
        if self.process.stdin is None or self.process.stdout is None:
            raise AssertionError("Popen was asked for pipes")
        self.input, self.output = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.input, False)
        os.set_blocking(self.output, False)

    def end(self) -> None:
        """End it, whatever it is doing, and reap it; that may take a moment."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()
        self._held.close()

    def last_words(self) -> str:
        """Return the end of what it wrote on standard error."""
        length = os.fstat(self._log).st_size
        return os.pread(self._log, 2000, max(0, length - 2000)).decode(errors="replace").strip()


def _environment(allocator: str | None) -> dict[str, str]:
    """Return this process's environment without who we are to an engine: what notes a crash notes it too."""
    return {
        name: value
        for name, value in with_allocator(allocator).items()
        if not name.startswith("ACCORDGRAPH_ENGINE_")
    }

"""One worker process, seen from the program: greet it, ask it, end it, and say why it died."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ...graph.names import BELIEVED, Names
from ...graph.program import text_digest
from ..answering.large import AnswerFile, borrow
from ..errors import EngineError, EngineUnavailable, WorkerDied
from ..refusals import cause_of_death
from . import frames
from .frames import Frame
from .starting import Started, WorkerSetting

#: How long a worker may take to open its store, in seconds: long for a cold disk, short for a hang.
_START_LIMIT = 60.0
#: What query processes run, and its text when this process began.
_ROOM = Path(__file__).parents[1]
_RUNNING = text_digest(_ROOM)


class WorkerProcess:
    """A process of `engine/workers/worker.py`.

    Start and `greet` it from a thread that lives as long as the worker shall: the kernel kills the worker
    when the thread that started it ends. Everything else happens on an event loop, from `attach` on.

    Raises OSError where the system has no more to give; nothing of it is left then.
    """

    def __init__(self, setting: WorkerSetting) -> None:
        self._setting, self._started = setting, Started(setting)
        self._process, self._window = self._started.process, self._started.window
        self._input, self._output = self._started.input, self._started.output
        self._loop: asyncio.AbstractEventLoop | None = None
        self._decoder = frames.Decoder()
        self._unsent = memoryview(b"")
        self._expected = 0  # replies
        self._heard: Callable[[Frame], None] = _nobody
        self._failed: Callable[[EngineError], None] = _nobody
        self._on_death: Callable[[WorkerProcess], None] = _nobody

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def greet(self) -> None:
        """Tell it what it has to know, and wait until it is ready; where that fails, nothing of it is left.

        Raises EngineUnavailable where it ends or says why not, or is of another program than this process,
        and others where it speaks nonsense.
        """
        try:
            if text_digest(_ROOM) != _RUNNING:
                raise EngineUnavailable(
                    "The program on disk is another one than when the server was started. Start the server "
                    "anew."
                )
            self._greet()
        except BaseException:
            self.end()
            raise

    def processor(self) -> float | None:
        """Return the seconds of processors that the process has used; None where it is gone."""
        try:
            # The clock's number is made of the process's id, as clock_getcpuclockid(3) makes it on Linux.
            return time.clock_gettime((~self._process.pid << 3) | 2)
        except OSError:
            return None

    def attach(self, loop: asyncio.AbstractEventLoop, on_death: Callable[[WorkerProcess], None]) -> None:
        """Listen on a loop; `on_death` is called where the process ends by itself while it has no query."""
        self._loop, self._on_death = loop, on_death
        loop.add_reader(self._output, self._receive)

    def ask(
        self,
        requests: Sequence[Frame],
        heard: Callable[[Frame], None],
        failed: Callable[[EngineError], None],
    ) -> None:
        """Send requests; `heard` is called with the reply to each, in their order, or else once `failed` with
        the reason why the worker has died."""
        if self._loop is None:
            raise AssertionError("a worker is asked on its loop")
        self._expected, self._heard, self._failed = len(requests), heard, failed
        self._window.is_stopped = False
        self._unsent = memoryview(frames.encoded(requests))
        if not self._send():
            self._loop.add_writer(self._input, self._go_on)

    def stop(self) -> None:
        """Have it begin nothing more of what it was asked; it replies to each that it has LEFT it."""
        self._window.is_stopped = True

    def content(self, reply: Frame) -> bytes | AnswerFile:
        """Return the content of the last reply that was heard; the worker has to go where that fails, with
        WorkerDied or EngineUnavailable."""
        told = reply.header
        if "window" in told:
            return self._window.take(told["window"])
        if "file" not in told:
            return reply.body
        try:
            content = borrow(self._process.pid, told["file"], told["digest"])
            os.write(self._input, frames.SEEN)
        except (FileNotFoundError, ProcessLookupError, BrokenPipeError) as gone:
            raise WorkerDied("The process that ran the query ended as it answered. Ask again.") from gone
        except OSError as problem:
            reason = f"The answer cannot be opened: {problem.strerror}. Ask again."
            raise EngineUnavailable(reason) from problem
        return content

    def interrupt(self) -> None:
        """End the process; that is told as its death."""
        self._process.kill()

    def detach(self) -> None:
        """End the process and listen no more; `end` has to follow."""
        self._process.kill()
        if self._loop is not None:
            self._loop.remove_reader(self._output)
            self._loop.remove_writer(self._input)
            self._loop = None
        self._heard, self._failed = _nobody, _nobody  # who hold it, in turn

    def end(self) -> None:
        """End the process, whatever it is doing, and reap it; that may take a moment."""
        self._started.end()

    def _send(self) -> bool:
        """Write what the pipe takes of the request; return whether that was all."""
        try:
            while self._unsent:
                self._unsent = self._unsent[os.write(self._input, self._unsent) :]
        except BlockingIOError:
            return False
        except BrokenPipeError:
            pass  # it has died: the end of its output tells
        self._unsent = memoryview(b"")  # an empty rest would hold all that was sent
        return True

    def _go_on(self) -> None:
        """Write more of a long request."""
        if self._send() and self._loop is not None:
            self._loop.remove_writer(self._input)

    def _receive(self) -> None:
        try:
            length = os.readv(self._output, [self._decoder.space])
        except BlockingIOError:
            return
        if length:
            for frame in self._decoder.took(length):
                if self._loop is None or not self._expected:  # whoever heard one wants no more of it
                    return
                self._expected -= 1
                self._heard(frame)
            return
        if self._loop is not None:
            self._loop.remove_reader(self._output)
        if self._expected:
            self._failed(self._cause_of_death())
        else:
            self._on_death(self)

    def _greet(self) -> None:
        setting = self._setting
        folder = str(setting.folder) if setting.folder else None
        hello = {
            "memory": setting.memory,
            "base": setting.base,
            "believed": Names(setting.base).graph(BELIEVED),
            "prefixes": setting.prefixes,
            "folder": folder,
            "answer": setting.answer,
            "window": self._started.shared,
        }
        deadline = time.monotonic() + _START_LIMIT
        try:
            frames.send(self._input, frames.written(hello), deadline=deadline)
            reply = self._decoder.receive(self._output, deadline)
        except frames.FrameTimeout as late:
            raise EngineUnavailable(f"A query process did not start within {_START_LIMIT:.0f} s.") from late
        except frames.FrameClosed as died:
            self._process.wait()
            raise _unstarted("A query process ended while it started.", self._started.last_words()) from died
        if not reply.header.get("ready"):
            raise _unstarted("A query process cannot start.", reply.header["message"])

    def _cause_of_death(self) -> EngineError:
        code = self._process.wait()
        return cause_of_death(code, self._started.last_words(), self._setting.memory)


def _nobody(_: object) -> None:
    """Hear what nobody waits for."""


def _unstarted(told: str, words: str) -> EngineUnavailable:
    """Return an error with a sentence for all, and the process's words, which may hold paths, as a note."""
    problem = EngineUnavailable(told)
    problem.add_note(words)
    return problem

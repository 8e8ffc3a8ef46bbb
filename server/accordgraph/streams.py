"""The standard streams: all three there, and able to take what is written, however the program starts."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


class _Lenient(io.FileIO):
    """A descriptor that takes whatever is written: where a disk is full, or nobody reads a pipe any more,
    notes are lost, and a command does its work all the same."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write as far as it goes."""
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def open_streams() -> None:
    """Open those that are closed on /dev/null, have signs that an encoding lacks written as escapes, and what
    goes to stderr fail nothing.

    What is opened later would take the place of a closed one else, and be written to or closed in its stead.
    """
    for number, (name, mode) in enumerate(_STREAMS):
        try:
            os.fstat(number)
        except OSError:
            lead_nowhere(number)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    told = io.BufferedWriter(_Lenient(2, "w", closefd=False))
    sys.stderr = io.TextIOWrapper(told, sys.stderr.encoding, "backslashreplace", line_buffering=True)


def lead_nowhere(number: int) -> None:
    """Have a descriptor lead to /dev/null, that of processes that inherit it too."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
    os.set_inheritable(number, True)

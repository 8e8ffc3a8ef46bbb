"""Results on their way from the native writer to where they go, looked at piece by piece: what no reader
could take back is mended, or refused, without all of it being in memory."""

from __future__ import annotations

import io
from typing import Protocol

from .mending import is_rectangular, mended_xml

#: Bytes that are looked at together; the native writer hands on a few thousand at a time.
_PIECE = 1 << 18


class Output(Protocol):
    """Where an answer is written to."""

    def write(self, data: bytes, /) -> int:
        """Take more bytes."""

    def flush(self) -> None:
        """Nothing has to wait."""

    def restart(self) -> None:
        """Forget what was written."""


class Memory(io.BytesIO):
    """An output in memory."""

    def restart(self) -> None:
        """Forget what was written."""
        self.seek(0)
        self.truncate()


class NotRectangular(Exception):
    """A row that has more cells than there are columns, or may have."""


class Inspector(Protocol):
    """What knows a format: where its text may be cut, and what of it no reader could take back."""

    def cut(self, taken: bytearray) -> int:
        """Return where what was taken so far may be cut in two; 0 where nowhere."""

    def passed(self, taken: bytearray, end: int) -> bytes:
        """Return the bytes to `end` as they can be read back."""


class Pieces:
    """Takes what the native writer writes, and hands on what an inspector passed, piece by piece; `end` hands
    on the rest."""

    def __init__(self, output: Output, inspector: Inspector) -> None:
        self._output, self._inspector = output, inspector
        self._taken, self._enough = bytearray(), _PIECE

    def write(self, data: bytes) -> int:
        """Take more bytes."""
        self._taken += data
        if len(self._taken) >= self._enough:
            self._hand_on(self._inspector.cut(self._taken))
            self._enough = max(_PIECE, 2 * len(self._taken))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what waits is looked at first."""

    def end(self) -> None:
        """Hand on the rest."""
        self._hand_on(len(self._taken))

    def _hand_on(self, end: int) -> None:
        if end:
            self._output.write(self._inspector.passed(self._taken, end))
            del self._taken[:end]


class Rows:
    """Inspects CSV, in whole rows of so many columns; raises NotRectangular."""

    def __init__(self, columns: int) -> None:
        self._columns = columns

    def cut(self, taken: bytearray) -> int:
        """Cut after a row."""
        end = taken.rfind(b"\n") + 1
        # Else the line ends within a cell: later there will be another.
        return end if taken.count(b'"', 0, end) % 2 == 0 else 0

    def passed(self, taken: bytearray, end: int) -> bytes:
        """Pass rows that have as many cells as there are columns."""
        piece = bytes(taken[:end])
        if not is_rectangular(piece, self._columns):
            raise NotRectangular
        return piece


class Characters:
    """Inspects XML: raises NotWritable for what that cannot hold."""

    def cut(self, taken: bytearray) -> int:
        """Cut anywhere: a character takes up to three bytes here, and has to be seen whole."""
        return len(taken) - 2

    def passed(self, taken: bytearray, end: int) -> bytes:
        """Pass what XML can hold."""
        return mended_xml(bytes(taken), end)

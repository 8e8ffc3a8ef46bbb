"""Results on their way from the native writer to where they go, looked at piece by piece: what no reader
could take back is mended, or refused, without all of it being in memory."""

from __future__ import annotations

import io
from typing import Protocol

from accordgraph.engine.mending import is_rectangular, mended_xml

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


class Pieces:
    """Takes what the native writer writes, and hands it on, piece by piece; `end` hands on the rest."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._taken, self._enough = bytearray(), _PIECE

    def write(self, data: bytes) -> int:
        """Take more bytes."""
        self._taken += data
        if len(self._taken) >= self._enough:
            self._hand_on(self._cut())
            self._enough = max(_PIECE, 2 * len(self._taken))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what waits is looked at first."""

    def end(self) -> None:
        """Hand on the rest."""
        self._hand_on(len(self._taken))

    def _cut(self) -> int:
        """Return where what was taken may be cut in two; 0 where nowhere."""
        raise NotImplementedError

    def _hand_on(self, end: int) -> None:
        if end:
            self._output.write(self._looked_at(end))
            del self._taken[:end]

    def _looked_at(self, end: int) -> bytes:
        """Return the bytes to `end` as they can be read back."""
        raise NotImplementedError


class CsvPieces(Pieces):
    """Whole rows; raises NotRectangular."""

    def __init__(self, output: Output, columns: int) -> None:
        super().__init__(output)
        self._columns = columns

    def _cut(self) -> int:
        end = self._taken.rfind(b"\n") + 1
        # Else the line ends within a cell: later there will be another.
        return end if self._taken.count(b'"', 0, end) % 2 == 0 else 0

    def _looked_at(self, end: int) -> bytes:
        piece = bytes(self._taken[:end])
        if not is_rectangular(piece, self._columns):
            raise NotRectangular
        return piece


class XmlPieces(Pieces):
    """What XML cannot hold is refused: raises NotWritable."""

    def _cut(self) -> int:
        # A character takes up to three bytes here: it has to be seen whole.
        return len(self._taken) - 2

    def _looked_at(self, end: int) -> bytes:
        return mended_xml(bytes(self._taken), end)

"""Turtle and TriG in native code, with prefixes in a fixed order: the same statements give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import pyoxigraph as ox


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""


def write_pretty(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple],
    output: Sink,
    format_: ox.RdfFormat,
    table: Mapping[str, str],
) -> None:
    """Write Turtle or TriG with prefixes, for what stands below where these are `declared`."""
    body = _Body(output)
    ox.serialize(statements, body, format=format_, prefixes=dict(table))  # type: ignore[arg-type]
    body.finish()


def declared(table: Mapping[str, str]) -> bytes:
    """Declare the prefixes in the order of the table; Oxigraph writes them in any order."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in table.items()).encode()


class _Body:
    """Passes on all that is written but the lines of prefixes at its beginning."""

    def __init__(self, output: Sink) -> None:
        self._output = output
        self._waiting: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        if self._waiting is None:
            self._output.write(data)
            return len(data)
        self._waiting += data
        while self._waiting.startswith(b"@prefix ") and b"\n" in self._waiting:
            self._waiting = self._waiting.partition(b"\n")[2]
        if self._waiting and not b"@prefix ".startswith(self._waiting[:8]):
            self.finish()
        return len(data)

    def flush(self) -> None:
        """Nothing to do: what is written to is flushed by its owner."""

    def finish(self) -> None:
        """Pass on what is left."""
        if self._waiting:
            self._output.write(self._waiting)
        self._waiting = None

"""Loading a database, here or in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.helping import SMALL
from accordgraph.graph.loading import load

_LINE = 60


def _lines(number: int) -> Iterator[bytes]:
    """Statements of so many bytes each, some thousand at a time."""
    lines = (
        f"<https://example.org/{each:0{_LINE - 35}d}> <urn:p> <urn:o> .\n".encode() for each in range(number)
    )
    while piece := b"".join(islice(lines, 5_000)):
        yield piece


@pytest.mark.parametrize("number", [0, 10, SMALL // _LINE + 20_000])
def test_all_that_comes_is_loaded(tmp_path: Path, number: int) -> None:
    load(_lines(number), tmp_path / "store")
    assert len(ox.Store.read_only(str(tmp_path / "store"))) == number


@pytest.mark.parametrize("number", [10, 2 * SMALL // _LINE])
def test_loading_ends_with_what_fails_to_come(tmp_path: Path, number: int) -> None:
    def failing() -> Iterator[bytes]:
        yield from _lines(number)
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        load(failing(), tmp_path / "store")


@pytest.mark.parametrize("number", [10, 2 * SMALL // _LINE])
def test_a_database_that_cannot_be_written_is_an_error(tmp_path: Path, number: int) -> None:
    (tmp_path / "store").write_text("a file", encoding="utf-8")
    with pytest.raises((OSError, RuntimeError)):
        load(_lines(number), tmp_path / "store")

"""Loading a database, here or in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest

from accordgraph.graph.helping import SMALL
from accordgraph.graph.loading import Loading
from servers import command_line, descendants

_LINE = 60


@contextmanager
def _loading(path: Path) -> Iterator[Loading]:
    """What is loaded, abandoned in the end as a build does."""
    loading = Loading(path)
    try:
        yield loading
    finally:
        loading.abandon()


def _lines(number: int) -> Iterator[bytes]:
    """Statements of so many bytes each, some thousand at a time."""
    lines = (
        f"<https://example.org/{each:0{_LINE - 35}d}> <urn:p> <urn:o> .\n".encode() for each in range(number)
    )
    while piece := b"".join(islice(lines, 5_000)):
        yield piece


@pytest.mark.parametrize("number", [0, 10, SMALL // _LINE + 20_000])
def test_all_that_comes_is_loaded(tmp_path: Path, number: int) -> None:
    with _loading(tmp_path / "store") as loading:
        loading.finish(_lines(number))
    assert len(ox.Store.read_only(str(tmp_path / "store"))) == number


@pytest.mark.parametrize("number", [10, 2 * SMALL // _LINE])
def test_loading_ends_with_what_fails_to_come(tmp_path: Path, number: int) -> None:
    def failing() -> Iterator[bytes]:
        yield from _lines(number)
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"), _loading(tmp_path / "store") as loading:
        loading.finish(failing())


@pytest.mark.parametrize("number", [10, 2 * SMALL // _LINE])
def test_a_database_that_cannot_be_written_is_an_error(tmp_path: Path, number: int) -> None:
    (tmp_path / "store").write_text("a file", encoding="utf-8")
    with pytest.raises((OSError, RuntimeError)), _loading(tmp_path / "store") as loading:
        loading.finish(_lines(number))


def test_the_first_pieces_come_while_something_else_is_done(tmp_path: Path) -> None:
    with _loading(tmp_path / "store") as loading:
        loading.begin(_lines(1_000))
        assert loading.begun()
        loading.finish(iter([b"<urn:s> <urn:p> <urn:o> .\n"]))
    assert len(ox.Store.read_only(str(tmp_path / "store"))) == 1_001


def test_what_is_begun_in_vain_is_told(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield from _lines(1_000)
        raise SystemExit

    with _loading(tmp_path / "store") as loading:
        loading.begin(failing())
        assert not loading.begun()


def test_nothing_runs_on_after_what_is_not_finished(tmp_path: Path) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield from _lines(1_000)

    path, others = tmp_path / "store", {*descendants(os.getpid())}

    def running() -> set[int]:
        """What loads, and what brings, which is a copy of this process; others come and go."""
        copied = command_line(os.getpid())
        here = {each: command_line(each) for each in descendants(os.getpid()) if each not in others}
        return {each for each, line in here.items() if line == copied or str(path) in line}

    with _loading(path) as loading:
        loading.begin(endless())
        assert len(running()) == 2
    assert not running()

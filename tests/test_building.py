"""Builds and releases that are told to end: they leave nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph import small
from servers import alive, descendants, eventually, running

PROGRAM = [sys.executable, "-m", "accordgraph"]
#: Sources of a content that takes a moment to build.
_SOURCES = 60
#: Signal -> exit code; Ctrl-C is what click makes of it.
CODES = [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 1)]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content that takes a moment to build."""
    root = small.write(tmp_path_factory.mktemp("building") / "content")
    for number in range(_SOURCES):
        slug = f"more-{number}"
        (root / "data/sources" / f"{slug}.ttl").write_text(small.source(slug), encoding="utf-8")
    return root


def left(folder: Path) -> list[str]:
    """What there is in a folder of snapshots."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("begun", [".building-*", ".building-*/dumps/*"])
@pytest.mark.parametrize("command", [["build"], ["serve", "--port", "0"]], ids=" ".join)
@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_build_that_is_told_to_end_leaves_nothing(
    content: Path, tmp_path: Path, number: signal.Signals, code: int, command: list[str], begun: str
) -> None:
    folder = tmp_path / "snapshots"
    options = ["--content", str(content), "--snapshots", str(folder), "--cache", str(tmp_path / "cache")]
    with running([*PROGRAM, *command, *options]) as process:
        assert eventually(lambda: any(folder.glob(begun)))
        pids = descendants(process.pid)
        process.send_signal(number)
        said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in "".join(said)
    assert left(folder) == [".lock"]
    assert not any(map(alive, pids))


_INTERRUPTED = """
import signal
import click
from accordgraph.building import ended_by_signals

@click.command()
def command():
    with ended_by_signals():
        exec("signal.raise_signal(signal.SIGINT)")

command()
"""


def test_an_interrupt_ends_alike_while_code_is_made_of_text(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(_INTERRUPTED)
    program = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (1, "Aborted!")


@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_release_that_is_told_to_end_leaves_nothing(
    content: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    folder = tmp_path / "releases"
    options = ["--content", str(content), "--snapshots", str(tmp_path / "snapshots")]
    options += ["--cache", str(tmp_path / "cache"), "--releases", str(folder)]
    with running([*PROGRAM, "release", *options]) as process:
        assert eventually(lambda: any(folder.glob(".releasing-*")))
        process.send_signal(number)
        said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in "".join(said)
    assert left(folder) == [".lock"]


def test_who_ignores_that_the_terminal_closes_builds_on(content: Path, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    options = ["--content", str(content), "--snapshots", str(folder), "--cache", str(tmp_path / "cache")]
    with running(["nohup", *PROGRAM, "build", *options]) as process:
        assert eventually(lambda: any(folder.glob(".building-*")))
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert (folder / "current").is_symlink()

"""A file is read again whenever it may be another, and not once more."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from accordgraph.graph.kept import Kept
from accordgraph.graph.reading import digests
from accordgraph.graph.reading.content import Role
from accordgraph.graph.reading.digests import FileDigests
from accordgraph.graph.reading.turtle import read_all

#: Seconds after which a change has another time.
_TICK = 0.02
_BEFORE, _AFTER = b"before", b"after!"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that were read."""
    found: list[str] = []
    read = Path.read_bytes

    def noted(self: Path) -> bytes:
        found.append(self.name)
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", noted)
    return found


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what changed just now for what changed long ago."""
    monkeypatch.setattr(digests, "_SETTLED", -1_000_000_000)


def digest(root: Path, cache: Path) -> str:
    """The digest of a file, by what is kept in a folder, as a process of its own finds it."""
    with Kept(cache) as kept:
        known = FileDigests(root, kept)
        found = known.of("file")[0].hex()
        known.save()
    return found


def rewritten(file: Path) -> None:
    """Write other bytes into the same file."""
    file.write_bytes(_AFTER)


def set_back(file: Path) -> None:
    """Write other bytes into the same file, and have it look as old as it was."""
    told = file.stat()
    file.write_bytes(_AFTER)
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))


def replaced(file: Path) -> None:
    """Give the file's name to another one of its size and age."""
    told = file.stat()
    other = file.with_name("other")
    other.write_bytes(_AFTER)
    os.utime(other, ns=(told.st_atime_ns, told.st_mtime_ns))
    other.rename(file)


def led_elsewhere(file: Path) -> None:
    """Have a link in the file's place, which leads to another one."""
    other = file.with_name("other")
    other.write_bytes(_AFTER)
    file.unlink()
    file.symlink_to(other)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("change", [rewritten, set_back, replaced, led_elsewhere])
def test_a_file_that_became_another_is_read_again(change: Callable[[Path], None], tmp_path: Path) -> None:
    root, cache = tmp_path / "root", tmp_path / "cache"
    root.mkdir()
    (root / "file").write_bytes(_BEFORE)
    assert digest(root, cache) == hashlib.sha256(_BEFORE).hexdigest()
    time.sleep(_TICK)
    change(root / "file")
    assert digest(root, cache) == hashlib.sha256(_AFTER).hexdigest()


@pytest.mark.usefixtures("settled")
def test_a_file_that_is_as_it_was_is_read_once(tmp_path: Path, opened: list[str]) -> None:
    (tmp_path / "file").write_bytes(_BEFORE)
    first = digest(tmp_path, tmp_path / "cache")
    assert (digest(tmp_path, tmp_path / "cache"), opened.count("file")) == (first, 1)


def test_a_file_that_changed_just_now_is_read_each_time(tmp_path: Path, opened: list[str]) -> None:
    (tmp_path / "file").write_bytes(_BEFORE)
    first = digest(tmp_path, tmp_path / "cache")
    assert (digest(tmp_path, tmp_path / "cache"), opened.count("file")) == (first, 2)


def test_a_file_that_is_parsed_is_read_once(tmp_path: Path, opened: list[str]) -> None:
    (tmp_path / "file").write_bytes(b"<a:s> <a:p> <a:o> .")
    with Kept(tmp_path / "cache") as kept:
        ((parsed, problems),) = read_all(tmp_path, [(Role.SOURCES, "file")], kept)
    assert (parsed is not None, problems, opened.count("file")) == (True, [], 1)


@pytest.mark.usefixtures("settled")
def test_a_file_that_is_gone_is_not_known_any_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(_BEFORE)
    digest(tmp_path, tmp_path / "cache")
    (tmp_path / "file").unlink()
    with pytest.raises(FileNotFoundError):
        digest(tmp_path, tmp_path / "cache")

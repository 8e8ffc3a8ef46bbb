"""The content is found where a person works, and told of where it is not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.reading.content import Content, ContentError, find_content
from servers import unprivileged
from tools import ROOT

from .. import small
from ..changing import ENTITIES, QUESTION, told

#: A user who owns nothing.
_NOBODY = 65534


def test_content_is_found_in_the_checkout() -> None:
    assert find_content(None).root == ROOT


def test_the_checkout_that_the_program_runs_from_is_found_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_content(None).root == ROOT


def test_a_folder_that_may_not_be_looked_into_is_no_checkout(tmp_path: Path) -> None:
    find = "from accordgraph.graph.reading.content import find_content; print(find_content(None).root)"
    tmp_path.chmod(0)
    try:
        command = [*unprivileged(), sys.executable, "-P", "-c", find]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    finally:
        tmp_path.chmod(0o700)
    assert (done.stderr, done.stdout) == ("", f"{ROOT}\n")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "is not a folder"),
        (lambda path: path.mkdir(), "expected the folders ontology/, data/ and shapes/"),
    ],
    ids=["no folder", "empty folder"],
)
def test_no_content_is_told(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    make(tmp_path / "x")
    with pytest.raises(ContentError, match=words):
        find_content(tmp_path / "x")


@contextmanager
def locked(name: str) -> Iterator[Path]:
    """Lend a small content, in which nobody may read one file or folder, to a user who is not root."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = small.write(Path(folder) / "content")
        assert told(root) == []  # who owns nothing cannot import what Python finds only when it needs it
        (root / QUESTION).unlink()  # nor start a process, where Python is not for everybody
        (root / name).chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(_NOBODY)
        try:
            yield root
        finally:
            os.seteuid(user)
            (root / name).chmod(0o755)


def test_a_file_without_permission_is_told() -> None:
    with locked(ENTITIES) as root:
        assert told(root)[0].startswith(f"{ENTITIES}: This file cannot be read (Permission denied)")


@pytest.mark.parametrize("name", ["data/sources", "data/entities", "data", "ontology/concepts"])
def test_a_folder_without_permission_is_no_empty_folder(name: str) -> None:
    with locked(name) as root, pytest.raises(ContentError) as told:
        check(find_content(root))
    assert str(told.value) == f"{root / name} cannot be read (Permission denied); check its permissions."


def test_the_checkout_that_one_works_in_comes_before_the_package(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "data")
    assert find_content(None).root == root


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "data/sources/pipe.ttl")
    with pytest.raises(ContentError, match=r"pipe\.ttl is a pipe or a device"):
        check(Content(root))
